//! The report page.

use askama::Template;

use super::chart::Chart;
use super::form::ReportQuery;
use crate::web::form::FormErrors;
use crate::web::page::Page;

/// A figure; most lead to the cases they count.
#[derive(Clone, Debug)]
pub struct Cell {
    pub text: String,
    pub href: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub name: String,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug)]
pub struct Table {
    pub caption: String,
    /// Heading of the first column.
    pub first: String,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

/// The picture with its words.
#[derive(Clone, Debug)]
pub struct Picture {
    pub chart: Chart,
    pub title: String,
    pub first: String,
}

/// A figure on top of the page.
#[derive(Clone, Debug)]
pub struct Headline {
    pub text: String,
    pub label: String,
    pub href: String,
    pub class: &'static str,
}

/// What a good question is answered with.
pub struct Figures {
    pub period: String,
    pub unit: String,
    pub overdue_note: String,
    pub headlines: Vec<Headline>,
    pub median: String,
    pub tables: Vec<Table>,
    pub picture: Option<Picture>,
    pub csv_href: String,
    pub is_empty: bool,
}

pub struct PresetLink {
    pub href: String,
    pub label: String,
    pub is_current: bool,
}

#[derive(Template)]
#[template(path = "reports/show.html", config = "frontend/askama.toml")]
pub struct ReportPage {
    pub page: Page,
    pub query: ReportQuery,
    pub errors: FormErrors,
    pub presets: Vec<PresetLink>,
    pub units: Vec<(String, String)>,
    pub figures: Option<Figures>,
}
