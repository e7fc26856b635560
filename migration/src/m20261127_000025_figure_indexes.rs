//! Indexes and counts that answer for a million cases as for ten thousand.
//!
//! The indexes of the figures stand in the order in which SQLite keeps to them: it holds no statistics here, and takes a
//! unit that is given for the better beginning whatever day is asked for. The worklist has an index for each part of
//! its order, of one unit and of all. How many cases there are of each kind is written with them.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What decides, after the unit, whether a reader may count a case, and by what it is counted.
const COUNTED: [&str; 6] =
    ["kind", "field", "confidentiality", "assignee_id", "registered_by", "is_received"];

/// Those that are made again below, and two that hold only how some of the new ones begin.
const DROPPED: [(&str, &str); 10] = [
    ("deadlines_due", "deadlines"),
    ("deadlines_open", "deadlines"),
    ("cases_received", "cases"),
    ("cases_figures_received", "cases"),
    ("cases_figures_accepted", "cases"),
    ("cases_figures_resolved", "cases"),
    ("cases_figures_open", "cases"),
    ("cases_figures_closed", "cases"),
    ("cases_figures_id", "cases"),
    ("cases_worklist", "cases"),
];

/// `cases::worklist` walks them: what has a day, what awaits its signature, the rest.
const WALKED: [&str; 6] = [
    "CREATE INDEX cases_due ON cases (next_due_on, received_on DESC, id DESC, unit_id, kind, stage, field, \
     confidentiality, is_open, assignee_id, registered_by) WHERE next_due_on IS NOT NULL",
    "CREATE INDEX cases_due_unit ON cases (unit_id, next_due_on, received_on DESC, id DESC, kind, stage, field, \
     confidentiality, is_open, assignee_id, registered_by) WHERE next_due_on IS NOT NULL",
    "CREATE INDEX cases_unsigned ON cases (received_on, id, unit_id, kind, field, confidentiality) \
     WHERE next_due_on IS NULL AND stage = 'awaiting-signature'",
    "CREATE INDEX cases_unsigned_unit ON cases (unit_id, received_on, id, kind, field, confidentiality) \
     WHERE next_due_on IS NULL AND stage = 'awaiting-signature'",
    "CREATE INDEX cases_others ON cases (received_on DESC, id DESC, unit_id, kind, stage, field, \
     confidentiality, is_open) WHERE next_due_on IS NULL AND stage <> 'awaiting-signature'",
    // Few: what somebody wrote down that is not open to all of the office.
    "CREATE INDEX cases_registered ON cases (registered_by) WHERE confidentiality <> 'ordinary'",
];

/// A change adds a line and takes none away, so that two writers never wait for each other's.
const SQLITE: [&str; 3] = [
    "CREATE TRIGGER cases_counted_insert AFTER INSERT ON cases BEGIN \
     INSERT INTO case_counts (unit_id, kind, field, stage, confidentiality, is_open, cases) VALUES \
     (new.unit_id, new.kind, new.field, new.stage, new.confidentiality, new.is_open, 1); END",
    "CREATE TRIGGER cases_counted_delete AFTER DELETE ON cases BEGIN \
     INSERT INTO case_counts (unit_id, kind, field, stage, confidentiality, is_open, cases) VALUES \
     (old.unit_id, old.kind, old.field, old.stage, old.confidentiality, old.is_open, -1); END",
    "CREATE TRIGGER cases_counted_update AFTER UPDATE ON cases \
     WHEN (old.unit_id, old.kind, old.field, old.stage, old.confidentiality, old.is_open) \
     IS NOT (new.unit_id, new.kind, new.field, new.stage, new.confidentiality, new.is_open) BEGIN \
     INSERT INTO case_counts (unit_id, kind, field, stage, confidentiality, is_open, cases) VALUES \
     (old.unit_id, old.kind, old.field, old.stage, old.confidentiality, old.is_open, -1), \
     (new.unit_id, new.kind, new.field, new.stage, new.confidentiality, new.is_open, 1); END",
];

const POSTGRES: [&str; 2] = [
    "CREATE FUNCTION count_case() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     IF TG_OP = 'UPDATE' AND (old.unit_id, old.kind, old.field, old.stage, old.confidentiality, old.is_open) \
     IS NOT DISTINCT FROM (new.unit_id, new.kind, new.field, new.stage, new.confidentiality, new.is_open) \
     THEN RETURN NULL; END IF; \
     IF TG_OP <> 'INSERT' THEN \
     INSERT INTO case_counts (unit_id, kind, field, stage, confidentiality, is_open, cases) VALUES \
     (old.unit_id, old.kind, old.field, old.stage, old.confidentiality, old.is_open, -1); END IF; \
     IF TG_OP <> 'DELETE' THEN \
     INSERT INTO case_counts (unit_id, kind, field, stage, confidentiality, is_open, cases) VALUES \
     (new.unit_id, new.kind, new.field, new.stage, new.confidentiality, new.is_open, 1); END IF; \
     RETURN NULL; END $$",
    "CREATE TRIGGER cases_counted AFTER INSERT OR DELETE OR UPDATE ON cases \
     FOR EACH ROW EXECUTE FUNCTION count_case()",
];

const FILLED: &str = "INSERT INTO case_counts (unit_id, kind, field, stage, confidentiality, is_open, cases) \
     SELECT unit_id, kind, field, stage, confidentiality, is_open, COUNT(*) FROM cases \
     GROUP BY unit_id, kind, field, stage, confidentiality, is_open";

async fn counts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("case_counts")
            .col(big_integer("id").primary_key().auto_increment())
            .col(uuid("unit_id"))
            .col(string("kind"))
            .col(string("field"))
            .col(string("stage"))
            .col(string("confidentiality"))
            .col(boolean("is_open"))
            .col(big_integer("cases"))
            .to_owned(),
    )
    .await?;
    let all = ["unit_id", "confidentiality", "kind", "stage", "field", "is_open", "cases"];
    index(m, ("case_counts_of", "case_counts"), all).await?;
    let triggers: &[&str] = match m.get_database_backend() {
        DbBackend::Sqlite => &SQLITE,
        DbBackend::Postgres => &POSTGRES,
        other => return Err(DbErr::Migration(format!("{other:?} is not supported"))),
    };
    for statement in triggers.iter().chain([&FILLED]) {
        m.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

async fn index(
    m: &SchemaManager<'_>,
    (name, table): (&'static str, &'static str),
    columns: impl IntoIterator<Item = &'static str>,
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(column);
    }
    m.create_index(index).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (name, table) in DROPPED {
            m.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        let due = ["ending", "due_on", "duty", "case_id"];
        index(m, ("deadlines_due", "deadlines"), due).await?;
        for (name, first) in [
            ("cases_figures_received", &["unit_id", "received_on", "closed_on", "stage"][..]),
            ("cases_figures_accepted", &["unit_id", "accepted_on"]),
            ("cases_figures_resolved", &["unit_id", "resolved_on", "received_on", "accepted_on"]),
            ("cases_figures_open", &["unit_id", "is_open", "received_on", "stage"]),
        ] {
            index(m, (name, "cases"), first.iter().copied().chain(COUNTED)).await?;
        }
        let kept = ["case_id", "rule", "met_on", "due_on"];
        index(m, ("deadlines_kept", "deadlines"), kept).await?;
        for statement in WALKED {
            m.get_connection().execute_unprepared(statement).await?;
        }
        counts(m).await
    }
}
