//! The parts of the file and how they are packed. docx-rs knows neither the language of a text, nor
//! title and author, nor rows that are repeated on each page; those come from here.

use std::io::{Cursor, Write};

use docx_rs::{BuildXML, Table, TableRow, XMLDocx};
use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::checked::file_title;
use crate::{Document, PaperError};

/// Ends the properties of a row, where docx-rs has no word for what it lacks.
const ROW_PROPERTIES_END: &str = "</w:trPr>";

/// A row that is repeated on every page, not torn.
pub fn head_row(row: &TableRow) -> Vec<u8> {
    let row = row.clone().cant_split().build();
    insert_before(&row, ROW_PROPERTIES_END, b"<w:tblHeader />")
}

/// A table without rows, with these rows.
pub fn table(empty: &Table, rows: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let rows: Vec<u8> = rows.flatten().collect();
    insert_before(&empty.build(), "</w:tbl>", &rows)
}

/// The XML with a piece inserted before the first place of a tag. No text stands before the tags
/// that are asked for, and in a text `<` is escaped.
fn insert_before(xml: &[u8], tag: &str, piece: &[u8]) -> Vec<u8> {
    let found = xml.windows(tag.len()).position(|window| window == tag.as_bytes());
    let (before, after) = xml.split_at(found.unwrap_or(xml.len()));
    [before, piece, after].concat()
}

/// One file of all parts, with the text in the empty one. The same paper gives the same bytes: no clock, no random numbers.
pub fn pack(
    parts: XMLDocx,
    text: &[u8],
    document: &Document,
    issued: (i32, u8, u8),
) -> Result<Vec<u8>, PaperError> {
    let language = match document.labels.language.as_str() {
        "vi" => "vi-VN",
        other => other,
    };
    let in_language = |part: &str| part.replace("{language}", &escape(language)).into_bytes();
    let (year, month, day) = issued;
    let core = format!(
        include_str!("../templates/core.xml"),
        language = escape(language),
        date = format_args!("{year:04}-{month:02}-{day:02}"),
        author = escape(&document.issuing_body),
        title = escape(file_title(document)),
    );

    let mut files = vec![
        ("[Content_Types].xml".to_owned(), parts.content_type),
        ("_rels/.rels".to_owned(), parts.rels),
        ("docProps/app.xml".to_owned(), parts.doc_props.app),
        ("docProps/core.xml".to_owned(), core.into_bytes()),
        ("docProps/custom.xml".to_owned(), parts.doc_props.custom),
        ("word/_rels/document.xml.rels".to_owned(), parts.document_rels),
        ("word/document.xml".to_owned(), insert_before(&parts.document, "<w:sectPr", text)),
        ("word/styles.xml".to_owned(), in_language(include_str!("../templates/styles.xml"))),
        ("word/settings.xml".to_owned(), in_language(include_str!("../templates/settings.xml"))),
        ("word/fontTable.xml".to_owned(), parts.font_table),
        ("word/comments.xml".to_owned(), parts.comments),
        ("word/numbering.xml".to_owned(), parts.numberings),
        ("word/commentsExtended.xml".to_owned(), parts.comments_extended),
        ("word/footnotes.xml".to_owned(), parts.footnotes),
    ];
    let headers = parts.headers.into_iter().enumerate();
    files.extend(headers.map(|(at, header)| (format!("word/header{}.xml", at + 1), header)));
    zipped(&files).map_err(fault)
}

fn zipped(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn fault(error: impl std::fmt::Display) -> PaperError {
    PaperError::Typesetting(error.to_string())
}
