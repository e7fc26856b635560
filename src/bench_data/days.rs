//! On which days letters come in: more of late than long ago, and few on days off.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use law::calendar::WorkCalendar;

use crate::clock::from_vietnam;
use crate::error::AppError;

/// A working day of long ago, and how much more the last one has.
const LEAST: u64 = 100;
const MORE: u64 = 200;
/// The share of a day off, in hundredths.
const OFF: u64 = 4;
/// Letters come in from half past seven for nine hours.
const HOURS: u64 = 9;

#[derive(Clone, Debug)]
pub struct Days {
    days: Vec<NaiveDate>,
    /// The weight of a day with those before it.
    up_to: Vec<u64>,
}

impl Days {
    /// From a day to the day before another one.
    ///
    /// # Errors
    /// There is no day between them.
    pub fn new(from: NaiveDate, to: NaiveDate, calendar: &WorkCalendar) -> Result<Self, AppError> {
        let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day < to).collect();
        let mut sum = 0;
        let mut up_to = Vec::new();
        for (day, place) in days.iter().zip(0..) {
            let whole = LEAST + MORE * place / (days.len() as u64);
            sum += if calendar.is_working_day(*day) { whole } else { whole * OFF / 100 };
            up_to.push(sum);
        }
        match sum {
            0 => Err(AppError::internal("bench-data", "no days")),
            _ => Ok(Self { days, up_to }),
        }
    }

    pub fn last(&self) -> NaiveDate {
        self.days.last().copied().unwrap_or_default()
    }

    /// The day and moment of a letter, by its place among all: later ones come later.
    pub fn of(&self, place: u64, count: u64) -> (NaiveDate, DateTime<Utc>) {
        let total = u128::from(self.up_to.last().copied().unwrap_or(1));
        let scaled = total * 1_000 * u128::from(place) / u128::from(count.max(1));
        let weight = u64::try_from(scaled / 1_000).unwrap_or(0);
        let at = self.up_to.partition_point(|sum| *sum <= weight).min(self.days.len() - 1);
        let before = at.checked_sub(1).and_then(|one| self.up_to.get(one)).copied().unwrap_or(0);
        let own = self.up_to.get(at).copied().unwrap_or(1).saturating_sub(before).max(1);
        let within = scaled.saturating_sub(u128::from(before) * 1_000);
        let millis = within * u128::from(HOURS * 3_600) / u128::from(own);
        let day = self.days.get(at).copied().unwrap_or_default();
        let moment =
            from_vietnam(day, 7, 30) + TimeDelta::milliseconds(i64::try_from(millis).unwrap_or(0));
        (day, moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;

    #[test]
    fn letters_come_in_order_mostly_on_working_days_and_more_of_late() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let calendar = WorkCalendar::new([], [], day("2024-01-01"), day("2027-12-31")).unwrap();
        let days = Days::new(day("2024-11-26"), day("2026-11-26"), &calendar).unwrap();
        let all: Vec<_> = (0..10_000).map(|place| days.of(place, 10_000)).collect();
        assert!(all.windows(2).all(|pair| pair[0].1 <= pair[1].1));
        assert!(all.iter().all(|(day, at)| crate::clock::date_in_vietnam(*at) == *day));
        assert_eq!(all.last().unwrap().0, days.last());
        let on_weekends = all.iter().filter(|(day, _)| day.weekday().number_from_monday() > 5);
        assert!((20..400).contains(&on_weekends.count()));
        let early = all.iter().filter(|(on, _)| *on < day("2025-11-26")).count();
        assert!((3_000..4_500).contains(&early), "{early}");
    }
}
