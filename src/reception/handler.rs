//! `GET|POST /receptions`, `GET /receptions/{id}`, `POST /receptions/{id}/posting|postponement|holding`.

pub mod public;

use std::collections::HashMap;

use axum::extract::Path;
use axum_extra::extract::{Form, Query};
use chrono::{Datelike, Months, NaiveDate};
use entity::{account, reception_day};
use law::reception::{Event, Stage, days_a_month};
use law::rule::{RuleId, row_of};
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use uuid::Uuid;

use super::form::{
    DayForm, HoldingForm, PLACE_MAX, PostingForm, PostponementForm, REASON_MAX, day_ahead, hours,
};
use super::plan::{self, NewDay, Recorded, month_of, post_by};
use super::store;
use super::view::{DayPage, DayRow, FactRow, HeadRow, ListPage};
use crate::accounts::store::{names, staff};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::policy::{Role, plans_receptions_of};
use crate::web::context::{Ctx, redirect_with};
use crate::web::errors::{citation_text, refusal_text};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `2026-12`
    month: String,
}

/// Heads of some units.
async fn heads(
    db: &impl ConnectionTrait,
    units: Vec<Uuid>,
) -> Result<Vec<account::Model>, AppError> {
    staff(db, Some(units), &[Role::Chairman.code()]).await
}

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let month = NaiveDate::parse_from_str(&format!("{}-01", asked.month), "%Y-%m-%d").ok();
    let month = month.filter(|month| (2000..2100).contains(&month.year()));
    let month = month.unwrap_or_else(|| month_of(ctx.today));
    let form = DayForm {
        from_time: "08:00".to_owned(),
        to_time: "11:30".to_owned(),
        ..DayForm::default()
    };
    page::ok(&list_page(&ctx, month, form, FormErrors::default()).await?)
}

async fn list_page(
    ctx: &Ctx,
    month: NaiveDate,
    mut form: DayForm,
    errors: FormErrors,
) -> Result<ListPage, AppError> {
    let (actor, db) = (ctx.actor()?, ctx.app.db.read());
    let (before, after) = (month - Months::new(1), month + Months::new(1));
    let last = after.pred_opt().unwrap_or(month);
    let days = store::between(db, &actor.unit_ids, (month, last)).await?;
    let heads = heads(db, actor.unit_ids.clone()).await?;
    let hosts = names(db, days.iter().map(|day| day.host_id).collect()).await?;
    let unit = plans_receptions_of(actor);
    let own = heads.iter().filter(|head| unit.is_some() && head.unit_id == unit);
    let own_heads: Vec<(String, String)> =
        own.map(|head| (head.id.to_string(), head.display_name.clone())).collect();
    if let [(only, _)] = own_heads.as_slice()
        && form.host.is_empty()
    {
        form.host.clone_from(only);
    }
    let month_name = ctx.lang.t(&format!("month-{}", month.month()));
    let year = month.year().to_string();
    Ok(ListPage {
        page: Page::new(ctx, "receptions-title").with_errors(!errors.is_empty()),
        month: ctx.lang.ta("receptions-month", &[("month", month_name), ("year", year)]),
        before: before.format("%Y-%m").to_string(),
        after: after.format("%Y-%m").to_string(),
        hosts: own_heads,
        heads: heads.iter().filter_map(|head| head_row(ctx, month, head, &days)).collect(),
        rows: days.iter().map(|day| day_row(ctx, day, &hosts)).collect(),
        form,
        errors,
    })
}

/// How many days of a month a head has, of those the law asks for. What lies behind must have been held.
fn head_row(
    ctx: &Ctx,
    month: NaiveDate,
    head: &account::Model,
    days: &[reception_day::Model],
) -> Option<HeadRow> {
    let (units, unit_id) = (ctx.app.units(), head.unit_id?);
    let (needed, basis) = days_a_month(units.resolver(unit_id), month)?;
    let counts = |day: &&reception_day::Model| {
        day.host_id == head.id && (day.held_on >= ctx.today || day.received_by.is_some())
    };
    Some(HeadRow {
        host: head.display_name.clone(),
        office: units.name(unit_id).unwrap_or_default(),
        days: u32::try_from(days.iter().filter(counts).count()).unwrap_or(u32::MAX),
        needed,
        basis: citation_text(ctx.lang, basis),
    })
}

fn day_row(ctx: &Ctx, day: &reception_day::Model, hosts: &HashMap<Uuid, String>) -> DayRow {
    let rules = ctx.app.rules_of(day.unit_id);
    let is_waiting = day.stage == Stage::Scheduled.code();
    let post_by = is_waiting.then(|| post_by(day.held_on, &rules.get()));
    DayRow {
        href: format!("/receptions/{}", day.id),
        held_on: day.held_on,
        hours: format!("{}–{}", day.from_time, day.to_time),
        host: hosts.get(&day.host_id).cloned().unwrap_or_default(),
        office: ctx.app.units().name(day.unit_id).unwrap_or_default(),
        place: day.place.clone(),
        stage: ctx.lang.t(&format!("reception-stage-{}", day.stage)),
        is_late: post_by.is_some_and(|last| ctx.today > last),
        post_by,
    }
}

/// # Errors
/// The reader plans for no unit, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<DayForm>) -> Answer {
    let actor = ctx.actor()?;
    let Some(unit_id) = plans_receptions_of(actor) else { return Err(AppError::NotFound) };
    let mut errors = FormErrors::default();
    let heads = heads(ctx.app.db.read(), vec![unit_id]).await?;
    let host_id = errors.choice("host", &form.host, |raw| {
        heads.iter().map(|head| head.id).find(|id| id.to_string() == raw)
    });
    let known_to = (ctx.today, ctx.app.calendars().covers().1);
    let held_on = day_ahead(&mut errors, "reception_on", &form.reception_on, known_to);
    let hours = hours(&mut errors, &form.from_time, &form.to_time);
    let place = errors.line("reception_place", &form.reception_place, true, PLACE_MAX);
    let tx = ctx.app.db.begin_write().await?;
    let rules = ctx.app.fresh_rules(&tx, unit_id).await?;
    if let Some(held_on) = held_on {
        must_be_early(&ctx, &mut errors, "reception_on", post_by(held_on, &rules.get()));
    }
    let whole = host_id.zip(held_on).zip(hours).filter(|_| errors.is_empty());
    let Some(((host_id, held_on), (from_time, to_time))) = whole else {
        tx.rollback().await?;
        let month = month_of(held_on.unwrap_or(ctx.today));
        return page::invalid(&list_page(&ctx, month, form, errors).await?);
    };
    let new = NewDay { unit_id, host_id, held_on, from_time, to_time, place };
    let Some(id) = plan::add(&tx, actor, new, ctx.today, ctx.now).await? else {
        tx.rollback().await?;
        errors.add("reception_on", "error-reception-taken");
        return page::invalid(&list_page(&ctx, month_of(held_on), form, errors).await?);
    };
    let told = Entry::by(actor, Deed::ReceptionChanged, Some(id)).with("scheduled");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("/receptions/{id}"), "reception-scheduled"))
}

/// A day that can no more be posted in time is no day to plan (TD-07).
fn must_be_early(ctx: &Ctx, errors: &mut FormErrors, field: &'static str, latest: NaiveDate) {
    if ctx.today > latest {
        let basis = citation_text(ctx.lang, row_of(RuleId::Td07).citation);
        let args = vec![("latest", ctx.lang.date(latest)), ("basis", basis)];
        errors.add_with(field, "error-reception-late", args);
    }
}

/// # Errors
/// It is not of the reader's units, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let found = store::find(ctx.app.db.read(), id, &ctx.actor()?.unit_ids).await?;
    let day = found.ok_or(AppError::NotFound)?;
    let (postponement, holding) = (PostponementForm::default(), HoldingForm::default());
    page::ok(&day_page(&ctx, &day, postponement, holding, FormErrors::default()).await?)
}

async fn day_page(
    ctx: &Ctx,
    day: &reception_day::Model,
    postponement: PostponementForm,
    holding: HoldingForm,
    errors: FormErrors,
) -> Result<DayPage, AppError> {
    let (actor, db) = (ctx.actor()?, ctx.app.db.read());
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
    let is_mine = plans_receptions_of(actor) == Some(day.unit_id);
    let is_scheduled = day.stage == "scheduled";
    let is_open = is_scheduled || day.stage == "posted";
    let way = |code: &str| (code.to_owned(), ctx.lang.t(&format!("received-by-{code}")));
    Ok(DayPage {
        page: Page::new(ctx, "reception-day-title").with_errors(!errors.is_empty()),
        row: day_row(ctx, day, &people),
        was_on: day.was_on,
        received_by: day.received_by.as_deref().map(|code| way(code).1),
        facts,
        version: day.version,
        may_post: is_mine && is_scheduled,
        may_postpone: is_mine && is_open,
        may_hold: is_mine && day.stage == "posted" && ctx.today >= day.held_on,
        ways: WAYS.into_iter().map(way).collect(),
        postponement,
        holding,
        errors,
    })
}

/// In person, or by somebody the head sent (TD-22).
const WAYS: [&str; 2] = ["head", "delegate"];

/// A day the reader plans, as they saw it.
async fn seen(ctx: &Ctx, id: Uuid, version: &str) -> Result<reception_day::Model, AppError> {
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
    received_by: Option<&'static str>,
) -> Result<Result<(), String>, AppError> {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let rules = ctx.app.fresh_rules(&tx, day.unit_id).await?;
    let told = Entry::by(actor, Deed::ReceptionChanged, Some(day.id)).with(event.code());
    let now = (&rules.get(), ctx.today, ctx.now);
    let refused = match plan::record(&tx, actor, day, (event, reason), received_by, now).await? {
        Recorded::Done => {
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            return Ok(Ok(()));
        }
        Recorded::Refused(refusal) => Ok(refusal_text(ctx.lang, &refusal)),
        Recorded::Taken => Ok(ctx.lang.t("error-reception-taken")),
        Recorded::Stale => Err(AppError::Conflict(format!("reception day {}", day.id))),
    };
    tx.rollback().await?;
    refused.map(Err)
}

fn done(ctx: &Ctx, id: Uuid, flash: &'static str) -> Answer {
    Ok(redirect_with(ctx, &format!("/receptions/{id}"), flash))
}

async fn refuse(
    ctx: &Ctx,
    day: &reception_day::Model,
    (postponement, holding): (PostponementForm, HoldingForm),
    errors: FormErrors,
) -> Answer {
    page::invalid(&day_page(ctx, day, postponement, holding, errors).await?)
}

fn sentence(field: &'static str, text: String) -> FormErrors {
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
    match record(&ctx, &day, (event, String::new()), None).await? {
        Ok(()) => done(&ctx, id, "reception-posted"),
        Err(text) => refuse(&ctx, &day, Default::default(), sentence("posting", text)).await,
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
        must_be_early(&ctx, &mut errors, "new_day", post_by(held_on, &rules.get()));
    }
    if held_on == Some(day.held_on) {
        errors.add("new_day", "error-reception-same");
    }
    let raw = &form.postponement_reason;
    let reason = errors.line("postponement_reason", raw, true, REASON_MAX);
    let Some(held_on) = held_on.filter(|_| errors.is_empty()) else {
        return refuse(&ctx, &day, (form, HoldingForm::default()), errors).await;
    };
    let event = Event::Postponed { on: ctx.today, held_on };
    match record(&ctx, &day, (event, reason), None).await? {
        Ok(()) => done(&ctx, id, "reception-postponed"),
        Err(text) => {
            let forms = (form, HoldingForm::default());
            refuse(&ctx, &day, forms, sentence("new_day", text)).await
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
    let forms = |form| (PostponementForm::default(), form);
    let Some(way) = way else { return refuse(&ctx, &day, forms(form), errors).await };
    if ctx.today < day.held_on {
        errors.add("received_by", "error-reception-ahead");
        return refuse(&ctx, &day, forms(form), errors).await;
    }
    let event = Event::Held { on: day.held_on };
    match record(&ctx, &day, (event, String::new()), Some(way)).await? {
        Ok(()) => done(&ctx, id, "reception-held"),
        Err(text) => refuse(&ctx, &day, forms(form), sentence("received_by", text)).await,
    }
}
