//! Rules of time as dated data: one row per row of the digest of the law, never overwritten.
//!
//! A row says how much, of which unit, from which fact, by which article, from when to when, and how
//! sure the text is. [`Row::for_case`] gives the [`Rule`] of a case; [`crate::deadline`] counts it.

mod complaint;
mod denunciation;
mod id;
mod letter;
mod reception;

use chrono::NaiveDate;

pub use id::RuleId;

use crate::citation::Citation;
use crate::codes;
use crate::regime::{Regime, Validity};

/// How time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Ngày.
    CalendarDay,
    /// Ngày làm việc.
    WorkingDay,
    /// Tháng.
    Month,
    /// Giờ.
    Hour,
}

codes!(Unit {
    CalendarDay => "calendar-day",
    WorkingDay => "working-day",
    Month => "month",
    Hour => "hour",
});

/// Who must act in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Duty {
    /// The office.
    Agency,
    /// The citizen's right lapses.
    Citizen,
}

codes!(Duty { Agency => "agency", Citizen => "citizen" });

/// What a row measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// At most so much after the fact.
    Within(u32, Unit),
    /// At least so much before the event.
    Before(u32, Unit),
    /// At least so long from the fact on.
    Lasting(u32, Unit),
    /// At once (ngay).
    AtOnce,
    /// As long as the period to resolve still runs.
    WhileResolving,
    /// Time that no period counts.
    NotCounted,
    /// So often in each week or month.
    Often(u32, Frequency),
    /// So many people.
    People(u32),
    /// A duty without a number.
    Unmeasured,
    /// The office sets the number itself.
    OwnSetting,
}

/// Per what something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Trong một tuần.
    Week,
    /// Trong một tháng.
    Month,
}

codes!(Frequency { Week => "week", Month => "month" });

/// The number where the case is complex, in a remote place, or both; none where it changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Longer {
    /// Vụ việc phức tạp.
    pub complex: Option<u32>,
    /// Vùng sâu, vùng xa đi lại khó khăn.
    pub remote: Option<u32>,
    /// Both.
    pub both: Option<u32>,
}

/// The fact a period starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its fact; the sentence is `start-<code>`")]
pub enum Start {
    Knowledge,
    DisciplineDecision,
    FirstDecision,
    Receipt,
    Acceptance,
    Request,
    DialogueDay,
    Order,
    Issue,
    DecisionOrPeriodEnd,
    LegalEffect,
    StayOrder,
    CourtDay,
    Finding,
    PeriodEnd,
    Conclusion,
    HandlingResult,
    Posting,
    Demand,
    ReceptionDay,
    Content,
    Resolution,
    ResultNotice,
    Grounds,
    Session,
    Filing,
    Recommendation,
    ReceiptOrReopening,
    None,
}

codes!(Start {
    Knowledge => "knowledge",
    DisciplineDecision => "discipline-decision",
    FirstDecision => "first-decision",
    Receipt => "receipt",
    Acceptance => "acceptance",
    Request => "request",
    DialogueDay => "dialogue-day",
    Order => "order",
    Issue => "issue",
    DecisionOrPeriodEnd => "decision-or-period-end",
    LegalEffect => "legal-effect",
    StayOrder => "stay-order",
    CourtDay => "court-day",
    Finding => "finding",
    PeriodEnd => "period-end",
    Conclusion => "conclusion",
    HandlingResult => "handling-result",
    Posting => "posting",
    Demand => "demand",
    ReceptionDay => "reception-day",
    Content => "content",
    Resolution => "resolution",
    ResultNotice => "result-notice",
    Grounds => "grounds",
    Session => "session",
    Filing => "filing",
    Recommendation => "recommendation",
    ReceiptOrReopening => "receipt-or-reopening",
    None => "none",
});

/// How sure the text of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sourcing {
    /// Read in the law or decree.
    Read,
    /// Law and decree count differently: this is what the law itself says. Which one binds is a
    /// setting ([`crate::settings::Conflict`]).
    Conflict(u32, Unit),
    /// From the repealed circular whose structure was kept; to be checked against the one in force.
    Predecessor,
    /// From memory: shown, never enforced.
    Unverified,
    /// No law: what the office promises.
    Promise,
    /// A Party rule.
    PartyRule,
}

impl Sourcing {
    /// The code that names the remark.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Conflict(..) => "conflict",
            Self::Predecessor => "predecessor",
            Self::Unverified => "unverified",
            Self::Promise => "promise",
            Self::PartyRule => "party-rule",
        }
    }

    /// All codes there are.
    pub const CODES: &[&str] =
        &["read", "conflict", "predecessor", "unverified", "promise", "party-rule"];
}

/// A row of the digest of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// Its number in the digest.
    pub id: RuleId,
    /// How much.
    pub measure: Measure,
    /// How much more where the case is complex or remote.
    pub longer: Longer,
    /// From which fact.
    pub start: Start,
    /// Whose.
    pub duty: Duty,
    /// Where it stands.
    pub citation: Citation,
    /// When it is in force.
    pub valid: Validity,
    /// How sure the text is.
    pub sourcing: Sourcing,
}

const fn row(id: RuleId, measure: Measure, start: Start, at: Citation, valid: Validity) -> Row {
    Row {
        id,
        measure,
        longer: Longer { complex: None, remote: None, both: None },
        start,
        duty: Duty::Agency,
        citation: at,
        valid,
        sourcing: Sourcing::Read,
    }
}

const fn citizens(row: Row) -> Row {
    Row { duty: Duty::Citizen, ..row }
}

const fn sourced(row: Row, sourcing: Sourcing) -> Row {
    Row { sourcing, ..row }
}

const fn longer(row: Row, complex: Option<u32>, remote: Option<u32>, both: Option<u32>) -> Row {
    Row { longer: Longer { complex, remote, both }, ..row }
}

/// What of a case a number depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Vụ việc phức tạp.
    pub complex: bool,
    /// Vùng sâu, vùng xa đi lại khó khăn.
    pub remote: bool,
}

/// A rule of time as it binds a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Which rule.
    pub id: RuleId,
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
    /// Whether it is counted back from an event.
    pub is_before: bool,
    /// From which fact.
    pub start: Start,
    /// Whose.
    pub duty: Duty,
    /// Where it stands.
    pub citation: Citation,
    /// Whether law and decree count differently, and how the law does.
    pub law_says: Option<(u32, Unit)>,
}

impl Row {
    /// The rule as it binds a case; none for a row that gives no date.
    pub fn for_case(&self, circumstances: Circumstances) -> Option<Rule> {
        let (count, unit, is_before) = match self.measure {
            Measure::Within(count, unit) | Measure::Lasting(count, unit) => (count, unit, false),
            Measure::Before(count, unit) => (count, unit, true),
            Measure::AtOnce => (0, Unit::CalendarDay, false),
            Measure::WhileResolving
            | Measure::NotCounted
            | Measure::Often(..)
            | Measure::People(_)
            | Measure::Unmeasured
            | Measure::OwnSetting => return None,
        };
        let Longer { complex, remote, both } = self.longer;
        let more = match (circumstances.complex, circumstances.remote) {
            (false, false) => None,
            (true, false) => complex,
            (false, true) => remote,
            (true, true) => both.or(complex.max(remote)),
        };
        let law_says = match self.sourcing {
            Sourcing::Conflict(count, unit) => Some((count, unit)),
            _ => None,
        };
        let count = more.unwrap_or(count);
        let Self { id, start, duty, citation, .. } = *self;
        Some(Rule { id, count, unit, is_before, start, duty, citation, law_says })
    }
}

/// All rows, in the order of the digest.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    [complaint::ROWS, denunciation::ROWS, reception::ROWS, letter::ROWS].into_iter().flatten()
}

/// The row of a rule.
pub fn row_of(id: RuleId) -> &'static Row {
    // Every id has its row: a test walks all of them.
    rows().find(|row| row.id == id).unwrap_or(&complaint::ROWS[0])
}

/// The rows of a family on a day: `KN-03` names KN-03a until 30/6/2026 and KN-03b after it, `KN-02`
/// its three cases. A full code is found whenever it was in force.
pub fn in_force(code: &str, on: NaiveDate) -> Vec<&'static Row> {
    let is_meant = |row: &&Row| {
        let of_family = row.id.code().strip_prefix(code).is_some_and(|rest| {
            rest.is_empty() || (rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_lowercase()))
        });
        of_family && row.valid.contains(on)
    };
    rows().filter(is_meant).collect()
}

/// The rule of a row that gives a date whatever the case.
pub fn fixed(id: RuleId) -> Rule {
    case_rule(id, Circumstances::default())
}

/// The rule of a row that gives a date, for a case.
pub fn case_rule(id: RuleId, circumstances: Circumstances) -> Rule {
    let row = row_of(id);
    row.for_case(circumstances).unwrap_or(Rule {
        id,
        count: 0,
        unit: Unit::CalendarDay,
        is_before: false,
        start: row.start,
        duty: row.duty,
        citation: row.citation,
        law_says: None,
    })
}

/// Acceptance or refusal of a complaint: KN-03a to 30/6/2026, KN-03b since 1/7/2026. No transitional
/// clause was found, so the rule of the day of receipt applies.
pub fn acceptance(received_on: NaiveDate) -> Rule {
    fixed(match Regime::on(received_on) {
        Regime::R0 | Regime::R1 => RuleId::Kn03a,
        Regime::R2 => RuleId::Kn03b,
    })
}

/// Limitation of a first complaint (thời hiệu, KN-01). Time of an obstacle is not counted, so it warns
/// a sender and never refuses.
pub fn limitation() -> Rule {
    fixed(RuleId::Kn01)
}

/// First resolution (KN-04): 30 days from acceptance, 45 if complex or remote, 60 if both.
pub fn first_resolution(circumstances: Circumstances) -> Rule {
    case_rule(RuleId::Kn04, circumstances)
}

/// Second-complaint window (KN-13): 30 days, in remote areas 45.
pub fn second_complaint(remote: bool) -> Rule {
    case_rule(RuleId::Kn13, Circumstances { complex: false, remote })
}

/// Days of notice before a dialogue of a complaint (KN-08): at least 5 since 1/7/2026; before that no
/// number was set.
pub fn dialogue_notice_days(invited_on: NaiveDate) -> Option<u32> {
    let row = row_of(RuleId::Kn08);
    match row.measure {
        Measure::Before(days, _) if row.valid.contains(invited_on) => Some(days),
        _ => None,
    }
}

/// Answer on the merits of a petition (PA-04): no law sets a period, so the number is the office's
/// own setting and is shown as its commitment.
pub fn petition_answer(working_days: u32) -> Rule {
    Rule { count: working_days, unit: Unit::WorkingDay, ..fixed(RuleId::Pa04) }
}
