//! The form of a step: which fields it has, and how they become a fact.

use chrono::NaiveDate;
use entity::case;
use law::complaint::{self, DecisionOutcome, RefusalGround, SuspensionGround, TerminationGround};
use law::complexity::{Criteria, Criterion};
use law::dialogue::{Attendance, Chair, Chairing};
use law::group::{self, Proxy};
use law::jurisdiction::Contested;
use law::petition;
use law::procedure::{Event, Kind, Step};
use law::publication::Publication;
use serde::Deserialize;
use uuid::Uuid;

use super::field;
use super::steps::{DialogueDetails, StepCommand};
use crate::web::form::FormErrors;

/// Longest note, minutes or summary.
pub const NOTE_MAX: usize = 20_000;

/// Everything a step's form can send; each step uses a few.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub version: i32,
    pub on: String,
    pub note: String,
    pub paper_number: String,
    pub field: String,
    pub complex: String,
    pub remote: String,
    pub all_signed: String,
    pub representatives: String,
    pub ground: String,
    pub assignee: String,
    pub differ: String,
    pub held_on: String,
    pub starts_at: String,
    pub place: String,
    pub attendance: String,
    pub agreed: String,
    pub agreed_points: String,
    pub open_points: String,
    pub outcome: String,
    pub received_on: String,
    pub against: String,
    pub criteria: Vec<String>,
    pub proxy: String,
    pub confirmed: String,
    pub chair: String,
    pub sensitive: String,
    pub overridden: String,
    pub reported: String,
    pub extent: String,
    pub left: String,
    pub suspension: String,
    pub termination: String,
    pub way: String,
    pub awaits_reply: String,
}

/// A part of the form beyond date and note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Field,
    Group,
    Complexity,
    Ground,
    Assignee,
    Findings,
    Invitation,
    Minutes,
    Outcome,
    Service,
    PaperNumber,
    Against,
    Criteria,
    Proxy,
    Chair,
    Report,
    Withdrawal,
    Suspension,
    Termination,
    Way,
    AwaitsReply,
}

/// Steps the pages record. Reclassifying begins a case of another kind, which no page does yet.
pub fn is_recorded(step: Step) -> bool {
    step != Step::Reclassify
}

/// The parts of a step's form, in the order they are shown.
pub fn parts(step: Step, kind: Kind, complainants: u32) -> Vec<Part> {
    let is_complaint = kind == Kind::Complaint;
    match step {
        Step::StartCheck => vec![Part::Field, Part::Against],
        Step::StartClassification => vec![Part::Field],
        Step::Accept => {
            let group = group::bounds(complainants).map(|_| Part::Group);
            let rest = [Part::Complexity, Part::Criteria, Part::Proxy, Part::PaperNumber];
            group.into_iter().chain(rest).collect()
        }
        Step::FindComplex => vec![Part::Criteria, Part::PaperNumber],
        Step::Refuse => vec![Part::Ground, Part::PaperNumber],
        Step::Transfer => vec![Part::AwaitsReply, Part::PaperNumber],
        Step::AssignVerification | Step::AssignPetition => vec![Part::Assignee, Part::PaperNumber],
        Step::ReportFindings => vec![Part::Findings, Part::PaperNumber],
        Step::InviteDialogue if is_complaint => {
            vec![Part::Invitation, Part::Chair, Part::PaperNumber]
        }
        Step::InviteDialogue => vec![Part::Invitation, Part::PaperNumber],
        Step::RecordDialogue if is_complaint => vec![Part::Minutes, Part::Report],
        Step::RecordDialogue => vec![Part::Minutes],
        Step::IssueDecision => vec![Part::Outcome, Part::PaperNumber],
        Step::RecordService => vec![Part::Service],
        Step::RecordWithdrawal => vec![Part::Withdrawal],
        Step::Suspend => vec![Part::Suspension, Part::PaperNumber],
        Step::Terminate => vec![Part::Termination, Part::PaperNumber],
        Step::Publish => vec![Part::Way],
        Step::Guide
        | Step::Answer
        | Step::Resume
        | Step::StayExecution
        | Step::LiftStay
        | Step::ConveneCouncil
        | Step::StartExecution
        | Step::OrderReview => vec![Part::PaperNumber],
        _ => Vec::new(),
    }
}

/// Steps whose note the sender reads; a test holds them to [`crate::notice::tells_note`].
pub fn is_told(step: Step) -> bool {
    matches!(step, Step::Guide | Step::Transfer | Step::InviteDialogue | Step::Answer)
}

/// Steps whose note is the substance of the paper and cannot be empty. That of an invitation is
/// what the notice of a dialogue must say (DT-08).
pub fn needs_note(step: Step) -> bool {
    is_told(step)
        || matches!(
            step,
            Step::Refuse
                | Step::FileAway
                | Step::ReportFindings
                | Step::RecordDialogue
                | Step::RecordService
                | Step::ReopenVerification
                | Step::RecordWithdrawal
                | Step::Suspend
                | Step::Terminate
                | Step::OrderReview
                | Step::Reopen
        )
}

/// What has been read so far, and what was wrong with it.
struct Reading<'a> {
    form: &'a StepForm,
    errors: FormErrors,
}

impl Reading<'_> {
    /// The criteria that were ticked; an unknown one is a broken form.
    fn criteria(&mut self) -> Criteria {
        let form = self.form;
        form.criteria
            .iter()
            .filter_map(|raw| self.errors.choice("criteria", raw, Criterion::from_code))
            .collect()
    }

    fn yes_no(&mut self, name: &'static str, raw: &str) -> Option<bool> {
        self.errors.choice(name, raw, |code| match code {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        })
    }
}

/// Reads a step's form into a command.
///
/// # Errors
/// The mistakes, field by field.
pub fn parse(step: Step, row: &case::Model, form: &StepForm) -> Result<StepCommand, FormErrors> {
    let mut reading = Reading { form, errors: FormErrors::default() };
    let on = reading.errors.date("on", &form.on, true);
    let note = reading.errors.text("note", &form.note, needs_note(step), NOTE_MAX);
    let paper_number = reading.errors.line("paper_number", &form.paper_number, false, 60);
    let kind = Kind::from_code(&row.kind);
    // Any day will do where the typed one is wrong: the other fields are checked all the same.
    let day = on.unwrap_or(row.received_on);
    let event = kind.and_then(|kind| match kind {
        Kind::Complaint => complaint_event(step, day, row, &mut reading).map(Event::Complaint),
        Kind::Denunciation => None,
        Kind::Petition => petition_event(step, day, &mut reading).map(Event::Petition),
    });
    let dialogue = dialogue_details(step, &mut reading);
    let assignee_id = match step {
        Step::AssignVerification | Step::AssignPetition => {
            reading.errors.choice("assignee", &form.assignee, |raw| raw.parse::<Uuid>().ok())
        }
        _ => None,
    };
    let new_field = match step {
        Step::StartCheck | Step::StartClassification => {
            reading.errors.choice("field", &form.field, field::known).map(str::to_owned)
        }
        _ => None,
    };
    let Some(event) = event.filter(|_| reading.errors.is_empty()) else {
        if reading.errors.is_empty() {
            reading.errors.add("on", "error-step-kind");
        }
        return Err(reading.errors);
    };
    Ok(StepCommand {
        step,
        event,
        version: form.version,
        note,
        paper_number,
        assignee_id,
        field: new_field,
        dialogue,
    })
}

fn complaint_event(
    step: Step,
    on: NaiveDate,
    row: &case::Model,
    reading: &mut Reading<'_>,
) -> Option<complaint::Event> {
    let form = reading.form;
    Some(match step {
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
            complaint::Event::DecisionIssued { on, outcome }
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
    let form = reading.form;
    let all = u32::try_from(row.complainants).unwrap_or(1);
    let known = |raw: &str| ["whole", "part", "some"].into_iter().find(|one| *one == raw);
    let (complainants_left, in_part) = match reading.errors.choice("extent", &form.extent, known)? {
        "part" => (all, true),
        "some" => (reading.errors.choice("left", &form.left, |raw| raw.parse().ok())?, false),
        _ => (0, false),
    };
    Some(complaint::Event::Withdrawn { on, complainants_left, in_part })
}

fn petition_event(step: Step, on: NaiveDate, reading: &mut Reading<'_>) -> Option<petition::Event> {
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

fn dialogue_details(step: Step, reading: &mut Reading<'_>) -> Option<DialogueDetails> {
    let form = reading.form;
    match step {
        Step::InviteDialogue => {
            let place = reading.errors.line("place", &form.place, true, 300);
            let starts_at = reading.errors.choice("starts_at", &form.starts_at, parse_time)?;
            Some(DialogueDetails::Invitation { starts_at, place })
        }
        Step::RecordDialogue => Some(DialogueDetails::Minutes {
            agreed_points: reading.errors.text(
                "agreed_points",
                &form.agreed_points,
                false,
                NOTE_MAX,
            ),
            open_points: reading.errors.text("open_points", &form.open_points, false, NOTE_MAX),
        }),
        _ => None,
    }
}

/// `8:30`, `08:30` or `08:30:00`, given back as `08:30`.
fn parse_time(raw: &str) -> Option<String> {
    let time = chrono::NaiveTime::parse_from_str(raw, "%H:%M")
        .or_else(|_| chrono::NaiveTime::parse_from_str(raw, "%H:%M:%S"))
        .ok()?;
    Some(time.format("%H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use law::procedure::begin;

    use super::*;

    /// What a form promises to keep inside must not be told, and the other way round.
    #[test]
    fn a_form_says_of_a_note_what_letters_do_with_it() {
        let on = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let complaint = complaint::Event::Received {
            on,
            complainants: 1,
            resolver: law::jurisdiction::Resolver::default(),
            first: None,
        }
        .into();
        let petition = petition::Event::Received { on }.into();
        let mut seen = 0;
        for receipt in [complaint, petition] {
            let state = begin(&receipt, on).unwrap();
            for step in Step::ALL {
                let Some(event) = state.sample(*step, on) else { continue };
                seen += 1;
                let letters = event.notice().is_some_and(crate::notice::tells_note);
                assert_eq!(is_told(*step), letters, "{step:?}");
            }
        }
        assert!(seen > 40);
    }
}
