//! How many cases of a unit there are of a kind: lines that the database adds with every change of a case; their sum
//! counts. The worker puts lines that are alike together.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_counts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub unit_id: Uuid,
    pub kind: String,
    pub field: String,
    pub stage: String,
    pub confidentiality: String,
    pub is_open: bool,
    /// Less than none where a case left.
    pub cases: i64,
}

impl ActiveModelBehavior for ActiveModel {}
