//! Where the files lie: a folder of their own, for whoever runs the server alone.

use std::io;
use std::path::{Path, PathBuf};

use entity::export;
use uuid::Uuid;

use super::{Format, State};
use crate::error::AppError;

/// The folder of all exports below the data folder.
pub fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("exports")
}

/// The name of a try: what an earlier one still writes never lies under the same.
fn name(id: Uuid, attempt: i32) -> String {
    format!("{id}-{attempt}")
}

/// Where a try of an export works until it is whole.
pub fn workshop(data_dir: &Path, row: &export::Model) -> PathBuf {
    folder(data_dir).join(name(row.id, row.attempts))
}

/// The whole file of an export.
pub fn file(data_dir: &Path, row: &export::Model) -> PathBuf {
    let ending = Format::from_code(&row.format).map_or("", Format::code);
    folder(data_dir).join(format!("{}.{ending}", name(row.id, row.attempts)))
}

/// Makes a folder that its owner alone looks into.
///
/// # Errors
/// It cannot be made.
pub fn make_private(path: &Path) -> Result<(), AppError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| AppError::internal("exports", error))
}

/// Removes a file or folder; none there is fine.
///
/// # Errors
/// It cannot be removed.
pub fn remove(path: &Path) -> Result<(), AppError> {
    let removed = match path.is_dir() {
        true => std::fs::remove_dir_all(path),
        false => std::fs::remove_file(path),
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(AppError::internal("exports", error))
        }
        _ => Ok(()),
    }
}

/// What lies in the folder: each entry with the export its name begins with, if it is named after one.
///
/// # Errors
/// The folder cannot be read.
pub fn entries(data_dir: &Path) -> Result<Vec<(PathBuf, Option<Uuid>)>, AppError> {
    let fault = |error: io::Error| AppError::internal("exports", error);
    let read = match std::fs::read_dir(folder(data_dir)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(fault)?,
    };
    let mut all = Vec::new();
    for entry in read {
        let path = entry.map_err(fault)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let id = name.get(..36).and_then(|id| id.parse().ok());
        all.push((path, id));
    }
    Ok(all)
}

/// Whether something in the folder is still needed by the export it is named after.
pub fn is_needed(data_dir: &Path, path: &Path, row: &export::Model) -> bool {
    match State::from_code(&row.state) {
        Some(State::Done) => path == file(data_dir, row),
        // A whole file lies there for a moment before its row says so.
        Some(State::Running) => path == workshop(data_dir, row) || path == file(data_dir, row),
        _ => false,
    }
}
