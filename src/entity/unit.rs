//! Units (đơn vị): province, wards, departments, and wards of before, each with the dates between which it exists.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "units")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub parent_id: Option<Uuid>,
    pub kind: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub takes_filings: bool,
    pub is_remote: bool,
}

impl ActiveModelBehavior for ActiveModel {}
