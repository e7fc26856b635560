//! Whether a form can be used: every fault here would otherwise show on a paper.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::error::{Fault, FormError, Part, nearest};
use super::facts::{FACTS, may_name_a_citizen};
use super::template::{BUILT_IN, Fits, Line, LineKind, Piece, Run, SignatureRuns, Spot, Template};
use super::{Field, FormSource, Kind, template};

const BODY_CHARS: usize = 50_000;
const FIELDS: usize = 100;
/// Of recipients, signatures, bases, columns.
const ENTRIES: usize = 50;
const SHORT_CHARS: usize = 500;
const KEY_CHARS: usize = 60;

/// The same form in one Unicode form, so that a name typed on another keyboard is the same name.
pub fn normal(mut source: FormSource) -> FormSource {
    let mut own = |text: &mut String| *text = text.nfc().filter(|c| *c != '\r').collect();
    for text in [
        &mut source.key,
        &mut source.name,
        &mut source.act,
        &mut source.number,
        &mut source.symbol,
        &mut source.title,
        &mut source.subject,
        &mut source.letter_subject,
        &mut source.text.body,
    ] {
        own(text);
    }
    source.recipients.iter_mut().for_each(&mut own);
    source.bases.iter_mut().for_each(|basis| own(&mut basis.text));
    for signature in &mut source.signatures {
        signature.titles.iter_mut().for_each(&mut own);
        own(&mut signature.hint);
        own(&mut signature.name);
    }
    for field in &mut source.fields {
        [&mut field.name, &mut field.label, &mut field.hint, &mut field.example]
            .into_iter()
            .for_each(&mut own);
        field.columns.iter_mut().for_each(&mut own);
    }
    source
}

/// Checks a form and cuts its text into lines.
pub fn check(source: &FormSource) -> Result<Template, FormError> {
    check_head(source)?;
    for (position, field) in source.fields.iter().enumerate() {
        check_field(source, position, field)
            .map_err(|fault| FormError::of(Part::Field(position + 1), fault))?;
    }
    let template = cut(source)?;
    if let Some(position) = unused(source, &template) {
        let name = source.fields[position].name.clone();
        return Err(FormError::of(Part::Field(position + 1), Fault::UnusedField { name }));
    }
    Ok(template)
}

fn check_head(source: &FormSource) -> Result<(), FormError> {
    let parts = |key: &str| key.split('-').all(|part| !part.is_empty());
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !source.key.chars().all(is_plain) || !parts(&source.key) {
        return Err(FormError::of(Part::Key, Fault::NotAKey));
    }
    let short = |part: Part, text: &str, limit: usize| {
        let is_long = text.chars().count() > limit;
        if is_long { Err(FormError::of(part, Fault::TooLong { limit })) } else { Ok(()) }
    };
    short(Part::Key, &source.key, KEY_CHARS)?;
    short(Part::Name, &source.name, SHORT_CHARS)?;
    short(Part::Act, &source.act, KEY_CHARS)?;
    short(Part::Number, &source.number, KEY_CHARS)?;
    short(Part::Symbol, &source.symbol, KEY_CHARS)?;
    short(Part::Body, &source.text.body, BODY_CHARS)?;
    if source.name.trim().is_empty() {
        return Err(FormError::of(Part::Name, Fault::Empty));
    }
    if source.text.body.trim().is_empty() {
        return Err(FormError::of(Part::Body, Fault::Empty));
    }
    let few = |part: Part, count: usize, limit: usize| {
        if count > limit { Err(FormError::of(part, Fault::TooMany { limit })) } else { Ok(()) }
    };
    few(Part::Field(FIELDS + 1), source.fields.len(), FIELDS)?;
    few(Part::Basis(ENTRIES + 1), source.bases.len(), ENTRIES)?;
    few(Part::Recipient(ENTRIES + 1), source.recipients.len(), ENTRIES)?;
    few(Part::Signature(ENTRIES + 1), source.signatures.len(), ENTRIES)?;
    let is_reversed = |from, to| matches!((from, to), (Some(from), Some(to)) if from > to);
    if is_reversed(source.valid_from, source.valid_to) {
        return Err(FormError::of(Part::Validity, Fault::EndsBeforeBegin));
    }
    for (position, basis) in source.bases.iter().enumerate() {
        let part = Part::Basis(position + 1);
        short(part, &basis.text, SHORT_CHARS)?;
        if basis.text.trim().is_empty() {
            return Err(FormError::of(part, Fault::Empty));
        }
        if is_reversed(basis.from, basis.to) {
            return Err(FormError::of(part, Fault::EndsBeforeBegin));
        }
    }
    Ok(())
}

fn check_field(source: &FormSource, position: usize, field: &Field) -> Result<(), Fault> {
    let name = field.name.as_str();
    let is_plain = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || c == ' ';
    let words = || name.split(' ').all(|word| !word.is_empty());
    if name.chars().count() > KEY_CHARS || !name.chars().all(is_plain) || !words() {
        return Err(Fault::NotAFieldName);
    }
    if BUILT_IN.iter().any(|(reserved, _)| *reserved == name) {
        return Err(Fault::ReservedName { name: name.to_owned() });
    }
    if source.fields.iter().take(position).any(|earlier| earlier.name == name) {
        return Err(Fault::DuplicateField { name: name.to_owned() });
    }
    if field.label.trim().is_empty() {
        return Err(Fault::Empty);
    }
    let texts = [&field.label, &field.hint, &field.example].into_iter().chain(&field.columns);
    if texts.into_iter().any(|text| text.chars().count() > SHORT_CHARS) {
        return Err(Fault::TooLong { limit: SHORT_CHARS });
    }
    let is_table = field.kind == Kind::Table;
    let is_drawn = field.columns.len() == field.widths.len()
        && !field.widths.contains(&0)
        && field.columns.len() <= ENTRIES;
    if is_table == field.columns.is_empty() || !is_drawn {
        return Err(Fault::ColumnsAndWidths);
    }
    let Some(fact) = field.from.as_deref() else { return Ok(()) };
    if !FACTS.iter().any(|known| known.key == fact) {
        let nearest = nearest(fact, FACTS.iter().map(|known| known.key));
        return Err(Fault::UnknownFact { fact: fact.to_owned(), nearest });
    }
    if source.sealed && may_name_a_citizen(fact) {
        return Err(Fault::SealedFact { fact: fact.to_owned() });
    }
    Ok(())
}

fn cut(source: &FormSource) -> Result<Template, FormError> {
    let fields = &source.fields;
    let run = |part: Part, text: &str, fits: Fits| {
        if text.chars().count() > SHORT_CHARS {
            return Err(FormError::of(part, Fault::TooLong { limit: SHORT_CHARS }));
        }
        template::run(text, fields, fits).map_err(|spot| at(part, 1, spot))
    };
    let mut recipients = Vec::new();
    for (position, text) in source.recipients.iter().enumerate() {
        recipients.push(run(Part::Recipient(position + 1), text, Fits::ShortOrList)?);
    }
    let mut signatures = Vec::new();
    for (position, signature) in source.signatures.iter().enumerate() {
        let part = Part::Signature(position + 1);
        if signature.titles.is_empty() {
            return Err(FormError::of(part, Fault::Empty));
        }
        if signature.titles.len() > ENTRIES {
            return Err(FormError::of(part, Fault::TooMany { limit: ENTRIES }));
        }
        if signature.hint.chars().count() > SHORT_CHARS {
            return Err(FormError::of(part, Fault::TooLong { limit: SHORT_CHARS }));
        }
        let titles = signature.titles.iter().map(|title| run(part, title, Fits::Short));
        let titles = titles.collect::<Result<_, _>>()?;
        signatures.push(SignatureRuns { titles, name: run(part, &signature.name, Fits::Short)? });
    }
    Ok(Template {
        title: run(Part::Title, &source.title, Fits::Short)?,
        subject: run(Part::Subject, &source.subject, Fits::Short)?,
        letter_subject: run(Part::LetterSubject, &source.letter_subject, Fits::Short)?,
        recipients,
        signatures,
        lines: lines(source)?,
    })
}

fn lines(source: &FormSource) -> Result<Vec<Line>, FormError> {
    let mut lines: Vec<Line> = Vec::new();
    let mut articles = 0;
    for (position, raw) in source.text.body.lines().enumerate() {
        let here = |spot: Spot| at(Part::Body, position + 1, spot);
        let Some(line) = template::line(raw, &source.fields).map_err(here)? else { continue };
        if let LineKind::Article(found) = line.kind {
            articles += 1;
            if found != articles {
                return Err(here((1, Fault::ArticleOutOfOrder { expected: articles, found })));
            }
        }
        if line.kind == LineKind::Bases && source.bases.is_empty() {
            return Err(here((1, Fault::NoBases)));
        }
        lines.push(line);
    }
    let prints_bases = lines.iter().any(|line| line.kind == LineKind::Bases);
    if !source.bases.is_empty() && !prints_bases {
        return Err(FormError::of(Part::Basis(1), Fault::UnusedBases));
    }
    Ok(lines)
}

fn at(part: Part, line: usize, (column, fault): Spot) -> FormError {
    FormError { part, line, column, fault }
}

/// The first field that nothing prints.
fn unused(source: &FormSource, template: &Template) -> Option<usize> {
    let names = template.lines.iter().filter_map(|line| match &line.kind {
        LineKind::Particular(name) => Some(name),
        _ => None,
    });
    let signatures = template.signatures.iter();
    let signatures =
        signatures.flat_map(|signature| signature.titles.iter().chain([&signature.name]));
    let used: BTreeSet<usize> = [&template.title, &template.subject, &template.letter_subject]
        .into_iter()
        .chain(&template.recipients)
        .chain(signatures)
        .chain(names)
        .chain(template.lines.iter().map(|line| &line.run))
        .flat_map(|run: &Run| &run.0)
        .filter_map(|piece| match piece {
            Piece::Field(position) => Some(*position),
            Piece::Text(_) | Piece::BuiltIn(_) => None,
        })
        .collect();
    (0..source.fields.len()).find(|position| !used.contains(position))
}
