//! Legal regimes: which law applied on a date. Rules are versioned, never overwritten.

use chrono::NaiveDate;

use crate::codes;

/// Which set of rules was in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regime {
    /// To 30/6/2025: three tiers of local government.
    R0,
    /// 1/7/2025 to 30/6/2026: two tiers, old periods.
    R1,
    /// Since 1/7/2026: Luật 136/2025/QH15 and Nghị định 154, 155, 156/2026/NĐ-CP.
    R2,
}

codes!(Regime { R0 => "r0", R1 => "r1", R2 => "r2" });

/// First day of [`Regime::R1`].
const R1_FROM: NaiveDate = day(2025, 7, 1);
/// First day of [`Regime::R2`].
pub const R2_FROM: NaiveDate = day(2026, 7, 1);

impl Regime {
    /// The regime of a date.
    pub fn on(date: NaiveDate) -> Self {
        if date < R1_FROM {
            Self::R0
        } else if date < R2_FROM {
            Self::R1
        } else {
            Self::R2
        }
    }
}

/// The days on which a rule is in force, both counted; no end while it still is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Validity {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
}

impl Validity {
    /// Whether the rule is in force on a day.
    pub fn contains(self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to)
    }
}

/// In force from a day on.
pub(crate) const fn since(year: i32, month: u32, date: u32) -> Validity {
    Validity { from: day(year, month, date), to: None }
}

/// The same, and no longer after a day.
pub(crate) const fn until(validity: Validity, year: i32, month: u32, date: u32) -> Validity {
    Validity { from: validity.from, to: Some(day(year, month, date)) }
}

/// A date known to exist when the program is written.
pub(crate) const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("no such day"),
    }
}
