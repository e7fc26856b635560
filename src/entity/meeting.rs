//! A dialogue meeting (buổi đối thoại), as its facts make it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meetings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub campaign_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub case_id: Option<Uuid>,
    /// Code of `law::meeting::MeetingKind`.
    pub kind: String,
    pub round: i32,
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub agenda: String,
    /// Code of `law::meeting::Stage`.
    pub stage: String,
    pub held_on: Date,
    /// Minutes since midnight, in Vietnam.
    pub from_minute: i32,
    pub to_minute: i32,
    pub room_id: Option<Uuid>,
    pub place: String,
    pub chair_id: Uuid,
    pub officer_id: Option<Uuid>,
    /// Why it departs from what is usual: hours, notice, chair.
    #[sea_orm(column_type = "Text")]
    pub exception_reason: String,
    pub announced_on: Option<Date>,
    /// The announced day it was moved from.
    pub was_on: Option<Date>,
    pub is_public: bool,
    /// Harsh, disputed between bodies, or of public concern (DT-06): the resolver chairs in person.
    pub is_sensitive: bool,
    /// Of its calendar entry; rises when it moves.
    pub sequence: i32,
    pub version: i32,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
