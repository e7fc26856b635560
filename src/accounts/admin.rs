//! Administration of accounts: add staff, change roles, lock and unlock. Each change ends the
//! account's sessions in the same transaction and stays in its history.

use chrono::{DateTime, Utc};
use entity::{account, account_event};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::form::{NewRole, NewStaff};
use super::store;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::{Actor, Role};
use crate::secrets::random_bytes;
use crate::session;
use crate::session::store::end_all;

/// Why a change of an account is not made; the sentence is `account-refused-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nobody shuts themselves out by mistake.
    Oneself,
    /// Somebody must be able to administer.
    LastAdmin,
    /// A citizen does not become staff; staff get an account of their own.
    NotStaff,
    /// It is so already.
    NoChange,
}

impl Refused {
    pub const ALL: [Self; 4] = [Self::Oneself, Self::LastAdmin, Self::NotStaff, Self::NoChange];

    pub fn key(self) -> &'static str {
        match self {
            Self::Oneself => "account-refused-oneself",
            Self::LastAdmin => "account-refused-last-admin",
            Self::NotStaff => "account-refused-not-staff",
            Self::NoChange => "account-refused-no-change",
        }
    }
}

/// Adds a member of staff; none when the login is taken.
///
/// # Errors
/// The database refuses.
pub async fn add_staff(
    tx: &Tx,
    actor: &Actor,
    now: DateTime<Utc>,
    new: NewStaff,
    password_hash: String,
) -> Result<Option<Uuid>, AppError> {
    let id = new_id(now);
    let row = account::ActiveModel {
        id: Set(id),
        login: Set(new.login),
        display_name: Set(new.name),
        email: Set(new.email),
        email_confirmed_at: Set(None),
        password_hash: Set(password_hash),
        role: Set(new.role.code().to_owned()),
        unit_id: Set(new.unit_id),
        handles_denunciations: Set(false),
        factor_secret: Set(None),
        factor_confirmed_at: Set(None),
        factor_step: Set(0),
        language: Set("vi".to_owned()),
        locked_at: Set(None),
        created_at: Set(now),
    };
    if !store::add(tx, row).await? {
        return Ok(None);
    }
    write_history(tx, actor, id, "created", new.role.code(), String::new(), now).await?;
    Ok(Some(id))
}

/// Gives somebody another role or unit.
///
/// # Errors
/// `NotFound`, or the database refuses.
pub async fn change_role(
    tx: &Tx,
    actor: &Actor,
    id: Uuid,
    now: DateTime<Utc>,
    new: NewRole,
) -> Result<Result<(), Refused>, AppError> {
    let admins = store::lock_active_admins(tx).await?;
    let account = store::get(tx, id).await?;
    let is_staff = account.role != Role::Citizen.code();
    let is_same = account.role == new.role.code() && account.unit_id == new.unit_id;
    let refused = match () {
        () if id == actor.account_id => Some(Refused::Oneself),
        () if !is_staff => Some(Refused::NotStaff),
        () if is_same => Some(Refused::NoChange),
        () if new.role != Role::Admin && is_last(&admins, id) => Some(Refused::LastAdmin),
        () => None,
    };
    if let Some(refused) = refused {
        return Ok(Err(refused));
    }
    let row = account::ActiveModel {
        id: Set(id),
        role: Set(new.role.code().to_owned()),
        unit_id: Set(new.unit_id),
        // Denunciations of one office are none of another's: given again where it is meant.
        handles_denunciations: Set(false),
        ..Default::default()
    };
    store::update(tx, row).await?;
    end_all(tx, id, "role-changed", now).await?;
    write_history(tx, actor, id, "role-changed", new.role.code(), new.reason, now).await?;
    Ok(Ok(()))
}

/// Gives or takes the right to receive and resolve denunciations. Whoever administers holds none.
///
/// # Errors
/// `NotFound`, or the database refuses.
pub async fn set_denunciations(
    tx: &Tx,
    actor: &Actor,
    id: Uuid,
    now: DateTime<Utc>,
    (handles, reason): (bool, String),
) -> Result<Result<(), Refused>, AppError> {
    let account = store::get(tx, id).await?;
    let may_handle = Role::from_code(&account.role).is_some_and(Role::may_handle_denunciations);
    let refused = match () {
        () if id == actor.account_id => Some(Refused::Oneself),
        () if !may_handle => Some(Refused::NotStaff),
        () if account.handles_denunciations == handles => Some(Refused::NoChange),
        () => None,
    };
    if let Some(refused) = refused {
        return Ok(Err(refused));
    }
    let row = account::ActiveModel {
        id: Set(id),
        handles_denunciations: Set(handles),
        ..Default::default()
    };
    store::update(tx, row).await?;
    let kind = if handles { "denunciations-given" } else { "denunciations-taken" };
    end_all(tx, id, kind, now).await?;
    write_history(tx, actor, id, kind, &account.role, reason, now).await?;
    Ok(Ok(()))
}

/// Takes a lost second factor from an account, so that a new one can be set up; whoever is signed in with
/// the account is out at once.
///
/// # Errors
/// `NotFound`, or the database refuses.
pub async fn reset_factor(
    tx: &Tx,
    actor: &Actor,
    id: Uuid,
    now: DateTime<Utc>,
    reason: String,
) -> Result<Result<(), Refused>, AppError> {
    let account = store::get(tx, id).await?;
    let refused = match () {
        () if id == actor.account_id => Some(Refused::Oneself),
        () if account.factor_confirmed_at.is_none() => Some(Refused::NoChange),
        () => None,
    };
    if let Some(refused) = refused {
        return Ok(Err(refused));
    }
    session::store::clear_factor(tx, id).await?;
    end_all(tx, id, "second-factor-reset", now).await?;
    write_history(tx, actor, id, "second-factor-reset", &account.role, reason, now).await?;
    Ok(Ok(()))
}

/// Locks an account: nobody signs in with it, and who is signed in is out at once.
///
/// # Errors
/// `NotFound`, or the database refuses.
pub async fn lock(
    tx: &Tx,
    actor: &Actor,
    id: Uuid,
    now: DateTime<Utc>,
    reason: String,
) -> Result<Result<(), Refused>, AppError> {
    let admins = store::lock_active_admins(tx).await?;
    let account = store::get(tx, id).await?;
    let refused = match () {
        () if id == actor.account_id => Some(Refused::Oneself),
        () if account.locked_at.is_some() => Some(Refused::NoChange),
        () if is_last(&admins, id) => Some(Refused::LastAdmin),
        () => None,
    };
    if let Some(refused) = refused {
        return Ok(Err(refused));
    }
    set_locked(tx, id, Some(now)).await?;
    end_all(tx, id, "locked", now).await?;
    write_history(tx, actor, id, "locked", &account.role, reason, now).await?;
    Ok(Ok(()))
}

/// Unlocks an account. Sessions of before stay ended.
///
/// # Errors
/// `NotFound`, or the database refuses.
pub async fn unlock(
    tx: &Tx,
    actor: &Actor,
    id: Uuid,
    now: DateTime<Utc>,
    reason: String,
) -> Result<Result<(), Refused>, AppError> {
    let account = store::get(tx, id).await?;
    if account.locked_at.is_none() {
        return Ok(Err(Refused::NoChange));
    }
    set_locked(tx, id, None).await?;
    end_all(tx, id, "unlocked", now).await?;
    write_history(tx, actor, id, "unlocked", &account.role, reason, now).await?;
    Ok(Ok(()))
}

fn is_last(active_admins: &[Uuid], id: Uuid) -> bool {
    active_admins == [id]
}

async fn set_locked(tx: &Tx, id: Uuid, at: Option<DateTime<Utc>>) -> Result<(), AppError> {
    let row = account::ActiveModel { id: Set(id), locked_at: Set(at), ..Default::default() };
    store::update(tx, row).await
}

async fn write_history(
    tx: &Tx,
    actor: &Actor,
    account_id: Uuid,
    kind: &str,
    role: &str,
    reason: String,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    tracing::info!(actor = %actor.account_id, account = %account_id, kind, role, "account changed");
    let row = account_event::ActiveModel {
        id: Set(new_id(now)),
        account_id: Set(account_id),
        kind: Set(kind.to_owned()),
        role: Set(role.to_owned()),
        reason: Set(reason),
        actor_id: Set(actor.account_id),
        at: Set(now),
    };
    store::add_event(tx, row).await
}

/// A password to hand over once: sixteen letters and digits that cannot be mistaken for each other,
/// in groups of four (75 bits).
///
/// # Errors
/// The random source failed.
pub fn temporary_password() -> Result<String, AppError> {
    const SIGNS: &[u8; 26] = b"abcdefghjkmnpqrstuvwxyz234";
    let mut password = String::new();
    for (position, byte) in random_bytes()?.into_iter().take(16).enumerate() {
        if position > 0 && position % 4 == 0 {
            password.push('-');
        }
        let sign = SIGNS.get(usize::from(byte) % SIGNS.len()).copied().unwrap_or(b'a');
        password.push(char::from(sign));
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_password_is_long_enough_and_new_each_time() {
        let one = temporary_password().unwrap();
        assert_eq!(one.len(), 19);
        assert_eq!(one.split('-').count(), 4);
        assert_ne!(one, temporary_password().unwrap());
    }

    #[test]
    fn only_the_one_administrator_left_is_the_last() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(is_last(&[a], a));
        assert!(!is_last(&[a, b], a));
        assert!(!is_last(&[b], a));
        assert!(!is_last(&[], a));
    }
}
