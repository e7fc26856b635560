//! Whom an envelope is sealed to.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "envelope_holders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub envelope_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
