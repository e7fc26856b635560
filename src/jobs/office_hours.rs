//! When staff may be written to (giờ hành chính): working days, 7:30 to 17:00.

use chrono::{DateTime, NaiveTime, Utc};
use law::calendar::WorkCalendar;

use crate::clock::{date_in_vietnam, from_vietnam, in_vietnam};

const OPENS: (u32, u32) = (7, 30);
const CLOSES: (u32, u32) = (17, 0);

/// This moment if it lies in office hours, else the next opening.
pub fn next(calendar: &WorkCalendar, now: DateTime<Utc>) -> DateTime<Utc> {
    let today = date_in_vietnam(now);
    let opens = from_vietnam(today, OPENS.0, OPENS.1);
    if calendar.is_working_day(today) {
        let time = in_vietnam(now).time();
        let is_after =
            NaiveTime::from_hms_opt(CLOSES.0, CLOSES.1, 0).is_some_and(|end| time >= end);
        if now <= opens {
            return opens;
        }
        if !is_after {
            return now;
        }
    }
    from_vietnam(calendar.add_working_days(today, 1), OPENS.0, OPENS.1)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn letters_wait_for_the_office_to_open() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let from = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let to = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        let calendar = WorkCalendar::new([day(24)], [], from, to).unwrap();
        // Wednesday 25/11; Tuesday 24/11 is a day off; 28 and 29 are a weekend.
        for (now, expected) in [
            ("2026-11-25T02:00:00Z", "2026-11-25T02:00:00Z"),
            ("2026-11-24T20:00:00Z", "2026-11-25T00:30:00Z"),
            ("2026-11-25T10:00:00Z", "2026-11-26T00:30:00Z"),
            ("2026-11-24T03:00:00Z", "2026-11-25T00:30:00Z"),
            ("2026-11-27T12:00:00Z", "2026-11-30T00:30:00Z"),
            ("2026-11-28T03:00:00Z", "2026-11-30T00:30:00Z"),
        ] {
            let now: DateTime<Utc> = now.parse().unwrap();
            assert_eq!(next(&calendar, now), expected.parse::<DateTime<Utc>>().unwrap(), "{now}");
        }
    }
}
