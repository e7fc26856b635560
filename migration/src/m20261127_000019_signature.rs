//! Complaints that came in online and are not signed are not received yet. Those of before were counted as
//! received on the day they came in, and stay so.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let column = boolean("is_received").default(true).take();
        m.alter_table(Table::alter().table("cases").add_column(column).to_owned()).await?;
        // The index of the worklist holds all it filters, counts and sorts by.
        m.drop_index(Index::drop().name("cases_worklist").table("cases").to_owned()).await?;
        let mut index = Index::create();
        index.name("cases_worklist").table("cases");
        for column in [
            "unit_id",
            "is_open",
            "next_due_on",
            "received_on",
            "id",
            "kind",
            "stage",
            "field",
            "assignee_id",
            "accepted_on",
            "resolved_on",
            "is_received",
        ] {
            index.col(column);
        }
        m.create_index(index.to_owned()).await
    }
}
