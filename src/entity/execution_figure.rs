//! A record of execution as the statutory tables count it. Money is in đồng, land in hundredths of a square metre.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "execution_figures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// Of the fact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    /// Of the decision that was carried out.
    pub decision_seq: i32,
    pub unit_id: Uuid,
    pub area: String,
    pub kind: String,
    pub on_date: Date,
    pub state_money: i64,
    pub state_land: i64,
    pub returned_money: i64,
    pub returned_land: i64,
    pub handled_organisations: i64,
    pub handled_people: i64,
    pub handled_officials: i64,
    pub prosecuted_cases: i64,
    pub prosecuted_people: i64,
    pub prosecuted_officials: i64,
}

impl ActiveModelBehavior for ActiveModel {}
