//! The days of a change: off, worked in exchange (ngày làm bù), or ordinary again.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_days")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub change_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    pub kind: String,
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub basis: String,
}

impl ActiveModelBehavior for ActiveModel {}
