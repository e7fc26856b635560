//! Sends what lies in the outbox: claim, send outside the transaction, mark. Several letters are on their way
//! at the same moment, each under a claim of its own. A worker that dies in between leaves them to the next
//! one, under the same message ids.

use chrono::TimeDelta;
use entity::outbox;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::documents;
use crate::error::AppError;
use crate::mail::letter::{masked, message};
use crate::mail::{SendError, dead, store};
use crate::notice;

/// How long a claim holds; longer than `mail::SEND_LIMIT`.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

/// Letters taken before the worker looks at its other work.
const ROUND: usize = 500;

/// A letter and what became of it.
type Outcome = (outbox::Model, Result<(), SendError>);

/// Sends letters that are due, those due first before others; tells how many were taken.
///
/// # Errors
/// The database failed. What a mail server says is not an error here: it is written down.
pub async fn send_due(app: &App) -> Result<usize, AppError> {
    drain(app, &CancellationToken::new()).await
}

/// The same until `stop`: no letter is taken any more then, those on their way are finished. A letter is
/// taken only when it can leave at once, so a slow mail server holds up no claim but of letters it was given.
///
/// # Errors
/// The database failed; letters on their way are finished first.
pub async fn drain(app: &App, stop: &CancellationToken) -> Result<usize, AppError> {
    let room = usize::try_from(app.config.mail.at_once).unwrap_or(1);
    let mut under_way: JoinSet<Outcome> = JoinSet::new();
    let (mut taken, mut is_dry, mut failure) = (0, false, None);
    loop {
        let free = room - under_way.len();
        if free > 0 && !is_dry && failure.is_none() && taken < ROUND && !stop.is_cancelled() {
            match claim(app, free).await {
                Ok((count, letters)) => {
                    taken += count;
                    is_dry = count < free;
                    for letter in letters {
                        under_way.spawn(send(app.clone(), letter));
                    }
                }
                Err(error) => failure = Some(error),
            }
        }
        let may_go_on = !is_dry && failure.is_none() && taken < ROUND && !stop.is_cancelled();
        match under_way.join_next().await {
            Some(first) => {
                let mut done = vec![first];
                // Those that are ready too are marked in the same transaction.
                while let Some(next) = under_way.try_join_next() {
                    done.push(next);
                }
                if let Err(error) = mark(app, done).await {
                    failure = Some(error);
                }
            }
            None if may_go_on => {}
            None => return failure.map_or(Ok(taken), Err),
        }
    }
}

/// Takes letters that are due, without those that shall not leave any more; how many were taken in all.
async fn claim(app: &App, limit: usize) -> Result<(usize, Vec<outbox::Model>), AppError> {
    let now = app.clock.now();
    let tx = app.db.begin_write().await?;
    let limit = u64::try_from(limit).unwrap_or(1);
    let claimed = store::claim(&tx, now, LEASE, limit).await?;
    let count = claimed.len();
    let (fresh, stale) = notice::reminder::sort_out(&tx, claimed).await?;
    dead::drop_stale(&tx, &stale).await?;
    let letters = dead::sort_out(&tx, now, fresh).await?;
    tx.commit().await?;
    Ok((count, letters))
}

async fn send(app: App, row: outbox::Model) -> Outcome {
    let outcome = match enclosed(&app, &row).await {
        Ok(paper) => match message(&app.config, &row, paper) {
            Ok(message) => app.mailer.send(&row.id.to_string(), message).await,
            Err(error) => Err(SendError::Permanent(error)),
        },
        Err(error) => Err(SendError::Transient(error.to_string())),
    };
    (row, outcome)
}

/// The paper that goes with a letter, as it was issued, or the file it was written with. One that cannot be read now is waited for: a letter
/// that promises a paper never leaves without it.
async fn enclosed(app: &App, row: &outbox::Model) -> Result<Option<Vec<u8>>, AppError> {
    let Some(id) = row.document_id else { return store::file_of(app.db.read(), row.id).await };
    let paper = documents::store::of_letter(app.db.read(), id).await?;
    let paper =
        paper.ok_or_else(|| AppError::inconsistent("outbox", row.id, "its paper is missing"))?;
    Ok(Some(documents::issued::pdf(app, &paper).await?))
}

/// Writes down what became of some letters.
async fn mark(app: &App, done: Vec<Result<Outcome, JoinError>>) -> Result<(), AppError> {
    let now = app.clock.now();
    let tx = app.db.begin_write().await?;
    for one in done {
        // One that could not be ended keeps its claim, and is tried again after it.
        let Ok((row, outcome)) = one.inspect_err(|error| tracing::error!(%error, "sending broke"))
        else {
            continue;
        };
        let (id, kind, to) = (row.id, &row.kind, masked(&row.to_address));
        match outcome {
            Ok(()) => {
                tracing::info!(letter = %id, kind, to, "letter sent");
                store::mark_sent(&tx, id, now).await?;
            }
            Err(SendError::Transient(error)) => {
                let pause = pause(row.attempts);
                tracing::warn!(letter = %id, kind, to, error, minutes = pause.num_minutes(), "letter not sent, will be tried again");
                store::mark_delayed(&tx, id, now + pause, &error).await?;
            }
            Err(SendError::Permanent(error)) => {
                tracing::error!(letter = %id, kind, to, error, "letter cannot be sent");
                store::mark_failed(&tx, id, now, &error).await?;
            }
            Err(SendError::DeadAddress(error)) => {
                tracing::error!(letter = %id, kind, to, "letter cannot be sent, its address takes none");
                dead::bury(&tx, now, &row, &error).await?;
            }
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
