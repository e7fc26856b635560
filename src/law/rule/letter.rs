//! Processing of letters (XL-01 to XL-22).
//!
//! Thông tư 05/2021/TT-TTCP is in force, but only its Điều 13 to 16 could be read; rows from its
//! predecessor are marked so and bind nobody here.

use super::Measure::{AtOnce, Lasting, People, Unmeasured, Within};
use super::Unit::{CalendarDay, Month, WorkingDay};
use super::{Row, RuleId as Id, Sourcing, Start, row, sourced};
use crate::citation::{Act, Citation, cite, lkn, ltcd, nd154};
use crate::regime::{Validity, since};

/// Thông tư 05/2021/TT-TTCP.
const CIRCULAR: Validity = since(2021, 11, 15);
/// Luật Tiếp công dân 42/2013/QH13.
const RECEPTION: Validity = since(2014, 7, 1);
/// Luật 136/2025/QH15 and Nghị định 154/2026/NĐ-CP.
const AMENDED: Validity = since(2026, 7, 1);

const fn tt05(article: &'static str, clause: Option<&'static str>) -> Citation {
    cite(Act::LettersCircular, article, clause)
}

/// A row known from Thông tư 07/2014 alone.
const fn old(id: Id, measure: super::Measure, article: &'static str) -> Row {
    let at = cite(Act::OldLettersCircular, article, None);
    sourced(row(id, measure, Start::None, at, CIRCULAR), Sourcing::Predecessor)
}

pub(super) const ROWS: &[Row] = &[
    old(Id::Xl01, Unmeasured, "5"),
    old(Id::Xl02, Unmeasured, "3"),
    old(Id::Xl03, Unmeasured, "6"),
    old(Id::Xl04, Unmeasured, "6"),
    old(Id::Xl05, Unmeasured, "6"),
    sourced(
        row(Id::Xl06, Unmeasured, Start::None, tt05("6", None), CIRCULAR),
        Sourcing::Unverified,
    ),
    old(Id::Xl07, People(5), "6"),
    old(Id::Xl08, Unmeasured, "10"),
    row(Id::Xl09, Within(7, WorkingDay), Start::Receipt, lkn("27", None), AMENDED),
    row(Id::Xl10, Within(7, WorkingDay), Start::Receipt, lkn("27", None), AMENDED),
    row(Id::Xl11, Unmeasured, Start::None, ltcd("26", Some("1")), AMENDED),
    row(Id::Xl12, Within(7, WorkingDay), Start::Receipt, tt05("13", None), CIRCULAR),
    row(Id::Xl13, Within(5, WorkingDay), Start::Receipt, tt05("14", Some("1")), CIRCULAR),
    row(Id::Xl14, Within(5, WorkingDay), Start::Receipt, tt05("14", Some("2")), CIRCULAR),
    row(Id::Xl15, Unmeasured, Start::None, tt05("15", None), CIRCULAR),
    row(Id::Xl16, AtOnce, Start::Finding, tt05("16", None), CIRCULAR),
    row(Id::Xl17, Unmeasured, Start::None, ltcd("26", Some("2")), RECEPTION),
    old(Id::Xl18, Unmeasured, "22"),
    old(Id::Xl19, Unmeasured, "23"),
    old(Id::Xl20, Unmeasured, "27"),
    Row { start: Start::Filing, ..old(Id::Xl21, Lasting(12, Month), "28") },
    row(Id::Xl22, Within(45, CalendarDay), Start::Receipt, nd154("41", Some("3")), AMENDED),
];
