//! What is done to a meeting: each act is a fact that the law allows, with what follows from it in one
//! transaction: rows, bookings, letters.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{meeting, meeting_event, meeting_person};
use law::dialogue::Attendance;
use law::meeting::{Event, Meeting, MeetingKind, Stage};
use law::refusal::Refusal;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::letters::{self, Occasion};
use super::plan::{Clashes, PersonRole, Setting, booking, household_person};
use super::rules;
use super::store;
use crate::app::App;
use crate::bookings;
use crate::campaigns;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;

pub(super) fn event_row(
    account_id: Option<Uuid>,
    (meeting_id, seq): (Uuid, i32),
    event: &Event,
    reason: String,
    now: DateTime<Utc>,
) -> Result<meeting_event::ActiveModel, AppError> {
    let data =
        serde_json::to_string(event).map_err(|error| AppError::internal("meeting", error))?;
    Ok(meeting_event::ActiveModel {
        id: Set(new_id(now)),
        meeting_id: Set(meeting_id),
        seq: Set(seq),
        data: Set(data),
        reason: Set(reason),
        actor_id: Set(account_id),
        at: Set(now),
    })
}

/// What became of an act; everything but `Done` leaves the transaction to be rolled back.
#[derive(Debug)]
pub enum Outcome {
    Done,
    Refused(Refusal),
    Clashes(Clashes),
    /// Told later than the office promises itself, without a reason; it was due on this day.
    Short(NaiveDate),
    /// Somebody else was faster.
    Stale,
}

/// Who acts, and when; no account: the household itself, by the link in its letter.
#[derive(Clone, Copy)]
pub struct By<'a> {
    pub app: &'a App,
    pub account_id: Option<Uuid>,
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
}

/// Adds facts to a meeting that was read before, with further changes of its row.
///
/// # Errors
/// The stored facts are broken, or the database refuses.
async fn record(
    tx: &Tx,
    by: By<'_>,
    meeting: &meeting::Model,
    facts: &[(Event, &str)],
    changes: meeting::ActiveModel,
) -> Result<Outcome, AppError> {
    let stored = store::events(tx, meeting.id).await?;
    let mut state = replay(meeting.id, &stored, by.today)?;
    let mut rows = Vec::new();
    for (seq, (event, reason)) in (stored.len() + 1..).zip(facts) {
        state = match state.apply(event, by.today) {
            Ok(next) => next,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        let seq = i32::try_from(seq).unwrap_or(i32::MAX);
        rows.push(event_row(
            by.account_id,
            (meeting.id, seq),
            event,
            (*reason).to_owned(),
            by.now,
        )?);
    }
    let changes = meeting::ActiveModel { stage: Set(state.stage.code().to_owned()), ..changes };
    if !store::update(tx, (meeting.id, meeting.version), changes).await? {
        return Ok(Outcome::Stale);
    }
    store::add_events(tx, rows).await?;
    Ok(Outcome::Done)
}

/// The meeting its facts make.
///
/// # Errors
/// They do not follow from each other: the rows were not written by this program.
pub fn replay(
    meeting_id: Uuid,
    facts: &[meeting_event::Model],
    today: NaiveDate,
) -> Result<Meeting, AppError> {
    let broken = || AppError::inconsistent("meeting_events", meeting_id, "facts do not fit");
    let mut state: Option<Meeting> = None;
    for fact in facts {
        let event: Event = serde_json::from_str(&fact.data).map_err(|_| broken())?;
        let next = match state {
            None => Meeting::begin(&event, today),
            Some(state) => state.apply(&event, today),
        };
        state = Some(next.map_err(|_| broken())?);
    }
    state.ok_or_else(broken)
}

/// Tells everybody of time, place and content (thông báo, DT-08).
///
/// # Errors
/// The stored facts are broken, or the database refuses.
pub async fn announce(tx: &Tx, by: By<'_>, meeting: &meeting::Model) -> Result<Outcome, AppError> {
    if let Some(latest) = short_notice(by, meeting) {
        return Ok(Outcome::Short(latest));
    }
    let changes = meeting::ActiveModel { announced_on: Set(Some(by.today)), ..Default::default() };
    let fact = (Event::Announced { on: by.today }, "");
    let outcome = record(tx, by, meeting, &[fact], changes).await?;
    if matches!(outcome, Outcome::Done) {
        refresh_household(tx, by, meeting).await?;
        let announced = meeting::Model { announced_on: Some(by.today), ..meeting.clone() };
        letters::tell(tx, (by.app, by.now), &announced, Occasion::Invited, "").await?;
    }
    Ok(outcome)
}

/// The day by which a meeting was to be announced, if that has passed and nobody gave a reason. Where a law
/// sets the notice no reason would help, and the law refuses.
fn short_notice(by: By<'_>, meeting: &meeting::Model) -> Option<NaiveDate> {
    let kind = MeetingKind::from_code(&meeting.kind).filter(|kind| !kind.is_of_complaints_law())?;
    let latest = rules::announce_by(kind, meeting.held_on, by.app.config.dialogues.notice_days);
    (by.today > latest && meeting.exception_reason.is_empty()).then_some(latest)
}

/// Between planning and telling a household may have got another address.
async fn refresh_household(tx: &Tx, by: By<'_>, meeting: &meeting::Model) -> Result<(), AppError> {
    let Some(id) = meeting.household_id else { return Ok(()) };
    let found = campaigns::store::households_of_meetings(tx, vec![id]).await?;
    let people = store::people(tx, meeting.id).await?;
    let person = people.into_iter().find(|one| one.role == PersonRole::Household.code());
    if let (Some(household), Some(person)) = (found.get(&id), person) {
        let now = household_person(by.app, household);
        let row = meeting_person::ActiveModel {
            id: Set(person.id),
            full_name: Set(now.full_name),
            email: Set(now.email),
            address: Set(now.address),
            ..Default::default()
        };
        store::update_person(tx, row).await?;
    }
    Ok(())
}

/// Moves a meeting. Whoever was told of the old day is told of the new one at once.
///
/// # Errors
/// The stored facts are broken, or the database refuses.
pub async fn move_to(
    tx: &Tx,
    by: By<'_>,
    meeting: &meeting::Model,
    to: Setting,
    reason: &str,
) -> Result<Outcome, AppError> {
    let stretch = to.stretch;
    let was_told = meeting.announced_on.is_some();
    bookings::store::release(tx, meeting.id).await?;
    let taken = booking(meeting.id, meeting.household_id, &to);
    let clashes = bookings::store::take(tx, &[taken]).await?;
    if !clashes.is_empty() {
        return Ok(Outcome::Clashes(clashes));
    }
    let moved = meeting::Model {
        held_on: stretch.on,
        from_minute: stretch.from,
        to_minute: stretch.to,
        room_id: to.room_id,
        place: to.place,
        chair_id: to.chair_id,
        officer_id: to.officer_id,
        exception_reason: to.exception_reason,
        announced_on: was_told.then_some(by.today),
        was_on: if was_told { Some(meeting.held_on) } else { meeting.was_on },
        sequence: meeting.sequence + i32::from(was_told),
        ..meeting.clone()
    };
    let changes = meeting::ActiveModel {
        held_on: Set(moved.held_on),
        from_minute: Set(moved.from_minute),
        to_minute: Set(moved.to_minute),
        room_id: Set(moved.room_id),
        place: Set(moved.place.clone()),
        chair_id: Set(moved.chair_id),
        officer_id: Set(moved.officer_id),
        exception_reason: Set(moved.exception_reason.clone()),
        announced_on: Set(moved.announced_on),
        was_on: Set(moved.was_on),
        sequence: Set(moved.sequence),
        ..Default::default()
    };
    let mut facts = vec![(Event::Postponed { on: by.today, held_on: stretch.on }, reason)];
    if was_told {
        facts.push((Event::Announced { on: by.today }, ""));
    }
    let outcome = record(tx, by, meeting, &facts, changes).await?;
    if was_told && matches!(outcome, Outcome::Done) {
        refresh_household(tx, by, meeting).await?;
        letters::withdraw(tx, meeting.id).await?;
        letters::tell(tx, (by.app, by.now), &moved, Occasion::Moved, reason).await?;
        // Whoever no longer takes part must lose the entry in their calendar.
        letters::tell_former_staff(tx, (by.app, by.now), meeting, &moved).await?;
    }
    Ok(outcome)
}

/// Calls a meeting off, or says that it never was one. People and room are free again.
///
/// # Errors
/// The stored facts are broken, or the database refuses.
pub async fn call_off(
    tx: &Tx,
    by: By<'_>,
    meeting: &meeting::Model,
    is_mistake: bool,
    reason: &str,
) -> Result<Outcome, AppError> {
    let (event, occasion) = if is_mistake {
        (Event::EnteredInError { on: by.today }, Occasion::EnteredInError)
    } else {
        (Event::Cancelled { on: by.today }, Occasion::Cancelled)
    };
    let gone = meeting::Model { sequence: meeting.sequence + 1, ..meeting.clone() };
    let changes = meeting::ActiveModel { sequence: Set(gone.sequence), ..Default::default() };
    let outcome = record(tx, by, meeting, &[(event, reason)], changes).await?;
    if matches!(outcome, Outcome::Done) {
        bookings::store::release(tx, meeting.id).await?;
        letters::withdraw(tx, meeting.id).await?;
        if meeting.announced_on.is_some() {
            letters::tell(tx, (by.app, by.now), &gone, occasion, reason).await?;
        }
    }
    Ok(outcome)
}

/// Whether somebody came, and why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    pub person_id: Uuid,
    pub attendance: Attendance,
    pub reason: String,
}

/// Whether the meeting was one: the household came, or stayed away with or without good reason. Without a
/// household anybody makes it one.
pub fn attendance_of(
    people: &[meeting_person::Model],
    presences: &[Presence],
) -> Option<Attendance> {
    let is_of_household =
        |person: &&meeting_person::Model| person.role == PersonRole::Household.code();
    let has_household = people.iter().any(|person| is_of_household(&person));
    let counted = people.iter().filter(|person| !has_household || is_of_household(person));
    let found: Option<Vec<Attendance>> = counted
        .map(|person| presences.iter().find(|one| one.person_id == person.id))
        .map(|presence| presence.map(|presence| presence.attendance))
        .collect();
    let found = found.filter(|found| !found.is_empty())?;
    let has = |attendance| found.contains(&attendance);
    Some(if has(Attendance::Present) {
        Attendance::Present
    } else if has(Attendance::AbsentUnexcused) {
        Attendance::AbsentUnexcused
    } else {
        Attendance::AbsentExcused
    })
}

/// Records who came (điểm danh).
///
/// # Errors
/// The stored facts are broken, or the database refuses.
pub async fn hold(
    tx: &Tx,
    by: By<'_>,
    meeting: &meeting::Model,
    attendance: Attendance,
    presences: Vec<Presence>,
) -> Result<Outcome, AppError> {
    let fact = (Event::Held { on: meeting.held_on, attendance }, "");
    let outcome = record(tx, by, meeting, &[fact], meeting::ActiveModel::default()).await?;
    if matches!(outcome, Outcome::Done) {
        for presence in presences {
            let row = meeting_person::ActiveModel {
                id: Set(presence.person_id),
                attendance: Set(Some(presence.attendance.code().to_owned())),
                absence_reason: Set(presence.reason),
                ..Default::default()
            };
            store::update_person(tx, row).await?;
        }
    }
    Ok(outcome)
}

/// The minutes are signed; what was promised is followed from now on, if anything was.
///
/// # Errors
/// The stored facts are broken, or the database refuses.
pub async fn sign(
    tx: &Tx,
    by: By<'_>,
    meeting: &meeting::Model,
    has_commitments: bool,
) -> Result<Outcome, AppError> {
    let mut facts = vec![(Event::MinutesSigned { on: by.today }, "")];
    if has_commitments {
        facts.push((Event::FollowUpStarted { on: by.today }, ""));
    }
    record(tx, by, meeting, &facts, meeting::ActiveModel::default()).await
}

/// Whether what was promised begins or ceases to be followed; nothing if the meeting stands so already.
///
/// # Errors
/// The stored facts are broken, or the database refuses.
pub async fn follow(
    tx: &Tx,
    by: By<'_>,
    meeting: &meeting::Model,
    is_all_done: bool,
) -> Result<Outcome, AppError> {
    let fact = match (meeting.stage.as_str(), is_all_done) {
        (stage, false) if stage == Stage::MinutesSigned.code() => {
            Event::FollowUpStarted { on: by.today }
        }
        (stage, true) if stage == Stage::Following.code() => Event::Closed { on: by.today },
        _ => return Ok(Outcome::Done),
    };
    record(tx, by, meeting, &[(fact, "")], meeting::ActiveModel::default()).await
}

/// Ends a meeting whose minutes are signed and of which nothing is left to follow.
///
/// # Errors
/// The stored facts are broken, or the database refuses.
pub async fn close(tx: &Tx, by: By<'_>, meeting: &meeting::Model) -> Result<Outcome, AppError> {
    let fact = (Event::Closed { on: by.today }, "");
    record(tx, by, meeting, &[fact], meeting::ActiveModel::default()).await
}
