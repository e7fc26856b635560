//! The register of receptions (sổ tiếp công dân), conclusions of reception days with their tasks, online
//! sessions, and prolonged cases (vụ việc kéo dài).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        visits(m).await?;
        visit_events(m).await?;
        days(m).await?;
        prolonged(m).await
    }
}

fn key(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").to_owned()
}

async fn index(
    m: &SchemaManager<'_>,
    table: &'static str,
    name: &'static str,
    columns: &[&'static str],
    is_unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    if is_unique {
        index.unique();
    }
    m.create_index(index).await
}

async fn visits(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("visits")
            .col(uuid("id").primary_key())
            .col(uuid("unit_id"))
            .col(integer("year"))
            .col(integer("number"))
            .col(string_uniq("token"))
            .col(date("received_on"))
            .col(string("mode"))
            .col(uuid("received_by"))
            .col(uuid_null("day_id"))
            .col(string("kind"))
            .col(string("full_name"))
            .col(string("phone"))
            .col(uuid_null("ward_id"))
            .col(string("id_digest"))
            .col(integer("people"))
            .col(string("outcome"))
            .col(string("awaits"))
            .col(uuid("matter_id"))
            .col(uuid_null("case_id"))
            .col(string("folded_name"))
            .col(text("folded"))
            .col(text("data"))
            .col(uuid("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .col(integer("version"))
            .foreign_key(&mut key("visits", "unit_id", "units"))
            .foreign_key(&mut key("visits", "received_by", "accounts"))
            .foreign_key(&mut key("visits", "created_by", "accounts"))
            .foreign_key(&mut key("visits", "day_id", "reception_days"))
            .foreign_key(&mut key("visits", "case_id", "cases"))
            .to_owned(),
    )
    .await?;
    index(m, "visits", "visits_number", &["unit_id", "year", "number"], true).await?;
    index(m, "visits", "visits_day", &["unit_id", "received_on"], false).await?;
    index(m, "visits", "visits_matter", &["matter_id", "received_on"], false).await?;
    index(m, "visits", "visits_case", &["case_id"], false).await?;
    index(m, "visits", "visits_session", &["day_id"], false).await?;
    index(m, "visits", "visits_awaits", &["awaits", "received_on"], false).await?;
    index(m, "visits", "visits_digest", &["id_digest"], false).await?;
    index(m, "visits", "visits_name", &["folded_name"], false).await
}

async fn visit_events(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("visit_events")
            .col(uuid("id").primary_key())
            .col(uuid("visit_id"))
            .col(integer("seq"))
            .col(text("data"))
            .col(text("reason"))
            .col(uuid("actor_id"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(&mut key("visit_events", "visit_id", "visits"))
            .to_owned(),
    )
    .await?;
    index(m, "visit_events", "visit_events_visit", &["visit_id", "seq"], true).await
}

async fn days(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // One a statement: SQLite adds one column at a time.
    let columns = [
        boolean("is_online").default(false).take(),
        string_null("connected_at"),
        text("conclusion").default("").take(),
        string("conclusion_paper").default("").take(),
        date_null("concluded_on"),
    ];
    for column in columns {
        let table = Table::alter().table("reception_days").add_column(column).to_owned();
        m.alter_table(table).await?;
    }
    m.create_table(
        Table::create()
            .table("reception_tasks")
            .col(uuid("id").primary_key())
            .col(uuid("day_id"))
            .col(integer("position"))
            .col(string("assigned_to"))
            .col(text("task"))
            .col(date("due_on"))
            .col(date_null("done_on"))
            .col(text("result"))
            .col(uuid_null("done_by"))
            .foreign_key(&mut key("reception_tasks", "day_id", "reception_days"))
            .to_owned(),
    )
    .await?;
    index(m, "reception_tasks", "reception_tasks_day", &["day_id", "position"], true).await?;
    index(m, "reception_tasks", "reception_tasks_due", &["done_on", "due_on"], false).await
}

async fn prolonged(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("prolonged_cases")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(text("basis"))
            .col(uuid("leader_id"))
            .col(date("target_on"))
            .col(date("review_on"))
            .col(uuid("flagged_by"))
            .col(date("flagged_on"))
            .col(date_null("ended_on"))
            .col(text("end_reason"))
            .col(integer("version"))
            .foreign_key(&mut key("prolonged_cases", "case_id", "cases"))
            .foreign_key(&mut key("prolonged_cases", "leader_id", "accounts"))
            .to_owned(),
    )
    .await?;
    index(m, "prolonged_cases", "prolonged_cases_case", &["case_id"], false).await?;
    // A case is flagged once at a time.
    let once = "CREATE UNIQUE INDEX prolonged_cases_open ON prolonged_cases (case_id) \
                WHERE ended_on IS NULL";
    m.get_connection().execute_unprepared(once).await?;
    m.create_table(
        Table::create()
            .table("prolonged_notes")
            .col(uuid("id").primary_key())
            .col(uuid("prolonged_id"))
            .col(string("kind"))
            .col(string("period"))
            .col(string("level"))
            .col(text("text"))
            .col(date_null("target_on"))
            .col(date_null("review_on"))
            .col(date("on_date"))
            .col(uuid("actor_id"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(&mut key("prolonged_notes", "prolonged_id", "prolonged_cases"))
            .to_owned(),
    )
    .await?;
    index(m, "prolonged_notes", "prolonged_notes_of", &["prolonged_id", "at"], false).await
}
