//! The course of an accepted complaint: dialogue, draft, service, effect, end.

use super::stage::{Decision, Effect, Progress, Service, Stage};
use super::{DecisionOutcome, Event, State};
use crate::citation::{lkn, nd124};
use crate::dialogue::{Attendance, Chair, Minutes, Round};
use crate::jurisdiction::Instance;
use crate::refusal::Refusal;
use crate::rule::{RuleId, row_of};

impl State {
    /// From acceptance over findings and dialogue to the draft (DT-01, DT-02, DT-10, DT-11).
    pub(super) fn next_progress(
        &self,
        progress: Progress,
        event: &Event,
    ) -> Result<Progress, Refusal> {
        use Progress::{Accepted, Council, Dialogue, Drafting, FindingsReady, Verifying};
        let is_second = self.instance() == Instance::Second;
        match (progress, *event) {
            (Accepted, Event::FoundRightAtOnce { .. }) if !is_second => Ok(Drafting),
            (Accepted, Event::VerificationAssigned { .. }) => Ok(Verifying),
            (Verifying, Event::FindingsReported { differ_from_demand, .. }) => {
                Ok(FindingsReady { differ: differ_from_demand })
            }
            (FindingsReady { differ }, Event::CouncilConvened { .. }) if is_second => {
                Ok(Council { differ })
            }
            (FindingsReady { differ: false }, Event::DialogueInvited { .. }) if !is_second => {
                Err(Refusal::DialogueNotNeeded)
            }
            (
                FindingsReady { .. } | Council { .. } | Dialogue { .. },
                Event::DialogueInvited { on, held_on, chairing },
            ) => Ok(Dialogue { round: Round::invited(on, held_on, chairing.by)? }),
            (FindingsReady { .. } | Council { .. }, Event::DraftingStarted { .. }) if is_second => {
                Err(Refusal::DialogueAlwaysRequired)
            }
            (FindingsReady { differ: true }, Event::DraftingStarted { .. }) => {
                Err(Refusal::DialogueRequired)
            }
            (FindingsReady { .. }, Event::DraftingStarted { .. }) => Ok(Drafting),
            (FindingsReady { .. } | Council { .. }, Event::DialogueHeld { .. }) => {
                Err(Refusal::NotInvited)
            }
            (Dialogue { round }, Event::DialogueHeld { on, attendance, agreed, reported }) => {
                Ok(Dialogue { round: round.held(Minutes { on, attendance, agreed, reported })? })
            }
            (Dialogue { round }, Event::VerificationReopened { .. }) => {
                self.minutes(round)?;
                Ok(Verifying)
            }
            (Dialogue { round }, Event::DraftingStarted { .. }) => {
                let minutes = self.minutes(round)?;
                if is_second && round.invitation.chair != Chair::Resolver && !minutes.reported {
                    return Err(Refusal::DelegateReportMissing);
                }
                match minutes.attendance {
                    Attendance::AbsentExcused => Err(Refusal::NewDateNeeded),
                    // DT-11; before 1/7/2026 this was not regulated, and going on was the practice.
                    Attendance::Present | Attendance::AbsentUnexcused => Ok(Drafting),
                }
            }
            _ => Err(self.wrong_stage(event)),
        }
    }

    fn minutes(&self, round: Round) -> Result<Minutes, Refusal> {
        let basis = match self.instance() {
            Instance::First => lkn("30", None),
            Instance::Second => lkn("39", None),
        };
        round.minutes.ok_or(Refusal::MinutesMissing { basis })
    }

    /// Service, legal effect, enforcement, end.
    pub(super) fn after_decision(&self, event: &Event) -> Result<Stage, Refusal> {
        match (self.stage, *event) {
            (Stage::DecisionIssued { acceptance, decision }, Event::Served { on, received_on }) => {
                if received_on < on {
                    return Err(Refusal::ServiceNotProved);
                }
                let service = Service { sent_on: on, received_on };
                Ok(Stage::Served { acceptance, decision, service })
            }
            (
                Stage::Served { acceptance, decision, service },
                Event::LegalEffectConfirmed { on },
            ) => Ok(Stage::InEffect { acceptance, effect: Effect { decision, service, on } }),
            // Effect asks for proof of service, whatever the date (KN-13, KN-14).
            (Stage::DecisionIssued { .. }, Event::LegalEffectConfirmed { .. }) => {
                Err(Refusal::ServiceNotProved)
            }
            (Stage::InEffect { acceptance, effect }, Event::ExecutionStarted { on }) => {
                Ok(Stage::Executing { acceptance, effect, on })
            }
            (Stage::InEffect { acceptance, effect }, Event::Closed { .. }) => {
                // A complaint found wrong leaves the contested decision as it is.
                if effect.decision.outcome != DecisionOutcome::Wrong {
                    return Err(Refusal::NotExecuted);
                }
                self.check_published(effect.decision)?;
                Ok(Stage::Closed { acceptance, effect, executed_on: None })
            }
            (Stage::Executing { acceptance, effect, on }, Event::Closed { .. }) => {
                self.check_published(effect.decision)?;
                Ok(Stage::Closed { acceptance, effect, executed_on: Some(on) })
            }
            (
                Stage::InEffect { acceptance, effect }
                | Stage::Executing { acceptance, effect, .. }
                | Stage::Closed { acceptance, effect, .. },
                Event::ReviewOrdered { .. },
            ) => {
                let executed_on = self.stage.executed_on();
                Ok(Stage::UnderReview { acceptance, effect, executed_on })
            }
            _ => Err(self.wrong_stage(event)),
        }
    }

    fn check_published(&self, decision: Decision) -> Result<(), Refusal> {
        let row = row_of(RuleId::Kn12);
        if self.published_on.is_none() && row.valid.contains(decision.on) {
            return Err(Refusal::NotPublished { basis: nd124("29", Some("3")) });
        }
        Ok(())
    }

    /// Second complaint (KN-13) or lawsuit (KN-19). A second complaint follows a first one that is
    /// not in legal effect; after it only the court is left. The periods are in [`Self::guard`].
    pub(super) fn contested(&self, event: &Event) -> Result<Stage, Refusal> {
        let Some(acceptance) = self.stage.acceptance() else {
            return Err(self.wrong_stage(event));
        };
        let decision = self.stage.decision();
        let is_first = self.instance() == Instance::First;
        match (self.stage, *event) {
            (
                Stage::Resolving { .. } | Stage::DecisionIssued { .. } | Stage::Served { .. },
                Event::SecondComplaintLodged { on },
            ) if is_first => Ok(Stage::SecondComplaint { acceptance, decision, on }),
            (
                Stage::Resolving { .. }
                | Stage::DecisionIssued { .. }
                | Stage::Served { .. }
                | Stage::InEffect { .. }
                | Stage::Executing { .. },
                Event::LawsuitFiled { on },
            ) => Ok(Stage::InCourt { acceptance, decision, on }),
            _ => Err(self.wrong_stage(event)),
        }
    }
}
