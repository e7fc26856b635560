//! A decision on a complaint or a conclusion on a denunciation as the statutory tables count it. Money is in đồng, land
//! in hundredths of a square metre.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision_figures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// Of the fact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    pub unit_id: Uuid,
    pub area: String,
    pub kind: String,
    pub level: String,
    /// `right`, `partly`, `wrong`.
    pub outcome: String,
    pub issued_on: Date,
    /// The day from which it is not to be carried out any more: done, or contested.
    pub left_on: Date,
    /// The day it was carried out wholly.
    pub executed_on: Date,
    pub state_money: i64,
    pub state_land: i64,
    pub returned_money: i64,
    pub returned_land: i64,
    pub returned_organisations: i64,
    pub returned_people: i64,
    pub handled_organisations: i64,
    pub handled_people: i64,
    pub handled_officials: i64,
    pub transferred_cases: i64,
    pub transferred_people: i64,
    pub transferred_officials: i64,
}

impl ActiveModelBehavior for ActiveModel {}
