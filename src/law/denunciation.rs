//! Denunciation (tố cáo) and continuing denunciation (tố cáo tiếp): stages, facts and guards.
//!
//! Nothing here knows who denounced: the facts count people and name nobody.

mod event;
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

use crate::citation::{Citation, ltc, nd31};
use crate::complexity::Criteria;
use crate::deadline::{Extension, Pause};
use crate::group;
use crate::jurisdiction::{self, Denounced, Resolver};
use crate::order::{self, Order, OrderKind};
use crate::procedure::{check_order, not_ahead};
use crate::refusal::Refusal;
use crate::rule::{RuleId, fixed};
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

    /// Guards that are asked when a fact is recorded and not when history is read again.
    fn guard(&self, event: &Event, rules: &Rules<'_>) -> Result<(), Refusal> {
        match *event {
            Event::Accepted { confirmed, .. } => self.check_competence(confirmed),
            Event::VerificationAssigned { team, unbiased, .. } => {
                if team.is_some_and(|members| members < 2) {
                    return Err(Refusal::MembersTooFew);
                }
                if unbiased { Ok(()) } else { Err(Refusal::MemberBiased) }
            }
            Event::SentToInspection { concrete: false, .. } => Err(Refusal::NoEvidence),
            Event::Extended { on, criteria } => self.check_extension(on, criteria, rules),
            _ => Ok(()),
        }
    }

    /// Only the competent resolver accepts (table 2.5); where the date leaves it open, a person
    /// confirms (U3).
    fn check_competence(&self, confirmed: bool) -> Result<(), Refusal> {
        let Some(denounced) = self.denounced else { return Ok(()) };
        let proposal = jurisdiction::denunciation(denounced, self.received_on);
        let basis = proposal.citation;
        if proposal.needs_confirmation {
            return if confirmed { Ok(()) } else { Err(Refusal::CompetenceUnconfirmed { basis }) };
        }
        if proposal.resolver == Some(self.resolver) {
            return Ok(());
        }
        Err(Refusal::NotCompetent { resolver: proposal.resolver, basis })
    }

    /// Once if complex, twice if two criteria or more make it specially complex (TC-08, TC-09), each
    /// while the period still runs.
    fn check_extension(
        &self,
        on: NaiveDate,
        criteria: Criteria,
        rules: &Rules<'_>,
    ) -> Result<(), Refusal> {
        let max = match criteria.count() {
            0 => return Err(Refusal::CriterionMissing { basis: nd31("3", Some("2")) }),
            1 => 1,
            _ => 2,
        };
        if self.extensions.len() >= max {
            return Err(Refusal::ExtensionsUsed { max: u32::try_from(max).unwrap_or(u32::MAX) });
        }
        match self.resolution(rules) {
            Some(deadline) if deadline.is_late(on) => {
                Err(Refusal::PeriodEnded { last: deadline.due_on })
            }
            _ => Ok(()),
        }
    }

    /// Facts that mark a case without moving it; none for the others.
    fn mark(&self, event: &Event) -> Result<Option<Self>, Refusal> {
        let mut next = self.clone();
        let is_resolving = matches!(self.stage, Stage::Resolving { .. } | Stage::Suspended { .. });
        let has_conclusion =
            self.stage.conclusion().is_some() && !matches!(self.stage, Stage::Closed { .. });
        let in_forensic = self.forensics.last().is_some_and(|pause| pause.to.is_none());
        match *event {
            Event::CheckWidened { .. }
                if self.stage == Stage::Processing && !self.is_check_wide =>
            {
                next.is_check_wide = true;
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
            | Event::PartiesNotified { .. }
            | Event::ForensicStarted { .. }
            | Event::ForensicEnded { .. }
            | Event::Extended { .. }
            | Event::Withdrawn { .. }
            | Event::OrderSent { .. }
            | Event::ConclusionSent { .. }
            | Event::Published { .. }
            | Event::SentToInvestigators { whole: false, .. }
            | Event::ProtectionRequested { .. }
            | Event::ProtectionDecided { .. }
            | Event::ProtectionEnded { .. } => return Err(self.wrong_stage(event)),
            _ => return Ok(None),
        }
        Ok(Some(next))
    }

    fn may_decide_protection(&self) -> bool {
        self.protection.requested_on.is_some() && self.protection.decided_on.is_none()
    }

    /// Whether a protection decision is in force.
    pub fn is_protected(&self) -> bool {
        self.protection.decided_on.is_some() && self.protection.ended_on.is_none()
    }

    fn can_withdraw(&self) -> bool {
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
                Event::Concluded { on, finding },
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

/// Ends the pause that still runs.
fn end_last(pauses: &mut [Pause], on: NaiveDate) {
    if let Some(last) = pauses.last_mut() {
        last.to = last.to.or(Some(on));
    }
}
