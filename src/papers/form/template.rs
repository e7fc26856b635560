//! The text of a form, cut into lines and pieces before any value is known.

use super::error::{Fault, nearest};
use super::{Field, Kind};

/// The text and every short text around it, ready to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub title: Run,
    pub subject: Run,
    pub letter_subject: Run,
    pub recipients: Vec<Run>,
    pub signatures: Vec<SignatureRuns>,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureRuns {
    pub titles: Vec<Run>,
    pub name: Run,
}

/// A block of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    pub run: Run,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineKind {
    Addressee,
    Centred,
    Basis,
    /// The dated bases of the form; has no text of its own.
    Bases,
    Heading,
    Article(u32),
    Item,
    /// With the name; the run is the value.
    Particular(Run),
    Table,
    Items,
    Paragraphs,
    Paragraph,
}

/// Text with gaps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run(pub Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// Position among the fields of the form.
    Field(usize),
    BuiltIn(BuiltIn),
}

/// What every form can print without a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuiltIn {
    Body,
    Office,
    /// The office in capitals, as it stands over a decision.
    OfficeCapitals,
    Date,
}

pub const BUILT_IN: [(&str, BuiltIn); 4] = [
    ("cơ quan", BuiltIn::Body),
    ("chức danh", BuiltIn::Office),
    ("CHỨC DANH", BuiltIn::OfficeCapitals),
    ("ngày", BuiltIn::Date),
];

/// A fault at a column, from 1.
pub type Spot = (usize, Fault);

/// Which fields fit into a run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    /// Lines and dates.
    Short,
    /// These, or one list and nothing else.
    ShortOrList,
    /// Also texts.
    Running,
}

pub const ADDRESSEE: &str = "Kính gửi:";

/// Cuts a text into pieces.
pub fn run(text: &str, fields: &[Field], fits: Fits) -> Result<Run, Spot> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut chars = text.chars().enumerate().peekable();
    while let Some((at, character)) = chars.next() {
        let is_doubled = chars.peek().is_some_and(|(_, next)| *next == character);
        match character {
            '{' | '}' if is_doubled => {
                chars.next();
                literal.push(character);
            }
            '}' => return Err((at + 1, Fault::StrayBrace)),
            '{' => {
                let mut name = String::new();
                loop {
                    match chars.next() {
                        None | Some((_, '{')) => return Err((at + 1, Fault::UnclosedBrace)),
                        Some((_, '}')) => break,
                        Some((_, character)) => name.push(character),
                    }
                }
                if !literal.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut literal)));
                }
                pieces.push(placeholder(name.trim(), fields).map_err(|fault| (at + 1, fault))?);
                check_kind(pieces.last(), fields, fits, text).map_err(|fault| (at + 1, fault))?;
            }
            _ => literal.push(character),
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Text(literal));
    }
    Ok(Run(pieces))
}

fn placeholder(name: &str, fields: &[Field]) -> Result<Piece, Fault> {
    if let Some((_, built_in)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
        return Ok(Piece::BuiltIn(*built_in));
    }
    fields.iter().position(|field| field.name == name).map(Piece::Field).ok_or_else(|| {
        let known = fields.iter().map(|field| field.name.as_str());
        let nearest = nearest(name, known.chain(BUILT_IN.iter().map(|(known, _)| *known)));
        Fault::UnknownPlaceholder { name: name.to_owned(), nearest }
    })
}

fn check_kind(
    piece: Option<&Piece>,
    fields: &[Field],
    fits: Fits,
    text: &str,
) -> Result<(), Fault> {
    let Some(field) = piece.and_then(|piece| field_of(piece, fields)) else { return Ok(()) };
    let is_alone = text.trim() == format!("{{{}}}", field.name);
    let does_fit = match field.kind {
        Kind::Line | Kind::Date => true,
        Kind::Text => fits == Fits::Running,
        Kind::List => fits == Fits::ShortOrList && is_alone,
        Kind::Table => false,
    };
    let misfit = || Fault::KindDoesNotFit { name: field.name.clone(), kind: field.kind };
    does_fit.then_some(()).ok_or_else(misfit)
}

fn field_of<'a>(piece: &Piece, fields: &'a [Field]) -> Option<&'a Field> {
    match piece {
        Piece::Field(position) => fields.get(*position),
        Piece::Text(_) | Piece::BuiltIn(_) => None,
    }
}

/// The one placeholder of a table, list or text line.
fn alone(text: &str, fields: &[Field], kind: Kind) -> Result<Run, Spot> {
    let name = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let Some(name) = name.filter(|name| !name.contains(['{', '}'])) else {
        return Err((1, Fault::NotOnePlaceholder));
    };
    let piece = placeholder(name.trim(), fields).map_err(|fault| (1, fault))?;
    match field_of(&piece, fields) {
        Some(field) if field.kind == kind => Ok(Run(vec![piece])),
        Some(field) => {
            Err((1, Fault::KindDoesNotFit { name: field.name.clone(), kind: field.kind }))
        }
        None => Err((1, Fault::NotOnePlaceholder)),
    }
}

/// One line of the text; none if it is blank.
pub fn line(raw: &str, fields: &[Field]) -> Result<Option<Line>, Spot> {
    let text = raw.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text == ">" {
        return Ok(Some(Line { kind: LineKind::Bases, run: Run::default() }));
    }
    // Columns count in the line as it was typed.
    let within = |inner: &str, spot: Spot| {
        let before = raw.len() - raw.trim_start().len() + (text.len() - inner.len());
        let skipped = raw.get(..before).map_or(0, |skipped| skipped.chars().count());
        (skipped + spot.0, spot.1)
    };
    let rest = |prefix: &str| text.strip_prefix(prefix).map(str::trim_start);
    let filled = |kind: LineKind, inner: &str, fits: Fits| {
        let run = run(inner, fields, fits).map_err(|spot| within(inner, spot))?;
        Ok(Some(Line { kind, run }))
    };
    let block = |kind: LineKind, inner: &str, of: Kind| {
        let run = alone(inner, fields, of).map_err(|spot| within(inner, spot))?;
        Ok(Some(Line { kind, run }))
    };
    if let Some(inner) = rest(ADDRESSEE) {
        filled(LineKind::Addressee, inner, Fits::ShortOrList)
    } else if let Some(inner) = rest("! ") {
        filled(LineKind::Centred, inner, Fits::Short)
    } else if let Some(inner) = rest("> ") {
        filled(LineKind::Basis, inner, Fits::Short)
    } else if let Some(inner) = rest("# ") {
        filled(LineKind::Heading, inner, Fits::Short)
    } else if let Some(inner) = rest("- ") {
        filled(LineKind::Item, inner, Fits::Running)
    } else if let Some(inner) = rest("| ") {
        block(LineKind::Table, inner, Kind::Table)
    } else if let Some(inner) = rest("* ") {
        block(LineKind::Items, inner, Kind::List)
    } else if let Some(inner) = rest("+ ") {
        block(LineKind::Paragraphs, inner, Kind::Text)
    } else if let Some((number, inner)) = article(text) {
        filled(LineKind::Article(number), inner, Fits::Running)
    } else if let Some((name, value)) = particular(text) {
        let name = run(name, fields, Fits::Short).map_err(|spot| within(text, spot))?;
        filled(LineKind::Particular(name), value, Fits::Running)
    } else {
        filled(LineKind::Paragraph, text, Fits::Running)
    }
}

/// "Điều 1. …": the number and the text.
fn article(text: &str) -> Option<(u32, &str)> {
    let (number, inner) = text.strip_prefix("Điều ")?.split_once('.')?;
    let is_end = inner.is_empty() || inner.starts_with(' ');
    (is_end && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| Some((number.parse().ok()?, inner.trim_start())))
        .flatten()
}

/// "Name :: value"; the value may be absent.
fn particular(text: &str) -> Option<(&str, &str)> {
    match text.split_once(" :: ") {
        Some((name, value)) => Some((name.trim_end(), value.trim_start())),
        None => text.strip_suffix(" ::").map(|name| (name.trim_end(), &text[text.len()..])),
    }
}
