//! A room where people meet (phòng họp).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rooms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    /// The ward it lies in, if that is another one than of the unit.
    pub ward_id: Option<Uuid>,
    pub name: String,
    pub place: String,
    pub seats: i32,
    pub closed_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
