//! Reminds of deadlines (nhắc hạn) and tidies up. Running it twice does nothing twice.

use chrono::{NaiveDate, TimeDelta};
use entity::{case, deadline};
use law::deadline::{Deadline, Ending};
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::cases;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::notice::reminder;
use crate::session;

/// Deadlines looked at in one transaction.
const PAGE: u64 = 100;

/// How long a program may repeat a filing under the same key.
const KEYS_KEPT: TimeDelta = TimeDelta::days(30);

/// One round over all open deadlines that are due soon or overdue, oldest first; tells how many
/// reminders were written.
///
/// # Errors
/// The database failed; what was written before stays.
pub async fn remind_all(app: &App) -> Result<usize, AppError> {
    let today = date_in_vietnam(app.clock.now());
    let soon = app.calendar().add_working_days(today, app.law_settings.warn_working_days);
    let mut written = 0;
    let mut after: Option<(NaiveDate, Uuid)> = None;
    loop {
        let rows = store::due_deadlines(app.db.read(), soon, today, after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(written) };
        after = Some((last.due_on, last.id));
        written += remind_page(app, today, rows).await?;
    }
}

async fn remind_page(
    app: &App,
    today: NaiveDate,
    mut rows: Vec<deadline::Model>,
) -> Result<usize, AppError> {
    let key = |row: &deadline::Model| {
        reminder::key(row.due_on < today, row.case_id, &row.rule, row.due_on)
    };
    let tx = app.db.begin_write().await?;
    // Most are known from the rounds before; only of the others the cases are read.
    let known = store::known_letters(&tx, rows.iter().map(key).collect()).await?;
    rows.retain(|row| !known.contains(&key(row)));
    let cases = store::open_cases(&tx, rows.iter().map(|row| row.case_id).collect()).await?;
    let mut written = 0;
    for row in rows {
        let Some(case) = cases.iter().find(|case| case.id == row.case_id) else { continue };
        let Some(to) = reminder::whom(&tx, case, row.due_on < today).await? else { continue };
        match open_deadline(app, &tx, case, &row).await {
            Ok(Some(deadline)) => {
                reminder::remind(app, &tx, app.clock.now(), case, &deadline, &to).await?;
                written += 1;
            }
            Ok(None) => {}
            // One broken case must not hide the deadlines of all others.
            Err(error @ AppError::Inconsistent { .. }) => {
                tracing::error!(case = %case.id, %error, "nobody is reminded of a deadline");
            }
            Err(error) => return Err(error),
        }
    }
    tx.commit().await?;
    Ok(written)
}

/// The deadline of a row as the law sees it now, if it is still open.
async fn open_deadline(
    app: &App,
    tx: &Tx,
    case: &case::Model,
    row: &deadline::Model,
) -> Result<Option<Deadline>, AppError> {
    let history = cases::store::history(tx, case.id).await?;
    let state = cases::store::state_after(case.id, &history)?;
    let is_meant = |deadline: &Deadline| {
        deadline.rule.id.code() == row.rule
            && deadline.due_on == row.due_on
            && deadline.ending == Ending::Open
    };
    Ok(state.deadlines(&app.rules_of(case.unit_id).get()).into_iter().find(is_meant))
}

/// Deletes what nobody needs any more.
///
/// # Errors
/// The database failed.
pub async fn tidy(app: &App) -> Result<(), AppError> {
    app.limits.tidy();
    let now = app.clock.now();
    let tx = app.db.begin_write().await?;
    store::delete_expired(&tx, now, now - KEYS_KEPT).await?;
    session::store::delete_old_attempts(&tx, now - session::attempts::KEPT).await?;
    tx.commit().await?;
    if cases::count_store::has_many_lines(app.db.read()).await? {
        let tx = app.db.begin_write().await?;
        cases::count_store::put_together(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
