//! Periods of a first complaint: the deadlines that follow from its facts, and the guards that ask
//! whether a period is over.

use chrono::NaiveDate;

use super::State;
use super::event::Event;
use super::stage::{Acceptance, Decision, Service, Stage};
use crate::calendar::{WorkCalendar, plus};
use crate::deadline::{self, Deadline};
use crate::procedure::Rules;
use crate::refusal::Refusal;

impl State {
    /// All deadlines that follow from the facts so far, in the order of the law.
    pub fn deadlines(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        let calendar = rules.calendar;
        let answered_on = match self.stage {
            Stage::Refused { on, .. } | Stage::Guided { on } | Stage::FiledAway { on } => Some(on),
            _ => self.stage.acceptance().map(|acceptance| acceptance.on),
        };
        let rule = deadline::acceptance(self.received_on);
        let mut all = vec![Deadline::compute(rule, self.received_on, calendar).met(answered_on)];
        let Some(acceptance) = self.stage.acceptance() else { return all };
        let end = End::of(&self.stage);
        let decision = self.stage.decision();
        // With no decision the second complaint or the lawsuit takes the case away: late, and
        // frozen there, for neither is possible before the period is over (Điều 33 khoản 1).
        let resolved_on = decision.map(|(decision, _)| decision.on).or(end.contested_on());
        let resolution = resolution_deadline(acceptance, calendar).met(resolved_on);
        all.push(resolution);
        match decision {
            Some((decision, service)) => {
                all.extend(after_issue(acceptance, decision, service, end, calendar));
            }
            None if end.second_on.is_some() => {
                let window = deadline::second_complaint(acceptance.remote);
                all.push(Deadline::compute(window, resolution.due_on, calendar).met(end.second_on));
            }
            None => {}
        }
        all
    }

    /// Guards on periods. They are asked when a fact is recorded and not when history is read again,
    /// for a calendar corrected later must not make a lawful past unlawful.
    pub(super) fn check_periods(&self, event: &Event, rules: &Rules<'_>) -> Result<(), Refusal> {
        match (self.stage, *event) {
            (
                Stage::Served { acceptance, decision, service },
                Event::LegalEffectConfirmed { on },
            ) => {
                let earliest = earliest_effect(acceptance, decision, service, rules.calendar);
                if on < earliest { Err(Refusal::EffectNotYet { earliest }) } else { Ok(()) }
            }
            (_, Event::SecondComplaintLodged { on }) => {
                self.check_contest(on, true, rules.calendar)
            }
            (_, Event::LawsuitFiled { on }) => self.check_contest(on, false, rules.calendar),
            _ => Ok(()),
        }
    }

    /// With no decision, only once the period to resolve is over; a second complaint only within its
    /// window, which runs from that end or from receipt of the decision (KN-13). How long a lawsuit
    /// may wait is for the court to say.
    fn check_contest(
        &self,
        on: NaiveDate,
        is_second: bool,
        calendar: &WorkCalendar,
    ) -> Result<(), Refusal> {
        let Some(acceptance) = self.stage.acceptance() else { return Ok(()) };
        let window_from = match self.stage.decision() {
            None => {
                let last = resolution_deadline(acceptance, calendar).due_on;
                if on <= last {
                    return Err(Refusal::StillInTime { last });
                }
                Some(last)
            }
            Some((_, service)) => service.map(|service| service.received_on),
        };
        let Some(window_from) = window_from.filter(|_| is_second) else { return Ok(()) };
        let window = deadline::second_complaint(acceptance.remote);
        let last = Deadline::compute(window, window_from, calendar).due_on;
        if on > last { Err(Refusal::WindowClosed { last }) } else { Ok(()) }
    }
}

/// How the first instance ended.
#[derive(Clone, Copy)]
struct End {
    second_on: Option<NaiveDate>,
    court_on: Option<NaiveDate>,
    effect_on: Option<NaiveDate>,
}

impl End {
    fn of(stage: &Stage) -> Self {
        let open = Self { second_on: None, court_on: None, effect_on: None };
        match *stage {
            Stage::SecondComplaint { on, .. } => Self { second_on: Some(on), ..open },
            Stage::InCourt { on, .. } => Self { court_on: Some(on), ..open },
            Stage::InEffect { on, .. } => Self { effect_on: Some(on), ..open },
            _ => open,
        }
    }

    fn contested_on(self) -> Option<NaiveDate> {
        self.second_on.or(self.court_on)
    }
}

/// Service (KN-10), second complaint (KN-13) and legal effect (KN-14) of a decision.
fn after_issue(
    acceptance: Acceptance,
    decision: Decision,
    service: Option<Service>,
    end: End,
    calendar: &WorkCalendar,
) -> Vec<Deadline> {
    let is_contested = end.contested_on().is_some();
    let sent_on = service.map(|service| service.sent_on);
    let served = Deadline::compute(deadline::SERVICE, decision.on, calendar)
        .met(sent_on)
        .lapsed_if(is_contested);
    let mut all = vec![served];
    if let Some(service) = service {
        let window = deadline::second_complaint(acceptance.remote);
        let window = Deadline::compute(window, service.received_on, calendar)
            .met(end.second_on)
            .lapsed_if(end.court_on.is_some() || end.effect_on.is_some());
        all.push(window);
    }
    let effect = deadline::legal_effect(acceptance.remote);
    let effect =
        Deadline::compute(effect, decision.on, calendar).met(end.effect_on).lapsed_if(is_contested);
    all.push(effect);
    all
}

fn resolution_deadline(acceptance: Acceptance, calendar: &WorkCalendar) -> Deadline {
    let rule = deadline::resolution(acceptance.complex, acceptance.remote);
    Deadline::compute(rule, acceptance.on, calendar)
}

/// The day after both windows: effect runs from issue, the second complaint from receipt, and a
/// late service must not cost the citizen a right (KN-13, KN-14).
fn earliest_effect(
    acceptance: Acceptance,
    decision: Decision,
    service: Service,
    calendar: &WorkCalendar,
) -> NaiveDate {
    let window = deadline::second_complaint(acceptance.remote);
    let effect = deadline::legal_effect(acceptance.remote);
    let window_end = Deadline::compute(window, service.received_on, calendar).due_on;
    let effect_end = Deadline::compute(effect, decision.on, calendar).due_on;
    plus(window_end.max(effect_end), 1)
}
