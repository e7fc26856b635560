//! The form of a draft, whose fields are those of its paper's form.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use papers::{FillError, Form, Kind};

use super::content::{Content, Values};
use super::frame::{Power, Signing};
use crate::text::{clean_line, clean_text};
use crate::web::form::FormErrors;

pub const NAME_MAX: usize = 120;
pub const SYMBOL_MAX: usize = 30;
pub const NOTE_MAX: usize = 2_000;

/// Fields of one form.
const MOST: usize = 100;

/// Names of the inputs, one for each field of a form in its order.
static INPUTS: LazyLock<Vec<String>> =
    LazyLock::new(|| (0..MOST).map(|at| format!("field_{at}")).collect());

/// The name of the input of a field.
pub fn input(at: usize) -> &'static str {
    INPUTS.get(at).map_or("", String::as_str)
}

/// What was sent, by name of the input.
pub type Typed = BTreeMap<String, String>;

fn typed<'t>(sent: &'t Typed, name: &str) -> &'t str {
    sent.get(name).map_or("", String::as_str)
}

/// What was typed into the fields of a form, as it is shown again.
pub fn values_of(form: &Form, sent: &Typed) -> Values {
    let fields = form.fields().iter().enumerate();
    fields.map(|(at, field)| (field.name.clone(), typed(sent, input(at)).to_owned())).collect()
}

/// Reads a draft. A gap may stay open in a draft; what is too long or cannot be read may not.
pub fn read(form: &Form, sent: &Typed, before: &Content, errors: &mut FormErrors) -> Content {
    let mut values = Values::new();
    for (at, field) in form.fields().iter().enumerate() {
        let raw = typed(sent, input(at));
        let value = match field.kind {
            Kind::Line | Kind::Date => clean_line(raw),
            Kind::Text | Kind::List | Kind::Table => clean_text(raw),
        };
        if !value.is_empty() {
            values.insert(field.name.clone(), value);
        }
    }
    let power = errors.choice("power", typed(sent, "power"), Power::from_code);
    let power = power.unwrap_or(before.signing.power);
    let title =
        errors.line("signer_title", typed(sent, "signer_title"), power.needs_title(), NAME_MAX);
    let name = errors.line("signer_name", typed(sent, "signer_name"), false, NAME_MAX);
    let symbol =
        errors.line("symbol", typed(sent, "symbol"), !before.symbol.is_empty(), SYMBOL_MAX);
    let is_symbol = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    if !symbol.chars().all(is_symbol) {
        errors.add("symbol", "error-symbol");
    }
    Content {
        form: form.clone(),
        values,
        signing: Signing { power, title, name },
        // A paper without a number stays one.
        symbol: if before.symbol.is_empty() { String::new() } else { symbol },
        unit_id: before.unit_id,
    }
}

/// Puts what does not fit beside its field.
pub fn add_fill_error(form: &Form, error: &FillError, errors: &mut FormErrors) {
    let at = |name: &str| form.fields().iter().position(|field| field.name == name);
    let place = |name: &str| at(name).map_or("symbol", input);
    match error {
        FillError::TooLong { field, limit } => {
            errors.add_with(place(field), "error-paper-long", vec![("max", limit.to_string())]);
        }
        FillError::TooMany { field, limit } => {
            errors.add_with(place(field), "error-paper-many", vec![("max", limit.to_string())]);
        }
        FillError::NoSuchField { field } => errors.add(place(field), "error-choice"),
        FillError::NotADate { field } => errors.add(place(field), "error-date"),
        FillError::TooManyCells { field, row, columns } => {
            let said = vec![("row", row.to_string()), ("cells", columns.to_string())];
            errors.add_with(place(field), "error-paper-cells", said);
        }
    }
}

/// Puts what is still missing beside its field.
pub fn add_missing(content: &Content, errors: &mut FormErrors) {
    for name in content.form.missing(&content.values) {
        let at = content.form.fields().iter().position(|field| field.name == name);
        if let Some(at) = at {
            errors.add(input(at), "error-required");
        }
    }
}
