//! A case that has gone on for long (vụ việc kéo dài): a mark the head sets, with its basis.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "prolonged_cases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub case_id: Uuid,
    /// The paper by which it is one.
    #[sea_orm(column_type = "Text")]
    pub basis: String,
    /// Account of who answers for it.
    pub leader_id: Uuid,
    pub target_on: Date,
    pub review_on: Date,
    pub flagged_by: Uuid,
    pub flagged_on: Date,
    pub ended_on: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub end_reason: String,
    /// Rises with each change.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
