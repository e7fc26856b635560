//! A new address of an account: it counts once the new address and the one of before have both confirmed it,
//! so that neither who has the session nor who has the mailbox can take the account alone.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{account, email_change};
use sea_orm::ActiveValue::Set;

use super::letter::{self, AccountLetter};
use super::store;
use crate::app::App;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Role;
use crate::secrets::random_token;
use crate::text;

const PURPOSE: &str = "email-change";
const LINK_LENGTH: TimeDelta = TimeDelta::hours(24);

/// Begins a change and writes to both addresses; one that was begun before is over.
///
/// # Errors
/// The database refuses.
pub async fn begin(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    account: &account::Model,
    new_email: String,
) -> Result<(), AppError> {
    store::end_email_changes(tx, account.id, now).await?;
    let new_token = random_token()?;
    let old_token = random_token()?;
    let old_address = account.email.clone().filter(|_| account.email_confirmed_at.is_some());
    let row = email_change::ActiveModel {
        id: Set(new_id(now)),
        account_id: Set(account.id),
        new_email: Set(new_email.clone()),
        new_hash: Set(app.key.token_hash(PURPOSE, &new_token)),
        old_hash: Set(old_address.as_ref().map(|_| app.key.token_hash(PURPOSE, &old_token))),
        new_confirmed_at: Set(None),
        old_confirmed_at: Set(None),
        expires_at: Set(now + LINK_LENGTH),
        ended_at: Set(None),
    };
    store::add_email_change(tx, row).await?;
    let link = |token: &str| format!("{}/email-change?token={token}", app.config.server.public_url);
    let of_new = account::Model { email: Some(new_email), ..account.clone() };
    letter::enqueue(app, tx, now, &of_new, AccountLetter::NewAddress, &link(&new_token)).await?;
    if old_address.is_some() {
        let letter = AccountLetter::OldAddress;
        letter::enqueue(app, tx, now, account, letter, &link(&old_token)).await?;
    }
    Ok(())
}

/// A change with the account it is of.
pub struct Change {
    pub row: email_change::Model,
    pub account: account::Model,
    /// Whether the link went to the new address.
    pub is_new_side: bool,
}

/// The change of a link; looking uses nothing up.
///
/// # Errors
/// The database cannot be read.
pub async fn find(app: &App, token: &str, now: DateTime<Utc>) -> Result<Option<Change>, AppError> {
    let hash = app.key.token_hash(PURPOSE, token);
    let found = store::email_change_of(app.db.read(), &hash, now).await?;
    Ok(found.map(|(row, account)| {
        let is_new_side = row.new_hash == hash;
        Change { row, account, is_new_side }
    }))
}

/// How a confirmation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The other address has not confirmed it yet.
    Waits,
    /// Both have: the account has its new address.
    Changed,
    /// Somebody else has an account by this address meanwhile; nothing changes.
    Taken,
}

/// Confirms one side, and changes the address once both have.
///
/// # Errors
/// The database refuses.
pub async fn confirm(tx: &Tx, now: DateTime<Utc>, change: &Change) -> Result<Confirmed, AppError> {
    // Held, so that two sides at once do not each find the other one missing.
    let row = store::lock_email_change(tx, change.row.id).await?;
    store::confirm_email_change(tx, row.id, change.is_new_side, now).await?;
    let is_new_done = change.is_new_side || row.new_confirmed_at.is_some();
    let is_old_done =
        !change.is_new_side || row.old_hash.is_none() || row.old_confirmed_at.is_some();
    if !is_new_done || !is_old_done {
        return Ok(Confirmed::Waits);
    }
    store::end_email_changes(tx, row.account_id, now).await?;
    // Citizens sign in by their address.
    let is_citizen = change.account.role == Role::Citizen.code();
    let login = if is_citizen { text::lower(&row.new_email) } else { change.account.login.clone() };
    if login != change.account.login && store::is_login_taken(tx, &login).await? {
        return Ok(Confirmed::Taken);
    }
    let new = account::ActiveModel {
        id: Set(row.account_id),
        login: Set(login),
        email: Set(Some(row.new_email)),
        email_confirmed_at: Set(Some(now)),
        ..Default::default()
    };
    store::update(tx, new).await?;
    Ok(Confirmed::Changed)
}
