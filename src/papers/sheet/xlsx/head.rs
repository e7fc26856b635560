//! What stands above the rows: whose table it is, its title, nested headings, column numbers.

use rust_xlsxwriter::XlsxError;

use super::signing::right_half;
use super::{Page, room};
use crate::Sheet;
use crate::sheet::heading;

/// Code at the left, who reports at the right, title and period in the middle.
pub fn lines(page: &mut Page, sheet: &Sheet, widths: &[f64]) -> Result<(), XlsxError> {
    let (last, middle) = (page.last, right_half(page.last));
    let all: f64 = widths.iter().sum();
    let styles = page.styles;
    page.put((0, 0), (0, middle - 1), &sheet.code, &styles.code)?;
    for (at, body) in sheet.body.iter().enumerate() {
        let format = if at + 1 == sheet.body.len() { &styles.signer } else { &styles.body };
        page.line((middle, last), body, format, room::lines(body, all / 2.0, true))?;
    }
    page.row = page.row.max(1);
    page.gap()?;
    // A larger letter takes more room.
    let title_lines = room::lines(&sheet.title, all * 0.8, true);
    page.line((0, last), &sheet.title, &styles.title, title_lines)?;
    page.line((0, last), &sheet.period_line, &styles.period, 1)?;
    if !sheet.attached_line.is_empty() {
        let lines = room::lines(&sheet.attached_line, all, false);
        page.line((0, last), &sheet.attached_line, &styles.period, lines)?;
    }
    if sheet.is_draft {
        page.line((0, last), &sheet.draft_word, &styles.draft, 1)?;
    }
    page.gap()
}

/// The nested headings and the row "MS".
pub fn heading(page: &mut Page, sheet: &Sheet, widths: &[f64]) -> Result<(), XlsxError> {
    let top = page.row;
    let cells = heading::cells(&sheet.columns);
    let heights = room::heading(&sheet.columns, &cells, widths);
    for (row, height) in (top..).zip(&heights) {
        page.worksheet.set_row_height(row, *height)?;
    }
    let styles = page.styles;
    let numbers = top + u32::try_from(heights.len()).unwrap_or_default();
    page.put((top, 0), (numbers - 1, 0), &sheet.first_column, &styles.heading)?;
    for cell in &cells {
        let place = |level: usize, column: usize| {
            let row = top + u32::try_from(level).unwrap_or_default();
            (row, u16::try_from(column + 1).unwrap_or_default())
        };
        let from = place(cell.level, cell.first);
        let to = place(cell.level + cell.down - 1, cell.last);
        page.put(from, to, cell.text, &styles.heading)?;
    }
    page.worksheet.set_row_height(numbers, room::numbers(&sheet.columns, widths))?;
    page.put((numbers, 0), (numbers, 0), &sheet.number_row, &styles.numbers)?;
    for (at, column) in (1..).zip(&sheet.columns) {
        if column.formula.is_empty() {
            let number = f64::from(column.no);
            page.worksheet.write_number_with_format(numbers, at, number, &styles.numbers)?;
        } else {
            page.put((numbers, at), (numbers, at), &column.number(), &styles.numbers)?;
        }
    }
    page.row = numbers + 1;
    Ok(())
}
