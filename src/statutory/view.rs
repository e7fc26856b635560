//! Pages of statutory reports, with values ready to show.

use askama::Template;

use super::asked::AskedQuery;
use super::openings::OpeningForm;
use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

/// A period of the circular on the first page.
pub struct PeriodLine {
    pub name: String,
    pub days: String,
    /// By when it is sent; with a warning where that day is none to work.
    pub due: String,
    pub due_class: &'static str,
    pub state: String,
    pub tables: String,
    /// Its report; none if none was begun.
    pub report: Option<String>,
}

/// A report that was begun, of a period or of days chosen freely.
pub struct ReportLine {
    pub href: String,
    pub name: String,
    pub days: String,
    pub number: i32,
    pub stage: &'static str,
}

#[derive(Template)]
#[template(path = "statutory/index.html", config = "frontend/askama.toml")]
pub struct IndexPage {
    pub page: Page,
    pub unit: String,
    pub units: Vec<(String, String)>,
    pub query: AskedQuery,
    pub circular: String,
    pub periods: Vec<PeriodLine>,
    pub reports: Vec<ReportLine>,
    pub circulars: Vec<(String, String)>,
    pub openings: String,
    pub errors: FormErrors,
}

/// A column of a form as a line: its headings where they change, its value with what is behind it.
pub struct ColumnLine {
    pub no: u32,
    /// Headings that begin with this column.
    pub groups: Vec<String>,
    pub label: String,
    pub formula: String,
    pub unit: &'static str,
    pub value: String,
    pub href: String,
    pub before: String,
    pub year_ago: String,
    pub change: String,
}

pub struct FormTable {
    pub code: String,
    pub slug: String,
    pub title: String,
    pub columns: Vec<ColumnLine>,
    pub notes: Vec<String>,
}

/// How a check came out.
pub struct CheckLine {
    pub number: usize,
    pub form: String,
    pub text: String,
    pub severity: &'static str,
    pub left: String,
    pub right: String,
    /// Columns it compares, with the records behind them.
    pub columns: Vec<(String, String)>,
    pub explanation: String,
    /// It breaks a rule of the form and must be explained.
    pub needs_explanation: bool,
    pub is_missing: bool,
}

/// A unit with a row of its own.
pub struct UnitLine {
    pub name: String,
    pub basis: String,
    pub href: String,
}

/// The six tables with everything around them.
pub struct Tables {
    pub unit: String,
    pub period: String,
    pub days: String,
    pub circular: String,
    pub is_in_force: bool,
    pub forms: Vec<FormTable>,
    pub failed: Vec<CheckLine>,
    pub checks: usize,
    pub rows: Vec<UnitLine>,
    pub has_comparison: bool,
    /// Names of the periods it is compared with; empty where there is none.
    pub before: String,
    pub year_ago: String,
}

#[derive(Template)]
#[template(path = "statutory/tables.html", config = "frontend/askama.toml")]
pub struct TablesPage {
    pub page: Page,
    pub query: AskedQuery,
    pub units: Vec<(String, String)>,
    pub periods: Vec<(String, String)>,
    pub circulars: Vec<(String, String)>,
    pub errors: FormErrors,
    pub tables: Option<Tables>,
    pub xlsx: String,
    pub pdf: String,
    pub compare: String,
    /// Where to begin its report, or to read the one there is.
    pub report: Option<String>,
    pub may_begin: bool,
    pub hidden: Vec<(&'static str, String)>,
}

/// A record behind a figure.
pub struct RecordLine {
    /// None for what the reader may not open.
    pub href: Option<String>,
    pub text: String,
    pub on: String,
    pub amount: String,
}

/// A column a figure is made of, or a unit.
pub struct PartLine {
    pub name: String,
    pub value: String,
    pub href: String,
}

#[derive(Template)]
#[template(path = "statutory/cell.html", config = "frontend/askama.toml")]
pub struct CellPage {
    pub page: Page,
    pub back: String,
    pub column: String,
    pub groups: String,
    pub unit_name: String,
    pub days: String,
    pub value: String,
    pub measure: &'static str,
    /// How it is counted, in words.
    pub rule: String,
    pub parts: Vec<PartLine>,
    pub parts_title: String,
    pub records: Vec<RecordLine>,
    pub has_records: bool,
    pub hidden_records: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// The report a unit sent, which its value was taken from.
    pub sent: Option<String>,
}

/// An item of the narrative with its sentences and the words of who writes it.
pub struct WordsLine {
    pub key: String,
    pub heading: String,
    pub title: String,
    pub sentences: Vec<String>,
    pub takes_words: bool,
    pub words: String,
}

pub struct VersionLine {
    pub href: String,
    pub number: i32,
    pub stage: &'static str,
    pub reason: String,
    pub sent: String,
    pub is_this: bool,
}

#[derive(Template)]
#[template(path = "statutory/report.html", config = "frontend/askama.toml")]
pub struct ReportPage {
    pub page: Page,
    pub base: String,
    pub back: String,
    pub unit: String,
    pub period: String,
    pub days: String,
    pub circular: String,
    pub number: i32,
    pub stage: &'static str,
    pub version: i32,
    pub reason: String,
    pub hash: String,
    pub checked: String,
    pub sent: String,
    pub paper_number: String,
    pub failed: Vec<CheckLine>,
    pub checks: usize,
    pub words: Vec<WordsLine>,
    pub has_narrative: bool,
    pub versions: Vec<VersionLine>,
    /// Cells that would differ if it were counted now; of a report that was checked or sent.
    pub moved: Vec<PartLine>,
    pub may_prepare: bool,
    pub may_send: bool,
    pub may_correct: bool,
    pub is_conflict: bool,
    pub typed_reason: String,
    pub typed_number: String,
    pub hidden: Vec<(&'static str, String)>,
    pub errors: FormErrors,
}

pub struct OpeningLine {
    pub id: String,
    pub form: String,
    pub column: String,
    pub days: String,
    pub nature: &'static str,
    pub value: String,
    pub note: String,
    pub by: String,
    pub at: String,
    pub struck: String,
}

/// A column that takes a figure.
pub struct OpeningField {
    pub no: u32,
    pub label: String,
    pub unit: &'static str,
    pub value: String,
}

#[derive(Template)]
#[template(path = "statutory/openings.html", config = "frontend/askama.toml")]
pub struct OpeningsPage {
    pub page: Page,
    pub unit: String,
    pub rows: Vec<OpeningLine>,
    pub pager: Pager,
    pub may_enter: bool,
    pub circulars: Vec<(String, String)>,
    pub forms: Vec<(String, String)>,
    pub natures: Vec<(String, String)>,
    pub fields: Vec<OpeningField>,
    pub form: OpeningForm,
    pub errors: FormErrors,
}
