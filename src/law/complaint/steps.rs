//! What can be done next: the steps of each stage, and a fact to ask the gate with.

use chrono::NaiveDate;

use super::State;
use super::event::{DecisionOutcome, Event, RefusalGround, SuspensionGround, TerminationGround};
use super::stage::{Progress, Stage};
use crate::calendar::plus;
use crate::complexity::{Criteria, Criterion};
use crate::deadline::is_paused;
use crate::dialogue::{Attendance, Chairing};
use crate::group;
use crate::group::Proxy;
use crate::jurisdiction::Instance;
use crate::procedure::{Kind, Step};
use crate::publication::Publication;
use crate::results::{Executed, Recommended};
use crate::rule::dialogue_notice_days;

impl State {
    /// The steps of this stage, in the order they are offered: the way on first, then what may happen
    /// beside it.
    pub fn steps(&self) -> Vec<Step> {
        use Stage::{
            Checking, Closed, DecisionIssued, Executing, InEffect, Received, Resolving, Served,
            Suspended,
        };
        let stage = self.stage;
        let is_resolving = matches!(stage, Resolving { .. } | Suspended { .. });
        let is_undecided = is_resolving || matches!(stage, Received | Checking);
        let is_decided = matches!(
            stage,
            DecisionIssued { .. } | Served { .. } | InEffect { .. } | Executing { .. }
        );
        let is_complex = stage.acceptance().is_some_and(|one| one.circumstances.complex);
        let is_stayed = is_paused(&self.stays);
        let can_go_up = self.instance() == Instance::First
            && matches!(stage, Resolving { .. } | DecisionIssued { .. } | Served { .. });
        let beside = [
            (Step::RecordExecution, matches!(stage, InEffect { .. } | Executing { .. })),
            (Step::Publish, is_decided && self.published_on.is_none()),
            (Step::SendOrder, self.has_unsent_order()),
            (Step::FindComplex, is_resolving && !is_complex),
            (Step::StayExecution, is_resolving && !is_stayed),
            (Step::LiftStay, is_stayed),
            (Step::RecordWithdrawal, is_undecided && self.withdrawn_on.is_none()),
            (Step::Suspend, matches!(stage, Resolving { .. })),
            (Step::Terminate, is_undecided),
            (Step::RecordSecondComplaint, can_go_up),
            (Step::RecordLawsuit, is_decided || matches!(stage, Resolving { .. })),
            (
                Step::OrderReview,
                matches!(stage, InEffect { .. } | Executing { .. } | Closed { .. }),
            ),
        ];
        let beside = beside.into_iter().filter_map(|(step, is_offered)| is_offered.then_some(step));
        self.way_on().iter().copied().chain(beside).collect()
    }

    fn way_on(&self) -> &'static [Step] {
        match self.stage {
            Stage::AwaitingSignature => {
                &[Step::ConfirmSignature, Step::Guide, Step::Reclassify, Step::FileAway]
            }
            Stage::Received => &[Step::StartCheck, Step::Reclassify],
            Stage::Checking => {
                &[Step::Accept, Step::Refuse, Step::Guide, Step::Reclassify, Step::FileAway]
            }
            Stage::Resolving { progress, .. } => self.progress_steps(progress),
            Stage::Suspended { .. } => &[Step::Resume],
            Stage::DecisionIssued { .. } => &[Step::RecordService],
            Stage::Served { .. } => &[Step::ConfirmEffect],
            Stage::InEffect { .. } => &[Step::StartExecution, Step::Close],
            Stage::Executing { .. } => &[Step::Close],
            Stage::Refused { .. }
            | Stage::Guided { .. }
            | Stage::FiledAway { .. }
            | Stage::Reclassified { .. }
            | Stage::Terminated { .. }
            | Stage::Closed { .. }
            | Stage::UnderReview { .. }
            | Stage::SecondComplaint { .. }
            | Stage::InCourt { .. } => &[],
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
            Step::ConfirmSignature => Event::Signed { on },
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
            Step::IssueDecision => Event::DecisionIssued {
                on,
                outcome: DecisionOutcome::Right,
                recommended: Recommended::default(),
            },
            Step::RecordService => Event::Served { on, received_on: on },
            Step::Publish => Event::Published { on, way: Publication::Posting },
            Step::RecordSecondComplaint => Event::SecondComplaintLodged { on },
            Step::RecordLawsuit => Event::LawsuitFiled { on },
            Step::ConfirmEffect => Event::LegalEffectConfirmed { on },
            Step::StartExecution => Event::ExecutionStarted { on },
            Step::RecordExecution => Event::ExecutionRecorded { on, executed: Executed::sample() },
            Step::Close => Event::Closed { on },
            Step::OrderReview => Event::ReviewOrdered { on },
            _ => return None,
        })
    }
}
