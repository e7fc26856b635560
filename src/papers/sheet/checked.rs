//! Tables made ready for both outputs: of bounded size, even, every text fit to be printed.

use serde::{Deserialize, Serialize};

use super::value::LARGEST;
use super::{Properties, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX, SHEETS_MAX, Sheet};
use crate::text::{Limit, printable, writable};
use crate::{Fonts, PaperError};

/// Longest groups and label of a column together: a heading must leave room on its page.
const HEADING_MAX: usize = 300;

#[derive(Serialize, Deserialize)]
struct File<S, P> {
    sheets: S,
    properties: P,
}

/// The tables with clean texts, in capitals where they are printed so. Without `fonts` any letter
/// is accepted.
///
/// # Errors
/// Names the field that is empty, too long, out of range or not printable: `sheets[0].rows[3].name`.
pub fn finished(
    sheets: &[Sheet],
    properties: &Properties,
    fonts: Option<&Fonts>,
) -> Result<(Vec<Sheet>, Properties), PaperError> {
    if sheets.is_empty() {
        return Err(PaperError::Empty { field: "sheets".to_owned() });
    }
    if sheets.len() > SHEETS_MAX {
        return Err(PaperError::TooMany { field: "sheets".to_owned(), limit: SHEETS_MAX });
    }
    for (position, sheet) in sheets.iter().enumerate() {
        check_shape(sheet, &format!("sheets[{position}]"))?;
    }
    crate::typeset::date(properties.created)?;
    let raw = serde_json::to_value(File { sheets, properties }).map_err(fault)?;
    let clean = match fonts {
        Some(fonts) => printable(raw, limit, fonts)?,
        None => writable(raw, limit)?,
    };
    let file: File<Vec<Sheet>, Properties> = serde_json::from_value(clean).map_err(fault)?;
    Ok((file.sheets.into_iter().map(in_capitals).collect(), file.properties))
}

fn fault(error: serde_json::Error) -> PaperError {
    PaperError::Typesetting(error.to_string())
}

fn limit(field: &str) -> Limit {
    let (chars, entries, may_be_empty) = match field.strip_prefix("sheets.").unwrap_or(field) {
        "sheets" => (0, SHEETS_MAX, false),
        "code" => (60, 1, false),
        "body" => (200, 4, false),
        "title" | "properties.title" => (300, 1, false),
        "attached_line" | "place_and_date" => (300, 1, true),
        "first_column" | "number_row" | "note_word" | "draft_word" => (60, 1, false),
        "columns" => (0, SHEET_COLUMNS_MAX, false),
        "columns.groups" => (200, 4, false),
        "columns.formula" => (60, 1, true),
        "rows" => (0, SHEET_ROWS_MAX, true),
        "rows.values" => (0, SHEET_COLUMNS_MAX, false),
        "notes" => (1_000, 40, false),
        "signatures" => (0, 4, true),
        "signatures.titles" => (120, 5, false),
        "signatures.hint" | "signatures.name" | "properties.author" => (200, 1, true),
        "properties.language" => (3, 1, false),
        "properties.created" => (0, 3, false),
        _ => (200, 1, false),
    };
    Limit { chars, entries, may_be_empty }
}

/// Sizes and values, before anything is copied.
fn check_shape(sheet: &Sheet, field: &str) -> Result<(), PaperError> {
    let columns = sheet.columns.len();
    if columns == 0 {
        return Err(PaperError::Empty { field: format!("{field}.columns") });
    }
    if columns > SHEET_COLUMNS_MAX {
        let field = format!("{field}.columns");
        return Err(PaperError::TooMany { field, limit: SHEET_COLUMNS_MAX });
    }
    if sheet.rows.len() > SHEET_ROWS_MAX {
        let field = format!("{field}.rows");
        return Err(PaperError::TooMany { field, limit: SHEET_ROWS_MAX });
    }
    for (position, column) in sheet.columns.iter().enumerate() {
        let texts = column.groups.iter().chain([&column.label]);
        if texts.map(|text| text.chars().count()).sum::<usize>() > HEADING_MAX {
            let field = format!("{field}.columns[{position}]");
            return Err(PaperError::TooLong { field, limit: HEADING_MAX });
        }
    }
    for (position, row) in sheet.rows.iter().enumerate() {
        let field = format!("{field}.rows[{position}].values");
        if row.values.len() != columns {
            return Err(PaperError::Uneven { field, columns });
        }
        if let Some(at) = row.values.iter().position(|value| value.unsigned_abs() > LARGEST) {
            return Err(PaperError::OutOfRange { field: format!("{field}[{at}]"), most: LARGEST });
        }
    }
    Ok(())
}

fn in_capitals(mut sheet: Sheet) -> Sheet {
    let texts = [&mut sheet.title, &mut sheet.draft_word];
    let titles = sheet.signatures.iter_mut().flat_map(|one| &mut one.titles);
    for text in texts.into_iter().chain(&mut sheet.body).chain(titles) {
        *text = text.to_uppercase();
    }
    sheet
}
