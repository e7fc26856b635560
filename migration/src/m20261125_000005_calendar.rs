//! The calendar as people keep it: each change with its basis, who made it and when, and the deadlines
//! it moved. Days of before came with the program only and are put in again from there.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_table(Table::drop().table("calendar_days").to_owned()).await?;
        state(m).await?;
        changes(m).await?;
        days(m).await?;
        moves(m).await
    }
}

/// One row: the version counts changes. Whoever writes deadlines holds it, so that no change slips in
/// between counting and writing.
async fn state(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("calendar_state")
            .col(integer("id").primary_key())
            .col(integer("version"))
            .to_owned(),
    )
    .await?;
    m.execute(
        Query::insert()
            .into_table("calendar_state")
            .columns(["id", "version"])
            .values_panic([1.into(), 0.into()])
            .to_owned(),
    )
    .await
}

async fn changes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("calendar_changes")
            .col(uuid("id").primary_key())
            .col(uuid_null("unit_id"))
            .col(boolean("is_shipped"))
            .col(integer("version"))
            .col(integer_null("declares_year").unique_key())
            .col(date("effective_on"))
            .col(text("basis"))
            .col(uuid_null("actor_id"))
            .col(timestamp_with_time_zone("at"))
            .col(timestamp_with_time_zone_null("applied_at"))
            .col(integer("cases_checked"))
            .foreign_key(ForeignKey::create().from("calendar_changes", "unit_id").to("units", "id"))
            .foreign_key(
                ForeignKey::create().from("calendar_changes", "actor_id").to("accounts", "id"),
            )
            .to_owned(),
    )
    .await
}

async fn days(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("calendar_days")
            .col(uuid("change_id"))
            .col(date("day"))
            .col(string("kind"))
            .col(string("name"))
            .col(text("basis"))
            .primary_key(Index::create().col("change_id").col("day"))
            .foreign_key(
                ForeignKey::create()
                    .from("calendar_days", "change_id")
                    .to("calendar_changes", "id"),
            )
            .to_owned(),
    )
    .await
}

async fn moves(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("deadline_moves")
            .col(uuid("id").primary_key())
            .col(uuid("change_id"))
            .col(uuid("case_id"))
            .col(string("rule"))
            .col(date("old_strict_on"))
            .col(date("new_strict_on"))
            .col(date("old_due_on"))
            .col(date("new_due_on"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(
                ForeignKey::create()
                    .from("deadline_moves", "change_id")
                    .to("calendar_changes", "id"),
            )
            .foreign_key(ForeignKey::create().from("deadline_moves", "case_id").to("cases", "id"))
            .to_owned(),
    )
    .await?;
    for column in ["change_id", "case_id"] {
        m.create_index(
            Index::create()
                .name(format!("deadline_moves_{column}"))
                .table("deadline_moves")
                .col(column)
                .to_owned(),
        )
        .await?;
    }
    Ok(())
}
