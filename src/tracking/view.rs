//! Pages of tracking, with values ready to show.

use askama::Template;
use chrono::NaiveDate;

use crate::cases::view::Due;
use crate::messages::MessageLine;
use crate::ratings::RatingForm;
use crate::web::form::FormErrors;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "tracking/new.html", config = "frontend/askama.toml")]
pub struct AskPage {
    pub page: Page,
    pub number: String,
    pub errors: FormErrors,
}

/// A stage on the line of progress.
pub struct Milestone {
    pub label: String,
    pub on: Option<NaiveDate>,
    /// `done`, `current`, `ahead`
    pub mark: &'static str,
}

/// A fact, told to the sender.
pub struct ToldLine {
    pub sentence: String,
    pub note: String,
    pub paper_number: String,
}

/// A dialogue that is awaited.
pub struct Dialogue {
    pub on: NaiveDate,
    pub starts_at: String,
    pub place: String,
}

/// A complaint that awaits its signature.
pub struct Awaited {
    /// Names of the copies that were uploaded, each with its day.
    pub copies: Vec<(String, NaiveDate)>,
    /// The complaint can be had in the form that is to be signed.
    pub has_form: bool,
    pub accept: &'static str,
    pub max_files: usize,
    pub max_size: String,
}

/// The question how it ended, and what was answered.
pub struct RatingPart {
    pub form: RatingForm,
    pub errors: FormErrors,
    pub settled: Vec<(String, String)>,
    pub scores: Vec<(String, String)>,
    /// Nobody has answered yet.
    pub is_new: bool,
    /// The last day on which the answer can be changed; none once it has passed.
    pub until: Option<NaiveDate>,
    /// Of a denunciation no words are taken.
    pub takes_words: bool,
}

impl RatingPart {
    /// The shown text of a chosen value.
    pub fn said(&self, choices: &[(String, String)], value: &str) -> String {
        let found = choices.iter().find(|(code, _)| code == value);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    }
}

/// Everything a sender may know of their case.
pub struct Progress {
    pub number: String,
    pub kind: String,
    pub subject: String,
    pub office: String,
    pub stage: String,
    pub milestones: Vec<Milestone>,
    pub due: Option<Due>,
    pub due_sentence: Option<String>,
    pub rights: Vec<String>,
    /// Its signed copy is still to come.
    pub awaited: Option<Awaited>,
    pub dialogue: Option<Dialogue>,
    pub history: Vec<ToldLine>,
    pub files: Vec<String>,
    /// Papers of the office to fetch: address and text.
    pub papers: Vec<(String, String)>,
    /// What the office and the sender wrote to each other; none where that is not the way.
    pub messages: Option<Vec<MessageLine>>,
    /// Asked once the case is resolved or ended.
    pub rating: Option<RatingPart>,
}

#[derive(Template)]
#[template(path = "tracking/show.html", config = "frontend/askama.toml")]
pub struct ProgressPage {
    pub page: Page,
    pub progress: Progress,
    /// Where this page was come from, for a registered citizen; else it ends with a button.
    pub is_own: bool,
    /// A message that was not taken, with what is wrong with it.
    pub message: String,
    pub errors: FormErrors,
}
