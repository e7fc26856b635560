//! First-instance complaint (khiếu nại lần đầu): stages, facts and the guards between them.
//!
//! Facts come in as [`Event`]s; [`State::apply`] gives the next state or the [`Refusal`]. A state
//! can always be rebuilt from its facts, so history is the truth and everything else a copy.

mod event;
mod periods;
mod stage;
mod steps;

use chrono::NaiveDate;

pub use event::{DecisionOutcome, Event, REFUSAL_BASIS, RefusalGround};
pub use stage::{Acceptance, Decision, MAIN_LINE, STAGES, Service, Stage};

use crate::dialogue::{Attendance, Round, check_notice};
use crate::procedure::{Rules, check_order, not_ahead};
use crate::refusal::Refusal;

/// Where a complaint stands, with what is needed to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Day of receipt.
    pub received_on: NaiveDate,
    /// How many complain together.
    pub complainants: u32,
    /// Stage with its data.
    pub stage: Stage,
    /// Date of the last fact.
    pub last_on: NaiveDate,
}

impl State {
    /// Begins with receipt.
    ///
    /// # Errors
    /// The fact is another one, or lies ahead.
    pub fn begin(event: &Event, today: NaiveDate) -> Result<Self, Refusal> {
        let Event::Received { on, complainants } = *event else {
            return Err(Refusal::NotABeginning);
        };
        not_ahead(on, today)?;
        Ok(Self { received_on: on, complainants, stage: Stage::Received, last_on: on })
    }

    /// The state after one more fact.
    ///
    /// # Errors
    /// The law does not allow it now.
    pub fn apply(
        &self,
        event: &Event,
        rules: &Rules<'_>,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        not_ahead(event.on(), today)?;
        if let Event::Served { received_on, .. } = *event
            && received_on > today
        {
            return Err(Refusal::ServiceNotProved);
        }
        let next = self.follow(event)?;
        self.check_periods(event, rules)?;
        Ok(next)
    }

    /// The state after a fact of the past: stages and order of dates, without the guards on periods.
    ///
    /// # Errors
    /// The fact does not follow from the ones before.
    pub fn follow(&self, event: &Event) -> Result<Self, Refusal> {
        let stage = self.next_stage(event)?;
        check_order(event.on(), self.last_on)?;
        let last_on = match stage {
            Stage::Served { service, .. } => service.received_on,
            _ => event.on(),
        };
        Ok(Self { stage, last_on, ..*self })
    }

    fn next_stage(&self, event: &Event) -> Result<Stage, Refusal> {
        match (self.stage, *event) {
            (_, Event::SecondComplaintLodged { .. } | Event::LawsuitFiled { .. }) => {
                self.contested(event)
            }
            (Stage::Received, Event::CheckStarted { .. }) => Ok(Stage::Checking),
            (
                Stage::Checking,
                Event::Accepted { on, complex, remote, all_signed, representatives },
            ) => {
                check_group(self.complainants, all_signed, representatives)?;
                Ok(Stage::Accepted { acceptance: Acceptance { on, complex, remote } })
            }
            (Stage::Checking, Event::Refused { on, ground }) => Ok(Stage::Refused { on, ground }),
            (Stage::Checking, Event::Guided { on }) => Ok(Stage::Guided { on }),
            (Stage::Checking, Event::FiledAway { on }) => Ok(Stage::FiledAway { on }),
            (Stage::Accepted { acceptance }, Event::FoundRightAtOnce { .. }) => {
                Ok(Stage::Drafting { acceptance })
            }
            (Stage::Accepted { acceptance }, Event::VerificationAssigned { .. }) => {
                Ok(Stage::Verifying { acceptance })
            }
            (
                Stage::Verifying { acceptance },
                Event::FindingsReported { differ_from_demand, .. },
            ) => Ok(Stage::FindingsReady { acceptance, differ: differ_from_demand }),
            (Stage::Drafting { acceptance }, Event::DecisionIssued { on, outcome }) => {
                Ok(Stage::DecisionIssued { acceptance, decision: Decision { on, outcome } })
            }
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
            ) => Ok(Stage::InEffect { acceptance, decision, service, on }),
            // Effect asks for proof of service, whatever the date (KN-13, KN-14).
            (Stage::DecisionIssued { .. }, Event::LegalEffectConfirmed { .. }) => {
                Err(Refusal::ServiceNotProved)
            }
            _ => self.around_dialogue(event),
        }
    }

    /// From findings over the dialogue to the draft (DT-01, DT-10, DT-11).
    fn around_dialogue(&self, event: &Event) -> Result<Stage, Refusal> {
        match (self.stage, *event) {
            (Stage::FindingsReady { differ: false, .. }, Event::DialogueInvited { .. }) => {
                Err(Refusal::DialogueNotNeeded)
            }
            (
                Stage::FindingsReady { acceptance, .. } | Stage::Dialogue { acceptance, .. },
                Event::DialogueInvited { on, held_on },
            ) => {
                let round = Round::invited(on, held_on)?;
                check_notice(on, held_on)?;
                Ok(Stage::Dialogue { acceptance, round })
            }
            (Stage::FindingsReady { differ: true, .. }, Event::DraftingStarted { .. }) => {
                Err(Refusal::DialogueRequired)
            }
            (Stage::FindingsReady { acceptance, .. }, Event::DraftingStarted { .. }) => {
                Ok(Stage::Drafting { acceptance })
            }
            (Stage::FindingsReady { .. }, Event::DialogueHeld { .. }) => Err(Refusal::NotInvited),
            (
                Stage::Dialogue { acceptance, round },
                Event::DialogueHeld { on, attendance, agreed },
            ) => Ok(Stage::Dialogue { acceptance, round: round.held(on, attendance, agreed)? }),
            (Stage::Dialogue { acceptance, round }, Event::VerificationReopened { .. }) => {
                round.minutes.ok_or(Refusal::MinutesMissing)?;
                Ok(Stage::Verifying { acceptance })
            }
            (Stage::Dialogue { acceptance, round }, Event::DraftingStarted { .. }) => {
                let minutes = round.minutes.ok_or(Refusal::MinutesMissing)?;
                match minutes.attendance {
                    Attendance::AbsentExcused => Err(Refusal::NewDateNeeded),
                    // DT-11; before 1/7/2026 this was not regulated, and going on was the practice.
                    Attendance::Present | Attendance::AbsentUnexcused => {
                        Ok(Stage::Drafting { acceptance })
                    }
                }
            }
            _ => Err(self.wrong_stage(event)),
        }
    }

    /// Second complaint (KN-13) or lawsuit (KN-19), from any stage of an accepted case; a decision in
    /// legal effect can only be brought to court. The periods are `check_periods`.
    fn contested(&self, event: &Event) -> Result<Stage, Refusal> {
        let Some(acceptance) = self.stage.acceptance() else {
            return Err(self.wrong_stage(event));
        };
        let decision = self.stage.decision();
        match (self.stage, *event) {
            (Stage::SecondComplaint { .. } | Stage::InCourt { .. }, _) => {
                Err(self.wrong_stage(event))
            }
            (_, Event::LawsuitFiled { on }) => Ok(Stage::InCourt { acceptance, decision, on }),
            (Stage::InEffect { .. }, _) => Err(self.wrong_stage(event)),
            (_, event) => Ok(Stage::SecondComplaint { acceptance, decision, on: event.on() }),
        }
    }

    fn wrong_stage(&self, event: &Event) -> Refusal {
        Refusal::WrongStage { step: event.code(), stage: self.stage.code() }
    }

    /// Whether the office still has something to do.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.stage,
            Stage::Refused { .. }
                | Stage::Guided { .. }
                | Stage::FiledAway { .. }
                | Stage::InEffect { .. }
                | Stage::SecondComplaint { .. }
                | Stage::InCourt { .. }
        )
    }

    /// Whether it was accepted as a matter of a remote place, which lengthens periods.
    pub fn is_remote(&self) -> bool {
        self.stage.acceptance().is_some_and(|acceptance| acceptance.remote)
    }

    /// Day of acceptance.
    pub fn accepted_on(&self) -> Option<NaiveDate> {
        self.stage.acceptance().map(|acceptance| acceptance.on)
    }

    /// Day the decision was issued.
    pub fn resolved_on(&self) -> Option<NaiveDate> {
        self.stage.decision().map(|(decision, _)| decision.on)
    }

    /// Day the last stage was entered for good.
    pub fn closed_on(&self) -> Option<NaiveDate> {
        (!self.is_open()).then_some(self.last_on)
    }

    /// The day of a dialogue that has been announced and not been held.
    pub fn dialogue_on(&self) -> Option<NaiveDate> {
        match self.stage {
            Stage::Dialogue { round, .. } => round.awaited_on(),
            _ => None,
        }
    }
}

/// Least and most representatives of a group: 5–10 people one or two, more than 10 up to five
/// (KN-23, Điều 29 Luật Tiếp công dân). Fewer than five are no group.
pub fn group_bounds(complainants: u32) -> Option<(u32, u32)> {
    match complainants {
        0..=4 => None,
        5..=10 => Some((1, 2)),
        _ => Some((1, 5)),
    }
}

fn check_group(complainants: u32, all_signed: bool, representatives: u32) -> Result<(), Refusal> {
    let Some((min, max)) = group_bounds(complainants) else { return Ok(()) };
    if !all_signed {
        return Err(Refusal::SignaturesMissing);
    }
    if representatives < min || representatives > max {
        return Err(Refusal::Representatives { have: representatives, min, max });
    }
    Ok(())
}
