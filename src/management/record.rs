//! Writing the register: a line is entered once; an inspection is concluded, followed and carried out; a slip is
//! struck out. Each in the transaction it is given.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{management_entry as entry, management_progress as progress};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::form::{Conclusion, Line, Progress};
use super::store;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Actor;

/// A line whose texts have been checked and cleaned.
#[derive(Clone, Debug)]
pub struct NewLine {
    pub unit_id: Uuid,
    pub line: Line,
    /// The line that was struck out and is entered again.
    pub replaces: Option<Uuid>,
    /// Of the page it was entered on.
    pub token: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    Now(Uuid),
    /// The same page was sent before.
    Before(Uuid),
    /// The number stands there with that day, or the line struck out was entered again already. The transaction
    /// is to be rolled back.
    Taken,
}

/// # Errors
/// The database refuses.
pub async fn enter(
    tx: &Tx,
    actor: &Actor,
    new: NewLine,
    now: DateTime<Utc>,
) -> Result<Entered, AppError> {
    if let Some(id) = store::entered_as(tx, &new.token).await? {
        return Ok(Entered::Before(id));
    }
    let id = new_id(now);
    let row = entry::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        kind: Set(new.line.kind.code().to_owned()),
        on_date: Set(new.line.on),
        number: Set(new.line.number),
        title: Set(new.line.title),
        people: Set(new.line.people),
        units: Set(new.line.units),
        concluded_on: Set(None),
        conclusion_number: Set(String::new()),
        rec_organisations: Set(0),
        rec_people: Set(0),
        transferred_organisations: Set(0),
        transferred_people: Set(0),
        conclusion_by: Set(None),
        conclusion_at: Set(None),
        finished_on: Set(None),
        finish_by: Set(None),
        finish_at: Set(None),
        struck_on: Set(None),
        struck_by: Set(None),
        struck_reason: Set(String::new()),
        replaces_id: Set(new.replaces),
        token: Set(new.token),
        created_by: Set(actor.account_id),
        created_at: Set(now),
        version: Set(1),
    };
    Ok(if store::add(tx, row).await? { Entered::Now(id) } else { Entered::Taken })
}

/// What is done to a line that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Conclude(Conclusion),
    /// With the token of the page.
    Progress(Progress, String),
    /// The conclusion was carried out wholly on that day.
    Complete(NaiveDate),
    /// With the reason.
    Strike(String),
    /// A line of progress, with the reason.
    StrikeProgress(Uuid, String),
}

impl Act {
    /// Code for the log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Conclude(_) => "concluded",
            Self::Progress(..) => "progress",
            Self::Complete(_) => "carried-out",
            Self::Strike(_) => "struck-out",
            Self::StrikeProgress(..) => "progress-struck-out",
        }
    }

    /// Whether a line can take it, by where it stands: progress needs a conclusion, which there is once.
    pub fn fits(&self, row: &entry::Model) -> bool {
        let is_concluded = row.concluded_on.is_some();
        row.struck_on.is_none()
            && match self {
                Self::Conclude(_) => is_inspection(row) && !is_concluded,
                Self::Progress(..) | Self::StrikeProgress(..) => is_concluded,
                Self::Complete(_) => is_concluded && row.finished_on.is_none(),
                Self::Strike(_) => true,
            }
    }

    /// Whether the same person wrote just this already: the page was sent twice.
    pub fn stands(&self, row: &entry::Model, progress: &[progress::Model], me: Uuid) -> bool {
        match self {
            Self::Conclude(conclusion) => {
                row.conclusion_by == Some(me) && conclusion_of(row).as_ref() == Some(conclusion)
            }
            Self::Complete(on) => row.finish_by == Some(me) && row.finished_on == Some(*on),
            Self::Strike(reason) => row.struck_by == Some(me) && row.struck_reason == *reason,
            Self::Progress(_, token) => {
                progress.iter().any(|line| line.created_by == me && line.token == *token)
            }
            Self::StrikeProgress(id, reason) => {
                let line = progress.iter().find(|line| line.id == *id);
                line.is_some_and(|l| l.struck_by == Some(me) && l.struck_reason == *reason)
            }
        }
    }
}

fn conclusion_of(row: &entry::Model) -> Option<Conclusion> {
    Some(Conclusion {
        on: row.concluded_on?,
        number: row.conclusion_number.clone(),
        rec_organisations: row.rec_organisations,
        rec_people: row.rec_people,
        transferred_organisations: row.transferred_organisations,
        transferred_people: row.transferred_people,
    })
}

fn is_inspection(row: &entry::Model) -> bool {
    row.kind == super::Kind::Inspection.code()
}

/// Does it; false if somebody was faster. The transaction is to be rolled back then.
///
/// # Errors
/// The database refuses.
pub async fn record(
    tx: &Tx,
    actor: &Actor,
    row: &entry::Model,
    act: &Act,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let change = entry::ActiveModel { version: Set(row.version + 1), ..change(actor, act, now) };
    // First, so that of two at once the other one waits here and finds the version gone.
    if !store::update(tx, (row.id, row.version), change).await? {
        return Ok(false);
    }
    match act {
        Act::Progress(done, token) => {
            let new = progress_row(actor, row.id, (done, token), now);
            store::add_progress(tx, new).await?;
        }
        Act::StrikeProgress(id, reason) => {
            let struck = progress::ActiveModel {
                struck_on: Set(Some(date_in_vietnam(now))),
                struck_by: Set(Some(actor.account_id)),
                struck_reason: Set(reason.clone()),
                ..Default::default()
            };
            return store::strike_progress(tx, (*id, row.id), struck).await;
        }
        Act::Conclude(_) | Act::Complete(_) | Act::Strike(_) => {}
    }
    Ok(true)
}

/// What an act writes into the line itself.
fn change(actor: &Actor, act: &Act, now: DateTime<Utc>) -> entry::ActiveModel {
    match act {
        Act::Conclude(conclusion) => entry::ActiveModel {
            concluded_on: Set(Some(conclusion.on)),
            conclusion_number: Set(conclusion.number.clone()),
            rec_organisations: Set(conclusion.rec_organisations),
            rec_people: Set(conclusion.rec_people),
            transferred_organisations: Set(conclusion.transferred_organisations),
            transferred_people: Set(conclusion.transferred_people),
            conclusion_by: Set(Some(actor.account_id)),
            conclusion_at: Set(Some(now)),
            ..Default::default()
        },
        Act::Complete(on) => entry::ActiveModel {
            finished_on: Set(Some(*on)),
            finish_by: Set(Some(actor.account_id)),
            finish_at: Set(Some(now)),
            ..Default::default()
        },
        Act::Strike(reason) => entry::ActiveModel {
            struck_on: Set(Some(date_in_vietnam(now))),
            struck_by: Set(Some(actor.account_id)),
            struck_reason: Set(reason.clone()),
            ..Default::default()
        },
        Act::Progress(..) | Act::StrikeProgress(..) => entry::ActiveModel::default(),
    }
}

fn progress_row(
    actor: &Actor,
    entry_id: Uuid,
    (done, token): (&Progress, &str),
    now: DateTime<Utc>,
) -> progress::ActiveModel {
    progress::ActiveModel {
        id: Set(new_id(now)),
        entry_id: Set(entry_id),
        on_date: Set(done.on),
        organisations: Set(done.organisations),
        people: Set(done.people),
        prosecuted_cases: Set(done.prosecuted_cases),
        prosecuted_people: Set(done.prosecuted_people),
        struck_on: Set(None),
        struck_by: Set(None),
        struck_reason: Set(String::new()),
        token: Set(token.to_owned()),
        created_by: Set(actor.account_id),
        created_at: Set(now),
    }
}
