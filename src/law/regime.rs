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

impl Regime {
    /// The regime of a date.
    pub fn on(date: NaiveDate) -> Self {
        if date < day(2025, 7, 1) {
            Self::R0
        } else if date < day(2026, 7, 1) {
            Self::R1
        } else {
            Self::R2
        }
    }
}

/// A date known to exist when the program is written.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MAX)
}
