//! Dialogue with households: campaigns, households, meetings, minutes, commitments; rooms, and what
//! keeps people and rooms from being booked twice.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        rooms(m).await?;
        bookings(m).await?;
        campaigns(m).await?;
        households(m).await?;
        meetings(m).await?;
        meeting_events(m).await?;
        meeting_people(m).await?;
        minutes(m).await?;
        commitments(m).await?;
        commitment_events(m).await?;
        feeds(m).await
    }
}

fn to(table: &'static str, column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(other, "id").to_owned()
}

async fn index(m: &SchemaManager<'_>, table: &str, columns: &[&str]) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(table.to_owned());
    for column in columns {
        index.col((*column).to_owned());
    }
    m.create_index(index).await
}

async fn unique(m: &SchemaManager<'_>, table: &str, columns: &[&str]) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(format!("{table}_{}_once", columns.join("_"))).table(table.to_owned()).unique();
    for column in columns {
        index.col((*column).to_owned());
    }
    m.create_index(index).await
}

async fn rooms(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("rooms")
        .col(uuid("id").primary_key())
        .col(uuid("unit_id"))
        .col(uuid_null("ward_id"))
        .col(string("name"))
        .col(string("place"))
        .col(integer("seats"))
        .col(date_null("closed_on"))
        .foreign_key(&mut to("rooms", "unit_id", "units"));
    m.create_table(table).await?;
    unique(m, "rooms", &["unit_id", "name"]).await
}

/// Somebody or something taken for a quarter of an hour: the key keeps it from being taken twice.
async fn bookings(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("bookings")
        .col(uuid("resource_id"))
        .col(date("held_on"))
        .col(integer("quarter"))
        .col(uuid("holder_id"))
        .primary_key(Index::create().col("resource_id").col("held_on").col("quarter"));
    m.create_table(table).await?;
    index(m, "bookings", &["holder_id"]).await
}

async fn campaigns(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("campaigns")
        .col(uuid("id").primary_key())
        .col(uuid("unit_id"))
        .col(string("kind"))
        .col(string("title"))
        .col(text("purpose"))
        .col(string("basis"))
        .col(date("starts_on"))
        .col(uuid_null("leader_id"))
        .col(boolean("is_public"))
        .col(date_null("closed_on"))
        .col(integer("version"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut to("campaigns", "unit_id", "units"))
        .foreign_key(&mut to("campaigns", "leader_id", "accounts"));
    m.create_table(table).await?;
    index(m, "campaigns", &["unit_id"]).await
}

async fn households(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("households")
        .col(uuid("id").primary_key())
        .col(uuid("campaign_id"))
        .col(integer("position"))
        .col(string("head_name"))
        .col(text("members"))
        .col(string("phone"))
        .col(string("email"))
        .col(string("address"))
        .col(string("residential_group"))
        .col(uuid_null("ward_id"))
        .col(date("lives_there_on"))
        .col(text("wishes"))
        .col(string("language"))
        .col(uuid_null("case_id"))
        .col(string("folded"))
        .col(integer("version"))
        .foreign_key(&mut to("households", "campaign_id", "campaigns"))
        .foreign_key(&mut to("households", "case_id", "cases"));
    m.create_table(table).await?;
    unique(m, "households", &["campaign_id", "position"]).await
}

async fn meetings(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("meetings")
        .col(uuid("id").primary_key())
        .col(uuid("unit_id"))
        .col(uuid_null("campaign_id"))
        .col(uuid_null("household_id"))
        .col(uuid_null("case_id"))
        .col(string("kind"))
        .col(integer("round"))
        .col(string("title"))
        .col(text("agenda"))
        .col(string("stage"))
        .col(date("held_on"))
        .col(integer("from_minute"))
        .col(integer("to_minute"))
        .col(uuid_null("room_id"))
        .col(string("place"))
        .col(uuid("chair_id"))
        .col(uuid_null("officer_id"))
        .col(text("exception_reason"))
        .col(date_null("announced_on"))
        .col(date_null("was_on"))
        .col(boolean("is_public"))
        .col(boolean("is_sensitive"))
        .col(integer("sequence"))
        .col(integer("version"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut to("meetings", "unit_id", "units"))
        .foreign_key(&mut to("meetings", "campaign_id", "campaigns"))
        .foreign_key(&mut to("meetings", "household_id", "households"))
        .foreign_key(&mut to("meetings", "case_id", "cases"))
        .foreign_key(&mut to("meetings", "room_id", "rooms"))
        .foreign_key(&mut to("meetings", "chair_id", "accounts"))
        .foreign_key(&mut to("meetings", "officer_id", "accounts"));
    m.create_table(table).await?;
    // One round of a household is one meeting, whoever plans it.
    unique(m, "meetings", &["household_id", "round"]).await?;
    index(m, "meetings", &["held_on"]).await?;
    index(m, "meetings", &["campaign_id"]).await?;
    index(m, "meetings", &["chair_id"]).await
}

async fn meeting_events(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("meeting_events")
        .col(uuid("id").primary_key())
        .col(uuid("meeting_id"))
        .col(integer("seq"))
        .col(text("data"))
        .col(text("reason"))
        .col(uuid_null("actor_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut to("meeting_events", "meeting_id", "meetings"));
    m.create_table(table).await?;
    unique(m, "meeting_events", &["meeting_id", "seq"]).await
}

async fn meeting_people(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("meeting_people")
        .col(uuid("id").primary_key())
        .col(uuid("meeting_id"))
        .col(integer("position"))
        .col(string("role"))
        .col(string("full_name"))
        .col(string("email"))
        .col(string("address"))
        .col(string_null("told_by"))
        .col(string_null("attendance"))
        .col(string("absence_reason"))
        .col(text("opinion"))
        .col(string_null("signature"))
        .col(string("refusal_reason"))
        .foreign_key(&mut to("meeting_people", "meeting_id", "meetings"));
    m.create_table(table).await?;
    unique(m, "meeting_people", &["meeting_id", "position"]).await
}

async fn minutes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("meeting_minutes")
        .col(uuid("meeting_id").primary_key())
        .col(text("opening"))
        .col(text("findings"))
        .col(text("agreed_points"))
        .col(text("open_points"))
        .col(string("began_at"))
        .col(string("ended_at"))
        .col(integer("copies"))
        .col(boolean("was_read_back"))
        .col(integer("version"))
        .col(uuid("saved_by"))
        .col(timestamp_with_time_zone("saved_at"))
        .col(date_null("signed_on"))
        .col(string_null("signed_hash"))
        .foreign_key(&mut to("meeting_minutes", "meeting_id", "meetings"));
    m.create_table(table).await
}

async fn commitments(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("commitments")
        .col(uuid("id").primary_key())
        .col(uuid("unit_id"))
        .col(uuid("meeting_id"))
        .col(string("body"))
        .col(uuid_null("responsible_id"))
        .col(text("what"))
        .col(date("due_on"))
        .col(string("stage"))
        .col(date_null("done_on"))
        .col(text("evidence"))
        .col(string_null("answer_hash"))
        .col(integer("version"))
        .foreign_key(&mut to("commitments", "unit_id", "units"))
        .foreign_key(&mut to("commitments", "meeting_id", "meetings"))
        .foreign_key(&mut to("commitments", "responsible_id", "accounts"));
    m.create_table(table).await?;
    index(m, "commitments", &["meeting_id"]).await?;
    index(m, "commitments", &["answer_hash"]).await?;
    index(m, "commitments", &["stage", "due_on"]).await
}

async fn commitment_events(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("commitment_events")
        .col(uuid("id").primary_key())
        .col(uuid("commitment_id"))
        .col(integer("seq"))
        .col(string("kind"))
        .col(date("on_date"))
        .col(text("note"))
        .col(uuid_null("actor_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut to("commitment_events", "commitment_id", "commitments"));
    m.create_table(table).await?;
    unique(m, "commitment_events", &["commitment_id", "seq"]).await
}

async fn feeds(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("calendar_feeds")
        .col(uuid("id").primary_key())
        .col(uuid("account_id"))
        .col(string("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut to("calendar_feeds", "account_id", "accounts"));
    m.create_table(table).await?;
    index(m, "calendar_feeds", &["account_id"]).await
}
