//! What was done, by whom, in chains that show every later change: one chain a unit, one for what
//! belongs to none.

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
                .table("audit_heads")
                .col(uuid("chain").primary_key())
                .col(big_integer("seq"))
                .col(string("hash"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("audit_events")
                .col(uuid("chain"))
                .col(big_integer("seq"))
                .col(timestamp_with_time_zone("at"))
                .col(uuid_null("actor_id"))
                .col(string("deed"))
                .col(uuid_null("object_id"))
                .col(string("detail"))
                .col(string("previous"))
                .col(string("hash"))
                .primary_key(Index::create().col("chain").col("seq"))
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create().name("audit_events_at").table("audit_events").col("at").to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("audit_anchors")
                .col(uuid("chain"))
                .col(date("day"))
                .col(big_integer("seq"))
                .col(string("hash"))
                .primary_key(Index::create().col("chain").col("day"))
                .to_owned(),
        )
        .await
    }
}
