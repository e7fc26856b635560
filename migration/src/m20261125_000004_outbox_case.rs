//! Letters by case: each recorded step takes back reminders of its case, and staff read them by case.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_index(
            Index::create()
                .name("outbox_case")
                .table("outbox")
                .col("case_id")
                .col("kind")
                .to_owned(),
        )
        .await
    }
}
