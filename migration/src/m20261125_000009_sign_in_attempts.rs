//! Failed sign-ins, by a keyed hash of the name that was typed: whether there is such an account or not.

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
                .table("sign_in_attempts")
                .col(string("login_hash").primary_key())
                .col(integer("failures"))
                .col(timestamp_with_time_zone("last_at"))
                .to_owned(),
        )
        .await
    }
}
