//! Somebody invited to a meeting (người được mời), and what became of it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_people")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub meeting_id: Uuid,
    pub position: i32,
    pub role: String,
    pub full_name: String,
    pub email: String,
    pub address: String,
    /// `mail` or `paper`, once invited.
    pub told_by: Option<String>,
    /// Code of `law::dialogue::Attendance`.
    pub attendance: Option<String>,
    pub absence_reason: String,
    #[sea_orm(column_type = "Text")]
    pub opinion: String,
    /// `signed` or `refused`.
    pub signature: Option<String>,
    pub refusal_reason: String,
}

impl ActiveModelBehavior for ActiveModel {}
