//! The page in which a form is written: typed text → a checked form, or mistakes field by field.

use chrono::NaiveDate;
use papers::{FillError, Form, FormSource, FormText, Layout, Origin};
use serde::Deserialize;
use uuid::Uuid;

use super::fault::{self, EntryLines};
use super::lines::{self, Entries, LineFault};
use super::sheet;
use crate::text::{clean_line, clean_text, fold};
use crate::web::form::FormErrors;
use crate::web::i18n::Lang;

/// Longest key that is made from a name.
const KEY_MAX: usize = 50;
const NAME_MAX: usize = 500;
const ACT_MAX: usize = 120;
const NUMBER_MAX: usize = 20;
const SYMBOL_MAX: usize = 10;
/// Of texts with an entry a line.
pub const LINES_MAX: usize = 20_000;
/// Of the text of a form, as [`papers::Form::check`] takes it.
pub const TEXT_MAX: usize = 50_000;

/// Layouts with the codes of the choices.
pub const LAYOUTS: [(Layout, &str); 6] = [
    (Layout::Notice, "notice"),
    (Layout::Decision, "decision"),
    (Layout::Letter, "letter"),
    (Layout::Slip, "slip"),
    (Layout::Minutes, "minutes"),
    (Layout::Petition, "petition"),
];

pub fn layout_code(layout: Layout) -> &'static str {
    LAYOUTS.iter().find(|(known, _)| *known == layout).map_or("", |(_, code)| code)
}

/// A form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FormForm {
    /// Key of the built-in form it was copied from; empty for another one.
    pub from: String,
    pub version: String,
    /// The button: `preview` or `save`.
    pub verb: String,
    pub form_name: String,
    pub form_act: String,
    pub form_number: String,
    pub form_symbol: String,
    pub form_layout: String,
    pub form_dated: String,
    pub form_title: String,
    pub form_subject: String,
    pub form_letter_subject: String,
    pub form_recipients: String,
    pub form_signatures: String,
    pub form_fields: String,
    pub form_bases: String,
    pub form_text: String,
    pub form_from: String,
    pub form_to: String,
    pub form_unit: String,
}

/// A form that can be stored.
#[derive(Clone, Debug)]
pub struct Checked {
    pub form: Form,
    pub valid_from: NaiveDate,
    pub unit_id: Option<Uuid>,
}

/// What a form is checked against.
pub struct Against<'a> {
    pub lang: Lang,
    pub key: &'a str,
    /// The form it was before, or is a copy of.
    pub base: Option<&'a FormSource>,
    /// Units whose own form it may be.
    pub units: &'a [Uuid],
    pub today: NaiveDate,
}

/// A key from a name: `giay-moi-lam-viec`. Empty if the name has no letter a key can have.
pub fn key_of(name: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || *c == ' ';
    let plain: String = fold(name).chars().filter(is_plain).take(KEY_MAX).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Whether a form must never hold who denounced: those of denunciations, and what stands in the place of one.
pub fn is_sealed(key: &str) -> bool {
    let is_kept = |form: &Form| form.key() == key && form.source().sealed;
    key.starts_with("denunciation-") || papers::forms().iter().any(is_kept)
}

impl FormForm {
    /// A form as the page shows it.
    pub fn of(source: &FormSource, unit_id: Option<Uuid>) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            form_name: source.name.clone(),
            form_act: source.act.clone(),
            form_number: source.number.clone(),
            form_symbol: source.symbol.clone(),
            form_layout: layout_code(source.layout).to_owned(),
            form_dated: if source.dated { "yes" } else { "" }.to_owned(),
            form_title: source.title.clone(),
            form_subject: source.subject.clone(),
            form_letter_subject: source.letter_subject.clone(),
            form_recipients: source.recipients.join("\n"),
            form_signatures: lines::write_signatures(&source.signatures),
            form_fields: lines::write_fields(&source.fields),
            form_bases: lines::write_bases(&source.bases),
            form_text: clean_text(&source.text.body),
            form_from: day(source.valid_from),
            form_to: day(source.valid_to),
            form_unit: unit_id.map(|id| id.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The same in one Unicode form and without marks that cannot be seen: what is shown again is what lines and
    /// columns were counted in.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        for line in [
            &mut self.form_name,
            &mut self.form_act,
            &mut self.form_number,
            &mut self.form_symbol,
            &mut self.form_title,
            &mut self.form_subject,
            &mut self.form_letter_subject,
        ] {
            *line = clean_line(line);
        }
        for text in [
            &mut self.form_recipients,
            &mut self.form_signatures,
            &mut self.form_fields,
            &mut self.form_bases,
            &mut self.form_text,
        ] {
            *text = clean_text(text);
        }
        self
    }

    /// The form, or what is wrong with it.
    pub fn check(&self, against: &Against<'_>) -> (Option<Checked>, FormErrors) {
        let mut errors = FormErrors::default();
        errors.line("form_name", &self.form_name, true, NAME_MAX);
        if !self.form_name.is_empty() && against.key.is_empty() {
            errors.add("form_name", "error-form-letters");
        }
        errors.line("form_act", &self.form_act, !self.form_number.is_empty(), ACT_MAX);
        errors.line("form_number", &self.form_number, false, NUMBER_MAX);
        errors.line("form_symbol", &self.form_symbol, false, SYMBOL_MAX);
        if !self.form_symbol.chars().all(char::is_alphanumeric) {
            errors.add("form_symbol", "error-form-symbol");
        }
        let layout = errors.choice("form_layout", &self.form_layout, |raw| {
            LAYOUTS.iter().find(|(_, code)| *code == raw).map(|(layout, _)| *layout)
        });
        let valid_from = errors.date("form_from", &self.form_from, true);
        let valid_to = errors.date("form_to", &self.form_to, false);
        let unit_id = match self.form_unit.as_str() {
            "" => None,
            raw => errors.choice("form_unit", raw, |raw| {
                raw.parse().ok().filter(|id| against.units.contains(id))
            }),
        };
        let entries = self.entries(against.base, &mut errors);
        let (Some(layout), Some(valid_from)) = (layout, valid_from) else {
            return (None, errors);
        };
        let Some(entries) = entries.filter(|_| errors.is_empty()) else { return (None, errors) };
        let lines = entries.lines();
        let source = self.source(against, (layout, valid_from, valid_to), entries);
        match Form::check(source) {
            Ok(form) => {
                check_sample(&form, against.today, &mut errors);
                let checked = Checked { form, valid_from, unit_id };
                (Some(checked).filter(|_| errors.is_empty()), errors)
            }
            Err(error) => {
                fault::add(against.lang, &error, &lines, &mut errors);
                (None, errors)
            }
        }
    }

    /// The parts that are written a line each.
    fn entries(&self, base: Option<&FormSource>, errors: &mut FormErrors) -> Option<Parts> {
        for (name, text, max) in [
            ("form_recipients", &self.form_recipients, LINES_MAX),
            ("form_signatures", &self.form_signatures, LINES_MAX),
            ("form_fields", &self.form_fields, LINES_MAX),
            ("form_bases", &self.form_bases, LINES_MAX),
            ("form_text", &self.form_text, TEXT_MAX),
        ] {
            errors.text(name, text, false, max);
        }
        let signatures = lines::signatures(&self.form_signatures);
        let fields = lines::fields(&self.form_fields, base);
        let bases = lines::bases(&self.form_bases);
        Some(Parts {
            recipients: lines::recipients(&self.form_recipients),
            signatures: readable("form_signatures", signatures, errors)?,
            fields: readable("form_fields", fields, errors)?,
            bases: readable("form_bases", bases, errors)?,
        })
    }

    fn source(
        &self,
        against: &Against<'_>,
        (layout, valid_from, valid_to): (Layout, NaiveDate, Option<NaiveDate>),
        parts: Parts,
    ) -> FormSource {
        let is_same =
            |base: &&FormSource| base.act == self.form_act && base.number == self.form_number;
        let origin = match against.base.filter(is_same) {
            Some(base) => base.origin,
            None if self.form_number.is_empty() => Origin::Office,
            None => Origin::Official,
        };
        FormSource {
            key: against.key.to_owned(),
            name: self.form_name.clone(),
            act: self.form_act.clone(),
            number: self.form_number.clone(),
            origin,
            valid_from: Some(valid_from),
            valid_to,
            layout,
            symbol: self.form_symbol.clone(),
            title: self.form_title.clone(),
            subject: self.form_subject.clone(),
            letter_subject: self.form_letter_subject.clone(),
            recipients: values(parts.recipients),
            dated: !self.form_dated.is_empty(),
            sealed: is_sealed(against.key),
            signatures: values(parts.signatures),
            bases: values(parts.bases),
            fields: values(parts.fields),
            text: FormText { body: self.form_text.clone() },
        }
    }
}

/// The parts that are written a line each, with their lines.
struct Parts {
    recipients: Entries<String>,
    signatures: Entries<papers::FormSignature>,
    fields: Entries<papers::Field>,
    bases: Entries<papers::Basis>,
}

impl Parts {
    fn lines(&self) -> EntryLines {
        EntryLines {
            recipients: lines_of(&self.recipients),
            signatures: lines_of(&self.signatures),
            bases: lines_of(&self.bases),
            fields: lines_of(&self.fields),
        }
    }
}

fn lines_of<T>(entries: &Entries<T>) -> Vec<usize> {
    entries.iter().map(|(line, _)| *line).collect()
}

fn values<T>(entries: Entries<T>) -> Vec<T> {
    entries.into_iter().map(|(_, value)| value).collect()
}

fn readable<T>(
    name: &'static str,
    read: Result<T, LineFault>,
    errors: &mut FormErrors,
) -> Option<T> {
    read.map_err(|unread| fault::add_line(name, unread, errors)).ok()
}

/// A field whose fact is of another kind would come wrong in every draft: the made-up values show it.
fn check_sample(form: &Form, today: NaiveDate, errors: &mut FormErrors) {
    let field = match sheet::document(form, today) {
        Ok(_) => return,
        Err(
            FillError::NoSuchField { field }
            | FillError::TooLong { field, .. }
            | FillError::TooMany { field, .. }
            | FillError::TooManyCells { field, .. }
            | FillError::NotADate { field },
        ) => field,
    };
    errors.add_with("form_fields", "error-form-fact-kind", vec![("word", field)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
    }

    fn against<'a>(key: &'a str, base: Option<&'a FormSource>) -> Against<'a> {
        Against { lang: Lang::Vi, key, base, units: &[], today: today() }
    }

    #[test]
    fn a_built_in_form_comes_back_from_the_page_as_it_was() {
        for form in papers::forms() {
            let source = form.source();
            let mut typed = FormForm::of(source, None).cleaned();
            if typed.form_from.is_empty() {
                typed.form_from = "2020-01-01".to_owned();
            }
            let (checked, errors) = typed.check(&against(form.key(), Some(source)));
            assert!(errors.is_empty(), "{}: {errors:?}", form.key());
            let mut back = checked.unwrap().form.source().clone();
            back.valid_from = source.valid_from;
            back.text.body = format!("{}\n", back.text.body);
            assert_eq!(&back, source, "{}", form.key());
        }
    }

    #[test]
    fn a_key_is_made_of_plain_letters() {
        assert_eq!(key_of("Giấy mời làm việc (mẫu số 2)"), "giay-moi-lam-viec-mau-so-2");
        assert_eq!(key_of("…"), "");
        let long = key_of(&"đơn từ ".repeat(50));
        assert!(long.len() <= KEY_MAX && !long.ends_with('-'), "{long}");
    }

    #[test]
    fn what_is_of_denunciations_is_sealed() {
        assert!(is_sealed("denunciation-cua-phuong"));
        assert!(is_sealed("transfer-slip-denunciation"));
        assert!(!is_sealed("complaint-accept-notice"));
        let form = papers::forms().iter().find(|form| form.key() == "complaint-accept-notice");
        let source = form.unwrap().source();
        let typed = FormForm::of(source, None);
        let (checked, errors) = typed.check(&against("denunciation-cua-phuong", Some(source)));
        assert!(checked.is_none());
        let error = errors.of("form_fields").unwrap();
        assert_eq!(error.key, "form-fault-sealed-fact");
        assert!(error.args.contains(&("word", "person.name".to_owned())), "{error:?}");
    }

    #[test]
    fn a_fact_of_another_kind_is_refused() {
        let typed = FormForm {
            form_name: "Giấy mời".to_owned(),
            form_layout: "slip".to_owned(),
            form_from: "2026-11-25".to_owned(),
            form_fields: "việc | Việc | ngày | | case.subject".to_owned(),
            form_text: "Về {việc}".to_owned(),
            ..FormForm::default()
        };
        let (checked, errors) = typed.check(&against("giay-moi", None));
        assert!(checked.is_none());
        assert_eq!(errors.of("form_fields").map(|error| error.key), Some("error-form-fact-kind"));
    }
}
