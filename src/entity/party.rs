//! People of a case (người khiếu nại, người đại diện, người bị khiếu nại).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "parties")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub case_id: Uuid,
    pub position: i32,
    pub role: String,
    pub full_name: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub residential_group: String,
    pub ward_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
