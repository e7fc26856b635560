//! Which report is asked for: unit, circular, period. All of it stands in the address.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use statistics::{Circular, Period};
use uuid::Uuid;

use crate::error::AppError;
use crate::figures::Days;
use crate::policy::Actor;
use crate::units::{Unit, Units};
use crate::web::form::FormErrors;

/// As it stands in the address; what is not said is the reader's unit and the last period that ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AskedQuery {
    pub unit: String,
    pub circular: String,
    /// Code of a period; empty with days chosen freely.
    pub period: String,
    pub year: String,
    pub from: String,
    pub to: String,
}

/// A report somebody asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub unit: Uuid,
    pub circular: &'static Circular,
    pub period: Period,
}

impl Asked {
    pub fn days(&self) -> Days {
        Days { from: self.period.from, to: self.period.to }
    }

    /// The address of what is asked for, ready for more: `unit=…&period=Q3&year=2026`.
    pub fn query(&self) -> String {
        let (unit, period) = (self.unit, &self.period);
        let circular = self.circular.number.replace('/', "%2F");
        match period.code.is_empty() {
            true => {
                format!("unit={unit}&circular={circular}&from={}&to={}", period.from, period.to)
            }
            false => {
                let year = period.year;
                format!("unit={unit}&circular={circular}&period={}&year={year}", period.code)
            }
        }
    }

    /// The same for another unit.
    pub fn of_unit(&self, unit: Uuid) -> Self {
        Self { unit, ..self.clone() }
    }

    /// The same for another period.
    pub fn of_period(&self, period: Period) -> Self {
        Self { period, ..self.clone() }
    }

    /// The same period of the year before.
    pub fn a_year_before(&self) -> Option<Self> {
        let period = match self.kind() {
            Some(kind) => kind.of_year(self.period.year - 1)?,
            None => {
                let back = |day: NaiveDate| day.checked_sub_months(chrono::Months::new(12));
                Period::free(back(self.period.from)?, back(self.period.to)?)
            }
        };
        Some(self.of_period(period))
    }

    /// The period of the same length that ends the day before it begins: the quarter before a quarter. None for
    /// what has none of its length, as six and nine months.
    pub fn just_before(&self) -> Option<Self> {
        let end = self.period.from.pred_opt()?;
        if self.period.code.is_empty() {
            let from = end - chrono::Days::new(self.period.length_days().unsigned_abs() - 1);
            return Some(self.of_period(Period::free(from, end)));
        }
        let years = [self.period.year, self.period.year - 1];
        let all = years.into_iter().flat_map(|year| {
            self.circular.periods.iter().filter_map(move |kind| kind.of_year(year))
        });
        let is_alike = |one: &Period| (one.length_days() - self.period.length_days()).abs() < 10;
        let before = all.into_iter().find(|one| one.to == end && is_alike(one))?;
        Some(self.of_period(before))
    }

    fn kind(&self) -> Option<&'static statistics::PeriodKind> {
        self.circular.periods.iter().find(|kind| kind.code == self.period.code)
    }

    /// By when it is sent: by a commune on the 17th, by a province on the 20th (Điều 3 đến Điều 9); none for days
    /// chosen freely.
    pub fn due_on(&self, units: &Units) -> Option<NaiveDate> {
        let is_province = units.get(self.unit).is_some_and(Unit::is_province);
        if is_province { self.period.province_due_on } else { self.period.due_on }
    }

    /// `Quý III năm 2026`, in the words of the circular; empty for days chosen freely.
    pub fn name(&self) -> String {
        self.kind().map(|kind| kind.name.clone()).unwrap_or_default()
    }
}

/// The periods of a circular that end in the years around a day, oldest first.
pub fn periods_around(circular: &Circular, today: NaiveDate) -> Vec<Period> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let all = years
        .into_iter()
        .flat_map(|year| circular.periods.iter().filter_map(move |kind| kind.of_year(year)));
    let mut all: Vec<Period> = all.collect();
    all.sort_by_key(|period| (period.to, period.length_days()));
    all
}

/// The last period that ended by a day, the shortest of those.
fn last_ended(circular: &Circular, today: NaiveDate) -> Option<Period> {
    let mut ended = periods_around(circular, today);
    ended.retain(|period| period.to < today);
    let end = ended.last()?.to;
    ended.into_iter().find(|period| period.to == end)
}

/// Reads what is asked for. The outer error is for what is not there for the reader.
///
/// # Errors
/// `NotFound` for a unit out of reach; inside it the mistakes, field by field.
pub fn read(
    query: &AskedQuery,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Result<Asked, FormErrors>, AppError> {
    let unit = match query.unit.trim() {
        "" => actor.unit_id.ok_or(AppError::NotFound)?,
        raw => raw.parse().map_err(|_| AppError::NotFound)?,
    };
    if !actor.unit_ids.contains(&unit) {
        return Err(AppError::NotFound);
    }
    let mut errors = FormErrors::default();
    let circular = match query.circular.trim() {
        "" => None,
        raw => Some(Circular::numbered(raw).ok_or(AppError::NotFound)?),
    };
    let period = period(query, circular, today, &mut errors);
    let Some(period) = period.filter(|_| errors.is_empty()) else { return Ok(Err(errors)) };
    let circular = circular.or_else(|| Circular::on(period.to)).ok_or(AppError::NotFound)?;
    Ok(Ok(Asked { unit, circular, period }))
}

/// No report covers more than two years: more is a slip of the keyboard.
const DAYS_MAX: i64 = 731;

fn period(
    query: &AskedQuery,
    circular: Option<&'static Circular>,
    today: NaiveDate,
    errors: &mut FormErrors,
) -> Option<Period> {
    if !query.from.trim().is_empty() || !query.to.trim().is_empty() {
        let from = errors.date("from", &query.from, true);
        let to = errors.date("to", &query.to, true);
        let (from, to) = (from?, to?);
        if to < from {
            errors.add("to", "error-to-before-from");
        } else if (to - from).num_days() > DAYS_MAX {
            errors.add("to", "error-report-too-long");
        }
        return Some(Period::free(from, to));
    }
    let circular = circular.or_else(|| Circular::on(today))?;
    if query.period.trim().is_empty() {
        return last_ended(circular, today);
    }
    let kind = circular.periods.iter().find(|kind| kind.code == query.period.trim());
    let year = query.year.trim().parse::<i32>().ok().filter(|year| (2000..=2100).contains(year));
    let found = kind.zip(year).and_then(|(kind, year)| kind.of_year(year));
    if found.is_none() {
        errors.add("period", "error-choice");
    }
    found
}
