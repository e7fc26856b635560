//! Dialogue rounds (đối thoại) with invitation and minutes.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dialogues")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub case_id: Uuid,
    pub round: i32,
    pub state: String,
    pub invited_on: Date,
    pub held_on: Date,
    pub starts_at: String,
    pub place: String,
    pub chair_id: Option<Uuid>,
    pub ics_sequence: i32,
    pub attendance: Option<String>,
    pub is_agreed: Option<bool>,
    #[sea_orm(column_type = "Text")]
    pub minutes: String,
    #[sea_orm(column_type = "Text")]
    pub agreed_points: String,
    #[sea_orm(column_type = "Text")]
    pub open_points: String,
    // What the figures count by, as it stands in the case: the database keeps it so.
    pub unit_id: Uuid,
    pub kind: String,
    pub field: String,
    pub confidentiality: String,
}

impl ActiveModelBehavior for ActiveModel {}
