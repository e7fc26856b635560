//! How much room texts need. Programs fit neither merged cells nor, when a file is opened, any
//! others; so widths and heights are reckoned here, rather too large than too small.

use crate::Sheet;
use crate::sheet::heading::{self, HeadCell};
use crate::sheet::{SheetColumn, value};

/// Points a line takes, and the most that a row may be high.
const LINE: f64 = 15.0;
const HEIGHT_MAX: f64 = 400.0;

/// Width of the names of units, and the most that a column has, in digits.
const NAMES: f64 = 31.0;
const COLUMN_MAX: f64 = 30.0;

/// Width of a letter of Times New Roman in digits: about one or a little less, more for capitals and in
/// bold.
fn letter(letter: char, is_bold: bool) -> f64 {
    let width = if letter.is_uppercase() { 1.35 } else { 0.9 };
    if is_bold { width * 1.08 } else { width }
}

/// Height of a row with that many lines, in points.
pub fn height(lines: usize) -> f64 {
    (lines.max(1) as f64 * LINE + 3.0).min(HEIGHT_MAX)
}

/// Lines of a text in a cell of that width, counted in digits.
pub fn lines(text: &str, width: f64, is_bold: bool) -> usize {
    let room = (width - 1.0).max(1.0);
    let (mut lines, mut used) = (1_usize, 0.0);
    for word in text.split(' ') {
        let long: f64 = word.chars().map(|c| letter(c, is_bold)).sum();
        let with_word = if used == 0.0 { long } else { used + 0.6 + long };
        if with_word <= room || used == 0.0 {
            used = with_word;
        } else {
            lines += 1;
            used = long;
        }
        // A word longer than the cell is broken.
        while used > room {
            lines += 1;
            used -= room;
        }
    }
    lines
}

/// Width of each column, that of the units first, in digits: no more than its numbers and the words of
/// its label need, since the whole table is printed on one page.
pub fn widths(sheet: &Sheet) -> Vec<f64> {
    let columns = sheet.columns.iter().enumerate().map(|(at, column)| {
        let values = sheet.rows.iter().filter_map(|row| row.values.get(at));
        let values = values.map(|value| value::shown(*value, column.unit).len() as f64 * 1.08);
        let words = column.label.split(' ').map(|word| word.chars().map(|c| letter(c, true)).sum());
        values.chain(words).fold(5.0, f64::max).min(COLUMN_MAX) + 1.5
    });
    std::iter::once(NAMES).chain(columns).collect()
}

/// Heights of the levels of the heading.
pub fn heading(columns: &[SheetColumn], cells: &[HeadCell], widths: &[f64]) -> Vec<f64> {
    let mut heights = vec![height(1); heading::levels(columns)];
    // A cell over several levels takes what they have anyway; what it lacks goes to the lowest.
    let mut by_depth: Vec<&HeadCell> = cells.iter().collect();
    by_depth.sort_by_key(|cell| cell.down);
    for cell in by_depth {
        let width: f64 = widths.iter().skip(cell.first + 1).take(cell.across()).sum();
        let needed = height(lines(cell.text, width, true));
        let spanned = heights.get_mut(cell.level..cell.level + cell.down).unwrap_or_default();
        let there: f64 = spanned.iter().sum();
        if let Some(lowest) = spanned.last_mut()
            && needed > there
        {
            *lowest = (*lowest + needed - there).min(HEIGHT_MAX);
        }
    }
    heights
}

/// Height of the row "MS".
pub fn numbers(columns: &[SheetColumn], widths: &[f64]) -> f64 {
    let each = columns.iter().zip(widths.iter().skip(1));
    height(each.map(|(column, width)| lines(&column.number(), *width, false)).max().unwrap_or(1))
}
