//! What somebody is to do after a reception day, by its written conclusion (thông báo kết luận).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reception_tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub day_id: Uuid,
    pub position: i32,
    /// Body, unit or person.
    pub assigned_to: String,
    #[sea_orm(column_type = "Text")]
    pub task: String,
    pub due_on: Date,
    pub done_on: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub result: String,
    pub done_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
