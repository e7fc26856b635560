//! Periods that are reported (kỳ báo cáo) and the days they are due.

use chrono::{Datelike, NaiveDate};

/// A period of every year, as a circular sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodKind {
    /// `Q1`, `H1`, `YEAR`, …
    pub code: String,
    /// As printed: `Quý I`.
    pub name: String,
    /// Month and day of the first day; a negative month is one of the year before.
    pub from: (i32, u32),
    /// Month and day of the last day.
    pub to: (u32, u32),
    /// Day of the last month by which a commune sends it.
    pub due_day: u32,
    /// Day of the last month by which a province sends it.
    pub province_due_day: u32,
    /// Whether a narrative goes with the tables.
    pub has_narrative: bool,
}

/// A period with its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Code of its kind; empty for days that were chosen freely.
    pub code: String,
    /// Year of the report.
    pub year: i32,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// No later than this a commune sends it to its province.
    pub due_on: Option<NaiveDate>,
    /// No later than this a province sends it on.
    pub province_due_on: Option<NaiveDate>,
    /// Whether a narrative goes with the tables.
    pub has_narrative: bool,
}

impl PeriodKind {
    /// The period of a year; none if the circular names a day that is none.
    pub fn of_year(&self, year: i32) -> Option<Period> {
        let (month, day) = self.from;
        let first_year = if month < 0 { year - 1 } else { year };
        let from = NaiveDate::from_ymd_opt(first_year, month.unsigned_abs(), day)?;
        let to = NaiveDate::from_ymd_opt(year, self.to.0, self.to.1)?;
        Some(Period {
            code: self.code.clone(),
            year,
            from,
            to,
            due_on: to.with_day(self.due_day),
            province_due_on: to.with_day(self.province_due_day),
            has_narrative: self.has_narrative,
        })
    }
}

impl Period {
    /// Days chosen freely.
    pub fn free(from: NaiveDate, to: NaiveDate) -> Self {
        Self {
            code: String::new(),
            year: to.year(),
            from,
            to,
            due_on: None,
            province_due_on: None,
            has_narrative: false,
        }
    }

    /// How many days it has, its first and last counted.
    pub fn length_days(&self) -> i64 {
        (self.to - self.from).num_days() + 1
    }
}
