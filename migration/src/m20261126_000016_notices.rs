//! Addresses that take no letters, what staff want to be told and when, reminders that carry the date they
//! were made for, and who was told of an overdue case.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// On the outbox: the deadline a reminder was made for; whether it waits for the letter of the day; the
/// address a letter could not reach.
async fn outbox(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // One a statement: SQLite adds one column at a time.
    let columns = [
        string_null("deadline_rule"),
        date_null("deadline_due_on"),
        boolean("in_digest").default(false).take(),
        string("dead_address").default("").take(),
    ];
    for column in columns {
        m.alter_table(Table::alter().table("outbox").add_column(column).to_owned()).await?;
    }
    for (name, columns) in [
        ("outbox_dead_address", &["dead_address"][..]),
        ("outbox_digest", &["in_digest", "account_id"]),
        ("outbox_printed", &["printed_at"]),
    ] {
        let mut index = Index::create();
        index.name(name).table("outbox");
        for column in columns {
            index.col(*column);
        }
        m.create_index(index.to_owned()).await?;
    }
    Ok(())
}

async fn dead_addresses(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("dead_addresses")
            .col(uuid("id").primary_key())
            // Lower case.
            .col(string_uniq("address"))
            .col(timestamp_with_time_zone("since"))
            .col(string("reason"))
            // The letter that came back.
            .col(uuid_null("letter_id"))
            .col(timestamp_with_time_zone_null("cleared_at"))
            .col(uuid_null("cleared_by"))
            .to_owned(),
    )
    .await
}

async fn notice_preferences(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("notice_preferences")
            .col(uuid("account_id"))
            .col(string("topic"))
            // `at-once`, `digest`, `none`
            .col(string("delivery"))
            .primary_key(Index::create().col("account_id").col("topic"))
            .foreign_key(
                ForeignKey::create()
                    .name("notice_preferences_account_id")
                    .from("notice_preferences", "account_id")
                    .to("accounts", "id"),
            )
            .to_owned(),
    )
    .await
}

async fn escalations(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("escalations")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(string("rule"))
            .col(date("due_on"))
            // 1: the head of the unit; 2: the head of the unit above it.
            .col(integer("level"))
            // Nobody could be told while this is empty.
            .col(uuid_null("account_id"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(
                ForeignKey::create()
                    .name("escalations_case_id")
                    .from("escalations", "case_id")
                    .to("cases", "id"),
            )
            .to_owned(),
    )
    .await?;
    let mut once = Index::create();
    once.name("escalations_once").table("escalations").unique();
    for column in ["case_id", "rule", "due_on", "level"] {
        once.col(column);
    }
    m.create_index(once.to_owned()).await?;
    let by_person = Index::create()
        .name("escalations_account")
        .table("escalations")
        .col("account_id")
        .col("at")
        .to_owned();
    m.create_index(by_person).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        outbox(m).await?;
        dead_addresses(m).await?;
        notice_preferences(m).await?;
        escalations(m).await
    }
}
