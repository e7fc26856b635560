//! Denunciation (tố cáo) and continuing denunciation (tố cáo tiếp): stages, facts and guards.
//!
//! Nothing here knows who denounced: the facts count people and name nobody.

mod event;
mod guards;
mod marks;
mod papers;
mod periods;
mod stage;
mod steps;

use chrono::NaiveDate;

pub use event::{
    Event, Finding, GoesOn, MissingCondition, Origin, SetAsideReason, SuspensionGround,
    TerminationGround,
};
pub use stage::{Conclusion, Exit, MAIN_LINE, Progress, STAGES, Stage};

use crate::citation::{Citation, ltc};
use crate::deadline::{Extension, Pause, end_last};
use crate::group;
use crate::jurisdiction::{Denounced, Resolver};
use crate::order::{self, Order, OrderKind};
use crate::procedure::{check_order, not_ahead};
use crate::refusal::Refusal;
use crate::results::Results;
use crate::rule::RuleId;
use crate::settings::Rules;

/// Where withdrawal stands (TC-26, TC-27).
const WITHDRAWAL: Citation = ltc("33", None);

/// Protection of the denouncer (BM-08, BM-09), without who it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Protection {
    /// Day it was asked for.
    pub requested_on: Option<NaiveDate>,
    /// Day it was decided on.
    pub decided_on: Option<NaiveDate>,
    /// Day it ended.
    pub ended_on: Option<NaiveDate>,
}

/// What the check of the denouncer's identity found (TC-01), without who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityCheck {
    /// Day of the check.
    pub on: NaiveDate,
    /// The denouncer is known and can be found.
    pub identified: bool,
    /// The conditions of Điều 23 and Điều 29 khoản 1 are met (TC-22).
    pub eligible: bool,
}

/// Where a denunciation stands, with what is needed to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Day of receipt.
    pub received_on: NaiveDate,
    /// How many denounce together; none known for anonymous information.
    pub denouncers: u32,
    /// New or continuing.
    pub origin: Origin,
    /// Who resolves at this office.
    pub resolver: Resolver,
    /// Who is denounced, once somebody has looked.
    pub denounced: Option<Denounced>,
    /// Whether the check needs several places (TC-01b).
    pub is_check_wide: bool,
    /// The last check of the denouncer's identity (TC-01).
    pub check: Option<IdentityCheck>,
    /// Day the letter was first answered: accepted, refused, passed on, reviewed.
    pub answered_on: Option<NaiveDate>,
    /// Day the superior demanded a report (TC-18a).
    pub demanded_on: Option<NaiveDate>,
    /// Day the resolver reported (TC-18b).
    pub reported_on: Option<NaiveDate>,
    /// Stage with its data.
    pub stage: Stage,
    /// Day forms 05 and 06 went out.
    pub notified_on: Option<NaiveDate>,
    /// Suspensions (TC-10).
    pub suspensions: Vec<Pause>,
    /// Forensic examinations (TC-10).
    pub forensics: Vec<Pause>,
    /// Extensions (TC-08, TC-09).
    pub extensions: Vec<Extension>,
    /// Day everything was withdrawn and nothing of TC-27 was found.
    pub withdrawn_on: Option<NaiveDate>,
    /// Orders to be sent (TC-11).
    pub orders: Vec<Order>,
    /// Day the conclusion was sent.
    pub sent_on: Option<NaiveDate>,
    /// Day it was made public.
    pub published_on: Option<NaiveDate>,
    /// What the conclusion recommends and what of it was carried out; empty before it.
    pub results: Results,
    /// Day a part went to investigators.
    pub investigators_on: Option<NaiveDate>,
    /// Protection of the denouncer.
    pub protection: Protection,
    /// Date of the last fact.
    pub last_on: NaiveDate,
}

impl State {
    /// Begins with receipt.
    ///
    /// # Errors
    /// The fact is another one, or lies ahead.
    pub fn begin(event: &Event, today: NaiveDate) -> Result<Self, Refusal> {
        let Event::Received { on, denouncers, origin, resolver } = *event else {
            return Err(Refusal::NotABeginning);
        };
        not_ahead(on, today)?;
        Ok(Self {
            received_on: on,
            denouncers,
            origin,
            resolver,
            denounced: None,
            is_check_wide: false,
            check: None,
            answered_on: None,
            demanded_on: None,
            reported_on: None,
            stage: Stage::Received,
            notified_on: None,
            suspensions: Vec::new(),
            forensics: Vec::new(),
            extensions: Vec::new(),
            withdrawn_on: None,
            orders: Vec::new(),
            sent_on: None,
            published_on: None,
            results: Results::default(),
            investigators_on: None,
            protection: Protection::default(),
            last_on: on,
        })
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
        let next = self.follow(event)?;
        self.guard(event, rules)?;
        Ok(next)
    }

    /// The state after a fact of the past: stages and order of dates, without [`Self::guard`].
    ///
    /// # Errors
    /// The fact does not follow from the ones before.
    pub fn follow(&self, event: &Event) -> Result<Self, Refusal> {
        let mut next = match self.mark(event)? {
            Some(marked) => marked,
            None => {
                self.check_withdrawn(event)?;
                Self { stage: self.next_stage(event)?, ..self.clone() }
            }
        };
        check_order(event.on(), self.last_on)?;
        next.last_on = event.on();
        let mut order = |kind, on| next.orders.push(Order { kind, on, sent_on: None });
        match *event {
            Event::ProcessingStarted { denounced, .. } => next.denounced = denounced,
            Event::Suspended { on, .. } => {
                order(OrderKind::Suspension, on);
                next.suspensions.push(Pause { from: on, to: None });
            }
            Event::Resumed { on } => {
                order(OrderKind::Resumption, on);
                end_last(&mut next.suspensions, on);
            }
            Event::Terminated { on, .. } => order(OrderKind::Termination, on),
            Event::ReportDemanded { on } => next.demanded_on = Some(on),
            Event::Concluded { recommended, .. } => next.results.recommended = recommended,
            Event::Closed { on } => next.results.finished_on = Some(on),
            Event::ReportReceived { on } => next.reported_on = Some(on),
            _ => {}
        }
        let is_answered = !matches!(
            next.stage,
            Stage::Received
                | Stage::Processing
                | Stage::Reviewing
                | Stage::ReportDemanded
                | Stage::Following
        );
        if is_answered {
            next.answered_on = next.answered_on.or(Some(event.on()));
        }
        Ok(next)
    }

    fn check_withdrawn(&self, event: &Event) -> Result<(), Refusal> {
        match (self.withdrawn_on, event) {
            (Some(_), Event::Terminated { .. }) | (None, _) => Ok(()),
            (Some(_), _) => Err(Refusal::Withdrawn { basis: WITHDRAWAL }),
        }
    }

    fn next_stage(&self, event: &Event) -> Result<Stage, Refusal> {
        let gone = |on, exit| Ok(Stage::Gone { on, exit, accepted_on: self.stage.accepted_on() });
        match (self.stage, *event) {
            (Stage::Received, Event::ProcessingStarted { .. }) => match self.origin {
                Origin::New => Ok(Stage::Processing),
                Origin::ResultWrong => Ok(Stage::Reviewing),
                Origin::Overdue => Err(self.wrong_stage(event)),
            },
            (Stage::Received, Event::ReportDemanded { .. }) if self.origin == Origin::Overdue => {
                Ok(Stage::ReportDemanded)
            }
            (Stage::ReportDemanded, Event::ReportReceived { .. }) => Ok(Stage::Following),
            (Stage::Following, Event::Closed { on }) => gone(on, Exit::FollowedUp),
            (Stage::ReportDemanded | Stage::Following, Event::TakenOver { on })
            | (Stage::Reviewing, Event::TakenUpAgain { on }) => {
                Ok(Stage::Resolving { accepted_on: on, progress: Progress::Accepted })
            }
            (Stage::Reviewing, Event::ResultUpheld { on }) => gone(on, Exit::Upheld),
            (Stage::Processing, Event::Accepted { on, representatives, .. }) => {
                group::check(self.denouncers, true, representatives)?;
                Ok(Stage::Resolving { accepted_on: on, progress: Progress::Accepted })
            }
            (Stage::Processing, Event::Refused { on, missing }) => gone(on, Exit::Refused(missing)),
            (Stage::Processing | Stage::Reviewing, Event::Transferred { on }) => {
                gone(on, Exit::Transferred)
            }
            (Stage::Processing, Event::SetAside { on, reason }) => gone(on, Exit::SetAside(reason)),
            (
                Stage::Processing | Stage::Gone { exit: Exit::SetAside(_) | Exit::Refused(_), .. },
                Event::SentToInspection { on, .. },
            ) => gone(on, Exit::Inspection),
            (
                Stage::Processing | Stage::Resolving { .. },
                Event::SentToInvestigators { on, whole: true },
            ) => gone(on, Exit::Investigators),
            (
                Stage::Received
                | Stage::Processing
                | Stage::Reviewing
                | Stage::Resolving { .. }
                | Stage::Suspended { .. },
                Event::Terminated { on, ground },
            ) => {
                if ground == TerminationGround::Withdrawn && self.withdrawn_on.is_none() {
                    return Err(Refusal::NotWithdrawn { basis: WITHDRAWAL });
                }
                Ok(Stage::Terminated { accepted_on: self.stage.accepted_on(), on, ground })
            }
            _ => self.after_acceptance(event),
        }
    }

    fn after_acceptance(&self, event: &Event) -> Result<Stage, Refusal> {
        use Progress::{Accepted, Reported, Verifying};
        let resolving = |accepted_on, progress| Ok(Stage::Resolving { accepted_on, progress });
        match (self.stage, *event) {
            (
                Stage::Resolving { accepted_on, progress: Accepted },
                Event::VerificationAssigned { .. },
            )
            | (
                Stage::Resolving { accepted_on, progress: Reported },
                Event::VerificationReopened { .. },
            ) => resolving(accepted_on, Verifying),
            (
                Stage::Resolving { accepted_on, progress: Verifying },
                Event::FindingsReported { .. },
            ) => resolving(accepted_on, Reported),
            (Stage::Resolving { accepted_on, progress }, Event::Suspended { ground, .. }) => {
                Ok(Stage::Suspended { accepted_on, progress, ground })
            }
            (Stage::Suspended { accepted_on, progress, .. }, Event::Resumed { .. }) => {
                resolving(accepted_on, progress)
            }
            // A clear case with its evidence may be concluded without a team (TC-33).
            (
                Stage::Resolving { accepted_on, progress: Accepted | Reported },
                Event::Concluded { on, finding, .. },
            ) => Ok(Stage::Concluded { accepted_on, conclusion: Conclusion { on, finding } }),
            (Stage::Concluded { accepted_on, conclusion }, Event::ActedOn { on }) => {
                Ok(Stage::Handling { accepted_on, conclusion, acted_on: on })
            }
            (
                Stage::Handling { accepted_on, conclusion, acted_on },
                Event::MonitoringStarted { .. },
            ) => Ok(Stage::Monitoring { accepted_on, conclusion, acted_on }),
            (Stage::Monitoring { accepted_on, conclusion, acted_on }, Event::Closed { .. }) => {
                if self.sent_on.is_none() {
                    return Err(Refusal::NotPublished { basis: ltc("35", Some("3")) });
                }
                if self.published_on.is_none() {
                    return Err(Refusal::NotPublished { basis: ltc("40", Some("1")) });
                }
                Ok(Stage::Closed { accepted_on, conclusion, acted_on })
            }
            _ => Err(self.wrong_stage(event)),
        }
    }

    fn wrong_stage(&self, event: &Event) -> Refusal {
        Refusal::WrongStage { step: event.code(), stage: self.stage.code() }
    }

    /// Whether an order waits to be sent, while somebody still must.
    pub(super) fn has_unsent_order(&self) -> bool {
        let is_the_offices = matches!(
            self.stage,
            Stage::Resolving { .. } | Stage::Suspended { .. } | Stage::Terminated { .. }
        );
        is_the_offices && order::is_any_unsent(&self.orders, RuleId::Tc11)
    }

    /// Whether the office still has something to do.
    pub fn is_open(&self) -> bool {
        match self.stage {
            Stage::Gone { .. } | Stage::Closed { .. } => false,
            Stage::Terminated { .. } => self.has_unsent_order(),
            _ => true,
        }
    }

    /// Day of acceptance.
    pub fn accepted_on(&self) -> Option<NaiveDate> {
        self.stage.accepted_on()
    }

    /// Day of the conclusion.
    pub fn resolved_on(&self) -> Option<NaiveDate> {
        self.stage.conclusion().map(|conclusion| conclusion.on)
    }

    /// Day the last stage was entered for good.
    pub fn closed_on(&self) -> Option<NaiveDate> {
        (!self.is_open()).then_some(self.last_on)
    }
}
