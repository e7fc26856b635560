//! Pages of the register of management work, with values ready to show.

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::form::{EntryForm, Typed};
use crate::cases::view::Choice;
use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filters {
    pub year: String,
    pub kind: String,
    pub unit: String,
    pub page: String,
}

pub struct Row {
    pub href: String,
    pub on: NaiveDate,
    pub kind: String,
    pub number: String,
    pub title: String,
    /// `120 người`, `3 đơn vị`; empty for a document.
    pub size: String,
    /// Text and class of the badge.
    pub state: Option<(String, &'static str)>,
    pub is_struck: bool,
    /// Begun in an earlier year.
    pub is_carried: bool,
    pub unit: String,
    pub by: String,
}

#[derive(Template)]
#[template(path = "management/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    pub years: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub units: Vec<Choice>,
    pub filters: Filters,
    pub rows: Vec<Row>,
    pub pager: Pager,
    pub may_write: bool,
}

/// A kind to choose: address, name, which columns it counts in.
pub type KindLink = (String, String, String);

/// The form of one kind; keys of its labels.
pub struct Labels {
    pub date: String,
    pub number: String,
    pub title: String,
    pub has_number: bool,
    pub has_people: bool,
    pub has_units: bool,
}

#[derive(Template)]
#[template(path = "management/new.html", config = "frontend/askama.toml")]
pub struct NewPage {
    pub page: Page,
    pub heading: String,
    pub unit: String,
    /// None until a kind is chosen.
    pub labels: Option<Labels>,
    pub kinds: Vec<KindLink>,
    /// The line that was struck out: address, what it said.
    pub replaces: Option<(String, String)>,
    pub form: EntryForm,
    pub errors: FormErrors,
}

/// What was done on a day to carry a conclusion out.
pub struct ProgressRow {
    pub on: NaiveDate,
    /// Organisations and people handled, cases and persons prosecuted.
    pub counts: [String; 4],
    pub by: String,
    /// When, by whom and why it was struck out.
    pub struck: Option<String>,
}

/// What a field is called, what stands there, what was typed.
pub type Difference = (String, String, String);

#[derive(Template)]
#[template(path = "management/show.html", config = "frontend/askama.toml")]
pub struct ShowPage {
    pub page: Page,
    pub heading: String,
    pub href: String,
    pub version: i32,
    pub state: Option<(String, &'static str)>,
    pub facts: Vec<(String, String)>,
    /// When, by whom and why it was struck out.
    pub struck: Option<String>,
    /// Where to enter again what was struck out.
    pub again_href: Option<String>,
    /// The line that stands in its place.
    pub replacement_href: Option<String>,
    /// The line in whose place this one stands.
    pub replaced_href: Option<String>,
    pub is_inspection: bool,
    /// Empty without a conclusion.
    pub conclusion: Vec<(String, String)>,
    pub progress: Vec<ProgressRow>,
    /// Sums of what is not struck out.
    pub total: [String; 4],
    /// When it was carried out wholly, and who wrote that down.
    pub finished: Option<String>,
    pub may_conclude: bool,
    pub may_progress: bool,
    pub may_complete: bool,
    pub may_strike: bool,
    /// Lines of progress that can be struck out.
    pub strikable: Vec<Choice>,
    pub typed: Typed,
    pub errors: FormErrors,
    pub is_conflict: bool,
    pub differences: Vec<Difference>,
}
