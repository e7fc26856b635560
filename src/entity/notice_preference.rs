//! What a member of staff wants to be told, and when.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_preferences")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Code of a `notice::preference::Topic`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic: String,
    /// Code of a `notice::preference::Delivery`.
    pub delivery: String,
}

impl ActiveModelBehavior for ActiveModel {}
