//! What can be done next: the steps of each stage, and a fact to ask the gate with.

use chrono::NaiveDate;

use super::State;
use super::event::{DecisionOutcome, Event, RefusalGround, SuspensionGround, TerminationGround};
use super::stage::{Progress, Stage};
use crate::calendar::plus;
use crate::complexity::{Criteria, Criterion};
use crate::dialogue::{Attendance, Chairing};
use crate::group;
use crate::group::Proxy;
use crate::jurisdiction::Instance;
use crate::procedure::{Kind, Step};
use crate::publication::Publication;
use crate::rule::dialogue_notice_days;

impl State {
    /// The steps of this stage, in the order they are offered.
    pub fn steps(&self) -> Vec<Step> {
        let is_first = self.instance() == Instance::First;
        let second = is_first.then_some(Step::RecordSecondComplaint);
        let order = self.has_unsent_order().then_some(Step::SendOrder);
        let publish = self.published_on.is_none().then_some(Step::Publish);
        let stay = match self.stays.last() {
            Some(stay) if stay.to.is_none() => Step::LiftStay,
            _ => Step::StayExecution,
        };
        let lift = (stay == Step::LiftStay).then_some(Step::LiftStay);
        let withdraw = self.withdrawn_on.is_none().then_some(Step::RecordWithdrawal);
        match self.stage {
            Stage::Received => [Step::StartCheck, Step::Reclassify]
                .into_iter()
                .chain(withdraw)
                .chain([Step::Terminate])
                .collect(),
            Stage::Checking => {
                [Step::Accept, Step::Refuse, Step::Guide, Step::Reclassify, Step::FileAway]
                    .into_iter()
                    .chain(withdraw)
                    .chain([Step::Terminate])
                    .collect()
            }
            Stage::Resolving { acceptance, progress } => {
                let complex = (!acceptance.circumstances.complex).then_some(Step::FindComplex);
                self.progress_steps(progress)
                    .iter()
                    .copied()
                    .chain(order)
                    .chain(complex)
                    .chain([stay])
                    .chain(withdraw)
                    .chain([Step::Suspend, Step::Terminate])
                    .chain(second)
                    .chain([Step::RecordLawsuit])
                    .collect()
            }
            Stage::Suspended { acceptance, .. } => {
                let complex = (!acceptance.circumstances.complex).then_some(Step::FindComplex);
                [Step::Resume]
                    .into_iter()
                    .chain(order)
                    .chain(complex)
                    .chain([stay])
                    .chain(withdraw)
                    .chain([Step::Terminate])
                    .collect()
            }
            Stage::DecisionIssued { .. } => [Step::RecordService]
                .into_iter()
                .chain(publish)
                .chain(lift)
                .chain(second)
                .chain([Step::RecordLawsuit])
                .collect(),
            Stage::Served { .. } => [Step::ConfirmEffect]
                .into_iter()
                .chain(publish)
                .chain(lift)
                .chain(second)
                .chain([Step::RecordLawsuit])
                .collect(),
            Stage::InEffect { .. } => [Step::StartExecution, Step::Close]
                .into_iter()
                .chain(publish)
                .chain(lift)
                .chain([Step::RecordLawsuit, Step::OrderReview])
                .collect(),
            Stage::Executing { .. } => [Step::Close]
                .into_iter()
                .chain(publish)
                .chain(lift)
                .chain([Step::RecordLawsuit, Step::OrderReview])
                .collect(),
            Stage::Closed { .. } => lift.into_iter().chain([Step::OrderReview]).collect(),
            Stage::Terminated { .. } => order.into_iter().chain(lift).collect(),
            Stage::Refused { .. }
            | Stage::Guided { .. }
            | Stage::FiledAway { .. }
            | Stage::Reclassified { .. }
            | Stage::UnderReview { .. }
            | Stage::SecondComplaint { .. }
            | Stage::InCourt { .. } => lift.into_iter().collect(),
        }
    }

    fn progress_steps(&self, progress: Progress) -> &'static [Step] {
        let is_first = self.instance() == Instance::First;
        match progress {
            Progress::Accepted if is_first => &[Step::AssignVerification, Step::FindRightAtOnce],
            Progress::Accepted => &[Step::AssignVerification],
            Progress::Verifying => &[Step::ReportFindings],
            Progress::FindingsReady { .. } if is_first => {
                &[Step::InviteDialogue, Step::StartDrafting]
            }
            Progress::FindingsReady { .. } => {
                &[Step::InviteDialogue, Step::ConveneCouncil, Step::StartDrafting]
            }
            Progress::Council { .. } => &[Step::InviteDialogue, Step::StartDrafting],
            Progress::Dialogue { .. } => &[
                Step::RecordDialogue,
                Step::InviteDialogue,
                Step::StartDrafting,
                Step::ReopenVerification,
            ],
            Progress::Drafting => &[Step::IssueDecision],
        }
    }

    /// A fact of a step as it would be if done on a day, to ask whether it is lawful.
    pub fn sample(&self, step: Step, on: NaiveDate) -> Option<Event> {
        let criteria = Criteria::from_iter([Criterion::SeveralPlaces]);
        Some(match step {
            Step::StartCheck => Event::CheckStarted { on, against: None },
            Step::Accept => Event::Accepted {
                on,
                complex: false,
                criteria: Criteria::default(),
                remote: false,
                all_signed: true,
                representatives: group::bounds(self.complainants).map_or(0, |(min, _)| min),
                proxy: Proxy::None,
                confirmed: true,
                excused: true,
            },
            Step::Refuse => Event::Refused { on, ground: RefusalGround::OutOfTime },
            Step::Guide => Event::Guided { on },
            Step::Reclassify => Event::Reclassified { on, to: Kind::Petition },
            Step::FileAway => Event::FiledAway { on },
            Step::FindRightAtOnce => Event::FoundRightAtOnce { on },
            Step::AssignVerification => Event::VerificationAssigned { on },
            Step::ReportFindings => Event::FindingsReported { on, differ_from_demand: true },
            Step::ConveneCouncil => Event::CouncilConvened { on },
            Step::InviteDialogue => {
                let days = dialogue_notice_days(on).unwrap_or(1);
                let held_on = plus(on, u64::from(days));
                Event::DialogueInvited { on, held_on, chairing: Chairing::default() }
            }
            Step::RecordDialogue => Event::DialogueHeld {
                on,
                attendance: Attendance::Present,
                agreed: false,
                reported: true,
            },
            Step::ReopenVerification => Event::VerificationReopened { on },
            Step::StartDrafting => Event::DraftingStarted { on },
            Step::FindComplex => Event::FoundComplex { on, criteria },
            Step::RecordWithdrawal => Event::Withdrawn { on, complainants_left: 0, in_part: false },
            Step::Suspend => Event::Suspended { on, ground: SuspensionGround::Obstacle },
            Step::Resume => Event::Resumed { on },
            Step::Terminate => {
                let ground = match self.withdrawn_on {
                    Some(_) => TerminationGround::Withdrawn,
                    None => TerminationGround::NoObject,
                };
                Event::Terminated { on, ground }
            }
            Step::SendOrder => Event::OrderSent { on },
            Step::StayExecution => Event::ExecutionStayed { on },
            Step::LiftStay => Event::StayLifted { on },
            Step::IssueDecision => Event::DecisionIssued { on, outcome: DecisionOutcome::Right },
            Step::RecordService => Event::Served { on, received_on: on },
            Step::Publish => Event::Published { on, way: Publication::Posting },
            Step::RecordSecondComplaint => Event::SecondComplaintLodged { on },
            Step::RecordLawsuit => Event::LawsuitFiled { on },
            Step::ConfirmEffect => Event::LegalEffectConfirmed { on },
            Step::StartExecution => Event::ExecutionStarted { on },
            Step::Close => Event::Closed { on },
            Step::OrderReview => Event::ReviewOrdered { on },
            _ => return None,
        })
    }
}
