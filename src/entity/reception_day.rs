//! A day on which a head receives citizens (ngày tiếp công dân), as its facts make it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reception_days")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    /// Account of the head.
    pub host_id: Uuid,
    pub held_on: Date,
    /// `HH:MM`, Vietnamese time.
    pub from_time: String,
    pub to_time: String,
    pub place: String,
    /// Code of `law::reception::Stage`.
    pub stage: String,
    /// Since when it is posted; none until then, and again after it was put off.
    pub posted_on: Option<Date>,
    /// The posted day it was put off from.
    pub was_on: Option<Date>,
    /// `head` or `delegate`, once held.
    pub received_by: Option<String>,
    /// By video from the citizen's place (TD-31).
    pub is_online: bool,
    /// `HH:MM`, when all points of an online session were connected (TD-13).
    pub connected_at: Option<String>,
    /// The written conclusion (thông báo kết luận việc tiếp công dân, TD-23); empty until then.
    #[sea_orm(column_type = "Text")]
    pub conclusion: String,
    pub conclusion_paper: String,
    pub concluded_on: Option<Date>,
    /// Rises with each fact.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
