//! A list somebody takes away as a file (tệp xuất).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who asked for it, and nobody else gets it.
    pub account_id: Uuid,
    /// The unit of who asked: the chain of the audit log it belongs to.
    pub unit_id: Option<Uuid>,
    /// Code of an `exports::List`.
    pub list: String,
    /// As they stand in the address of the list.
    #[sea_orm(column_type = "Text")]
    pub filters: String,
    /// `xlsx` or `csv`.
    pub format: String,
    pub language: String,
    /// Code of an `exports::State`.
    pub state: String,
    /// Digest of the rights it was written under; empty before it was begun.
    pub rights: String,
    pub rows_total: i64,
    pub rows_done: i64,
    /// How often it was begun; what an earlier try still writes is not taken.
    pub attempts: i32,
    /// Until then it is in somebody's hands.
    pub lease_until: Option<DateTimeUtc>,
    pub file_name: String,
    /// Bytes.
    pub file_size: i64,
    pub sha256: String,
    /// Code of an `exports::Fault`; empty unless it failed.
    pub error: String,
    pub created_at: DateTimeUtc,
    pub started_at: Option<DateTimeUtc>,
    pub finished_at: Option<DateTimeUtc>,
    pub expires_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
