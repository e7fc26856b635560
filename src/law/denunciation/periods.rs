//! Periods of a denunciation: the deadlines that follow from its facts.

use super::stage::{Exit, Stage};
use super::{Origin, State};
use crate::deadline::{Deadline, Pause};
use crate::order;
use crate::rule::{RuleId, fixed};
use crate::settings::Rules;

impl State {
    /// All deadlines that follow from the facts so far, in the order of the law.
    pub fn deadlines(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        let mut all = match self.origin {
            Origin::New => self.intake(rules),
            Origin::ResultWrong => {
                let review = Deadline::compute(fixed(RuleId::Tc17), self.received_on, rules);
                vec![review.met(self.answered_on)]
            }
            Origin::Overdue => self.overdue_branch(rules),
        };
        if let (Some(accepted_on), Some(resolution)) =
            (self.stage.accepted_on(), self.resolution(rules))
        {
            let has_left = matches!(self.stage, Stage::Terminated { .. } | Stage::Gone { .. });
            let told = Deadline::compute(fixed(RuleId::Tc06), accepted_on, rules)
                .met(self.notified_on)
                .lapsed_if(has_left || matches!(self.stage, Stage::Closed { .. }));
            all.push(told);
            all.push(resolution.met(self.resolved_on()).lapsed_if(has_left));
        }
        let is_over = !matches!(
            self.stage,
            Stage::Resolving { .. } | Stage::Suspended { .. } | Stage::Terminated { .. }
        );
        all.extend(order::deadlines(&self.orders, RuleId::Tc11, is_over, rules));
        if let Some(conclusion) = self.stage.conclusion() {
            let due = |id| Deadline::compute(fixed(id), conclusion.on, rules);
            all.push(due(RuleId::Tc12).met(self.sent_on));
            all.push(due(RuleId::Tc13).met(self.stage.acted_on()));
            all.push(due(RuleId::Tc15).met(self.published_on));
        }
        all
    }

    /// The period to resolve with its extensions (TC-07 to TC-09) and the time that does not count
    /// (TC-10); none before acceptance.
    pub(super) fn resolution(&self, rules: &Rules<'_>) -> Option<Deadline> {
        let accepted_on = self.stage.accepted_on()?;
        let pauses: Vec<Pause> = self.suspensions.iter().chain(&self.forensics).copied().collect();
        let rule = fixed(RuleId::Tc07);
        Some(Deadline::running(rule, accepted_on, &pauses, &self.extensions, rules))
    }

    /// Initial processing (TC-01, TC-01b), and the shorter period of a transfer (TC-03).
    fn intake(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        let id = if self.is_check_wide { RuleId::Tc01b } else { RuleId::Tc01 };
        let mut all =
            vec![Deadline::compute(fixed(id), self.received_on, rules).met(self.answered_on)];
        if let Stage::Gone { on, exit: Exit::Transferred, .. } = self.stage {
            let transfer = Deadline::compute(fixed(RuleId::Tc03), self.received_on, rules);
            all.push(transfer.met(Some(on)));
        }
        all
    }

    /// The superior demands a report (TC-18a) and the resolver reports (TC-18b).
    fn overdue_branch(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        let demand = Deadline::compute(fixed(RuleId::Tc18a), self.received_on, rules)
            .met(self.demanded_on)
            .lapsed_if(!self.is_open());
        let mut all = vec![demand];
        if let Some(demanded_on) = self.demanded_on {
            let is_taken_over = self.stage.accepted_on().is_some();
            let report = Deadline::compute(fixed(RuleId::Tc18b), demanded_on, rules)
                .met(self.reported_on)
                .lapsed_if(is_taken_over || !self.is_open());
            all.push(report);
        }
        all
    }
}
