//! What is done about a promise: each act is a fact, with what follows from it in one transaction.

use chrono::NaiveDate;
use entity::{commitment, commitment_event, meeting};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::letters;
use super::store;
use super::{Fact, Stage};
use crate::db::Tx;
use crate::dialogues;
use crate::dialogues::act::By;
use crate::error::AppError;
use crate::ids::new_id;
use crate::secrets::random_token;

/// What the hash of a household's link is bound to.
pub const LINK_PURPOSE: &str = "commitment-answer";

/// What was promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub body: String,
    pub responsible_id: Option<Uuid>,
    pub what: String,
    pub due_on: NaiveDate,
}

/// Enters a promise of a meeting.
///
/// # Errors
/// The database refuses.
pub async fn make(
    tx: &Tx,
    by: By<'_>,
    meeting: &meeting::Model,
    promise: Promise,
) -> Result<Uuid, AppError> {
    let id = new_id(by.now);
    let row = commitment::ActiveModel {
        id: Set(id),
        unit_id: Set(meeting.unit_id),
        meeting_id: Set(meeting.id),
        body: Set(promise.body),
        responsible_id: Set(promise.responsible_id),
        what: Set(promise.what),
        due_on: Set(promise.due_on),
        stage: Set(Stage::Open.code().to_owned()),
        done_on: Set(None),
        evidence: Set(String::new()),
        answer_hash: Set(None),
        version: Set(1),
    };
    store::add(tx, row, event_row(by, (id, 1), Fact::Made, String::new())).await?;
    Ok(id)
}

fn event_row(
    by: By<'_>,
    (commitment_id, seq): (Uuid, i32),
    fact: Fact,
    note: String,
) -> commitment_event::ActiveModel {
    commitment_event::ActiveModel {
        id: Set(new_id(by.now)),
        commitment_id: Set(commitment_id),
        seq: Set(seq),
        kind: Set(fact.code().to_owned()),
        on_date: Set(by.today),
        note: Set(note),
        actor_id: Set(by.account_id),
        at: Set(by.now),
    }
}

/// What became of an act; everything but `Done` leaves the transaction to be rolled back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// It cannot be so now.
    WrongStage,
    /// Somebody else was faster.
    Stale,
}

/// Adds a fact. `note` is the evidence, the objection or the reason; `due_on` the new day of an extension.
///
/// # Errors
/// The database refuses, or the system gives no random numbers.
pub async fn record(
    tx: &Tx,
    by: By<'_>,
    commitment: &commitment::Model,
    fact: Fact,
    note: String,
    due_on: Option<NaiveDate>,
) -> Result<Outcome, AppError> {
    let stage = Stage::from_code(&commitment.stage)
        .ok_or_else(|| AppError::inconsistent("commitments", commitment.id, "unknown stage"))?;
    let Some(next) = fact.after(stage) else { return Ok(Outcome::WrongStage) };
    let mut row = commitment::ActiveModel {
        stage: Set(next.code().to_owned()),
        // Every link answers one report, once.
        answer_hash: Set(None),
        ..Default::default()
    };
    let mut token = None;
    match fact {
        Fact::Done => {
            let fresh = random_token()?;
            row.answer_hash = Set(Some(by.app.key.token_hash(LINK_PURPOSE, &fresh)));
            row.done_on = Set(Some(by.today));
            row.evidence = Set(note.clone());
            token = Some(fresh);
        }
        Fact::Objected => row.done_on = Set(None),
        Fact::Confirmed if commitment.done_on.is_none() => row.done_on = Set(Some(by.today)),
        Fact::Extended => row.due_on = Set(due_on.unwrap_or(commitment.due_on)),
        Fact::Confirmed | Fact::Withdrawn | Fact::Made => {}
    }
    let event = event_row(by, (commitment.id, commitment.version + 1), fact, note.clone());
    if !store::update(tx, (commitment.id, commitment.version), row, event).await? {
        return Ok(Outcome::Stale);
    }
    // Reminders of a day that moved, or of what is done, are not sent any more.
    letters::withdraw_reminders(tx, commitment.id).await?;
    let meeting = store::meeting_of(tx, commitment).await?;
    match (fact, token) {
        (Fact::Done, Some(token)) => {
            letters::ask_household(tx, (by.app, by.now), &meeting, commitment, &note, &token)
                .await?;
        }
        (Fact::Objected, _) => {
            letters::tell_objection(tx, (by.app, by.now), &meeting, commitment, &note).await?;
        }
        _ => {}
    }
    Ok(Outcome::Done)
}

/// Closes the meeting when nothing of it is left to follow; begins to follow it when something is.
///
/// # Errors
/// The facts of the meeting are broken, or the database refuses.
pub async fn follow_meeting(tx: &Tx, by: By<'_>, meeting: &meeting::Model) -> Result<(), AppError> {
    let open = store::open_of_meetings(tx, vec![meeting.id]).await?;
    let is_all_done = !open.contains_key(&meeting.id);
    match dialogues::act::follow(tx, by, meeting, is_all_done).await? {
        dialogues::act::Outcome::Done => Ok(()),
        dialogues::act::Outcome::Refused(refusal) => Err(refusal.into()),
        dialogues::act::Outcome::Stale
        | dialogues::act::Outcome::Short(_)
        | dialogues::act::Outcome::Clashes(_) => {
            Err(AppError::Conflict(format!("meeting {}", meeting.id)))
        }
    }
}
