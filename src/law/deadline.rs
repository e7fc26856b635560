//! Deadlines (thời hạn): rules as dated data, and the deadline that follows from a fact.

use chrono::NaiveDate;

use crate::calendar::{WorkCalendar, minus, plus};
use crate::citation::{Act, Citation, lkn, ltcd, nd124};
use crate::codes;
use crate::regime::Regime;

/// How days are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayUnit {
    /// Ngày.
    Calendar,
    /// Ngày làm việc.
    Working,
}

codes!(DayUnit { Calendar => "calendar-day", Working => "working-day" });

/// Who must act in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Duty {
    /// The office.
    Agency,
    /// The citizen's right lapses.
    Citizen,
}

codes!(Duty { Agency => "agency", Citizen => "citizen" });

/// Rules of time, by their row in the digest of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleId {
    /// Acceptance or refusal of a complaint, to 30/6/2026.
    Kn03a,
    /// Acceptance or refusal of a complaint, since 1/7/2026.
    Kn03b,
    /// First resolution.
    Kn04,
    /// Service of the first decision.
    Kn10,
    /// Window of the second complaint.
    Kn13,
    /// Legal effect of the first decision.
    Kn14,
    /// Telling the citizen what happens to a petition.
    Pa03,
    /// Answering a petition: the office's own commitment.
    Pa04,
}

codes!(RuleId {
    Kn03a => "KN-03a",
    Kn03b => "KN-03b",
    Kn04 => "KN-04",
    Kn10 => "KN-10",
    Kn13 => "KN-13",
    Kn14 => "KN-14",
    Pa03 => "PA-03",
    Pa04 => "PA-04",
});

/// A rule of time as it stands on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Which rule.
    pub id: RuleId,
    /// How many days.
    pub days: u32,
    /// Of which kind.
    pub unit: DayUnit,
    /// Whose.
    pub duty: Duty,
    /// Where it stands.
    pub citation: Citation,
}

const fn rule(id: RuleId, days: u32, unit: DayUnit, duty: Duty, citation: Citation) -> Rule {
    Rule { id, days, unit, duty, citation }
}

/// Days within which a first complaint is to be made, from receipt or knowledge of the decision or act
/// (thời hiệu, KN-01, Điều 9 Luật Khiếu nại). Time lost to illness, disaster, distant work or another
/// objective obstacle is not counted, so this warns a sender and never refuses.
pub const LIMITATION_DAYS: u64 = 90;

/// Where the limitation stands.
pub const LIMITATION_BASIS: Citation = lkn("9", None);

/// Acceptance or refusal (thụ lý): KN-03a to 30/6/2026 (Điều 27 Luật Khiếu nại: 10 days; Nghị định
/// 124/2020 Điều 16 khoản 1: 10 working days), KN-03b since 1/7/2026 (7 working days).
///
/// No transitional clause was found, so the rule of the day of receipt applies. Where law and
/// decree differ (before 1/7/2026) the law's date is the strict one and the decree's the due one.
pub fn acceptance(received_on: NaiveDate) -> Rule {
    match Regime::on(received_on) {
        Regime::R0 | Regime::R1 => {
            rule(RuleId::Kn03a, 10, DayUnit::Working, Duty::Agency, nd124("16", Some("1")))
        }
        Regime::R2 => rule(RuleId::Kn03b, 7, DayUnit::Working, Duty::Agency, lkn("27", None)),
    }
}

/// First resolution (KN-04, Điều 28 Luật Khiếu nại): 30 days from acceptance, 45 if complex or
/// remote, 60 if both.
pub fn resolution(complex: bool, remote: bool) -> Rule {
    let days = match (complex, remote) {
        (false, false) => 30,
        (true, false) | (false, true) => 45,
        (true, true) => 60,
    };
    rule(RuleId::Kn04, days, DayUnit::Calendar, Duty::Agency, lkn("28", None))
}

/// Service of the first decision (KN-10, Điều 32 Luật Khiếu nại): 3 working days from issue.
pub const SERVICE: Rule = rule(RuleId::Kn10, 3, DayUnit::Working, Duty::Agency, lkn("32", None));

/// Second-complaint window (KN-13, Điều 33 khoản 1 Luật Khiếu nại): 30 days, in remote areas 45.
pub fn second_complaint(remote: bool) -> Rule {
    let days = if remote { 45 } else { 30 };
    rule(RuleId::Kn13, days, DayUnit::Calendar, Duty::Citizen, lkn("33", Some("1")))
}

/// Legal effect of the first decision (KN-14, Điều 44 khoản 1 Luật Khiếu nại): 30 days from issue,
/// in remote areas 45.
pub fn legal_effect(remote: bool) -> Rule {
    let days = if remote { 45 } else { 30 };
    rule(RuleId::Kn14, days, DayUnit::Calendar, Duty::Citizen, lkn("44", Some("1")))
}

/// Days of notice before a dialogue (KN-08, Nghị định 124/2020 Điều 28 khoản 1 as amended by
/// Nghị định 155/2026 Điều 11): at least 5 since 1/7/2026; before that no number was set.
pub fn dialogue_notice_days(invited_on: NaiveDate) -> Option<u32> {
    (Regime::on(invited_on) == Regime::R2).then_some(5)
}

/// Where the notice period before a dialogue stands.
pub const DIALOGUE_NOTICE: Citation = nd124("28", Some("1"));

/// Telling the citizen of a petition that it was taken on or passed on (PA-03, Điều 28 khoản 1 Luật
/// Tiếp công dân): 10 working days from receipt.
pub const PETITION_TOLD: Rule =
    rule(RuleId::Pa03, 10, DayUnit::Working, Duty::Agency, ltcd("28", Some("1")));

/// Answer on the merits of a petition (PA-04): no law sets a period, so the number is the office's
/// own setting and is shown as its commitment.
pub fn petition_answer(working_days: u32) -> Rule {
    let citation = Citation { act: Act::InternalCommitment, article: "", clause: None };
    rule(RuleId::Pa04, working_days, DayUnit::Working, Duty::Agency, citation)
}

/// How a deadline ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It runs.
    Open,
    /// The deciding fact happened on this day.
    Met(NaiveDate),
    /// Another fact made it pointless.
    Lapsed,
}

impl Ending {
    /// The stored code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Met(_) => "met",
            Self::Lapsed => "lapsed",
        }
    }

    /// The value of a stored code and its date.
    pub fn from_code(code: &str, met_on: Option<NaiveDate>) -> Option<Self> {
        match (code, met_on) {
            ("open", None) => Some(Self::Open),
            ("met", Some(day)) => Some(Self::Met(day)),
            ("lapsed", None) => Some(Self::Lapsed),
            _ => None,
        }
    }
}

/// A deadline that follows from a fact; never typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The rule it follows.
    pub rule: Rule,
    /// The day of the fact; not counted.
    pub starts_on: NaiveDate,
    /// Strict last day (hạn gốc): the office is warned from here.
    pub strict_on: NaiveDate,
    /// Last day after rolling over days off (hạn đích): late only after it.
    pub due_on: NaiveDate,
    /// How it ended.
    pub ending: Ending,
}

/// How a deadline stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// There is time.
    OnTrack,
    /// A few working days are left.
    DueSoon,
    /// Past the due day and open.
    Overdue,
    /// Met in time.
    Met,
    /// Met after the due day.
    MetLate,
    /// No longer needed, or a right that was not used in time.
    Lapsed,
}

codes!(Standing {
    OnTrack => "on-track",
    DueSoon => "due-soon",
    Overdue => "overdue",
    Met => "met",
    MetLate => "met-late",
    Lapsed => "lapsed",
});

impl Deadline {
    /// The deadline of a rule from the day of its fact.
    pub fn compute(rule: Rule, starts_on: NaiveDate, calendar: &WorkCalendar) -> Self {
        let calendar_end = plus(starts_on, u64::from(rule.days));
        let working_end = calendar.add_working_days(starts_on, rule.days);
        let (strict_on, due_on) = match rule.unit {
            DayUnit::Calendar => (calendar_end, calendar.roll_forward(calendar_end)),
            // The law says days, the decree working days: warn by the one, breach by the other.
            DayUnit::Working if rule.id == RuleId::Kn03a => (calendar_end, working_end),
            DayUnit::Working => (working_end, working_end),
        };
        Self { rule, starts_on, strict_on, due_on, ending: Ending::Open }
    }

    /// The same deadline, ended by its deciding fact.
    #[must_use]
    pub fn met(mut self, on: Option<NaiveDate>) -> Self {
        if let Some(day) = on {
            self.ending = Ending::Met(day);
        }
        self
    }

    /// The same deadline, made pointless if it is still open.
    #[must_use]
    pub fn lapsed_if(mut self, pointless: bool) -> Self {
        if pointless && self.ending == Ending::Open {
            self.ending = Ending::Lapsed;
        }
        self
    }

    /// Whether the office missed it by this day; frozen once the deciding fact has happened. A
    /// citizen's right that was not used is nobody's delay.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        match self.ending {
            _ if self.rule.duty == Duty::Citizen => false,
            Ending::Open => today > self.due_on,
            Ending::Met(day) => day > self.due_on,
            Ending::Lapsed => false,
        }
    }

    /// How it stands on a day.
    pub fn standing(
        &self,
        today: NaiveDate,
        warn_working_days: u32,
        calendar: &WorkCalendar,
    ) -> Standing {
        let warn_from =
            calendar.subtract_working_days(self.due_on, warn_working_days).min(self.strict_on);
        match self.ending {
            Ending::Lapsed => Standing::Lapsed,
            Ending::Met(_) if self.is_late(today) => Standing::MetLate,
            Ending::Met(_) => Standing::Met,
            Ending::Open if self.is_late(today) => Standing::Overdue,
            Ending::Open if today > self.due_on => Standing::Lapsed,
            Ending::Open if today >= warn_from => Standing::DueSoon,
            Ending::Open => Standing::OnTrack,
        }
    }
}

/// The latest day for something that must come at least `days` before an event: counted back, never
/// rolled forward (NG rules on "before" periods).
pub fn latest_notice_day(days: u32, event_on: NaiveDate) -> NaiveDate {
    minus(event_on, u64::from(days))
}
