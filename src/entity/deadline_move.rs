//! Deadlines moved by a change of the calendar, append-only: each old and new date.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline_moves")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub change_id: Uuid,
    pub case_id: Uuid,
    pub rule: String,
    pub old_strict_on: Date,
    pub new_strict_on: Date,
    pub old_due_on: Date,
    pub new_due_on: Date,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
