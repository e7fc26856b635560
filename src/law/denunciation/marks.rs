//! Facts that mark a denunciation without moving it to another stage.

use super::stage::Stage;
use super::{Event, IdentityCheck, State, WITHDRAWAL};
use crate::deadline::{Extension, Pause, end_last, is_paused};
use crate::order;
use crate::refusal::Refusal;
use crate::rule::{RuleId, fixed};

impl State {
    /// Facts that mark a case without moving it; none for the others.
    pub(super) fn mark(&self, event: &Event) -> Result<Option<Self>, Refusal> {
        let mut next = self.clone();
        let is_resolving = matches!(self.stage, Stage::Resolving { .. } | Stage::Suspended { .. });
        let has_conclusion =
            self.stage.conclusion().is_some() && !matches!(self.stage, Stage::Closed { .. });
        let in_forensic = is_paused(&self.forensics);
        match *event {
            Event::CheckWidened { .. }
                if self.stage == Stage::Processing && !self.is_check_wide =>
            {
                next.is_check_wide = true;
            }
            Event::IdentityChecked { on, identified, eligible }
                if self.stage == Stage::Processing =>
            {
                next.check = Some(IdentityCheck { on, identified, eligible });
            }
            Event::PartiesNotified { on } if is_resolving && self.notified_on.is_none() => {
                next.notified_on = Some(on);
            }
            Event::ForensicStarted { on } if is_resolving && !in_forensic => {
                next.forensics.push(Pause { from: on, to: None });
            }
            Event::ForensicEnded { on } if is_resolving && in_forensic => {
                end_last(&mut next.forensics, on);
            }
            Event::Extended { on, .. } if is_resolving => {
                let count = fixed(RuleId::Tc08).count;
                next.extensions.push(Extension { on, count });
            }
            Event::Withdrawn { .. } if self.can_withdraw() => {
                return self.withdrawn(event).map(Some);
            }
            Event::OrderSent { on } if self.has_unsent_order() => {
                next.orders = order::sent(next.orders, on);
            }
            Event::ConclusionSent { on } if has_conclusion && self.sent_on.is_none() => {
                next.sent_on = Some(on);
            }
            Event::Published { on, .. } if has_conclusion && self.published_on.is_none() => {
                next.published_on = Some(on);
            }
            // What is paid back between the conclusion and its handling counts as well.
            Event::ExecutionRecorded { executed, .. } if has_conclusion => {
                next.results.executed = self.results.executed.and(executed);
            }
            Event::SentToInvestigators { on, whole: false }
                if (is_resolving || has_conclusion) && self.investigators_on.is_none() =>
            {
                next.investigators_on = Some(on);
            }
            Event::ProtectionRequested { on } if self.protection.requested_on.is_none() => {
                next.protection.requested_on = Some(on);
            }
            Event::ProtectionDecided { on } if self.may_decide_protection() => {
                next.protection.decided_on = Some(on);
            }
            Event::ProtectionEnded { on } if self.is_protected() => {
                next.protection.ended_on = Some(on);
            }
            Event::CheckWidened { .. }
            | Event::IdentityChecked { .. }
            | Event::PartiesNotified { .. }
            | Event::ForensicStarted { .. }
            | Event::ForensicEnded { .. }
            | Event::Extended { .. }
            | Event::Withdrawn { .. }
            | Event::OrderSent { .. }
            | Event::ConclusionSent { .. }
            | Event::Published { .. }
            | Event::ExecutionRecorded { .. }
            | Event::SentToInvestigators { whole: false, .. }
            | Event::ProtectionRequested { .. }
            | Event::ProtectionDecided { .. }
            | Event::ProtectionEnded { .. } => return Err(self.wrong_stage(event)),
            _ => return Ok(None),
        }
        Ok(Some(next))
    }

    pub(super) fn may_decide_protection(&self) -> bool {
        self.protection.requested_on.is_some() && self.protection.decided_on.is_none()
    }

    /// Whether a protection decision is in force.
    pub fn is_protected(&self) -> bool {
        self.protection.decided_on.is_some() && self.protection.ended_on.is_none()
    }

    pub(super) fn can_withdraw(&self) -> bool {
        let is_before_conclusion = matches!(
            self.stage,
            Stage::Received
                | Stage::Processing
                | Stage::Reviewing
                | Stage::Resolving { .. }
                | Stage::Suspended { .. }
        );
        is_before_conclusion && self.withdrawn_on.is_none()
    }

    /// Withdrawn in part, by some of a group, or as a whole; as a whole it is terminated unless TC-27
    /// holds.
    fn withdrawn(&self, event: &Event) -> Result<Self, Refusal> {
        let mut next = self.clone();
        let Event::Withdrawn { on, denouncers_left, in_part, goes_on } = *event else {
            return Err(self.wrong_stage(event));
        };
        if denouncers_left >= self.denouncers.max(1) && !in_part {
            return Err(Refusal::NotWithdrawn { basis: WITHDRAWAL });
        }
        match denouncers_left {
            _ if in_part || goes_on.is_some() => {}
            0 => next.withdrawn_on = Some(on),
            left => next.denouncers = left,
        }
        Ok(next)
    }
}
