//! Guards that are asked when a fact is recorded and not when history is read again.

use chrono::NaiveDate;

use super::{Event, SetAsideReason, State};
use crate::citation::nd31;
use crate::complexity::Criteria;
use crate::jurisdiction::{self, Proposal};
use crate::refusal::Refusal;
use crate::settings::Rules;

impl State {
    /// Guards that are asked when a fact is recorded and not when history is read again.
    pub(super) fn guard(&self, event: &Event, rules: &Rules<'_>) -> Result<(), Refusal> {
        match *event {
            Event::Accepted { confirmed, .. } => {
                self.check_identity()?;
                self.check_competence(confirmed)
            }
            Event::SetAside { reason: SetAsideReason::Anonymous, .. }
                if self.check.is_some_and(|check| check.identified) =>
            {
                Err(Refusal::IsIdentified)
            }
            Event::VerificationAssigned { team, unbiased, .. } => {
                if team.is_some_and(|members| members < 2) {
                    return Err(Refusal::MembersTooFew);
                }
                if unbiased { Ok(()) } else { Err(Refusal::MemberBiased) }
            }
            Event::Concluded { recommended, .. } => recommended.check(),
            Event::ExecutionRecorded { executed, .. } => executed.check(),
            Event::SentToInspection { concrete: false, .. } => Err(Refusal::NoEvidence),
            Event::Extended { on, criteria } => self.check_extension(on, criteria, rules),
            _ => Ok(()),
        }
    }

    /// Accepted only once it is known who denounces and that the conditions are met (TC-01, TC-22). Who
    /// cannot be identified is dealt with by Điều 25 (TC-24).
    fn check_identity(&self) -> Result<(), Refusal> {
        match self.check {
            None => Err(Refusal::IdentityUnchecked),
            Some(check) if !check.identified => Err(Refusal::NotIdentified),
            Some(check) if !check.eligible => Err(Refusal::NotEligible),
            Some(_) => Ok(()),
        }
    }

    /// Only the competent resolver accepts (table 2.5); where the date leaves it open, a person
    /// confirms (U3).
    fn check_competence(&self, confirmed: bool) -> Result<(), Refusal> {
        self.proposal().map_or(Ok(()), |proposal| proposal.admits(self.resolver, confirmed))
    }

    /// Who resolves it, once somebody has looked who is denounced (table 2.5).
    pub fn proposal(&self) -> Option<Proposal> {
        Some(jurisdiction::denunciation(self.denounced?, self.received_on))
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
}
