//! Beginning, renewing and ending sessions.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{account, session};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::factor::{self, Fitted};
use super::{attempts, store, token};
use crate::app::App;
use crate::audit::{self, Deed, Entry};
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::{Actor, Reach, Role, StandIn};
use crate::substitution;
use crate::text;
use crate::web::context::cookie;

pub const SESSION_COOKIE: &str = "gandan_session";

/// A working day; afterwards one signs in again.
const SESSION_LENGTH: TimeDelta = TimeDelta::hours(12);

/// The signed-in person, and a fresh token if the old one is getting old.
pub struct Live {
    pub actor: Actor,
    pub renewed_cookie: Option<String>,
}

/// Reads the session of a request from its cookie, or from a bearer token under `/api`.
///
/// # Errors
/// The database cannot be read.
pub async fn actor_of_request(
    app: &App,
    jar: &CookieJar,
    headers: &HeaderMap,
    now: DateTime<Utc>,
) -> Result<Option<Live>, AppError> {
    let bearer = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let from_cookie = jar.get(SESSION_COOKIE).map(Cookie::value);
    let Some(raw) = bearer.or(from_cookie) else { return Ok(None) };
    let Some(claims) = token::read(&app.key, raw, now) else { return Ok(None) };
    let Some(live) = store::find_live(app.db.read(), claims.sid, now).await? else {
        return Ok(None);
    };
    let actor = actor_now(app, &live.account, claims.sid, now).await?;
    // No denunciation leaves by way of a program.
    let actor = if bearer.is_some() { actor.without_denunciations() } else { actor };
    let is_old = now.timestamp() - claims.iat > token::RENEW_AFTER.num_seconds();
    let renewed_cookie = match bearer {
        None if is_old => Some(token::issue(&app.key, claims.sid, now)?),
        _ => None,
    };
    Ok(Some(Live { actor, renewed_cookie }))
}

/// An account with the rights it has at a moment, those of a substitute too.
///
/// # Errors
/// The account's row is broken, or the database cannot be read.
pub async fn actor_now(
    app: &App,
    account: &account::Model,
    session_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Actor, AppError> {
    let actor = actor_of(app, account, session_id)?;
    standing_in(app, actor, crate::clock::date_in_vietnam(now)).await
}

/// The rights of the head whose place somebody takes today, if they do.
async fn standing_in(app: &App, actor: Actor, today: NaiveDate) -> Result<Actor, AppError> {
    if !actor.role.may_stand_in() {
        return Ok(actor);
    }
    let found = substitution::store::of_today(app.db.read(), actor.account_id, today).await?;
    let Some((row, absent)) = found else { return Ok(actor) };
    let stand_in = StandIn {
        days: (row.from_on, row.to_on),
        name: absent.display_name,
        unit_id: absent.unit_id,
        unit_ids: absent.unit_id.map(|id| app.units().subtree(id)).unwrap_or_default(),
        with_denunciations: row.with_denunciations && absent.handles_denunciations,
    };
    Ok(actor.standing_in(&stand_in, today))
}

/// # Errors
/// The account's row is broken.
pub fn actor_of(app: &App, account: &account::Model, session_id: Uuid) -> Result<Actor, AppError> {
    let role = Role::from_code(&account.role)
        .ok_or_else(|| AppError::inconsistent("accounts", account.id, "unknown role"))?;
    Ok(Actor {
        account_id: account.id,
        session_id,
        name: account.display_name.clone(),
        role,
        unit_id: account.unit_id,
        unit_ids: account.unit_id.map(|id| app.units().subtree(id)).unwrap_or_default(),
        denunciations: match role {
            _ if account.handles_denunciations => Reach::Units,
            Role::Officer => Reach::Assigned,
            _ => Reach::Nothing,
        },
        ceiling: role.ceiling(),
        lacks_factor: account.factor_confirmed_at.is_none()
            && app.config.security.second_factor_roles.contains(&account.role),
        acts_for: None,
    })
}

/// How a try to sign in ended.
pub enum SignIn {
    Welcome(Box<account::Model>),
    /// Unknown, wrong or locked.
    Wrong,
    /// Too many failures under this name; how long to wait.
    Wait(TimeDelta),
}

/// Looks at a login and its password; a refusal is told to the audit log, without the name. A name that waits is told so whether it is known or not, and its
/// password is not looked at.
///
/// # Errors
/// The database or the hashing failed.
pub async fn authenticate(
    app: &App,
    login: &str,
    password: &str,
    now: DateTime<Utc>,
) -> Result<SignIn, AppError> {
    let login = text::lower(login);
    if let Err(wait) = attempts::begin(app, &login, now).await? {
        audit::note(app, now, Entry::of(Deed::SignInRefused)).await?;
        return Ok(SignIn::Wait(wait));
    }
    let found = store::find_account_by_login(app.db.read(), &login).await?;
    let hash = found.as_ref().map(|account| account.password_hash.as_str());
    let fits = app.passwords.fits(password, hash).await?;
    match found.filter(|account| fits && account.locked_at.is_none()) {
        Some(account) => {
            attempts::forget(app, &login).await?;
            Ok(SignIn::Welcome(Box::new(account)))
        }
        None => {
            audit::note(app, now, Entry::of(Deed::SignInRefused)).await?;
            Ok(SignIn::Wrong)
        }
    }
}

/// How a try at the code of a second factor ended.
pub enum CodeTry {
    Right,
    Wrong,
    /// Too many wrong ones; how long to wait.
    Wait(TimeDelta),
}

/// Looks at the code of a sign-in. Wrong ones make the next one wait, are told to the audit log, and so is a
/// code on paper that was used up.
///
/// # Errors
/// The database refuses.
pub async fn try_code(
    app: &App,
    account: &account::Model,
    code: &str,
    now: DateTime<Utc>,
) -> Result<CodeTry, AppError> {
    let name = factor::attempts_of(account);
    if let Err(wait) = attempts::begin(app, &name, now).await? {
        return Ok(CodeTry::Wait(wait));
    }
    let tx = app.db.begin_write().await?;
    let Some(fitted) = factor::check(app, &tx, account, code, now).await? else {
        tx.rollback().await?;
        audit::note(app, now, Entry::of(Deed::SignInRefused).with("code")).await?;
        return Ok(CodeTry::Wrong);
    };
    let told = Entry {
        unit_id: account.unit_id,
        actor_id: Some(account.id),
        object_id: Some(account.id),
        ..Entry::of(Deed::AccountChanged).with("recovery-code-used")
    };
    let told = (fitted == Fitted::RecoveryCode).then_some(told);
    audit::commit(app, tx, now, told.into_iter().collect()).await?;
    attempts::forget(app, &name).await?;
    Ok(CodeTry::Right)
}

/// Begins a session and gives its token.
///
/// # Errors
/// The database refuses.
pub async fn begin(
    app: &App,
    account: &account::Model,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    let id = new_id(now);
    let tx = app.db.begin_write().await?;
    let row = session::ActiveModel {
        id: Set(id),
        account_id: Set(account.id),
        created_at: Set(now),
        expires_at: Set(now + SESSION_LENGTH),
        ended_at: Set(None),
        ended_reason: Set(None),
    };
    store::add(&tx, row).await?;
    let actor_id = Some(account.id);
    let told = Entry { unit_id: account.unit_id, actor_id, ..Entry::of(Deed::SignedIn) };
    audit::commit(app, tx, now, vec![told]).await?;
    token::issue(&app.key, id, now)
}

/// Ends the session of an actor.
///
/// # Errors
/// The database refuses.
pub async fn sign_out(app: &App, actor: &Actor, now: DateTime<Utc>) -> Result<(), AppError> {
    let tx = app.db.begin_write().await?;
    store::end(&tx, actor.session_id, "sign-out", now).await?;
    audit::commit(app, tx, now, vec![Entry::by(actor, Deed::SignedOut, None)]).await
}

pub fn session_cookie(app: &App, token: String) -> Cookie<'static> {
    cookie(app, SESSION_COOKIE, token)
}
