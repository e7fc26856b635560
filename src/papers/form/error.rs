//! What can be wrong with a form, and with what is filled in.

use std::fmt;

use super::{FormSource, Kind};

/// What is wrong with a form, and where. The words for an administrator come from the caller; the
/// English text is for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{part}, line {line}, column {column}: {fault}")]
pub struct FormError {
    /// The part that line and column count in.
    pub part: Part,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub fault: Fault,
}

/// A part of a form. Entries count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The TOML file as a whole.
    File,
    Key,
    Name,
    Act,
    Number,
    Symbol,
    Validity,
    Title,
    Subject,
    LetterSubject,
    Recipient(usize),
    Signature(usize),
    Basis(usize),
    Field(usize),
    Body,
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Part::File => out.write_str("file"),
            Part::Key => out.write_str("key"),
            Part::Name => out.write_str("name"),
            Part::Act => out.write_str("act"),
            Part::Number => out.write_str("number"),
            Part::Symbol => out.write_str("symbol"),
            Part::Validity => out.write_str("validity"),
            Part::Title => out.write_str("title"),
            Part::Subject => out.write_str("subject"),
            Part::LetterSubject => out.write_str("letter subject"),
            Part::Recipient(entry) => write!(out, "recipient {entry}"),
            Part::Signature(entry) => write!(out, "signature {entry}"),
            Part::Basis(entry) => write!(out, "basis {entry}"),
            Part::Field(entry) => write!(out, "field {entry}"),
            Part::Body => out.write_str("body"),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("not a form: {message}")]
    Toml { message: String },
    #[error("unknown key {key:?}{}", or_nearest(.nearest))]
    UnknownKey { key: String, nearest: Option<String> },
    #[error("must not be empty")]
    Empty,
    #[error("longer than {limit} characters")]
    TooLong { limit: usize },
    #[error("more than {limit} entries")]
    TooMany { limit: usize },
    #[error("a key has lower-case letters a to z, digits and single hyphens")]
    NotAKey,
    #[error("the period ends before it begins")]
    EndsBeforeBegin,
    #[error("a field name has lower-case letters, digits and single spaces")]
    NotAFieldName,
    #[error("{{{name}}} is filled by the office itself")]
    ReservedName { name: String },
    #[error("there is another field {name:?}")]
    DuplicateField { name: String },
    #[error("no place in the text uses {name:?}")]
    UnusedField { name: String },
    #[error("unknown fact {fact:?}{}", or_nearest(.nearest))]
    UnknownFact { fact: String, nearest: Option<String> },
    #[error("a sealed form must not take {fact:?}")]
    SealedFact { fact: String },
    #[error("a table needs columns and as many widths above 0, other fields have none")]
    ColumnsAndWidths,
    #[error("unknown placeholder {{{name}}}{}", or_nearest(.nearest))]
    UnknownPlaceholder { name: String, nearest: Option<String> },
    #[error("the brace is not closed")]
    UnclosedBrace,
    #[error("a closing brace without an opening one; a brace is written }}}}")]
    StrayBrace,
    #[error("a field of kind {kind:?} ({name:?}) does not fit here")]
    KindDoesNotFit { name: String, kind: Kind },
    #[error("expected one placeholder and nothing else")]
    NotOnePlaceholder,
    #[error("expected Điều {expected}, found Điều {found}")]
    ArticleOutOfOrder { expected: u32, found: u32 },
    #[error("legal bases are printed but the form has none")]
    NoBases,
    #[error("the form has legal bases but no line prints them")]
    UnusedBases,
}

fn or_nearest(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|nearest| format!("; {nearest:?} is near")).unwrap_or_default()
}

/// Why a value cannot be filled in. Fields are named by their placeholder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FillError {
    #[error("the form has no field {field:?}")]
    NoSuchField { field: String },
    #[error("{field:?} is longer than {limit} characters")]
    TooLong { field: String, limit: usize },
    #[error("{field:?} has more than {limit} entries")]
    TooMany { field: String, limit: usize },
    /// `row` counts from 1.
    #[error("row {row} of {field:?} has more than {columns} cells")]
    TooManyCells { field: String, row: usize, columns: usize },
    #[error("{field:?} is not a date as 05/01/2027")]
    NotADate { field: String },
}

impl FormError {
    /// A fault at the beginning of a part.
    pub(super) fn of(part: Part, fault: Fault) -> FormError {
        FormError { part, line: 1, column: 1, fault }
    }

    /// A fault of the file, at the line and column that the TOML library gives in bytes.
    pub(super) fn from_toml(source: &str, error: &toml::de::Error) -> FormError {
        let start = error.span().map_or(0, |span| span.start);
        let before = source.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        FormError { part: Part::File, line, column, fault: toml_fault(error.message()) }
    }
}

/// serde says "unknown field `x`, expected …"; the name is all that an administrator needs.
fn toml_fault(message: &str) -> Fault {
    let key = message
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split_once('`'))
        .map(|(key, _)| key.to_owned());
    match key {
        Some(key) => {
            let nearest = nearest(&key, FormSource::KEYS.iter().copied());
            Fault::UnknownKey { key, nearest }
        }
        None => Fault::Toml { message: message.to_owned() },
    }
}

impl FormSource {
    /// Every key that a form file may hold, at any depth.
    const KEYS: [&str; 30] = [
        "key",
        "name",
        "act",
        "number",
        "origin",
        "valid_from",
        "valid_to",
        "layout",
        "symbol",
        "title",
        "subject",
        "letter_subject",
        "recipients",
        "dated",
        "sealed",
        "signatures",
        "titles",
        "hint",
        "basis",
        "text",
        "from",
        "to",
        "field",
        "label",
        "kind",
        "required",
        "example",
        "columns",
        "widths",
        "body",
    ];
}

/// The known name that is nearest to a wrong one, if any is near.
pub(super) fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let most = wrong.chars().count().div_ceil(3);
    known
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.to_owned())
}
