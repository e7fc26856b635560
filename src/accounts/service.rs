//! Registration of citizens and the confirmation of their address.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{account, one_time_link};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::letter::{self, AccountLetter};
use super::store;
use crate::app::App;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Role;
use crate::secrets::random_token;
use crate::session;
use crate::text;
use crate::web::i18n::Lang;

/// What a link of ours is for.
const CONFIRMATION: &str = "email-confirmation";
const LINK_LENGTH: TimeDelta = TimeDelta::hours(24);

/// A registration with its password already hashed: hashing is slow and a transaction short.
pub struct NewCitizen {
    pub name: String,
    pub email: String,
    pub password_hash: String,
    pub lang: Lang,
}

/// Registers a citizen. An address that is known already gets a letter instead, so that the page
/// tells nobody who has an account.
///
/// # Errors
/// The database refuses.
pub async fn register(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    new: NewCitizen,
) -> Result<(), AppError> {
    let login = text::lower(&new.email);
    let id = new_id(now);
    let row = account::ActiveModel {
        id: Set(id),
        login: Set(login.clone()),
        display_name: Set(new.name.clone()),
        email: Set(Some(new.email.clone())),
        email_confirmed_at: Set(None),
        password_hash: Set(new.password_hash.clone()),
        role: Set(Role::Citizen.code().to_owned()),
        unit_id: Set(None),
        handles_denunciations: Set(false),
        factor_secret: Set(None),
        factor_confirmed_at: Set(None),
        factor_step: Set(0),
        language: Set(new.lang.code().to_owned()),
        locked_at: Set(None),
        created_at: Set(now),
    };
    if store::add(tx, row).await? {
        let account = store::get(tx, id).await?;
        return send_confirmation(app, tx, now, &account).await;
    }
    let known = session::store::find_account_by_login(tx, &login).await?;
    let known = known.ok_or_else(|| AppError::inconsistent("accounts", &login, "vanished"))?;
    register_again(app, tx, now, &known, new).await
}

/// An address nobody has confirmed belongs to whoever registers it last: else a stranger could take
/// it first and wait for its owner to confirm it. A confirmed one is left alone.
async fn register_again(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    known: &account::Model,
    new: NewCitizen,
) -> Result<(), AppError> {
    if known.email_confirmed_at.is_some() || known.role != Role::Citizen.code() {
        let link = format!("{}/session/new", app.config.server.public_url);
        return letter::enqueue(app, tx, now, known, AccountLetter::AlreadyRegistered, &link).await;
    }
    let row = account::ActiveModel {
        id: Set(known.id),
        display_name: Set(new.name),
        password_hash: Set(new.password_hash),
        language: Set(new.lang.code().to_owned()),
        ..Default::default()
    };
    store::update(tx, row).await?;
    session::store::end_all(tx, known.id, "registered-again", now).await?;
    let account = store::get(tx, known.id).await?;
    send_confirmation(app, tx, now, &account).await
}

/// Sends a fresh link that confirms the address.
///
/// # Errors
/// The database refuses.
pub async fn send_confirmation(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    account: &account::Model,
) -> Result<(), AppError> {
    let token = new_link(app, tx, now, account.id, (CONFIRMATION, LINK_LENGTH)).await?;
    let link = format!("{}/email-confirmation?token={token}", app.config.server.public_url);
    letter::enqueue(app, tx, now, account, AccountLetter::Confirmation, &link).await
}

/// The token of a fresh link for a purpose; the older ones are worthless from now on.
///
/// # Errors
/// The database refuses.
pub async fn new_link(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    account_id: Uuid,
    (purpose, length): (&str, TimeDelta),
) -> Result<String, AppError> {
    let token = random_token()?;
    store::void_links(tx, account_id, purpose, now).await?;
    let row = one_time_link::ActiveModel {
        id: Set(new_id(now)),
        account_id: Set(account_id),
        purpose: Set(purpose.to_owned()),
        token_hash: Set(app.key.token_hash(purpose, &token)),
        created_at: Set(now),
        expires_at: Set(now + length),
        used_at: Set(None),
    };
    store::add_link(tx, row).await?;
    Ok(token)
}

/// The address a link would confirm; looking uses nothing up, for mail programs look ahead.
///
/// # Errors
/// The database cannot be read.
pub async fn address_to_confirm(
    app: &App,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<String>, AppError> {
    let hash = app.key.token_hash(CONFIRMATION, token);
    let account = store::account_of_link(app.db.read(), CONFIRMATION, &hash, now).await?;
    Ok(account.and_then(|account| account.email))
}

/// Confirms the address of a link, once. False when the link is used up or too old.
///
/// # Errors
/// The database refuses.
pub async fn confirm(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    token: &str,
) -> Result<bool, AppError> {
    let hash = app.key.token_hash(CONFIRMATION, token);
    let Some(account) = store::account_of_link(tx, CONFIRMATION, &hash, now).await? else {
        return Ok(false);
    };
    if !store::use_link(tx, CONFIRMATION, &hash, now).await? {
        return Ok(false);
    }
    let row = account::ActiveModel {
        id: Set(account.id),
        email_confirmed_at: Set(Some(now)),
        ..Default::default()
    };
    store::update(tx, row).await?;
    Ok(true)
}

/// Whether an account's address was confirmed.
///
/// # Errors
/// The database cannot be read.
pub async fn is_confirmed(app: &App, account_id: uuid::Uuid) -> Result<bool, AppError> {
    Ok(store::get(app.db.read(), account_id).await?.email_confirmed_at.is_some())
}

/// The address of an account, once it is known to be theirs.
///
/// # Errors
/// The database cannot be read.
pub async fn confirmed_email(
    app: &App,
    account_id: uuid::Uuid,
) -> Result<Option<String>, AppError> {
    let account = store::get(app.db.read(), account_id).await?;
    Ok(account.email.filter(|_| account.email_confirmed_at.is_some()))
}

/// Sets a new password and ends all sessions made with the old one.
///
/// # Errors
/// The database refuses.
pub async fn set_password(
    tx: &Tx,
    id: uuid::Uuid,
    password_hash: String,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = account::ActiveModel {
        id: Set(id),
        password_hash: Set(password_hash),
        ..Default::default()
    };
    store::update(tx, row).await?;
    session::store::end_all(tx, id, "password-changed", now).await
}
