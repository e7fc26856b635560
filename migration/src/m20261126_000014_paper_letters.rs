//! Letters on paper for those without an e-mail address, and letters about what is no case.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // One a statement: SQLite adds one column at a time.
        let columns = [
            uuid_null("unit_id"),
            uuid_null("about_id"),
            string("postal_address").default("").take(),
            timestamp_with_time_zone_null("printed_at"),
            uuid_null("printed_by"),
        ];
        for column in columns {
            let table = Table::alter().table("outbox").add_column(column).to_owned();
            m.alter_table(table).await?;
        }
        for column in ["about_id", "unit_id"] {
            let name = format!("outbox_{column}");
            let index = Index::create().name(name).table("outbox").col(column).to_owned();
            m.create_index(index).await?;
        }
        Ok(())
    }
}
