//! Sends what lies in the outbox: claim, send outside the transaction, mark. A worker that dies in
//! between leaves the letter to the next one, under the same message id.

use chrono::TimeDelta;
use entity::outbox;

use crate::app::App;
use crate::error::AppError;
use crate::mail::letter::{masked, message};
use crate::mail::{SendError, store};

/// Letters taken at once. One, so that a slow mail server holds up no claim but that of the letter it
/// is given, and a stop waits for one letter only.
const BATCH: u64 = 1;

/// How long a claim holds; longer than `mail::SEND_LIMIT`.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

/// Sends the letter that is due first, if one is; tells how many were taken.
///
/// # Errors
/// The database failed. What a mail server says is not an error here: it is written down.
pub async fn send_due(app: &App) -> Result<usize, AppError> {
    let tx = app.db.begin_write().await?;
    let claimed = store::claim(&tx, app.clock.now(), LEASE, BATCH).await?;
    tx.commit().await?;
    for letter in &claimed {
        send(app, letter).await?;
    }
    Ok(claimed.len())
}

async fn send(app: &App, row: &outbox::Model) -> Result<(), AppError> {
    let id = row.id;
    let outcome = match message(&app.config, row) {
        Ok(message) => app.mailer.send(&id.to_string(), message).await,
        Err(error) => Err(SendError::Permanent(error)),
    };
    let now = app.clock.now();
    let to = masked(&row.to_address);
    let tx = app.db.begin_write().await?;
    match outcome {
        Ok(()) => {
            tracing::info!(letter = %id, kind = row.kind, to, "letter sent");
            store::mark_sent(&tx, id, now).await?;
        }
        Err(SendError::Transient(error)) => {
            let pause = pause(row.attempts);
            tracing::warn!(letter = %id, kind = row.kind, to, error, minutes = pause.num_minutes(), "letter not sent, will be tried again");
            store::mark_delayed(&tx, id, now + pause, &error).await?;
        }
        Err(SendError::Permanent(error)) => {
            tracing::error!(letter = %id, kind = row.kind, to, error, "letter cannot be sent");
            store::mark_failed(&tx, id, now, &error).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// 1, 2, 4 … minutes, at most an hour, without end: a mail server that is down for a week loses
/// nothing.
fn pause(attempts: i32) -> TimeDelta {
    let doublings = attempts.clamp(1, 7) - 1;
    TimeDelta::minutes(1 << doublings).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_outlasts_the_sending() {
        assert!(LEASE.to_std().unwrap() > crate::mail::SEND_LIMIT);
    }

    #[test]
    fn pauses_grow_to_an_hour() {
        let minutes: Vec<i64> =
            [0, 1, 2, 3, 6, 7, 8, i32::MAX].map(|n| pause(n).num_minutes()).into();
        assert_eq!(minutes, [1, 1, 2, 4, 32, 60, 60, 60]);
    }
}
