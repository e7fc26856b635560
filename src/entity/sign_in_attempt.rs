//! Failed sign-ins under one name; when the next one is looked at follows from them.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_attempts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub login_hash: String,
    pub failures: i32,
    pub last_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
