//! A reception day as its facts make it. What is allowed is decided by [`law::reception::Session`].

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use entity::{reception_day, reception_event};
use law::deadline::Deadline;
use law::reception::{Event, Session};
use law::refusal::Refusal;
use law::rule::{RuleId, fixed};
use law::settings::Rules;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::store;
use crate::bookings::{self, Booking, Stretch};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Actor;

/// What is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDay {
    pub unit_id: Uuid,
    pub host_id: Uuid,
    pub held_on: NaiveDate,
    /// `HH:MM` in Vietnam.
    pub from_time: String,
    pub to_time: String,
    pub place: String,
    /// By video from the citizen's place (TD-31).
    pub is_online: bool,
    /// It is about a denunciation, and whether the denouncer asks for no protection (BM-10).
    pub denunciation: bool,
    pub is_cleared: bool,
}

/// The rule of posting a reception day (TD-07), or of the notice of an online session (TD-12).
pub fn posting_rule(is_online: bool) -> RuleId {
    if is_online { RuleId::Td12 } else { RuleId::Td07 }
}

/// The last day to post a reception day on.
pub fn post_by(held_on: NaiveDate, is_online: bool, rules: &Rules<'_>) -> NaiveDate {
    Deadline::compute(fixed(posting_rule(is_online)), held_on, rules).due_on
}

/// The last day for the technical test of an online session (TD-13).
pub fn test_by(held_on: NaiveDate, rules: &Rules<'_>) -> NaiveDate {
    Deadline::compute(fixed(RuleId::Td13a), held_on, rules).due_on
}

/// What became of a plan.
#[derive(Clone, Debug)]
pub enum Planned {
    Done(Uuid),
    /// The head receives on that day already.
    Taken,
    /// The head is in a dialogue at that hour.
    Busy,
    /// An online session is not lawful for it.
    Refused(Refusal),
}

/// The first day of a month.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// Plans a day.
///
/// # Errors
/// The database refuses.
pub async fn add(
    tx: &Tx,
    actor: &Actor,
    new: NewDay,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Planned, AppError> {
    let event = Event::Scheduled {
        on: today,
        held_on: new.held_on,
        online: new.is_online,
        denunciation: new.denunciation,
        cleared: new.is_cleared,
    };
    let session = match Session::begin(&event, today) {
        Ok(session) => session,
        Err(refusal) => return Ok(Planned::Refused(refusal)),
    };
    let id = new_id(now);
    let taken = booking(id, new.host_id, new.held_on, (&new.from_time, &new.to_time));
    let row = reception_day::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        host_id: Set(new.host_id),
        held_on: Set(new.held_on),
        from_time: Set(new.from_time),
        to_time: Set(new.to_time),
        place: Set(new.place),
        stage: Set(session.stage.code().to_owned()),
        posted_on: Set(None),
        was_on: Set(None),
        received_by: Set(None),
        is_online: Set(new.is_online),
        connected_at: Set(None),
        conclusion: Set(String::new()),
        conclusion_paper: Set(String::new()),
        concluded_on: Set(None),
        version: Set(1),
    };
    if !store::add(tx, row).await? {
        return Ok(Planned::Taken);
    }
    if !bookings::store::take(tx, &[taken]).await?.is_empty() {
        return Ok(Planned::Busy);
    }
    add_event(tx, actor, (id, 1), &event, String::new(), now).await?;
    Ok(Planned::Done(id))
}

/// The time a head gives to a day of reception.
pub fn booking(id: Uuid, host_id: Uuid, on: NaiveDate, (from, to): (&str, &str)) -> Booking {
    let minute = |raw| bookings::minute(raw).unwrap_or(0);
    let stretch = Stretch { on, from: minute(from), to: minute(to) };
    Booking { holder_id: id, resources: vec![host_id], stretch }
}

async fn add_event(
    tx: &Tx,
    actor: &Actor,
    (day_id, seq): (Uuid, i32),
    event: &Event,
    reason: String,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let data =
        serde_json::to_string(event).map_err(|error| AppError::internal("reception", error))?;
    let row = reception_event::ActiveModel {
        id: Set(new_id(now)),
        day_id: Set(day_id),
        seq: Set(seq),
        data: Set(data),
        reason: Set(reason),
        actor_id: Set(actor.account_id),
        at: Set(now),
    };
    store::add_event(tx, row).await
}

/// What became of a fact.
#[derive(Debug)]
pub enum Recorded {
    Done,
    Refused(Refusal),
    /// The head receives on the new day already.
    Taken,
    /// The head is in a dialogue at that hour of the new day.
    Busy,
    /// Somebody else was faster.
    Stale,
}

/// What a fact says beyond its date.
#[derive(Clone, Debug, Default)]
pub struct More {
    /// `head` or `delegate`, once held.
    pub received_by: Option<&'static str>,
    /// When all points of an online session were connected, `HH:MM`.
    pub connected_at: Option<String>,
    /// Text and number of the written conclusion (TD-23).
    pub conclusion: Option<(String, String)>,
}

/// Adds a fact to a day that was read before.
///
/// # Errors
/// The stored facts are broken, or the database refuses.
pub async fn record(
    tx: &Tx,
    actor: &Actor,
    day: &reception_day::Model,
    (event, reason): (Event, String),
    more: More,
    (rules, today, now): (&Rules<'_>, NaiveDate, DateTime<Utc>),
) -> Result<Recorded, AppError> {
    let session = replay(&store::events(tx, day.id).await?, rules, today)?;
    let next = match session.apply(&event, rules, today) {
        Ok(next) => next,
        Err(refusal) => return Ok(Recorded::Refused(refusal)),
    };
    let (posted_on, was_on) = match event {
        Event::Posted { on } => (Some(on), day.was_on),
        // The public is told of a day that was posted.
        Event::Postponed { .. } => (None, day.posted_on.map(|_| day.held_on).or(day.was_on)),
        _ => (day.posted_on, day.was_on),
    };
    let mut row = reception_day::ActiveModel {
        held_on: Set(next.held_on),
        stage: Set(next.stage.code().to_owned()),
        posted_on: Set(posted_on),
        was_on: Set(was_on),
        version: Set(day.version + 1),
        ..Default::default()
    };
    if let Some(way) = more.received_by {
        row.received_by = Set(Some(way.to_owned()));
        row.connected_at = Set(more.connected_at);
    }
    if let Some((text, paper)) = more.conclusion {
        row.conclusion = Set(text);
        row.conclusion_paper = Set(paper);
        row.concluded_on = Set(Some(event.on()));
    }
    match store::update(tx, (day.id, day.version), row).await? {
        store::Updated::Done => {}
        store::Updated::Taken => return Ok(Recorded::Taken),
        store::Updated::Stale => return Ok(Recorded::Stale),
    }
    if next.held_on != day.held_on {
        bookings::store::release(tx, day.id).await?;
        let hours = (day.from_time.as_str(), day.to_time.as_str());
        let taken = booking(day.id, day.host_id, next.held_on, hours);
        if !bookings::store::take(tx, &[taken]).await?.is_empty() {
            return Ok(Recorded::Busy);
        }
    }
    add_event(tx, actor, (day.id, day.version + 1), &event, reason, now).await?;
    Ok(Recorded::Done)
}

fn replay(
    facts: &[reception_event::Model],
    rules: &Rules<'_>,
    today: NaiveDate,
) -> Result<Session, AppError> {
    let broken = |id| AppError::inconsistent("reception_events", id, "facts do not fit");
    let mut session: Option<Session> = None;
    for fact in facts {
        let event: Event = serde_json::from_str(&fact.data).map_err(|_| broken(fact.id))?;
        let next = match session {
            None => Session::begin(&event, today),
            Some(session) => session.apply(&event, rules, today),
        };
        session = Some(next.map_err(|_| broken(fact.id))?);
    }
    session.ok_or_else(|| broken(Uuid::nil()))
}
