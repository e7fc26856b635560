//! A figure of before this program (số liệu đầu kỳ), or of a column it does not hold, entered for a form and column.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opening_figures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub circular: String,
    pub form: String,
    pub column_no: i32,
    pub from_on: Date,
    pub to_on: Date,
    /// Counts in every period that overlaps its days; otherwise only in those that hold them all.
    pub is_stock: bool,
    pub value: i64,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// Of the page it was entered on, so that it is entered once.
    pub token: String,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
    pub struck_by: Option<Uuid>,
    pub struck_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub struck_reason: String,
}

impl ActiveModelBehavior for ActiveModel {}
