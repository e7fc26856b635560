//! The form of a step: which fields it has, and how they become a fact.

mod denunciation;
mod fact;
mod results;

use entity::case;
use law::complexity::{Criteria, Criterion};
use law::group;
use law::procedure::{Event, Kind, Step};
use serde::Deserialize;
use uuid::Uuid;

pub use results::fields as amount_fields;

use super::steps::{DialogueDetails, StepCommand};
use super::{field, kind};
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
    pub to_kind: String,
    pub denounced: String,
    pub missing: String,
    pub reason: String,
    pub concrete: String,
    pub whole: String,
    pub team: String,
    pub unbiased: String,
    pub goes_on: String,
    pub finding: String,
    pub identified: String,
    pub eligible: String,
    pub state_money: String,
    pub state_land: String,
    pub returned_money: String,
    pub returned_land: String,
    pub returned_organisations: String,
    pub returned_people: String,
    pub handled_organisations: String,
    pub handled_people: String,
    pub handled_officials: String,
    pub transferred_cases: String,
    pub transferred_people: String,
    pub transferred_officials: String,
    pub prosecuted_cases: String,
    pub prosecuted_people: String,
    pub prosecuted_officials: String,
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
    ToKind,
    Denounced,
    Confirmed,
    Identity,
    Missing,
    Reason,
    Concrete,
    Whole,
    Team,
    GoesOn,
    Finding,
    Recommended,
    Executed,
}

/// The parts of a step's form, in the order they are shown.
pub fn parts(step: Step, kind: Kind, complainants: u32) -> Vec<Part> {
    if kind == Kind::Denunciation {
        return denunciation_parts(step, complainants);
    }
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
        Step::IssueDecision => vec![Part::Outcome, Part::Recommended, Part::PaperNumber],
        Step::RecordExecution => vec![Part::Executed, Part::PaperNumber],
        Step::RecordService => vec![Part::Service],
        Step::RecordWithdrawal => vec![Part::Withdrawal],
        Step::Suspend => vec![Part::Suspension, Part::PaperNumber],
        Step::Terminate => vec![Part::Termination, Part::PaperNumber],
        Step::Publish => vec![Part::Way],
        Step::Reclassify => vec![Part::ToKind],
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

fn denunciation_parts(step: Step, denouncers: u32) -> Vec<Part> {
    match step {
        Step::StartProcessing => vec![Part::Field, Part::Denounced],
        Step::Accept => {
            let group = group::bounds(denouncers).map(|_| Part::Group);
            group.into_iter().chain([Part::Confirmed, Part::PaperNumber]).collect()
        }
        Step::CheckIdentity => vec![Part::Identity],
        Step::Refuse => vec![Part::Missing, Part::PaperNumber],
        Step::SetAside => vec![Part::Reason],
        Step::SendToInspection => vec![Part::Concrete, Part::PaperNumber],
        Step::SendToInvestigators => vec![Part::Whole, Part::PaperNumber],
        Step::AssignVerification => vec![Part::Assignee, Part::Team, Part::PaperNumber],
        Step::Extend => vec![Part::Criteria, Part::PaperNumber],
        Step::RecordWithdrawal => vec![Part::Withdrawal, Part::GoesOn, Part::PaperNumber],
        Step::Suspend => vec![Part::Suspension, Part::PaperNumber],
        Step::Terminate => vec![Part::Termination, Part::PaperNumber],
        Step::Conclude => vec![Part::Finding, Part::Recommended, Part::PaperNumber],
        Step::RecordExecution => vec![Part::Executed, Part::PaperNumber],
        Step::Publish => vec![Part::Way],
        Step::WidenCheck | Step::StartMonitoring | Step::Close | Step::FollowCommitments => {
            Vec::new()
        }
        _ => vec![Part::PaperNumber],
    }
}

/// Steps whose note the sender reads; a test holds them to [`crate::notice::tells_note`].
pub fn is_told(step: Step, kind: Kind) -> bool {
    // Nobody is written to about a denunciation; a complaint that is filed away is answered by no letter.
    match step {
        Step::Guide | Step::Transfer | Step::InviteDialogue | Step::Answer => {
            kind != Kind::Denunciation
        }
        Step::FileAway => kind == Kind::Petition,
        _ => false,
    }
}

/// Steps whose note is the substance of the paper and cannot be empty. That of an invitation is
/// what the notice of a dialogue must say (DT-08).
pub fn needs_note(step: Step) -> bool {
    is_told(step, Kind::Complaint)
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

    /// How many of `all` stay after a withdrawal, and whether only a part of the content was withdrawn.
    fn left_after_withdrawal(&mut self, all: u32) -> Option<(u32, bool)> {
        let form = self.form;
        let known = |raw: &str| ["whole", "part", "some"].into_iter().find(|one| *one == raw);
        Some(match self.errors.choice("extent", &form.extent, known)? {
            "part" => (all, true),
            "some" => (self.errors.choice("left", &form.left, |raw| raw.parse().ok())?, false),
            _ => (0, false),
        })
    }

    /// Another kind the pages handle.
    fn other_kind(&mut self, own: Kind) -> Option<Kind> {
        let raw = &self.form.to_kind;
        self.errors.choice("to_kind", raw, |raw| kind::handled(raw).filter(|kind| *kind != own))
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
        Kind::Complaint => {
            fact::complaint_event(step, day, row, &mut reading).map(Event::Complaint)
        }
        Kind::Denunciation => {
            denunciation::event(step, day, row, &mut reading).map(Event::Denunciation)
        }
        Kind::Petition => fact::petition_event(step, day, &mut reading).map(Event::Petition),
    });
    let dialogue = dialogue_details(step, &mut reading);
    let assignee_id = match step {
        Step::AssignVerification | Step::AssignPetition => {
            reading.errors.choice("assignee", &form.assignee, |raw| raw.parse::<Uuid>().ok())
        }
        _ => None,
    };
    let new_field = match step {
        Step::StartCheck | Step::StartClassification | Step::StartProcessing => {
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
mod tests;
