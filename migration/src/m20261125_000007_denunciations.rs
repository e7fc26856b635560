//! Who may handle denunciations: nobody until it is given to them.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let column = boolean("handles_denunciations").default(false).take();
        m.alter_table(Table::alter().table("accounts").add_column(column).to_owned()).await
    }
}
