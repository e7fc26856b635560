//! What can be done next: the steps of each stage, and a fact to ask the gate with.

use chrono::NaiveDate;

use super::stage::{Exit, Progress, Stage};
use super::{
    Event, Finding, MissingCondition, Origin, SetAsideReason, State, SuspensionGround,
    TerminationGround,
};
use crate::complexity::Criterion;
use crate::deadline::is_paused;
use crate::group;
use crate::procedure::Step;
use crate::publication::Publication;
use crate::results::{Executed, Recommended};

impl State {
    /// The steps of this stage, in the order they are offered.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = self.main_steps();
        let is_resolving = matches!(self.stage, Stage::Resolving { .. } | Stage::Suspended { .. });
        if is_resolving {
            if self.notified_on.is_none() {
                steps.push(Step::NotifyParties);
            }
            let in_forensic = is_paused(&self.forensics);
            steps.push(if in_forensic { Step::EndForensic } else { Step::StartForensic });
            steps.push(Step::Extend);
        }
        if self.can_withdraw() {
            steps.push(Step::RecordWithdrawal);
        }
        if self.has_unsent_order() {
            steps.push(Step::SendOrder);
        }
        if is_resolving && !matches!(self.stage, Stage::Suspended { .. }) {
            steps.push(Step::Suspend);
        }
        let can_end = matches!(
            self.stage,
            Stage::Received
                | Stage::Processing
                | Stage::Reviewing
                | Stage::Resolving { .. }
                | Stage::Suspended { .. }
        );
        if can_end {
            steps.push(Step::Terminate);
        }
        steps.extend(self.protection_step());
        steps
    }

    fn main_steps(&self) -> Vec<Step> {
        let mut steps = match self.stage {
            Stage::Received if self.origin == Origin::Overdue => vec![Step::DemandReport],
            Stage::Received => vec![Step::StartProcessing],
            Stage::Processing => {
                let mut steps = vec![
                    Step::Accept,
                    Step::Refuse,
                    Step::Transfer,
                    Step::SetAside,
                    Step::SendToInspection,
                    Step::SendToInvestigators,
                ];
                if !self.is_check_wide {
                    steps.push(Step::WidenCheck);
                }
                let is_ready = self.check.is_some_and(|check| check.identified && check.eligible);
                // First what must be done first; later for who finds out more.
                steps.insert(if is_ready { steps.len() } else { 0 }, Step::CheckIdentity);
                steps
            }
            Stage::Reviewing => vec![Step::UpholdResult, Step::TakeUpAgain, Step::Transfer],
            Stage::ReportDemanded => vec![Step::RecordReport, Step::TakeOver],
            Stage::Following => vec![Step::Close, Step::TakeOver],
            Stage::Gone { exit: Exit::SetAside(_) | Exit::Refused(_), .. } => {
                vec![Step::SendToInspection]
            }
            Stage::Resolving { progress, .. } => {
                let mut steps = match progress {
                    Progress::Accepted => vec![Step::AssignVerification, Step::Conclude],
                    Progress::Verifying => vec![Step::ReportFindings],
                    Progress::Reported => vec![Step::Conclude, Step::ReopenVerification],
                };
                steps.push(Step::SendToInvestigators);
                steps
            }
            Stage::Suspended { .. } if self.investigators_on.is_none() => {
                vec![Step::Resume, Step::SendToInvestigators]
            }
            Stage::Suspended { .. } => vec![Step::Resume],
            Stage::Concluded { .. } => vec![Step::ActOnConclusion],
            Stage::Handling { .. } => vec![Step::StartMonitoring],
            Stage::Monitoring { .. } => vec![Step::Close],
            Stage::Gone { .. } | Stage::Terminated { .. } | Stage::Closed { .. } => Vec::new(),
        };
        if self.stage.conclusion().is_some() && self.is_open() {
            if self.sent_on.is_none() {
                steps.push(Step::SendConclusion);
            }
            if self.published_on.is_none() {
                steps.push(Step::Publish);
            }
            steps.push(Step::RecordExecution);
            if self.investigators_on.is_none() {
                steps.push(Step::SendToInvestigators);
            }
        }
        steps
    }

    fn protection_step(&self) -> Option<Step> {
        if self.protection.requested_on.is_none() {
            Some(Step::RequestProtection)
        } else if self.may_decide_protection() {
            Some(Step::DecideProtection)
        } else {
            self.is_protected().then_some(Step::EndProtection)
        }
    }

    /// A fact of a step as it would be if done on a day, to ask whether it is lawful.
    pub fn sample(&self, step: Step, on: NaiveDate) -> Option<Event> {
        Some(match step {
            Step::StartProcessing => Event::ProcessingStarted { on, denounced: None },
            Step::CheckIdentity => Event::IdentityChecked { on, identified: true, eligible: true },
            Step::Accept => Event::Accepted {
                on,
                representatives: group::bounds(self.denouncers).map_or(0, |(min, _)| min),
                confirmed: true,
            },
            Step::Refuse => Event::Refused { on, missing: MissingCondition::Form },
            Step::SetAside => Event::SetAside { on, reason: SetAsideReason::Anonymous },
            Step::SendToInspection => Event::SentToInspection { on, concrete: true },
            Step::SendToInvestigators => {
                let can_be_whole =
                    matches!(self.stage, Stage::Processing | Stage::Resolving { .. });
                let whole = can_be_whole && self.withdrawn_on.is_none();
                Event::SentToInvestigators { on, whole }
            }
            Step::AssignVerification => {
                Event::VerificationAssigned { on, team: Some(2), unbiased: true }
            }
            Step::Extend => {
                Event::Extended { on, criteria: Criterion::ALL.iter().copied().collect() }
            }
            Step::RecordWithdrawal => {
                Event::Withdrawn { on, denouncers_left: 0, in_part: false, goes_on: None }
            }
            Step::Suspend => Event::Suspended { on, ground: SuspensionGround::AwaitingResult },
            Step::Terminate => Event::Terminated { on, ground: TerminationGround::Settled },
            Step::Conclude => {
                Event::Concluded { on, finding: Finding::True, recommended: Recommended::default() }
            }
            Step::RecordExecution => Event::ExecutionRecorded { on, executed: Executed::sample() },
            Step::Publish => Event::Published { on, way: Publication::Posting },
            other => return Event::bare(other, on),
        })
    }
}

impl Event {
    /// The fact of a step that says no more than its day.
    pub fn bare(step: Step, on: NaiveDate) -> Option<Self> {
        Some(match step {
            Step::WidenCheck => Self::CheckWidened { on },
            Step::Transfer => Self::Transferred { on },
            Step::NotifyParties => Self::PartiesNotified { on },
            Step::StartForensic => Self::ForensicStarted { on },
            Step::EndForensic => Self::ForensicEnded { on },
            Step::ReportFindings => Self::FindingsReported { on },
            Step::ReopenVerification => Self::VerificationReopened { on },
            Step::Resume => Self::Resumed { on },
            Step::SendOrder => Self::OrderSent { on },
            Step::SendConclusion => Self::ConclusionSent { on },
            Step::ActOnConclusion => Self::ActedOn { on },
            Step::StartMonitoring => Self::MonitoringStarted { on },
            Step::Close => Self::Closed { on },
            Step::UpholdResult => Self::ResultUpheld { on },
            Step::TakeUpAgain => Self::TakenUpAgain { on },
            Step::DemandReport => Self::ReportDemanded { on },
            Step::RecordReport => Self::ReportReceived { on },
            Step::TakeOver => Self::TakenOver { on },
            Step::RequestProtection => Self::ProtectionRequested { on },
            Step::DecideProtection => Self::ProtectionDecided { on },
            Step::EndProtection => Self::ProtectionEnded { on },
            _ => return None,
        })
    }
}
