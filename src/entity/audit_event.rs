//! What was done (nhật ký), append-only and chained: ids and codes, nothing of people.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub struct Model {
    /// The unit; nil for what belongs to none.
    #[sea_orm(primary_key, auto_increment = false)]
    pub chain: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    pub deed: String,
    pub object_id: Option<Uuid>,
    pub detail: String,
    pub previous: String,
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
