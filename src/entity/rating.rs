//! What who sent a case thinks of how it ended (đánh giá của người gửi): once a case, by number and secret.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ratings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub case_id: Uuid,
    /// Code of a `ratings::Settled`.
    pub settled: String,
    /// From 1, very dissatisfied, to 5.
    pub score: i32,
    /// Empty for a denunciation.
    #[sea_orm(column_type = "Text")]
    pub words: String,
    /// The day of the first answer; it can be changed for a while from then on.
    pub first_on: Date,
    pub rated_on: Date,
    pub at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
