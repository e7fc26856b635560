//! Pages of cases, with values ready to show.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::{Part, StepForm};
use super::search::Filters;
use crate::messages::MessageLine;
use crate::prolonged::view::CasePart;
use crate::visits::view::VisitLine;
use crate::web::form::FormErrors;
use crate::web::page::Page;

/// A value and its shown text.
pub type Choice = (String, String);

/// How a due day stands: a code for the mark, a text for people.
#[derive(Clone, Debug)]
pub struct Due {
    pub on: NaiveDate,
    /// Code of a `law::deadline::Standing`.
    pub standing: &'static str,
    /// "còn 3 ngày", "quá hạn 2 ngày"
    pub text: String,
}

/// A row of the worklist.
pub struct CaseRow {
    pub href: String,
    pub number: String,
    pub kind: String,
    pub subject: String,
    pub who: String,
    pub field: String,
    pub stage: String,
    pub unit: String,
    pub received_on: NaiveDate,
    pub is_received: bool,
    pub due: Option<Due>,
    /// Key of what is said where no day is due.
    pub no_due: &'static str,
    /// The sender uploaded a signed copy that nobody has confirmed.
    pub has_copy: bool,
    pub assignee: String,
}

/// A filter in force, and the address without it.
pub struct Chip {
    pub label: String,
    pub href: String,
}

/// A count that is a link to what it counts.
pub struct Count {
    pub class: &'static str,
    pub label: String,
    /// None where it would take long to know.
    pub count: Option<u64>,
    pub href: String,
    pub is_current: bool,
}

#[derive(Template)]
#[template(path = "cases/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    pub filters: Filters,
    pub kinds: Vec<Choice>,
    pub stages: Vec<Choice>,
    pub fields: Vec<Choice>,
    pub units: Vec<Choice>,
    pub assignees: Vec<Choice>,
    pub chips: Vec<Chip>,
    pub counts: Vec<Count>,
    pub rows: Vec<CaseRow>,
    /// `Vụ việc 1–50 trong tổng số 120`.
    pub shown: String,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// A step of the present stage.
pub struct StepOffer {
    pub href: String,
    pub label: String,
    pub help: String,
    /// Off the usual way: shown less loudly.
    pub is_rare: bool,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
}

/// A row of the table of deadlines.
pub struct DeadlineRow {
    pub name: String,
    pub basis: String,
    pub length: String,
    pub starts_on: NaiveDate,
    pub strict_on: NaiveDate,
    pub due_on: NaiveDate,
    pub met_on: Option<NaiveDate>,
    pub standing: &'static str,
    pub text: String,
    pub is_citizens: bool,
    /// Pauses and extensions, each a sentence.
    pub changes: Vec<String>,
}

/// Deadlines over time, places in hundredths of the width: drawn as SVG by the template.
pub struct Chart {
    pub height: usize,
    pub ticks: Vec<Tick>,
    pub today_x: String,
    pub bars: Vec<ChartBar>,
}

/// A month named on the axis.
pub struct Tick {
    pub x: String,
    pub text: String,
}

/// A deadline in the picture; spans are place and width.
pub struct ChartBar {
    pub label: String,
    /// Code of a `law::deadline::Standing`.
    pub class: &'static str,
    pub text_y: usize,
    pub bar_y: usize,
    pub period: (String, String),
    /// What the last day gained by falling on days off.
    pub rolled: Option<(String, String)>,
    pub pauses: Vec<(String, String)>,
    pub extensions: Vec<String>,
    pub due_x: String,
    pub met_x: Option<String>,
}

/// A case this one follows from, or that follows from it.
pub struct CaseLink {
    pub label: String,
    pub href: String,
    pub number: String,
}

pub struct PartyRow {
    pub role: String,
    pub full_name: String,
    pub address: String,
    pub phone: String,
    pub email: String,
}

pub struct FileRow {
    pub href: String,
    pub name: String,
    pub size: String,
    /// What it is beyond a file of the filing.
    pub note: Option<String>,
}

/// A fact in a sentence.
pub struct HistoryLine {
    pub sentence: String,
    pub note: String,
    pub paper_number: String,
    /// Amounts the fact tells of, each with its name.
    pub amounts: Vec<String>,
    pub at: DateTime<Utc>,
}

/// What is to be executed, was executed and is left.
pub struct ResultsTable {
    pub title: String,
    pub rows: Vec<ResultRow>,
    /// That it is held to be finished, and since when.
    pub finished: Option<String>,
}

/// An amount; a dash where it is not asked.
pub struct ResultRow {
    pub name: String,
    pub due: String,
    pub done: String,
    pub left: String,
}

/// Fields for amounts that belong together: name and what was typed.
pub struct AmountGroup {
    pub legend: String,
    pub fields: Vec<(&'static str, String)>,
}

pub struct DialogueRow {
    pub round: i32,
    pub state: String,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub place: String,
    pub attendance: String,
    pub minutes: String,
    pub agreed_points: String,
    pub open_points: String,
}

/// What is shown of a case above the fold, on its page and on the page of each step.
pub struct CaseHead {
    pub href: String,
    pub number: String,
    pub kind: String,
    pub subject: String,
    pub stage: String,
    pub unit: String,
    pub assignee: String,
    pub due: Option<Due>,
    /// What is said where no day is due.
    pub no_due: String,
    pub due_sentence: String,
}

#[derive(Template)]
#[template(path = "cases/show.html", config = "frontend/askama.toml")]
pub struct CasePage {
    pub page: Page,
    pub head: CaseHead,
    pub facts: Vec<(String, String)>,
    pub content: String,
    pub demand: String,
    pub contested_act: String,
    pub steps: Vec<StepOffer>,
    /// Since when a signed copy awaits its confirmation.
    pub copy_since: Option<String>,
    /// A denunciation has more, and who denounced is not shown.
    pub sealed: Option<SealedParts>,
    /// A message that was not taken.
    pub message: String,
    pub secrecy: Secrecy,
    /// What is wrong with what was typed into one of the page's forms.
    pub errors: FormErrors,
    pub links: Vec<CaseLink>,
    /// Where a second complaint against this case is entered.
    pub second_href: Option<String>,
    /// Visits of the register of receptions.
    pub visits: Vec<VisitLine>,
    /// Whether it has gone on for long.
    pub prolonged: Option<CasePart>,
    pub papers: crate::documents::view::Part,
    /// How who sent it says that it ended.
    pub rating: Option<RatingLine>,
    pub chart: Option<Chart>,
    pub deadlines: Vec<DeadlineRow>,
    pub parties: Vec<PartyRow>,
    pub files: Vec<FileRow>,
    pub dialogues: Vec<DialogueRow>,
    pub results: Option<ResultsTable>,
    pub history: Vec<HistoryLine>,
}

/// A rating, ready to show.
pub struct RatingLine {
    pub settled: String,
    pub score: String,
    pub words: String,
    pub on: NaiveDate,
}

/// How secret a case is.
pub struct Secrecy {
    pub level: String,
    pub may_classify: bool,
    pub levels: Vec<Choice>,
    pub chosen: String,
    pub reason: String,
    /// When, and who set it to what and why.
    pub changes: Vec<(DateTime<Utc>, String)>,
}

/// What the page of a denunciation has beyond the others.
pub struct SealedParts {
    /// Where the register on paper keeps who denounced; empty where it came sealed.
    pub register_code: String,
    /// Address and context of each envelope.
    pub envelopes: Vec<(String, String)>,
    /// Whether the reader may follow those addresses.
    pub may_carry: bool,
    pub messages: Vec<MessageLine>,
    pub may_write: bool,
}

/// Both versions, when somebody else was faster.
pub struct Conflict {
    /// What happened since the page was opened.
    pub theirs: Vec<HistoryLine>,
    pub stage_now: String,
    /// What this person wanted to record.
    pub yours: Vec<(String, String)>,
    /// Whether the step can still be done.
    pub still_possible: bool,
}

#[derive(Template)]
#[template(path = "cases/step.html", config = "frontend/askama.toml")]
pub struct StepPage {
    pub page: Page,
    pub head: CaseHead,
    pub step: String,
    pub step_code: &'static str,
    pub help: String,
    /// The article the step rests on.
    pub basis: Option<String>,
    /// The papers it makes.
    pub papers: Vec<String>,
    pub on_label: &'static str,
    pub on_hint: &'static str,
    /// Signed copies to look at before the step.
    pub copies: Vec<FileRow>,
    pub note_label: &'static str,
    pub note_hint: &'static str,
    pub needs_note: bool,
    /// How early the notice of a dialogue must go out, where the law says so.
    pub notice_rule: Option<String>,
    /// The parts of the form, each with what can be chosen in it.
    pub lists: Vec<(Part, Vec<Choice>)>,
    pub form: StepForm,
    pub errors: FormErrors,
    pub refusal: Option<String>,
    pub conflict: Option<Conflict>,
    pub yes_no: Vec<Choice>,
    pub amounts: Vec<AmountGroup>,
    /// What was executed before.
    pub results: Option<ResultsTable>,
    /// A letter to a citizen follows, which can be looked at before.
    pub has_letter: bool,
    /// That letter, once it was asked for.
    pub preview: Option<LetterPreview>,
}

/// A letter that was not written yet.
pub struct LetterPreview {
    pub subject: String,
    pub text: String,
    /// Who gets it and how; empty: nobody can be written to.
    pub to: Vec<String>,
}

impl StepPage {
    fn has(&self, part: Part) -> bool {
        self.lists.iter().any(|(have, _)| *have == part)
    }

    fn list(&self, part: Part) -> &[Choice] {
        let found = self.lists.iter().find(|(have, _)| *have == part);
        found.map_or(&[], |(_, list)| list.as_slice())
    }
}
