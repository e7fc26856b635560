//! Size of the letters and widths of the columns of a printed table: as large as all columns fit on a
//! page across, no number and no word torn.

use super::heading::{self, HeadCell};
use super::{Sheet, value};
use crate::Fonts;

/// Width of the text on A4 across between margins of 15 and 10 mm, in points.
pub const ROOM: f64 = (297.0 - 25.0) * 72.0 / 25.4;
/// White at both sides of a cell.
pub const INSET: f64 = 2.0;
/// From the size of a small table down to where a number is rather broken.
const SIZES: [f64; 6] = [9.0, 8.5, 8.0, 7.5, 7.0, 6.5];
/// Sizes at which numbers are broken behind the points and the comma.
const SIZES_OF_BROKEN: [f64; 3] = [7.0, 6.5, 6.0];
/// Of the row "MS", as a share of the size of the table.
pub const NUMBERS: f64 = 0.85;
/// A word of more bytes may be broken, as in `run` of `layout.typ`.
const WHOLE: usize = 18;
/// The same where nothing else makes a table fit.
const WHOLE_AT_WORST: usize = 4;
/// Least width of the names of units at size 10.
const NAMES: f64 = 95.0;
/// Lines that a heading may well have.
const LINES: f64 = 3.0;

/// How a table is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Of the letters, in points.
    pub size: f64,
    /// Of the columns, that of the units first, in points; together [`ROOM`].
    pub widths: Vec<f64>,
    /// Words of more bytes may break anywhere.
    pub whole: usize,
    /// Numbers may break behind the points and the comma.
    pub breaks_numbers: bool,
}

pub fn setting(sheet: &Sheet, fonts: &Fonts) -> Setting {
    let unbroken = SIZES.map(|size| (size, WHOLE, false));
    let broken = SIZES_OF_BROKEN.map(|size| (size, WHOLE, true));
    let cells = heading::cells(&sheet.columns);
    for (size, whole, breaks_numbers) in unbroken.into_iter().chain(broken) {
        let table = Table { sheet, cells: &cells, size, whole, breaks_numbers, fonts };
        let least = table.least();
        if least.iter().sum::<f64>() <= ROOM {
            return Setting { size, widths: table.shared_out(least), whole, breaks_numbers };
        }
    }
    let (size, whole, breaks_numbers) = (6.0, WHOLE_AT_WORST, true);
    let table = Table { sheet, cells: &cells, size, whole, breaks_numbers, fonts };
    let least = table.least();
    let scale = (ROOM / least.iter().sum::<f64>()).min(1.0);
    let widths = table.shared_out(least.into_iter().map(|width| width * scale).collect());
    Setting { size, widths, whole, breaks_numbers }
}

/// A table and how it is tried.
struct Table<'a> {
    sheet: &'a Sheet,
    cells: &'a [HeadCell<'a>],
    size: f64,
    whole: usize,
    breaks_numbers: bool,
    fonts: &'a Fonts,
}

impl Table<'_> {
    /// Width of a cell with this text on one line.
    fn wide(&self, text: &str) -> f64 {
        // Half a percent for rounding.
        self.fonts.bold_width(text, self.size) * 1.005 + 2.0 * INSET
    }

    /// Width of a cell whose longest word stands on one line.
    fn word(&self, text: &str) -> f64 {
        let word = |word: &str| {
            if word.len() <= self.whole {
                return self.wide(word);
            }
            let letters: Vec<char> = word.chars().collect();
            let pieces = letters.chunks(4).map(|piece| self.wide(&String::from_iter(piece)));
            pieces.fold(0.0, f64::max)
        };
        text.split(' ').map(word).fold(0.0, f64::max)
    }

    /// The longest of the values of a column, measured as asked.
    fn values(&self, at: usize, measure: impl Fn(&str) -> f64) -> f64 {
        let Some(column) = self.sheet.columns.get(at) else { return 0.0 };
        let values = self.sheet.rows.iter().filter_map(|row| row.values.get(at));
        values.map(|one| measure(&value::shown(*one, column.unit))).fold(0.0, f64::max)
    }

    /// Least width of each column, so that nothing is torn in it that need not be.
    fn least(&self) -> Vec<f64> {
        let names = self.sheet.rows.iter().map(|row| self.word(&row.name));
        let first = names.fold(NAMES * self.size / 10.0, f64::max);
        let mut widths = vec![first.max(self.word(&self.sheet.first_column))];
        let columns = self.sheet.columns.iter().enumerate().map(|(at, column)| {
            let values = self.values(at, |shown| {
                if !self.breaks_numbers {
                    return self.wide(shown);
                }
                let pieces = value::pieces(shown);
                pieces.iter().map(|piece| self.wide(piece)).fold(0.0, f64::max)
            });
            let number = column.number();
            let signs = number.split_inclusive(['=', '+']);
            let number = signs.map(|part| NUMBERS * self.wide(&format!("+{part}")));
            number.fold(values.max(self.word(&column.label)), f64::max)
        });
        widths.extend(columns);
        for cell in self.cells.iter().filter(|cell| cell.down == 1) {
            let spanned = widths.get_mut(cell.first + 1..cell.last + 2).unwrap_or_default();
            let lacking = self.word(cell.text) - spanned.iter().sum::<f64>();
            let share = lacking.max(0.0) / cell.across() as f64;
            spanned.iter_mut().for_each(|width| *width += share);
        }
        widths
    }

    /// Width of each column in which its numbers are whole.
    fn whole_numbers(&self) -> Vec<f64> {
        let columns = 0..self.sheet.columns.len();
        let values = columns.map(|at| self.values(at, |shown| self.wide(shown)));
        std::iter::once(0.0).chain(values).collect()
    }

    /// Width of each column in which its headings have a few lines.
    fn few_lines(&self) -> Vec<f64> {
        let names = self.sheet.rows.iter().map(|row| self.wide(&row.name) / LINES);
        let mut wanted = vec![names.fold(0.0, f64::max)];
        wanted.extend(self.sheet.columns.iter().map(|column| {
            let number = NUMBERS * self.wide(&column.number());
            number.max(self.wide(&column.label)) / LINES
        }));
        for cell in self.cells.iter().filter(|cell| cell.down == 1) {
            let spanned = wanted.get_mut(cell.first + 1..cell.last + 2).unwrap_or_default();
            let share = self.wide(cell.text) / LINES / cell.across() as f64;
            spanned.iter_mut().for_each(|width| *width = width.max(share));
        }
        wanted
    }

    /// What is left over makes numbers whole, then headings low, then all columns alike wider.
    fn shared_out(&self, mut widths: Vec<f64>) -> Vec<f64> {
        let columns = widths.len() as f64;
        for wanted in [self.whole_numbers(), self.few_lines()] {
            let rest = (ROOM - widths.iter().sum::<f64>()).max(0.0);
            let each = wanted.into_iter().zip(&widths);
            let lacking: Vec<f64> = each.map(|(wanted, there)| (wanted - there).max(0.0)).collect();
            let total = lacking.iter().sum::<f64>().max(rest).max(1.0);
            for (width, lacking) in widths.iter_mut().zip(lacking) {
                *width += rest * lacking / total;
            }
        }
        let rest = (ROOM - widths.iter().sum::<f64>()).max(0.0);
        widths.iter_mut().for_each(|width| *width += rest / columns);
        widths
    }
}
