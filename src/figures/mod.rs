//! What the statutory tables are counted from (số liệu thống kê): a row for each letter, decision and record of
//! execution, written in the transaction of the fact it follows from, and counted by index.
//!
//! A row holds the days on which something became so, never what is so now; therefore a period that is over is
//! not moved by what happens after it. `gandan report rebuild --check` compares the rows with the facts.

mod count_store;
pub mod derive;
mod management_source_store;
pub mod members;
pub mod rebuild;
mod source_store;
pub mod store;

use chrono::NaiveDate;

pub use count_store::{Record, announced_days, count, distinct_matters, records};
pub use members::Members;

/// A day that never came.
pub const NEVER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("is a day");

/// First and last day of a period, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub from: NaiveDate,
    pub to: NaiveDate,
}
