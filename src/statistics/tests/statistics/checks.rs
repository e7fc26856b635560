//! Each of the 55 checks in both directions: it passes up to its border, and fails one value beyond.

use chrono::NaiveDate;
use statistics::{Circular, Evidence, Severity, Tables};

use crate::support::{current, slot, tables};

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn evidence(unit_kind: &str) -> Evidence<'_> {
    Evidence { unit_kind, to: d("2026-09-14"), ..Evidence::default() }
}

/// Whether a check, by its number in the circular, holds; none if it is not asked.
fn holds(number: usize, tables: &Tables, evidence: &Evidence<'_>) -> Option<bool> {
    let findings = current().check(tables, evidence);
    findings.iter().find(|one| one.number == number).map(|one| one.passed)
}

/// What must hold between the first cell and the others, and by how much the others weigh.
#[derive(Clone, Copy, PartialEq)]
enum Must {
    Equal,
    AtMost,
    AtLeast,
}
use Must::{AtLeast, AtMost, Equal};

/// Number in the circular, what must hold, and cells with values that stand just at the border; the first is left
/// of the sign.
const RULES: &[(usize, Must, &[(&str, i64)])] = &[
    (1, Equal, &[("01/TCD.1", 6), ("01/TCD.5", 1), ("01/TCD.11", 2), ("01/TCD.17", 3)]),
    (2, Equal, &[("01/TCD.2", 15), ("01/TCD.6", 4), ("01/TCD.12", 5), ("01/TCD.18", 6)]),
    (3, Equal, &[("01/TCD.3", 9), ("01/TCD.7", 2), ("01/TCD.13", 3), ("01/TCD.19", 4)]),
    (4, Equal, &[("01/TCD.4", 12), ("01/TCD.8", 3), ("01/TCD.14", 4), ("01/TCD.20", 5)]),
    (5, AtMost, &[("01/TCD.9", 40), ("01/TCD.6", 40)]),
    (6, AtMost, &[("01/TCD.15", 41), ("01/TCD.12", 41)]),
    (7, AtMost, &[("01/TCD.21", 42), ("01/TCD.18", 42)]),
    (8, AtLeast, &[("01/TCD.9", 15), ("01/TCD.8", 3)]),
    (9, AtLeast, &[("01/TCD.15", 20), ("01/TCD.14", 4)]),
    (10, AtLeast, &[("01/TCD.21", 25), ("01/TCD.20", 5)]),
    (13, AtMost, &[("02/XLD.2", 9), ("02/XLD.1", 9)]),
    (14, AtMost, &[("02/XLD.3", 8), ("02/XLD.2", 8)]),
    (15, Equal, &[("02/XLD.3", 7), ("02/XLD.4", 5), ("02/XLD.23", 2)]),
    (16, AtMost, &[("02/XLD.4", 6), ("02/XLD.3", 6)]),
    (17, Equal, &[("02/XLD.4", 12), ("02/XLD.6", 3), ("02/XLD.12", 4), ("02/XLD.19", 5)]),
    (18, AtMost, &[("02/XLD.5", 5), ("02/XLD.4", 5)]),
    (19, Equal, &[("02/XLD.6", 5), ("02/XLD.7", 3), ("02/XLD.8", 2)]),
    (20, Equal, &[("02/XLD.6", 6), ("02/XLD.9", 1), ("02/XLD.10", 2), ("02/XLD.11", 3)]),
    (21, Equal, &[("02/XLD.12", 9), ("02/XLD.13", 5), ("02/XLD.14", 4)]),
    (
        22,
        Equal,
        &[
            ("02/XLD.12", 10),
            ("02/XLD.15", 1),
            ("02/XLD.16", 2),
            ("02/XLD.17", 3),
            ("02/XLD.18", 4),
        ],
    ),
    (23, Equal, &[("02/XLD.19", 9), ("02/XLD.20", 2), ("02/XLD.21", 3), ("02/XLD.22", 4)]),
    (24, Equal, &[("02/XLD.23", 11), ("02/XLD.24", 5), ("02/XLD.25", 6)]),
    (25, Equal, &[("03/GQKN.1", 8), ("02/XLD.6", 8)]),
    (
        26,
        Equal,
        &[
            ("03/GQKN.2", 10),
            ("03/GQKN.3", 1),
            ("03/GQKN.4", 2),
            ("03/GQKN.5", 3),
            ("03/GQKN.6", 4),
        ],
    ),
    (27, AtMost, &[("03/GQKN.2", 7), ("03/GQKN.1", 7)]),
    (
        28,
        Equal,
        &[
            ("03/GQKN.7", 15),
            ("03/GQKN.8", 1),
            ("03/GQKN.9", 2),
            ("03/GQKN.10", 3),
            ("03/GQKN.11", 4),
            ("03/GQKN.12", 5),
        ],
    ),
    (29, AtMost, &[("03/GQKN.20", 3), ("03/GQKN.19", 3)]),
    (30, AtMost, &[("03/GQKN.23", 4), ("03/GQKN.22", 4)]),
    (31, Equal, &[("04/GQTC.1", 9), ("02/XLD.12", 9)]),
    (
        32,
        Equal,
        &[
            ("04/GQTC.2", 14),
            ("04/GQTC.3", 2),
            ("04/GQTC.4", 3),
            ("04/GQTC.5", 4),
            ("04/GQTC.6", 5),
        ],
    ),
    (33, AtMost, &[("04/GQTC.2", 6), ("04/GQTC.1", 6)]),
    (
        34,
        Equal,
        &[
            ("04/GQTC.7", 21),
            ("04/GQTC.8", 1),
            ("04/GQTC.9", 2),
            ("04/GQTC.10", 3),
            ("04/GQTC.11", 4),
            ("04/GQTC.12", 5),
            ("04/GQTC.13", 6),
        ],
    ),
    (35, AtMost, &[("04/GQTC.22", 5), ("04/GQTC.21", 5)]),
    (36, AtMost, &[("04/GQTC.25", 6), ("04/GQTC.24", 6)]),
    (37, AtLeast, &[("05/KQTH.1", 12), ("03/GQKN.7", 12)]),
    (38, AtMost, &[("05/KQTH.2", 11), ("05/KQTH.1", 11)]),
    (39, AtMost, &[("05/KQTH.5", 5_000_000), ("05/KQTH.3", 5_000_000)]),
    (40, AtMost, &[("05/KQTH.6", 12_050), ("05/KQTH.4", 12_050)]),
    (41, AtMost, &[("05/KQTH.9", 7_000_000), ("05/KQTH.7", 7_000_000)]),
    (42, AtMost, &[("05/KQTH.10", 33_025), ("05/KQTH.8", 33_025)]),
    (43, AtMost, &[("05/KQTH.12", 2), ("05/KQTH.11", 2)]),
    (44, AtMost, &[("05/KQTH.15", 3), ("05/KQTH.14", 3)]),
    (45, AtLeast, &[("05/KQTH.16", 13), ("04/GQTC.7", 13)]),
    (46, AtMost, &[("05/KQTH.17", 8), ("05/KQTH.16", 8)]),
    (47, AtMost, &[("05/KQTH.20", 1_500_000), ("05/KQTH.18", 1_500_000)]),
    (48, AtMost, &[("05/KQTH.21", 100), ("05/KQTH.19", 100)]),
    (49, AtMost, &[("05/KQTH.24", 2_500_000), ("05/KQTH.22", 2_500_000)]),
    (50, AtMost, &[("05/KQTH.25", 200), ("05/KQTH.23", 200)]),
    (51, AtMost, &[("05/KQTH.28", 4), ("05/KQTH.27", 4)]),
    (52, AtMost, &[("05/KQTH.31", 5), ("05/KQTH.30", 5)]),
    (53, AtMost, &[("06/QLKNTC.8", 2), ("06/QLKNTC.6", 2)]),
];

#[test]
fn every_rule_holds_up_to_its_border_and_no_further() {
    let special = [11, 12, 54, 55];
    let all: Vec<usize> = RULES.iter().map(|rule| rule.0).chain(special).collect();
    assert_eq!(
        {
            let mut sorted = all;
            sorted.sort_unstable();
            sorted
        },
        (1..=55).collect::<Vec<_>>()
    );
    let province = evidence("province");
    for (number, must, cells) in RULES {
        let border = tables(cells);
        assert_eq!(holds(*number, &border, &province), Some(true), "check {number} at its border");
        for (at, (cell, _)) in cells.iter().enumerate() {
            for change in [-1, 1] {
                let mut moved = border.clone();
                *slot(&mut moved, cell) += change;
                // What is left of the sign may be less (≤) or more (≥); right of it the other way round.
                let grows_left = (change > 0) == (at == 0);
                let expected = match must {
                    Equal => false,
                    AtMost => !grows_left,
                    AtLeast => grows_left,
                };
                assert_eq!(
                    holds(*number, &moved, &province),
                    Some(expected),
                    "check {number}: {cell} {change:+}"
                );
            }
        }
    }
}

#[test]
fn what_is_told_are_both_sides() {
    let found = current().check(&tables(&[("01/TCD.9", 14), ("01/TCD.8", 3)]), &evidence("ward"));
    let found = found.iter().find(|one| one.number == 8).unwrap();
    assert_eq!((found.left, found.right, found.passed), (14, 15, false));
    assert_eq!(found.check.severity, Severity::Warning);
    let found = current().check(&tables(&[("03/GQKN.1", 4), ("02/XLD.6", 5)]), &evidence("ward"));
    let found = found.iter().find(|one| one.number == 25).unwrap();
    assert_eq!((found.left, found.right, found.check.severity), (4, 5, Severity::Error));
}

#[test]
fn no_matter_stands_under_two_headings() {
    for (twice, expected) in [(0, true), (1, false), (-1, false)] {
        let evidence = Evidence { counted_twice: twice, ..evidence("ward") };
        assert_eq!(holds(11, &tables(&[]), &evidence), Some(expected), "{twice}");
    }
}

#[test]
fn a_ward_delegates_nothing_since_the_law_of_2025() {
    let at = |kind, to: &str, tables: &Tables| {
        holds(12, tables, &Evidence { unit_kind: kind, to: d(to), ..Evidence::default() })
    };
    let none = tables(&[]);
    assert_eq!(at("ward", "2026-09-14", &none), Some(true));
    for no in 16..=21 {
        let delegated = tables(&[(&format!("01/TCD.{no}"), 1)]);
        assert_eq!(at("ward", "2026-09-14", &delegated), Some(false), "column {no}");
        assert_eq!(at("ward", "2026-07-01", &delegated), Some(false), "the first day");
        assert_eq!(at("ward", "2026-06-30", &delegated), None, "the law was not in force");
        assert_eq!(at("province", "2026-09-14", &delegated), None, "a province may");
    }
    assert_eq!(at("ward", "2026-09-14", &tables(&[("01/TCD.15", 1), ("01/TCD.5", 1)])), Some(true));
}

#[test]
fn the_note_line_has_the_number_after_the_last_column() {
    assert_eq!(holds(54, &tables(&[]), &evidence("ward")), Some(true));
    let text = include_str!("../../circulars/tt06-2025.toml");
    for note in ["note_number = 22", "note_number = 32", "note_number = 18"] {
        for wrong in ["note_number = 7", "note_number = 33"] {
            let wrong = Circular::parse(&text.replace(note, wrong)).unwrap();
            let found = wrong.check(&tables(&[]), &evidence("ward"));
            let found = found.iter().find(|one| one.number == 54).unwrap();
            assert!(!found.passed && found.left != found.right, "{note}");
        }
    }
}

#[test]
fn a_whole_is_the_sum_of_its_units() {
    let parts = [
        tables(&[("01/TCD.5", 2), ("05/KQTH.31", 1)]),
        tables(&[("01/TCD.5", 3), ("06/QLKNTC.17", 4)]),
    ];
    let of = |total: &Tables, parts: &[Tables]| {
        holds(55, total, &Evidence { parts: Some(parts), ..evidence("province") })
    };
    let total = tables(&[("01/TCD.5", 5), ("05/KQTH.31", 1), ("06/QLKNTC.17", 4)]);
    assert_eq!(of(&total, &parts), Some(true));
    for form in &current().forms {
        for no in 1..=form.columns.len() {
            for change in [-1, 1] {
                let mut moved = total.clone();
                *slot(&mut moved, &format!("{}.{no}", form.code)) += change;
                assert_eq!(of(&moved, &parts), Some(false), "{} column {no} {change:+}", form.code);
            }
        }
    }
    assert_eq!(of(&total, &parts[..1]), Some(false), "a unit is missing");
    assert_eq!(holds(55, &total, &evidence("ward")), Some(true), "a unit alone has no parts");
}

#[test]
fn cases_tied_to_letters_are_not_asked_where_open_cases_count() {
    let more = tables(&[("03/GQKN.2", 2), ("03/GQKN.1", 1), ("04/GQTC.2", 2), ("04/GQTC.1", 1)]);
    for number in [27, 33] {
        assert_eq!(holds(number, &more, &evidence("ward")), Some(false));
        let open = Evidence { counts_open_cases: true, ..evidence("ward") };
        assert_eq!(holds(number, &more, &open), None);
        assert_eq!(current().check(&more, &open).len(), 53);
    }
}

#[test]
fn empty_tables_pass_all_checks() {
    let tables = current().tables(&[], &[]);
    for kind in ["ward", "department", "province"] {
        let found = current().check(&tables, &evidence(kind));
        assert_eq!(found.len(), if kind == "ward" { 55 } else { 54 });
        assert!(found.iter().all(|one| one.passed));
        let numbers: Vec<_> = found.iter().map(|one| one.number).collect();
        assert!(numbers.is_sorted(), "{numbers:?}");
    }
}
