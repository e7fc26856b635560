//! Papers of the office: drafts, sign-off, numbers, what was issued, copies and service; forms of a unit's own.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        documents(m).await?;
        events(m).await?;
        files(m).await?;
        services(m).await?;
        links(m).await?;
        forms(m).await?;
        let column = uuid_null("document_id");
        let outbox = Table::alter().table("outbox").add_column(column).to_owned();
        m.alter_table(outbox).await
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

async fn documents(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("documents")
        .col(uuid("id").primary_key())
        .col(uuid("unit_id"))
        .col(uuid_null("case_id"))
        .col(uuid_null("visit_id"))
        .col(uuid_null("meeting_id"))
        .col(integer_null("event_seq"))
        .col(string("form_key"))
        .col(text("form_source"))
        .col(string("name"))
        .col(text("field_values"))
        .col(text("signing"))
        .col(string("symbol"))
        .col(string("stage"))
        .col(string_null("content_hash"))
        .col(uuid("drafted_by"))
        .col(uuid("edited_by"))
        .col(uuid_null("approved_by"))
        .col(boolean("is_bypassed").default(false))
        .col(integer_null("number"))
        .col(date_null("issued_on"))
        .col(text_null("issued_content"))
        .col(string_null("pdf_sha256"))
        .col(uuid_null("replaces_id"))
        .col(boolean("is_shown_to_sender").default(false))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("changed_at"))
        .foreign_key(&mut to("documents", "unit_id", "units"))
        .foreign_key(&mut to("documents", "case_id", "cases"))
        .foreign_key(&mut to("documents", "visit_id", "visits"))
        .foreign_key(&mut to("documents", "meeting_id", "meetings"));
    m.create_table(table.to_owned()).await?;
    for column in ["case_id", "visit_id", "meeting_id"] {
        index(m, "documents", &[column]).await?;
    }
    index(m, "documents", &["unit_id", "stage", "changed_at"]).await?;
    index(m, "documents", &["unit_id", "issued_on"]).await
}

async fn events(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("document_events")
        .col(uuid("id").primary_key())
        .col(uuid("document_id"))
        .col(integer("seq"))
        .col(string("kind"))
        .col(text("note"))
        .col(string_null("content_hash"))
        .col(uuid("actor_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut to("document_events", "document_id", "documents"));
    m.create_table(table.to_owned()).await?;
    unique(m, "document_events", &["document_id", "seq"]).await
}

async fn files(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("document_files")
        .col(uuid("id").primary_key())
        .col(uuid("document_id"))
        .col(string("name"))
        .col(string("media_type"))
        .col(big_integer("size"))
        .col(string("sha256"))
        .col(uuid("uploaded_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut to("document_files", "document_id", "documents"));
    m.create_table(table.to_owned()).await?;
    index(m, "document_files", &["document_id"]).await
}

async fn services(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("document_services")
        .col(uuid("id").primary_key())
        .col(uuid("document_id"))
        .col(uuid_null("party_id"))
        .col(string("recipient"))
        .col(string("address"))
        .col(string("way"))
        .col(date("sent_on"))
        .col(date_null("served_on"))
        .col(string("proof"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut to("document_services", "document_id", "documents"));
    m.create_table(table.to_owned()).await?;
    index(m, "document_services", &["document_id"]).await
}

async fn links(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("document_links")
        .col(uuid("id").primary_key())
        .col(uuid("document_id"))
        .col(string("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut to("document_links", "document_id", "documents"));
    m.create_table(table.to_owned()).await
}

async fn forms(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("local_forms")
        .col(uuid("id").primary_key())
        .col(uuid_null("unit_id"))
        .col(string("form_key"))
        .col(string("name"))
        .col(text("source"))
        .col(date("valid_from"))
        .col(date_null("valid_to"))
        .col(uuid("made_by"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut to("local_forms", "unit_id", "units"));
    m.create_table(table.to_owned()).await?;
    unique(m, "local_forms", &["form_key", "unit_id", "valid_from"]).await
}
