//! The question of a report: which days, which unit.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use uuid::Uuid;

use super::service::Asked;
use crate::error::AppError;
use crate::policy::Actor;
use crate::web::form::FormErrors;

/// The question as it stands in the URL; nothing asked means this year so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReportQuery {
    pub period: String,
    pub from: String,
    pub to: String,
    pub unit: String,
}

/// Periods that need no typing; each ends today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    Month,
    Quarter,
    Year,
}

impl Preset {
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.code() == code)
    }

    /// The first day of the period that `today` lies in.
    pub fn first_day(self, today: NaiveDate) -> NaiveDate {
        let month = match self {
            Self::Month => today.month(),
            Self::Quarter => today.month0() / 3 * 3 + 1,
            Self::Year => 1,
        };
        NaiveDate::from_ymd_opt(today.year(), month, 1).unwrap_or(today)
    }
}

/// Reads the days of a report.
///
/// # Errors
/// The mistakes, field by field.
pub fn days(query: &ReportQuery, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), FormErrors> {
    let mut errors = FormErrors::default();
    if query.from.trim().is_empty() && query.to.trim().is_empty() {
        let preset = match query.period.trim() {
            "" => Some(Preset::Year),
            code => errors.choice("period", code, Preset::from_code),
        };
        return preset.map(|preset| (preset.first_day(today), today)).ok_or(errors);
    }
    let from = errors.date("from", &query.from, true);
    let to = errors.date("to", &query.to, true);
    match (from, to) {
        (Some(from), Some(to)) if from <= to => Ok((from, to)),
        (Some(_), Some(_)) => {
            errors.add("to", "reports-error-order");
            Err(errors)
        }
        _ => Err(errors),
    }
}

/// The unit of a report within the reader's reach. The reader's own unit stands for all below it,
/// which is the same as asking for none.
///
/// # Errors
/// `NotFound`: there is no such unit for this reader.
pub fn unit(query: &ReportQuery, actor: &Actor) -> Result<Option<Uuid>, AppError> {
    let raw = query.unit.trim();
    if raw.is_empty() {
        return Ok(None);
    }
    let id: Uuid = raw.parse().map_err(|_| AppError::NotFound)?;
    if !actor.unit_ids.contains(&id) {
        return Err(AppError::NotFound);
    }
    Ok((actor.unit_id != Some(id)).then_some(id))
}

/// Days and unit together.
pub fn asked(days: (NaiveDate, NaiveDate), unit: Option<Uuid>, today: NaiveDate) -> Asked {
    Asked { from: days.0, to: days.1, unit, today }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn query(period: &str, from: &str, to: &str) -> ReportQuery {
        let [period, from, to] = [period, from, to].map(str::to_owned);
        ReportQuery { period, from, to, unit: String::new() }
    }

    #[test]
    fn presets_end_today() {
        let today = day("2026-11-25");
        for (period, first) in [
            ("", "2026-01-01"),
            ("year", "2026-01-01"),
            ("quarter", "2026-10-01"),
            ("month", "2026-11-01"),
        ] {
            assert_eq!(days(&query(period, "", ""), today), Ok((day(first), today)), "{period}");
        }
        assert_eq!(Preset::Quarter.first_day(day("2026-09-30")), day("2026-07-01"));
        assert_eq!(Preset::Quarter.first_day(day("2026-03-31")), day("2026-01-01"));
    }

    #[test]
    fn typed_days_win_over_presets() {
        let got = days(&query("month", "01/02/2026", "2026-02-28"), day("2026-11-25"));
        assert_eq!(got, Ok((day("2026-02-01"), day("2026-02-28"))));
    }

    #[test]
    fn mistakes_stand_beside_their_fields() {
        for (from, to, field, key) in [
            ("31/02/2026", "2026-03-01", "from", "error-date"),
            ("2026-02-01", "", "to", "error-date-required"),
            ("2026-03-01", "2026-02-01", "to", "reports-error-order"),
        ] {
            let errors = days(&query("", from, to), day("2026-11-25")).unwrap_err();
            assert_eq!(errors.of(field).map(|error| error.key), Some(key), "{from} {to}");
        }
        let errors = days(&query("decade", "", ""), day("2026-11-25")).unwrap_err();
        assert_eq!(errors.of("period").map(|error| error.key), Some("error-choice"));
    }
}
