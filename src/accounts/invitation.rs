//! Invitations (thư mời): a link by which a member of staff chooses their first password, or a new one.

use chrono::{DateTime, TimeDelta, Utc};
use entity::account;
use sea_orm::ActiveValue::Set;

use super::letter::{self, AccountLetter};
use super::{service, store};
use crate::app::App;
use crate::db::Tx;
use crate::error::AppError;

const INVITATION: &str = "invitation";
const LINK_LENGTH: TimeDelta = TimeDelta::days(7);

/// Sends a fresh link and makes the older ones worthless.
///
/// # Errors
/// The database refuses.
pub async fn send(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    account: &account::Model,
) -> Result<(), AppError> {
    let token = service::new_link(app, tx, now, account.id, (INVITATION, LINK_LENGTH)).await?;
    let link = format!("{}/invitation?token={token}", app.config.server.public_url);
    letter::enqueue(app, tx, now, account, AccountLetter::Invitation, &link).await
}

/// Whom a link invites; looking uses nothing up, for mail programs look ahead.
///
/// # Errors
/// The database cannot be read.
pub async fn invited(
    app: &App,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<account::Model>, AppError> {
    let hash = app.key.token_hash(INVITATION, token);
    let account = store::account_of_link(app.db.read(), INVITATION, &hash, now).await?;
    Ok(account.filter(|account| account.locked_at.is_none()))
}

/// Uses the link up and sets the password; whoever opened it reads the mail of the address, so that is
/// confirmed too. False when somebody was faster or its time is over.
///
/// # Errors
/// The database refuses.
pub async fn accept(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    token: &str,
    account: &account::Model,
    password_hash: String,
) -> Result<bool, AppError> {
    let hash = app.key.token_hash(INVITATION, token);
    if !store::use_link(tx, INVITATION, &hash, now).await? {
        return Ok(false);
    }
    service::set_password(tx, account.id, password_hash, now).await?;
    let row = account::ActiveModel {
        id: Set(account.id),
        email_confirmed_at: Set(Some(account.email_confirmed_at.unwrap_or(now))),
        ..Default::default()
    };
    store::update(tx, row).await?;
    Ok(true)
}
