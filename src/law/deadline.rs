//! Deadlines (thời hạn): the day a period ends, derived from facts and never typed in.
//!
//! A deadline keeps what it was derived from: rule, day of the fact, pauses and extensions. The order
//! in which they came to be known does not matter.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar::{WorkCalendar, minus, plus};
use crate::codes;
use crate::rule::{Duty, Rule, Unit};
use crate::settings::{Conflict, Rules};

/// Time that is not counted (tạm đình chỉ, giám định): the day of the order still counts, the day of
/// going on does not (KN-18, TC-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pause {
    /// Day of the order that stopped the clock.
    pub from: NaiveDate,
    /// Day of the order that let it go on; none while it stands still.
    pub to: Option<NaiveDate>,
}

/// Whether the last pause still runs.
pub(crate) fn is_paused(pauses: &[Pause]) -> bool {
    pauses.last().is_some_and(|pause| pause.to.is_none())
}

/// Ends the pause that still runs.
pub(crate) fn end_last(pauses: &mut [Pause], on: NaiveDate) {
    if let Some(last) = pauses.last_mut() {
        last.to = last.to.or(Some(on));
    }
}

/// Days added to a period (gia hạn).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Extension {
    /// Day of the decision.
    pub on: NaiveDate,
    /// How many, of the unit of the period.
    pub count: u32,
}

/// How a deadline ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It runs.
    Open,
    /// It has stood still since this day; the dates are those it would have had.
    Paused(NaiveDate),
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
            Self::Paused(_) => "paused",
            Self::Met(_) => "met",
            Self::Lapsed => "lapsed",
        }
    }
}

/// The end of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The rule it follows.
    pub rule: Rule,
    /// The day of the fact; not counted.
    pub starts_on: NaiveDate,
    /// Strict last day (hạn gốc): the office is warned from here.
    pub strict_on: NaiveDate,
    /// Last day after rolling over days off (hạn đích): late only after it.
    pub due_on: NaiveDate,
    /// Time that was not counted, in order, without overlap.
    pub pauses: Vec<Pause>,
    /// Days that were added, in order.
    pub extensions: Vec<Extension>,
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
    /// The clock stands still.
    Paused,
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
    Paused => "paused",
    Met => "met",
    MetLate => "met-late",
    Lapsed => "lapsed",
});

impl Deadline {
    /// The deadline of a rule from the day of its fact.
    pub fn compute(rule: Rule, starts_on: NaiveDate, rules: &Rules<'_>) -> Self {
        Self::running(rule, starts_on, &[], &[], rules)
    }

    /// The deadline of a rule whose clock was stopped or that was extended.
    pub fn running(
        rule: Rule,
        starts_on: NaiveDate,
        pauses: &[Pause],
        extensions: &[Extension],
        rules: &Rules<'_>,
    ) -> Self {
        let mut extensions = extensions.to_vec();
        extensions.sort_unstable();
        let more = extensions.iter().fold(0_u32, |sum, one| sum.saturating_add(one.count));
        let pauses = in_order(pauses);
        let (strict_on, due_on) = ends(rule, starts_on, &pauses, more, rules);
        // What began after the end moved nothing.
        let pauses: Vec<Pause> = pauses.into_iter().filter(|pause| pause.from < due_on).collect();
        let stopped = pauses.iter().find(|pause| pause.to.is_none());
        let ending = stopped.map_or(Ending::Open, |pause| Ending::Paused(pause.from));
        Self { rule, starts_on, strict_on, due_on, pauses, extensions, ending }
    }

    /// The same deadline, ended by its deciding fact.
    #[must_use]
    pub fn met(mut self, on: Option<NaiveDate>) -> Self {
        if let Some(day) = on {
            self.ending = Ending::Met(day);
        }
        self
    }

    /// The same deadline, made pointless if it has not ended.
    #[must_use]
    pub fn lapsed_if(mut self, pointless: bool) -> Self {
        if pointless && !matches!(self.ending, Ending::Met(_)) {
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
            Ending::Paused(_) | Ending::Lapsed => false,
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
            Ending::Paused(_) => Standing::Paused,
            Ending::Met(_) if self.is_late(today) => Standing::MetLate,
            Ending::Met(_) => Standing::Met,
            Ending::Open if self.is_late(today) => Standing::Overdue,
            Ending::Open if today > self.due_on => Standing::Lapsed,
            Ending::Open if today >= warn_from => Standing::DueSoon,
            Ending::Open => Standing::OnTrack,
        }
    }
}

/// Pauses by their beginning; those that touch or overlap become one, and one that ends before it
/// begins is none.
fn in_order(pauses: &[Pause]) -> Vec<Pause> {
    let mut sorted: Vec<Pause> =
        pauses.iter().filter(|pause| pause.to.is_none_or(|to| to > pause.from)).copied().collect();
    sorted.sort_unstable();
    let mut merged: Vec<Pause> = Vec::with_capacity(sorted.len());
    for pause in sorted {
        match merged.last_mut() {
            Some(last) if last.to.is_none_or(|to| pause.from <= to) => {
                last.to = last.to.zip(pause.to).map(|(a, b)| a.max(b));
            }
            _ => merged.push(pause),
        }
    }
    merged
}

/// The strict and the rolled last day.
fn ends(
    rule: Rule,
    starts_on: NaiveDate,
    pauses: &[Pause],
    more: u32,
    rules: &Rules<'_>,
) -> (NaiveDate, NaiveDate) {
    if rule.is_before {
        let latest = latest_day_before(rule, starts_on, rules.calendar);
        return (latest, latest);
    }
    let end = |count: u32, unit| {
        let count = count.saturating_add(more);
        let strict = last_day(count, unit, starts_on, pauses, rules.calendar);
        let rolls = rule.duty == Duty::Citizen || rules.settings.rolls_for_agency;
        (strict, if rolls { rules.calendar.roll_forward(strict) } else { strict })
    };
    let (strict, due) = end(rule.count, rule.unit);
    let Some((count, unit)) = rule.law_says else { return (strict, due) };
    let by_law = end(count, unit);
    match rules.settings.conflict {
        Conflict::WarnByLaw => (by_law.0.min(due), due),
        Conflict::Law => by_law,
        Conflict::Decree => (strict, due),
    }
}

/// The day a period ends if nothing rolls (NG-01, NG-02, NG-05, Điều 147, 148 Bộ luật Dân sự).
fn last_day(
    count: u32,
    unit: Unit,
    starts_on: NaiveDate,
    pauses: &[Pause],
    calendar: &WorkCalendar,
) -> NaiveDate {
    match unit {
        Unit::Hour => starts_on,
        Unit::WorkingDay => working_end(count, starts_on, pauses, calendar),
        Unit::CalendarDay => shifted(plus(starts_on, u64::from(count)), starts_on, pauses),
        Unit::Month => {
            let end = starts_on.checked_add_months(Months::new(count)).unwrap_or(NaiveDate::MAX);
            shifted(end, starts_on, pauses)
        }
    }
}

/// An end moved by the days of each pause that began before it.
fn shifted(end: NaiveDate, starts_on: NaiveDate, pauses: &[Pause]) -> NaiveDate {
    pauses.iter().fold(end, |end, pause| match pause.to {
        Some(to) if pause.from < end => {
            // One that was over before the beginning gives less than nothing.
            let days = (to - pause.from.max(starts_on)).num_days();
            plus(end, u64::try_from(days).unwrap_or(0))
        }
        _ => end,
    })
}

/// The last of so many working days that lie in no pause.
fn working_end(
    count: u32,
    starts_on: NaiveDate,
    pauses: &[Pause],
    calendar: &WorkCalendar,
) -> NaiveDate {
    let mut day = starts_on;
    let mut left = count;
    for pause in pauses {
        let Some(to) = pause.to else { continue };
        let before = calendar.working_days_between(day, pause.from);
        if before >= left {
            break;
        }
        left -= before;
        day = day.max(to);
    }
    calendar.add_working_days(day, left)
}

/// The latest day for something that must come at least so long before an event: counted back from
/// the day before it, never rolled forward (KN-08, TD-07).
fn latest_day_before(rule: Rule, event_on: NaiveDate, calendar: &WorkCalendar) -> NaiveDate {
    match rule.unit {
        Unit::Hour => event_on,
        Unit::CalendarDay => minus(event_on, u64::from(rule.count)),
        Unit::WorkingDay => calendar.subtract_working_days(event_on, rule.count),
        Unit::Month => {
            event_on.checked_sub_months(Months::new(rule.count)).unwrap_or(NaiveDate::MIN)
        }
    }
}
