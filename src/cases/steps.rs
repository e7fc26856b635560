//! One command: record a fact. Scope, right, law, writing and notice in one transaction.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{case, dialogue};
use law::dialogue::Chair;
use law::procedure::{self, Event, State, Step};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::deadline_store::{self, Repeated};
use super::store::{self, Authorship, CaseChange};
use crate::accounts;
use crate::app::App;
use crate::bookings::{self, Booking, Stretch};
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::figures;
use crate::ids::new_id;
use crate::notice;
use crate::policy::{self, Action, Actor, Role};

/// What a dialogue needs beyond its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogueDetails {
    Invitation { starts_at: String, place: String },
    Minutes { agreed_points: String, open_points: String },
}

/// A step as somebody wants to record it.
#[derive(Clone, Debug)]
pub struct StepCommand {
    pub step: Step,
    pub event: Event,
    /// The version of the case the person was looking at.
    pub version: i32,
    pub note: String,
    pub paper_number: String,
    pub assignee_id: Option<Uuid>,
    pub field: Option<String>,
    pub dialogue: Option<DialogueDetails>,
}

/// Records a step.
///
/// # Errors
/// `NotFound` outside the scope, `Denied` without the right, `Conflict` when somebody else wrote in
/// between, `Refused` by law; nothing is written then.
pub async fn record(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    case_id: Uuid,
    now: DateTime<Utc>,
    command: StepCommand,
) -> Result<State, AppError> {
    // What its deadlines repeat of it must not change meanwhile.
    let row = store::lock_visible(tx, actor, case_id).await?;
    let permit = policy::permit(actor, Action::Do(command.step), &store::facts_of(&row))?;
    if row.version != command.version {
        return Err(AppError::Conflict(format!("case {case_id}")));
    }
    let rules = app.fresh_rules(tx, row.unit_id).await?;
    let facts = store::history(tx, permit.case_id()).await?;
    let state = store::state_after(case_id, &facts)?;
    let applied = procedure::apply(&state, &command.event, &rules.get(), date_in_vietnam(now))?;
    let next = applied.state;
    if let Some(assignee) = command.assignee_id {
        check_assignee(app, tx, &row, assignee).await?;
    }
    let change = CaseChange {
        state: &next,
        deadlines: &applied.deadlines,
        assignee_id: command.assignee_id,
        field: command.field.clone(),
    };
    if !store::update_case(tx, case_id, row.version, change).await? {
        return Err(AppError::Conflict(format!("case {case_id}")));
    }
    let seq = i32::try_from(facts.len()).unwrap_or(i32::MAX - 1) + 1;
    let by = Authorship {
        actor_id: Some(permit.actor().account_id),
        actor_unit_id: permit.actor().unit_id,
        note: command.note.clone(),
        paper_number: command.paper_number.clone(),
    };
    store::add_event(tx, case_id, seq, &command.event, by, now).await?;
    count_fact(tx, &row, facts, &command).await?;
    let field = command.field.as_deref().unwrap_or(&row.field);
    let repeated = Repeated { field, ..Repeated::of(&row) };
    deadline_store::set_deadlines(tx, repeated, &applied.deadlines, now).await?;
    if let Event::Complaint(law::complaint::Event::Signed { .. }) = command.event {
        store::bind_signed_copies(tx, case_id, seq).await?;
    }
    write_dialogue(tx, (&row, repeated), permit.actor(), now, &command).await?;
    // What is suspended may be resumed before the day.
    if next.dialogue_on().is_none() && next.stage_code() != "suspended" {
        call_off_rounds(tx, case_id).await?;
    }
    notice::reminder::withdraw(tx, case_id).await?;
    if let Some(notice) = applied.notice {
        notice::service::enqueue(app, tx, now, case_id, seq, notice).await?;
    }
    Ok(next)
}

/// Brings what the statutory tables count of a case to where the new fact leaves it.
async fn count_fact(
    tx: &Tx,
    row: &case::Model,
    mut facts: Vec<Event>,
    command: &StepCommand,
) -> Result<(), AppError> {
    let group = figures::store::group_of(tx, row.id).await?;
    let taken_over_on = figures::store::taken_over_on(tx, row.follows_id).await?;
    let before = figures::store::About::of(row, &group, taken_over_on)?;
    let field = command.field.clone().unwrap_or_else(|| before.field.clone());
    let after = figures::store::About { field, ..before.clone() };
    let old = figures::store::rows(&before, &facts);
    facts.push(command.event);
    figures::store::put(tx, &old, &figures::store::rows(&after, &facts)).await
}

/// An assignee must be an officer of the case's unit or below it.
async fn check_assignee(
    app: &App,
    tx: &Tx,
    row: &case::Model,
    assignee: Uuid,
) -> Result<(), AppError> {
    let officers = accounts::store::officers(tx, app.units().subtree(row.unit_id)).await?;
    if officers.iter().any(|(id, _, _)| *id == assignee) {
        return Ok(());
    }
    Err(AppError::NotFound)
}

/// Opens a round with its invitation, or closes it with its minutes.
async fn write_dialogue(
    tx: &Tx,
    (row, repeated): (&case::Model, Repeated<'_>),
    actor: &Actor,
    now: DateTime<Utc>,
    command: &StepCommand,
) -> Result<(), AppError> {
    use law::complaint::Event as C;
    use law::petition::Event as P;
    match (&command.event, &command.dialogue) {
        (
            Event::Complaint(C::DialogueInvited { on, held_on, .. })
            | Event::Petition(P::DialogueInvited { on, held_on }),
            Some(DialogueDetails::Invitation { starts_at, place }),
        ) => {
            let chair = chair_of(tx, row, actor, &command.event).await?;
            open_round(tx, repeated, now, (*on, *held_on), (starts_at, place), chair).await
        }
        (
            Event::Complaint(C::DialogueHeld { on, attendance, agreed, .. })
            | Event::Petition(P::DialogueHeld { on, attendance, agreed }),
            Some(DialogueDetails::Minutes { agreed_points, open_points }),
        ) => {
            let minutes = dialogue::ActiveModel {
                state: Set("held".to_owned()),
                held_on: Set(*on),
                attendance: Set(Some(attendance.code().to_owned())),
                is_agreed: Set(Some(*agreed)),
                minutes: Set(command.note.clone()),
                agreed_points: Set(agreed_points.clone()),
                open_points: Set(open_points.clone()),
                ..Default::default()
            };
            close_round(tx, row.id, minutes).await
        }
        (
            Event::Complaint(C::DialogueInvited { .. } | C::DialogueHeld { .. })
            | Event::Petition(P::DialogueInvited { .. } | P::DialogueHeld { .. }),
            _,
        ) => Err(AppError::internal("step", "a dialogue without its details")),
        _ => Ok(()),
    }
}

/// Minutes a dialogue of a case is entered for; nobody knows before.
pub const ROUND_MINUTES: i32 = 120;

/// Whose time a dialogue takes: the head's, if they chair in person (DT-04); whoever else chairs is not
/// known by name.
async fn chair_of(
    tx: &Tx,
    row: &case::Model,
    actor: &Actor,
    event: &Event,
) -> Result<Option<(Uuid, String)>, AppError> {
    use law::complaint::Event as C;
    let Event::Complaint(C::DialogueInvited { chairing, .. }) = event else { return Ok(None) };
    if chairing.by != Chair::Resolver {
        return Ok(None);
    }
    let heads =
        accounts::store::staff(tx, Some(vec![row.unit_id]), &[Role::Chairman.code()]).await?;
    let acting = heads.iter().find(|head| head.id == actor.account_id);
    let head = acting.or(heads.first());
    Ok(head.map(|head| (head.id, head.display_name.clone())))
}

/// A new round; one that was announced and not held is moved by it. `days` are those of the notice
/// and of the meeting.
async fn open_round(
    tx: &Tx,
    of: Repeated<'_>,
    now: DateTime<Utc>,
    days: (NaiveDate, NaiveDate),
    (starts_at, place): (&str, &str),
    chair: Option<(Uuid, String)>,
) -> Result<(), AppError> {
    let rounds = store::dialogues(tx, of.case_id).await?;
    let open = rounds.last().filter(|round| round.state == "invited");
    if let Some(open) = open {
        let moved = dialogue::ActiveModel {
            id: Set(open.id),
            state: Set("postponed".to_owned()),
            ..Default::default()
        };
        store::update_dialogue(tx, moved).await?;
        bookings::store::release(tx, open.id).await?;
    }
    let id = new_id(now);
    let (chair_id, chair_name) = chair.unzip();
    let from = bookings::minute(starts_at).unwrap_or(0);
    let stretch = Stretch { on: days.1, from, to: from + ROUND_MINUTES };
    let resources = chair_id.into_iter().collect();
    let taken = Booking { holder_id: id, resources, stretch };
    if !bookings::store::take(tx, &[taken]).await?.is_empty() {
        let (who, hours) = (chair_name.unwrap_or_default(), stretch.hours());
        return Err(AppError::Taken { who, hours });
    }
    let row = dialogue::ActiveModel {
        id: Set(id),
        case_id: Set(of.case_id),
        round: Set(rounds.last().map_or(0, |round| round.round) + 1),
        state: Set("invited".to_owned()),
        invited_on: Set(days.0),
        held_on: Set(days.1),
        starts_at: Set(starts_at.to_owned()),
        place: Set(place.to_owned()),
        chair_id: Set(chair_id),
        // The entry in people's calendars moves with the meeting.
        ics_sequence: Set(open.map_or(0, |open| open.ics_sequence + 1)),
        attendance: Set(None),
        is_agreed: Set(None),
        minutes: Set(String::new()),
        agreed_points: Set(String::new()),
        open_points: Set(String::new()),
        unit_id: Set(of.unit_id),
        kind: Set(of.kind.to_owned()),
        field: Set(of.field.to_owned()),
        confidentiality: Set(of.confidentiality.to_owned()),
    };
    store::add_dialogue(tx, row).await
}

/// No dialogue is awaited any more, because the case was withdrawn or ended: one that was announced is called
/// off, and the time of its chair is free again.
async fn call_off_rounds(tx: &Tx, case_id: Uuid) -> Result<(), AppError> {
    let rounds = store::dialogues(tx, case_id).await?;
    for round in rounds.iter().filter(|round| round.state == "invited") {
        let gone = dialogue::ActiveModel {
            id: Set(round.id),
            state: Set("cancelled".to_owned()),
            ..Default::default()
        };
        store::update_dialogue(tx, gone).await?;
        bookings::store::release(tx, round.id).await?;
    }
    Ok(())
}

async fn close_round(
    tx: &Tx,
    case_id: Uuid,
    minutes: dialogue::ActiveModel,
) -> Result<(), AppError> {
    let rounds = store::dialogues(tx, case_id).await?;
    let Some(open) = rounds.last() else {
        return Err(AppError::inconsistent("dialogues", case_id, "no round to close"));
    };
    store::update_dialogue(tx, dialogue::ActiveModel { id: Set(open.id), ..minutes }).await
}
