//! A list as CSV: UTF-8 with its mark, CRLF, no cell that is run as a formula.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::Table;
use crate::error::AppError;
use crate::exports::Cell;
use crate::spreadsheet::{BYTE_ORDER_MARK, csv_writer, harmless};

pub struct CsvFile(csv::Writer<BufWriter<File>>);

impl CsvFile {
    /// # Errors
    /// The file cannot be made.
    pub fn create(path: &Path, table: &Table) -> Result<Self, AppError> {
        let fault = |error: std::io::Error| AppError::internal("export", error);
        let mut file = BufWriter::new(File::create(path).map_err(fault)?);
        file.write_all(BYTE_ORDER_MARK).map_err(fault)?;
        let mut writer = csv_writer(file);
        let headings = table.columns.iter().map(|column| harmless(&column.heading).into_owned());
        writer.write_record(headings).map_err(|error| AppError::internal("export", error))?;
        Ok(Self(writer))
    }

    /// # Errors
    /// The disk is full.
    pub fn row(&mut self, row: &[Cell]) -> Result<(), AppError> {
        for cell in row {
            self.0
                .write_field(text(cell).as_bytes())
                .map_err(|error| AppError::internal("export", error))?;
        }
        self.0.write_record(None::<&[u8]>).map_err(|error| AppError::internal("export", error))
    }

    /// # Errors
    /// The disk is full.
    pub fn finish(self) -> Result<(), AppError> {
        let buffered =
            self.0.into_inner().map_err(|error| AppError::internal("export", error.error()))?;
        let file =
            buffered.into_inner().map_err(|error| AppError::internal("export", error.error()))?;
        file.sync_all().map_err(|error| AppError::internal("export", error))
    }
}

/// Days as `25/11/2026`: a spreadsheet set to Vietnam reads that as a day, and its reader does too. The
/// order of ISO 8601 is taken for a day by some and for text by others.
fn text(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => Cow::Owned(number.to_string()),
        Cell::Date(day) => Cow::Owned(day.format("%d/%m/%Y").to_string()),
    }
}
