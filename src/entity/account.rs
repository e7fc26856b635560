//! People who can sign in: staff and registered citizens.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub login: String,
    pub display_name: String,
    pub email: Option<String>,
    pub email_confirmed_at: Option<DateTimeUtc>,
    pub password_hash: String,
    pub role: String,
    pub unit_id: Option<Uuid>,
    /// Whether denunciations exist for this person.
    pub handles_denunciations: bool,
    pub language: String,
    pub locked_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
