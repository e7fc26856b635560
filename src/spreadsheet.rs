//! What every file for a spreadsheet shares: how it begins, and that no cell of it is run as a formula.

use std::borrow::Cow;
use std::io::Write;

/// Marks UTF-8 for spreadsheets that would otherwise guess another writing.
pub const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// A writer of lines that end as spreadsheets want it; the mark of UTF-8 is the caller's to write first.
pub fn csv_writer<W: Write>(into: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(into)
}

/// Whether a spreadsheet would take a text for a formula: by how it begins, in the wide letters of some
/// keyboards too.
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A cell of a CSV file that a spreadsheet would run as a formula is shown as text.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_shown_and_not_run() {
        for dangerous in ["=1+1", "+84", "-2", "@SUM(A1)", "\tx", "\rx", "\n=1", "＝1+1", "＠x"] {
            assert_eq!(harmless(dangerous), format!("'{dangerous}"));
        }
        assert_eq!(harmless("Phường Uông Bí"), "Phường Uông Bí");
        assert_eq!(harmless(""), "");
    }
}
