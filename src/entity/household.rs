//! A household of a campaign (hộ dân): who they are, where they live and what they wish.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "households")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub campaign_id: Uuid,
    /// 1, 2, … in a campaign.
    pub position: i32,
    pub head_name: String,
    /// One a line.
    #[sea_orm(column_type = "Text")]
    pub members: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub residential_group: String,
    pub ward_id: Option<Uuid>,
    /// The day for which ward and residential group are meant: their names change.
    pub lives_there_on: Date,
    #[sea_orm(column_type = "Text")]
    pub wishes: String,
    pub language: String,
    pub case_id: Option<Uuid>,
    /// Name, address and group for the search.
    pub folded: String,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
