//! Tables as a workbook, a worksheet a form, for officers who go on working with the numbers.

mod head;
mod room;
mod signing;
mod styles;

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::checked::finished;
use super::{Properties, Sheet};
use crate::PaperError;
use styles::Styles;

/// A4 in the numbering of the format.
const A4: u8 = 9;
/// Longest name of a worksheet.
const NAME_MAX: usize = 31;

/// Makes the tables as one XLSX file. Values are numbers, all else is text: nothing in it is ever a
/// formula. The same tables give the same bytes.
///
/// # Errors
/// Names the field that is empty, too long, out of range or holds a control character; see
/// [`PaperError`].
pub fn sheets_xlsx(sheets: &[Sheet], properties: &Properties) -> Result<Vec<u8>, PaperError> {
    let (sheets, properties) = finished(sheets, properties, None)?;
    workbook(&sheets, &properties).map_err(|error| PaperError::Typesetting(error.to_string()))
}

fn workbook(sheets: &[Sheet], properties: &Properties) -> Result<Vec<u8>, XlsxError> {
    let (year, month, day) = properties.created;
    let created = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or_default(), month, day)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&properties.title)
            .set_author(&properties.author)
            .set_creation_datetime(&created),
    );
    let styles = Styles::new();
    let mut names = BTreeSet::new();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(free_name(&sheet.code, &mut names))?;
        fill(&mut Page { worksheet, styles: &styles, row: 0, last: last_column(sheet) }, sheet)?;
    }
    workbook.save_to_buffer()
}

/// Position of the last column, the one with the names of units being 0.
fn last_column(sheet: &Sheet) -> u16 {
    u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX)
}

/// "01-TCD" for "Biểu số: 01/TCD"; a second one is called "01-TCD (2)". Case does not tell two
/// names apart.
fn free_name(code: &str, taken: &mut BTreeSet<String>) -> String {
    let own = code.rsplit(':').next().unwrap_or_default().trim();
    let replaced = |letter| if r"[]:*?/\".contains(letter) { '-' } else { letter };
    let plain: String = own.chars().map(replaced).take(NAME_MAX - 5).collect();
    let plain = plain.trim().trim_matches('\'');
    let plain = if plain.is_empty() { "Biểu" } else { plain };
    let numbered = (2..).map(|number| format!("{plain} ({number})"));
    let mut names = std::iter::once(plain.to_owned()).chain(numbered);
    names.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
}

/// A worksheet that is filled from the top.
struct Page<'a> {
    worksheet: &'a mut Worksheet,
    styles: &'a Styles,
    /// The next free row.
    row: u32,
    last: u16,
}

impl Page<'_> {
    /// Text in one cell or in several made one. Never anything but text: also where somebody edits
    /// a cell that begins like a formula.
    fn put(
        &mut self,
        (top, left): (u32, u16),
        (bottom, right): (u32, u16),
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let quoted = format.clone().set_quote_prefix();
        let format = if text.starts_with(['=', '+', '-', '@']) { &quoted } else { format };
        if (top, left) == (bottom, right) {
            self.worksheet.write_string_with_format(top, left, text, format)?;
        } else {
            self.worksheet.merge_range(top, left, bottom, right, text, format)?;
        }
        Ok(())
    }

    /// A line over these columns, and on to the next row.
    fn line(
        &mut self,
        (left, right): (u16, u16),
        text: &str,
        format: &Format,
        lines: usize,
    ) -> Result<(), XlsxError> {
        self.worksheet.set_row_height(self.row, room::height(lines))?;
        self.put((self.row, left), (self.row, right), text, format)?;
        self.row += 1;
        Ok(())
    }

    /// A narrow row without text.
    fn gap(&mut self) -> Result<(), XlsxError> {
        self.worksheet.set_row_height(self.row, 6.0)?;
        self.row += 1;
        Ok(())
    }
}

fn fill(page: &mut Page, sheet: &Sheet) -> Result<(), XlsxError> {
    let widths = room::widths(sheet);
    for (column, width) in (0..).zip(&widths) {
        page.worksheet.set_column_width(column, *width)?;
    }
    head::lines(page, sheet, &widths)?;
    let heading = page.row;
    head::heading(page, sheet, &widths)?;
    let below = page.row;
    rows(page, sheet, &widths)?;
    notes(page, sheet, &widths)?;
    signing::lines(page, sheet, &widths)?;
    set_up(page.worksheet, sheet, (heading, below))
}

fn rows(page: &mut Page, sheet: &Sheet, widths: &[f64]) -> Result<(), XlsxError> {
    let styles = page.styles;
    for row in &sheet.rows {
        let at = page.row;
        let first = widths.first().copied().unwrap_or_default();
        let lines = room::lines(&row.name, first, row.is_total);
        page.line((0, 0), &row.name, styles.name(row.is_total), lines)?;
        for (column, (value, one)) in (1..).zip(row.values.iter().zip(&sheet.columns)) {
            let format = styles.number(super::value::decimals(*value, one.unit), row.is_total);
            let number = super::value::number(*value, one.unit);
            page.worksheet.write_number_with_format(at, column, number, format)?;
        }
    }
    Ok(())
}

fn notes(page: &mut Page, sheet: &Sheet, widths: &[f64]) -> Result<(), XlsxError> {
    if sheet.notes.is_empty() {
        return Ok(());
    }
    page.gap()?;
    let whole = (0, page.last);
    page.line(whole, &sheet.note_line(), &page.styles.note_word, 1)?;
    for note in &sheet.notes {
        let lines = room::lines(note, widths.iter().sum(), false);
        page.line(whole, note, &page.styles.note, lines)?;
    }
    Ok(())
}

/// What the printer and the screen do: across on A4, as wide as the page, heading on every page and
/// always in sight.
fn set_up(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    (heading, below): (u32, u32),
) -> Result<(), XlsxError> {
    worksheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.4, 0.6, 0.5, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_footer("&C&P/&N");
    if sheet.is_draft {
        // In a header & begins a command.
        worksheet.set_header(format!("&R&B{}", sheet.draft_word.replace('&', "&&")));
    }
    worksheet.set_repeat_rows(heading, below - 1)?;
    worksheet.set_freeze_panes(below, 1)?;
    Ok(())
}
