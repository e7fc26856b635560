//! Reminds of dialogues the day before, and of promises whose day comes near or has passed.

use chrono::NaiveDate;
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::commitments;
use crate::commitments::letters::reminder_key;
use crate::dialogues;
use crate::dialogues::letters::{Occasion, key_of};
use crate::error::AppError;

/// Promises looked at in one transaction.
const PAGE: u64 = 100;

/// One round over the announced meetings of tomorrow. The key of the letter holds the sequence of the
/// meeting, and a meeting that moves takes back what has not left: nobody is reminded of a day of before.
///
/// # Errors
/// The database failed; what was written before stays.
pub async fn remind_meetings(app: &App) -> Result<usize, AppError> {
    let now = app.clock.now();
    let today = date_in_vietnam(now);
    let Some(tomorrow) = today.succ_opt() else { return Ok(0) };
    let mut meetings = dialogues::store::announced_on_day(app.db.read(), tomorrow).await?;
    // Whoever was told yesterday or today needs no reminder.
    meetings.retain(|one| one.announced_on.is_some_and(|on| (today - on).num_days() >= 2));
    // The rounds before have told of most: nothing is written for them again.
    let ids = meetings.iter().map(|one| one.id).collect();
    let known = store::letters_about(app.db.read(), ids, Occasion::Reminder.code()).await?;
    meetings.retain(|one| {
        let key = key_of(Occasion::Reminder, one);
        !known.iter().any(|known| known.starts_with(&key))
    });
    let mut told = 0;
    for meeting in meetings {
        let tx = app.db.begin_write().await?;
        dialogues::letters::tell(&tx, (app, now), &meeting, Occasion::Reminder, "").await?;
        tx.commit().await?;
        told += 1;
    }
    Ok(told)
}

/// One round over all promises that are due soon or overdue, oldest first; tells how many reminders were
/// written.
///
/// # Errors
/// The database failed; what was written before stays.
pub async fn remind_commitments(app: &App) -> Result<usize, AppError> {
    let now = app.clock.now();
    let today = date_in_vietnam(now);
    let soon = app.calendar().add_working_days(today, app.law_settings.warn_working_days);
    let (mut written, mut after): (usize, Option<(NaiveDate, Uuid)>) = (0, None);
    loop {
        let mut rows = commitments::store::due(app.db.read(), soon, after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(written) };
        after = Some((last.due_on, last.id));
        let tx = app.db.begin_write().await?;
        let key =
            |row: &entity::commitment::Model| reminder_key(row.due_on < today, row.id, row.due_on);
        // Most are known from the rounds before.
        let known = store::known_letters(&tx, rows.iter().map(key).collect()).await?;
        rows.retain(|row| !known.contains(&key(row)));
        for row in rows {
            let meeting = commitments::store::meeting_of(&tx, &row).await?;
            let is_overdue = row.due_on < today;
            commitments::letters::remind(&tx, (app, now), &meeting, &row, is_overdue).await?;
            written += 1;
        }
        tx.commit().await?;
    }
}
