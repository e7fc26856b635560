//! Figures entered for a column (số liệu đầu kỳ): of the time before this program, and of columns it does not hold.

use chrono::NaiveDate;
use serde::Deserialize;
use statistics::{Circular, How, Unit};

use crate::web::form::FormErrors;

const NOTE_MAX: usize = 500;
/// Larger than any figure of a country, and small enough that sums of all units fit.
const VALUE_MAX: i64 = 1_000_000_000_000_000;
/// Columns of one page.
const ENTRIES_MAX: usize = 60;

/// What was typed: a form, its days, and a value a column (`column-5`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OpeningForm {
    pub circular: String,
    pub form: String,
    pub from: String,
    pub to: String,
    /// `flow` or `stock`.
    pub nature: String,
    pub note: String,
    pub token: String,
    /// Number of a column and what was typed for it.
    pub column: Vec<u32>,
    pub value: Vec<String>,
}

/// Figures of one page, ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOpenings {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub is_stock: bool,
    pub note: String,
    /// Column and value in its base unit.
    pub values: Vec<(u32, i64)>,
}

/// Reads a value as Vietnamese reports print it: `1.234`, million đồng `12,5`, square metres `120,25`.
pub fn parse_value(unit: Unit, raw: &str) -> Option<i64> {
    let raw: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, fraction) = raw.split_once(',').unwrap_or((raw.as_str(), ""));
    let places = unit.places() as usize;
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if fraction.len() > places || !is_number(fraction) || whole.is_empty() {
        return None;
    }
    let groups: Vec<&str> = whole.split('.').collect();
    let is_grouped = match groups.as_slice() {
        [only] => !only.is_empty(),
        [first, rest @ ..] => {
            (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3)
        }
        [] => false,
    };
    let digits = groups.concat();
    if !is_grouped || !is_number(&digits) {
        return None;
    }
    let value: i64 = format!("{digits}{fraction:0<places$}").parse().ok()?;
    (value <= VALUE_MAX).then_some(value)
}

/// Reads the page; only columns that are counted or typed take a figure, sums follow from them.
pub fn parse(
    form: &OpeningForm,
    circular: &Circular,
    today: NaiveDate,
) -> Result<NewOpenings, FormErrors> {
    let mut errors = FormErrors::default();
    let from = errors.date("from", &form.from, true);
    let to = errors.date("to", &form.to, true);
    if let (Some(from), Some(to)) = (from, to) {
        if to < from {
            errors.add("to", "error-to-before-from");
        }
        if from > today {
            errors.add("from", "error-date-ahead");
        }
    }
    let is_stock = errors.choice("nature", &form.nature, |raw| match raw {
        "flow" => Some(false),
        "stock" => Some(true),
        _ => None,
    });
    let note = errors.text("note", &form.note, true, NOTE_MAX);
    let values = values(form, circular, &mut errors);
    let (Some(from), Some(to), Some(is_stock)) = (from, to, is_stock) else { return Err(errors) };
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(NewOpenings { from, to, is_stock, note, values })
}

fn values(form: &OpeningForm, circular: &Circular, errors: &mut FormErrors) -> Vec<(u32, i64)> {
    let mut values = Vec::new();
    let typed = form.column.iter().zip(&form.value).take(ENTRIES_MAX);
    for (no, raw) in typed.filter(|(_, raw)| !raw.trim().is_empty()) {
        let column = circular.column(&form.form, *no);
        let column = column.filter(|one| matches!(one.how, How::Count(_) | How::Typed));
        match column.and_then(|column| parse_value(column.unit, raw)) {
            Some(value) => values.push((*no, value)),
            None => {
                errors.add_with("value", "error-opening-value", vec![("column", no.to_string())]);
            }
        }
    }
    if values.is_empty() && errors.of("value").is_none() {
        errors.add("value", "error-opening-none");
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reads_as_it_is_printed() {
        let good = [
            (Unit::Count, "0", 0),
            (Unit::Count, " 5.177 ", 5_177),
            (Unit::Count, "334878", 334_878),
            (Unit::Money, "12,5", 12_500_000),
            (Unit::Money, "1.250", 1_250_000_000),
            (Unit::Land, "120,25", 12_025),
            (Unit::Land, "3", 300),
        ];
        for (unit, raw, value) in good {
            assert_eq!(parse_value(unit, raw), Some(value), "{raw}");
            let shown = unit.shown(value);
            assert_eq!(parse_value(unit, &shown), Some(value), "{shown}");
        }
        let bad = [
            (Unit::Count, ""),
            (Unit::Count, "-3"),
            (Unit::Count, "1,5"),
            (Unit::Count, "1.23"),
            (Unit::Count, ".5"),
            (Unit::Count, "12.3456"),
            (Unit::Count, "mười"),
            (Unit::Land, "1,234"),
            (Unit::Money, "1,1234567"),
            (Unit::Count, "99999999999999999999"),
        ];
        for (unit, raw) in bad {
            assert_eq!(parse_value(unit, raw), None, "{raw}");
        }
    }
}
