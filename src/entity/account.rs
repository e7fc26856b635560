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
    /// Secret of the second factor, sealed under the key of the server.
    #[sea_orm(column_type = "Text", nullable)]
    pub factor_secret: Option<String>,
    pub factor_confirmed_at: Option<DateTimeUtc>,
    /// The last step of time whose code was used; none is taken twice.
    pub factor_step: i64,
    pub language: String,
    pub locked_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
