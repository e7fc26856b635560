//! Minutes of a meeting (biên bản đối thoại, mẫu số 14).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_minutes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub opening: String,
    #[sea_orm(column_type = "Text")]
    pub findings: String,
    #[sea_orm(column_type = "Text")]
    pub agreed_points: String,
    #[sea_orm(column_type = "Text")]
    pub open_points: String,
    pub began_at: String,
    pub ended_at: String,
    pub copies: i32,
    pub was_read_back: bool,
    pub version: i32,
    pub saved_by: Uuid,
    pub saved_at: DateTimeUtc,
    pub signed_on: Option<Date>,
    /// SHA-256 of what was signed.
    pub signed_hash: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
