//! One form of a key begins on a day for all units, as the unique index of before says it for each unit: it takes
//! empty units for different ones.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // Of two that were stored in the same moment the later one stays. Papers keep the form they were begun with.
        for statement in [
            "DELETE FROM local_forms WHERE unit_id IS NULL AND EXISTS (\
             SELECT 1 FROM local_forms AS later WHERE later.unit_id IS NULL \
             AND later.form_key = local_forms.form_key \
             AND later.valid_from = local_forms.valid_from AND later.id > local_forms.id)",
            "CREATE UNIQUE INDEX local_forms_once_for_all ON local_forms (form_key, valid_from) \
             WHERE unit_id IS NULL",
        ] {
            m.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
