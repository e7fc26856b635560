//! Forms an administrator has added (biểu mẫu của địa phương).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "local_forms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose form it is; none for all units.
    pub unit_id: Option<Uuid>,
    pub form_key: String,
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub made_by: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
