//! Writing the register: a visit is registered once, and facts are added to it.

use chrono::{DateTime, Datelike, Utc};
use entity::{visit, visit_event};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::fact::{Fact, State, Written};
use super::store;
use crate::cases;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Actor;
use crate::secrets::ServerKey;
use crate::text;

/// What the keyed hash and the seal of an identity number are bound to.
const ID_PURPOSE: &str = "visit-identity-number";

/// Seals the number of an identity paper, with the hash it is recognised by. What stood there before is kept
/// where it is the same number; no number gives empty texts.
///
/// # Errors
/// The system gives no random numbers.
pub fn seal_id(
    key: &ServerKey,
    number: &str,
    before: Option<&Written>,
) -> Result<(String, String), AppError> {
    if number.is_empty() {
        return Ok(Default::default());
    }
    let digest = key.token_hash(ID_PURPOSE, number);
    match before.filter(|before| before.id_digest == digest) {
        Some(same) => Ok((same.id_sealed.clone(), digest)),
        None => Ok((key.seal(ID_PURPOSE, number.as_bytes())?, digest)),
    }
}

/// The number of the identity paper of a visit; empty without one.
///
/// # Errors
/// It was sealed under another key.
pub fn open_id(key: &ServerKey, written: &Written) -> Result<String, AppError> {
    if written.id_sealed.is_empty() {
        return Ok(String::new());
    }
    let opened = key.open(ID_PURPOSE, &written.id_sealed);
    opened
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| AppError::inconsistent("visits", "an identity number", "another server key"))
}

/// All but its end, for lists: `•••••••••123`.
pub fn masked(number: &str) -> String {
    let hidden = number.chars().count().saturating_sub(3);
    number.chars().enumerate().map(|(n, c)| if n < hidden { '•' } else { c }).collect()
}

/// What a new visit is about.
#[derive(Clone, Debug)]
pub enum About {
    /// A matter nobody brought before.
    New,
    /// The matter of an earlier visit, whose case it belongs to if it became one.
    Visit(Box<visit::Model>),
    /// A case that is here.
    Case(Uuid),
}

/// A visit whose texts have been checked and cleaned.
#[derive(Clone, Debug)]
pub struct NewVisit {
    pub unit_id: Uuid,
    pub written: Written,
    pub about: About,
    /// Of the page it was entered on.
    pub token: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    Now(Uuid),
    /// The same page was sent before.
    Before(Uuid),
}

/// Registers a visit under the next number of its unit and year, which stays locked until commit: no gap,
/// whoever else enters at the same time.
///
/// # Errors
/// The database refuses.
pub async fn register(
    tx: &Tx,
    actor: &Actor,
    new: NewVisit,
    now: DateTime<Utc>,
) -> Result<Registered, AppError> {
    let year = new.written.received_on.year();
    let number = cases::store::next_number(tx, new.unit_id, store::SERIES, year).await?;
    if let Some(id) = store::entered_as(tx, &new.token).await? {
        return Ok(Registered::Before(id));
    }
    let id = new_id(now);
    let (matter_id, case_id) = match &new.about {
        About::New => (id, None),
        About::Visit(earlier) => (earlier.matter_id, earlier.case_id),
        About::Case(case) => (store::matter_of_case(tx, *case).await?.unwrap_or(id), Some(*case)),
    };
    let fact = Fact::Registered { written: new.written, matter_id, case_id };
    let state = State::after(None, &fact)
        .ok_or_else(|| AppError::internal("visit", "a visit does not begin"))?;
    let row = visit::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        year: Set(year),
        number: Set(number),
        token: Set(new.token),
        created_by: Set(actor.account_id),
        created_at: Set(now),
        version: Set(1),
        ..copy_of(&state)?
    };
    store::add(tx, row).await?;
    add_event(tx, actor, (id, 1), &fact, String::new(), now).await?;
    Ok(Registered::Now(id))
}

/// The columns that are copies of the state.
///
/// # Errors
/// It cannot be written as JSON, which is our mistake.
pub fn copy_of(state: &State) -> Result<visit::ActiveModel, AppError> {
    let written = &state.written;
    let data = serde_json::to_string(state).map_err(|error| AppError::internal("visit", error))?;
    Ok(visit::ActiveModel {
        received_on: Set(written.received_on),
        mode: Set(written.mode.clone()),
        received_by: Set(written.received_by),
        day_id: Set(written.day_id),
        kind: Set(written.kind.clone()),
        full_name: Set(written.full_name.clone()),
        phone: Set(written.phone.clone()),
        ward_id: Set(written.ward_id),
        id_digest: Set(written.id_digest.clone()),
        people: Set(i32::try_from(written.people).unwrap_or(i32::MAX)),
        outcome: Set(written.outcome.clone()),
        awaits: Set(state.awaits().to_owned()),
        matter_id: Set(state.matter_id),
        case_id: Set(state.case_id),
        folded_name: Set(text::fold(&written.full_name)),
        folded: Set(words(state)),
        data: Set(data),
        ..Default::default()
    })
}

/// The words a visit is found by, each after a space: never the number of a paper.
fn words(state: &State) -> String {
    let written = &state.written;
    let all = [
        written.full_name.as_str(),
        &written.register_code,
        &written.address,
        &written.residential_group,
        &written.content,
        &written.demand,
        &written.settled_by,
        &written.body,
        &written.note,
        &state.result,
    ];
    format!(" {}", text::fold(&all.join(" ")))
}

async fn add_event(
    tx: &Tx,
    actor: &Actor,
    (visit_id, seq): (Uuid, i32),
    fact: &Fact,
    reason: String,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let data = serde_json::to_string(fact).map_err(|error| AppError::internal("visit", error))?;
    let row = visit_event::ActiveModel {
        id: Set(new_id(now)),
        visit_id: Set(visit_id),
        seq: Set(seq),
        data: Set(data),
        reason: Set(reason),
        actor_id: Set(actor.account_id),
        at: Set(now),
    };
    store::add_event(tx, row).await
}

/// Adds a fact to a visit that was read before; false if somebody was faster.
///
/// # Errors
/// The row was not written by this program, or the database refuses.
pub async fn record(
    tx: &Tx,
    actor: &Actor,
    row: &visit::Model,
    (fact, reason): (Fact, String),
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let next = State::after(Some(State::of(row)?), &fact)
        .ok_or_else(|| AppError::inconsistent("visits", row.id, "registered twice"))?;
    let copy = visit::ActiveModel { version: Set(row.version + 1), ..copy_of(&next)? };
    if !store::update(tx, (row.id, row.version), copy).await? {
        return Ok(false);
    }
    add_event(tx, actor, (row.id, row.version + 1), &fact, reason, now).await?;
    Ok(true)
}

/// Joins a visit, and with it all visits about its matter, to a case. False if somebody was faster.
///
/// # Errors
/// A row was not written by this program, or the database refuses.
pub async fn join(
    tx: &Tx,
    actor: &Actor,
    row: &visit::Model,
    case_id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let matter_id = store::matter_of_case(tx, case_id).await?.unwrap_or(row.matter_id);
    let all = store::whole_matter(tx, row.matter_id).await?;
    let is_as_read = |one: &visit::Model| one.id == row.id && one.version == row.version;
    if !all.iter().any(is_as_read) {
        return Ok(false);
    }
    for one in all {
        let fact = (Fact::Joined { case_id, matter_id }, String::new());
        if !record(tx, actor, &one, fact, now).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_recognised_and_not_readable() {
        let key = ServerKey::new([7; 32]);
        let (sealed, digest) = seal_id(&key, "001200000123", None).unwrap();
        assert!(!format!("{sealed}{digest}").contains("001200000123"));
        let written =
            Written { id_sealed: sealed.clone(), id_digest: digest, ..Written::default() };
        assert_eq!(open_id(&key, &written).unwrap(), "001200000123");
        let again = seal_id(&key, "001200000123", Some(&written)).unwrap();
        assert_eq!(again.0, sealed, "the same number is the same fact");
        assert_ne!(seal_id(&key, "001200000124", Some(&written)).unwrap().1, written.id_digest);
        assert_eq!(seal_id(&key, "", None).unwrap(), Default::default());
        assert!(open_id(&ServerKey::new([8; 32]), &written).is_err());
        assert_eq!(open_id(&key, &Written::default()).unwrap(), "");
    }

    #[test]
    fn a_masked_number_ends_as_it_does() {
        assert_eq!(masked("001200000123"), "•••••••••123");
        assert_eq!(masked("12"), "12");
        assert_eq!(masked(""), "");
    }
}
