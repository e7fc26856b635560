//! A statutory report (báo cáo thống kê định kỳ) of a unit and period, one row a version of it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statutory_reports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub circular: String,
    /// Code of the period; empty for days chosen freely.
    pub period: String,
    pub year: i32,
    pub from_on: Date,
    pub to_on: Date,
    /// 1 for the first, higher for what corrects it.
    pub number: i32,
    /// Code of a `statutory::Stage`.
    pub stage: String,
    /// Why it corrects the one before.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Frozen when it was checked: rows, tables and findings as JSON; empty before.
    #[sea_orm(column_type = "Text")]
    pub figures: String,
    /// SHA-256 of them.
    pub figures_hash: String,
    /// By number of a failed check, as JSON.
    #[sea_orm(column_type = "Text")]
    pub explanations: String,
    /// By section of the narrative, as JSON.
    #[sea_orm(column_type = "Text")]
    pub words: String,
    pub paper_number: String,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
    pub checked_by: Option<Uuid>,
    pub checked_at: Option<DateTimeUtc>,
    pub submitted_by: Option<Uuid>,
    pub submitted_at: Option<DateTimeUtc>,
    /// Rises with each change.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
