//! A case (vụ việc): the row is a copy of what `case_event` proves.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub number: String,
    pub kind: String,
    pub field: String,
    pub stage: String,
    pub is_open: bool,
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    #[sea_orm(column_type = "Text")]
    pub demand: String,
    #[sea_orm(column_type = "Text")]
    pub contested_act: String,
    pub known_on: Option<Date>,
    /// The case this one follows from.
    pub follows_id: Option<Uuid>,
    /// Where the register on paper keeps who denounced.
    pub register_code: String,
    /// Code of a `policy::Confidentiality`.
    pub confidentiality: String,
    pub channel: String,
    pub language: String,
    pub secret_hash: String,
    pub citizen_id: Option<Uuid>,
    pub registered_by: Option<Uuid>,
    pub assignee_id: Option<Uuid>,
    pub complainants: i32,
    /// Of a complaint that awaits its signature, the day it was lodged.
    pub received_on: Date,
    /// False for a complaint that was lodged online and not signed, to its end.
    pub is_received: bool,
    pub accepted_on: Option<Date>,
    pub resolved_on: Option<Date>,
    /// Whether it was resolved within its period (KN-04, PA-04); none while it is not.
    pub in_time: Option<bool>,
    pub closed_on: Option<Date>,
    pub next_due_on: Option<Date>,
    pub next_due_rule: Option<String>,
    pub filed_at: DateTimeUtc,
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub search_text: String,
    #[sea_orm(column_type = "Text")]
    pub folded: String,
}

impl ActiveModelBehavior for ActiveModel {}
