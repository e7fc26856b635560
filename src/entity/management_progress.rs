//! What was done on some day to carry out the conclusion of an inspection. Only added; a slip is struck out.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "management_progress")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub entry_id: Uuid,
    pub on_date: Date,
    /// Organisations and people handled that day, not in all.
    pub organisations: i32,
    pub people: i32,
    /// Cases and persons prosecuted that day.
    pub prosecuted_cases: i32,
    pub prosecuted_people: i32,
    /// The day it was struck out: it counts in nothing from then on.
    pub struck_on: Option<Date>,
    pub struck_by: Option<Uuid>,
    /// Empty unless struck out.
    #[sea_orm(column_type = "Text")]
    pub struck_reason: String,
    /// Of the page it was entered on, so that it is entered once.
    pub token: String,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
