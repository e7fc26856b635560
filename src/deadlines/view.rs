//! The page that counts deadlines for everybody.

use askama::Template;
use chrono::NaiveDate;

use super::handler::Asked;
use crate::web::form::FormErrors;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "deadlines/show.html", config = "frontend/askama.toml")]
pub struct DeadlinesPage {
    pub page: Page,
    pub asked: Asked,
    pub errors: FormErrors,
    /// What can be asked, by the part of the law it stands in.
    pub groups: Vec<(String, Vec<(String, String)>)>,
    pub answer: Option<AnswerView>,
    pub counted: Option<CountedView>,
}

pub struct AnswerView {
    pub what: String,
    pub due_on: NaiveDate,
    pub strict_on: NaiveDate,
    pub length: String,
    pub start: String,
    pub basis: String,
    pub regime: String,
    /// Whether the day is the last one, or the latest for a notice before an event.
    pub is_citizens: bool,
    pub skipped: Vec<SkippedDay>,
    /// The day up to which days off are known, where the answer lies beyond it.
    pub known_to: Option<NaiveDate>,
}

pub struct CountedView {
    pub days: String,
    pub from: NaiveDate,
    pub on: NaiveDate,
    pub skipped: Vec<SkippedDay>,
    pub known_to: Option<NaiveDate>,
}

/// A day off or a worked Saturday on the way.
pub struct SkippedDay {
    pub day: NaiveDate,
    pub kind: String,
    pub name: String,
}
