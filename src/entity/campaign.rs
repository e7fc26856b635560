//! A round of dialogues for one purpose (đợt đối thoại), land clearance for a road for one.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaigns")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    /// Code of `law::meeting::MeetingKind`.
    pub kind: String,
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    pub basis: String,
    pub starts_on: Date,
    pub leader_id: Option<Uuid>,
    /// Whether its days stand on the public page, without names.
    pub is_public: bool,
    pub closed_on: Option<Date>,
    pub version: i32,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
