//! A case may follow from another: a second complaint from the first, a letter of another kind from the
//! one it was taken for.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("cases").add_column(uuid_null("follows_id")).to_owned())
            .await?;
        m.create_index(
            Index::create().name("cases_follows").table("cases").col("follows_id").to_owned(),
        )
        .await
    }
}
