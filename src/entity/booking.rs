//! A quarter of an hour of a person, a household or a room, taken by a meeting or a reception day.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bookings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub resource_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub held_on: Date,
    /// Quarters of an hour since midnight, in Vietnam.
    #[sea_orm(primary_key, auto_increment = false)]
    pub quarter: i32,
    /// The meeting or reception day.
    pub holder_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
