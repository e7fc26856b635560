//! Writes a list row by row, so that memory holds a page of it and no more.

pub mod csv;
pub mod xlsx;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use self::csv::CsvFile;
use self::xlsx::XlsxFile;
use super::{Cell, Column, Format};
use crate::error::AppError;

/// What stands above and around the rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// Of the list, for the tab of the sheet.
    pub title: String,
    pub columns: Vec<Column>,
    pub made_at: DateTime<Utc>,
}

/// A file in the making.
pub enum Writer {
    Csv(Box<CsvFile>),
    Xlsx(Box<XlsxFile>),
}

/// A file that is whole and on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Bytes.
    pub size: u64,
    pub sha256: String,
}

impl Writer {
    /// Begins a file at `path`; what must be put aside until the end lies in the same folder.
    ///
    /// # Errors
    /// The file cannot be made.
    pub fn create(format: Format, path: &Path, table: &Table) -> Result<Self, AppError> {
        Ok(match format {
            Format::Csv => Self::Csv(Box::new(CsvFile::create(path, table)?)),
            Format::Xlsx => {
                Self::Xlsx(Box::new(XlsxFile::create(path, table.clone(), xlsx::ROWS_PER_SHEET)?))
            }
        })
    }

    /// # Errors
    /// The disk is full, or a cell cannot be written.
    pub fn rows(&mut self, rows: &[Vec<Cell>]) -> Result<(), AppError> {
        match self {
            Self::Csv(file) => rows.iter().try_for_each(|row| file.row(row)),
            Self::Xlsx(file) => rows.iter().try_for_each(|row| file.row(row)),
        }
    }

    /// Ends the file and brings it to the disk.
    ///
    /// # Errors
    /// The disk is full or broken.
    pub fn finish(self, path: &Path) -> Result<Written, AppError> {
        match self {
            Self::Csv(file) => file.finish()?,
            Self::Xlsx(file) => file.finish()?,
        }
        seal(path).map_err(|error| AppError::internal("export", error))
    }
}

/// Size and hash of what lies on the disk: a workbook is put together at its end, not in order.
fn seal(path: &Path) -> std::io::Result<Written> {
    let mut file = File::open(path)?;
    file.sync_all()?;
    let (mut hash, mut size, mut part) = (Sha256::new(), 0, vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut part)?;
        if read == 0 {
            break;
        }
        hash.update(&part[..read]);
        size += read as u64;
    }
    Ok(Written { size, sha256: hex::encode(hash.finalize()) })
}
