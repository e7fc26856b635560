//! Sealed identities of denouncers: the public keys of a unit, the envelopes as files, whom they are
//! sealed to, and who opened one. Messages between the office and who denounced. The code under which the
//! register on paper keeps an identity that was never typed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let code = string("register_code").default("").take();
        m.alter_table(Table::alter().table("cases").add_column(code).to_owned()).await?;
        modes(m).await?;
        keys(m).await?;
        envelopes(m).await?;
        holders(m).await?;
        openings(m).await?;
        messages(m).await
    }
}

/// How a unit keeps identities; one without a row keeps them offline.
async fn modes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("sealing_modes")
            .col(uuid("unit_id").primary_key())
            .col(string("mode"))
            .col(uuid("changed_by"))
            .col(timestamp_with_time_zone("changed_at"))
            .foreign_key(ForeignKey::create().from("sealing_modes", "unit_id").to("units", "id"))
            .to_owned(),
    )
    .await
}

async fn keys(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("sealing_keys")
            .col(uuid("id").primary_key())
            .col(uuid("unit_id"))
            .col(string("key_id"))
            .col(string("holder"))
            .col(text("public_json"))
            .col(text_null("locked_json"))
            .col(uuid_null("custodian_id"))
            .col(uuid("added_by"))
            .col(timestamp_with_time_zone("added_at"))
            .col(uuid_null("retired_by"))
            .col(timestamp_with_time_zone_null("retired_at"))
            .foreign_key(ForeignKey::create().from("sealing_keys", "unit_id").to("units", "id"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("sealing_keys_unit")
            .table("sealing_keys")
            .col("unit_id")
            .col("key_id")
            .unique()
            .to_owned(),
    )
    .await
}

async fn envelopes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("envelopes")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(string("context").unique_key())
            .col(string("sha256"))
            .col(string("chunks_sha256"))
            .col(big_integer("size"))
            .col(integer("version"))
            .col(timestamp_with_time_zone("received_at"))
            .col(timestamp_with_time_zone("sealed_at"))
            .col(timestamp_with_time_zone_null("exported_at"))
            .foreign_key(ForeignKey::create().from("envelopes", "case_id").to("cases", "id"))
            .to_owned(),
    )
    .await?;
    let by_case =
        Index::create().name("envelopes_case").table("envelopes").col("case_id").to_owned();
    m.create_index(by_case).await
}

async fn holders(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("envelope_holders")
            .col(uuid("envelope_id"))
            .col(string("key_id"))
            .primary_key(Index::create().col("envelope_id").col("key_id"))
            .foreign_key(
                ForeignKey::create().from("envelope_holders", "envelope_id").to("envelopes", "id"),
            )
            .to_owned(),
    )
    .await?;
    let by_key = Index::create()
        .name("envelope_holders_key")
        .table("envelope_holders")
        .col("key_id")
        .to_owned();
    m.create_index(by_key).await
}

async fn openings(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("identity_openings")
            .col(uuid("id").primary_key())
            .col(uuid("envelope_id"))
            .col(uuid("account_id"))
            .col(text("reason"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(
                ForeignKey::create().from("identity_openings", "envelope_id").to("envelopes", "id"),
            )
            .to_owned(),
    )
    .await
}

async fn messages(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("case_messages")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(integer("seq"))
            .col(uuid_null("author_id"))
            .col(text("body"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(ForeignKey::create().from("case_messages", "case_id").to("cases", "id"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("case_messages_order")
            .table("case_messages")
            .col("case_id")
            .col("seq")
            .unique()
            .to_owned(),
    )
    .await
}
