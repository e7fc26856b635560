//! Duties of citizen reception (TD-01 to TD-15) and periods of petitions and feedback (PA-01 to PA-08).

use super::Measure::{Before, Often, OwnSetting, People, Unmeasured, Within};
use super::Unit::{CalendarDay, Hour, WorkingDay};
use super::{Frequency, Row, RuleId as Id, Sourcing, Start, row, sourced};
use crate::citation::{Act, cite, ltcd, nd154};
use crate::regime::{Validity, since, until};

/// Luật Tiếp công dân 42/2013/QH13.
const LAW: Validity = since(2014, 7, 1);
/// Luật 136/2025/QH15 and Nghị định 154/2026/NĐ-CP.
const AMENDED: Validity = since(2026, 7, 1);
/// Kết luận 215-KL/TW.
const PARTY: Validity = since(2025, 11, 23);
/// Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15.
const GRASSROOTS: Validity = since(2023, 7, 1);

const PARTY_RULE: crate::citation::Citation = cite(Act::PartyRegulation, "", None);

pub(super) const ROWS: &[Row] = &[
    // U3: how often in R1 was not read; the old law is shown until the new one.
    row(
        Id::Td01a,
        Often(1, Frequency::Week),
        Start::None,
        ltcd("15", None),
        until(LAW, 2026, 6, 30),
    ),
    row(Id::Td01b, Often(2, Frequency::Month), Start::None, ltcd("15", Some("2")), AMENDED),
    row(
        Id::Td02,
        Often(2, Frequency::Month),
        Start::None,
        ltcd("13", None),
        until(LAW, 2025, 6, 30),
    ),
    row(Id::Td03, Often(1, Frequency::Month), Start::None, ltcd("12", Some("5")), LAW),
    row(Id::Td04, Often(1, Frequency::Month), Start::None, ltcd("18", Some("2")), LAW),
    row(Id::Td05, Unmeasured, Start::None, ltcd("18", Some("3")), LAW),
    sourced(
        row(Id::Td06a, Often(1, Frequency::Month), Start::None, PARTY_RULE, PARTY),
        Sourcing::PartyRule,
    ),
    sourced(
        row(Id::Td06b, Often(2, Frequency::Month), Start::None, PARTY_RULE, PARTY),
        Sourcing::PartyRule,
    ),
    row(Id::Td07, Before(5, WorkingDay), Start::ReceptionDay, ltcd("24", Some("4")), LAW),
    row(Id::Td08, Within(10, WorkingDay), Start::Content, ltcd("28", Some("1")), LAW),
    row(Id::Td09, Within(7, WorkingDay), Start::Resolution, ltcd("27", Some("2")), LAW),
    row(Id::Td10, Within(5, WorkingDay), Start::ResultNotice, ltcd("28", Some("2")), LAW),
    row(Id::Td11, Within(3, WorkingDay), Start::Grounds, nd154("4", Some("3")), AMENDED),
    row(Id::Td12, Before(5, WorkingDay), Start::Session, nd154("23", Some("1")), AMENDED),
    row(Id::Td13a, Before(1, WorkingDay), Start::Session, nd154("23", Some("1")), AMENDED),
    row(Id::Td13b, Before(1, Hour), Start::Session, nd154("23", Some("1")), AMENDED),
    row(Id::Td14, Within(45, CalendarDay), Start::Receipt, nd154("41", Some("3")), AMENDED),
    row(
        Id::Td15,
        People(5),
        Start::None,
        cite(Act::ReportingCircular, "", None),
        since(2025, 9, 30),
    ),
    row(Id::Pa01, Unmeasured, Start::None, ltcd("2", Some("2")), LAW),
    row(Id::Pa02, Unmeasured, Start::None, ltcd("26", Some("2")), LAW),
    row(Id::Pa03, Within(10, WorkingDay), Start::Receipt, ltcd("28", Some("1")), LAW),
    // No statutory period to answer on the merits was found.
    sourced(
        row(
            Id::Pa04,
            OwnSetting,
            Start::ReceiptOrReopening,
            cite(Act::InternalCommitment, "", None),
            LAW,
        ),
        Sourcing::Promise,
    ),
    row(Id::Pa05, Unmeasured, Start::None, cite(Act::GrassrootsLaw, "35", Some("2")), GRASSROOTS),
    row(Id::Pa06, Within(3, WorkingDay), Start::Grounds, nd154("4", Some("3")), AMENDED),
    row(
        Id::Pa07,
        Within(5, WorkingDay),
        Start::Receipt,
        cite(Act::ProcedureFeedbackDecree, "", None),
        since(2008, 3, 12),
    ),
    row(
        Id::Pa08,
        Within(15, CalendarDay),
        Start::Recommendation,
        cite(Act::GrassrootsLaw, "40", Some("1")),
        GRASSROOTS,
    ),
];
