//! What the dashboard counts by stands where it is counted: deadlines and dialogues repeat the unit, kind, field and
//! level of their case, and a case says whether it was resolved within its period. A year of a million cases is then
//! read from indexes alone.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What decides whether a reader may count a case, by what it is counted, and what a list tells of its number.
const COUNTED: [&str; 8] = [
    "kind",
    "field",
    "confidentiality",
    "assignee_id",
    "registered_by",
    "is_received",
    "is_open",
    "next_due_on",
];

/// Cases of before get what new ones are written with (KN-04, PA-04).
const FILLED: [&str; 4] = [
    "UPDATE deadlines SET (unit_id, kind, field, confidentiality) = \
     (SELECT c.unit_id, c.kind, c.field, c.confidentiality FROM cases c WHERE c.id = deadlines.case_id)",
    "UPDATE dialogues SET (unit_id, kind, field, confidentiality) = \
     (SELECT c.unit_id, c.kind, c.field, c.confidentiality FROM cases c WHERE c.id = dialogues.case_id)",
    "UPDATE cases SET in_time = true WHERE id IN (SELECT d.case_id FROM deadlines d \
     WHERE d.rule IN ('KN-04', 'PA-04') AND d.met_on <= d.due_on)",
    "UPDATE cases SET in_time = false WHERE id IN (SELECT d.case_id FROM deadlines d \
     WHERE d.rule IN ('KN-04', 'PA-04') AND d.met_on > d.due_on)",
];

const SQLITE: [&str; 1] = ["CREATE TRIGGER case_is_followed AFTER UPDATE ON cases \
     WHEN (old.unit_id, old.kind, old.field, old.confidentiality) \
     IS NOT (new.unit_id, new.kind, new.field, new.confidentiality) BEGIN \
     UPDATE deadlines SET unit_id = new.unit_id, kind = new.kind, field = new.field, \
     confidentiality = new.confidentiality WHERE case_id = new.id; \
     UPDATE dialogues SET unit_id = new.unit_id, kind = new.kind, field = new.field, \
     confidentiality = new.confidentiality WHERE case_id = new.id; END"];

const POSTGRES: [&str; 2] = [
    "CREATE FUNCTION follow_case() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     UPDATE deadlines SET unit_id = new.unit_id, kind = new.kind, field = new.field, \
     confidentiality = new.confidentiality WHERE case_id = new.id; \
     UPDATE dialogues SET unit_id = new.unit_id, kind = new.kind, field = new.field, \
     confidentiality = new.confidentiality WHERE case_id = new.id; RETURN NULL; END $$",
    "CREATE TRIGGER case_is_followed AFTER UPDATE ON cases FOR EACH ROW \
     WHEN ((old.unit_id, old.kind, old.field, old.confidentiality) \
     IS DISTINCT FROM (new.unit_id, new.kind, new.field, new.confidentiality)) \
     EXECUTE FUNCTION follow_case()",
];

async fn columns(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let nobody = match m.get_database_backend() {
        DbBackend::Postgres => "'00000000-0000-0000-0000-000000000000'::uuid",
        _ => "'00000000-0000-0000-0000-000000000000'",
    };
    let first = uuid("unit_id").default(Expr::cust(nobody)).to_owned();
    let others =
        ["kind", "field", "confidentiality"].map(|name| string(name).default("").to_owned());
    for table in ["deadlines", "dialogues"] {
        for column in std::iter::once(&first).chain(&others) {
            m.alter_table(Table::alter().table(table).add_column(column.clone()).to_owned())
                .await?;
        }
    }
    let in_time = boolean_null("in_time");
    m.alter_table(Table::alter().table("cases").add_column(in_time).to_owned()).await
}

async fn index(
    m: &SchemaManager<'_>,
    (name, table): (&'static str, &'static str),
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    m.create_index(index).await
}

async fn indexes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let met = [
        "unit_id",
        "duty",
        "met_on",
        "due_on",
        "starts_on",
        "rule",
        "kind",
        "field",
        "confidentiality",
        "case_id",
    ];
    index(m, ("deadlines_met_unit", "deadlines"), &met).await?;
    let due =
        ["ending", "due_on", "duty", "case_id", "unit_id", "kind", "field", "confidentiality"];
    index(m, ("deadlines_due", "deadlines"), &due).await?;
    let held = [
        "unit_id",
        "state",
        "held_on",
        "kind",
        "field",
        "confidentiality",
        "attendance",
        "is_agreed",
        "case_id",
    ];
    index(m, ("dialogues_held_unit", "dialogues"), &held).await?;
    for (name, first) in [
        ("cases_figures_received", &["unit_id", "received_on", "closed_on", "stage"][..]),
        ("cases_figures_accepted", &["unit_id", "accepted_on"]),
        (
            "cases_figures_resolved",
            &["unit_id", "resolved_on", "received_on", "accepted_on", "in_time"],
        ),
    ] {
        index(m, (name, "cases"), &[first, &COUNTED].concat()).await?;
    }
    Ok(())
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (name, table) in [
            ("deadlines_due", "deadlines"),
            ("deadlines_kept", "deadlines"),
            ("cases_figures_received", "cases"),
            ("cases_figures_accepted", "cases"),
            ("cases_figures_resolved", "cases"),
        ] {
            m.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        columns(m).await?;
        for statement in FILLED {
            m.get_connection().execute_unprepared(statement).await?;
        }
        indexes(m).await?;
        let triggers: &[&str] = match m.get_database_backend() {
            DbBackend::Sqlite => &SQLITE,
            DbBackend::Postgres => &POSTGRES,
            other => return Err(DbErr::Migration(format!("{other:?} is not supported"))),
        };
        for statement in triggers {
            m.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
