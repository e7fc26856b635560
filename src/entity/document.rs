//! Papers of the office (văn bản): from the draft to what was issued and served.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub case_id: Option<Uuid>,
    pub visit_id: Option<Uuid>,
    pub meeting_id: Option<Uuid>,
    /// The fact of the case it belongs to; none before that is recorded.
    pub event_seq: Option<i32>,
    pub form_key: String,
    /// The form as it was when the draft was begun.
    #[sea_orm(column_type = "Text")]
    pub form_source: String,
    pub name: String,
    /// What was written into the fields of the form, as JSON.
    #[sea_orm(column_type = "Text")]
    pub field_values: String,
    /// Who signs and how, as JSON.
    #[sea_orm(column_type = "Text")]
    pub signing: String,
    /// `TB-UBND`; empty if it takes no number.
    pub symbol: String,
    pub stage: String,
    /// SHA-256 of what was handed to be signed off.
    pub content_hash: Option<String>,
    pub drafted_by: Uuid,
    /// Whoever changed it last.
    pub edited_by: Uuid,
    pub approved_by: Option<Uuid>,
    /// Signed off by whoever wrote it, with a reason.
    pub is_bypassed: bool,
    pub number: Option<i32>,
    pub issued_on: Option<Date>,
    /// The paper as it was issued, as JSON.
    #[sea_orm(column_type = "Text", nullable)]
    pub issued_content: Option<String>,
    pub pdf_sha256: Option<String>,
    pub replaces_id: Option<Uuid>,
    /// Whether the sender of the case finds it on the tracking page.
    pub is_shown_to_sender: bool,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub changed_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
