//! Address labels (nhãn địa chỉ) to stick on envelopes: A4 sheets of 3 × 8 labels, 70 × 37 mm each.

use serde::Serialize;

use crate::text::{Limit, printable};
use crate::{Fonts, PaperError, typeset};

/// Most labels in one file: twenty sheets.
pub const LABELS_MAX: usize = 480;

/// Labels on one sheet.
const SHEET: u32 = 24;

/// Labels to print together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Labels {
    /// Who sends, in small print on every label: name and address of the body.
    pub sender: String,
    pub labels: Vec<AddressLabel>,
    /// Place of the first free label on a sheet already begun: 0 to 23, counted along the rows.
    pub first: u32,
    /// Code of the language, for screen readers: "vi", "en".
    pub language: String,
    /// Title of the file.
    pub title: String,
}

/// One label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddressLabel {
    pub name: String,
    pub address: String,
    /// A small line at the bottom, e.g. the number of the letter. May be empty.
    pub reference: String,
}

/// Makes the sheets as one PDF. `issued` is the date of the file: year, month, day. A text too long
/// for its label is set smaller, never cut.
///
/// # Errors
/// Names the field that is empty, too long, out of range or not printable; see [`PaperError`].
pub fn labels_pdf(
    labels: &Labels,
    fonts: &Fonts,
    issued: (i32, u8, u8),
) -> Result<Vec<u8>, PaperError> {
    if labels.labels.is_empty() {
        return Err(PaperError::Empty { field: "labels".to_owned() });
    }
    if labels.first >= SHEET {
        return Err(PaperError::OutOfRange {
            field: "first".to_owned(),
            most: u64::from(SHEET - 1),
        });
    }
    let raw =
        serde_json::to_value(labels).map_err(|error| PaperError::Typesetting(error.to_string()))?;
    let mut paper = printable(raw, limit, fonts)?;
    paper["family"] = fonts.family().into();
    typeset::pdf(include_str!("templates/labels.typ"), &paper, &[], fonts, issued)
}

fn limit(field: &str) -> Limit {
    let (chars, entries, may_be_empty) = match field {
        "labels" => (0, LABELS_MAX, false),
        "sender" => (120, 1, false),
        "labels.name" => (120, 1, false),
        "labels.address" => (250, 1, false),
        "labels.reference" => (60, 1, true),
        "language" => (3, 1, false),
        _ => (200, 1, false),
    };
    Limit { chars, entries, may_be_empty }
}
