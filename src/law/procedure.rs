//! One door to all procedures: begin, apply, replay, and what is offered next.

mod step;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use step::Step;

use crate::calendar::WorkCalendar;
use crate::deadline::{Deadline, Duty, Ending};
use crate::refusal::Refusal;
use crate::{codes, complaint, petition};

/// Kind of a case (loại đơn).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Khiếu nại.
    Complaint,
    /// Kiến nghị, phản ánh.
    Petition,
}

codes!(Kind { Complaint => "complaint", Petition => "petition" });

impl Kind {
    /// Letters in the case number: KN, PA.
    pub fn number_letters(self) -> &'static str {
        match self {
            Self::Complaint => "KN",
            Self::Petition => "PA",
        }
    }
}

/// What a unit may set for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Commitment to answer a petition (PA-04).
    pub petition_answer_working_days: u32,
    /// From when a deadline counts as due soon.
    pub warn_working_days: u32,
}

/// What procedures are decided by, besides the facts.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// The unit's settings.
    pub settings: &'a Settings,
}

/// A fact of any procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "fact", rename_all = "kebab-case")]
pub enum Event {
    /// Of a complaint.
    Complaint(complaint::Event),
    /// Of a petition.
    Petition(petition::Event),
}

impl From<complaint::Event> for Event {
    fn from(event: complaint::Event) -> Self {
        Self::Complaint(event)
    }
}

impl From<petition::Event> for Event {
    fn from(event: petition::Event) -> Self {
        Self::Petition(event)
    }
}

impl Event {
    /// The legal date.
    pub fn on(&self) -> NaiveDate {
        match self {
            Self::Complaint(event) => event.on(),
            Self::Petition(event) => event.on(),
        }
    }

    /// The stored code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Complaint(event) => event.code(),
            Self::Petition(event) => event.code(),
        }
    }

    /// The notice that follows from the fact.
    pub fn notice(&self) -> Option<Notice> {
        use complaint::Event as C;
        use petition::Event as P;
        match self {
            Self::Complaint(C::Received { .. }) | Self::Petition(P::Received { .. }) => {
                Some(Notice::Filed)
            }
            Self::Complaint(C::Accepted { .. }) => Some(Notice::Accepted),
            Self::Complaint(C::Refused { .. }) => Some(Notice::Refused),
            Self::Complaint(C::Guided { .. }) => Some(Notice::Guided),
            Self::Complaint(C::DialogueInvited { .. })
            | Self::Petition(P::DialogueInvited { .. }) => Some(Notice::DialogueInvited),
            Self::Complaint(C::DecisionIssued { .. }) => Some(Notice::DecisionIssued),
            Self::Complaint(C::VerificationAssigned { .. })
            | Self::Petition(P::Assigned { .. }) => Some(Notice::Assigned),
            Self::Petition(P::TakenOn { .. }) => Some(Notice::TakenOn),
            Self::Petition(P::Transferred { .. }) => Some(Notice::Transferred),
            Self::Petition(P::Answered { .. }) => Some(Notice::Answered),
            Self::Complaint(_) | Self::Petition(_) => None,
        }
    }
}

/// A notice that somebody must get when a fact is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// The filing was received.
    Filed,
    /// The complaint was accepted (form 03).
    Accepted,
    /// The complaint was not accepted (form 04).
    Refused,
    /// Guided, returned or passed on.
    Guided,
    /// Invitation to a dialogue.
    DialogueInvited,
    /// The decision was issued (form 15).
    DecisionIssued,
    /// The petition was taken on.
    TakenOn,
    /// The petition was passed on.
    Transferred,
    /// The petition was answered.
    Answered,
    /// The case was assigned: to the officer.
    Assigned,
}

codes!(Notice {
    Filed => "filed",
    Accepted => "accepted",
    Refused => "refused",
    Guided => "guided",
    DialogueInvited => "dialogue-invited",
    DecisionIssued => "decision-issued",
    TakenOn => "taken-on",
    Transferred => "transferred",
    Answered => "answered",
    Assigned => "assigned",
});

impl Notice {
    /// Whether it goes to the officer and not to the citizen.
    pub fn is_for_staff(self) -> bool {
        self == Self::Assigned
    }
}

/// A step of the present stage and whether it is lawful now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The step.
    pub step: Step,
    /// Lawful, or why not.
    pub verdict: Result<(), Refusal>,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A complaint.
    Complaint(complaint::State),
    /// A petition.
    Petition(petition::State),
}

/// Begins a case with its receipt.
///
/// # Errors
/// The fact is not a receipt, or lies ahead.
pub fn begin(event: &Event, today: NaiveDate) -> Result<State, Refusal> {
    match event {
        Event::Complaint(event) => complaint::State::begin(event, today).map(State::Complaint),
        Event::Petition(event) => petition::State::begin(event, today).map(State::Petition),
    }
}

/// The state after one more fact; the one gate for act and button alike.
///
/// # Errors
/// The law does not allow it now.
pub fn apply(
    state: &State,
    event: &Event,
    rules: &Rules<'_>,
    today: NaiveDate,
) -> Result<State, Refusal> {
    match (state, event) {
        (State::Complaint(state), Event::Complaint(event)) => {
            state.apply(event, rules, today).map(State::Complaint)
        }
        (State::Petition(state), Event::Petition(event)) => {
            state.apply(event, today).map(State::Petition)
        }
        (State::Complaint(_), Event::Petition(_)) | (State::Petition(_), Event::Complaint(_)) => {
            Err(Refusal::WrongStage { step: event.code(), stage: state.stage_code() })
        }
    }
}

/// Rebuilds a state from its history. Guards on periods were asked when each fact was recorded, under
/// the calendar of that day, and are not asked again: a calendar corrected later must not make a case
/// unreadable.
///
/// # Errors
/// The history is not lawful, so it was not written by this program.
pub fn replay<'e>(events: impl IntoIterator<Item = &'e Event>) -> Result<State, Refusal> {
    let mut events = events.into_iter();
    let first = events.next().ok_or(Refusal::NotABeginning)?;
    // History never lies ahead of itself.
    let state = begin(first, NaiveDate::MAX)?;
    events.try_fold(state, |state, event| follow(&state, event))
}

fn follow(state: &State, event: &Event) -> Result<State, Refusal> {
    match (state, event) {
        (State::Complaint(state), Event::Complaint(event)) => {
            state.follow(event).map(State::Complaint)
        }
        (State::Petition(state), Event::Petition(event)) => {
            state.follow(event).map(State::Petition)
        }
        (State::Complaint(_), Event::Petition(_)) | (State::Petition(_), Event::Complaint(_)) => {
            Err(Refusal::WrongStage { step: event.code(), stage: state.stage_code() })
        }
    }
}

/// A fact cannot lie ahead.
pub(crate) fn not_ahead(on: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if on > today { Err(Refusal::FutureDate { on, today }) } else { Ok(()) }
}

/// A fact cannot lie before the one it follows.
pub(crate) fn check_order(on: NaiveDate, prior: NaiveDate) -> Result<(), Refusal> {
    if on < prior { Err(Refusal::BeforePriorFact { on, prior }) } else { Ok(()) }
}

/// Codes of all stages of a kind, in legal order.
pub fn stages(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Complaint => complaint::STAGES,
        Kind::Petition => petition::STAGES,
    }
}

/// The way most cases of a kind go.
pub fn main_line(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Complaint => complaint::MAIN_LINE,
        Kind::Petition => petition::MAIN_LINE,
    }
}

/// Calls the same question on whichever procedure it is.
macro_rules! either {
    ($self:ident, $state:ident => $answer:expr) => {
        match $self {
            State::Complaint($state) => $answer,
            State::Petition($state) => $answer,
        }
    };
}

impl State {
    /// The kind of case.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Complaint(_) => Kind::Complaint,
            Self::Petition(_) => Kind::Petition,
        }
    }

    /// Code of the stage.
    pub fn stage_code(&self) -> &'static str {
        either!(self, state => state.stage.code())
    }

    /// Whether the office still has something to do.
    pub fn is_open(&self) -> bool {
        either!(self, state => state.is_open())
    }

    /// Day of receipt.
    pub fn received_on(&self) -> NaiveDate {
        either!(self, state => state.received_on)
    }

    /// Day of acceptance, or of taking on.
    pub fn accepted_on(&self) -> Option<NaiveDate> {
        either!(self, state => state.accepted_on())
    }

    /// Day of decision, or of answer.
    pub fn resolved_on(&self) -> Option<NaiveDate> {
        either!(self, state => state.resolved_on())
    }

    /// Day after which the office has nothing more to do.
    pub fn closed_on(&self) -> Option<NaiveDate> {
        either!(self, state => state.closed_on())
    }

    /// The day of a dialogue that has been announced and not been held.
    pub fn dialogue_on(&self) -> Option<NaiveDate> {
        either!(self, state => state.dialogue_on())
    }

    /// Date of the last fact; the next cannot be earlier.
    pub fn last_on(&self) -> NaiveDate {
        either!(self, state => state.last_on)
    }

    /// All deadlines that follow from the facts so far.
    pub fn deadlines(&self, rules: &Rules<'_>) -> Vec<Deadline> {
        either!(self, state => state.deadlines(rules))
    }

    /// The office's open deadline that comes first, if the case is open.
    pub fn next_due(&self, rules: &Rules<'_>) -> Option<Deadline> {
        let deadlines = self.deadlines(rules);
        let open = deadlines
            .into_iter()
            .filter(|d| d.ending == Ending::Open && d.rule.duty == Duty::Agency && self.is_open());
        open.min_by_key(|deadline| deadline.due_on)
    }

    /// The steps of the present stage, lawful or refused with the reason. Each is asked of the same
    /// gate as the act itself, so button and act cannot disagree.
    pub fn offers(&self, rules: &Rules<'_>, today: NaiveDate) -> Vec<Offer> {
        let steps = either!(self, state => state.steps());
        let offer = |step: &Step| {
            let event = self.sample(*step, today)?;
            Some(Offer { step: *step, verdict: apply(self, &event, rules, today).map(|_| ()) })
        };
        steps.iter().filter_map(offer).collect()
    }

    /// A fact of a step as it would be if done on a day.
    pub fn sample(&self, step: Step, on: NaiveDate) -> Option<Event> {
        match self {
            Self::Complaint(state) => state.sample(step, on).map(Event::Complaint),
            Self::Petition(state) => state.sample(step, on).map(Event::Petition),
        }
    }
}
