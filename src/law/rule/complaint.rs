//! Periods of complaints (KN-01 to KN-19) and the answers to the People's Inspection Committee.

use super::Measure::{Before, NotCounted, WhileResolving, Within};
use super::Unit::{CalendarDay, Month, WorkingDay};
use super::{Row, RuleId as Id, Sourcing, Start, citizens, longer, row, sourced};
use crate::citation::{Act, cite, lkn, nd124};
use crate::regime::{Validity, since, until};

/// Luật Khiếu nại 02/2011/QH13.
const LAW: Validity = since(2012, 7, 1);
/// Nghị định 124/2020/NĐ-CP.
const DECREE: Validity = since(2020, 12, 10);
/// Luật 136/2025/QH15 and Nghị định 155/2026/NĐ-CP.
const AMENDED: Validity = since(2026, 7, 1);

pub(super) const ROWS: &[Row] = &[
    // Time of an obstacle is not counted (Điều 9), so it warns a sender and never refuses.
    citizens(row(Id::Kn01, Within(90, CalendarDay), Start::Knowledge, lkn("9", None), LAW)),
    citizens(row(
        Id::Kn02a,
        Within(15, CalendarDay),
        Start::DisciplineDecision,
        lkn("48", None),
        LAW,
    )),
    citizens(row(Id::Kn02b, Within(10, CalendarDay), Start::FirstDecision, lkn("48", None), LAW)),
    citizens(row(Id::Kn02c, Within(30, CalendarDay), Start::FirstDecision, lkn("48", None), LAW)),
    // U1: the law says 10 days, the decree 10 working days.
    sourced(
        row(
            Id::Kn03a,
            Within(10, WorkingDay),
            Start::Receipt,
            nd124("16", Some("1")),
            until(LAW, 2026, 6, 30),
        ),
        Sourcing::Conflict(10, CalendarDay),
    ),
    row(Id::Kn03b, Within(7, WorkingDay), Start::Receipt, lkn("27", None), AMENDED),
    longer(
        row(Id::Kn04, Within(30, CalendarDay), Start::Acceptance, lkn("28", None), LAW),
        Some(45),
        Some(45),
        Some(60),
    ),
    longer(
        row(Id::Kn05, Within(45, CalendarDay), Start::Acceptance, lkn("37", None), LAW),
        Some(60),
        Some(60),
        Some(70),
    ),
    longer(
        row(Id::Kn06, Within(30, CalendarDay), Start::Acceptance, lkn("50", None), LAW),
        Some(45),
        None,
        None,
    ),
    row(Id::Kn07, Within(7, CalendarDay), Start::Request, lkn("12", Some("1")), LAW),
    row(Id::Kn08, Before(5, CalendarDay), Start::DialogueDay, nd124("28", Some("1")), AMENDED),
    row(Id::Kn09, Within(3, WorkingDay), Start::Order, nd124("28b", None), AMENDED),
    row(Id::Kn10, Within(3, WorkingDay), Start::Issue, lkn("32", None), LAW),
    // U2: the law says 7 days, the decree 7 working days; Luật 136/2025 left Điều 41 as it is.
    sourced(
        row(Id::Kn11, Within(7, WorkingDay), Start::Issue, nd124("29", Some("2")), LAW),
        Sourcing::Conflict(7, CalendarDay),
    ),
    row(Id::Kn12, Within(15, CalendarDay), Start::Issue, nd124("29", Some("3")), DECREE),
    citizens(longer(
        row(
            Id::Kn13,
            Within(30, CalendarDay),
            Start::DecisionOrPeriodEnd,
            lkn("33", Some("1")),
            LAW,
        ),
        None,
        Some(45),
        Some(45),
    )),
    citizens(longer(
        row(Id::Kn14, Within(30, CalendarDay), Start::Issue, lkn("44", Some("1")), LAW),
        None,
        Some(45),
        Some(45),
    )),
    citizens(longer(
        row(Id::Kn15, Within(30, CalendarDay), Start::Issue, lkn("44", Some("2")), LAW),
        None,
        Some(45),
        Some(45),
    )),
    row(Id::Kn16, Within(5, WorkingDay), Start::LegalEffect, nd124("31", Some("1")), DECREE),
    row(Id::Kn17, WhileResolving, Start::StayOrder, lkn("35", None), LAW),
    row(Id::Kn18, NotCounted, Start::Order, lkn("11a", Some("4")), AMENDED),
    citizens(row(
        Id::Kn19,
        Within(12, Month),
        Start::CourtDay,
        cite(Act::AdministrativeProcedureLaw, "116", None),
        since(2016, 7, 1),
    )),
    row(
        Id::Dc16,
        Within(15, CalendarDay),
        Start::Recommendation,
        cite(Act::GrassrootsLaw, "40", Some("1")),
        since(2023, 7, 1),
    ),
];
