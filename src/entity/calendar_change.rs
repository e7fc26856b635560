//! Changes of the calendar, append-only: what was decided, on what basis, who entered it and when.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// None: the whole country.
    pub unit_id: Option<Uuid>,
    /// Came with the program: whatever people enter goes before it.
    pub is_shipped: bool,
    /// The version of the calendar it made: later ones go before earlier ones.
    pub version: i32,
    /// The year whose days off are all known from now on.
    pub declares_year: Option<i32>,
    pub effective_on: Date,
    #[sea_orm(column_type = "Text")]
    pub basis: String,
    pub actor_id: Option<Uuid>,
    pub at: DateTimeUtc,
    /// When the deadlines had all been counted again.
    pub applied_at: Option<DateTimeUtc>,
    pub cases_checked: i32,
}

impl ActiveModelBehavior for ActiveModel {}
