//! Working days (ngày làm việc): weekends, holidays, and Saturdays worked in exchange.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Longest run of days without work that is believed; more is a mistake in the data.
const LONGEST_REST: u32 = 400;

/// Days off and worked days as data, with the span they cover.
///
/// Outside the span weeks are plain Monday to Friday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkCalendar {
    days_off: BTreeSet<NaiveDate>,
    worked: BTreeSet<NaiveDate>,
    covers_from: NaiveDate,
    covers_to: NaiveDate,
}

/// Why a calendar is not usable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The span ends before it begins.
    #[error("the calendar ends before it begins")]
    EmptySpan,
    /// From this day on there is no working day for more than a year.
    #[error("no working day within 400 days of {0}")]
    NoWorkingDay(NaiveDate),
}

impl WorkCalendar {
    /// Builds a calendar.
    ///
    /// # Errors
    /// The span is empty, or somewhere in it no working day comes within 400 days.
    pub fn new(
        days_off: impl IntoIterator<Item = NaiveDate>,
        worked: impl IntoIterator<Item = NaiveDate>,
        covers_from: NaiveDate,
        covers_to: NaiveDate,
    ) -> Result<Self, CalendarError> {
        if covers_to < covers_from {
            return Err(CalendarError::EmptySpan);
        }
        let calendar = Self {
            days_off: days_off.into_iter().collect(),
            worked: worked.into_iter().collect(),
            covers_from,
            covers_to,
        };
        let mut rest = 0;
        let last = plus(covers_to, u64::from(LONGEST_REST));
        let mut day = covers_from;
        while day <= last {
            rest = if calendar.is_working_day(day) { 0 } else { rest + 1 };
            if rest > LONGEST_REST {
                return Err(CalendarError::NoWorkingDay(minus(day, u64::from(LONGEST_REST))));
            }
            day = plus(day, 1);
        }
        Ok(calendar)
    }

    /// Whether people work on a day; a worked day overrides weekend and holiday (NG-10).
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        let is_weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if !self.covers(day, day) {
            return is_weekday;
        }
        self.worked.contains(&day) || (is_weekday && !self.days_off.contains(&day))
    }

    /// The `n`th working day after an event; the event's own day is not counted (Điều 147 Bộ luật
    /// Dân sự, NG-01, NG-02). Zero gives the event's day.
    pub fn add_working_days(&self, event: NaiveDate, n: u32) -> NaiveDate {
        let mut day = event;
        for _ in 0..n {
            day = self.roll_forward(plus(day, 1));
        }
        day
    }

    /// The day itself if it is worked, else the next that is (Điều 148 khoản 5 Bộ luật Dân sự,
    /// NG-06).
    pub fn roll_forward(&self, day: NaiveDate) -> NaiveDate {
        let mut rolled = day;
        for _ in 0..=LONGEST_REST {
            if self.is_working_day(rolled) {
                return rolled;
            }
            rolled = plus(rolled, 1);
        }
        rolled
    }

    /// A day itself if it is a working day, else the one before it: what must be done by then is done on this day.
    pub fn last_working_day(&self, by: NaiveDate) -> NaiveDate {
        if self.is_working_day(by) { by } else { self.subtract_working_days(by, 1) }
    }

    /// The `n`th working day before a day.
    pub fn subtract_working_days(&self, day: NaiveDate, n: u32) -> NaiveDate {
        let mut earlier = day;
        for _ in 0..n {
            for _ in 0..=LONGEST_REST {
                earlier = minus(earlier, 1);
                if self.is_working_day(earlier) {
                    break;
                }
            }
        }
        earlier
    }

    /// How many working days lie after one day and up to another, which is counted.
    pub fn working_days_between(&self, after: NaiveDate, to: NaiveDate) -> u32 {
        let mut count = 0;
        let mut day = after;
        while day < to {
            day = plus(day, 1);
            count += u32::from(self.is_working_day(day));
        }
        count
    }

    /// Whether the data reach from one day to another.
    pub fn covers(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.covers_from <= from && to <= self.covers_to
    }

    /// The last day the data reach.
    pub fn covers_to(&self) -> NaiveDate {
        self.covers_to
    }
}

/// A later day; at the end of time, the end of time.
pub(crate) fn plus(day: NaiveDate, n: u64) -> NaiveDate {
    day.checked_add_days(Days::new(n)).unwrap_or(NaiveDate::MAX)
}

/// An earlier day; at the beginning of time, the beginning of time.
pub(crate) fn minus(day: NaiveDate, n: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(n)).unwrap_or(NaiveDate::MIN)
}
