//! Files for a spreadsheet: the figures of a report.

use super::view::Table;
use crate::error::AppError;
use crate::spreadsheet::{BYTE_ORDER_MARK, csv_writer, harmless};

/// The tables below each other, one line each, the kind of line in the first column.
///
/// # Errors
/// A line cannot be written.
pub fn write(heading: &str, tables: &[Table]) -> Result<Vec<u8>, AppError> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        if index == 0 {
            let names = [heading.to_owned(), String::new()];
            all.push(names.into_iter().chain(table.columns.iter().cloned()).collect());
        }
        for row in &table.rows {
            let cells = row.cells.iter().map(|cell| cell.text.clone());
            let names = [table.caption.clone(), row.name.clone()];
            all.push(names.into_iter().chain(cells).collect());
        }
    }
    lines(all)
}

/// Lines below each other, each with as many cells.
fn lines(lines: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, AppError> {
    let fault = |error: csv::Error| AppError::internal("csv", error);
    let mut writer = csv_writer(BYTE_ORDER_MARK.to_vec());
    for line in lines {
        writer.write_record(line.iter().map(|cell| harmless(cell).into_owned())).map_err(fault)?;
    }
    writer.into_inner().map_err(|error| AppError::internal("csv", error))
}

#[cfg(test)]
mod tests {
    use super::super::view::{Cell, Row, Table};
    use super::*;

    #[test]
    fn a_file_begins_with_its_mark_and_quotes_what_needs_it() {
        let cell = |text: &str| Cell { text: text.to_owned(), href: None };
        let table = Table {
            caption: "Theo cơ quan".to_owned(),
            first: "Cơ quan".to_owned(),
            columns: vec!["Tiếp nhận".to_owned()],
            rows: vec![Row {
                name: "=cmd|' /C calc'!A0, \"x\"".to_owned(),
                href: String::new(),
                cells: vec![cell("3")],
            }],
        };
        let bytes = write("Báo cáo", &[table]).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(
            text,
            "\u{FEFF}Báo cáo,,Tiếp nhận\r\nTheo cơ quan,\"'=cmd|' /C calc'!A0, \"\"x\"\"\",3\r\n"
        );
    }
}
