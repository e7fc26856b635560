//! Lists somebody takes away as a file: asked for, written by the worker, deleted after a day.

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
                .table("exports")
                .col(uuid("id").primary_key())
                .col(uuid("account_id"))
                .col(uuid_null("unit_id"))
                .col(string("list"))
                // As they stand in the address of the list.
                .col(text("filters"))
                // `xlsx`, `csv`
                .col(string("format"))
                .col(string("language"))
                // `waiting`, `running`, `done`, `failed`, `expired`
                .col(string("state"))
                // Digest of the rights it was written under.
                .col(string("rights").default(""))
                .col(big_integer("rows_total").default(0))
                .col(big_integer("rows_done").default(0))
                .col(integer("attempts").default(0))
                .col(timestamp_with_time_zone_null("lease_until"))
                .col(string("file_name").default(""))
                .col(big_integer("file_size").default(0))
                .col(string("sha256").default(""))
                .col(string("error").default(""))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("started_at"))
                .col(timestamp_with_time_zone_null("finished_at"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .foreign_key(
                    ForeignKey::create()
                        .name("exports_account_id")
                        .from("exports", "account_id")
                        .to("accounts", "id"),
                )
                .to_owned(),
        )
        .await?;
        for (name, columns) in
            [("exports_account", &["account_id", "id"][..]), ("exports_state", &["state", "id"])]
        {
            let mut index = Index::create();
            index.name(name).table("exports");
            for column in columns {
                index.col(*column);
            }
            m.create_index(index.to_owned()).await?;
        }
        // One at a time for each account, whatever two requests see at the same moment.
        let once = "CREATE UNIQUE INDEX exports_one_at_a_time ON exports (account_id) \
                    WHERE state IN ('waiting', 'running')";
        m.get_connection().execute_unprepared(once).await?;
        Ok(())
    }
}
