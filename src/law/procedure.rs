//! One door to all procedures: begin, apply, replay, and what is offered next.

mod notice;
mod step;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use notice::Notice;
pub use step::Step;

use crate::citation::Citation;
use crate::deadline::{Deadline, Ending};
use crate::jurisdiction::Proposal;
use crate::paper::Paper;
use crate::refusal::Refusal;
use crate::results::Results;
use crate::rule::Duty;
pub use crate::settings::{Conflict, Rules, Settings};
use crate::{codes, complaint, denunciation, petition};

/// Kind of a case (loại đơn).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Khiếu nại.
    Complaint,
    /// Tố cáo.
    Denunciation,
    /// Kiến nghị, phản ánh.
    Petition,
}

codes!(Kind {
    Complaint => "complaint",
    Denunciation => "denunciation",
    Petition => "petition",
});

impl Kind {
    /// Letters in the case number: KN, TC, PA.
    pub fn number_letters(self) -> &'static str {
        match self {
            Self::Complaint => "KN",
            Self::Denunciation => "TC",
            Self::Petition => "PA",
        }
    }
}

/// A fact of any procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "fact", rename_all = "kebab-case")]
pub enum Event {
    /// Of a complaint.
    Complaint(complaint::Event),
    /// Of a denunciation.
    Denunciation(denunciation::Event),
    /// Of a petition.
    Petition(petition::Event),
}

impl From<complaint::Event> for Event {
    fn from(event: complaint::Event) -> Self {
        Self::Complaint(event)
    }
}

impl From<denunciation::Event> for Event {
    fn from(event: denunciation::Event) -> Self {
        Self::Denunciation(event)
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
            Self::Denunciation(event) => event.on(),
            Self::Petition(event) => event.on(),
        }
    }

    /// The kind a letter really is, where this fact says so.
    pub fn reclassified_to(&self) -> Option<Kind> {
        match *self {
            Self::Complaint(complaint::Event::Reclassified { to, .. })
            | Self::Petition(petition::Event::Reclassified { to, .. }) => Some(to),
            Self::Complaint(_) | Self::Denunciation(_) | Self::Petition(_) => None,
        }
    }

    /// The stored code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Complaint(event) => event.code(),
            Self::Denunciation(event) => event.code(),
            Self::Petition(event) => event.code(),
        }
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// A complaint.
    Complaint(complaint::State),
    /// A denunciation.
    Denunciation(denunciation::State),
    /// A petition.
    Petition(petition::State),
}

/// Begins a case with its receipt, or a complaint with its lodging.
///
/// # Errors
/// The fact is neither, or lies ahead.
pub fn begin(event: &Event, today: NaiveDate) -> Result<State, Refusal> {
    match event {
        Event::Complaint(event) => complaint::State::begin(event, today).map(State::Complaint),
        Event::Denunciation(event) => {
            denunciation::State::begin(event, today).map(State::Denunciation)
        }
        Event::Petition(event) => petition::State::begin(event, today).map(State::Petition),
    }
}

/// What follows from a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Where the case stands now.
    pub state: State,
    /// All its deadlines.
    pub deadlines: Vec<Deadline>,
    /// The papers the fact makes.
    pub papers: &'static [Paper],
    /// Who must be told of what.
    pub notice: Option<Notice>,
}

/// What follows from one more fact: stage, deadlines, papers due and notice.
///
/// # Errors
/// The law does not allow it now.
pub fn apply(
    state: &State,
    event: &Event,
    rules: &Rules<'_>,
    today: NaiveDate,
) -> Result<Applied, Refusal> {
    let papers = state.papers(event);
    let state = advance(state, event, rules, today)?;
    let deadlines = state.deadlines(rules);
    Ok(Applied { state, deadlines, papers, notice: event.notice() })
}

/// The state after one more fact; the one gate for act and button alike.
fn advance(
    state: &State,
    event: &Event,
    rules: &Rules<'_>,
    today: NaiveDate,
) -> Result<State, Refusal> {
    match (state, event) {
        (State::Complaint(state), Event::Complaint(event)) => {
            state.apply(event, rules, today).map(State::Complaint)
        }
        (State::Denunciation(state), Event::Denunciation(event)) => {
            state.apply(event, rules, today).map(State::Denunciation)
        }
        (State::Petition(state), Event::Petition(event)) => {
            state.apply(event, today).map(State::Petition)
        }
        _ => Err(Refusal::WrongStage { step: event.code(), stage: state.stage_code() }),
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
        (State::Denunciation(state), Event::Denunciation(event)) => {
            state.follow(event).map(State::Denunciation)
        }
        (State::Petition(state), Event::Petition(event)) => {
            state.follow(event).map(State::Petition)
        }
        _ => Err(Refusal::WrongStage { step: event.code(), stage: state.stage_code() }),
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
        Kind::Denunciation => denunciation::STAGES,
        Kind::Petition => petition::STAGES,
    }
}

/// Stages in which nobody has begun to process a letter (TD-14): received, or looked at without a result.
/// What awaits its signature is no letter yet.
pub fn unprocessed_stages(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Complaint => &["received", "checking"],
        Kind::Denunciation => &["received", "processing"],
        Kind::Petition => &["received", "classifying"],
    }
}

/// The way most cases of a kind go.
pub fn main_line(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Complaint => complaint::MAIN_LINE,
        Kind::Denunciation => denunciation::MAIN_LINE,
        Kind::Petition => petition::MAIN_LINE,
    }
}

/// Calls the same question on whichever procedure it is.
macro_rules! either {
    ($self:ident, $state:ident => $answer:expr) => {
        match $self {
            State::Complaint($state) => $answer,
            State::Denunciation($state) => $answer,
            State::Petition($state) => $answer,
        }
    };
}

impl State {
    /// The kind of case.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Complaint(_) => Kind::Complaint,
            Self::Denunciation(_) => Kind::Denunciation,
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

    /// Day of receipt; of a complaint that awaits its signature, the day it was lodged.
    pub fn received_on(&self) -> NaiveDate {
        either!(self, state => state.received_on)
    }

    /// Whether the office has received it in the sense of the law: all but a complaint that was lodged
    /// online and not signed (KN-20, KN-21).
    pub fn is_received(&self) -> bool {
        match self {
            Self::Complaint(state) => state.is_signed,
            Self::Denunciation(_) | Self::Petition(_) => true,
        }
    }

    /// Whether it waits for its signed copy.
    pub fn awaits_signature(&self) -> bool {
        matches!(self, Self::Complaint(state) if state.stage == complaint::Stage::AwaitingSignature)
    }

    /// Day of acceptance, or of taking on.
    pub fn accepted_on(&self) -> Option<NaiveDate> {
        either!(self, state => state.accepted_on())
    }

    /// Day of decision, or of answer.
    pub fn resolved_on(&self) -> Option<NaiveDate> {
        either!(self, state => state.resolved_on())
    }

    /// What is to be executed and what was; none before there is a decision or conclusion.
    pub fn results(&self) -> Option<&Results> {
        match self {
            Self::Complaint(state) => state.resolved_on().map(|_| &state.results),
            Self::Denunciation(state) => state.resolved_on().map(|_| &state.results),
            Self::Petition(_) => None,
        }
    }

    /// Day after which the office has nothing more to do.
    pub fn closed_on(&self) -> Option<NaiveDate> {
        either!(self, state => state.closed_on())
    }

    /// The day of a dialogue that has been announced and not been held.
    pub fn dialogue_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Complaint(state) => state.dialogue_on(),
            Self::Petition(state) => state.dialogue_on(),
            Self::Denunciation(_) => None,
        }
    }

    /// Who is competent by what is known so far; none for a petition, and before somebody has looked.
    pub fn proposal(&self) -> Option<Proposal> {
        match self {
            Self::Complaint(state) => state.proposal(),
            Self::Denunciation(state) => state.proposal(),
            Self::Petition(_) => None,
        }
    }

    /// The papers a fact makes in this case.
    pub fn papers(&self, event: &Event) -> &'static [Paper] {
        match (self, event) {
            (Self::Complaint(state), Event::Complaint(event)) => event.papers(state.instance()),
            (_, Event::Denunciation(event)) => event.papers(),
            (_, Event::Petition(event)) => event.papers(),
            (_, Event::Complaint(_)) => &[],
        }
    }

    /// The article a fact rests on in this case; none for an internal step.
    pub fn basis(&self, event: &Event) -> Option<Citation> {
        match (self, event) {
            (Self::Complaint(state), Event::Complaint(event)) => event.basis(state.instance()),
            (_, Event::Denunciation(event)) => event.basis(),
            (_, Event::Petition(event)) => event.basis(),
            (_, Event::Complaint(_)) => None,
        }
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
        self.first_due(&self.deadlines(rules)).cloned()
    }

    /// The same, of deadlines that are known already.
    pub fn first_due<'d>(&self, deadlines: &'d [Deadline]) -> Option<&'d Deadline> {
        let is_owed = |deadline: &&Deadline| {
            deadline.ending == Ending::Open && deadline.rule.duty == Duty::Agency
        };
        let owed = deadlines.iter().filter(is_owed).filter(|_| self.is_open());
        owed.min_by_key(|deadline| deadline.due_on)
    }

    /// The steps of the present stage, lawful or refused with the reason. Each is asked of the same
    /// gate as the act itself, so button and act cannot disagree.
    pub fn offers(&self, rules: &Rules<'_>, today: NaiveDate) -> Vec<Offer> {
        let steps = either!(self, state => state.steps());
        let offer = |step: &Step| {
            let event = self.sample(*step, today)?;
            Some(Offer { step: *step, verdict: advance(self, &event, rules, today).map(|_| ()) })
        };
        steps.iter().filter_map(offer).collect()
    }

    /// A fact of a step as it would be if done on a day.
    pub fn sample(&self, step: Step, on: NaiveDate) -> Option<Event> {
        match self {
            Self::Complaint(state) => state.sample(step, on).map(Event::Complaint),
            Self::Denunciation(state) => state.sample(step, on).map(Event::Denunciation),
            Self::Petition(state) => state.sample(step, on).map(Event::Petition),
        }
    }
}
