//! What a paper says: its form, what was written into it, and the mark of what was signed off.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use entity::document;
use papers::{Document, FillError, Form, Layout, PaperError};
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use uuid::Uuid;

use super::frame::{Numbered, Power, Signing, abbreviation, frame};
use crate::error::AppError;
use crate::intake::receipt::FONTS;
use crate::secrets::sha256_hex;
use crate::units::Units;

/// Media type of a DOCX file.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Values by the names of fields.
pub type Values = BTreeMap<String, String>;

/// What a stored paper is made of.
#[derive(Clone, Debug)]
pub struct Content {
    pub form: Form,
    pub values: Values,
    pub signing: Signing,
    pub symbol: String,
    pub unit_id: Uuid,
}

/// The form a paper was begun with.
///
/// # Errors
/// The row was not written by this program.
pub fn form_of(row: &document::Model) -> Result<Form, AppError> {
    Form::parse(&row.form_source)
        .map_err(|error| AppError::inconsistent("documents", row.id, error))
}

/// # Errors
/// The row was not written by this program.
pub fn of(row: &document::Model) -> Result<Content, AppError> {
    let broken = |error: serde_json::Error| AppError::inconsistent("documents", row.id, error);
    Ok(Content {
        form: form_of(row)?,
        values: serde_json::from_str(&row.field_values).map_err(broken)?,
        signing: serde_json::from_str(&row.signing).map_err(broken)?,
        symbol: row.symbol.clone(),
        unit_id: row.unit_id,
    })
}

/// Whether the head of the unit signs a paper of this form and has to approve it: all but those that bear the
/// hands of whoever was there.
pub fn is_signed_off(form: &Form) -> bool {
    form.source().signatures.is_empty() && form.source().layout != Layout::Petition
}

/// `TB-UBND`; a letter has the letters of the body alone.
pub fn symbol_of(units: &Units, unit_id: Uuid, form: &Form) -> String {
    let source = form.source();
    let Some(unit) = units.get(unit_id).filter(|_| !source.symbol.is_empty()) else {
        return String::new();
    };
    match source.layout {
        Layout::Letter => abbreviation(unit),
        _ => format!("{}-{}", source.symbol, abbreviation(unit)),
    }
}

/// How the head of a unit usually signs a form.
pub fn usual_power(form: &Form) -> Power {
    match form.source().layout {
        Layout::Decision => Power::Head,
        _ => Power::ForBody,
    }
}

impl Content {
    /// The paper as it stands on a day. `numbered`: none for a draft.
    ///
    /// # Errors
    /// A value does not fit its field.
    pub fn document(
        &self,
        units: &Units,
        numbered: Numbered,
        today: NaiveDate,
    ) -> Result<Document, FillError> {
        let frame = frame(units, self.unit_id, &self.symbol, &self.signing, numbered, today);
        let on = numbered.map_or(today, |(_, on)| on);
        self.form.document(&self.values, &frame, on)
    }

    /// SHA-256 of all that makes the paper but number and day: whoever changes a word after it was signed off is
    /// found.
    ///
    /// # Errors
    /// The form cannot be written, which is our mistake.
    pub fn hash(&self, units: &Units, today: NaiveDate) -> Result<String, AppError> {
        #[derive(Serialize)]
        struct Whole<'c> {
            form: String,
            values: &'c Values,
            symbol: &'c str,
            parent_body: String,
            issuing_body: String,
            titles: Vec<String>,
            signer: String,
        }
        let frame = frame(units, self.unit_id, &self.symbol, &self.signing, None, today);
        let internal = |error: String| AppError::internal("paper", error);
        let whole = Whole {
            form: self.form.to_toml().map_err(internal)?,
            values: &self.values,
            symbol: &self.symbol,
            parent_body: frame.parent_body,
            issuing_body: frame.issuing_body,
            titles: frame.signature.titles,
            signer: frame.signature.name,
        };
        let json = serde_json::to_string(&whole).map_err(|error| internal(error.to_string()))?;
        Ok(sha256_hex(json.as_bytes()))
    }

    /// What is written into the row of it.
    ///
    /// # Errors
    /// It cannot be written as JSON, which is our mistake.
    pub fn columns(&self) -> Result<document::ActiveModel, AppError> {
        let json = |error: serde_json::Error| AppError::internal("paper", error);
        Ok(document::ActiveModel {
            field_values: Set(serde_json::to_string(&self.values).map_err(json)?),
            signing: Set(serde_json::to_string(&self.signing).map_err(json)?),
            symbol: Set(self.symbol.clone()),
            ..Default::default()
        })
    }
}

/// What a paper says: as it was issued, or as it stands today.
///
/// # Errors
/// The row was not written by this program.
pub fn shown(
    row: &document::Model,
    content: &Content,
    units: &Units,
    today: NaiveDate,
) -> Result<Document, AppError> {
    let broken = |error: String| AppError::inconsistent("documents", row.id, error);
    if let Some(issued) = &row.issued_content {
        return serde_json::from_str(issued).map_err(|error| broken(error.to_string()));
    }
    content.document(units, None, today).map_err(|error| broken(error.to_string()))
}

/// Year, month, day.
pub fn parts_of(day: NaiveDate) -> (i32, u8, u8) {
    let part = |part: u32| u8::try_from(part).unwrap_or(1);
    (day.year(), part(day.month()), part(day.day()))
}

/// A paper as PDF. Setting pages takes a while, so it has a thread of its own.
///
/// # Errors
/// A text cannot be printed; the inner error says which.
pub async fn pdf(
    document: Arc<Document>,
    day: NaiveDate,
) -> Result<Result<Vec<u8>, PaperError>, AppError> {
    let made =
        tokio::task::spawn_blocking(move || papers::document_pdf(&document, &FONTS, parts_of(day)));
    made.await.map_err(|error| AppError::internal("paper", error))
}

/// The same as DOCX.
///
/// # Errors
/// A text cannot be printed; the inner error says which.
pub async fn docx(
    document: Arc<Document>,
    day: NaiveDate,
) -> Result<Result<Vec<u8>, PaperError>, AppError> {
    let made = tokio::task::spawn_blocking(move || {
        papers::document_docx(&document, &FONTS, parts_of(day))
    });
    made.await.map_err(|error| AppError::internal("paper", error))
}
