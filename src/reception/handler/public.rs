//! What everybody sees: `GET /reception` and `GET /reception/{unit}.ics`, to be subscribed to.

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use chrono::NaiveDate;
use entity::reception_day;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use uuid::Uuid;

use super::super::store;
use super::super::view::{Office, PostedRow, PublicPage};
use crate::accounts::store::names;
use crate::clock::from_vietnam;
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::page::{self, Page};

/// A subscribed calendar keeps what was.
const BACK: chrono::Days = chrono::Days::new(60);

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx) -> Answer {
    let db = ctx.app.db.read();
    let days = store::posted(db, None, ctx.today).await?;
    let hosts = names(db, days.iter().map(|day| day.host_id).collect()).await?;
    let units = ctx.app.units();
    let mut offices: Vec<Office> = Vec::new();
    for unit in units.all() {
        let rows: Vec<PostedRow> = days
            .iter()
            .filter(|day| day.unit_id == unit.id)
            .map(|day| PostedRow {
                day: day.posted_on.map_or_else(|| put_off_from(day), |_| day.held_on),
                hours: format!("{}–{}", day.from_time, day.to_time),
                host: hosts.get(&day.host_id).cloned().unwrap_or_default(),
                place: place(&ctx, day),
                instead_of: day.posted_on.and(day.was_on),
                is_put_off: day.posted_on.is_none(),
            })
            .collect();
        if !rows.is_empty() {
            let name = units.office(unit.id, ctx.lang).unwrap_or_default();
            offices.push(Office { name, ics: format!("/reception/{}.ics", unit.id), rows });
        }
    }
    page::ok(&PublicPage { page: Page::new(&ctx, "reception-title"), offices })
}

fn place(ctx: &Ctx, day: &reception_day::Model) -> String {
    match day.is_online {
        true => format!("{} ({})", day.place, ctx.lang.t("reception-online")),
        false => day.place.clone(),
    }
}

fn put_off_from(day: &reception_day::Model) -> NaiveDate {
    day.was_on.unwrap_or(day.held_on)
}

/// # Errors
/// There is no such unit, or the database failed.
pub async fn ics(ctx: Ctx, Path(file): Path<String>) -> Answer {
    let units = ctx.app.units();
    // Not by code: a ward of today and one of before can share it.
    let id = file.strip_suffix(".ics").and_then(|id| id.parse::<Uuid>().ok());
    let unit = id.and_then(|id| units.get(id)).ok_or(AppError::NotFound)?;
    let db = ctx.app.db.read();
    let days = store::posted(db, Some(unit.id), ctx.today - BACK).await?;
    let hosts = names(db, days.iter().map(|day| day.host_id).collect()).await?;
    let mut calendar = Calendar::new();
    let office = units.office(unit.id, ctx.lang).unwrap_or_default();
    calendar.name(&ctx.lang.ta("reception-ics-name", &[("office", office.clone())]));
    for day in &days {
        let host = hosts.get(&day.host_id).cloned().unwrap_or_default();
        calendar.push(entry(&ctx, day, &[("host", host), ("office", office.clone())]));
    }
    let kind = "text/calendar; charset=utf-8";
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=3600")];
    Ok((headers, calendar.done().to_string()).into_response())
}

/// The same entry as long as it is the same day of reception: when it moves its sequence rises.
fn entry(ctx: &Ctx, day: &reception_day::Model, who: &[(&'static str, String)]) -> Event {
    let (on, status) = match day.posted_on {
        Some(_) => (day.held_on, EventStatus::Confirmed),
        None => (put_off_from(day), EventStatus::Cancelled),
    };
    let at = |time: &str| {
        let mut parts = time.split(':').map(|part| part.parse().unwrap_or(0));
        from_vietnam(on, parts.next().unwrap_or(0), parts.next().unwrap_or(0))
    };
    Event::new()
        .uid(&format!("reception-{}@{}", day.id, day.unit_id))
        .sequence(day.version.unsigned_abs())
        .timestamp(ctx.now)
        .starts(at(&day.from_time))
        .ends(at(&day.to_time))
        .summary(&ctx.lang.ta("reception-ics-summary", who))
        .location(&day.place)
        .status(status)
        .done()
}
