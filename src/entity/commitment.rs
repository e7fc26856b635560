//! What was promised in a meeting (cam kết): who does what by when.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "commitments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub meeting_id: Uuid,
    pub body: String,
    pub responsible_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub what: String,
    pub due_on: Date,
    /// `open`, `done`, `confirmed` or `withdrawn`.
    pub stage: String,
    pub done_on: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub evidence: String,
    /// Keyed hash of the link by which the household answers.
    pub answer_hash: Option<String>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
