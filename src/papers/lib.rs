//! A paper as data, made into a PDF file; administrative papers into DOCX, statistical tables into XLSX as well.
//!
//! A paper is a struct of plain text. Its template (Typst) reads it as JSON, so what a citizen
//! wrote can never become part of the program that draws the page. Nothing here touches a disk,
//! a network or a clock; font files are handed in as bytes.
//!
//! Printed words come from the caller or from a form ([`Form`]), whose Vietnamese wording is data of
//! this crate since it is law. The layout follows Annex I of Decree 30/2020/NĐ-CP (thể thức và kỹ thuật trình bày văn bản hành chính).
//!
//! A further paper needs a serialisable struct, the limits of its fields and a template on top of
//! `templates/layout.typ`.

mod checked;
mod document;
mod document_pdf;
mod docx;
mod draft_mark;
mod fonts;
pub mod form;
mod labels;
mod letters;
mod receipt;
mod sheet;
mod text;
mod typeset;

pub use checked::{DOCUMENTS_MAX, ROOM_MAX};
pub use document::{Block, Document, DocumentLabels, Signature};
pub use document_pdf::{document_pdf, documents_pdf};
pub use docx::document_docx;
pub use fonts::Fonts;
pub use form::{
    Basis, FACTS, Fact, Fault, Field, FillError, Form, FormError, FormSignature, FormSource,
    FormText, Frame, Kind, Layout, Origin, Part, date_in_words, form, forms, sample, sample_frame,
};
pub use labels::{AddressLabel, LABELS_MAX, Labels, labels_pdf};
pub use letters::{LETTERS_MAX, Letters, LettersLabels, PlainLetter, check_letter, letters_pdf};
pub use receipt::{Receipt, ReceiptLabels, SignatureLabels, receipt_pdf};
pub use sheet::{
    Measure, Properties, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX, SHEET_VALUES_MAX, SHEETS_MAX, Sheet,
    SheetColumn, SheetRow, sheets_pdf, sheets_xlsx,
};

/// Why a paper could not be made. Fields are named as in the struct, e.g. `next_steps[2]`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    #[error("{field} is empty")]
    Empty { field: String },
    #[error("{field} is longer than {limit} characters")]
    TooLong { field: String, limit: usize },
    #[error("{field} has more than {limit} entries")]
    TooMany { field: String, limit: usize },
    #[error("{field} contains the control character U+{:04X}", u32::from(*.character))]
    ForbiddenCharacter { field: String, character: char },
    #[error("{field} contains {character:?} (U+{:04X}), which the font {font} cannot print", u32::from(*.character))]
    MissingGlyph { field: String, character: char, font: String },
    #[error("{field} does not have {columns} cells")]
    Uneven { field: String, columns: usize },
    /// Too large, in either direction.
    #[error("{field} is more than {most}")]
    OutOfRange { field: String, most: u64 },
    #[error("{field} is not a web address")]
    NotAnAddress { field: String },
    #[error("{year}-{month}-{day} is not a date")]
    NotADate { year: i32, month: u8, day: u8 },
    /// A fault of a template or of the libraries, not of the data.
    #[error("typesetting failed: {0}")]
    Typesetting(String),
}
