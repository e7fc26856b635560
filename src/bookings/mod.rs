//! Bookings (giữ chỗ): people, households and rooms are taken a quarter of an hour at a time. The key of
//! the table keeps them from being taken twice, whoever writes at the same moment.

pub mod store;

use chrono::NaiveDate;
use uuid::Uuid;

/// Minutes of a quarter of an hour.
pub const QUARTER: i32 = 15;
/// Minutes of a day.
pub const DAY: i32 = 24 * 60;

/// A stretch of a day: minutes since midnight in Vietnam, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    pub on: NaiveDate,
    pub from: i32,
    pub to: i32,
}

impl Stretch {
    /// The quarters it touches.
    pub fn quarters(self) -> std::ops::Range<i32> {
        let (from, to) = (self.from.clamp(0, DAY), self.to.clamp(0, DAY));
        from / QUARTER..(to + QUARTER - 1) / QUARTER
    }

    /// `08:00–08:30`
    pub fn hours(self) -> String {
        format!("{}–{}", clock(self.from), clock(self.to))
    }
}

/// What holds whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// The meeting or reception day.
    pub holder_id: Uuid,
    /// People, household and room.
    pub resources: Vec<Uuid>,
    pub stretch: Stretch,
}

/// Minutes since midnight as `08:30`.
pub fn clock(minute: i32) -> String {
    format!("{:02}:{:02}", minute.div_euclid(60), minute.rem_euclid(60))
}

/// `08:30` as minutes since midnight.
pub fn minute(raw: &str) -> Option<i32> {
    use chrono::Timelike;
    let time = chrono::NaiveTime::parse_from_str(raw.trim(), "%H:%M").ok()?;
    i32::try_from(time.hour() * 60 + time.minute()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_takes_every_quarter_it_touches() {
        let on = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
        for (from, to, quarters) in [
            (480, 510, 32..34),
            (485, 500, 32..34),
            (0, 15, 0..1),
            (1430, 1500, 95..96),
            (600, 600, 40..40),
        ] {
            assert_eq!(Stretch { on, from, to }.quarters(), quarters, "{from} to {to}");
        }
        assert_eq!(Stretch { on, from: 485, to: 690 }.hours(), "08:05–11:30");
    }

    #[test]
    fn times_are_read_as_written() {
        assert_eq!(minute(" 8:30"), Some(510));
        assert_eq!(minute("24:00"), None);
        assert_eq!(minute("sáng"), None);
        assert_eq!(clock(510), "08:30");
    }
}
