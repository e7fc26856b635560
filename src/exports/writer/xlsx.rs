//! A list as a workbook: days are days, numbers are numbers, texts are texts and never formulas.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Table;
use crate::error::AppError;
use crate::exports::Cell;
use crate::spreadsheet::is_formula;

/// What a sheet holds below its heading; what is more goes to the next sheet.
pub const ROWS_PER_SHEET: u32 = 1_048_575;

/// What a cell holds, in UTF-16 units.
const TEXT_MAX: usize = 32_767;
/// What the tab of a sheet shows.
const NAME_MAX: usize = 31;

pub struct XlsxFile {
    book: Workbook,
    path: PathBuf,
    table: Table,
    rows_per_sheet: u32,
    sheets: usize,
    /// Rows of the present sheet, without its heading.
    rows: u32,
    bold: Format,
    day: Format,
    /// Keeps a text a text when somebody edits the cell.
    quoted: Format,
}

impl XlsxFile {
    /// Begins a workbook that is written to `path` in the end; until then its sheets lie unnamed in the same
    /// folder.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn create(path: &Path, table: Table, rows_per_sheet: u32) -> Result<Self, AppError> {
        let mut book = Workbook::new();
        let folder = path.parent().unwrap_or(Path::new("."));
        // The folder of everybody's temporary files is no place for these.
        book.set_tempdir(folder).map_err(fault)?;
        book.use_zip_large_file(true);
        let made = ExcelDateTime::from_timestamp(table.made_at.timestamp()).map_err(fault)?;
        book.set_properties(
            &DocProperties::new().set_title(&table.title).set_creation_datetime(&made),
        );
        let mut file = Self {
            book,
            path: path.to_owned(),
            table,
            rows_per_sheet: rows_per_sheet.clamp(1, ROWS_PER_SHEET),
            sheets: 0,
            rows: 0,
            bold: Format::new().set_bold().set_text_wrap(),
            day: Format::new().set_num_format("dd/mm/yyyy"),
            quoted: Format::new().set_quote_prefix(),
        };
        file.begin_sheet().map_err(fault)?;
        Ok(file)
    }

    /// # Errors
    /// The disk is full, or there are more sheets than a workbook can have.
    pub fn row(&mut self, row: &[Cell]) -> Result<(), AppError> {
        if self.rows == self.rows_per_sheet {
            self.end_sheet().and_then(|()| self.begin_sheet()).map_err(fault)?;
        }
        self.rows += 1;
        self.write(row).map_err(fault)
    }

    /// # Errors
    /// The disk is full.
    pub fn finish(mut self) -> Result<(), AppError> {
        self.end_sheet().map_err(fault)?;
        self.book.save(&self.path).map_err(fault)
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        self.sheets += 1;
        self.rows = 0;
        sheet.set_name(sheet_name(&self.table.title, self.sheets))?;
        sheet.set_freeze_panes(1, 0)?;
        for (place, column) in (0..).zip(&self.table.columns) {
            sheet.set_column_width(place, f64::from(column.width))?;
            sheet.write_string_with_format(0, place, &column.heading, &self.bold)?;
        }
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), XlsxError> {
        let last = u16::try_from(self.table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let rows = self.rows;
        self.sheet()?.autofilter(0, 0, rows, last)?;
        Ok(())
    }

    fn sheet(&mut self) -> Result<&mut Worksheet, XlsxError> {
        self.book.worksheet_from_index(self.sheets.saturating_sub(1))
    }

    fn write(&mut self, row: &[Cell]) -> Result<(), XlsxError> {
        let (line, day, quoted) = (self.rows, self.day.clone(), self.quoted.clone());
        let sheet = self.sheet()?;
        for (place, cell) in (0..).zip(row) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) if is_formula(text) => {
                    sheet.write_string_with_format(line, place, fitting(text), &quoted)?;
                }
                Cell::Text(text) => {
                    sheet.write_string(line, place, fitting(text))?;
                }
                Cell::Number(number) => {
                    sheet.write_number(line, place, *number as f64)?;
                }
                Cell::Date(on) => match excel_day(*on) {
                    Some(at) => {
                        sheet.write_datetime_with_format(line, place, &at, &day)?;
                    }
                    // Spreadsheets know no day before 1900.
                    None => {
                        sheet.write_string(line, place, on.format("%d/%m/%Y").to_string())?;
                    }
                },
            }
        }
        Ok(())
    }
}

fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, of_month).ok()
}

/// The name of the list without what a tab cannot hold; from the second sheet on with its number.
fn sheet_name(title: &str, number: usize) -> String {
    let ending = if number > 1 { format!(" ({number})") } else { String::new() };
    let fine = title.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\'));
    let room = NAME_MAX - ending.chars().count();
    let name: String = fine.take(room).collect();
    format!("{}{ending}", name.trim().trim_matches('\''))
}

/// A text that fits into a cell; one that was cut says so by its last letter.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= TEXT_MAX || text.encode_utf16().count() <= TEXT_MAX {
        return Cow::Borrowed(text);
    }
    let mut room = TEXT_MAX - 1;
    let fits = |c: &char| match room.checked_sub(c.len_utf16()) {
        Some(left) => {
            room = left;
            true
        }
        None => false,
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push('…');
    Cow::Owned(kept)
}

fn fault(error: XlsxError) -> AppError {
    AppError::internal("export", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_fit_their_tabs() {
        assert_eq!(sheet_name("Vụ việc", 1), "Vụ việc");
        assert_eq!(sheet_name("Vụ việc: [a]/b*?\\", 2), "Vụ việc ab (2)");
        let long = sheet_name(&"Sổ tiếp công dân ".repeat(4), 12);
        assert!(long.chars().count() <= NAME_MAX && long.ends_with(" (12)"), "{long}");
    }

    #[test]
    fn texts_fit_their_cells() {
        assert_eq!(fitting("Đường ngõ 7"), "Đường ngõ 7");
        let long = "𝄞ạ".repeat(TEXT_MAX);
        let cut = fitting(&long);
        assert!(cut.encode_utf16().count() <= TEXT_MAX && cut.ends_with('…'));
    }

    #[test]
    fn days_are_days_from_1900_on() {
        let day = |text: &str| excel_day(text.parse().unwrap()).is_some();
        assert!(day("2026-11-25") && day("1900-01-01") && !day("1899-12-31"));
    }
}
