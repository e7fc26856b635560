//! Public keys of the holders of a unit (khoá niêm phong); the private one, locked, only where a custodian opens on screen.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sealing_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub key_id: String,
    pub holder: String,
    #[sea_orm(column_type = "Text")]
    pub public_json: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub locked_json: Option<String>,
    pub custodian_id: Option<Uuid>,
    pub added_by: Uuid,
    pub added_at: DateTimeUtc,
    pub retired_by: Option<Uuid>,
    pub retired_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
