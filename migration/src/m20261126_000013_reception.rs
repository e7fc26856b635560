//! Reception days (lịch tiếp công dân) with what happened to each.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        days(m).await?;
        events(m).await
    }
}

async fn days(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("reception_days")
            .col(uuid("id").primary_key())
            .col(uuid("unit_id"))
            .col(uuid("host_id"))
            .col(date("held_on"))
            .col(string("from_time"))
            .col(string("to_time"))
            .col(string("place"))
            .col(string("stage"))
            .col(date_null("posted_on"))
            .col(date_null("was_on"))
            .col(string_null("received_by"))
            .col(integer("version"))
            .foreign_key(ForeignKey::create().from("reception_days", "unit_id").to("units", "id"))
            .foreign_key(
                ForeignKey::create().from("reception_days", "host_id").to("accounts", "id"),
            )
            .to_owned(),
    )
    .await?;
    // Nobody receives twice on one day.
    let by_host = Index::create()
        .name("reception_days_host")
        .table("reception_days")
        .col("host_id")
        .col("held_on")
        .unique()
        .to_owned();
    m.create_index(by_host).await?;
    let by_day = Index::create()
        .name("reception_days_day")
        .table("reception_days")
        .col("held_on")
        .to_owned();
    m.create_index(by_day).await
}

async fn events(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("reception_events")
            .col(uuid("id").primary_key())
            .col(uuid("day_id"))
            .col(integer("seq"))
            .col(text("data"))
            .col(text("reason"))
            .col(uuid("actor_id"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(
                ForeignKey::create().from("reception_events", "day_id").to("reception_days", "id"),
            )
            .to_owned(),
    )
    .await?;
    let in_order = Index::create()
        .name("reception_events_day")
        .table("reception_events")
        .col("day_id")
        .col("seq")
        .unique()
        .to_owned();
    m.create_index(in_order).await
}
