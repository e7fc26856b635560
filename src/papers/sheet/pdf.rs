//! Tables as PDF, each from a page of its own.

use serde_json::{Value, json};

use super::checked::finished;
use super::widths::{INSET, NUMBERS, setting};
use super::{Properties, SHEET_VALUES_MAX, Sheet, heading, value};
use crate::draft_mark::Marks;
use crate::{Fonts, PaperError, typeset};

/// Makes the tables as one PDF/A-2a file, across on A4, with the heading on every page. The same
/// tables give the same bytes.
///
/// # Errors
/// Names the field that is empty, too long, out of range or not printable, or says that the tables have
/// more than [`SHEET_VALUES_MAX`] values together; see [`PaperError`].
pub fn sheets_pdf(
    sheets: &[Sheet],
    fonts: &Fonts,
    properties: &Properties,
) -> Result<Vec<u8>, PaperError> {
    let values = sheets.iter().map(|one| one.rows.len().saturating_mul(one.columns.len()));
    if values.fold(0, usize::saturating_add) > SHEET_VALUES_MAX {
        return Err(PaperError::TooMany { field: "sheets".to_owned(), limit: SHEET_VALUES_MAX });
    }
    let (sheets, properties) = finished(sheets, properties, Some(fonts))?;
    let drafts = sheets.iter().filter(|one| one.is_draft);
    let marks = Marks::of(drafts.map(|one| one.draft_word.as_str()));
    let shown: Vec<Value> = sheets
        .iter()
        .map(|one| {
            let mark = one.is_draft.then(|| marks.name(&one.draft_word)).flatten();
            shown(one, mark, fonts)
        })
        .collect();
    let paper = json!({
        "family": fonts.family(),
        "title": properties.title,
        "issuing_body": properties.author,
        "labels": { "language": properties.language },
        "inset": INSET,
        "number_size": NUMBERS,
        "sheets": shown,
    });
    let pictures = marks.pictures(fonts);
    let template = include_str!("../templates/sheets.typ");
    typeset::pdf(template, &paper, &pictures, fonts, properties.created)
}

/// A table as its template reads it: places of the headings, values as text, in parts where
/// it may break.
fn shown(sheet: &Sheet, mark: Option<&str>, fonts: &Fonts) -> Value {
    let setting = setting(sheet, fonts);
    let heading: Vec<Value> = heading::cells(&sheet.columns)
        .iter()
        .map(|cell| {
            json!({
                "x": cell.first + 1, "y": cell.level,
                "across": cell.across(), "down": cell.down,
                "text": cell.text,
            })
        })
        .collect();
    let rows: Vec<Value> = sheet
        .rows
        .iter()
        .map(|row| {
            let values = row.values.iter().zip(&sheet.columns);
            let values: Vec<Vec<String>> = values
                .map(|(one, column)| {
                    let shown = value::shown(*one, column.unit);
                    if setting.breaks_numbers { value::pieces(&shown) } else { vec![shown] }
                })
                .collect();
            json!({ "name": row.name, "values": values, "is_total": row.is_total })
        })
        .collect();
    let numbers: Vec<String> = sheet.columns.iter().map(super::SheetColumn::number).collect();
    json!({
        "code": sheet.code,
        "body": sheet.body,
        "title": sheet.title,
        "period_line": sheet.period_line,
        "attached_line": sheet.attached_line,
        "first_column": sheet.first_column,
        "number_row": sheet.number_row,
        "levels": heading::levels(&sheet.columns),
        "heading": heading,
        "numbers": numbers,
        "rows": rows,
        "note_line": sheet.note_line(),
        "notes": sheet.notes,
        "place_and_date": sheet.place_and_date,
        "signatures": sheet.signatures,
        "mark": mark,
        "size": setting.size,
        "widths": setting.widths,
        "whole": setting.whole,
    })
}
