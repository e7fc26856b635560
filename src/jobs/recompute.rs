//! Counts deadlines again after the calendar changed (tính lại thời hạn), and keeps each old and new
//! date. Running it twice moves nothing twice.

use chrono::NaiveDate;
use entity::{calendar_change, deadline, deadline_move};
use law::deadline::Deadline;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::store::{self, Touched};
use crate::app::App;
use crate::calendar;
use crate::cases;
use crate::cases::deadline_store::{Repeated, set_deadlines};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::notice::reminder;

/// Cases counted again in one transaction.
const PAGE: u64 = 100;

/// Counts again what changes of the calendar since have touched; tells how many deadlines moved.
///
/// # Errors
/// The database failed; what was moved before stays, the rest is done next time.
pub async fn run_pending(app: &App) -> Result<usize, AppError> {
    let mut moved = 0;
    while let Some(change) = calendar::store::pending(app.db.read()).await? {
        moved += apply(app, &change).await?;
    }
    Ok(moved)
}

async fn apply(app: &App, change: &calendar_change::Model) -> Result<usize, AppError> {
    let touched = Touched {
        units: change.unit_id.map(|unit| app.units().subtree(unit)),
        days: span(app, change).await?,
    };
    let (mut after, mut checked, mut moved) = (None, 0_i32, 0);
    loop {
        let tx = app.db.begin_write().await?;
        app.hold_calendar(&tx).await?;
        let ids = store::touched_cases(&tx, &touched, after, PAGE).await?;
        let Some(last) = ids.last() else {
            calendar::store::set_applied(&tx, change.id, app.clock.now(), checked).await?;
            tx.commit().await?;
            tracing::info!(change = %change.id, checked, moved, "deadlines counted again");
            return Ok(moved);
        };
        after = Some(*last);
        checked = checked.saturating_add(i32::try_from(ids.len()).unwrap_or(i32::MAX));
        for id in ids {
            moved += count_again(app, &tx, change.id, id).await?;
        }
        tx.commit().await?;
    }
}

/// The first and last day a change is about; none for a change without days.
async fn span(
    app: &App,
    change: &calendar_change::Model,
) -> Result<Option<(NaiveDate, NaiveDate)>, AppError> {
    let days = calendar::store::days_of(app.db.read(), vec![change.id]).await?;
    let mut span = days.first().zip(days.last()).map(|(first, last)| (first.1.day, last.1.day));
    if let Some(year) = change.declares_year {
        let whole = NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31));
        span = whole.map(|(from, to)| {
            let (first, last) = span.unwrap_or((from, to));
            (from.min(first), to.max(last))
        });
    }
    Ok(span)
}

/// Counts the deadlines of one case again. The case's version stays: nobody's form is spoilt by it.
async fn count_again(app: &App, tx: &Tx, change: Uuid, case_id: Uuid) -> Result<usize, AppError> {
    // Whoever records a fact at this moment is waited for, and waits.
    let case = store::lock_case(tx, case_id).await?;
    let history = cases::store::history(tx, case_id).await?;
    let state = match cases::store::state_after(case_id, &history) {
        Ok(state) => state,
        // One broken case must not keep the deadlines of all others wrong.
        Err(error) => {
            tracing::error!(case = %case_id, %error, "deadlines cannot be counted again");
            return Ok(0);
        }
    };
    let rules = app.rules_of(case.unit_id);
    let deadlines = state.deadlines(&rules.get());
    let old = store::deadlines_of(tx, case_id).await?;
    let moves: Vec<_> = moves(&old, &deadlines)
        .map(|(old, new)| deadline_move::ActiveModel {
            id: Set(new_id(app.clock.now())),
            change_id: Set(change),
            case_id: Set(case_id),
            rule: Set(old.rule.clone()),
            old_strict_on: Set(old.strict_on),
            new_strict_on: Set(new.strict_on),
            old_due_on: Set(old.due_on),
            new_due_on: Set(new.due_on),
            at: Set(app.clock.now()),
        })
        .collect();
    if moves.is_empty() {
        return Ok(0);
    }
    let moved = moves.len();
    set_deadlines(tx, Repeated::of(&case), &deadlines, app.clock.now()).await?;
    store::set_next_due(tx, case_id, &state, &deadlines).await?;
    calendar::store::add_moves(tx, moves).await?;
    reminder::withdraw(tx, case_id).await?;
    Ok(moved)
}

/// The same facts give the same deadlines in the same order; what differs is the dates.
fn moves<'d>(
    old: &'d [deadline::Model],
    new: &'d [Deadline],
) -> impl Iterator<Item = (&'d deadline::Model, &'d Deadline)> {
    old.iter().zip(new).filter(|(old, new)| {
        old.rule == new.rule.id.code()
            && (old.strict_on != new.strict_on || old.due_on != new.due_on)
    })
}
