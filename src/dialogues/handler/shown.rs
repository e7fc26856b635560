//! A meeting as its page shows it.

use std::collections::HashMap;

use entity::{meeting, meeting_event, meeting_minutes, meeting_person};
use law::dialogue::Attendance;
use law::meeting::{Event, MeetingKind, Stage};
use uuid::Uuid;

use super::super::form::{AttendanceForm, ReasonForm};
use super::super::view::{CommitmentRow, FactRow, Head, May, MinutesShown, PersonRow, ShowPage};
use super::super::{mark, minutes, rules, store};
use crate::accounts::store::names;
use crate::bookings::Stretch;
use crate::campaigns;
use crate::cases;
use crate::commitments;
use crate::documents;
use crate::documents::store::Of;
use crate::error::AppError;
use crate::policy::works_on_dialogue;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::Page;

pub fn stretch(meeting: &meeting::Model) -> Stretch {
    Stretch { on: meeting.held_on, from: meeting.from_minute, to: meeting.to_minute }
}

/// Whether the reader works on it, beyond looking on.
///
/// # Errors
/// Nobody is signed in.
pub fn may_work(ctx: &Ctx, meeting: &meeting::Model) -> Result<bool, AppError> {
    let given_to = [Some(meeting.chair_id), meeting.officer_id];
    Ok(works_on_dialogue(ctx.actor()?, meeting.unit_id, &given_to))
}

/// What the reader sees; nothing if it is hidden from them.
fn if_seen<T>(found: Result<T, AppError>) -> Result<Option<T>, AppError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The line of a meeting, with what it belongs to as far as the reader sees it.
///
/// # Errors
/// The database failed.
pub async fn head(ctx: &Ctx, meeting: &meeting::Model) -> Result<Head, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let people = [Some(meeting.chair_id), meeting.officer_id].into_iter().flatten().collect();
    let people = names(db, people).await?;
    let name = |id: Uuid| people.get(&id).cloned().unwrap_or_default();
    let campaign = match meeting.campaign_id {
        Some(id) => if_seen(campaigns::store::get_visible(db, actor, id).await)?,
        None => None,
    };
    let household = match meeting.household_id {
        Some(id) => campaigns::store::households_of_meetings(db, vec![id]).await?.remove(&id),
        None => None,
    };
    // Without the campaign the household is named, and leads nowhere.
    let has_campaign = campaign.is_some();
    let home = |one: entity::household::Model| {
        let href = if has_campaign { format!("/households/{}", one.id) } else { String::new() };
        (href, one.head_name)
    };
    let case = match meeting.case_id {
        Some(id) => if_seen(cases::store::get_visible(db, actor, id).await)?,
        None => None,
    };
    Ok(Head {
        href: format!("/dialogues/{}", meeting.id),
        title: meeting.title.clone(),
        kind: ctx.lang.t(&format!("meeting-kind-{}", meeting.kind)),
        round: meeting.round,
        stage: ctx.lang.t(&format!("meeting-stage-{}", meeting.stage)),
        mark: mark(&meeting.stage),
        held_on: meeting.held_on,
        hours: stretch(meeting).hours(),
        place: meeting.place.clone(),
        chair: name(meeting.chair_id),
        officer: meeting.officer_id.map(name).unwrap_or_default(),
        agenda: meeting.agenda.clone(),
        exception_reason: meeting.exception_reason.clone(),
        was_on: meeting.was_on,
        household: household.map(home),
        campaign: campaign.map(|one| (format!("/campaigns/{}", one.id), one.title)),
        case: case.map(|one| (format!("/cases/{}", one.id), one.number)),
    })
}

/// Somebody invited; what came back with mistakes is shown as it was typed.
pub fn person_row(ctx: &Ctx, one: &meeting_person::Model, typed: &AttendanceForm) -> PersonRow {
    let way = one.told_by.as_deref().map(|way| ctx.lang.t(&format!("told-by-{way}")));
    let place = typed.person.iter().position(|raw| *raw == one.id.to_string());
    let at = |list: &[String]| place.and_then(|place| list.get(place).cloned());
    let recorded = one.attendance.clone().unwrap_or_default();
    let attendance = match recorded.as_str() {
        "" => String::new(),
        code => ctx.lang.t(&format!("attendance-{code}")),
    };
    PersonRow {
        id: one.id.to_string(),
        name: one.full_name.clone(),
        reach: if one.email.is_empty() { one.address.clone() } else { one.email.clone() },
        told: way.unwrap_or_default(),
        attendance,
        absence_reason: at(&typed.absence_reason).unwrap_or_else(|| one.absence_reason.clone()),
        is_present: recorded == Attendance::Present.code(),
        attendance_code: at(&typed.attendance).unwrap_or(recorded),
        opinion: one.opinion.clone(),
        signature: one.signature.clone().unwrap_or_default(),
        refusal_reason: one.refusal_reason.clone(),
    }
}

/// Minutes to be read, with a look whether they are still what was signed.
///
/// # Errors
/// The database failed.
pub async fn minutes_shown(
    ctx: &Ctx,
    meeting: &meeting::Model,
    found: meeting_minutes::Model,
    people: &[meeting_person::Model],
) -> Result<MinutesShown, AppError> {
    let saved_by = names(ctx.app.db.read(), vec![found.saved_by]).await?;
    let hash = found.signed_hash.clone().unwrap_or_default();
    let is_broken = found.signed_on.is_some() && hash != minutes::hash(meeting, &found, people);
    Ok(MinutesShown {
        saved_by: saved_by.get(&found.saved_by).cloned().unwrap_or_default(),
        saved_at: found.saved_at,
        began_at: found.began_at,
        ended_at: found.ended_at,
        opening: found.opening,
        findings: found.findings,
        agreed_points: found.agreed_points,
        open_points: found.open_points,
        copies: found.copies,
        was_read_back: found.was_read_back,
        signed_on: found.signed_on,
        signed_hash: hash,
        is_broken,
    })
}

async fn facts(ctx: &Ctx, meeting_id: Uuid) -> Result<Vec<FactRow>, AppError> {
    let db = ctx.app.db.read();
    let events = store::events(db, meeting_id).await?;
    let people = names(db, events.iter().filter_map(|event| event.actor_id).collect()).await?;
    events.into_iter().map(|event| fact_row(ctx, event, &people)).collect()
}

fn fact_row(
    ctx: &Ctx,
    event: meeting_event::Model,
    people: &HashMap<Uuid, String>,
) -> Result<FactRow, AppError> {
    let fact: Event = serde_json::from_str(&event.data)
        .map_err(|error| AppError::inconsistent("meeting_events", event.id, error))?;
    let day = match fact {
        Event::Planned { held_on, .. } | Event::Postponed { held_on, .. } => held_on,
        _ => fact.on(),
    };
    let attendance = match fact {
        Event::Held { attendance, .. } => ctx.lang.t(&format!("attendance-{}", attendance.code())),
        _ => String::new(),
    };
    let args = [("day", ctx.lang.date(day)), ("attendance", attendance)];
    Ok(FactRow {
        on: fact.on(),
        what: ctx.lang.ta(&format!("meeting-event-{}", fact.code()), &args),
        reason: event.reason,
        by: match event.actor_id {
            Some(id) => people.get(&id).cloned().unwrap_or_default(),
            None => ctx.lang.t("commitment-by-household"),
        },
        at: event.at,
    })
}

async fn promises(ctx: &Ctx, meeting_id: Uuid) -> Result<Vec<CommitmentRow>, AppError> {
    let rows = commitments::store::of_meeting(ctx.app.db.read(), meeting_id).await?;
    let row = |one: entity::commitment::Model| {
        let (stage, mark) = commitments::standing(&one, ctx.today);
        CommitmentRow {
            href: format!("/commitments/{}", one.id),
            stage: ctx.lang.t(&format!("commitment-stage-{stage}")),
            what: one.what.clone(),
            body: one.body.clone(),
            due_on: one.due_on,
            mark,
        }
    };
    Ok(rows.into_iter().map(row).collect())
}

/// What the reader may do with a meeting at its stage.
fn may(ctx: &Ctx, meeting: &meeting::Model, has_open_promises: bool) -> Result<May, AppError> {
    if !may_work(ctx, meeting)? {
        return Ok(May::default());
    }
    let stage = Stage::from_code(&meeting.stage);
    let is = |allows: fn(Stage) -> bool| stage.is_some_and(allows);
    Ok(May {
        announce: stage == Some(Stage::Planned),
        shift: is(Stage::can_be_moved),
        hold: stage == Some(Stage::Announced) && ctx.today >= meeting.held_on,
        write_minutes: is(Stage::takes_minutes),
        promise: is(Stage::takes_promises),
        cancel: is(Stage::can_be_moved),
        correct: is(Stage::can_be_corrected),
        close: is(Stage::can_be_closed) && !has_open_promises,
    })
}

/// The day by which it must be announced, while it is not.
fn announce_by(ctx: &Ctx, meeting: &meeting::Model) -> Option<(chrono::NaiveDate, bool)> {
    let kind =
        MeetingKind::from_code(&meeting.kind).filter(|_| meeting.stage == Stage::Planned.code())?;
    let notice = ctx.app.config.dialogues.notice_days;
    let latest = rules::announce_by(kind, meeting.held_on, notice);
    Some((latest, ctx.today > latest))
}

/// # Errors
/// The database failed.
pub async fn show_page(
    ctx: &Ctx,
    meeting: &meeting::Model,
    (attendance, reason): (AttendanceForm, ReasonForm),
    errors: FormErrors,
) -> Result<ShowPage, AppError> {
    let db = ctx.app.db.read();
    let people = store::people(db, meeting.id).await?;
    let minutes = match store::minutes(db, meeting.id).await? {
        Some(found) => Some(minutes_shown(ctx, meeting, found, &people).await?),
        None => None,
    };
    let open = commitments::store::open_of_meetings(db, vec![meeting.id]).await?;
    let choice = |one: &Attendance| {
        (one.code().to_owned(), ctx.lang.t(&format!("attendance-{}", one.code())))
    };
    Ok(ShowPage {
        page: Page::titled(ctx, meeting.title.clone()).with_errors(!errors.is_empty()),
        head: head(ctx, meeting).await?,
        announce_by: announce_by(ctx, meeting),
        people: people.iter().map(|one| person_row(ctx, one, &attendance)).collect(),
        minutes,
        commitments: promises(ctx, meeting.id).await?,
        papers: documents::part::of(ctx, db, Of::Meeting(meeting.id), None).await?,
        facts: facts(ctx, meeting.id).await?,
        may: may(ctx, meeting, open.contains_key(&meeting.id))?,
        attendances: Attendance::ALL.iter().map(choice).collect(),
        version: meeting.version,
        attendance,
        reason,
        errors,
    })
}
