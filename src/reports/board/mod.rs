//! The dashboard of heads and leaders (bảng điều hành): what was in time, how long the steps took, what lies
//! undone and why, and what came of dialogues, promises and receptions. Page, PDF and letter of the week are made
//! of the same sections.
//!
//! Sums count every case of the reader's units (`Actor::for_figures`), denunciations stay out of them; where cases
//! are named, they are those the reader may read.

mod lists;
mod percentile;
mod promises;
mod ratings;
pub mod store;
pub mod talk_store;
mod times;

use std::collections::BTreeMap;

use uuid::Uuid;

use super::service::{Asked, Measure, Report};
use super::view::{Cell, Key, Part, Reading, Row, Section, Table};
use crate::app::App;
use crate::cases::search::Filters;
use crate::error::AppError;
use crate::policy::Actor;
use crate::web::i18n::Lang;
pub use percentile::{Spread, share};

/// Lines of a table; more would hide what matters.
const LINES: usize = 200;

/// Who looks at which figures, and in which language.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    pub app: &'a App,
    pub actor: &'a Actor,
    pub lang: Lang,
    pub report: &'a Report,
}

/// Everything beyond the counts of [`Report`].
#[derive(Clone, Debug)]
pub struct Board {
    pub keys: Vec<Key>,
    pub sections: Vec<Section>,
}

/// Counts the dashboard of a report.
///
/// # Errors
/// The database cannot be read.
pub async fn of(looking: &Looking<'_>) -> Result<Board, AppError> {
    let for_figures = looking.actor.for_figures();
    let counting = Looking { actor: &for_figures, ..*looking };
    let mut keys = Vec::new();
    let mut sections = Vec::new();
    // Two readers at once; more would leave none to others.
    let one = async {
        Ok::<_, AppError>([times::in_time(&counting).await?, times::steps(&counting).await?])
    };
    let other = async {
        Ok::<_, AppError>([
            lists::backlog(&counting).await?,
            lists::overdue(looking).await?,
            promises::dialogues(&counting).await?,
            promises::promises(&counting).await?,
            promises::prolonged(&counting).await?,
            promises::receptions(&counting).await?,
            ratings::answers(&counting).await?,
        ])
    };
    let (one, other) = tokio::try_join!(one, other)?;
    for (key, section) in one.into_iter().chain(other) {
        keys.push(key);
        sections.push(section);
    }
    Ok(Board { keys, sections })
}

impl Looking<'_> {
    fn asked(&self) -> &Asked {
        &self.report.asked
    }

    fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    /// Filters of the worklist for the unit that was asked for.
    fn filters(&self) -> Filters {
        let unit = self.asked().unit.map(|id| id.to_string()).unwrap_or_default();
        Filters { unit, ..Filters::default() }
    }

    fn met(&self) -> Filters {
        let (met_from, met_to) = (self.asked().from.to_string(), self.asked().to.to_string());
        Filters { met_from, met_to, ..self.filters() }
    }

    fn overdue(&self) -> Filters {
        Measure::Overdue.filters(self.asked())
    }

    fn unit_name(&self, id: Uuid) -> String {
        self.app.units().name(id).unwrap_or_default()
    }

    /// `83%`, or a dash of nothing.
    fn percent(&self, part: u64, whole: u64) -> String {
        share(part, whole).map_or_else(|| "–".to_owned(), |share| format!("{share}%"))
    }

    /// The figure on top that leads to a section.
    fn key(&self, code: &'static str, value: String, note: String) -> Key {
        Key { label: self.t(&format!("board-key-{code}")), value, note, href: format!("#{code}") }
    }

    fn section(&self, code: &'static str) -> Section {
        Section {
            code,
            title: self.t(&format!("board-{code}")),
            said: Vec::new(),
            pictures: Vec::new(),
            parts: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Heads of columns.
    fn columns(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.t(&format!("board-column-{key}"))).collect()
    }
}

fn cell(text: impl ToString) -> Cell {
    Cell { text: text.to_string(), href: None }
}

fn linked(text: impl ToString, filters: &Filters) -> Cell {
    Cell { text: text.to_string(), href: Some(filters.href()) }
}

/// A table of numbers; the first of a section is open.
fn numbers(table: Table, is_open: bool) -> Part {
    Part { table, reading: Reading::Numbers, is_open }
}

fn cut(mut rows: Vec<Row>) -> Vec<Row> {
    rows.truncate(LINES);
    rows
}

/// A count from the database.
fn count(number: i64) -> u64 {
    number.unsigned_abs()
}

fn some(number: Option<i64>) -> u64 {
    count(number.unwrap_or(0))
}

/// Sums by a key.
fn sums<T, const N: usize>(
    rows: &[T],
    key: impl Fn(&T) -> String,
    counts: impl Fn(&T) -> [u64; N],
) -> BTreeMap<String, [u64; N]> {
    let mut found: BTreeMap<String, [u64; N]> = BTreeMap::new();
    for row in rows {
        let sum = found.entry(key(row)).or_insert([0; N]);
        for (sum, more) in sum.iter_mut().zip(counts(row)) {
            *sum += more;
        }
    }
    found
}
