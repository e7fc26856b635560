//! Time enters here and nowhere else: `Utc::now` is banned by lint outside this file.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, TimeDelta, Utc};

/// Vietnam has had +07:00 without daylight saving since 1975, so a fixed offset is enough.
const VIETNAM_SECONDS: i32 = 7 * 3600;

/// A source of "now".
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until moved; for tests and made-up data.
    Fixed(FixedClock),
}

/// Microseconds since 1970, shared between all copies.
#[derive(Clone, Debug)]
pub struct FixedClock(Arc<AtomicI64>);

impl FixedClock {
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(AtomicI64::new(instant.timestamp_micros())))
    }

    pub fn set(&self, instant: DateTime<Utc>) {
        self.0.store(instant.timestamp_micros(), Ordering::SeqCst);
    }

    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::SeqCst);
    }
}

impl Clock {
    /// Now, cut to microseconds: PostgreSQL keeps no more, and a value must equal itself after a
    /// round trip.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
            Self::System => Utc::now().trunc_subsecs(6),
            Self::Fixed(fixed) => {
                DateTime::from_timestamp_micros(fixed.0.load(Ordering::SeqCst)).unwrap_or_default()
            }
        }
    }

    /// The legal date of this moment in Vietnam.
    pub fn today(&self) -> NaiveDate {
        date_in_vietnam(self.now())
    }
}

/// The date in Vietnam at an instant.
pub fn date_in_vietnam(instant: DateTime<Utc>) -> NaiveDate {
    in_vietnam(instant).date_naive()
}

/// The wall clock in Vietnam at an instant.
pub fn in_vietnam(instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    match FixedOffset::east_opt(VIETNAM_SECONDS) {
        Some(offset) => instant.with_timezone(&offset),
        None => instant.fixed_offset(),
    }
}

/// The instant at which a wall-clock time in Vietnam falls.
pub fn from_vietnam(date: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let local = date.and_hms_opt(hour, minute, 0).unwrap_or_default();
    local.and_utc() - TimeDelta::seconds(i64::from(VIETNAM_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_vietnam() {
        let date = |text: &str| date_in_vietnam(text.parse().unwrap());
        assert_eq!(date("2026-11-25T16:59:59Z").to_string(), "2026-11-25");
        assert_eq!(date("2026-11-25T17:00:00Z").to_string(), "2026-11-26");
        let noon = from_vietnam(date("2026-11-25T05:00:00Z"), 12, 0);
        assert_eq!(noon.to_rfc3339(), "2026-11-25T05:00:00+00:00");
    }
}
