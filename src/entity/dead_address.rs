//! Addresses whose letters come back (địa chỉ không nhận được thư).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dead_addresses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Lower case.
    pub address: String,
    pub since: DateTimeUtc,
    /// What the mail server said.
    pub reason: String,
    /// The letter that came back.
    pub letter_id: Option<Uuid>,
    /// Somebody said that it works again.
    pub cleared_at: Option<DateTimeUtc>,
    pub cleared_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
