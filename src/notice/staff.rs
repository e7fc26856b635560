//! Letters to members of staff go through here: as each of them wants to be told.

use chrono::{DateTime, NaiveDate, Utc};

use super::preference::{self, Delivery, Topic};
use crate::app::App;
use crate::db::Tx;
use crate::error::AppError;
use crate::mail;
use crate::mail::letter::{Letter, Special};

/// Puts a letter into the outbox: to leave at once, to wait for the letter of the day, or not at all.
/// `deadline`: rule and due day of what it reminds of.
///
/// # Errors
/// The database refuses.
pub async fn enqueue(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    letter: Letter,
    deadline: Option<(String, NaiveDate)>,
) -> Result<(), AppError> {
    enqueue_special(app, tx, now, letter, Special { deadline, ..Special::default() }).await
}

/// The same with what few letters have; whether it waits for the letter of the day is decided here.
///
/// # Errors
/// The database refuses.
pub async fn enqueue_special(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    letter: Letter,
    special: Special,
) -> Result<(), AppError> {
    let delivery = match (letter.account_id, Topic::of_kind(letter.kind)) {
        (Some(account), Some(topic)) => preference::of(tx, account, topic).await?,
        _ => Delivery::AtOnce,
    };
    if delivery == Delivery::None {
        return Ok(());
    }
    let in_digest = delivery == Delivery::Digest && !letter.to_address.is_empty();
    let special = Special { in_digest, ..special };
    mail::letter::enqueue_special(app, tx, now, letter, special).await
}
