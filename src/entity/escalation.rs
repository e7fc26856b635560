//! Who was told that a deadline has passed, level by level.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub case_id: Uuid,
    pub rule: String,
    pub due_on: Date,
    /// 1: the head of the unit; 2: the head of the unit above it.
    pub level: i32,
    /// Nobody could be told while this is empty.
    pub account_id: Option<Uuid>,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
