//! What several files of tests read.

use std::collections::BTreeMap;

use statistics::{Circular, Tables};

pub const CURRENT: &str = "06/2025/TT-TTCP";
pub const BEFORE: &str = "02/2021/TT-TTCP";

pub fn current() -> &'static Circular {
    Circular::numbered(CURRENT).unwrap()
}

/// The rows of a CSV file by their headings.
pub fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// Tables of the circular in which some cells, `("02/XLD.6", 3)`, are set and all others are 0.
pub fn tables(cells: &[(&str, i64)]) -> Tables {
    let mut tables = current().tables(&[], &[]);
    for (cell, value) in cells {
        *slot(&mut tables, cell) = *value;
    }
    tables
}

/// The value behind `02/XLD.6`.
pub fn slot<'t>(tables: &'t mut Tables, cell: &str) -> &'t mut i64 {
    let (form, no) = cell.split_once('.').unwrap();
    let no: usize = no.parse().unwrap();
    &mut tables.values.get_mut(form).unwrap()[no - 1]
}
