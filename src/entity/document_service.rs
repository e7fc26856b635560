//! Service of a paper (giao, gửi văn bản): to whom, how, when, with which proof.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_services")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub document_id: Uuid,
    pub party_id: Option<Uuid>,
    pub recipient: String,
    pub address: String,
    pub way: String,
    pub sent_on: Date,
    /// The day it was received; none until that is proved.
    pub served_on: Option<Date>,
    pub proof: String,
    pub recorded_by: Uuid,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
