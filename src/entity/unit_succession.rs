//! Which unit followed which, whole or in part.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_successions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub old_unit_id: Uuid,
    pub new_unit_id: Uuid,
    pub is_whole: bool,
    pub detail: String,
    /// Residential groups that came to the new unit, one a line; empty for a unit that got the rest.
    #[sea_orm(column_type = "Text")]
    pub groups: String,
}

impl ActiveModelBehavior for ActiveModel {}
