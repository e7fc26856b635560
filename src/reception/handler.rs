//! `GET|POST /receptions`: the days of a month, and a new one.

pub mod conclusion;
pub mod day;
pub mod public;

use std::collections::HashMap;

use axum_extra::extract::{Form, Query};
use chrono::{Datelike, Months, NaiveDate};
use entity::{account, reception_day};
use law::reception::{Stage, days_a_month};
use law::rule::row_of;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use uuid::Uuid;

use super::form::{DayForm, PLACE_MAX, day_ahead, hours};
use super::plan::{self, NewDay, Planned, month_of, post_by, posting_rule};
use super::store;
use super::view::{DayRow, HeadRow, ListPage};
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
    let post_by = is_waiting.then(|| post_by(day.held_on, day.is_online, &rules.get()));
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
        is_online: day.is_online,
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
    let is_online = form.online == "yes";
    if let Some(held_on) = held_on {
        let latest = post_by(held_on, is_online, &rules.get());
        must_be_early(&ctx, &mut errors, ("reception_on", is_online), latest);
    }
    let whole = host_id.zip(held_on).zip(hours).filter(|_| errors.is_empty());
    let Some(((host_id, held_on), (from_time, to_time))) = whole else {
        tx.rollback().await?;
        let month = month_of(held_on.unwrap_or(ctx.today));
        return page::invalid(&list_page(&ctx, month, form, errors).await?);
    };
    let new = NewDay {
        unit_id,
        host_id,
        held_on,
        from_time,
        to_time,
        place,
        is_online,
        denunciation: form.about_denunciation == "yes",
        is_cleared: form.cleared == "yes",
    };
    let id = match plan::add(&tx, actor, new, ctx.today, ctx.now).await? {
        Planned::Done(id) => id,
        Planned::Taken => {
            tx.rollback().await?;
            errors.add("reception_on", "error-reception-taken");
            return page::invalid(&list_page(&ctx, month_of(held_on), form, errors).await?);
        }
        Planned::Busy => {
            tx.rollback().await?;
            errors.add("reception_on", "error-reception-busy");
            return page::invalid(&list_page(&ctx, month_of(held_on), form, errors).await?);
        }
        Planned::Refused(refusal) => {
            tx.rollback().await?;
            let args = vec![("sentence", refusal_text(ctx.lang, &refusal))];
            errors.add_with("online", "error-reception-refused", args);
            return page::invalid(&list_page(&ctx, month_of(held_on), form, errors).await?);
        }
    };
    let told = Entry::by(actor, Deed::ReceptionChanged, Some(id)).with("scheduled");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("/receptions/{id}"), "reception-scheduled"))
}

/// A day that can no more be posted in time is no day to plan (TD-07, TD-12).
fn must_be_early(
    ctx: &Ctx,
    errors: &mut FormErrors,
    (field, is_online): (&'static str, bool),
    latest: NaiveDate,
) {
    if ctx.today > latest {
        let basis = citation_text(ctx.lang, row_of(posting_rule(is_online)).citation);
        let args = vec![("latest", ctx.lang.date(latest)), ("basis", basis)];
        errors.add_with(field, "error-reception-late", args);
    }
}
