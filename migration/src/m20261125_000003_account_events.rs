//! History of accounts: who was given which role, locked or unlocked, by whom and why.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("account_events")
                .col(uuid("id").primary_key())
                .col(uuid("account_id"))
                .col(string("kind"))
                .col(string("role"))
                .col(text("reason"))
                .col(uuid("actor_id"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(
                    ForeignKey::create().from("account_events", "account_id").to("accounts", "id"),
                )
                .foreign_key(
                    ForeignKey::create().from("account_events", "actor_id").to("accounts", "id"),
                )
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name("account_events_account")
                .table("account_events")
                .col("account_id")
                .col("at")
                .to_owned(),
        )
        .await
    }
}
