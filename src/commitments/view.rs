//! Pages of commitments, with values ready to show.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::{AnswerForm, FactForm, PromiseForm};
use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

pub struct Row {
    pub href: String,
    pub what: String,
    pub body: String,
    pub responsible: String,
    pub due_on: NaiveDate,
    pub stage: String,
    /// Class of the badge.
    pub mark: &'static str,
    pub meeting_href: String,
    pub meeting: String,
}

pub struct Tab {
    pub href: String,
    pub label: String,
    pub count: u64,
    pub is_current: bool,
}

#[derive(Template)]
#[template(path = "commitments/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    pub tabs: Vec<Tab>,
    pub rows: Vec<Row>,
    pub pager: Pager,
    /// The filters, for the list as a file.
    pub export: String,
}

#[derive(Template)]
#[template(path = "commitments/new.html", config = "frontend/askama.toml")]
pub struct NewPage {
    pub page: Page,
    pub meeting: String,
    pub meeting_href: String,
    pub agreed_points: String,
    pub rows: Vec<Row>,
    pub people: Vec<(String, String)>,
    pub form: PromiseForm,
    pub errors: FormErrors,
}

pub struct FactRow {
    pub what: String,
    pub on: NaiveDate,
    pub note: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// An act that is possible now.
pub struct Act {
    pub code: &'static str,
    pub has_day: bool,
}

#[derive(Template)]
#[template(path = "commitments/show.html", config = "frontend/askama.toml")]
pub struct ShowPage {
    pub page: Page,
    pub row: Row,
    pub done_on: Option<NaiveDate>,
    pub evidence: String,
    pub facts: Vec<FactRow>,
    pub acts: Vec<Act>,
    /// The act that came back with mistakes.
    pub tried: String,
    pub version: i32,
    pub form: FactForm,
    pub errors: FormErrors,
}

/// What a household sees by its link.
#[derive(Template)]
#[template(path = "commitments/answer.html", config = "frontend/askama.toml")]
pub struct AnswerPage {
    pub page: Page,
    pub office: String,
    pub what: String,
    pub body: String,
    pub done_on: Option<NaiveDate>,
    pub evidence: String,
    pub answers: Vec<(String, String)>,
    pub form: AnswerForm,
    pub errors: FormErrors,
}

/// The link was used, or never was one.
#[derive(Template)]
#[template(path = "commitments/answered.html", config = "frontend/askama.toml")]
pub struct AnsweredPage {
    pub page: Page,
    pub sentence: String,
}
