//! `GET /dialogues`: day, week, month or list; lanes of chairs or rooms; reception days beside the
//! dialogues. `GET /dialogues/{id}/calendar`: one meeting as a calendar file.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use axum_extra::extract::Query;
use chrono::{Datelike, Days, Months, NaiveDate};
use entity::{dialogue, household, meeting, reception_day, room};
use law::meeting::Stage;
use serde::Deserialize;
use uuid::Uuid;

use super::super::choices;
use super::super::ics::{self, Words};
use super::super::view::{CalendarPage, Card, Lane};
use super::super::{mark, store};
use super::shown::{may_work, stretch};
use crate::accounts::store::names;
use crate::bookings::{self, minute};
use crate::campaigns;
use crate::cases;
use crate::cases::steps::ROUND_MINUTES;
use crate::error::{Answer, AppError};
use crate::mail::letter::host_of;
use crate::policy::runs_dialogues_of;
use crate::reception;
use crate::rooms;
use crate::web::context::Ctx;
use crate::web::page::{self, Page};

mod grid;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    on: String,
    lane: String,
}

const VIEWS: [&str; 4] = ["day", "week", "month", "list"];
const LANES: [&str; 2] = ["chair", "room"];
/// Chairs shown side by side, if not more of them have something to do.
const LANES_MAX: usize = 8;

/// First and last day of a view.
fn span(view: &str, on: NaiveDate) -> (NaiveDate, NaiveDate) {
    let monday = |day: NaiveDate| day - Days::new(u64::from(day.weekday().num_days_from_monday()));
    match view {
        "day" => (on, on),
        "month" => {
            let first = on.with_day(1).unwrap_or(on);
            let last = (first + Months::new(1)).pred_opt().unwrap_or(first);
            (monday(first), monday(last) + Days::new(6))
        }
        _ => (monday(on), monday(on) + Days::new(6)),
    }
}

fn step(view: &str, on: NaiveDate, is_back: bool) -> NaiveDate {
    match (view, is_back) {
        ("day", true) => on - Days::new(1),
        ("day", false) => on + Days::new(1),
        ("month", true) => on - Months::new(1),
        ("month", false) => on + Months::new(1),
        (_, true) => on - Days::new(7),
        (_, false) => on + Days::new(7),
    }
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let view = VIEWS.into_iter().find(|view| *view == asked.view).unwrap_or("week");
    let lane = LANES.into_iter().find(|lane| *lane == asked.lane).unwrap_or("chair");
    let on = crate::web::form::parse_date(&asked.on).unwrap_or(ctx.today);
    let days = span(view, on);
    let (cards, lanes) = cards(&ctx, days, lane).await?;
    let href = |view: &str, on: NaiveDate, lane: &str| {
        format!("/dialogues?view={view}&on={on}&lane={lane}")
    };
    let views =
        VIEWS.map(|one| (href(one, on, lane), ctx.lang.t(&format!("view-{one}")), one == view));
    let lane_tabs =
        LANES.map(|one| (href(view, on, one), ctx.lang.t(&format!("lane-{one}")), one == lane));
    let is_empty = cards.is_empty();
    let has_meetings = cards.iter().any(|card| card.href.starts_with("/dialogues/"));
    let grid = grid::of(&ctx, view, (on, days), lanes, &cards);
    let list = if view == "list" { grid::by_day(&cards) } else { Vec::new() };
    page::ok(&CalendarPage {
        page: Page::new(&ctx, "dialogues-title"),
        view,
        views: views.to_vec(),
        lanes: if matches!(view, "day" | "week") { lane_tabs.to_vec() } else { Vec::new() },
        span: grid::span_text(&ctx, view, on, days),
        before: href(view, step(view, on, true), lane),
        after: href(view, step(view, on, false), lane),
        today: href(view, ctx.today, lane),
        lane,
        heads: grid.heads,
        lines: grid.lines,
        list,
        is_empty,
        may_plan: runs_dialogues_of(ctx.actor()?).is_some(),
        has_meetings,
        export: format!("from={}&to={}", days.0, days.1),
    })
}

/// Everything of some days the reader may see, and the lanes it lies in.
async fn cards(
    ctx: &Ctx,
    days: (NaiveDate, NaiveDate),
    lane: &str,
) -> Result<(Vec<Card>, Vec<Lane>), AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let meetings = store::between(db, actor, days).await?;
    let receptions = reception::store::between(db, &actor.unit_ids, days).await?;
    let rounds = cases::store::visible_dialogues(db, actor, days).await?;
    let rooms = rooms::store::of_units(db, &actor.unit_ids).await?;
    let chairs = meetings.iter().map(|one| one.chair_id);
    let hosts = receptions.iter().map(|one| one.host_id);
    let of_rounds = rounds.iter().filter_map(|(round, _)| round.chair_id);
    let people = chairs.chain(hosts).chain(of_rounds).collect();
    let mut people = names(db, people).await?;
    // Who could chair is shown too, to be moved to.
    if let Some(unit_id) = runs_dialogues_of(actor) {
        let chairs = choices::of_unit(ctx, unit_id).await?.chairs;
        let free = chairs.into_iter().filter(|one| !people.contains_key(&one.id));
        let more: Vec<_> = free.take(LANES_MAX.saturating_sub(people.len())).collect();
        people.extend(more.into_iter().map(|one| (one.id, one.display_name)));
    }
    let households = meetings.iter().filter_map(|one| one.household_id).collect();
    let households = campaigns::store::households_of_meetings(db, households).await?;
    let mut cards = Vec::new();
    for one in &meetings {
        let household = one.household_id.and_then(|id| households.get(&id));
        cards.push(meeting_card(ctx, one, household, (lane, &people))?);
    }
    cards.extend(
        rounds.iter().map(|(round, number)| round_card(ctx, round, number, (lane, &people))),
    );
    cards.extend(receptions.iter().map(|one| reception_card(ctx, one, (lane, &people))));
    cards.sort_by(|a, b| (a.on, a.from, &a.title).cmp(&(b.on, b.from, &b.title)));
    let lanes = lanes(ctx, lane, &cards, &people, &rooms);
    Ok((cards, lanes))
}

fn meeting_card(
    ctx: &Ctx,
    one: &meeting::Model,
    household: Option<&household::Model>,
    (lane, people): (&str, &HashMap<Uuid, String>),
) -> Result<Card, AppError> {
    let is_movable = [Stage::Planned, Stage::Announced].iter().any(|s| s.code() == one.stage);
    let may = is_movable && may_work(ctx, one)?;
    let stage = ctx.lang.t(&format!("meeting-stage-{}", one.stage));
    let chair = people.get(&one.chair_id).cloned().unwrap_or_default();
    Ok(Card {
        href: format!("/dialogues/{}", one.id),
        shift: if may { format!("/dialogues/{}/move", one.id) } else { String::new() },
        note: format!("{stage}, {chair}"),
        kind: "meeting",
        hours: stretch(one).hours(),
        length: one.to_minute - one.from_minute,
        title: household.map_or_else(
            || one.title.clone(),
            |home| ctx.lang.ta("calendar-household", &[("name", home.head_name.clone())]),
        ),
        place: one.place.clone(),
        mark: mark(&one.stage),
        on: one.held_on,
        from: one.from_minute,
        to: one.to_minute,
        lane: lane_of(lane, Some(one.chair_id), one.room_id),
    })
}

/// The id of the lane something lies in.
fn lane_of(lane: &str, chair: Option<Uuid>, room: Option<Uuid>) -> String {
    let id = if lane == "room" { room } else { chair };
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// A dialogue of a case; it is moved by the steps of the case.
fn round_card(
    ctx: &Ctx,
    round: &dialogue::Model,
    number: &str,
    (lane, people): (&str, &HashMap<Uuid, String>),
) -> Card {
    let from = minute(&round.starts_at).unwrap_or(0);
    let to = from + ROUND_MINUTES;
    let chair = round.chair_id.and_then(|id| people.get(&id).cloned()).unwrap_or_default();
    let is_held = round.state == "held";
    Card {
        href: format!("/cases/{}", round.case_id),
        shift: String::new(),
        note: chair,
        kind: "meeting",
        hours: format!("{}–{}", bookings::clock(from), bookings::clock(to)),
        length: ROUND_MINUTES,
        title: ctx.lang.ta("calendar-round", &[("number", number.to_owned())]),
        place: round.place.clone(),
        mark: if is_held { "done" } else { "due-soon" },
        on: round.held_on,
        from,
        to,
        lane: lane_of(lane, round.chair_id, None),
    }
}

fn reception_card(
    ctx: &Ctx,
    one: &reception_day::Model,
    (lane, people): (&str, &HashMap<Uuid, String>),
) -> Card {
    let host = people.get(&one.host_id).cloned().unwrap_or_default();
    let (from, to) = (minute(&one.from_time).unwrap_or(0), minute(&one.to_time).unwrap_or(0));
    Card {
        href: format!("/receptions/{}", one.id),
        shift: String::new(),
        note: ctx.lang.t(&format!("reception-stage-{}", one.stage)),
        kind: "reception",
        hours: format!("{}–{}", one.from_time, one.to_time),
        length: to - from,
        title: ctx.lang.ta("calendar-reception", &[("host", host)]),
        place: one.place.clone(),
        mark: "paused",
        on: one.held_on,
        from,
        to,
        lane: lane_of(lane, Some(one.host_id), None),
    }
}

/// Lanes that hold something; rooms of the own units are shown empty too, to be moved into.
fn lanes(
    ctx: &Ctx,
    lane: &str,
    cards: &[Card],
    people: &HashMap<Uuid, String>,
    rooms: &[room::Model],
) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = match lane {
        "room" => rooms
            .iter()
            .filter(|room| {
                let id = room.id.to_string();
                room.closed_on.is_none() || cards.iter().any(|card| card.lane == id)
            })
            .map(|room| Lane { id: room.id.to_string(), name: room.name.clone() })
            .collect(),
        _ => people
            .iter()
            .map(|(id, name)| Lane { id: id.to_string(), name: name.clone() })
            .collect(),
    };
    lanes.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    let is_elsewhere = |card: &Card| card.lane.is_empty();
    if cards.iter().any(is_elsewhere) || lanes.is_empty() {
        lanes.push(Lane { id: String::new(), name: ctx.lang.t("lane-elsewhere") });
    }
    lanes
}

/// # Errors
/// It is not for this reader, or the database failed.
pub async fn file(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let meeting = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    let entry = entry(&ctx, &meeting);
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"doi-thoai.ics\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, ics::feed(&meeting.title, [entry])).into_response())
}

/// A meeting for the reader's own calendar.
fn entry(ctx: &Ctx, meeting: &meeting::Model) -> icalendar::Event {
    let is_gone = Stage::from_code(&meeting.stage).is_some_and(|stage| !stage.takes_place());
    let url = &ctx.app.config.server.public_url;
    let words = Words {
        summary: &meeting.title,
        description: &format!("{url}/dialogues/{}", meeting.id),
        host: host_of(url),
    };
    ics::entry(meeting, &words, is_gone, ctx.now)
}

/// Half past eight to the quarter, for cells.
fn at(minute: i32) -> String {
    bookings::clock(minute)
}
