//! What is wrong with a form, said beside the part of the page it stands in.

use papers::{Fault, FormError, PaperError, Part};

use super::lines::{LineFault, kind_word};
use crate::web::form::FormErrors;
use crate::web::i18n::Lang;

/// In which line of its part each entry stands, so that a fault is told where it was typed.
#[derive(Clone, Debug, Default)]
pub struct EntryLines {
    pub recipients: Vec<usize>,
    pub signatures: Vec<usize>,
    pub bases: Vec<usize>,
    pub fields: Vec<usize>,
}

/// The field of the page a part is typed in.
fn field_of(part: Part) -> &'static str {
    match part {
        Part::Key | Part::Name => "form_name",
        Part::Act => "form_act",
        Part::Number => "form_number",
        Part::Symbol => "form_symbol",
        Part::Validity => "form_to",
        Part::Title => "form_title",
        Part::Subject => "form_subject",
        Part::LetterSubject => "form_letter_subject",
        Part::Recipient(_) => "form_recipients",
        Part::Signature(_) => "form_signatures",
        Part::Basis(_) => "form_bases",
        Part::Field(_) => "form_fields",
        Part::File | Part::Body => "form_text",
    }
}

/// Where in its field it is: `Dòng 3, cột 12`.
fn place(lang: Lang, error: &FormError, entries: &EntryLines) -> String {
    let line_of = |lines: &[usize], entry: usize| {
        // Beyond the last entry: there are too many of them.
        lines.get(entry.saturating_sub(1)).or(lines.last()).copied()
    };
    let is_of_whole = matches!(error.fault, Fault::Empty | Fault::TooLong { .. });
    let line = match error.part {
        // An empty or too long text is so as a whole.
        Part::Body if is_of_whole => None,
        Part::Body => Some(error.line),
        Part::Recipient(entry) => line_of(&entries.recipients, entry),
        Part::Signature(entry) => line_of(&entries.signatures, entry),
        Part::Basis(entry) => line_of(&entries.bases, entry),
        Part::Field(entry) => line_of(&entries.fields, entry),
        Part::File | Part::Key | Part::Name | Part::Validity => None,
        Part::Act | Part::Number | Part::Symbol => None,
        Part::Title | Part::Subject | Part::LetterSubject => None,
    };
    // Within an entry the engine counts in a part of the line alone; only a recipient is the whole of it.
    let has_column = matches!(
        error.part,
        Part::Body | Part::Recipient(_) | Part::Title | Part::Subject | Part::LetterSubject
    );
    let column = (has_column && !is_of_whole).then(|| error.column.to_string());
    let line = line.map(|line| ("line", line.to_string()));
    let column = column.map(|column| ("column", column));
    match (line, column) {
        (Some(line), Some(column)) => lang.ta("form-place", &[line, column]),
        (Some(line), None) => lang.ta("form-place-line", &[line]),
        (None, Some(column)) => lang.ta("form-place-column", &[column]),
        (None, None) => lang.t("form-place-whole"),
    }
}

/// The sentence of a fault.
pub fn key_of(fault: &Fault) -> &'static str {
    match fault {
        Fault::Toml { .. } => "form-fault-toml",
        Fault::UnknownKey { .. } => "form-fault-unknown-key",
        Fault::Empty => "form-fault-empty",
        Fault::TooLong { .. } => "form-fault-too-long",
        Fault::TooMany { .. } => "form-fault-too-many",
        Fault::NotAKey => "form-fault-not-a-key",
        Fault::EndsBeforeBegin => "form-fault-ends-before-begin",
        Fault::NotAFieldName => "form-fault-not-a-field-name",
        Fault::ReservedName { .. } => "form-fault-reserved-name",
        Fault::DuplicateField { .. } => "form-fault-duplicate-field",
        Fault::UnusedField { .. } => "form-fault-unused-field",
        Fault::UnknownFact { .. } => "form-fault-unknown-fact",
        Fault::SealedFact { .. } => "form-fault-sealed-fact",
        Fault::ColumnsAndWidths => "form-fault-columns",
        Fault::UnknownPlaceholder { .. } => "form-fault-unknown-placeholder",
        Fault::UnclosedBrace => "form-fault-unclosed-brace",
        Fault::StrayBrace => "form-fault-stray-brace",
        Fault::KindDoesNotFit { .. } => "form-fault-kind",
        Fault::NotOnePlaceholder => "form-fault-not-one-placeholder",
        Fault::ArticleOutOfOrder { .. } => "form-fault-article",
        Fault::NoBases => "form-fault-no-bases",
        Fault::UnusedBases => "form-fault-unused-bases",
    }
}

/// Values of the sentence besides the place.
fn args_of(lang: Lang, fault: &Fault) -> Vec<(&'static str, String)> {
    let near = |nearest: &Option<String>| {
        let said = nearest.as_ref().map(|word| lang.ta("form-near", &[("word", word.clone())]));
        ("near", said.unwrap_or_default())
    };
    let word = |word: &String| ("word", word.clone());
    match fault {
        Fault::Toml { message } => vec![word(message)],
        Fault::UnknownKey { key, nearest } => vec![word(key), near(nearest)],
        Fault::TooLong { limit } | Fault::TooMany { limit } => vec![("max", limit.to_string())],
        Fault::ReservedName { name }
        | Fault::DuplicateField { name }
        | Fault::UnusedField { name } => vec![word(name)],
        Fault::UnknownFact { fact, nearest } => vec![word(fact), near(nearest)],
        Fault::SealedFact { fact } => vec![word(fact)],
        Fault::UnknownPlaceholder { name, nearest } => vec![word(name), near(nearest)],
        Fault::KindDoesNotFit { name, kind } => {
            vec![word(name), ("kind", kind_word(*kind).to_owned())]
        }
        Fault::ArticleOutOfOrder { expected, found } => {
            vec![("expected", expected.to_string()), ("found", found.to_string())]
        }
        Fault::Empty
        | Fault::NotAKey
        | Fault::EndsBeforeBegin
        | Fault::NotAFieldName
        | Fault::ColumnsAndWidths
        | Fault::UnclosedBrace
        | Fault::StrayBrace
        | Fault::NotOnePlaceholder
        | Fault::NoBases
        | Fault::UnusedBases => Vec::new(),
    }
}

/// Puts a fault of the form beside its field.
pub fn add(lang: Lang, error: &FormError, entries: &EntryLines, errors: &mut FormErrors) {
    let mut args = vec![("place", place(lang, error, entries))];
    args.extend(args_of(lang, &error.fault));
    errors.add_with(field_of(error.part), key_of(&error.fault), args);
}

/// Puts a line that cannot be read beside its field.
pub fn add_line(field: &'static str, fault: LineFault, errors: &mut FormErrors) {
    let args = vec![("line", fault.line.to_string()), ("word", fault.word)];
    errors.add_with(field, fault.key, args);
}

/// Puts what cannot be printed beside the text.
pub fn add_unprintable(error: &PaperError, errors: &mut FormErrors) {
    match error {
        PaperError::MissingGlyph { character, .. }
        | PaperError::ForbiddenCharacter { character, .. } => {
            let shown = format!("{character} (U+{:04X})", u32::from(*character));
            errors.add_with("form_text", "error-paper-character", vec![("character", shown)]);
        }
        PaperError::TooLong { limit, .. } | PaperError::TooMany { limit, .. } => {
            errors.add_with("form_text", "error-paper-part-long", vec![("max", limit.to_string())]);
        }
        _ => errors.add("form_text", "error-paper-made"),
    }
}

#[cfg(test)]
mod tests {
    use papers::Kind;

    use super::*;

    /// One of each; that none is missing here shows in the count, which [`key_of`] gives in its match.
    fn every_fault() -> Vec<Fault> {
        let word = || "từ".to_owned();
        let nearest = || Some("từa tựa".to_owned());
        vec![
            Fault::Toml { message: word() },
            Fault::UnknownKey { key: word(), nearest: nearest() },
            Fault::Empty,
            Fault::TooLong { limit: 500 },
            Fault::TooMany { limit: 50 },
            Fault::NotAKey,
            Fault::EndsBeforeBegin,
            Fault::NotAFieldName,
            Fault::ReservedName { name: word() },
            Fault::DuplicateField { name: word() },
            Fault::UnusedField { name: word() },
            Fault::UnknownFact { fact: word(), nearest: nearest() },
            Fault::SealedFact { fact: word() },
            Fault::ColumnsAndWidths,
            Fault::UnknownPlaceholder { name: word(), nearest: nearest() },
            Fault::UnclosedBrace,
            Fault::StrayBrace,
            Fault::KindDoesNotFit { name: word(), kind: Kind::Table },
            Fault::NotOnePlaceholder,
            Fault::ArticleOutOfOrder { expected: 2, found: 4 },
            Fault::NoBases,
            Fault::UnusedBases,
        ]
    }

    #[test]
    fn every_fault_has_its_sentence_with_place_and_word() {
        let faults = every_fault();
        let in_match = include_str!("fault.rs").matches("=> \"form-fault-").count();
        assert_eq!(faults.len(), in_match, "one of each");
        for lang in Lang::ALL {
            let mut sentences = std::collections::BTreeSet::new();
            for fault in &faults {
                let error =
                    FormError { part: Part::Body, line: 7, column: 13, fault: fault.clone() };
                let mut errors = FormErrors::default();
                add(lang, &error, &EntryLines::default(), &mut errors);
                let added = &errors.0[0];
                let said = lang.ta(added.key, &added.args);
                assert_ne!(said, added.key, "{fault:?}");
                let of_whole = matches!(fault, Fault::Empty | Fault::TooLong { .. });
                assert_eq!(said.contains('7') && said.contains("13"), !of_whole, "{said}");
                for (name, value) in &added.args {
                    assert!(said.contains(value.as_str()), "{name} of {fault:?} in {said}");
                }
                assert!(sentences.insert(said), "{fault:?} says the same as another");
            }
        }
    }

    #[test]
    fn a_fault_is_told_in_the_line_it_was_typed() {
        let entries = EntryLines { fields: vec![1, 4], ..EntryLines::default() };
        let of = |part| FormError { part, line: 1, column: 9, fault: Fault::StrayBrace };
        assert_eq!(place(Lang::Vi, &of(Part::Field(2)), &entries), "Dòng 4");
        assert_eq!(place(Lang::Vi, &of(Part::Field(101)), &entries), "Dòng 4");
        assert_eq!(place(Lang::Vi, &of(Part::Title), &entries), "Cột 9");
        assert_eq!(place(Lang::Vi, &of(Part::Name), &entries), "Phần này");
    }
}
