//! Periods of a complaint: the deadlines that follow from its facts.

use chrono::NaiveDate;

use super::State;
use super::stage::{Acceptance, Decision, Service, Stage};
use crate::calendar::plus;
use crate::deadline::{Deadline, Ending, Pause};
use crate::jurisdiction::Instance;
use crate::order;
use crate::rule::{
    Circumstances, Rule, RuleId, acceptance as acceptance_rule, case_rule, fixed, row_of,
    second_complaint,
};
use crate::settings::Rules;

impl State {
    /// All deadlines that follow from the facts so far, in the order of the law. What was never signed
    /// has none: every period runs from a complaint (KN-20, KN-21).
    pub fn deadlines(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        if !self.is_signed {
            return Vec::new();
        }
        let answered_on = match self.stage {
            Stage::Refused { on, .. }
            | Stage::Guided { on }
            | Stage::FiledAway { on }
            | Stage::Reclassified { on, .. }
            | Stage::Terminated { acceptance: None, on, .. } => Some(on),
            _ => self.accepted_on(),
        };
        let rule = acceptance_rule(self.received_on);
        let mut all = vec![Deadline::compute(rule, self.received_on, rules).met(answered_on)];
        if let Some(acceptance) = self.stage.acceptance() {
            all.extend(self.while_resolving(acceptance, rules));
        }
        let is_over = !matches!(
            self.stage,
            Stage::Received
                | Stage::Checking
                | Stage::Resolving { .. }
                | Stage::Suspended { .. }
                | Stage::Terminated { .. }
        );
        all.extend(order::deadlines(&self.orders, RuleId::Kn09, is_over, rules));
        if let (Some(acceptance), Some((decision, service))) =
            (self.stage.acceptance(), self.stage.decision())
        {
            all.extend(self.after_issue(acceptance, decision, service, rules));
        }
        all
    }

    /// Resolution (KN-04, KN-05), the stays in it (KN-17), and the window it opens if it goes by
    /// without a decision (KN-13).
    fn while_resolving(&self, acceptance: Acceptance, rules: &Rules<'_>) -> Vec<Deadline> {
        let decision = self.stage.decision();
        // With no decision the second complaint or the lawsuit takes the case away: late, and
        // frozen there, for neither is possible before the period is over (Điều 33 khoản 1).
        let resolved_on = decision.map(|(decision, _)| decision.on).or(self.contested_on());
        let is_terminated = matches!(self.stage, Stage::Terminated { .. });
        let resolution = resolution_deadline(self.instance(), acceptance, &self.pauses, rules)
            .met(resolved_on)
            .lapsed_if(is_terminated);
        let mut all = vec![resolution.clone()];
        all.extend(self.stays.iter().map(|stay| stay_deadline(stay, &resolution)));
        if let (None, Stage::SecondComplaint { on, .. }) = (decision, self.stage) {
            let window = second_complaint(acceptance.circumstances.remote);
            all.push(Deadline::compute(window, resolution.due_on, rules).met(Some(on)));
        }
        all
    }

    /// Service (KN-10, KN-11), publication (KN-12), second complaint (KN-13), legal effect (KN-14,
    /// KN-15) and enforcement (KN-16) of a decision.
    fn after_issue(
        &self,
        acceptance: Acceptance,
        decision: Decision,
        service: Option<Service>,
        rules: &Rules<'_>,
    ) -> Vec<Deadline> {
        let instance = self.instance();
        let contested_on = self.contested_on();
        let is_contested = contested_on.is_some();
        let in_court = matches!(self.stage, Stage::InCourt { .. });
        let is_reviewed = matches!(self.stage, Stage::UnderReview { .. });
        let effect = self.stage.effect();
        let sent_on = service.map(|service| service.sent_on);
        let served = Deadline::compute(service_rule(instance), decision.on, rules)
            .met(sent_on)
            .lapsed_if(is_contested);
        let mut all = vec![served];
        if row_of(RuleId::Kn12).valid.contains(decision.on) {
            let publication = Deadline::compute(fixed(RuleId::Kn12), decision.on, rules)
                .met(self.published_on)
                .lapsed_if(is_contested || is_reviewed);
            all.push(publication);
        }
        if let (Instance::First, Some(service)) = (instance, service) {
            let window = second_complaint(acceptance.circumstances.remote);
            let window = Deadline::compute(window, service.received_on, rules)
                .met(contested_on.filter(|_| !in_court))
                .lapsed_if(in_court || effect.is_some());
            all.push(window);
        }
        let rule = effect_rule(instance, acceptance.circumstances);
        let in_effect = Deadline::compute(rule, decision.on, rules)
            .met(effect.map(|effect| effect.on))
            .lapsed_if(is_contested);
        all.push(in_effect);
        if let Some(effect) = effect {
            let is_over = matches!(self.stage, Stage::Closed { .. } | Stage::UnderReview { .. });
            let start = Deadline::compute(fixed(RuleId::Kn16), effect.on, rules)
                .met(self.stage.executed_on())
                .lapsed_if(is_over);
            all.push(start);
        }
        all
    }

    fn contested_on(&self) -> Option<NaiveDate> {
        match self.stage {
            Stage::SecondComplaint { on, .. } | Stage::InCourt { on, .. } => Some(on),
            _ => None,
        }
    }
}

fn service_rule(instance: Instance) -> Rule {
    fixed(match instance {
        Instance::First => RuleId::Kn10,
        Instance::Second => RuleId::Kn11,
    })
}

fn effect_rule(instance: Instance, circumstances: Circumstances) -> Rule {
    let id = match instance {
        Instance::First => RuleId::Kn14,
        Instance::Second => RuleId::Kn15,
    };
    case_rule(id, Circumstances { complex: false, ..circumstances })
}

/// A stay lasts at most as long as the resolution still has (KN-17).
fn stay_deadline(stay: &Pause, resolution: &Deadline) -> Deadline {
    let left = (resolution.strict_on - stay.from).num_days();
    let rule = Rule { count: u32::try_from(left).unwrap_or(0), ..fixed(RuleId::Kn17) };
    let ended = matches!(resolution.ending, Ending::Met(_) | Ending::Lapsed);
    let ending = match resolution.ending {
        Ending::Paused(since) => Ending::Paused(since),
        _ => Ending::Open,
    };
    Deadline { rule, starts_on: stay.from, ending, ..resolution.clone() }
        .met(stay.to)
        .lapsed_if(ended)
}

/// The end of the period to resolve, first (KN-04) or second time (KN-05), with the time that does
/// not count (KN-18).
pub(super) fn resolution_deadline(
    instance: Instance,
    acceptance: Acceptance,
    pauses: &[Pause],
    rules: &Rules<'_>,
) -> Deadline {
    let id = match instance {
        Instance::First => RuleId::Kn04,
        Instance::Second => RuleId::Kn05,
    };
    let rule = case_rule(id, acceptance.circumstances);
    Deadline::running(rule, acceptance.on, pauses, &[], rules)
}

/// The day after both windows: effect runs from issue, the second complaint from receipt, and a
/// late service must not cost the citizen a right (KN-13, KN-14). After a second decision only the
/// court is left, so its effect waits for nothing but its own period (KN-15).
pub(super) fn earliest_effect(
    instance: Instance,
    acceptance: Acceptance,
    decision: Decision,
    service: Service,
    rules: &Rules<'_>,
) -> NaiveDate {
    let effect = effect_rule(instance, acceptance.circumstances);
    let effect_end = Deadline::compute(effect, decision.on, rules).due_on;
    let window = second_complaint(acceptance.circumstances.remote);
    let window_end = match instance {
        Instance::First => Deadline::compute(window, service.received_on, rules).due_on,
        Instance::Second => effect_end,
    };
    plus(window_end.max(effect_end), 1)
}
