//! Checks of finished tables.

use chrono::NaiveDate;

use crate::circular::{Check, Circular, Test};
use crate::rule::Sum;
use crate::tables::Tables;

/// What checks need beside the tables.
#[derive(Clone, Debug, Default)]
pub struct Evidence<'a> {
    /// Kind of the unit: `ward`, `province`, …
    pub unit_kind: &'a str,
    /// Last day of the period.
    pub to: NaiveDate,
    /// Whether cases of before the period that are still open were counted too.
    pub counts_open_cases: bool,
    /// Matters counted under more than one heading of reception.
    pub counted_twice: i64,
    /// The units a whole is added up from; none for a single unit.
    pub parts: Option<&'a [Tables]>,
}

/// How a check came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<'c> {
    /// Its place in the circular, from 1.
    pub number: usize,
    /// The check.
    pub check: &'c Check,
    /// Whether it holds.
    pub passed: bool,
    /// Left of the sign.
    pub left: i64,
    /// Right of the sign.
    pub right: i64,
}

impl Circular {
    /// Asks every check that applies to the unit and period, in their order.
    pub fn check(&self, tables: &Tables, evidence: &Evidence<'_>) -> Vec<Finding<'_>> {
        let all = self.checks.iter().enumerate();
        let applying = all.filter(|(_, check)| {
            let is_unit =
                check.units.is_empty() || check.units.iter().any(|kind| kind == evidence.unit_kind);
            let is_skipped = check.is_skipped_with_open_cases && evidence.counts_open_cases;
            is_unit && !is_skipped && check.from.is_none_or(|from| from <= evidence.to)
        });
        applying
            .map(|(at, check)| {
                let (left, right, passed) = self.compare(check, tables, evidence);
                Finding { number: at + 1, check, passed, left, right }
            })
            .collect()
    }

    fn compare(&self, check: &Check, tables: &Tables, evidence: &Evidence<'_>) -> (i64, i64, bool) {
        match &check.test {
            Test::Rule(rule) => {
                let left = sum(&rule.left, &check.form, tables);
                let right = sum(&rule.right, &check.form, tables);
                (left, right, rule.comparison.holds(left, right))
            }
            Test::CountedOnce => (evidence.counted_twice, 0, evidence.counted_twice == 0),
            Test::NoteNumber => self.note_numbers(),
            Test::TotalOfUnits => total_of_units(tables, evidence.parts),
        }
    }

    /// The first form whose note line has another number than the one after its last column, if there is one.
    fn note_numbers(&self) -> (i64, i64, bool) {
        for form in &self.forms {
            let expected = form.columns.len() as i64 + 1;
            if i64::from(form.note_number) != expected {
                return (i64::from(form.note_number), expected, false);
            }
        }
        (0, 0, true)
    }
}

fn sum(sum: &Sum, own_form: &str, tables: &Tables) -> i64 {
    let terms = sum.terms.iter().map(|(factor, column)| {
        let form = if column.form.is_empty() { own_form } else { &column.form };
        factor.saturating_mul(tables.value(form, column.no))
    });
    terms.fold(sum.constant, i64::saturating_add)
}

/// Compares cell by cell; what is told is the first cell that differs.
fn total_of_units(tables: &Tables, parts: Option<&[Tables]>) -> (i64, i64, bool) {
    let Some(parts) = parts else { return (0, 0, true) };
    let mut total = Tables::default();
    for part in parts {
        total.add(part);
    }
    for (form, values) in &tables.values {
        for (no, value) in (1..).zip(values) {
            let added = total.value(form, no);
            if *value != added {
                return (*value, added, false);
            }
        }
    }
    (0, 0, true)
}
