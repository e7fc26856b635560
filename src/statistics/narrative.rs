//! The narrative that goes with the tables (Mẫu số 02): an outline whose sentences carry figures.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::circular::{Circular, Unit};
use crate::load::DefinitionError;
use crate::tables::Tables;

/// The outline of a circular.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Number of the circular whose tables it speaks of.
    pub circular: String,
    /// Kind of the paper: `Báo cáo`.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// Its parts in order.
    pub sections: Vec<Section>,
}

/// A part, with a Roman number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// `I`, `II`, …
    pub no: String,
    /// As printed.
    pub title: String,
    /// Its items in order.
    pub items: Vec<Item>,
}

/// An item of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `1`, `2`, …; empty for the only one of its part.
    pub no: String,
    /// As printed; empty for the only one of its part.
    pub title: String,
    /// The tables it explains; may be empty.
    pub table: String,
    /// Sentences in pieces.
    pub lines: Vec<Vec<Piece>>,
    /// Lines left for words; 0 means it takes none.
    pub room: u32,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Words(String),
    /// The value of a column.
    Value(Place),
    /// How it changed.
    Versus(Place),
    /// Its share of another.
    Share(Place, Place),
    /// A number counted beside the tables.
    Named(String),
}

/// A column of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Code of the form.
    pub form: String,
    /// Number of the column.
    pub no: u32,
}

/// What the figures are compared with.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// Its tables.
    pub tables: &'a Tables,
    /// `cùng kỳ năm trước`
    pub name: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOutline {
    circular: String,
    title: String,
    subject: String,
    section: Vec<RawSection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    no: String,
    title: String,
    item: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    no: String,
    title: String,
    #[serde(default)]
    table: String,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    room: u32,
}

/// The outlines this program knows.
pub fn outlines() -> &'static [Outline] {
    static ALL: LazyLock<Vec<Outline>> = LazyLock::new(|| {
        // A test reads it, so it is never left out.
        Outline::parse(include_str!("circulars/mau02-2025.toml")).into_iter().collect()
    });
    &ALL
}

impl Outline {
    /// The outline that goes with a circular.
    pub fn of(circular: &Circular) -> Option<&'static Self> {
        outlines().iter().find(|outline| outline.circular == circular.number)
    }

    /// Reads an outline; its columns must be those of its circular.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, DefinitionError> {
        let raw: RawOutline =
            toml::from_str(text).map_err(|error| DefinitionError::Toml(error.to_string()))?;
        let fault = |place: &str, what: &str| DefinitionError::Unknown {
            place: place.to_owned(),
            what: what.to_owned(),
        };
        let circular = Circular::numbered(&raw.circular)
            .ok_or_else(|| fault(&raw.circular, "no circular of this number"))?;
        let mut sections = Vec::new();
        for section in raw.section {
            let mut items = Vec::new();
            for item in section.item {
                let place = format!("{}.{}", section.no, item.no);
                let lines = item.lines.iter().map(|line| pieces(line));
                let lines: Option<Vec<_>> = lines.collect();
                let lines = lines.ok_or_else(|| fault(&place, "a brace that is not closed"))?;
                for name in lines.iter().flatten().filter_map(Piece::name) {
                    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
                    {
                        let what = format!("{{{name}}} is neither a column nor a name");
                        return Err(fault(&place, &what));
                    }
                }
                for place_named in lines.iter().flatten().flat_map(Piece::places) {
                    if circular.column(&place_named.form, place_named.no).is_none() {
                        let what = format!("column {}.{}", place_named.form, place_named.no);
                        return Err(fault(&place, &what));
                    }
                }
                let RawItem { no, title, table, room, .. } = item;
                items.push(Item { no, title, table, lines, room });
            }
            sections.push(Section { no: section.no, title: section.title, items });
        }
        Ok(Self { circular: raw.circular, title: raw.title, subject: raw.subject, sections })
    }

    /// The sentences of an item with their figures; `named` holds what is counted beside the tables.
    pub fn sentences(
        &self,
        item: &Item,
        tables: &Tables,
        basis: Option<Basis<'_>>,
        named: &BTreeMap<&str, i64>,
    ) -> Vec<String> {
        let circular = Circular::numbered(&self.circular);
        let unit = |place: &Place| {
            let column = circular.and_then(|one| one.column(&place.form, place.no));
            column.map_or(Unit::Count, |column| column.unit)
        };
        let value = |place: &Place| tables.value(&place.form, place.no);
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Value(place) => unit(place).shown(value(place)),
            Piece::Share(part, whole) => share(value(part), value(whole)),
            Piece::Versus(place) => versus(unit(place), value(place), place, basis),
            Piece::Named(name) => Unit::Count.shown(named.get(name.as_str()).copied().unwrap_or(0)),
        };
        item.lines.iter().map(|line| line.iter().map(piece).collect()).collect()
    }
}

impl Piece {
    fn places(&self) -> Vec<&Place> {
        match self {
            Self::Words(_) | Self::Named(_) => Vec::new(),
            Self::Value(place) | Self::Versus(place) => vec![place],
            Self::Share(part, whole) => vec![part, whole],
        }
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            _ => None,
        }
    }

    fn parse(text: &str) -> Self {
        let versus = text.strip_suffix(" vs").and_then(Place::parse).map(Self::Versus);
        let share = || {
            let (part, whole) = text.split_once(" of ")?;
            Some(Self::Share(Place::parse(part)?, Place::parse(whole)?))
        };
        let value = || Place::parse(text).map(Self::Value);
        versus.or_else(share).or_else(value).unwrap_or_else(|| Self::Named(text.to_owned()))
    }
}

impl Place {
    fn parse(text: &str) -> Option<Self> {
        let (form, no) = text.trim().rsplit_once('.')?;
        Some(Self { form: form.to_owned(), no: no.parse().ok()? })
    }
}

fn pieces(line: &str) -> Option<Vec<Piece>> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            found.push(Piece::Words(before.to_owned()));
        }
        let (inside, after) = after.split_once('}').filter(|(inside, _)| !inside.contains('{'))?;
        found.push(Piece::parse(inside));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Words(rest.to_owned()));
    }
    Some(found)
}

/// `45,2%`, rounded half up; a dash where there is nothing to have a share of.
fn share(part: i64, whole: i64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = (part.saturating_mul(2000) + whole) / (2 * whole);
    format!("{}%", decimal(tenths, 1))
}

/// `tăng 12 (8,5%) so với cùng kỳ năm trước`
fn versus(unit: Unit, value: i64, place: &Place, basis: Option<Basis<'_>>) -> String {
    let Some(Basis { tables, name }) = basis else {
        return "chưa có số liệu kỳ trước để so sánh".to_owned();
    };
    let before = tables.value(&place.form, place.no);
    let change = value.saturating_sub(before);
    let word = match change {
        0 => return format!("bằng {name}"),
        1.. => "tăng",
        _ => "giảm",
    };
    let size = unit.shown(change.abs());
    if before == 0 {
        return format!("{word} {size} so với {name}");
    }
    format!("{word} {size} ({}) so với {name}", share(change.abs(), before))
}

/// A number with its last digits behind a comma and points between thousands; zeros at the end are left out.
fn decimal(value: i64, places: u32) -> String {
    let base = 10_u64.pow(places);
    let (whole, rest) = (value.unsigned_abs() / base, value.unsigned_abs() % base);
    let digits = whole.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if rest > 0 {
        let fraction = format!("{rest:0width$}", width = places as usize);
        text.push(',');
        text.push_str(fraction.trim_end_matches('0'));
    }
    if value < 0 { format!("-{text}") } else { text }
}

impl Unit {
    /// A value as Vietnamese reports print it: `1.234`, million đồng as `12,5`, square metres as `120,25`.
    pub fn shown(self, value: i64) -> String {
        decimal(value, self.places())
    }

    /// How many digits stand behind the comma of what is printed.
    pub fn places(self) -> u32 {
        match self {
            Self::Count => 0,
            Self::Money => 6,
            Self::Land => 2,
        }
    }
}
