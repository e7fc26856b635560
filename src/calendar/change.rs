//! The one command of the calendar: enter a change, with its days, its basis and, perhaps, a year that
//! is complete from now on.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use law::calendar::CalendarError;
use uuid::Uuid;

use super::{Calendars, Day, DayKind, DayMap, shipped, store};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::units::Units;

/// A change as somebody wants to enter it; the texts have been checked and cleaned.
#[derive(Clone, Debug)]
pub struct NewChange {
    /// None: the whole country.
    pub unit_id: Option<Uuid>,
    pub effective_on: NaiveDate,
    pub basis: String,
    pub declares_year: Option<i32>,
    pub days: Vec<Day>,
}

/// Why a change is not made; the sentence is `calendar-refused-<code>`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefused {
    #[error("a change needs a day or a year that is complete")]
    Empty,
    #[error("a day is named twice: {0}")]
    Twice(NaiveDate),
    #[error("a make-up working day must be a Saturday or Sunday: {0}")]
    WorkedWeekday(NaiveDate),
    #[error("the years before {0} must be complete first; the next one is {1}")]
    Gap(i32, i32),
    #[error("a year is declared for the whole country, not for a unit")]
    YearOfUnit,
    #[error(
        "{year} has {found} weekdays off; at least {} are public holidays or days in lieu",
        shipped::HOLIDAYS_OF_A_YEAR
    )]
    TooFewHolidays { year: i32, found: usize },
    #[error("there would be no working day for more than a year")]
    NoWorkingDay,
}

impl ChangeRefused {
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "calendar-refused-empty",
            Self::Twice(_) => "calendar-refused-twice",
            Self::WorkedWeekday(_) => "calendar-refused-worked-weekday",
            Self::Gap(..) => "calendar-refused-gap",
            Self::YearOfUnit => "calendar-refused-year-of-unit",
            Self::TooFewHolidays { .. } => "calendar-refused-too-few-holidays",
            Self::NoWorkingDay => "calendar-refused-no-working-day",
        }
    }

    /// The field it stands beside.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Gap(..) | Self::YearOfUnit | Self::TooFewHolidays { .. } => "declares",
            Self::Empty | Self::Twice(_) | Self::WorkedWeekday(_) | Self::NoWorkingDay => "from_1",
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let day = |day: &NaiveDate| vec![("day", day.format("%d/%m/%Y").to_string())];
        match self {
            Self::Empty | Self::YearOfUnit | Self::NoWorkingDay => Vec::new(),
            Self::Twice(on) | Self::WorkedWeekday(on) => day(on),
            Self::Gap(_, next) => vec![("next", next.to_string())],
            Self::TooFewHolidays { found, .. } => vec![
                ("found", found.to_string()),
                ("least", shipped::HOLIDAYS_OF_A_YEAR.to_string()),
            ],
        }
    }
}

/// Enters a change and tells its id. The deadlines are counted again by the worker.
///
/// # Errors
/// The database refuses. A refused change is the inner error; then nothing is written.
pub async fn make(
    tx: &Tx,
    units: &Units,
    actor_id: Option<Uuid>,
    now: DateTime<Utc>,
    new: NewChange,
) -> Result<Result<Uuid, ChangeRefused>, AppError> {
    store::raise_version(tx).await?;
    let years = store::years(tx).await?;
    if let Err(refused) = check(&new, years, store::kinds(tx).await?, units) {
        return Ok(Err(refused));
    }
    let id = new_id(now);
    store::add_change(tx, id, actor_id, now, new).await?;
    tracing::info!(change = %id, actor = ?actor_id, "calendar changed");
    Ok(Ok(id))
}

/// Whether the calendar with the change would still be one.
fn check(
    new: &NewChange,
    mut years: Vec<i32>,
    mut days: HashMap<Option<Uuid>, DayMap>,
    units: &Units,
) -> Result<(), ChangeRefused> {
    if new.days.is_empty() && new.declares_year.is_none() {
        return Err(ChangeRefused::Empty);
    }
    let mut named: BTreeMap<NaiveDate, DayKind> = BTreeMap::new();
    for Day { day, kind, .. } in &new.days {
        if named.insert(*day, *kind).is_some() {
            return Err(ChangeRefused::Twice(*day));
        }
        if *kind == DayKind::Worked && day.weekday().number_from_monday() <= 5 {
            return Err(ChangeRefused::WorkedWeekday(*day));
        }
    }
    days.entry(new.unit_id).or_default().extend(named);
    if let Some(year) = new.declares_year {
        if new.unit_id.is_some() {
            return Err(ChangeRefused::YearOfUnit);
        }
        let next = years.last().map_or(year, |last| last + 1);
        if year != next {
            return Err(ChangeRefused::Gap(year, next));
        }
        let country = days.entry(None).or_default();
        let found = shipped::holidays_in(country.iter(), year);
        if found < shipped::HOLIDAYS_OF_A_YEAR {
            return Err(ChangeRefused::TooFewHolidays { year, found });
        }
        years.push(year);
    }
    match Calendars::new(0, &years, &days, units) {
        Ok(_) => Ok(()),
        Err(CalendarError::NoWorkingDay(_) | CalendarError::EmptySpan) => {
            Err(ChangeRefused::NoWorkingDay)
        }
    }
}
