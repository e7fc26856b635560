//! Mails to send, written in the transaction of the fact they tell of.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub case_id: Option<Uuid>,
    pub account_id: Option<Uuid>,
    pub to_name: String,
    pub to_address: String,
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub text_body: String,
    #[sea_orm(column_type = "Text")]
    pub html_body: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub calendar: Option<String>,
    pub message_id: String,
    pub thread_id: Option<String>,
    pub dedup_key: String,
    pub created_at: DateTimeUtc,
    pub available_at: DateTimeUtc,
    pub attempts: i32,
    pub sent_at: Option<DateTimeUtc>,
    pub failed_at: Option<DateTimeUtc>,
    pub last_error: Option<String>,
    /// Whose letter it is, where there is no case.
    pub unit_id: Option<Uuid>,
    /// The meeting, visit or other thing it tells of, where that is no case.
    pub about_id: Option<Uuid>,
    /// Where a letter on paper goes: to whom has no e-mail address.
    pub postal_address: String,
    pub printed_at: Option<DateTimeUtc>,
    pub printed_by: Option<Uuid>,
    /// The deadline a reminder was made for; it is not sent once that one is gone.
    pub deadline_rule: Option<String>,
    pub deadline_due_on: Option<Date>,
    /// Waits for the letter of the day (thư tổng hợp) and does not leave by itself.
    pub in_digest: bool,
    /// The address it could not reach, lower case; empty for all others.
    pub dead_address: String,
    /// The paper that goes with it.
    pub document_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
