//! A [`Document`] as PDF.

use serde_json::json;

use crate::checked::{file_title, finished, finished_all};
use crate::draft_mark::Marks;
use crate::{Document, Fonts, PaperError, typeset};

/// Makes the paper as PDF/A-2a. `issued` is the date of the file: year, month, day.
///
/// # Errors
/// Names the field that is empty, too long or not printable, or the table row that does not fit its
/// columns; see [`PaperError`].
pub fn document_pdf(
    document: &Document,
    fonts: &Fonts,
    issued: (i32, u8, u8),
) -> Result<Vec<u8>, PaperError> {
    typeset(&[finished(document, fonts)?], fonts, issued)
}

/// Makes up to [`DOCUMENTS_MAX`](crate::DOCUMENTS_MAX) papers as one PDF, for printing at a stroke.
/// Each begins on a page of its own and counts its pages from 1.
///
/// # Errors
/// As [`document_pdf`]; a field is named with its paper, e.g. `documents[3].title`.
pub fn documents_pdf(
    documents: &[Document],
    fonts: &Fonts,
    issued: (i32, u8, u8),
) -> Result<Vec<u8>, PaperError> {
    typeset(&finished_all(documents, fonts)?, fonts, issued)
}

fn typeset(
    documents: &[Document],
    fonts: &Fonts,
    issued: (i32, u8, u8),
) -> Result<Vec<u8>, PaperError> {
    let first = documents.first().ok_or(PaperError::Empty { field: "documents".to_owned() })?;
    let drafts = documents.iter().filter(|one| one.is_draft);
    let marks = Marks::of(drafts.map(|one| one.labels.draft.as_str()));
    let mark = |one: &Document| one.is_draft.then(|| marks.name(&one.labels.draft)).flatten();
    let papers: Vec<_> =
        documents.iter().map(|one| json!({ "document": one, "mark": mark(one) })).collect();
    let paper = json!({
        "family": fonts.family(),
        "title": file_title(first),
        "issuing_body": first.issuing_body,
        "labels": first.labels,
        "papers": papers,
    });
    let pictures = marks.pictures(fonts);
    typeset::pdf(include_str!("templates/document.typ"), &paper, &pictures, fonts, issued)
}
