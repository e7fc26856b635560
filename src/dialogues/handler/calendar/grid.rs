//! Cards laid out: a day by half hours, a week by lanes, a month by weeks.

use chrono::{Datelike, Days, NaiveDate};

use super::super::super::view::{Card, Cell, Lane, Line};
use super::at;
use crate::web::context::Ctx;

/// Minutes of a row of a day.
const ROW: i32 = 30;
/// The rows that are shown even if nothing lies in them.
const OPEN: (i32, i32) = (7 * 60 + 30, 17 * 60);
/// Cards of a day in a month; the others are counted.
const OF_MONTH: usize = 4;

/// The table of a view; empty for the list.
pub struct Grid {
    pub heads: Vec<String>,
    pub lines: Vec<Line>,
}

pub fn of(
    ctx: &Ctx,
    view: &str,
    (on, days): (NaiveDate, (NaiveDate, NaiveDate)),
    lanes: Vec<Lane>,
    cards: &[Card],
) -> Grid {
    match view {
        "day" => day(ctx, on, lanes, cards),
        "week" => week(ctx, days, lanes, cards),
        "month" => month(ctx, on, days, cards),
        _ => Grid { heads: Vec::new(), lines: Vec::new() },
    }
}

/// Cards of each day that has some.
pub fn by_day(cards: &[Card]) -> Vec<(NaiveDate, Vec<Card>)> {
    let mut days: Vec<(NaiveDate, Vec<Card>)> = Vec::new();
    for card in cards {
        match days.last_mut().filter(|(day, _)| *day == card.on) {
            Some((_, of_day)) => of_day.push(card.clone()),
            None => days.push((card.on, vec![card.clone()])),
        }
    }
    days
}

pub fn span_text(
    ctx: &Ctx,
    view: &str,
    on: NaiveDate,
    (first, last): (NaiveDate, NaiveDate),
) -> String {
    match view {
        "day" => ctx.lang.weekday_date(on),
        "month" => {
            let month = ctx.lang.t(&format!("month-{}", on.month()));
            ctx.lang.ta("receptions-month", &[("month", month), ("year", on.year().to_string())])
        }
        _ => {
            let args = [("first", ctx.lang.date(first)), ("last", ctx.lang.date(last))];
            ctx.lang.ta("calendar-week", &args)
        }
    }
}

fn is_in(card: &Card, lane: &Lane) -> bool {
    card.lane == lane.id
}

fn cell(ctx: &Ctx, lane: &Lane, on: NaiveDate, at: String, cards: Vec<Card>) -> Cell {
    Cell {
        cards,
        rows: 1,
        lane: lane.clone(),
        on,
        at,
        more: 0,
        is_off: !ctx.app.calendar().is_working_day(on),
        is_today: on == ctx.today,
        is_pale: false,
    }
}

/// One column a lane, one row each half hour; a card takes as many rows as it is long.
fn day(ctx: &Ctx, on: NaiveDate, lanes: Vec<Lane>, cards: &[Card]) -> Grid {
    let first = cards.iter().map(|card| card.from).fold(OPEN.0, i32::min) / ROW * ROW;
    let last = cards.iter().map(|card| card.to).fold(OPEN.1, i32::max);
    let count = usize::try_from((last - first + ROW - 1) / ROW).unwrap_or(0).min(48);
    let mut lines: Vec<Line> = (0..count)
        .map(|row| Line {
            head: at(first + ROW * i32::try_from(row).unwrap_or(0)),
            cells: Vec::new(),
        })
        .collect();
    for lane in &lanes {
        let mut row = 0;
        while row < count {
            let from = first + ROW * i32::try_from(row).unwrap_or(0);
            let starts = |card: &&Card, from: i32| {
                is_in(card, lane) && from <= card.from && card.from < from + ROW
            };
            let here: Vec<Card> = cards.iter().filter(|card| starts(card, from)).cloned().collect();
            let ends = here.iter().map(|card| card.to).max().unwrap_or(from + ROW);
            let mut rows = usize::try_from((ends - from + ROW - 1) / ROW).unwrap_or(1).max(1);
            // What begins before the end of another keeps a row of its own.
            let next = (row + 1..row + rows).find(|next| {
                let from = first + ROW * i32::try_from(*next).unwrap_or(0);
                cards.iter().any(|card| starts(&card, from))
            });
            rows = next.map_or(rows, |next| next - row).min(count - row);
            if let Some(line) = lines.get_mut(row) {
                line.cells.push(Cell { rows, ..cell(ctx, lane, on, at(from), here) });
            }
            row += rows;
        }
    }
    Grid { heads: lanes.into_iter().map(|lane| lane.name).collect(), lines }
}

/// One row a lane, one column a day.
fn week(
    ctx: &Ctx,
    (first, last): (NaiveDate, NaiveDate),
    lanes: Vec<Lane>,
    cards: &[Card],
) -> Grid {
    let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
    let of = |lane: &Lane, day: NaiveDate| {
        let here = cards.iter().filter(|card| card.on == day && is_in(card, lane));
        cell(ctx, lane, day, String::new(), here.cloned().collect())
    };
    let line = |lane: &Lane| Line {
        head: lane.name.clone(),
        cells: days.iter().map(|day| of(lane, *day)).collect(),
    };
    Grid {
        heads: days.iter().map(|day| ctx.lang.weekday_date(*day)).collect(),
        lines: lanes.iter().map(line).collect(),
    }
}

/// One row a week, one column a weekday.
fn month(ctx: &Ctx, on: NaiveDate, (first, last): (NaiveDate, NaiveDate), cards: &[Card]) -> Grid {
    let nowhere = Lane { id: String::new(), name: String::new() };
    let mut lines = Vec::new();
    let mut monday = first;
    while monday <= last {
        let cells = monday.iter_days().take(7).map(|day| {
            let mut here: Vec<Card> = cards.iter().filter(|card| card.on == day).cloned().collect();
            let more = here.len().saturating_sub(OF_MONTH);
            here.truncate(OF_MONTH);
            let is_pale = day.month() != on.month();
            Cell { more, is_pale, ..cell(ctx, &nowhere, day, String::new(), here) }
        });
        lines.push(Line { head: String::new(), cells: cells.collect() });
        monday = monday + Days::new(7);
    }
    let heads = (1..=7).map(|day| ctx.lang.t(&format!("weekday-{day}"))).collect();
    Grid { heads, lines }
}
