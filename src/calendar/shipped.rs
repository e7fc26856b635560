//! Days off and worked Saturdays that come with the program, from official notices.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use super::{Calendars, Day, DayKind};
use crate::error::AppError;
use crate::units::Units;

/// Each row names the notice or decision that fixed the day.
const FILE: &str = include_str!("../data/holidays.csv");

/// The years the file has wholly.
pub const YEARS: RangeInclusive<i32> = 2023..=2027;

/// The change a shipped year is kept under.
pub fn change_id(year: i32) -> Uuid {
    Uuid::from_u128(u128::from(year.unsigned_abs()))
}

/// All days of the file.
///
/// # Errors
/// The file is broken.
pub fn days() -> Result<Vec<Day>, AppError> {
    read(FILE.as_bytes()).map_err(|error| AppError::internal("holidays.csv", error))
}

/// Days from a table with the columns date, weekday, name_vi, kind, basis.
///
/// # Errors
/// What is wrong, and in which line.
pub fn read(text: &[u8]) -> Result<Vec<Day>, String> {
    // Spreadsheets put a mark before the first column.
    let text = text.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(text);
    let mut days = Vec::new();
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text);
    for (line, record) in (2..).zip(reader.deserialize()) {
        let (day, _weekday, name, kind, basis): (NaiveDate, String, String, String, String) =
            record.map_err(|error| format!("line {line}: {error}"))?;
        let kind = DayKind::from_code(&kind).ok_or_else(|| {
            format!("line {line}: kind must be day_off, make_up_working_day or ordinary")
        })?;
        days.push(Day { day, kind, name, basis });
    }
    Ok(days)
}

/// The calendar of the file alone, where there is no installation yet.
///
/// # Errors
/// The file is broken.
pub fn calendars() -> Result<Calendars, AppError> {
    let days = days()?.into_iter().map(|day| (day.day, day.kind)).collect();
    let years: Vec<i32> = YEARS.collect();
    Calendars::new(0, &years, &HashMap::from([(None, days)]), &Units::default())
        .map_err(|error| AppError::internal("holidays.csv", error))
}

/// Fewest weekdays off in a year: eleven public holidays, each on a weekday or made up for (Điều 111
/// khoản 3, Điều 112 khoản 1 Bộ luật Lao động; NG-07, NG-08).
pub const HOLIDAYS_OF_A_YEAR: usize = 11;

/// How many weekdays of a year are off and not worked another day.
pub fn holidays_in<'d>(
    days: impl Iterator<Item = (&'d NaiveDate, &'d DayKind)>,
    year: i32,
) -> usize {
    let (mut off, mut worked) = (0_usize, 0_usize);
    for (day, kind) in days.filter(|(day, _)| day.year() == year) {
        let is_weekday = day.weekday().number_from_monday() <= 5;
        off += usize::from(*kind == DayKind::Off && is_weekday);
        worked += usize::from(*kind == DayKind::Worked);
    }
    off.saturating_sub(worked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_year_has_its_holidays_and_its_own_days_alone() {
        let days = days().unwrap();
        for year in YEARS {
            let pairs = days.iter().map(|day| (&day.day, &day.kind));
            let holidays = holidays_in(pairs, year);
            assert!((HOLIDAYS_OF_A_YEAR..=12).contains(&holidays), "{year}: {holidays}");
        }
        assert!(days.iter().all(|day| YEARS.contains(&day.day.year()) && !day.basis.is_empty()));
        assert!(days.iter().all(|day| {
            let is_weekday = day.day.weekday().number_from_monday() <= 5;
            match day.kind {
                DayKind::Off => is_weekday,
                DayKind::Worked => !is_weekday,
                DayKind::Ordinary => false,
            }
        }));
    }

    #[test]
    fn a_wrong_line_is_named() {
        let wrong = |line: &str| {
            let text = format!("\u{FEFF}date,weekday,name_vi,kind,basis\n{line}\n");
            read(text.as_bytes()).unwrap_err()
        };
        assert!(wrong("2028-02-30,,Tết,day_off,x").starts_with("line 2"));
        assert!(wrong("2028-01-25,,Tết,off,x").contains("line 2: kind must be"));
    }
}
