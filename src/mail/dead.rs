//! Addresses that take no letters: what came back makes one, later letters to it go on paper or are given
//! up, and people are shown both.

use chrono::{DateTime, Utc};
use entity::{dead_address, outbox};
use sea_orm::ActiveValue::Set;

use super::letter::masked;
use super::report::{Bounce, Kind};
use super::{dead_store, store};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is about no letter of ours.
    Unknown,
    /// The server tries again, or the letter was given up before: nothing changes.
    Noted,
    /// The address takes no letters any more.
    Dead,
}

impl Taken {
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Noted => "noted",
            Self::Dead => "dead",
        }
    }
}

/// Takes a report of a letter that came back; gives the letter it is about.
///
/// # Errors
/// The database refuses.
pub async fn take(
    tx: &Tx,
    now: DateTime<Utc>,
    bounce: &Bounce,
) -> Result<(Taken, Option<outbox::Model>), AppError> {
    let found = match bounce.letter_id() {
        Some(id) => dead_store::by_message_id(tx, id).await?,
        None => dead_store::newest_to(tx, bounce.address.trim()).await?,
    };
    let Some(letter) = found else { return Ok((Taken::Unknown, None)) };
    let to = masked(&letter.to_address);
    let reason = bounce.short_reason();
    if bounce.kind == Kind::Transient || letter.to_address.is_empty() {
        tracing::info!(letter = %letter.id, to, "a report about a letter, nothing changes");
        return Ok((Taken::Noted, Some(letter)));
    }
    tracing::warn!(letter = %letter.id, to, "letter came back, its address takes none");
    bury(tx, now, &letter, &reason).await?;
    Ok((Taken::Dead, Some(letter)))
}

/// Says that the address of a letter takes none, and gives this letter up or makes it one on paper.
///
/// # Errors
/// The database refuses.
pub async fn bury(
    tx: &Tx,
    now: DateTime<Utc>,
    letter: &outbox::Model,
    reason: &str,
) -> Result<(), AppError> {
    let row = dead_address::ActiveModel {
        id: Set(new_id(now)),
        address: Set(letter.to_address.to_lowercase()),
        since: Set(now),
        reason: Set(reason.to_owned()),
        letter_id: Set(Some(letter.id)),
        cleared_at: Set(None),
        cleared_by: Set(None),
    };
    dead_store::add(tx, row).await?;
    set_aside(tx, now, letter, reason).await
}

async fn set_aside(
    tx: &Tx,
    now: DateTime<Utc>,
    letter: &outbox::Model,
    reason: &str,
) -> Result<(), AppError> {
    let address = letter.to_address.to_lowercase();
    if letter.postal_address.is_empty() {
        return dead_store::give_up(tx, letter.id, &address, now, reason).await;
    }
    dead_store::to_paper(tx, letter.id, &address, now, reason).await
}

/// Takes those out of some claimed letters that go to dead addresses.
///
/// # Errors
/// The database refuses.
pub async fn sort_out(
    tx: &Tx,
    now: DateTime<Utc>,
    claimed: Vec<outbox::Model>,
) -> Result<Vec<outbox::Model>, AppError> {
    let addresses = claimed.iter().map(|letter| letter.to_address.to_lowercase()).collect();
    let dead = dead_store::among(tx, addresses).await?;
    let mut alive = Vec::new();
    for letter in claimed {
        let Some(reason) = dead.get(&letter.to_address.to_lowercase()) else {
            alive.push(letter);
            continue;
        };
        let to = masked(&letter.to_address);
        tracing::info!(letter = %letter.id, kind = letter.kind, to, "not sent, its address takes none");
        set_aside(tx, now, &letter, reason).await?;
    }
    Ok(alive)
}

/// Takes letters back, none of which has left.
///
/// # Errors
/// The database refuses.
pub async fn drop_stale(tx: &Tx, stale: &[outbox::Model]) -> Result<(), AppError> {
    for letter in stale {
        tracing::info!(letter = %letter.id, kind = letter.kind, "withdrawn, its deadline is gone");
    }
    store::remove(tx, stale.iter().map(|letter| letter.id).collect()).await
}
