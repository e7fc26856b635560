//! An independent recount of the statutory tables, straight from the facts of cases and from visits, by the notes of
//! the forms: everything is read as it stood on the last day of the period.

pub mod cases;
pub mod visits;

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// First and last day.
pub type Days = (NaiveDate, NaiveDate);

/// Values by form and column; what is not there is 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<(&'static str, u32), i64>);

impl Columns {
    pub fn add(&mut self, form: &'static str, no: u32, value: u64) {
        *self.0.entry((form, no)).or_default() += i64::try_from(value).unwrap();
    }

    pub fn value(&self, form: &'static str, no: u32) -> i64 {
        self.0.get(&(form, no)).copied().unwrap_or(0)
    }

    /// Puts the sum of columns into another one of the same form.
    pub fn sum(&mut self, form: &'static str, no: u32, parts: &[u32]) {
        let sum = parts.iter().map(|part| self.value(form, *part)).sum();
        self.0.insert((form, no), sum);
    }

    pub fn put(&mut self, form: &'static str, no: u32, value: i64) {
        self.0.insert((form, no), value);
    }
}
