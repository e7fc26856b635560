//! Guards that are asked when a fact is recorded and not when history is read again: a calendar
//! corrected later, or a rule that changes, must not make a lawful past unreadable.

use chrono::NaiveDate;

use super::periods::{earliest_effect, resolution_deadline};
use super::stage::{Progress, Stage};
use super::{Event, FirstResult, State, TerminationGround, WITHDRAWAL};
use crate::calendar::plus;
use crate::citation::{lkn, nd124};
use crate::complexity::Criteria;
use crate::deadline::Deadline;
use crate::dialogue::{check_chair, check_notice};
use crate::group;
use crate::jurisdiction::{self, Instance, Proposal};
use crate::refusal::Refusal;
use crate::regime::R2_FROM;
use crate::rule::second_complaint;
use crate::settings::Rules;

impl State {
    pub(super) fn guard(&self, event: &Event, rules: &Rules<'_>) -> Result<(), Refusal> {
        match (self.stage, *event) {
            (
                Stage::Checking,
                Event::Accepted {
                    on, complex, criteria, remote, proxy, confirmed, excused, ..
                },
            ) => {
                self.check_competence(confirmed)?;
                check_criteria(on, complex, criteria)?;
                group::check_proxy(proxy, on)?;
                self.check_own_window(remote, excused, rules)
            }
            (
                Stage::Resolving { .. } | Stage::Suspended { .. },
                Event::FoundComplex { on, criteria },
            ) => {
                check_criteria(on, true, criteria)?;
                self.check_running(on, rules)
            }
            (
                Stage::Resolving { progress, .. },
                Event::DialogueInvited { on, held_on, chairing },
            ) if progress != Progress::Accepted => {
                check_notice(on, held_on)?;
                let is_group = group::bounds(self.complainants).is_some();
                check_chair(self.instance(), self.resolver, is_group, chairing)
            }
            (_, Event::Withdrawn { on, in_part: true, .. }) if on < R2_FROM => {
                Err(Refusal::NotInForce { from: R2_FROM, basis: WITHDRAWAL })
            }
            (_, Event::Suspended { on, .. }) => since_r2(on),
            (_, Event::Terminated { on, ground }) if ground != TerminationGround::Withdrawn => {
                since_r2(on)
            }
            (
                Stage::Served { acceptance, decision, service },
                Event::LegalEffectConfirmed { on },
            ) => {
                let instance = self.instance();
                let earliest = earliest_effect(instance, acceptance, decision, service, rules);
                let basis = match instance {
                    Instance::First => lkn("44", Some("1")),
                    Instance::Second => lkn("44", Some("2")),
                };
                if on < earliest { Err(Refusal::EffectNotYet { earliest, basis }) } else { Ok(()) }
            }
            (_, Event::DecisionIssued { recommended, .. }) => recommended.check(),
            (_, Event::ExecutionRecorded { executed, .. }) => executed.check(),
            (_, Event::SecondComplaintLodged { on }) => self.check_contest(on, true, rules),
            (_, Event::LawsuitFiled { on }) => self.check_contest(on, false, rules),
            _ => Ok(()),
        }
    }

    /// Only the competent resolver accepts (table 1.8); where the date leaves it open, a person
    /// confirms (U3).
    fn check_competence(&self, confirmed: bool) -> Result<(), Refusal> {
        self.proposal().map_or(Ok(()), |proposal| proposal.admits(self.resolver, confirmed))
    }

    /// Who resolves it, once somebody has looked whose decision or act it is (table 1.8).
    pub fn proposal(&self) -> Option<Proposal> {
        let against = self.against?;
        Some(jurisdiction::complaint(against, self.instance(), self.received_on))
    }

    /// A second complaint comes within its window (KN-13), or late with a good reason on file.
    fn check_own_window(
        &self,
        remote: bool,
        excused: bool,
        rules: &Rules<'_>,
    ) -> Result<(), Refusal> {
        let from = match self.first {
            None => return Ok(()),
            Some(FirstResult::Decided { received_on }) => received_on,
            Some(FirstResult::Unanswered { ended_on }) => {
                if self.received_on <= ended_on {
                    return Err(Refusal::WindowAhead { from: plus(ended_on, 1) });
                }
                ended_on
            }
        };
        let last = Deadline::compute(second_complaint(remote), from, rules).due_on;
        if self.received_on > last && !excused {
            return Err(Refusal::WindowClosed { last });
        }
        Ok(())
    }

    /// What lengthens the period must be found while it runs; found after its end it would hide that
    /// the office was late.
    fn check_running(&self, on: NaiveDate, rules: &Rules<'_>) -> Result<(), Refusal> {
        let Some(acceptance) = self.stage.acceptance() else { return Ok(()) };
        let deadline = resolution_deadline(self.instance(), acceptance, &self.pauses, rules);
        if deadline.is_late(on) {
            return Err(Refusal::PeriodEnded { last: deadline.due_on });
        }
        Ok(())
    }

    /// What a second complaint against this case would follow (KN-13, Điều 7, Điều 33 Luật Khiếu nại):
    /// the decision, once the complainant has it, or the end of the period, which may lie ahead. None
    /// for a case that is itself a second complaint or was never accepted.
    pub fn first_result(&self, rules: &Rules<'_>) -> Option<FirstResult> {
        if self.first.is_some() {
            return None;
        }
        let acceptance = self.stage.acceptance()?;
        match (self.stage, self.stage.decision()) {
            (_, Some((_, service))) => {
                service.map(|service| FirstResult::Decided { received_on: service.received_on })
            }
            (Stage::Terminated { .. }, None) => None,
            (_, None) => {
                let period = resolution_deadline(Instance::First, acceptance, &self.pauses, rules);
                Some(FirstResult::Unanswered { ended_on: period.due_on })
            }
        }
    }

    /// With no decision, only once the period to resolve is over; a second complaint only within its
    /// window, which runs from that end or from receipt of the decision (KN-13). How long a lawsuit
    /// may wait (KN-19) is for the court to say.
    fn check_contest(
        &self,
        on: NaiveDate,
        is_second: bool,
        rules: &Rules<'_>,
    ) -> Result<(), Refusal> {
        let Some(acceptance) = self.stage.acceptance() else { return Ok(()) };
        let window_from = match self.stage.decision() {
            None => {
                let last =
                    resolution_deadline(self.instance(), acceptance, &self.pauses, rules).due_on;
                if on <= last {
                    return Err(Refusal::StillInTime { last });
                }
                Some(last)
            }
            Some((_, service)) => service.map(|service| service.received_on),
        };
        let Some(window_from) = window_from.filter(|_| is_second) else { return Ok(()) };
        let window = second_complaint(acceptance.circumstances.remote);
        let last = Deadline::compute(window, window_from, rules).due_on;
        if on > last { Err(Refusal::WindowClosed { last }) } else { Ok(()) }
    }
}

/// Suspension (KN-33) and termination for other reasons than withdrawal (KN-34) exist since 1/7/2026,
/// also for what was accepted before (Điều 11a Luật Khiếu nại; Nghị định 155/2026 Điều 22 khoản 1).
fn since_r2(on: NaiveDate) -> Result<(), Refusal> {
    if on < R2_FROM {
        return Err(Refusal::NotInForce { from: R2_FROM, basis: lkn("11a", None) });
    }
    Ok(())
}

/// Since 1/7/2026 a complex case names its criterion (Nghị định 124/2020 Điều 3a).
fn check_criteria(on: NaiveDate, complex: bool, criteria: Criteria) -> Result<(), Refusal> {
    if complex && on >= R2_FROM && criteria.is_empty() {
        return Err(Refusal::CriterionMissing { basis: nd124("3a", None) });
    }
    Ok(())
}
