//! What everybody sees: `GET /dialogue-announcements` and `GET /dialogue-announcements/{unit}.ics`. Open
//! meetings by their title; of a campaign its days and hours, and never a household.

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use chrono::{Days, NaiveDate};
use entity::meeting;
use icalendar::{Component, Event, EventLike};
use uuid::Uuid;

use super::super::ics;
use super::super::store;
use super::super::view::{PublicOffice, PublicPage, PublicRow};
use crate::bookings::Stretch;
use crate::campaigns;
use crate::clock::from_vietnam;
use crate::error::{Answer, AppError};
use crate::secrets::sha256_hex;
use crate::web::context::Ctx;
use crate::web::page::{self, Page};

/// A subscribed calendar keeps what was.
const BACK: Days = Days::new(60);

/// What is announced: meetings of a campaign on one day at one place are one line.
struct Announced {
    key: String,
    unit_id: Uuid,
    stretch: Stretch,
    title: String,
    kind: String,
    place: String,
    meetings: usize,
    sequence: i32,
}

async fn announced(ctx: &Ctx, from: NaiveDate) -> Result<Vec<Announced>, AppError> {
    let db = ctx.app.db.read();
    let open = campaigns::store::open_to_all(db).await?;
    let ids = open.iter().map(|one| one.id).collect();
    let mut lines: Vec<Announced> = Vec::new();
    for one in store::announced(db, ids, from).await? {
        let campaign = open.iter().find(|campaign| Some(campaign.id) == one.campaign_id);
        let line = match campaign {
            // A household's own meeting is never told of, whatever was ticked.
            None if one.household_id.is_some() => continue,
            None => line_of(&one, one.id.to_string(), one.title.clone()),
            Some(campaign) => {
                let place = sha256_hex(one.place.as_bytes());
                let key = format!("{}-{}-{}", campaign.id, one.held_on, &place[..12]);
                line_of(&one, key, campaign.title.clone())
            }
        };
        let same = |known: &&mut Announced| known.key == line.key;
        match lines.iter_mut().find(same) {
            Some(known) => {
                known.stretch.from = known.stretch.from.min(line.stretch.from);
                known.stretch.to = known.stretch.to.max(line.stretch.to);
                known.meetings += 1;
                known.sequence += line.sequence + 1;
            }
            None => lines.push(line),
        }
    }
    Ok(lines)
}

fn line_of(one: &meeting::Model, key: String, title: String) -> Announced {
    Announced {
        key,
        unit_id: one.unit_id,
        stretch: Stretch { on: one.held_on, from: one.from_minute, to: one.to_minute },
        title,
        kind: one.kind.clone(),
        place: one.place.clone(),
        meetings: 1,
        sequence: one.sequence,
    }
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx) -> Answer {
    let lines = announced(&ctx, ctx.today).await?;
    let units = ctx.app.units();
    let mut offices = Vec::new();
    for unit in units.all() {
        let rows: Vec<PublicRow> = lines
            .iter()
            .filter(|line| line.unit_id == unit.id)
            .map(|line| PublicRow {
                on: line.stretch.on,
                hours: line.stretch.hours(),
                title: line.title.clone(),
                kind: ctx.lang.t(&format!("meeting-kind-{}", line.kind)),
                place: line.place.clone(),
                meetings: line.meetings,
            })
            .collect();
        if !rows.is_empty() {
            let name = units.office(unit.id, ctx.lang).unwrap_or_default();
            let ics = format!("/dialogue-announcements/{}.ics", unit.id);
            offices.push(PublicOffice { name, ics, rows });
        }
    }
    page::ok(&PublicPage { page: Page::new(&ctx, "announcements-title"), offices })
}

/// # Errors
/// There is no such unit, or the database failed.
pub async fn file(ctx: Ctx, Path(file): Path<String>) -> Answer {
    let units = ctx.app.units();
    let id = file.strip_suffix(".ics").and_then(|id| id.parse::<Uuid>().ok());
    let unit = id.and_then(|id| units.get(id)).ok_or(AppError::NotFound)?;
    let lines = announced(&ctx, ctx.today - BACK).await?;
    let entry = |line: &Announced| {
        let at = |minutes: i32| {
            from_vietnam(line.stretch.on, 0, 0) + chrono::TimeDelta::minutes(i64::from(minutes))
        };
        Event::new()
            .uid(&format!("announcement-{}@{}", line.key, unit.id))
            .sequence(line.sequence.unsigned_abs())
            .timestamp(ctx.now)
            .starts(at(line.stretch.from))
            .ends(at(line.stretch.to))
            .summary(&line.title)
            .location(&line.place)
            .done()
    };
    let office = units.office(unit.id, ctx.lang).unwrap_or_default();
    let name = ctx.lang.ta("announcements-ics-name", &[("office", office)]);
    let entries = lines.iter().filter(|line| line.unit_id == unit.id).map(entry);
    let kind = "text/calendar; charset=utf-8";
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=3600")];
    Ok((headers, ics::feed(&name, entries)).into_response())
}
