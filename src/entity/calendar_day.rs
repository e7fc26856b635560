//! Days off and worked Saturdays (ngày nghỉ, ngày làm bù) with their basis.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_days")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    pub kind: String,
    pub name: String,
    pub basis: String,
}

impl ActiveModelBehavior for ActiveModel {}
