//! Pages of meetings, with values ready to show.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::{AttendanceForm, MeetingForm, MinutesForm, ReasonForm, SettingForm};
use crate::web::form::FormErrors;
use crate::web::page::Page;

type Options = Vec<(String, String)>;

/// A meeting as a line.
pub struct Head {
    pub href: String,
    pub title: String,
    pub kind: String,
    pub round: i32,
    pub stage: String,
    /// Class of the badge.
    pub mark: &'static str,
    pub held_on: NaiveDate,
    pub hours: String,
    pub place: String,
    pub chair: String,
    pub officer: String,
    pub agenda: String,
    pub exception_reason: String,
    pub was_on: Option<NaiveDate>,
    /// Address and name.
    pub campaign: Option<(String, String)>,
    pub household: Option<(String, String)>,
    pub case: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "dialogues/new.html", config = "frontend/askama.toml")]
pub struct NewPage {
    pub page: Page,
    pub campaign: Option<(String, String)>,
    pub household: Option<(String, String)>,
    pub kinds: Options,
    pub rooms: Options,
    pub chairs: Options,
    pub officers: Options,
    pub form: MeetingForm,
    pub errors: FormErrors,
}

pub struct PersonRow {
    pub id: String,
    pub name: String,
    pub reach: String,
    /// How they were told; empty: not yet.
    pub told: String,
    pub attendance: String,
    pub absence_reason: String,
    /// Code of the attendance, as recorded or as typed.
    pub attendance_code: String,
    pub opinion: String,
    pub signature: String,
    pub refusal_reason: String,
    pub is_present: bool,
}

pub struct FactRow {
    pub on: NaiveDate,
    pub what: String,
    pub reason: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

pub struct CommitmentRow {
    pub href: String,
    pub what: String,
    pub body: String,
    pub due_on: NaiveDate,
    pub stage: String,
    pub mark: &'static str,
}

/// What the reader may do now.
#[derive(Default)]
pub struct May {
    pub announce: bool,
    pub shift: bool,
    pub hold: bool,
    pub write_minutes: bool,
    pub promise: bool,
    pub cancel: bool,
    pub correct: bool,
    pub close: bool,
}

#[derive(Template)]
#[template(path = "dialogues/show.html", config = "frontend/askama.toml")]
pub struct ShowPage {
    pub page: Page,
    pub head: Head,
    /// By when it must be announced, while it is not; and whether that has passed.
    pub announce_by: Option<(NaiveDate, bool)>,
    pub people: Vec<PersonRow>,
    pub minutes: Option<MinutesShown>,
    pub commitments: Vec<CommitmentRow>,
    pub facts: Vec<FactRow>,
    pub may: May,
    pub attendances: Options,
    pub version: i32,
    pub attendance: AttendanceForm,
    pub reason: ReasonForm,
    pub errors: FormErrors,
    pub papers: crate::documents::view::Part,
}

/// Minutes to be read.
pub struct MinutesShown {
    pub began_at: String,
    pub ended_at: String,
    pub opening: String,
    pub findings: String,
    pub agreed_points: String,
    pub open_points: String,
    pub copies: i32,
    pub was_read_back: bool,
    pub saved_by: String,
    pub saved_at: DateTime<Utc>,
    pub signed_on: Option<NaiveDate>,
    pub signed_hash: String,
    /// Somebody changed a row after it was signed.
    pub is_broken: bool,
}

#[derive(Template)]
#[template(path = "dialogues/minutes.html", config = "frontend/askama.toml")]
pub struct MinutesPage {
    pub page: Page,
    pub head: Head,
    pub people: Vec<PersonRow>,
    pub signatures: Options,
    /// What keeps them from being signed, in sentences.
    pub lacks: Vec<String>,
    /// What somebody else wrote meanwhile.
    pub theirs: Option<MinutesShown>,
    pub version: i32,
    pub form: MinutesForm,
    pub errors: FormErrors,
}

/// What follows from a move, in sentences.
pub struct Consequences {
    pub lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "dialogues/move.html", config = "frontend/askama.toml")]
pub struct MovePage {
    pub page: Page,
    pub head: Head,
    pub consequences: Option<Consequences>,
    pub rooms: Options,
    pub chairs: Options,
    pub officers: Options,
    pub version: i32,
    pub form: SettingForm,
    pub errors: FormErrors,
}

/// Something in a calendar.
#[derive(Clone)]
pub struct Card {
    pub href: String,
    /// Where to move it; empty: it does not move from here.
    pub shift: String,
    /// What screen readers say besides the title: kind and stage.
    pub note: String,
    pub kind: &'static str,
    pub hours: String,
    pub length: i32,
    pub title: String,
    pub place: String,
    pub mark: &'static str,
    pub on: NaiveDate,
    pub from: i32,
    pub to: i32,
    /// Id of the chair or room it lies with; empty: of none known.
    pub lane: String,
}

/// A chair or a room.
#[derive(Clone)]
pub struct Lane {
    pub id: String,
    pub name: String,
}

pub struct Cell {
    pub cards: Vec<Card>,
    pub rows: usize,
    pub lane: Lane,
    pub on: NaiveDate,
    /// `08:30`; empty in views without hours.
    pub at: String,
    pub more: usize,
    pub is_off: bool,
    pub is_today: bool,
    /// Of another month.
    pub is_pale: bool,
}

pub struct Line {
    pub head: String,
    pub cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "dialogues/calendar.html", config = "frontend/askama.toml")]
pub struct CalendarPage {
    pub page: Page,
    /// `day`, `week`, `month` or `list`.
    pub view: &'static str,
    pub views: Vec<(String, String, bool)>,
    pub lanes: Vec<(String, String, bool)>,
    /// `Tuần 30/11/2026–06/12/2026`
    pub span: String,
    pub before: String,
    pub after: String,
    pub today: String,
    /// What keeps the calendar while it is walked through: `chair` or `room`.
    pub lane: &'static str,
    pub heads: Vec<String>,
    pub lines: Vec<Line>,
    pub list: Vec<(NaiveDate, Vec<Card>)>,
    pub is_empty: bool,
    pub may_plan: bool,
    /// There are meetings among what is shown; they can be taken away as a list.
    pub has_meetings: bool,
    /// The days that are shown, for that list.
    pub export: String,
}

pub struct FeedRow {
    pub made: DateTime<Utc>,
    pub revoked: Option<DateTime<Utc>>,
    pub revocation: String,
}

#[derive(Template)]
#[template(path = "dialogues/feeds.html", config = "frontend/askama.toml")]
pub struct FeedsPage {
    pub page: Page,
    /// The new link, shown once.
    pub link: Option<String>,
    pub rows: Vec<FeedRow>,
}

pub struct PublicRow {
    pub on: NaiveDate,
    pub hours: String,
    pub title: String,
    pub kind: String,
    pub place: String,
    pub meetings: usize,
}

pub struct PublicOffice {
    pub name: String,
    pub ics: String,
    pub rows: Vec<PublicRow>,
}

#[derive(Template)]
#[template(path = "dialogues/public.html", config = "frontend/askama.toml")]
pub struct PublicPage {
    pub page: Page,
    pub offices: Vec<PublicOffice>,
}
