//! What can be done next: the steps of each stage, and a fact to ask the gate with.

use chrono::NaiveDate;

use super::event::{DecisionOutcome, Event, RefusalGround};
use super::stage::Stage;
use super::{State, group_bounds};
use crate::calendar::plus;
use crate::deadline;
use crate::dialogue::Attendance;
use crate::procedure::Step;

impl State {
    /// The steps of this stage, in the order they are offered.
    pub fn steps(&self) -> &'static [Step] {
        match self.stage {
            Stage::Received => &[Step::StartCheck],
            Stage::Checking => &[Step::Accept, Step::Refuse, Step::Guide, Step::FileAway],
            Stage::Accepted { .. } => &[
                Step::AssignVerification,
                Step::FindRightAtOnce,
                Step::RecordSecondComplaint,
                Step::RecordLawsuit,
            ],
            Stage::Verifying { .. } => {
                &[Step::ReportFindings, Step::RecordSecondComplaint, Step::RecordLawsuit]
            }
            Stage::FindingsReady { .. } => &[
                Step::InviteDialogue,
                Step::StartDrafting,
                Step::RecordSecondComplaint,
                Step::RecordLawsuit,
            ],
            Stage::Dialogue { .. } => &[
                Step::RecordDialogue,
                Step::InviteDialogue,
                Step::StartDrafting,
                Step::ReopenVerification,
                Step::RecordSecondComplaint,
                Step::RecordLawsuit,
            ],
            Stage::Drafting { .. } => {
                &[Step::IssueDecision, Step::RecordSecondComplaint, Step::RecordLawsuit]
            }
            Stage::DecisionIssued { .. } => {
                &[Step::RecordService, Step::RecordSecondComplaint, Step::RecordLawsuit]
            }
            Stage::Served { .. } => {
                &[Step::ConfirmEffect, Step::RecordSecondComplaint, Step::RecordLawsuit]
            }
            Stage::InEffect { .. } => &[Step::RecordLawsuit],
            Stage::Refused { .. }
            | Stage::Guided { .. }
            | Stage::FiledAway { .. }
            | Stage::SecondComplaint { .. }
            | Stage::InCourt { .. } => &[],
        }
    }

    /// A fact of a step as it would be if done on a day, to ask whether it is lawful.
    pub fn sample(&self, step: Step, on: NaiveDate) -> Option<Event> {
        let group = group_bounds(self.complainants);
        Some(match step {
            Step::StartCheck => Event::CheckStarted { on },
            Step::Accept => Event::Accepted {
                on,
                complex: false,
                remote: false,
                all_signed: true,
                representatives: group.map_or(0, |(min, _)| min),
            },
            Step::Refuse => Event::Refused { on, ground: RefusalGround::OutOfTime },
            Step::Guide => Event::Guided { on },
            Step::FileAway => Event::FiledAway { on },
            Step::FindRightAtOnce => Event::FoundRightAtOnce { on },
            Step::AssignVerification => Event::VerificationAssigned { on },
            Step::ReportFindings => Event::FindingsReported { on, differ_from_demand: true },
            Step::InviteDialogue => {
                let days = deadline::dialogue_notice_days(on).unwrap_or(1);
                Event::DialogueInvited { on, held_on: plus(on, u64::from(days)) }
            }
            Step::RecordDialogue => {
                Event::DialogueHeld { on, attendance: Attendance::Present, agreed: false }
            }
            Step::ReopenVerification => Event::VerificationReopened { on },
            Step::StartDrafting => Event::DraftingStarted { on },
            Step::IssueDecision => Event::DecisionIssued { on, outcome: DecisionOutcome::Right },
            Step::RecordService => Event::Served { on, received_on: on },
            Step::RecordSecondComplaint => Event::SecondComplaintLodged { on },
            Step::RecordLawsuit => Event::LawsuitFiled { on },
            Step::ConfirmEffect => Event::LegalEffectConfirmed { on },
            Step::StartClassification
            | Step::TakeOn
            | Step::Transfer
            | Step::AssignPetition
            | Step::StartConsideration
            | Step::Answer
            | Step::Close
            | Step::Reopen => return None,
        })
    }
}
