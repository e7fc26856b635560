//! `GET /receptions/{id}`, `POST /receptions/{id}/posting|test|postponement|holding`.

use std::collections::HashMap;

use axum::extract::Path;
use axum_extra::extract::Form;
use chrono::NaiveTime;
use entity::reception_day;
use law::reception::Event;
use law::visit::connect_by;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{day_row, must_be_early};
use crate::accounts::store::names;
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::policy::plans_receptions_of;
use crate::prolonged;
use crate::reception::form::{
    HoldingForm, PostingForm, PostponementForm, REASON_MAX, Typed, day_ahead, time,
};
use crate::reception::plan::{self, More, Recorded, post_by, test_by};
use crate::reception::store;
use crate::reception::view::{DayPage, FactRow, TaskRow};
use crate::visits;
use crate::web::context::{Ctx, redirect_with};
use crate::web::errors::refusal_text;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// # Errors
/// It is not of the reader's units, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let found = store::find(ctx.app.db.read(), id, &ctx.actor()?.unit_ids).await?;
    let day = found.ok_or(AppError::NotFound)?;
    page::ok(&day_page(&ctx, &day, Typed::default(), FormErrors::default()).await?)
}

pub(super) async fn day_page(
    ctx: &Ctx,
    day: &reception_day::Model,
    typed: Typed,
    errors: FormErrors,
) -> Result<DayPage, AppError> {
    let (actor, db) = (ctx.actor()?, ctx.app.db.read());
    let (people, facts) = facts(ctx, db, day).await?;
    let is_mine = plans_receptions_of(actor) == Some(day.unit_id);
    let is_ready = day.stage == if day.is_online { "tested" } else { "posted" };
    let is_open = matches!(day.stage.as_str(), "scheduled" | "posted" | "tested");
    let way = |code: &str| (code.to_owned(), ctx.lang.t(&format!("received-by-{code}")));
    let rules = ctx.app.rules_of(day.unit_id);
    let prolonged = match is_mine {
        true => prolonged::list::of_unit(ctx, db, day.unit_id).await?,
        false => Vec::new(),
    };
    Ok(DayPage {
        page: Page::new(ctx, "reception-day-title").with_errors(!errors.is_empty()),
        row: day_row(ctx, day, &people),
        was_on: day.was_on,
        received_by: day.received_by.as_deref().map(|code| way(code).1),
        connected: connected(ctx, day),
        connect_by: limit_of(day).map(|limit| limit.format("%H:%M").to_string()),
        test_by: day.is_online.then(|| test_by(day.held_on, &rules.get())),
        facts,
        version: day.version,
        may_post: is_mine && day.stage == "scheduled",
        may_test: is_mine && day.is_online && day.stage == "posted",
        may_postpone: is_mine && is_open,
        may_hold: is_mine && is_ready && ctx.today >= day.held_on,
        may_conclude: is_mine && day.stage == "held",
        may_follow: is_mine,
        ways: WAYS.into_iter().map(way).collect(),
        conclusion: day.conclusion.clone(),
        conclusion_paper: day.conclusion_paper.clone(),
        tasks: tasks(ctx, db, day).await?,
        visits: visits::lines::of_day(ctx, db, day.id).await?,
        prolonged,
        typed,
        errors,
    })
}

/// By when all points of an online session are connected.
fn limit_of(day: &reception_day::Model) -> Option<NaiveTime> {
    let from = NaiveTime::parse_from_str(&day.from_time, "%H:%M").ok()?;
    day.is_online.then(|| connect_by(from))
}

/// When the points were connected, and whether that was too late.
fn connected(ctx: &Ctx, day: &reception_day::Model) -> Option<(String, bool)> {
    let at = day.connected_at.clone()?;
    let time = NaiveTime::parse_from_str(&at, "%H:%M").ok()?;
    let is_late = limit_of(day).is_some_and(|limit| time > limit);
    Some((ctx.lang.ta("reception-connected", &[("time", at)]), is_late))
}

async fn tasks(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    day: &reception_day::Model,
) -> Result<Vec<TaskRow>, AppError> {
    let soon = crate::cases::page::soon(ctx);
    let row = |task: entity::reception_task::Model| {
        let standing = crate::cases::page::standing_of(ctx, task.due_on, soon);
        TaskRow {
            href: format!("/receptions/{}/tasks/{}/completion", day.id, task.id),
            id: task.id.to_string(),
            assigned_to: task.assigned_to,
            task: task.task,
            due: crate::cases::page::due(ctx, task.due_on, standing),
            done_on: task.done_on,
            result: task.result,
        }
    };
    Ok(store::tasks(db, day.id).await?.into_iter().map(row).collect())
}

/// Who is named on the page, and what happened to the day.
async fn facts(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    day: &reception_day::Model,
) -> Result<(HashMap<Uuid, String>, Vec<FactRow>), AppError> {
    let events = store::events(db, day.id).await?;
    let people = events.iter().map(|event| event.actor_id).chain([day.host_id]).collect();
    let people = names(db, people).await?;
    let mut facts = Vec::new();
    for event in events {
        let fact: Event = serde_json::from_str(&event.data)
            .map_err(|error| AppError::inconsistent("reception_events", event.id, error))?;
        let day = match fact {
            Event::Scheduled { held_on, .. } | Event::Postponed { held_on, .. } => held_on,
            _ => fact.on(),
        };
        let args = [("day", ctx.lang.date(day))];
        facts.push(FactRow {
            on: fact.on(),
            what: ctx.lang.ta(&format!("reception-event-{}", fact.code()), &args),
            reason: event.reason,
            by: people.get(&event.actor_id).cloned().unwrap_or_default(),
            at: event.at,
        });
    }
    Ok((people, facts))
}

/// In person, or by somebody the head sent (TD-22).
const WAYS: [&str; 2] = ["head", "delegate"];

/// A day the reader plans, as they saw it.
pub(super) async fn seen(
    ctx: &Ctx,
    id: Uuid,
    version: &str,
) -> Result<reception_day::Model, AppError> {
    let Some(unit) = plans_receptions_of(ctx.actor()?) else { return Err(AppError::NotFound) };
    let found = store::find(ctx.app.db.read(), id, &[unit]).await?;
    let day = found.ok_or(AppError::NotFound)?;
    match version.parse::<i32>() {
        Ok(version) if day.version == version => Ok(day),
        Ok(_) => Err(AppError::Conflict(format!("reception day {id}"))),
        Err(_) => Err(AppError::BadRequest("version".to_owned())),
    }
}

/// Records a fact, or gives the field and the sentence that stands against it.
async fn record(
    ctx: &Ctx,
    day: &reception_day::Model,
    (event, reason): (Event, String),
    more: More,
) -> Result<Result<(), String>, AppError> {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let rules = ctx.app.fresh_rules(&tx, day.unit_id).await?;
    let told = Entry::by(actor, Deed::ReceptionChanged, Some(day.id)).with(event.code());
    let now = (&rules.get(), ctx.today, ctx.now);
    let refused = match plan::record(&tx, actor, day, (event, reason), more, now).await? {
        Recorded::Done => {
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            return Ok(Ok(()));
        }
        Recorded::Refused(refusal) => Ok(refusal_text(ctx.lang, &refusal)),
        Recorded::Taken => Ok(ctx.lang.t("error-reception-taken")),
        Recorded::Busy => Ok(ctx.lang.t("error-reception-busy")),
        Recorded::Stale => Err(AppError::Conflict(format!("reception day {}", day.id))),
    };
    tx.rollback().await?;
    refused.map(Err)
}

pub(super) fn done(ctx: &Ctx, id: Uuid, flash: &'static str) -> Answer {
    Ok(redirect_with(ctx, &format!("/receptions/{id}"), flash))
}

pub(super) async fn refuse(
    ctx: &Ctx,
    day: &reception_day::Model,
    typed: Typed,
    errors: FormErrors,
) -> Answer {
    page::invalid(&day_page(ctx, day, typed, errors).await?)
}

pub(super) fn sentence(field: &'static str, text: String) -> FormErrors {
    let mut errors = FormErrors::default();
    errors.add_with(field, "error-reception-refused", vec![("sentence", text)]);
    errors
}

/// Posts a day: from now on it stands on the public page.
///
/// # Errors
/// It is not the reader's to post, somebody else changed it, or the database failed.
pub async fn post(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<PostingForm>) -> Answer {
    let day = seen(&ctx, id, &form.version).await?;
    let event = Event::Posted { on: ctx.today };
    match record(&ctx, &day, (event, String::new()), More::default()).await? {
        Ok(()) => done(&ctx, id, "reception-posted"),
        Err(text) => refuse(&ctx, &day, Typed::default(), sentence("posting", text)).await,
    }
}

/// The technical test of an online session was made (TD-13).
///
/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn test(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<PostingForm>) -> Answer {
    let day = seen(&ctx, id, &form.version).await?;
    let event = Event::Tested { on: ctx.today };
    match record(&ctx, &day, (event, String::new()), More::default()).await? {
        Ok(()) => done(&ctx, id, "reception-tested"),
        Err(text) => refuse(&ctx, &day, Typed::default(), sentence("online_test", text)).await,
    }
}

/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn postpone(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(form): Form<PostponementForm>,
) -> Answer {
    let day = seen(&ctx, id, &form.version).await?;
    let mut errors = FormErrors::default();
    let known_to = (ctx.today, ctx.app.calendars().covers().1);
    let held_on = day_ahead(&mut errors, "new_day", &form.new_day, known_to);
    if let Some(held_on) = held_on {
        let rules = ctx.app.rules_of(day.unit_id);
        let latest = post_by(held_on, day.is_online, &rules.get());
        must_be_early(&ctx, &mut errors, ("new_day", day.is_online), latest);
    }
    if held_on == Some(day.held_on) {
        errors.add("new_day", "error-reception-same");
    }
    let raw = &form.postponement_reason;
    let reason = errors.line("postponement_reason", raw, true, REASON_MAX);
    let Some(held_on) = held_on.filter(|_| errors.is_empty()) else {
        let typed = Typed { postponement: form, ..Typed::default() };
        return refuse(&ctx, &day, typed, errors).await;
    };
    let event = Event::Postponed { on: ctx.today, held_on };
    match record(&ctx, &day, (event, reason), More::default()).await? {
        Ok(()) => done(&ctx, id, "reception-postponed"),
        Err(text) => {
            let typed = Typed { postponement: form, ..Typed::default() };
            refuse(&ctx, &day, typed, sentence("new_day", text)).await
        }
    }
}

/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn hold(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<HoldingForm>) -> Answer {
    let day = seen(&ctx, id, &form.version).await?;
    let mut errors = FormErrors::default();
    let way = errors
        .choice("received_by", &form.received_by, |raw| WAYS.into_iter().find(|way| *way == raw));
    // The points of an online session were connected at some time, on which the law sets a limit (TD-13).
    let connected_at = match day.is_online {
        true => time(&mut errors, "connected_at", &form.connected_at),
        false => None,
    };
    if ctx.today < day.held_on {
        errors.add("received_by", "error-reception-ahead");
    }
    let typed = |form| Typed { holding: form, ..Typed::default() };
    let Some(way) = way.filter(|_| errors.is_empty()) else {
        return refuse(&ctx, &day, typed(form), errors).await;
    };
    let event = Event::Held { on: day.held_on };
    let more = More {
        received_by: Some(way),
        connected_at: connected_at.map(|time| time.format("%H:%M").to_string()),
        conclusion: None,
    };
    match record(&ctx, &day, (event, String::new()), more).await? {
        Ok(()) => done(&ctx, id, "reception-held"),
        Err(text) => refuse(&ctx, &day, typed(form), sentence("received_by", text)).await,
    }
}
