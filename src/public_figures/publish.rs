//! What is published of a year: a table for each measure, units by quarters that have ended, with their sums.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use law::procedure::Kind;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store;
use super::suppress::{SMALLEST, Shown, protect};
use crate::error::AppError;
use crate::reports::board::Spread;

/// What is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    Complaints,
    Petitions,
    Resolved,
    OnTime,
}

impl Measure {
    pub const ALL: [Self; 4] = [Self::Complaints, Self::Petitions, Self::Resolved, Self::OnTime];

    pub fn code(self) -> &'static str {
        match self {
            Self::Complaints => "complaints",
            Self::Petitions => "petitions",
            Self::Resolved => "resolved",
            Self::OnTime => "on-time",
        }
    }
}

/// The published figures of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many quarters have ended, 1 to 4.
    pub quarters: u32,
    pub units: Vec<Uuid>,
    /// By measure: a row a unit and a last one of sums; a column a quarter and a last one of the year.
    pub tables: Vec<(Measure, Vec<Vec<Shown>>)>,
    /// Median days in the same rows and columns; none where fewer than five were resolved or how many is not said.
    pub medians: Vec<Vec<Option<i64>>>,
}

/// The last quarter that has ended: its year and number.
pub fn last_ended(today: NaiveDate) -> (i32, u32) {
    match today.month0() / 3 {
        0 => (today.year() - 1, 4),
        quarter => (today.year(), quarter),
    }
}

/// Counts a year for all units, in the order they are given; how many of its quarters have ended is `quarters`.
///
/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    (year, quarters): (i32, u32),
    units: Vec<Uuid>,
) -> Result<Published, AppError> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let end = match quarters {
        4 => day(12, 31),
        ended => day(ended * 3 + 1, 1).pred_opt().unwrap_or_default(),
    };
    let wanted = store::Wanted { units: &units, days: (day(1, 1), end) };
    let resolved = store::resolved(db, wanted).await?;
    let mut counts: BTreeMap<(Measure, Uuid, u32), u64> = BTreeMap::new();
    let mut add = |measure, unit_id, month: &str, cases: i64| {
        *counts.entry((measure, unit_id, quarter_of(month))).or_default() += cases.unsigned_abs();
    };
    for one in store::received(db, wanted).await? {
        let is_complaint = one.kind == Kind::Complaint.code();
        let measure = if is_complaint { Measure::Complaints } else { Measure::Petitions };
        add(measure, one.unit_id, &one.month, one.cases);
    }
    for one in store::on_time(db, wanted).await? {
        add(Measure::OnTime, one.unit_id, &one.month, one.cases);
    }
    for one in &resolved {
        add(Measure::Resolved, one.unit_id, &one.month, one.cases);
    }
    let cell = |measure, unit, quarter| counts.get(&(measure, unit, quarter)).copied().unwrap_or(0);
    let row = |measure, unit: &Uuid| (1..=quarters).map(|q| cell(measure, *unit, q)).collect();
    let table = |measure| {
        let cells: Vec<Vec<u64>> = units.iter().map(|unit| row(measure, unit)).collect();
        (measure, protect(&cells))
    };
    let tables: Vec<(Measure, Vec<Vec<Shown>>)> = Measure::ALL.map(table).into();
    let medians = medians(&tables, &units, quarters, &resolved);
    Ok(Published { quarters, units, tables, medians })
}

/// `2026-11` lies in the fourth.
fn quarter_of(month: &str) -> u32 {
    let month = month.rsplit('-').next().and_then(|month| month.parse::<u32>().ok());
    month.map_or(0, |month| month.div_ceil(3))
}

fn medians(
    tables: &[(Measure, Vec<Vec<Shown>>)],
    units: &[Uuid],
    quarters: u32,
    resolved: &[store::Took],
) -> Vec<Vec<Option<i64>>> {
    let shown = tables.iter().find(|(measure, _)| *measure == Measure::Resolved);
    let shown = shown.map(|(_, rows)| rows.as_slice()).unwrap_or_default();
    let median = |unit: Option<&Uuid>, quarter: Option<u32>| {
        let mut spread = Spread::default();
        let is_meant = |one: &&store::Took| {
            unit.is_none_or(|unit| *unit == one.unit_id)
                && quarter.is_none_or(|quarter| quarter == quarter_of(&one.month))
        };
        for one in resolved.iter().filter(is_meant) {
            spread.add(one.days, one.cases.unsigned_abs());
        }
        spread.percentile(50)
    };
    let columns = || (1..=quarters).map(Some).chain([None]);
    let row = |(unit, shown): (Option<&Uuid>, &Vec<Shown>)| {
        let cell = |(quarter, shown): (Option<u32>, &Shown)| match shown {
            Shown::Number(SMALLEST..) => median(unit, quarter),
            _ => None,
        };
        columns().zip(shown).map(cell).collect()
    };
    units.iter().map(Some).chain([None]).zip(shown).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ended_quarters_are_published() {
        for (today, ended) in [
            ("2026-01-01", (2025, 4)),
            ("2026-03-31", (2025, 4)),
            ("2026-04-01", (2026, 1)),
            ("2026-11-25", (2026, 3)),
            ("2026-12-31", (2026, 3)),
        ] {
            assert_eq!(last_ended(today.parse().unwrap()), ended, "{today}");
        }
    }

    #[test]
    fn months_lie_in_their_quarters() {
        let months = ["2026-01", "2026-03", "2026-04", "2026-09", "2026-12"];
        assert_eq!(months.map(quarter_of), [1, 1, 2, 3, 4]);
    }
}
