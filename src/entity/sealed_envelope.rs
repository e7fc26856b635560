//! Sealed envelopes (phong bì niêm phong): where the file lies and what it belongs to.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "envelopes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub case_id: Uuid,
    pub context: String,
    pub sha256: String,
    /// Of the sealed chunks, which stay when it is sealed anew.
    pub chunks_sha256: String,
    pub size: i64,
    pub version: i32,
    pub received_at: DateTimeUtc,
    pub sealed_at: DateTimeUtc,
    pub exported_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
