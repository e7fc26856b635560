//! A DOCX as its parts and their words.

use std::io::{Cursor, Read};

use papers::{Document, document_docx};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::samples::{ISSUED, fonts};

pub fn made(document: &Document) -> Vec<u8> {
    document_docx(document, &fonts(), ISSUED).unwrap()
}

/// A part of the file, e.g. `word/document.xml`.
pub fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut part = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut part).unwrap();
    part
}

pub fn part_names(docx: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    archive.file_names().map(str::to_owned).collect()
}

/// Style and text of every paragraph of a part, in order. Fails if the part is not well-formed.
pub fn paragraphs(part: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(part);
    let (mut paragraphs, mut in_text) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == b"w:p" => {
                paragraphs.push((String::new(), String::new()));
            }
            Event::Empty(tag) if tag.name().as_ref() == b"w:pStyle" => {
                let style = tag.attributes().next().unwrap().unwrap();
                paragraphs.last_mut().unwrap().0 = String::from_utf8(style.value.to_vec()).unwrap();
            }
            Event::Start(tag) if tag.name().as_ref() == b"w:t" => in_text = true,
            Event::End(tag) if tag.name().as_ref() == b"w:t" => in_text = false,
            Event::Text(text) if in_text => {
                paragraphs.last_mut().unwrap().1.push_str(&text.decode().unwrap());
            }
            Event::GeneralRef(name) if in_text => {
                let entity = format!("&{};", name.decode().unwrap());
                let letter = quick_xml::escape::unescape(&entity).unwrap().into_owned();
                paragraphs.last_mut().unwrap().1.push_str(&letter);
            }
            Event::Eof => return paragraphs,
            _ => {}
        }
    }
}

/// All text of the paper without blanks.
pub fn words(docx: &[u8]) -> String {
    let paragraphs = paragraphs(&part(docx, "word/document.xml"));
    paragraphs.iter().flat_map(|(_, text)| text.split_whitespace()).collect()
}
