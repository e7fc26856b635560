//! What happened in a prolonged case over the years, and its reviews. Only added.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "prolonged_notes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub prolonged_id: Uuid,
    /// `history`, `review`.
    pub kind: String,
    /// `2019`, `2019–2021`; empty for a review.
    pub period: String,
    /// Level or body that dealt with it; empty for a review.
    pub level: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// What a review set: target and next review.
    pub target_on: Option<Date>,
    pub review_on: Option<Date>,
    pub on_date: Date,
    pub actor_id: Uuid,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
