//! Units, people, cases and everything that hangs on them, history, mail.
//!
//! No column has a time default: the database's own clock writes another text form than ours on
//! SQLite, and comparisons would be silently wrong.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn foreign_key(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").to_owned()
}

/// Units with the dates between which they exist, and who followed whom.
async fn units(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("units")
            .col(uuid("id").primary_key())
            .col(string("code"))
            .col(string("name"))
            .col(uuid_null("parent_id"))
            .col(string("kind"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .col(boolean("takes_filings"))
            .col(boolean("is_remote"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("unit_successions")
            .col(uuid("id").primary_key())
            .col(uuid("old_unit_id"))
            .col(uuid("new_unit_id"))
            .col(boolean("is_whole"))
            .col(string("detail"))
            .foreign_key(&mut foreign_key("unit_successions", "old_unit_id", "units"))
            .foreign_key(&mut foreign_key("unit_successions", "new_unit_id", "units"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("calendar_days")
            .col(date("day").primary_key())
            .col(string("kind"))
            .col(string("name"))
            .col(string("basis"))
            .to_owned(),
    )
    .await
}

async fn accounts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("accounts")
            .col(uuid("id").primary_key())
            .col(string_uniq("login"))
            .col(string("display_name"))
            .col(string_null("email"))
            .col(timestamp_with_time_zone_null("email_confirmed_at"))
            .col(string("password_hash"))
            .col(string("role"))
            .col(uuid_null("unit_id"))
            .col(string("language"))
            .col(timestamp_with_time_zone_null("locked_at"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut foreign_key("accounts", "unit_id", "units"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("sessions")
            .col(uuid("id").primary_key())
            .col(uuid("account_id"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .col(string_null("ended_reason"))
            .foreign_key(&mut foreign_key("sessions", "account_id", "accounts"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create().name("sessions_account").table("sessions").col("account_id").to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("one_time_links")
            .col(uuid("id").primary_key())
            .col(uuid("account_id"))
            .col(string("purpose"))
            .col(string_uniq("token_hash"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("used_at"))
            .foreign_key(&mut foreign_key("one_time_links", "account_id", "accounts"))
            .to_owned(),
    )
    .await
}

async fn cases(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("counters")
            .col(uuid("unit_id"))
            .col(string("kind"))
            .col(integer("year"))
            .col(integer("value"))
            .primary_key(Index::create().col("unit_id").col("kind").col("year"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("cases")
            // SQLite may renumber hidden rowids in VACUUM; the search index needs one that stays.
            .col(pk_auto("row_no"))
            .col(uuid("id").unique_key())
            .col(uuid("unit_id"))
            .col(string("number"))
            .col(string("kind"))
            .col(string("field"))
            .col(string("stage"))
            .col(boolean("is_open"))
            .col(string("subject"))
            .col(text("content"))
            .col(text("demand"))
            .col(text("contested_act"))
            .col(date_null("known_on"))
            .col(string("channel"))
            .col(string("language"))
            .col(string("secret_hash"))
            .col(uuid_null("citizen_id"))
            .col(uuid_null("registered_by"))
            .col(uuid_null("assignee_id"))
            .col(integer("complainants"))
            .col(date("received_on"))
            .col(date_null("accepted_on"))
            .col(date_null("resolved_on"))
            .col(date_null("closed_on"))
            .col(date_null("next_due_on"))
            .col(string_null("next_due_rule"))
            .col(timestamp_with_time_zone("filed_at"))
            .col(integer("version"))
            .col(text("search_text"))
            .col(text("folded"))
            .foreign_key(&mut foreign_key("cases", "unit_id", "units"))
            .foreign_key(&mut foreign_key("cases", "citizen_id", "accounts"))
            .foreign_key(&mut foreign_key("cases", "registered_by", "accounts"))
            .foreign_key(&mut foreign_key("cases", "assignee_id", "accounts"))
            .to_owned(),
    )
    .await?;
    for (name, columns, unique) in [
        ("cases_number", &["unit_id", "number"][..], true),
        ("cases_by_number", &["number"], false),
        // Holds all that the worklist filters, counts and sorts by, so that neither touches the rows.
        (
            "cases_worklist",
            &[
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
            ],
            false,
        ),
        ("cases_received", &["unit_id", "received_on"], false),
        ("cases_assignee", &["assignee_id", "is_open", "next_due_on"], false),
        ("cases_citizen", &["citizen_id", "received_on"], false),
    ] {
        let mut index = Index::create();
        index.name(name).table("cases");
        for column in columns {
            index.col(*column);
        }
        if unique {
            index.unique();
        }
        m.create_index(index.to_owned()).await?;
    }
    Ok(())
}

/// What belongs to a case: people, facts, deadlines, dialogues.
async fn case_parts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("parties")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(integer("position"))
            .col(string("role"))
            .col(string("full_name"))
            .col(string("phone"))
            .col(string("email"))
            .col(string("address"))
            .col(string("residential_group"))
            .col(uuid_null("ward_id"))
            .foreign_key(&mut foreign_key("parties", "case_id", "cases"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("case_events")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(integer("seq"))
            .col(string("kind"))
            .col(date("on_date"))
            .col(text("data"))
            .col(text("note"))
            .col(string("paper_number"))
            .col(uuid_null("actor_id"))
            .col(uuid_null("actor_unit_id"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(&mut foreign_key("case_events", "case_id", "cases"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("deadlines")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(integer("position"))
            .col(string("rule"))
            .col(integer("days"))
            .col(string("day_unit"))
            .col(string("duty"))
            .col(date("starts_on"))
            .col(date("strict_on"))
            .col(date("due_on"))
            .col(string("ending"))
            .col(date_null("met_on"))
            .foreign_key(&mut foreign_key("deadlines", "case_id", "cases"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("dialogues")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(integer("round"))
            .col(string("state"))
            .col(date("invited_on"))
            .col(date("held_on"))
            .col(string("starts_at"))
            .col(string("place"))
            .col(uuid_null("chair_id"))
            .col(integer("ics_sequence"))
            .col(string_null("attendance"))
            .col(boolean_null("is_agreed"))
            .col(text("minutes"))
            .col(text("agreed_points"))
            .col(text("open_points"))
            .foreign_key(&mut foreign_key("dialogues", "case_id", "cases"))
            .to_owned(),
    )
    .await?;
    for (name, table, columns, unique) in [
        ("parties_case", "parties", &["case_id", "position"][..], false),
        ("case_events_seq", "case_events", &["case_id", "seq"], true),
        ("case_events_kind", "case_events", &["kind", "on_date"], false),
        ("deadlines_case", "deadlines", &["case_id", "position"], true),
        ("deadlines_open", "deadlines", &["ending", "due_on"], false),
        ("dialogues_case", "dialogues", &["case_id", "round"], true),
    ] {
        let mut index = Index::create();
        index.name(name).table(table);
        for column in columns {
            index.col(*column);
        }
        if unique {
            index.unique();
        }
        m.create_index(index.to_owned()).await?;
    }
    Ok(())
}

/// Unfinished filings, their files, and keys that make a repeated request harmless.
async fn intake(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("drafts")
            .col(uuid("id").primary_key())
            .col(string_uniq("token_hash"))
            .col(uuid_null("account_id"))
            .col(text("data"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(uuid_null("case_id"))
            .foreign_key(&mut foreign_key("drafts", "case_id", "cases"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("attachments")
            .col(uuid("id").primary_key())
            .col(uuid_null("case_id"))
            .col(uuid_null("draft_id"))
            .col(integer_null("event_seq"))
            .col(string("name"))
            .col(string("media_type"))
            .col(big_integer("size"))
            .col(string("sha256"))
            .col(uuid_null("uploaded_by"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut foreign_key("attachments", "case_id", "cases"))
            .foreign_key(&mut foreign_key("attachments", "draft_id", "drafts"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create().name("attachments_case").table("attachments").col("case_id").to_owned(),
    )
    .await?;
    m.create_index(
        Index::create().name("attachments_draft").table("attachments").col("draft_id").to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("idempotency_keys")
            .col(string("key_hash").primary_key())
            .col(string("body_hash"))
            .col(uuid("case_id"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut foreign_key("idempotency_keys", "case_id", "cases"))
            .to_owned(),
    )
    .await
}

async fn outbox(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("outbox")
            .col(uuid("id").primary_key())
            .col(string("kind"))
            .col(uuid_null("case_id"))
            .col(uuid_null("account_id"))
            .col(string("to_name"))
            .col(string("to_address"))
            .col(string("subject"))
            .col(text("text_body"))
            .col(text("html_body"))
            .col(text_null("calendar"))
            .col(string_uniq("message_id"))
            .col(string_null("thread_id"))
            .col(string_uniq("dedup_key"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("available_at"))
            .col(integer("attempts"))
            .col(timestamp_with_time_zone_null("sent_at"))
            .col(timestamp_with_time_zone_null("failed_at"))
            .col(string_null("last_error"))
            .foreign_key(&mut foreign_key("outbox", "case_id", "cases"))
            .foreign_key(&mut foreign_key("outbox", "account_id", "accounts"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("outbox_waiting")
            .table("outbox")
            .col("sent_at")
            .col("failed_at")
            .col("available_at")
            .to_owned(),
    )
    .await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// SQLite runs a migration without a transaction unless asked.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        units(m).await?;
        accounts(m).await?;
        cases(m).await?;
        case_parts(m).await?;
        intake(m).await?;
        outbox(m).await
    }
}
