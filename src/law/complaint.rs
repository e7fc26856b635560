//! Complaint (khiếu nại), first and second time: stages, facts and the guards between them.
//!
//! Facts come in as [`Event`]s; [`State::apply`] gives the next state or the [`Refusal`]. A state
//! can always be rebuilt from its facts, so history is the truth and everything else a copy.

mod course;
mod event;
mod guards;
mod papers;
mod periods;
mod stage;
mod steps;

use chrono::NaiveDate;

pub use event::{
    DecisionOutcome, Event, FirstResult, REFUSAL_BASIS, RefusalGround, SuspensionGround,
    TerminationGround,
};
pub use stage::{Acceptance, Decision, Effect, MAIN_LINE, Progress, STAGES, Service, Stage};

use crate::citation::{Citation, lkn};
use crate::deadline::{Pause, end_last, is_paused};
use crate::group;
use crate::jurisdiction::{Contested, Instance, Resolver};
use crate::order::{self, Order, OrderKind};
use crate::procedure::{check_order, not_ahead};
use crate::refusal::Refusal;
use crate::results::Results;
use crate::rule::{Circumstances, RuleId};
use crate::settings::Rules;

/// Where withdrawal stands (KN-30, KN-31).
const WITHDRAWAL: Citation = lkn("10", None);

/// Where a complaint stands, with what is needed to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Day of receipt; until it is signed, the day it was lodged.
    pub received_on: NaiveDate,
    /// Whether it is a complaint in the form of the law: a signed letter, or a record of what was said
    /// (Điều 8, KN-20, KN-21).
    pub is_signed: bool,
    /// How many complain together.
    pub complainants: u32,
    /// Who resolves at this office.
    pub resolver: Resolver,
    /// What a second complaint follows; none for a first.
    pub first: Option<FirstResult>,
    /// Whose decision or act it is, once somebody has looked.
    pub against: Option<Contested>,
    /// Stage with its data.
    pub stage: Stage,
    /// Day everything was withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// Time that does not count (KN-18).
    pub pauses: Vec<Pause>,
    /// Stays of the contested decision (KN-17), the last one perhaps still in force.
    pub stays: Vec<Pause>,
    /// Orders to be sent (KN-09).
    pub orders: Vec<Order>,
    /// Day the decision was made public.
    pub published_on: Option<NaiveDate>,
    /// What the decision recommends and what of it was executed; empty before it.
    pub results: Results,
    /// Date of the last fact.
    pub last_on: NaiveDate,
}

impl State {
    /// Begins with receipt, or with what was lodged online and awaits its signature.
    ///
    /// # Errors
    /// The fact is another one, or lies ahead.
    pub fn begin(event: &Event, today: NaiveDate) -> Result<Self, Refusal> {
        let (stage, complainants, resolver, first) = match *event {
            Event::Received { complainants, resolver, first, .. } => {
                (Stage::Received, complainants, resolver, first)
            }
            Event::Lodged { complainants, resolver, first, .. } => {
                (Stage::AwaitingSignature, complainants, resolver, first)
            }
            _ => return Err(Refusal::NotABeginning),
        };
        let on = event.on();
        not_ahead(on, today)?;
        Ok(Self {
            received_on: on,
            is_signed: stage == Stage::Received,
            complainants,
            resolver,
            first,
            against: None,
            stage,
            withdrawn_on: None,
            pauses: Vec::new(),
            stays: Vec::new(),
            orders: Vec::new(),
            published_on: None,
            results: Results::default(),
            last_on: on,
        })
    }

    /// First or second time.
    pub fn instance(&self) -> Instance {
        if self.first.is_some() { Instance::Second } else { Instance::First }
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
        self.guard(event, rules)?;
        Ok(next)
    }

    /// The state after a fact of the past: stages and order of dates, without [`Self::guard`].
    ///
    /// # Errors
    /// The fact does not follow from the ones before.
    pub fn follow(&self, event: &Event) -> Result<Self, Refusal> {
        let next = match self.mark(event)? {
            Some(marked) => marked,
            None => {
                self.check_withdrawn(event)?;
                Self { stage: self.next_stage(event)?, ..self.clone() }
            }
        };
        check_order(event.on(), self.last_on)?;
        Ok(self.with_traces(event, next))
    }

    /// What a fact leaves behind beside its stage.
    fn with_traces(&self, event: &Event, mut next: Self) -> Self {
        next.last_on = event.on();
        let mut order = |kind, on| next.orders.push(Order { kind, on, sent_on: None });
        match *event {
            // Received is what the law receives (KN-20): the day of the signed copy.
            Event::Signed { on } => {
                next.received_on = on;
                next.is_signed = true;
            }
            Event::CheckStarted { against, .. } => next.against = against,
            Event::Served { received_on, .. } => next.last_on = received_on,
            Event::Suspended { on, .. } => {
                order(OrderKind::Suspension, on);
                next.pauses.push(Pause { from: on, to: None });
            }
            Event::Resumed { on } => {
                order(OrderKind::Resumption, on);
                end_last(&mut next.pauses, on);
            }
            Event::Terminated { on, .. } => order(OrderKind::Termination, on),
            Event::DecisionIssued { recommended, .. } => next.results.recommended = recommended,
            Event::Closed { on } => next.results.finished_on = Some(on),
            _ => {}
        }
        next
    }

    /// Facts that mark a case without moving it; none for the others.
    fn mark(&self, event: &Event) -> Result<Option<Self>, Refusal> {
        let mut next = self.clone();
        let is_stayed = is_paused(&self.stays);
        match (*event, self.stage) {
            (Event::FoundComplex { .. }, _) => return self.found_complex(event).map(Some),
            (
                Event::Withdrawn { on, complainants_left, in_part },
                Stage::Received
                | Stage::Checking
                | Stage::Resolving { .. }
                | Stage::Suspended { .. },
            ) if self.withdrawn_on.is_none() => {
                if complainants_left >= self.complainants && !in_part {
                    return Err(Refusal::NotWithdrawn { basis: WITHDRAWAL });
                }
                match complainants_left {
                    _ if in_part => {}
                    0 => next.withdrawn_on = Some(on),
                    left => next.complainants = left,
                }
            }
            (Event::OrderSent { on }, _) if self.has_unsent_order() => {
                next.orders = order::sent(next.orders, on);
            }
            (Event::ExecutionStayed { on }, Stage::Resolving { .. } | Stage::Suspended { .. })
                if !is_stayed =>
            {
                next.stays.push(Pause { from: on, to: None })
            }
            (Event::StayLifted { on }, _) if is_stayed => end_last(&mut next.stays, on),
            (
                Event::Published { on, .. },
                Stage::DecisionIssued { .. }
                | Stage::Served { .. }
                | Stage::InEffect { .. }
                | Stage::Executing { .. },
            ) if self.published_on.is_none() => next.published_on = Some(on),
            (
                Event::ExecutionRecorded { executed, .. },
                Stage::InEffect { .. } | Stage::Executing { .. },
            ) => next.results.executed = self.results.executed.and(executed),
            (
                Event::Withdrawn { .. }
                | Event::OrderSent { .. }
                | Event::ExecutionStayed { .. }
                | Event::StayLifted { .. }
                | Event::Published { .. }
                | Event::ExecutionRecorded { .. },
                _,
            ) => return Err(self.wrong_stage(event)),
            _ => return Ok(None),
        }
        Ok(Some(next))
    }

    /// The acceptance becomes that of a complex case, whichever stage it is in.
    fn found_complex(&self, event: &Event) -> Result<Self, Refusal> {
        let as_complex = |acceptance: Acceptance| {
            let circumstances = Circumstances { complex: true, ..acceptance.circumstances };
            Acceptance { circumstances, ..acceptance }
        };
        let stage = match self.stage {
            Stage::Resolving { acceptance, progress } if !acceptance.circumstances.complex => {
                Stage::Resolving { acceptance: as_complex(acceptance), progress }
            }
            Stage::Suspended { acceptance, progress, ground }
                if !acceptance.circumstances.complex =>
            {
                Stage::Suspended { acceptance: as_complex(acceptance), progress, ground }
            }
            _ => return Err(self.wrong_stage(event)),
        };
        Ok(Self { stage, ..self.clone() })
    }

    /// What was withdrawn as a whole can only be terminated (KN-31).
    fn check_withdrawn(&self, event: &Event) -> Result<(), Refusal> {
        match (self.withdrawn_on, event) {
            (Some(_), Event::Terminated { .. }) | (None, _) => Ok(()),
            (Some(_), _) => Err(Refusal::Withdrawn { basis: WITHDRAWAL }),
        }
    }

    fn next_stage(&self, event: &Event) -> Result<Stage, Refusal> {
        match (self.stage, *event) {
            (_, Event::SecondComplaintLodged { .. } | Event::LawsuitFiled { .. }) => {
                self.contested(event)
            }
            (Stage::AwaitingSignature, Event::Signed { .. }) => Ok(Stage::Received),
            (Stage::Received, Event::CheckStarted { .. }) => Ok(Stage::Checking),
            (
                Stage::AwaitingSignature | Stage::Received | Stage::Checking,
                Event::Reclassified { on, to },
            ) => Ok(Stage::Reclassified { on, to }),
            (
                Stage::Checking,
                Event::Accepted { on, complex, remote, all_signed, representatives, .. },
            ) => {
                group::check(self.complainants, all_signed, representatives)?;
                let circumstances = Circumstances { complex, remote };
                let acceptance = Acceptance { on, circumstances };
                Ok(Stage::Resolving { acceptance, progress: Progress::Accepted })
            }
            (Stage::Checking, Event::Refused { on, ground }) => Ok(Stage::Refused { on, ground }),
            // No period of the law ends what was never signed: a person files it away, or says where to go.
            (Stage::AwaitingSignature | Stage::Checking, Event::Guided { on }) => {
                Ok(Stage::Guided { on })
            }
            (Stage::AwaitingSignature | Stage::Checking, Event::FiledAway { on }) => {
                Ok(Stage::FiledAway { on })
            }
            (Stage::Resolving { acceptance, progress }, Event::Suspended { ground, .. }) => {
                Ok(Stage::Suspended { acceptance, progress, ground })
            }
            (Stage::Suspended { acceptance, progress, .. }, Event::Resumed { .. }) => {
                Ok(Stage::Resolving { acceptance, progress })
            }
            (
                Stage::Received
                | Stage::Checking
                | Stage::Resolving { .. }
                | Stage::Suspended { .. },
                Event::Terminated { on, ground },
            ) => {
                if ground == TerminationGround::Withdrawn && self.withdrawn_on.is_none() {
                    return Err(Refusal::NotWithdrawn { basis: WITHDRAWAL });
                }
                Ok(Stage::Terminated { acceptance: self.stage.acceptance(), on, ground })
            }
            (
                Stage::Resolving { acceptance, progress: Progress::Drafting },
                Event::DecisionIssued { on, outcome, .. },
            ) => Ok(Stage::DecisionIssued { acceptance, decision: Decision { on, outcome } }),
            (Stage::Resolving { acceptance, progress }, _) => {
                let progress = self.next_progress(progress, event)?;
                Ok(Stage::Resolving { acceptance, progress })
            }
            _ => self.after_decision(event),
        }
    }

    fn wrong_stage(&self, event: &Event) -> Refusal {
        if self.stage == Stage::AwaitingSignature {
            return Refusal::Unsigned;
        }
        Refusal::WrongStage { step: event.code(), stage: self.stage.code() }
    }

    /// Whether an order waits to be sent, while somebody still must.
    pub(super) fn has_unsent_order(&self) -> bool {
        let is_the_offices = matches!(
            self.stage,
            Stage::Resolving { .. } | Stage::Suspended { .. } | Stage::Terminated { .. }
        );
        is_the_offices && order::is_any_unsent(&self.orders, RuleId::Kn09)
    }

    /// Whether the office still has something to do.
    pub fn is_open(&self) -> bool {
        match self.stage {
            Stage::Refused { .. }
            | Stage::Guided { .. }
            | Stage::FiledAway { .. }
            | Stage::Reclassified { .. }
            | Stage::Closed { .. }
            | Stage::UnderReview { .. }
            | Stage::SecondComplaint { .. }
            | Stage::InCourt { .. } => false,
            Stage::Terminated { .. } => self.has_unsent_order(),
            Stage::AwaitingSignature
            | Stage::Received
            | Stage::Checking
            | Stage::Resolving { .. }
            | Stage::Suspended { .. }
            | Stage::DecisionIssued { .. }
            | Stage::Served { .. }
            | Stage::InEffect { .. }
            | Stage::Executing { .. } => true,
        }
    }

    /// Whether it was accepted as a matter of a remote place, which lengthens periods.
    pub fn is_remote(&self) -> bool {
        self.stage.acceptance().is_some_and(|acceptance| acceptance.circumstances.remote)
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
            Stage::Resolving { progress: Progress::Dialogue { round }, .. } => round.awaited_on(),
            _ => None,
        }
    }
}
