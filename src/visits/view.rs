//! Pages of the register, with values ready to show.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::form::VisitForm;
use super::form::later::Typed;
use crate::cases::view::Choice;
use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

pub fn visit_href(id: Uuid) -> String {
    format!("/visits/{id}")
}

/// A visit in a line, on the pages of others.
pub struct VisitLine {
    pub href: String,
    pub number: String,
    pub received_on: NaiveDate,
    pub who: String,
    pub mode: String,
    pub receiver: String,
    pub outcome: String,
}

/// Something that must be done by a day.
pub struct OwedRow {
    pub href: String,
    pub label: String,
    pub what: String,
    pub due_on: NaiveDate,
    /// Code of a `law::deadline::Standing`.
    pub standing: &'static str,
    pub text: String,
}

/// What is owed of one sort: the longest owed, and how much in all.
pub struct OwedList {
    pub heading: String,
    pub rows: Vec<OwedRow>,
    pub count: u64,
}

impl OwedList {
    fn is_cut(&self) -> bool {
        (self.rows.len() as u64) < self.count
    }
}

/// A row of the register: its thirteen columns.
pub struct RegisterRow {
    pub href: String,
    pub cells: Vec<String>,
    /// A further visit about its matter.
    pub is_repeat: bool,
}

/// A line of the figures: name, then turns, people, matters, groups, people of groups.
pub struct FigureRow {
    pub name: String,
    pub counts: [u32; 5],
}

pub struct Figures {
    pub rows: Vec<FigureRow>,
    /// Turns, people, matters, groups.
    pub total: [u32; 4],
    pub new_matters: u32,
    pub known_matters: u32,
    pub refused: u64,
    pub head_days: u64,
    pub delegate_days: u64,
}

/// Filters as they stand in the address.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Filters {
    pub from: String,
    pub to: String,
    pub q: String,
    pub kind: String,
    pub unit: String,
    pub page: String,
}

#[derive(Template)]
#[template(path = "visits/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    pub filters: Filters,
    pub errors: FormErrors,
    pub kinds: Vec<Choice>,
    pub units: Vec<Choice>,
    pub may_write: bool,
    pub is_old_form: bool,
    /// Answers owed (TD-08), written refusals (TD-11), tasks of conclusions.
    pub owed: Vec<OwedList>,
    pub figures: Option<Figures>,
    pub columns: Vec<String>,
    pub rows: Vec<RegisterRow>,
    pub pager: Pager,
    pub print_href: String,
    pub pdf_href: String,
    pub docx_href: String,
    /// The filters, for the list as a file.
    pub export: String,
}

/// The register as it is printed.
#[derive(Template)]
#[template(path = "visits/print.html", config = "frontend/askama.toml")]
pub struct PrintPage {
    pub page: Page,
    pub unit: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// More than are printed at once.
    pub is_cut: bool,
}

/// A matter the visitor may have come with before.
pub struct Match {
    pub value: String,
    pub href: String,
    pub label: String,
    pub who: String,
    pub excerpt: String,
    pub reasons: String,
}

/// What stands there now beside what was typed: name, there, typed.
pub type Difference = (String, String, String);

#[derive(Template)]
#[template(path = "visits/entry.html", config = "frontend/askama.toml")]
pub struct EntryPage {
    pub page: Page,
    pub heading: String,
    pub unit: String,
    pub action: String,
    pub form: VisitForm,
    pub errors: FormErrors,
    pub is_correction: bool,
    pub takes_denunciations: bool,
    pub matches: Vec<Match>,
    pub conflict: Vec<Difference>,
    pub lists: EntryLists,
}

/// What can be chosen.
pub struct EntryLists {
    pub modes: Vec<Choice>,
    pub urgencies: Vec<Choice>,
    pub staff: Vec<Choice>,
    pub wards: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub outcomes: Vec<Choice>,
    pub grounds: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "visits/denunciation.html", config = "frontend/askama.toml")]
pub struct DenunciationPage {
    pub page: Page,
    pub unit: String,
    pub form: VisitForm,
    pub errors: FormErrors,
    pub lists: EntryLists,
}

pub struct FactLine {
    pub sentence: String,
    pub reason: String,
    /// What a correction changed: name, before, after.
    pub changes: Vec<Difference>,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// A deadline of a visit.
pub struct DueRow {
    pub name: String,
    pub due_on: NaiveDate,
    pub standing: &'static str,
    pub text: String,
    pub basis: String,
}

#[derive(Template)]
#[template(path = "visits/show.html", config = "frontend/askama.toml")]
pub struct ShowPage {
    pub page: Page,
    pub href: String,
    pub version: i32,
    pub heading: String,
    pub facts: Vec<(String, String)>,
    pub content: String,
    pub demand: String,
    pub result: String,
    pub due: Vec<DueRow>,
    /// Address and number of the case it became.
    pub case: Option<(String, String)>,
    /// Where the case is entered from it.
    pub counter_href: Option<String>,
    pub may_write: bool,
    pub may_join: bool,
    pub owes_answer: bool,
    pub owes_notice: bool,
    pub is_group: bool,
    pub is_denunciation: bool,
    pub others: Vec<VisitLine>,
    pub papers: crate::documents::view::Part,
    pub history: Vec<FactLine>,
    pub replies: Vec<Choice>,
    pub ways: Vec<Choice>,
    pub typed: Typed,
    pub errors: FormErrors,
    pub is_conflict: bool,
}
