//! A [`Document`] made ready for both outputs: every text printable, capitals and the punctuation of
//! lists in place. What is done here need not agree between PDF and DOCX, because it is done once.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::text::{Limit, printable};
use crate::{Block, Document, Fonts, PaperError};

/// Most papers in one file.
pub const DOCUMENTS_MAX: usize = 200;

/// Most lines to write on in one place: those of a page.
pub const ROOM_MAX: u32 = 40;

/// Most columns of a table: the widest register has 12, the widest report of the inspectorate 32.
const COLUMNS_MAX: usize = 40;

/// One paper, ready to be laid out.
///
/// # Errors
/// Names the field that is empty, too long or not printable, or the table whose rows are uneven.
pub fn finished(document: &Document, fonts: &Fonts) -> Result<Document, PaperError> {
    check_blocks(document, "")?;
    Ok(worded(clean(document, limit, fonts)?))
}

/// Several papers, ready to be laid out; fields are named `documents[3].title`.
///
/// # Errors
/// As [`finished`], and if there is none or there are more than [`DOCUMENTS_MAX`].
pub fn finished_all(documents: &[Document], fonts: &Fonts) -> Result<Vec<Document>, PaperError> {
    #[derive(Serialize, serde::Deserialize)]
    struct Batch<D> {
        documents: D,
    }
    if documents.is_empty() {
        return Err(PaperError::Empty { field: "documents".to_owned() });
    }
    for (position, document) in documents.iter().enumerate() {
        check_blocks(document, &format!("documents[{position}]."))?;
    }
    let in_batch = |field: &str| match field.strip_prefix("documents.") {
        Some(field) => limit(field),
        None => Limit { chars: 0, entries: DOCUMENTS_MAX, may_be_empty: false },
    };
    let raw = serde_json::to_value(Batch { documents }).map_err(fault)?;
    let batch: Batch<Vec<Document>> =
        serde_json::from_value(printable(raw, in_batch, fonts)?).map_err(fault)?;
    Ok(batch.documents.into_iter().map(worded).collect())
}

fn clean<T: Serialize + DeserializeOwned>(
    raw: &T,
    limit: fn(&str) -> Limit,
    fonts: &Fonts,
) -> Result<T, PaperError> {
    let raw = serde_json::to_value(raw).map_err(fault)?;
    serde_json::from_value(printable(raw, limit, fonts)?).map_err(fault)
}

fn fault(error: serde_json::Error) -> PaperError {
    PaperError::Typesetting(error.to_string())
}

fn limit(field: &str) -> Limit {
    let (chars, entries, may_be_empty) = match field {
        "parent_body" | "issuing_body" => (200, 1, true),
        "number" | "place_and_date" => (120, 1, true),
        "title" => (300, 1, true),
        "letter_subject" => (1_000, 1, true),
        "subject" => (2_000, 1, true),
        "body" => (0, 3_000, true),
        "body.text" => (20_000, 1, true),
        "body.value" => (20_000, 1, true),
        "body.name" | "body.word" => (500, 1, false),
        "body.names" => (500, 300, false),
        "body.head" => (500, COLUMNS_MAX, true),
        "body.widths" => (0, COLUMNS_MAX, false),
        "body.rows" => (5_000, 5_000, true),
        "recipients" => (500, 100, false),
        "signatures" => (0, 400, true),
        // A signature stays on one page: five titles, the room to sign and the name must fit on one.
        "signatures.titles" => (120, 5, false),
        "signatures.hint" | "signatures.name" => (200, 1, true),
        "labels.language" => (3, 1, false),
        _ => (200, 1, false),
    };
    Limit { chars, entries, may_be_empty }
}

fn check_blocks(document: &Document, prefix: &str) -> Result<(), PaperError> {
    for (position, block) in document.body.iter().enumerate() {
        let field = |name: &str| format!("{prefix}body[{position}].{name}");
        match block {
            Block::Table { widths, head, rows } => check_table(widths, head, rows, field)?,
            Block::Room { lines: 0 } => return Err(PaperError::Empty { field: field("lines") }),
            Block::Room { lines } if *lines > ROOM_MAX => {
                let most = u64::from(ROOM_MAX);
                return Err(PaperError::OutOfRange { field: field("lines"), most });
            }
            _ => {}
        }
    }
    Ok(())
}

/// A row with too few or too many cells would push all that follow into the wrong column.
fn check_table(
    widths: &[u32],
    head: &[String],
    rows: &[Vec<String>],
    field: impl Fn(&str) -> String,
) -> Result<(), PaperError> {
    let columns = widths.len();
    if columns == 0 || widths.contains(&0) {
        return Err(PaperError::Empty { field: field("widths") });
    }
    if !head.is_empty() && head.len() != columns {
        return Err(PaperError::Uneven { field: field("head"), columns });
    }
    if let Some(row) = rows.iter().position(|row| row.len() != columns) {
        return Err(PaperError::Uneven { field: field(&format!("rows[{row}]")), columns });
    }
    Ok(())
}

/// Capitals where the decree wants them, hyphens and semicolons in the lists of boxes 9a and 9b.
fn worded(mut document: Document) -> Document {
    let capitals = [
        &mut document.parent_body,
        &mut document.issuing_body,
        &mut document.title,
        &mut document.labels.national_title,
        &mut document.labels.draft,
    ];
    for text in
        capitals.into_iter().chain(document.signatures.iter_mut().flat_map(|s| &mut s.titles))
    {
        *text = text.to_uppercase();
    }
    document.recipients = listed(&document.recipients);
    for block in &mut document.body {
        match block {
            Block::Addressee { names, .. } if names.len() > 1 => *names = listed(names),
            Block::Item { text } => *text = format!("- {text}"),
            Block::Particular { name, .. } if !name.ends_with(':') => name.push(':'),
            _ => {}
        }
    }
    document
}

/// "- first;", "- last."
fn listed(lines: &[String]) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    let end = |position| if position == last { '.' } else { ';' };
    lines.iter().enumerate().map(|(at, line)| format!("- {line}{}", end(at))).collect()
}

/// What the paper is called in a list of files.
pub fn file_title(document: &Document) -> String {
    let about = [&document.title, &document.subject, &document.letter_subject, &document.number];
    let named: Vec<&str> =
        about.into_iter().filter(|text| !text.is_empty()).map(String::as_str).take(2).collect();
    if named.is_empty() { document.labels.national_title.clone() } else { named.join(" ") }
}
