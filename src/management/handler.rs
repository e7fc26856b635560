//! `GET /management`: the register by year and kind.

pub mod acts;
pub mod entry;
pub mod show;

use axum_extra::extract::Query;
use chrono::Datelike;
use uuid::Uuid;

use super::lines::{self, kind_text};
use super::store::{self, Asked};
use super::view::{Filters, ListPage};
use super::{Kind, form};
use crate::accounts::store::names;
use crate::cases::view::Choice;
use crate::error::{Answer, AppError};
use crate::policy::management::keeps_management_of;
use crate::units::DEPARTMENT;
use crate::web::context::Ctx;
use crate::web::form::parse_date;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn list(ctx: Ctx, Query(filters): Query<Filters>) -> Answer {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let asked = asked(&ctx, &filters)?;
    let total = store::count(db, actor, &asked).await?;
    let number = page_number(&filters.page, total);
    let found = store::page(db, actor, &asked, ((number - 1) * PAGE_SIZE, PAGE_SIZE)).await?;
    let people = names(db, found.iter().map(|row| row.created_by).collect()).await?;
    let row = |one| lines::row(&ctx, one, asked.year, &people);
    let shown = Filters {
        year: asked.year.to_string(),
        kind: asked.kind.map(Kind::code).unwrap_or_default().to_owned(),
        ..filters
    };
    page::ok(&ListPage {
        page: Page::new(&ctx, "management-title"),
        years: years(&ctx, asked.year, store::first_year(db, actor).await?),
        kinds: Kind::ALL.map(|kind| (kind.code().to_owned(), kind_text(&ctx, kind))).to_vec(),
        units: units(&ctx)?,
        rows: found.iter().map(row).collect::<Result<_, _>>()?,
        pager: Pager::new(&address(&shown), number, total),
        may_write: keeps_management_of(actor).is_some(),
        filters: shown,
    })
}

/// What is asked for: this year where none is given.
fn asked(ctx: &Ctx, filters: &Filters) -> Result<Asked, AppError> {
    let year = filters.year.trim().parse().ok();
    // The years a day can be typed of.
    let year = year.filter(|year| (1900..=2100).contains(year));
    let unit = match filters.unit.as_str() {
        "" => None,
        raw => {
            let reach = &ctx.actor()?.unit_ids;
            let known = raw.parse::<Uuid>().ok().filter(|id| reach.contains(id));
            Some(known.ok_or(AppError::NotFound)?)
        }
    };
    let year = year.unwrap_or_else(|| ctx.today.year());
    Ok(Asked { year, kind: Kind::from_code(&filters.kind), unit })
}

/// The address of the list with its filters, ready for the page. All of them are codes.
fn address(filters: &Filters) -> String {
    let pairs = [("year", &filters.year), ("kind", &filters.kind), ("unit", &filters.unit)];
    let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    given.fold("/management?".to_owned(), |all, (name, value)| format!("{all}{name}={value}&"))
}

/// Years to choose from, this one first: back to the oldest line, and the one asked for.
fn years(ctx: &Ctx, asked: i32, first: Option<i32>) -> Vec<Choice> {
    let this = ctx.today.year();
    let first = first.unwrap_or(this).min(asked).min(this);
    let last = this.max(asked);
    (first..=last).rev().map(|year| (year.to_string(), year.to_string())).collect()
}

/// Units in the reader's reach that have a register of their own, by name.
fn units(ctx: &Ctx) -> Result<Vec<Choice>, AppError> {
    let units = ctx.app.units();
    let ids = ctx.actor()?.unit_ids.iter();
    let kept = ids.filter(|id| units.get(**id).is_some_and(|unit| unit.kind != DEPARTMENT));
    let mut all: Vec<Choice> =
        kept.filter_map(|id| Some((id.to_string(), units.name(*id)?))).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(all)
}

/// The unit whose register the reader keeps.
fn own_unit(ctx: &Ctx) -> Result<Uuid, AppError> {
    keeps_management_of(ctx.actor()?).ok_or(AppError::NotFound)
}

/// A day as it was typed, shown as others are.
fn day_text(ctx: &Ctx, raw: &str) -> String {
    let day = parse_date(raw.trim());
    day.map_or_else(|| raw.to_owned(), |day| ctx.lang.date(day))
}

/// A number as it was typed, shown as others are.
fn number_text(raw: &str) -> String {
    let raw = if raw.trim().is_empty() { "0" } else { raw };
    form::count_of(raw).map_or_else(|| raw.to_owned(), form::count_text)
}
