//! Dialogue meetings of some days, in the order of the calendar; not those that were called off.

use chrono::NaiveDate;
use entity::meeting;
use serde::Deserialize;

use super::{PAGE, filters_of, unit_name};
use crate::accounts::store::names;
use crate::bookings;
use crate::campaigns::store::households_of_meetings;
use crate::cases;
use crate::dialogues::store::{self, CalendarPlace};
use crate::error::AppError;
use crate::exports::Cell;
use crate::web::context::Ctx;
use crate::web::form::parse_date;

pub const COLUMNS: [(&str, u16); 13] = [
    ("held_on", 12),
    ("from_time", 10),
    ("to_time", 10),
    ("unit", 28),
    ("title", 44),
    ("meeting_kind", 36),
    ("household", 28),
    ("round", 8),
    ("meeting_case", 18),
    ("chair", 24),
    ("officer", 24),
    ("place", 36),
    ("meeting_stage", 18),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filters {
    from: String,
    to: String,
}

pub struct Source {
    /// Both included.
    days: (NaiveDate, NaiveDate),
    after: Option<CalendarPlace>,
}

impl Source {
    pub fn open(filters: &str) -> Result<Self, AppError> {
        let filters: Filters = filters_of(filters)?;
        let days = parse_date(&filters.from).zip(parse_date(&filters.to));
        let days = days.filter(|(from, to)| from <= to);
        let days = days.ok_or_else(|| AppError::BadRequest("days".to_owned()))?;
        Ok(Self { days, after: None })
    }

    pub async fn count(&self, ctx: &Ctx) -> Result<u64, AppError> {
        store::count_between(ctx.app.db.read(), ctx.actor()?, self.days).await
    }

    pub async fn next(&mut self, ctx: &Ctx) -> Result<Vec<Vec<Cell>>, AppError> {
        let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
        let found = store::after(db, actor, self.days, self.after, PAGE).await?;
        self.after = found.last().map(|one| (one.held_on, one.from_minute, one.id)).or(self.after);
        let of_cases = found.iter().filter_map(|one| one.case_id).collect();
        let of_cases = cases::store::visible_by_ids(db, actor, of_cases).await?;
        let homes = found.iter().filter_map(|one| one.household_id).collect();
        let homes = households_of_meetings(db, homes).await?;
        let people = found.iter().flat_map(|one| [Some(one.chair_id), one.officer_id]);
        let people = names(db, people.flatten().collect()).await?;
        let row = |one: meeting::Model| {
            let home = one.household_id.and_then(|id| homes.get(&id));
            let case = of_cases.iter().find(|case| Some(case.id) == one.case_id);
            let name = |id| people.get(&id).cloned().unwrap_or_default();
            vec![
                Cell::Date(one.held_on),
                Cell::text(bookings::clock(one.from_minute)),
                Cell::text(bookings::clock(one.to_minute)),
                unit_name(ctx, one.unit_id),
                Cell::text(one.title),
                Cell::text(ctx.lang.t(&format!("meeting-kind-{}", one.kind))),
                Cell::text(home.map(|home| home.head_name.clone()).unwrap_or_default()),
                Cell::Number(one.round.into()),
                Cell::text(case.map(|case| case.number.clone()).unwrap_or_default()),
                Cell::text(name(one.chair_id)),
                Cell::text(one.officer_id.map(name).unwrap_or_default()),
                Cell::text(one.place),
                Cell::text(ctx.lang.t(&format!("meeting-stage-{}", one.stage))),
            ]
        };
        Ok(found.into_iter().map(row).collect())
    }
}
