//! The report page.

use askama::Template;

use super::bars::Bars;
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

#[derive(Clone, Debug, Default)]
pub struct Row {
    pub name: String,
    /// What the line is about; empty if it leads nowhere.
    pub href: String,
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

/// Bars with their words.
#[derive(Clone, Debug)]
pub struct BarPicture {
    pub title: String,
    pub desc: String,
    /// What each part of a bar is; empty where there is one.
    pub key: Vec<String>,
    pub bars: Bars,
}

/// How the tables of a section are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Numbers, shown at once.
    Numbers,
    /// Words: each line becomes a card on a narrow screen.
    Words,
}

/// A table of a section; only the first is open at once.
#[derive(Clone, Debug)]
pub struct Part {
    pub table: Table,
    pub reading: Reading,
    pub is_open: bool,
}

impl Part {
    pub fn is_words(&self) -> bool {
        self.reading == Reading::Words
    }

    /// The cells of a line, each with the head of its column.
    pub fn cells<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a Cell, &'a String)> {
        row.cells.iter().zip(&self.table.columns)
    }
}

/// A part of the dashboard.
#[derive(Clone, Debug)]
pub struct Section {
    /// For the anchor on the page.
    pub code: &'static str,
    pub title: String,
    /// What there is to say, in sentences.
    pub said: Vec<String>,
    pub pictures: Vec<BarPicture>,
    pub parts: Vec<Part>,
    /// Where the cases behind it stand: address and text.
    pub links: Vec<(String, String)>,
}

/// One of the figures on top, with the section that says more.
#[derive(Clone, Debug)]
pub struct Key {
    pub label: String,
    pub value: String,
    pub note: String,
    pub href: String,
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
    pub keys: Vec<Key>,
    pub sections: Vec<Section>,
    pub csv_href: String,
    pub pdf_href: String,
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
