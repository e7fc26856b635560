//! From a template and checked data to PDF.

use std::sync::LazyLock;

use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{Fonts, PaperError};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The frame of every paper: page, heading blocks, signatures.
const LAYOUT: &str = include_str!("templates/layout.typ");

/// Everything a template can reach. There is no disk, no package and no clock behind it.
struct PaperWorld<'a> {
    fonts: &'a Fonts,
    main: Source,
    layout: Source,
    /// Data files by name, as the template opens them.
    files: Vec<(FileId, Bytes)>,
}

impl World for PaperWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.layout]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .iter()
            .find(|(file, _)| *file == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets `template` with `paper` as `paper.json` and the given pictures beside it.
///
/// The file is PDF/A-2a (kept for decades, text can be copied out) and depends on nothing but the
/// arguments: the same paper gives the same bytes. `issued` is the date of the document.
pub fn pdf(
    template: &str,
    paper: &Value,
    pictures: &[(&str, String)],
    fonts: &Fonts,
    issued: (i32, u8, u8),
) -> Result<Vec<u8>, PaperError> {
    let date = date(issued)?;
    let mut files = vec![(file_id("paper.json")?, Bytes::from_string(paper.to_string()))];
    for (name, svg) in pictures {
        files.push((file_id(name)?, Bytes::from_string(svg.clone())));
    }
    let world = PaperWorld {
        fonts,
        main: Source::new(file_id("paper.typ")?, template.to_owned()),
        layout: Source::new(file_id("layout.typ")?, LAYOUT.to_owned()),
        files,
    };

    let bytes = export(&world, date);
    // typst keeps every result for the next run; these are the names and addresses of people.
    comemo::evict(0);
    bytes
}

/// Midnight of a day: year, month, day.
pub fn date((year, month, day): (i32, u8, u8)) -> Result<Datetime, PaperError> {
    let midnight = Datetime::from_ymd_hms(year, month, day, 0, 0, 0);
    midnight.ok_or(PaperError::NotADate { year, month, day })
}

fn export(world: &PaperWorld, date: Datetime) -> Result<Vec<u8>, PaperError> {
    let compiled = typst::compile::<PagedDocument>(world);
    // A warning is an unknown font or a layout that did not settle: neither may reach a citizen.
    if let Some(warning) = compiled.warnings.first() {
        return Err(fault(std::slice::from_ref(warning)));
    }
    let document = compiled.output.map_err(|errors| fault(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a])
        .map_err(|error| PaperError::Typesetting(error.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(None),
        timestamp: Some(Timestamp::new_utc(date)),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| fault(&errors))
}

fn file_id(name: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(name)
        .map_err(|error| PaperError::Typesetting(format!("{name}: {error}")))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn fault(errors: &[SourceDiagnostic]) -> PaperError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PaperError::Typesetting(messages.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(template: &str) -> Result<Vec<u8>, PaperError> {
        pdf(template, &Value::Null, &[], &Fonts::embedded(), (2026, 11, 25))
    }

    #[test]
    fn a_template_reaches_nothing_outside() {
        let start = r#"#set text(font: "Libertinus Serif", fallback: false); "#;
        assert!(attempt(&format!("{start} văn bản")).is_ok());
        for outside in [
            r#"#read("/etc/passwd")"#,
            r#"#read("../../../etc/passwd")"#,
            r#"#read("Cargo.toml")"#,
            r#"#image("/etc/passwd")"#,
            r#"#import "@preview/example:0.1.0": add"#,
            "#datetime.today()",
        ] {
            let result = attempt(&format!("{start}{outside}"));
            assert!(matches!(result, Err(PaperError::Typesetting(_))), "{outside}");
        }
    }

    #[test]
    fn an_unknown_typeface_is_an_error() {
        let result = attempt(r#"#set text(font: "Nowhere Serif"); văn bản"#);
        assert!(matches!(result, Err(PaperError::Typesetting(m)) if m.contains("nowhere serif")));
    }
}
