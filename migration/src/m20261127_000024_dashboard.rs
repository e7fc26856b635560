//! What senders think of how their case ended; files that go with a letter until it has left; and indexes that
//! hold all that the figures count by, so that no figure reads the cases themselves.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn to(table: &'static str, column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(other, "id").to_owned()
}

async fn tables(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("ratings")
            .col(uuid("id").primary_key())
            .col(uuid("case_id").unique_key())
            .col(string("settled"))
            .col(integer("score"))
            .col(text("words"))
            .col(date("first_on"))
            .col(date("rated_on"))
            .col(timestamp_with_time_zone("at"))
            .col(integer("version"))
            .foreign_key(&mut to("ratings", "case_id", "cases"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("letter_files")
            .col(uuid("letter_id").primary_key())
            .col(blob("content"))
            .foreign_key(&mut to("letter_files", "letter_id", "outbox"))
            .to_owned(),
    )
    .await
}

/// What decides whether a reader may count a case, and by what it is counted.
const COUNTED: [&str; 7] =
    ["unit_id", "kind", "field", "confidentiality", "assignee_id", "registered_by", "is_received"];

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
        tables(m).await?;
        index(m, ("ratings_on", "ratings"), ["rated_on", "settled", "score", "case_id"]).await?;
        let met = ["met_on", "duty", "rule", "starts_on", "due_on", "case_id"];
        index(m, ("deadlines_met", "deadlines"), met).await?;
        index(m, ("deadlines_due", "deadlines"), ["duty", "ending", "due_on", "case_id"]).await?;
        index(m, ("dialogues_held", "dialogues"), ["held_on", "case_id"]).await?;
        index(m, ("commitments_due", "commitments"), ["due_on", "unit_id"]).await?;
        for (name, first) in [
            ("cases_figures_received", &["received_on"][..]),
            ("cases_figures_accepted", &["accepted_on"]),
            ("cases_figures_resolved", &["resolved_on", "received_on", "accepted_on"]),
            ("cases_figures_open", &["is_open", "received_on", "stage"]),
            ("cases_figures_closed", &["closed_on", "received_on", "stage"]),
            ("cases_figures_id", &["id"]),
        ] {
            let columns = first.iter().copied().chain(COUNTED);
            index(m, (name, "cases"), columns).await?;
        }
        Ok(())
    }
}
