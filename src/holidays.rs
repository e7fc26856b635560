//! Days off and worked Saturdays 2023–2027 (ngày nghỉ, ngày làm bù), seeded from official notices.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use entity::calendar_day;
use law::calendar::WorkCalendar;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::db::Db;
use crate::error::AppError;

/// Each row names the notice or decision that fixed the day.
const HOLIDAYS: &str = include_str!("data/holidays.csv");

/// Kind of a Saturday worked in exchange for a day off.
pub const WORKED: &str = "make_up_working_day";

/// A day as the file in the program holds it.
struct Day {
    day: NaiveDate,
    kind: String,
    name: String,
    basis: String,
}

fn days() -> Result<Vec<Day>, AppError> {
    let mut days = Vec::new();
    for record in csv::Reader::from_reader(HOLIDAYS.as_bytes()).deserialize() {
        let (day, _weekday, name, kind, basis): (NaiveDate, String, String, String, String) =
            record.map_err(|error| AppError::internal("holidays.csv", error))?;
        days.push(Day { day, kind, name, basis });
    }
    Ok(days)
}

/// Adds the days that are not there yet; a day an administrator changed stays as it is.
///
/// # Errors
/// The file in the program is broken, or the database refuses.
pub async fn seed(db: &Db) -> Result<(), AppError> {
    let row = |day: Day| calendar_day::ActiveModel {
        day: Set(day.day),
        kind: Set(day.kind),
        name: Set(day.name),
        basis: Set(day.basis),
    };
    let rows = days()?.into_iter().map(row);
    let tx = db.begin_write().await?;
    calendar_day::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(calendar_day::Column::Day).do_nothing().to_owned())
        .try_insert()
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The calendar of the file in the program.
///
/// # Errors
/// The file is broken.
pub fn shipped() -> Result<WorkCalendar, AppError> {
    calendar(days()?.into_iter().map(|day| (day.day, day.kind == WORKED)))
}

/// The calendar of the database, however far it reaches.
///
/// # Errors
/// It is empty or has no working days, or the database cannot be read.
pub async fn read(db: &Db) -> Result<WorkCalendar, AppError> {
    let rows = calendar_day::Entity::find().all(db.read()).await?;
    calendar(rows.into_iter().map(|row| (row.day, row.kind == WORKED)))
}

/// Whole years from the first day to the last; each day is off, or worked.
fn calendar(days: impl Iterator<Item = (NaiveDate, bool)>) -> Result<WorkCalendar, AppError> {
    let days: BTreeMap<NaiveDate, bool> = days.collect();
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
        return Err(AppError::internal("calendar", "is empty: run `gandan migrate`"));
    };
    let from = NaiveDate::from_ymd_opt(first.year(), 1, 1).unwrap_or(*first);
    let to = NaiveDate::from_ymd_opt(last.year(), 12, 31).unwrap_or(*last);
    let off = days.iter().filter(|(_, worked)| !**worked).map(|(day, _)| *day);
    let worked = days.iter().filter(|(_, worked)| **worked).map(|(day, _)| *day);
    WorkCalendar::new(off, worked, from, to).map_err(|e| AppError::internal("calendar", e))
}

/// The calendar must reach a year ahead, or deadlines would be counted over days nobody knows.
///
/// # Errors
/// It does not, or the database cannot be read.
pub async fn load_calendar(db: &Db, today: NaiveDate) -> Result<WorkCalendar, AppError> {
    let calendar = read(db).await?;
    let to = calendar.covers_to();
    let year_ahead = today + chrono::Days::new(365);
    if !calendar.covers(today, year_ahead) {
        let text =
            format!("ends on {to}, but must reach {year_ahead}: add the holidays decided since");
        return Err(AppError::internal("calendar", text));
    }
    Ok(calendar)
}
