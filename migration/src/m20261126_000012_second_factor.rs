//! A second factor of accounts, with codes for when it is lost; a new address that waits to be confirmed by
//! the old one and the new one.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // One column at a time: SQLite takes no more.
        for mut column in [
            text_null("factor_secret"),
            timestamp_with_time_zone_null("factor_confirmed_at"),
            big_integer("factor_step").default(0).take(),
        ] {
            let table = Table::alter().table("accounts").add_column(column.take()).to_owned();
            m.alter_table(table).await?;
        }
        m.create_table(
            Table::create()
                .table("recovery_codes")
                .col(uuid("id").primary_key())
                .col(uuid("account_id"))
                .col(string("code_hash"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(
                    ForeignKey::create().from("recovery_codes", "account_id").to("accounts", "id"),
                )
                .to_owned(),
        )
        .await?;
        let by_account = Index::create()
            .name("recovery_codes_account")
            .table("recovery_codes")
            .col("account_id")
            .to_owned();
        m.create_index(by_account).await?;
        m.create_table(
            Table::create()
                .table("email_changes")
                .col(uuid("id").primary_key())
                .col(uuid("account_id"))
                .col(string("new_email"))
                .col(string("new_hash"))
                .col(string_null("old_hash"))
                .col(timestamp_with_time_zone_null("new_confirmed_at"))
                .col(timestamp_with_time_zone_null("old_confirmed_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("ended_at"))
                .foreign_key(
                    ForeignKey::create().from("email_changes", "account_id").to("accounts", "id"),
                )
                .to_owned(),
        )
        .await
    }
}
