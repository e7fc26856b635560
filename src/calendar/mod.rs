//! The calendar of working days (lịch làm việc): kept by administrators as dated changes, each with its
//! basis; read by everything that counts days.

mod change;
pub mod form;
pub mod handler;
pub mod shipped;
pub mod store;
mod view;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{Datelike, Days, Months, NaiveDate};
use law::calendar::{CalendarError, WorkCalendar};
use law::procedure::{Rules, Settings};
use uuid::Uuid;

pub use change::{ChangeRefused, NewChange, make};

use crate::units::Units;

/// What a change makes of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Ngày nghỉ.
    Off,
    /// Ngày làm bù: a Saturday or Sunday worked in exchange.
    Worked,
    /// As weeks usually are; takes back what an earlier change said.
    Ordinary,
}

impl DayKind {
    pub const ALL: [Self; 3] = [Self::Off, Self::Worked, Self::Ordinary];

    /// As stored and as in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Off => "day_off",
            Self::Worked => "make_up_working_day",
            Self::Ordinary => "ordinary",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A day as a change has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub day: NaiveDate,
    pub kind: DayKind,
    pub name: String,
    /// Empty: the basis of the change.
    pub basis: String,
}

/// The days of everybody, or of one unit: later changes go before earlier ones.
type DayMap = BTreeMap<NaiveDate, DayKind>;

/// All that is known of working days: the country's, and of each unit that has days of its own.
#[derive(Clone, Debug)]
pub struct Calendars {
    version: i32,
    covers: (NaiveDate, NaiveDate),
    country: Arc<WorkCalendar>,
    own: HashMap<Uuid, Arc<WorkCalendar>>,
}

/// Rules of a unit, kept as long as they are needed.
#[derive(Clone, Debug)]
pub struct UnitRules {
    calendar: Arc<WorkCalendar>,
    settings: Settings,
}

impl UnitRules {
    pub fn new(calendar: Arc<WorkCalendar>, settings: Settings) -> Self {
        Self { calendar, settings }
    }

    pub fn get(&self) -> Rules<'_> {
        Rules { calendar: &self.calendar, settings: &self.settings }
    }
}

/// The years of which all days off are known: up to the first gap.
fn covered(years: &[i32]) -> Option<(NaiveDate, NaiveDate)> {
    let first = *years.first()?;
    let known = (first..).zip(years).take_while(|(expected, year)| expected == *year).count();
    let last = first + i32::try_from(known).unwrap_or(1) - 1;
    Some((NaiveDate::from_ymd_opt(first, 1, 1)?, NaiveDate::from_ymd_opt(last, 12, 31)?))
}

fn build(days: &DayMap, covers: (NaiveDate, NaiveDate)) -> Result<WorkCalendar, CalendarError> {
    let of = |kind| days.iter().filter(move |(_, have)| **have == kind).map(|(day, _)| *day);
    WorkCalendar::new(of(DayKind::Off), of(DayKind::Worked), covers.0, covers.1)
}

impl Calendars {
    /// `years`: declared complete, in order. `days`: by unit, none for the country.
    ///
    /// # Errors
    /// No year is known, or a calendar has no working days.
    pub fn new(
        version: i32,
        years: &[i32],
        days: &HashMap<Option<Uuid>, DayMap>,
        units: &Units,
    ) -> Result<Self, CalendarError> {
        let covers = covered(years).ok_or(CalendarError::EmptySpan)?;
        let none = DayMap::new();
        let country_days = days.get(&None).unwrap_or(&none);
        let mut own = HashMap::new();
        for unit in days.keys().copied().flatten() {
            let mut merged = country_days.clone();
            // From the province down, so that the nearest unit has the last word.
            for above in units.ancestry(unit).into_iter().rev() {
                merged.extend(days.get(&Some(above)).unwrap_or(&none));
            }
            own.insert(unit, Arc::new(build(&merged, covers)?));
        }
        let country = Arc::new(build(country_days, covers)?);
        Ok(Self { version, covers, country, own })
    }

    pub fn version(&self) -> i32 {
        self.version
    }

    /// The calendar where no unit has a say.
    pub fn country(&self) -> &Arc<WorkCalendar> {
        &self.country
    }

    /// The calendar of a unit: its own, or of the nearest unit above that has one.
    pub fn of(&self, units: &Units, unit: Uuid) -> &Arc<WorkCalendar> {
        let own = units.ancestry(unit).into_iter().find_map(|unit| self.own.get(&unit));
        own.unwrap_or(&self.country)
    }

    /// First and last day of the years that are known.
    pub fn covers(&self) -> (NaiveDate, NaiveDate) {
        self.covers
    }

    /// The year to be declared next.
    pub fn next_year(&self) -> i32 {
        self.covers.1.year() + 1
    }

    /// The last day that must be known for deadlines of a day to be counted.
    pub fn must_reach(today: NaiveDate) -> NaiveDate {
        today + Days::new(365)
    }

    /// Whether a server may be started on a day.
    pub fn is_enough(&self, today: NaiveDate) -> bool {
        self.covers.0 <= today && Self::must_reach(today) <= self.covers.1
    }

    /// Whether the next year should be entered now.
    pub fn runs_out(&self, today: NaiveDate) -> bool {
        self.covers.1 < today + Months::new(15)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn known_years_end_at_the_first_gap() {
        let whole = |from: &str, to: &str| Some((day(from), day(to)));
        assert_eq!(covered(&[]), None);
        assert_eq!(covered(&[2026]), whole("2026-01-01", "2026-12-31"));
        assert_eq!(covered(&[2026, 2027, 2029]), whole("2026-01-01", "2027-12-31"));
        assert_eq!(covered(&[2026, 2028]), whole("2026-01-01", "2026-12-31"));
    }

    #[test]
    fn a_year_ahead_must_be_known_and_fifteen_months_should() {
        let days = HashMap::new();
        let calendars = Calendars::new(1, &[2026, 2027], &days, &Units::default()).unwrap();
        for (today, is_enough, runs_out) in [
            ("2025-12-31", false, false),
            ("2026-01-01", true, false),
            ("2026-09-30", true, false),
            ("2026-10-01", true, true),
            ("2026-12-31", true, true),
            ("2027-01-01", false, true),
        ] {
            let today = day(today);
            assert_eq!(calendars.is_enough(today), is_enough, "{today}");
            assert_eq!(calendars.runs_out(today), runs_out, "{today}");
        }
        assert_eq!(calendars.next_year(), 2028);
    }

    #[test]
    fn a_calendar_without_work_or_years_is_refused() {
        let first = day("2026-01-01");
        let rest: DayMap = (0..730).map(|n| (first + Days::new(n), DayKind::Off)).collect();
        let days = HashMap::from([(None, rest)]);
        let units = Units::default();
        let refused = Calendars::new(1, &[2026, 2027], &days, &units);
        assert!(matches!(refused, Err(CalendarError::NoWorkingDay(_))));
        let empty = Calendars::new(1, &[], &HashMap::new(), &units);
        assert!(matches!(empty, Err(CalendarError::EmptySpan)));
    }
}
