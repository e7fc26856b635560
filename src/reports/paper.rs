//! The dashboard as a paper: the same sections as the page, for the file of a reader and for the letter of the
//! week.

use chrono::NaiveDate;
use papers::{Block, Document, PaperError};
use uuid::Uuid;

use super::board::{self, Board, Looking};
use super::service::{self, Asked, Report};
use super::show;
use super::view::{Part, Reading, Row, Section, Table};
use crate::app::App;
use crate::documents::content::parts_of;
use crate::documents::facts::PAPER_LANG;
use crate::documents::frame::labels;
use crate::error::AppError;
use crate::intake::receipt::FONTS;
use crate::policy::Actor;

/// Counts a report inside a reader's rights.
///
/// # Errors
/// The database cannot be read.
pub async fn report(app: &App, actor: &Actor, asked: Asked) -> Result<Report, AppError> {
    let units = app.units();
    let always: Vec<Uuid> = match asked.unit {
        Some(unit) => vec![unit],
        None => {
            let reach = show::units_in_reach(units.all(), &actor.unit_ids);
            reach.into_iter().map(|(id, _)| id).collect()
        }
    };
    service::count(app, actor, asked, &always).await
}

/// The dashboards of some periods as one file, each on pages of its own.
///
/// # Errors
/// The database cannot be read, or a text cannot be printed.
pub async fn pdf(
    app: &App,
    actor: &Actor,
    periods: &[Asked],
    today: NaiveDate,
) -> Result<Vec<u8>, AppError> {
    let mut documents = Vec::new();
    for asked in periods {
        let report = report(app, actor, *asked).await?;
        let looking = Looking { app, actor, lang: PAPER_LANG, report: &report };
        let board = board::of(&looking).await?;
        documents.push(document(&looking, board));
    }
    // Setting pages takes a while, so it has a thread of its own.
    let made = tokio::task::spawn_blocking(move || set(documents, today));
    let made = made.await.map_err(|error| AppError::internal("report", error))?;
    made.map_err(|error| AppError::internal("report", error))
}

/// Characters that are replaced before a file is given up.
const REPLACED_MAX: usize = 100;

/// Sets the pages. A sender may have used a character that no font here has; it becomes a question mark, for one
/// odd subject must not keep the figures of a province from its leaders.
fn set(mut documents: Vec<Document>, today: NaiveDate) -> Result<Vec<u8>, PaperError> {
    for _ in 0..REPLACED_MAX {
        match papers::documents_pdf(&documents, &FONTS, parts_of(today)) {
            Err(
                PaperError::MissingGlyph { character, .. }
                | PaperError::ForbiddenCharacter { character, .. },
            ) => documents.iter_mut().for_each(|one| replace(one, character)),
            done => return done,
        }
    }
    papers::documents_pdf(&documents, &FONTS, parts_of(today))
}

fn replace(document: &mut Document, refused: char) {
    let is_refused = |c: char| c == refused || c.to_uppercase().any(|large| large == refused);
    for block in &mut document.body {
        let Block::Table { rows, .. } = block else { continue };
        for cell in rows.iter_mut().flatten().filter(|cell| cell.contains(is_refused)) {
            *cell = cell.replace(is_refused, "?");
        }
    }
}

fn document(looking: &Looking<'_>, board: Board) -> Document {
    let units = looking.app.units();
    let unit_id = looking.report.asked.unit.or(looking.actor.unit_id);
    let office = |id: Uuid| units.office(id, PAPER_LANG).unwrap_or_default();
    let parent = unit_id.and_then(|id| units.get(id)).and_then(|unit| unit.parent_id);
    let said = [("unit", show::unit(looking)), ("period", show::period(looking))];
    let mut body = vec![keys(looking, &board)];
    for section in board.sections {
        add_section(&mut body, section);
    }
    body.push(Block::Heading { text: PAPER_LANG.t("board-counts") });
    body.extend(show::tables(looking).iter().filter(|table| !table.rows.is_empty()).map(block));
    for key in ["reports-basis", "board-basis"] {
        body.push(Block::Paragraph { text: PAPER_LANG.t(key) });
    }
    Document {
        parent_body: parent.map(office).unwrap_or_default(),
        issuing_body: unit_id.map(office).unwrap_or_default(),
        number: String::new(),
        place_and_date: String::new(),
        letter_subject: String::new(),
        title: PAPER_LANG.t("board-paper-title"),
        subject: PAPER_LANG.ta("board-paper-subject", &said),
        body,
        recipients: Vec::new(),
        signatures: Vec::new(),
        is_draft: false,
        is_landscape: true,
        labels: labels(),
    }
}

/// The figures on top, a line each.
fn keys(looking: &Looking<'_>, board: &Board) -> Block {
    let row = |key: &super::view::Key| vec![key.label.clone(), key.value.clone(), key.note.clone()];
    let head =
        ["figure", "value", "meaning"].map(|key| looking.lang.t(&format!("board-column-{key}")));
    Block::Table {
        widths: vec![6, 2, 10],
        head: head.into(),
        rows: board.keys.iter().map(row).collect(),
    }
}

fn add_section(body: &mut Vec<Block>, section: Section) {
    body.push(Block::Heading { text: section.title });
    body.extend(section.said.into_iter().map(|text| Block::Paragraph { text }));
    // What is closed on the page would make the paper twice as long.
    for Part { table, reading, .. } in section.parts.iter().filter(|part| part.is_open) {
        match reading {
            Reading::Numbers => body.push(block(table)),
            Reading::Words => body.push(wide(table)),
        }
    }
}

fn table_of(table: &Table, widths: Vec<u32>) -> Block {
    let row = |row: &Row| {
        let cells = row.cells.iter().map(|cell| cell.text.clone());
        std::iter::once(row.name.clone()).chain(cells).collect()
    };
    Block::Table {
        widths,
        // The caption stands in the first head, for a table of a paper has no other.
        head: std::iter::once(table.caption.clone()).chain(table.columns.iter().cloned()).collect(),
        rows: table.rows.iter().map(row).collect(),
    }
}

/// Numbers: the name takes what they leave.
fn block(table: &Table) -> Block {
    let numbers = table.columns.iter().map(|_| 2);
    table_of(table, std::iter::once(7).chain(numbers).collect())
}

/// Words: the last column, the reason, is the widest.
fn wide(table: &Table) -> Block {
    let last = table.columns.len().saturating_sub(1);
    let column = |place: usize| if place == last { 7 } else { 3 };
    table_of(table, std::iter::once(4).chain((0..table.columns.len()).map(column)).collect())
}
