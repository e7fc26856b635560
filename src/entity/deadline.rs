//! Deadlines (thời hạn) derived from the facts; rewritten with each new fact.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deadlines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub case_id: Uuid,
    pub position: i32,
    pub rule: String,
    pub days: i32,
    pub day_unit: String,
    pub duty: String,
    pub starts_on: Date,
    pub strict_on: Date,
    pub due_on: Date,
    pub ending: String,
    pub met_on: Option<Date>,
    // What the figures count by, as it stands in the case: the database keeps it so.
    pub unit_id: Uuid,
    pub kind: String,
    pub field: String,
    pub confidentiality: String,
}

impl ActiveModelBehavior for ActiveModel {}
