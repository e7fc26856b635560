//! From the fields of a step to the fact they tell of.

use chrono::NaiveDate;
use entity::case;
use law::complaint::{self, DecisionOutcome, RefusalGround, SuspensionGround, TerminationGround};
use law::dialogue::{Attendance, Chair, Chairing};
use law::group::{self, Proxy};
use law::jurisdiction::Contested;
use law::petition;
use law::procedure::{Kind, Step};
use law::publication::Publication;

use super::Reading;

pub(super) fn complaint_event(
    step: Step,
    on: NaiveDate,
    row: &case::Model,
    reading: &mut Reading<'_>,
) -> Option<complaint::Event> {
    let form = reading.form;
    Some(match step {
        Step::ConfirmSignature => complaint::Event::Signed { on },
        Step::StartCheck => {
            let is_given = !form.against.is_empty();
            let against = is_given
                .then(|| reading.errors.choice("against", &form.against, Contested::from_code));
            complaint::Event::CheckStarted { on, against: against.flatten() }
        }
        Step::Accept => {
            let complainants = u32::try_from(row.complainants).unwrap_or(1);
            let is_group = group::bounds(complainants).is_some();
            let representatives = if is_group {
                reading
                    .errors
                    .choice("representatives", &form.representatives, |raw| raw.parse().ok())?
            } else {
                0
            };
            let criteria = reading.criteria();
            let proxy = match form.proxy.as_str() {
                "" => Proxy::None,
                raw => reading.errors.choice("proxy", raw, Proxy::from_code)?,
            };
            complaint::Event::Accepted {
                on,
                complex: form.complex == "yes" || !criteria.is_empty(),
                criteria,
                proxy,
                confirmed: form.confirmed == "yes",
                excused: false,
                remote: form.remote == "yes",
                all_signed: !is_group || form.all_signed == "yes",
                representatives,
            }
        }
        Step::Refuse => {
            let ground = reading.errors.choice("ground", &form.ground, RefusalGround::from_code)?;
            complaint::Event::Refused { on, ground }
        }
        Step::Guide => complaint::Event::Guided { on },
        Step::FileAway => complaint::Event::FiledAway { on },
        Step::FindRightAtOnce => complaint::Event::FoundRightAtOnce { on },
        Step::AssignVerification => complaint::Event::VerificationAssigned { on },
        Step::ReportFindings => {
            let differ_from_demand = reading.yes_no("differ", &form.differ)?;
            complaint::Event::FindingsReported { on, differ_from_demand }
        }
        Step::InviteDialogue => {
            let held_on = reading.errors.date("held_on", &form.held_on, true)?;
            let by = match form.chair.as_str() {
                "" => Chair::Resolver,
                raw => reading.errors.choice("chair", raw, Chair::from_code)?,
            };
            let overridden = form.overridden == "yes";
            let chairing = Chairing { by, sensitive: form.sensitive == "yes", overridden };
            complaint::Event::DialogueInvited { on, held_on, chairing }
        }
        Step::RecordDialogue => {
            let (attendance, agreed) = attendance_and_agreement(reading)?;
            let reported = form.reported == "yes";
            complaint::Event::DialogueHeld { on, attendance, agreed, reported }
        }
        Step::ReopenVerification => complaint::Event::VerificationReopened { on },
        Step::StartDrafting => complaint::Event::DraftingStarted { on },
        Step::IssueDecision => {
            let outcome =
                reading.errors.choice("outcome", &form.outcome, DecisionOutcome::from_code)?;
            complaint::Event::DecisionIssued { on, outcome, recommended: Default::default() }
        }
        Step::RecordService => {
            let received_on = reading.errors.date("received_on", &form.received_on, true)?;
            complaint::Event::Served { on, received_on }
        }
        Step::RecordWithdrawal => return withdrawal(on, row, reading),
        Step::Suspend => {
            let ground = reading.errors.choice(
                "suspension",
                &form.suspension,
                SuspensionGround::from_code,
            )?;
            complaint::Event::Suspended { on, ground }
        }
        Step::Terminate => {
            let raw = &form.termination;
            let ground = reading.errors.choice("termination", raw, TerminationGround::from_code)?;
            complaint::Event::Terminated { on, ground }
        }
        Step::FindComplex => {
            let criteria = reading.criteria();
            complaint::Event::FoundComplex { on, criteria }
        }
        Step::Publish => {
            let way = reading.errors.choice("way", &form.way, Publication::from_code)?;
            complaint::Event::Published { on, way }
        }
        Step::ConveneCouncil => complaint::Event::CouncilConvened { on },
        Step::Resume => complaint::Event::Resumed { on },
        Step::SendOrder => complaint::Event::OrderSent { on },
        Step::StayExecution => complaint::Event::ExecutionStayed { on },
        Step::LiftStay => complaint::Event::StayLifted { on },
        Step::RecordSecondComplaint => complaint::Event::SecondComplaintLodged { on },
        Step::RecordLawsuit => complaint::Event::LawsuitFiled { on },
        Step::ConfirmEffect => complaint::Event::LegalEffectConfirmed { on },
        Step::StartExecution => complaint::Event::ExecutionStarted { on },
        Step::Reclassify => {
            complaint::Event::Reclassified { on, to: reading.other_kind(Kind::Complaint)? }
        }
        Step::Close => complaint::Event::Closed { on },
        Step::OrderReview => complaint::Event::ReviewOrdered { on },
        _ => return None,
    })
}

/// The whole, a part of the content, or some of a group.
fn withdrawal(
    on: NaiveDate,
    row: &case::Model,
    reading: &mut Reading<'_>,
) -> Option<complaint::Event> {
    let all = u32::try_from(row.complainants).unwrap_or(1);
    let (complainants_left, in_part) = reading.left_after_withdrawal(all)?;
    Some(complaint::Event::Withdrawn { on, complainants_left, in_part })
}

pub(super) fn petition_event(
    step: Step,
    on: NaiveDate,
    reading: &mut Reading<'_>,
) -> Option<petition::Event> {
    let form = reading.form;
    Some(match step {
        Step::StartClassification => petition::Event::ClassificationStarted { on },
        Step::TakeOn => petition::Event::TakenOn { on },
        Step::Transfer => {
            petition::Event::Transferred { on, awaits_reply: form.awaits_reply == "yes" }
        }
        Step::RecordReply => petition::Event::ReplyReceived { on },
        Step::FollowCommitments => petition::Event::CommitmentsFollowed { on },
        Step::FileAway => petition::Event::FiledAway { on },
        Step::AssignPetition => petition::Event::Assigned { on },
        Step::StartConsideration => petition::Event::ConsiderationStarted { on },
        Step::InviteDialogue => {
            let held_on = reading.errors.date("held_on", &form.held_on, true)?;
            petition::Event::DialogueInvited { on, held_on }
        }
        Step::RecordDialogue => {
            let (attendance, agreed) = attendance_and_agreement(reading)?;
            petition::Event::DialogueHeld { on, attendance, agreed }
        }
        Step::Answer => petition::Event::Answered { on },
        Step::Reclassify => {
            petition::Event::Reclassified { on, to: reading.other_kind(Kind::Petition)? }
        }
        Step::Close => petition::Event::Closed { on },
        Step::Reopen => petition::Event::Reopened { on },
        _ => return None,
    })
}

fn attendance_and_agreement(reading: &mut Reading<'_>) -> Option<(Attendance, bool)> {
    let form = reading.form;
    let attendance = reading.errors.choice("attendance", &form.attendance, Attendance::from_code);
    let agreed = reading.yes_no("agreed", &form.agreed);
    attendance.zip(agreed)
}
