//! What was issued, and whether what is stored still is that.

use entity::document;

use crate::app::App;
use crate::error::AppError;
use crate::files::FileStore;
use crate::secrets::sha256_hex;

/// `05/TB-UBND`; empty before it has a number.
pub fn number_of(row: &document::Model) -> String {
    row.number.map(|number| format!("{number:02}/{}", row.symbol)).unwrap_or_default()
}

/// The bytes of an issued paper, if they are still those that were issued.
///
/// # Errors
/// It was not issued, or the file is not there or is not what was issued.
pub async fn pdf(app: &App, row: &document::Model) -> Result<Vec<u8>, AppError> {
    read(&app.files, row).await
}

/// The same from a store.
///
/// # Errors
/// As of [`pdf`].
pub async fn read(files: &FileStore, row: &document::Model) -> Result<Vec<u8>, AppError> {
    let sha256 = row.pdf_sha256.as_deref().ok_or(AppError::NotFound)?;
    let bytes = files.read(sha256).await?;
    if sha256_hex(&bytes) != sha256 {
        let what = "the stored file is not what was issued";
        return Err(AppError::inconsistent("documents", row.id, what));
    }
    Ok(bytes)
}

/// Whether what is stored is what was issued; none before that.
pub async fn is_intact(app: &App, row: &document::Model) -> Option<bool> {
    row.pdf_sha256.as_ref()?;
    Some(pdf(app, row).await.is_ok())
}
