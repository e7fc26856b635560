//! Periods of denunciations (TC-01 to TC-18).

use super::Measure::{AtOnce, Lasting, NotCounted, Within};
use super::Unit::{CalendarDay, WorkingDay};
use super::{Row, RuleId as Id, Start, row};
use crate::citation::{ltc, nd31};
use crate::regime::{Validity, since};

/// Luật Tố cáo 25/2018/QH14; Luật 136/2025/QH15 left its periods as they were.
const LAW: Validity = since(2019, 1, 1);
/// Nghị định 31/2019/NĐ-CP.
const DECREE: Validity = since(2019, 5, 28);

pub(super) const ROWS: &[Row] = &[
    row(Id::Tc01, Within(7, WorkingDay), Start::Receipt, ltc("24", Some("1")), LAW),
    row(Id::Tc01b, Within(10, WorkingDay), Start::Receipt, ltc("24", Some("1")), LAW),
    row(Id::Tc02, AtOnce, Start::Finding, ltc("24", Some("1")), LAW),
    row(Id::Tc03, Within(5, WorkingDay), Start::Receipt, ltc("24", Some("2")), LAW),
    row(Id::Tc04, Within(20, CalendarDay), Start::Receipt, ltc("26", Some("2")), LAW),
    row(Id::Tc05, AtOnce, Start::Finding, ltc("27", Some("1")), LAW),
    row(Id::Tc06, Within(5, WorkingDay), Start::Acceptance, ltc("29", Some("3")), LAW),
    row(Id::Tc07, Within(30, CalendarDay), Start::Acceptance, ltc("30", Some("1")), LAW),
    row(Id::Tc08, Within(30, CalendarDay), Start::PeriodEnd, ltc("30", Some("2")), LAW),
    row(Id::Tc09, Within(30, CalendarDay), Start::PeriodEnd, ltc("30", Some("3")), LAW),
    row(Id::Tc10, NotCounted, Start::Order, ltc("34", Some("2")), LAW),
    row(Id::Tc11, Within(5, WorkingDay), Start::Order, ltc("34", Some("4")), LAW),
    row(Id::Tc12, Within(5, WorkingDay), Start::Conclusion, ltc("35", Some("3")), LAW),
    row(Id::Tc13, Within(7, WorkingDay), Start::Conclusion, ltc("36", Some("1")), LAW),
    row(Id::Tc14, Within(5, WorkingDay), Start::HandlingResult, ltc("36", Some("3")), LAW),
    row(Id::Tc15, Within(7, WorkingDay), Start::Conclusion, ltc("40", Some("1")), LAW),
    row(Id::Tc16, Lasting(15, CalendarDay), Start::Posting, nd31("6", None), DECREE),
    row(Id::Tc17, Within(20, CalendarDay), Start::Receipt, ltc("37", Some("2")), LAW),
    row(Id::Tc18a, Within(5, WorkingDay), Start::Receipt, ltc("38", Some("2")), LAW),
    row(Id::Tc18b, Within(5, WorkingDay), Start::Demand, ltc("38", Some("3")), LAW),
];
