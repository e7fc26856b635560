//! Plain letters to people without an e-mail address, many in one file: a page each, more if it is long.

use serde::Serialize;

use crate::text::{Limit, printable};
use crate::{Fonts, PaperError, typeset};

/// Most letters in one file.
pub const LETTERS_MAX: usize = 200;

/// Letters to print together.
#[derive(Debug, Clone, Serialize)]
pub struct Letters {
    /// The body that prints them; the author of the file.
    pub issuing_body: String,
    pub letters: Vec<PlainLetter>,
    pub labels: LettersLabels,
}

/// One letter.
#[derive(Debug, Clone, Serialize)]
pub struct PlainLetter {
    /// The body above the sending one (cơ quan chủ quản); empty if there is none.
    pub parent_body: String,
    /// The body that writes (cơ quan ban hành).
    pub issuing_body: String,
    /// Under the name of the body: what the letter is about, e.g. "Về đơn số 2026/KN-000001". May be empty.
    pub reference: String,
    /// "Uông Bí, ngày 25 tháng 11 năm 2026".
    pub place_and_date: String,
    pub to_name: String,
    pub to_address: String,
    pub subject: String,
    /// Each a run of text.
    pub paragraphs: Vec<String>,
}

/// Fixed words of the letters.
#[derive(Debug, Clone, Serialize)]
pub struct LettersLabels {
    /// Code of the language, for screen readers: "vi", "en".
    pub language: String,
    /// Title of the file.
    pub title: String,
    /// Quốc hiệu.
    pub national_title: String,
    /// Tiêu ngữ.
    pub motto: String,
}

/// Makes the letters as one PDF. `issued` is the date of the document: year, month, day.
///
/// # Errors
/// Names the field that is empty, too long or not printable; see [`PaperError`].
pub fn letters_pdf(
    letters: &Letters,
    fonts: &Fonts,
    issued: (i32, u8, u8),
) -> Result<Vec<u8>, PaperError> {
    let raw = serde_json::to_value(letters)
        .map_err(|error| PaperError::Typesetting(error.to_string()))?;
    let mut paper = printable(raw, limit, fonts)?;
    paper["family"] = fonts.family().into();
    typeset::pdf(include_str!("templates/letters.typ"), &paper, &[], fonts, issued)
}

/// Whether a letter can be printed, without printing it: one that cannot must not hold up all others.
///
/// # Errors
/// Names the field that is empty, too long or not printable.
pub fn check_letter(letter: &PlainLetter, fonts: &Fonts) -> Result<(), PaperError> {
    let raw =
        serde_json::to_value(letter).map_err(|error| PaperError::Typesetting(error.to_string()))?;
    printable(raw, |field| limit(&format!("letters.{field}")), fonts).map(|_| ())
}

fn limit(field: &str) -> Limit {
    let (chars, entries, may_be_empty) = match field {
        "letters" => (0, LETTERS_MAX, false),
        "letters.parent_body" | "letters.reference" => (200, 1, true),
        "letters.to_address" => (1_000, 1, false),
        "letters.subject" => (500, 1, false),
        // The longest note of a step is one paragraph.
        "letters.paragraphs" => (20_000, 1_000, false),
        "labels.language" => (3, 1, false),
        _ => (200, 1, false),
    };
    Limit { chars, entries, may_be_empty }
}
