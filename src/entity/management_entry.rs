//! A line of the register of management work (sổ theo dõi công tác quản lý nhà nước về tiếp công dân, khiếu nại,
//! tố cáo), which form 06/QLKNTC is counted from. What was written is never changed: the conclusion and the end of
//! an inspection are filled in once, a slip is struck out and entered again.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "management_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    /// Code of a `management::Kind`.
    pub kind: String,
    /// Issued, amended, cancelled; held; decided (started).
    pub on_date: Date,
    /// Number and symbol of the document or of the decision to inspect; empty for a class.
    pub number: String,
    pub title: String,
    /// Participants of a class; 0 for others.
    pub people: i32,
    /// Units inspected; 0 for others.
    pub units: i32,
    /// Of an inspection: the day of its conclusion.
    pub concluded_on: Option<Date>,
    /// Empty without a conclusion.
    pub conclusion_number: String,
    /// Recommended for administrative handling by the conclusion; 0 without one.
    pub rec_organisations: i32,
    pub rec_people: i32,
    /// Transferred to investigators by the conclusion; 0 without one.
    pub transferred_organisations: i32,
    pub transferred_people: i32,
    /// Who wrote the conclusion down, and when.
    pub conclusion_by: Option<Uuid>,
    pub conclusion_at: Option<DateTimeUtc>,
    /// The day the conclusion was carried out wholly.
    pub finished_on: Option<Date>,
    /// Who wrote that down, and when.
    pub finish_by: Option<Uuid>,
    pub finish_at: Option<DateTimeUtc>,
    /// The day it was struck out: it counts in nothing from then on.
    pub struck_on: Option<Date>,
    pub struck_by: Option<Uuid>,
    /// Empty unless struck out.
    #[sea_orm(column_type = "Text")]
    pub struck_reason: String,
    /// The line that was struck out and is entered again here.
    pub replaces_id: Option<Uuid>,
    /// Of the page it was entered on, so that it is entered once.
    pub token: String,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
    /// Rises with each change and each line of progress.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
