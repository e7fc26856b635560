//! A new address of an account, until both the old and the new one have confirmed it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub new_email: String,
    pub new_hash: String,
    /// None where there is no confirmed address to ask.
    pub old_hash: Option<String>,
    pub new_confirmed_at: Option<DateTimeUtc>,
    pub old_confirmed_at: Option<DateTimeUtc>,
    pub expires_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
