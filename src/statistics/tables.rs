//! From counted groups to the values of all columns.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::circular::{Circular, Count, How};
use crate::source::Source;

/// Records of a period with the same marks, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which records.
    pub source: Source,
    /// Mark and value; a mark that is missing holds no value.
    pub marks: Vec<(&'static str, String)>,
    /// What of them, and how much.
    pub amounts: Vec<(&'static str, i64)>,
}

impl Group {
    fn mark(&self, name: &str) -> &str {
        let found = self.marks.iter().find(|(mark, _)| *mark == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn amount(&self, name: &str) -> i64 {
        self.amounts.iter().find(|(take, _)| *take == name).map_or(0, |(_, amount)| *amount)
    }

    fn is_counted(&self, count: &Count) -> bool {
        self.source == count.source
            && count.filter.iter().all(|condition| condition.holds(self.mark(condition.mark)))
    }
}

/// A figure of before this program, or of a column it does not hold, entered for a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Code of a form.
    pub form: String,
    /// Number of a column that is not a sum.
    pub no: u32,
    /// In the unit of the column.
    pub value: i64,
}

/// The values of all columns of all forms of a circular, for one unit and period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tables {
    /// By code of the form; the first value is that of column 1.
    pub values: BTreeMap<String, Vec<i64>>,
}

impl Tables {
    /// The value of a column; 0 for one that is not there.
    pub fn value(&self, form: &str, no: u32) -> i64 {
        let at = no.checked_sub(1).and_then(|at| usize::try_from(at).ok());
        let values = self.values.get(form);
        at.and_then(|at| values?.get(at)).copied().unwrap_or(0)
    }

    /// Adds another unit, column by column.
    pub fn add(&mut self, other: &Self) {
        for (form, values) in &other.values {
            let sums = self.values.entry(form.clone()).or_insert_with(|| vec![0; values.len()]);
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum = sum.saturating_add(*value);
            }
        }
    }
}

impl Circular {
    /// The values of all columns: what is counted and what was entered first, sums after them, in the order of
    /// the forms.
    pub fn tables(&self, groups: &[Group], openings: &[Opening]) -> Tables {
        let mut tables = Tables::default();
        for form in &self.forms {
            let value = |no: u32, how: &How| {
                let entered = openings.iter().filter(|one| one.form == form.code && one.no == no);
                let entered: i64 = entered.map(|one| one.value).sum();
                match how {
                    How::Count(count) => entered + counted(groups, count),
                    How::Typed => entered,
                    How::Sum(_) | How::Same { .. } => 0,
                }
            };
            let values = form.columns.iter().map(|column| value(column.no, &column.how)).collect();
            tables.values.insert(form.code.clone(), values);
        }
        for form in &self.forms {
            for column in &form.columns {
                if matches!(column.how, How::Count(_) | How::Typed) {
                    continue;
                }
                let value = self.resolve(&tables, &form.code, column.no, form.columns.len());
                if let Some(values) = tables.values.get_mut(&form.code)
                    && let Some(slot) = column.no.checked_sub(1)
                    && let Some(slot) = values.get_mut(slot as usize)
                {
                    *slot = value;
                }
            }
        }
        tables
    }

    /// A sum of sums, down to columns that are none; `depth` bounds the way. Another form's column stands in a form
    /// before, so it is there already.
    fn resolve(&self, tables: &Tables, form: &str, no: u32, depth: usize) -> i64 {
        match self.column(form, no).map(|column| &column.how) {
            Some(How::Sum(parts)) if depth > 0 => {
                parts.iter().map(|part| self.resolve(tables, form, *part, depth - 1)).sum()
            }
            Some(How::Same { form, no }) => tables.value(form, *no),
            _ => tables.value(form, no),
        }
    }
}

fn counted(groups: &[Group], count: &Count) -> i64 {
    let matching = groups.iter().filter(|group| group.is_counted(count));
    matching.map(|group| group.amount(count.take)).sum()
}
