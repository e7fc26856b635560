//! The parts of the file and how they are packed. docx-rs knows neither the language of a text, nor
//! title and author, nor rows that are repeated on each page; those come from here.

use std::io::{Cursor, Write};

use docx_rs::{TableRow, XMLDocx};
use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::{Document, PaperError};

/// Height in twips that only a head row has: less than a line, so it changes nothing.
const HEAD_HEIGHT: f32 = 241.0;

/// How docx-rs writes the end of a row's properties if the row has that height. A text cannot hold
/// it: there `<` is escaped.
const HEAD_MARK: &str = r#"<w:trHeight w:val="241" w:hRule="atLeast" /></w:trPr>"#;

/// A row that is to be repeated on every page (w:tblHeader), until [`pack`] writes it so.
pub fn marked_as_head(row: TableRow) -> TableRow {
    row.cant_split().row_height(HEAD_HEIGHT)
}

/// One file of all parts. The same paper gives the same bytes: no clock, no random numbers.
pub fn pack(
    parts: XMLDocx,
    title: &str,
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
        title = escape(title),
    );

    let mut files = vec![
        ("[Content_Types].xml".to_owned(), parts.content_type),
        ("_rels/.rels".to_owned(), parts.rels),
        ("docProps/app.xml".to_owned(), parts.doc_props.app),
        ("docProps/core.xml".to_owned(), core.into_bytes()),
        ("docProps/custom.xml".to_owned(), parts.doc_props.custom),
        ("word/_rels/document.xml.rels".to_owned(), parts.document_rels),
        ("word/document.xml".to_owned(), with_head_rows(parts.document)?),
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

fn with_head_rows(document: Vec<u8>) -> Result<Vec<u8>, PaperError> {
    let document = String::from_utf8(document).map_err(fault)?;
    let marked = HEAD_MARK.replace("</w:trPr>", "<w:tblHeader /></w:trPr>");
    Ok(document.replace(HEAD_MARK, &marked).into_bytes())
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
