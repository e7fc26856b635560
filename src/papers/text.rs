//! What may be printed: text in one normal form, of bounded length, with a glyph for every
//! character. All fields of a paper pass here, whoever wrote them.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Fonts, PaperError};

/// What a field of a paper may hold.
#[derive(Clone, Copy)]
pub struct Limit {
    /// The longest text, in characters.
    pub chars: usize,
    /// The longest list; 1 for a field that is not a list.
    pub entries: usize,
    pub may_be_empty: bool,
}

/// Cleans and checks every text in a serialised paper, or says which one cannot be printed.
/// `limit` is asked with the path of a field without list positions, e.g. `labels.title`.
pub fn printable(
    paper: Value,
    limit: fn(&str) -> Limit,
    fonts: &Fonts,
) -> Result<Value, PaperError> {
    checked_at(paper, &Path::default(), limit, Some(fonts))
}

/// The same for a file that is shown in the typeface of whoever opens it: any letter will do.
pub fn writable(paper: Value, limit: fn(&str) -> Limit) -> Result<Value, PaperError> {
    checked_at(paper, &Path::default(), limit, None)
}

/// Where in the paper a text stands: `shown` with list positions, `plain` without.
#[derive(Default)]
struct Path {
    shown: String,
    plain: String,
}

impl Path {
    fn field(&self, name: &str) -> Path {
        let join = |base: &str| {
            if base.is_empty() { name.to_owned() } else { format!("{base}.{name}") }
        };
        Path { shown: join(&self.shown), plain: join(&self.plain) }
    }

    fn entry(&self, position: usize) -> Path {
        Path { shown: format!("{}[{position}]", self.shown), plain: self.plain.clone() }
    }
}

fn checked_at(
    value: Value,
    path: &Path,
    limit: fn(&str) -> Limit,
    fonts: Option<&Fonts>,
) -> Result<Value, PaperError> {
    match value {
        Value::String(text) => {
            Ok(Value::String(checked_text(&text, path, limit(&path.plain), fonts)?))
        }
        Value::Array(entries) => {
            let most = limit(&path.plain).entries;
            if entries.len() > most {
                return Err(PaperError::TooMany { field: path.shown.clone(), limit: most });
            }
            entries
                .into_iter()
                .enumerate()
                .map(|(position, entry)| checked_at(entry, &path.entry(position), limit, fonts))
                .collect()
        }
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| {
                let value = checked_at(value, &path.field(&name), limit, fonts)?;
                Ok((name, value))
            })
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(value),
    }
}

fn checked_text(
    raw: &str,
    path: &Path,
    limit: Limit,
    fonts: Option<&Fonts>,
) -> Result<String, PaperError> {
    let field = || path.shown.clone();
    let forbidden = |character| PaperError::ForbiddenCharacter { field: field(), character };

    let normal: String = raw.chars().filter(|c| !is_invisible(*c)).nfc().collect();
    let text = single_spaced(&normal);
    if text.is_empty() && !limit.may_be_empty {
        return Err(PaperError::Empty { field: field() });
    }
    if text.chars().count() > limit.chars {
        return Err(PaperError::TooLong { field: field(), limit: limit.chars });
    }
    let mut marks = 0;
    for character in text.chars() {
        marks = if is_combining_mark(character) { marks + 1 } else { 0 };
        // Ê Đê, Gia Rai and Ba Na names need a mark above a composed letter (ê̆, ơ̆); a pile of
        // marks only serves to hide the lines around it.
        if character.is_control() || is_reordering(character) || marks > 2 {
            return Err(forbidden(character));
        }
        let Some(fonts) = fonts else {
            // U+FFFE and U+FFFF may not stand in XML.
            if matches!(character, '\u{fffe}' | '\u{ffff}') {
                return Err(forbidden(character));
            }
            continue;
        };
        // Templates print some fields in capitals.
        let missing = std::iter::once(character)
            .chain(character.to_uppercase())
            .find(|form| !fonts.prints(*form));
        if let Some(character) = missing {
            let font = fonts.family().to_owned();
            return Err(PaperError::MissingGlyph { field: field(), character, font });
        }
    }
    Ok(text)
}

/// Line breaks, tabs and runs of spaces become one space: a field of a paper is one run of text.
/// A no-break space is kept, the caller has put it there for a reason.
fn single_spaced(text: &str) -> String {
    text.split(|c: char| {
        (c.is_whitespace() && !c.is_control() && c != '\u{a0}') || matches!(c, '\t' | '\n' | '\r')
    })
    .filter(|word| !word.is_empty())
    .collect::<Vec<_>>()
    .join(" ")
}

/// Characters without ink that come along when text is copied from a web page or a word
/// processor: zero-width spaces and joiners, soft hyphen, byte order mark. Dropping them changes
/// nothing that a reader sees.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Characters that make the following text read in another order than it is stored.
fn is_reordering(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}
