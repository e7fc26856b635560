//! Forms of the register of management work.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::Kind;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;

/// The largest number that can be typed.
pub const COUNT_MAX: i32 = 1_000_000;
pub const REASON_MAX: usize = 1_000;
const NUMBER_MAX: usize = 100;
const TITLE_MAX: usize = 500;

/// One form for all kinds: each shows its own fields, the others stay empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EntryForm {
    pub token: String,
    /// The line that was struck out and is entered again; empty otherwise.
    pub replaces: String,
    pub kind: String,
    pub register_date: String,
    pub register_number: String,
    pub register_title: String,
    pub participants: String,
    pub inspected_units: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConclusionForm {
    pub version: String,
    pub inspection_concluded_on: String,
    pub conclusion_number: String,
    pub rec_organisations: String,
    pub rec_people: String,
    pub transferred_organisations: String,
    pub transferred_people: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProgressForm {
    pub version: String,
    pub token: String,
    pub progress_on: String,
    pub handled_organisations: String,
    pub handled_people: String,
    pub prosecuted_cases: String,
    pub prosecuted_people: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CompletionForm {
    pub version: String,
    pub carried_out_on: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StrikingForm {
    pub version: String,
    pub struck_reason: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProgressStrikingForm {
    pub version: String,
    pub struck_progress: String,
    pub progress_reason: String,
}

/// All that can be typed on the page of a line; one at a time is sent.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub conclusion: ConclusionForm,
    pub progress: ProgressForm,
    pub completion: CompletionForm,
    pub striking: StrikingForm,
    pub progress_striking: ProgressStrikingForm,
}

/// A line to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub kind: Kind,
    pub on: NaiveDate,
    pub number: String,
    pub title: String,
    pub people: i32,
    pub units: i32,
}

/// The conclusion of an inspection, with what it recommends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    pub on: NaiveDate,
    pub number: String,
    pub rec_organisations: i32,
    pub rec_people: i32,
    pub transferred_organisations: i32,
    pub transferred_people: i32,
}

/// What was done on a day to carry a conclusion out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub on: NaiveDate,
    pub organisations: i32,
    pub people: i32,
    pub prosecuted_cases: i32,
    pub prosecuted_people: i32,
}

/// A whole number from 0 to [`COUNT_MAX`], with or without the points people put between thousands: `1200`,
/// `1.200`.
pub fn count_of(raw: &str) -> Option<i32> {
    let raw = raw.trim();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let whole = match raw.split_once('.') {
        None => raw.to_owned(),
        Some((first, rest)) => {
            // `0.500` may be a half.
            let is_grouped = (1..=3).contains(&first.len())
                && !first.starts_with('0')
                && rest.split('.').all(|part| part.len() == 3);
            is_grouped.then(|| raw.replace('.', ""))?
        }
    };
    let count = digits(&whole).then(|| whole.parse::<i32>().ok())??;
    (count <= COUNT_MAX).then_some(count)
}

/// `1.200`, as people write it.
pub fn count_text(count: i32) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

fn count(errors: &mut FormErrors, (field, raw): (&'static str, &str), is_required: bool) -> i32 {
    if raw.trim().is_empty() {
        if is_required {
            errors.add(field, "error-required");
        }
        return 0;
    }
    count_of(raw).unwrap_or_else(|| {
        errors.add_with(field, "error-management-count", vec![("max", count_text(COUNT_MAX))]);
        0
    })
}

/// A day that has come.
fn past(
    ctx: &Ctx,
    errors: &mut FormErrors,
    (field, raw): (&'static str, &str),
) -> Option<NaiveDate> {
    let day = errors.date(field, raw, true)?;
    if day > ctx.today {
        errors.add(field, "error-date-ahead");
    }
    Some(day)
}

/// A day that has come, not before another: what happened before it stands in `key`, with the day as `day`.
fn not_before(
    ctx: &Ctx,
    errors: &mut FormErrors,
    typed: (&'static str, &str),
    (first, key): (NaiveDate, &'static str),
) -> Option<NaiveDate> {
    let day = past(ctx, errors, typed)?;
    if day < first {
        errors.add_with(typed.0, key, vec![("day", ctx.lang.date(first))]);
    }
    Some(day)
}

/// # Errors
/// The mistakes, field by field.
pub fn line(ctx: &Ctx, form: &EntryForm, kind: Kind) -> Result<Line, FormErrors> {
    let mut errors = FormErrors::default();
    let on = past(ctx, &mut errors, ("register_date", &form.register_date));
    let number = match kind.has_number() {
        true => errors.line("register_number", &form.register_number, true, NUMBER_MAX),
        false => String::new(),
    };
    let title = errors.line("register_title", &form.register_title, true, TITLE_MAX);
    let people = match kind {
        Kind::Class => count(&mut errors, ("participants", &form.participants), true),
        _ => 0,
    };
    let units = match kind {
        Kind::Inspection => count(&mut errors, ("inspected_units", &form.inspected_units), true),
        _ => 0,
    };
    match on {
        Some(on) if errors.is_empty() => Ok(Line { kind, on, number, title, people, units }),
        _ => Err(errors),
    }
}

/// `started_on`: the day of the decision to inspect.
///
/// # Errors
/// The mistakes, field by field.
pub fn conclusion(
    ctx: &Ctx,
    form: &ConclusionForm,
    started_on: NaiveDate,
) -> Result<Conclusion, FormErrors> {
    let mut errors = FormErrors::default();
    let typed = ("inspection_concluded_on", form.inspection_concluded_on.as_str());
    let on = not_before(ctx, &mut errors, typed, (started_on, "error-management-before-start"));
    let number = errors.line("conclusion_number", &form.conclusion_number, true, NUMBER_MAX);
    let mut number_of =
        |field: &'static str, raw: &String| count(&mut errors, (field, raw.as_str()), false);
    let rec_organisations = number_of("rec_organisations", &form.rec_organisations);
    let rec_people = number_of("rec_people", &form.rec_people);
    let transferred_organisations =
        number_of("transferred_organisations", &form.transferred_organisations);
    let transferred_people = number_of("transferred_people", &form.transferred_people);
    match on {
        Some(on) if errors.is_empty() => Ok(Conclusion {
            on,
            number,
            rec_organisations,
            rec_people,
            transferred_organisations,
            transferred_people,
        }),
        _ => Err(errors),
    }
}

/// `within`: the day of the conclusion, and the day it was carried out wholly, if it was.
///
/// # Errors
/// The mistakes, field by field.
pub fn progress(
    ctx: &Ctx,
    form: &ProgressForm,
    within: (NaiveDate, Option<NaiveDate>),
) -> Result<Progress, FormErrors> {
    let mut errors = FormErrors::default();
    let typed = ("progress_on", form.progress_on.as_str());
    let on = not_before(ctx, &mut errors, typed, (within.0, "error-management-before-conclusion"));
    if let Some((on, last)) = on.zip(within.1)
        && on > last
    {
        let args = vec![("day", ctx.lang.date(last))];
        errors.add_with("progress_on", "error-management-after-completion", args);
    }
    let mut number_of =
        |field: &'static str, raw: &String| count(&mut errors, (field, raw.as_str()), false);
    let organisations = number_of("handled_organisations", &form.handled_organisations);
    let people = number_of("handled_people", &form.handled_people);
    let prosecuted_cases = number_of("prosecuted_cases", &form.prosecuted_cases);
    let prosecuted_people = number_of("prosecuted_people", &form.prosecuted_people);
    let counts = [organisations, people, prosecuted_cases, prosecuted_people];
    if errors.is_empty() && counts == [0; 4] {
        errors.add("handled_organisations", "error-management-nothing");
    }
    match on {
        Some(on) if errors.is_empty() => {
            Ok(Progress { on, organisations, people, prosecuted_cases, prosecuted_people })
        }
        _ => Err(errors),
    }
}

/// `last_on`: the day of the conclusion, or of the last progress, whichever came later.
///
/// # Errors
/// The mistakes, field by field.
pub fn completion(
    ctx: &Ctx,
    form: &CompletionForm,
    last_on: NaiveDate,
) -> Result<NaiveDate, FormErrors> {
    let mut errors = FormErrors::default();
    let typed = ("carried_out_on", form.carried_out_on.as_str());
    let on = not_before(ctx, &mut errors, typed, (last_on, "error-management-before-progress"));
    on.filter(|_| errors.is_empty()).ok_or(errors)
}

/// Why a line is struck out.
///
/// # Errors
/// The mistake.
pub fn striking(form: &StrikingForm) -> Result<String, FormErrors> {
    let mut errors = FormErrors::default();
    let reason = errors.text("struck_reason", &form.struck_reason, true, REASON_MAX);
    if errors.is_empty() { Ok(reason) } else { Err(errors) }
}

/// Which line of progress is struck out, one of `known`, and why.
///
/// # Errors
/// The mistakes, field by field.
pub fn progress_striking(
    form: &ProgressStrikingForm,
    known: &[Uuid],
) -> Result<(Uuid, String), FormErrors> {
    let mut errors = FormErrors::default();
    let of = |raw: &str| known.iter().copied().find(|id| id.to_string() == raw);
    let which = errors.choice("struck_progress", &form.struck_progress, of);
    let reason = errors.text("progress_reason", &form.progress_reason, true, REASON_MAX);
    match which {
        Some(id) if errors.is_empty() => Ok((id, reason)),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (raw, count) in [
            ("0", 0),
            (" 45 ", 45),
            ("1.200", 1_200),
            ("12.345", 12_345),
            ("1.000.000", 1_000_000),
            ("1000000", 1_000_000),
        ] {
            assert_eq!(count_of(raw), Some(count), "{raw}");
        }
        for raw in [
            "",
            "-1",
            "+1",
            "1,200",
            "1.2",
            "1.20",
            "12.00",
            "1.2000",
            "0.500",
            "1234.567",
            ".200",
            "1.200.",
            "1.000.001",
            "99999999999",
            "năm",
            "1e3",
            "１２",
        ] {
            assert_eq!(count_of(raw), None, "{raw}");
        }
    }

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        for (count, text) in
            [(0, "0"), (999, "999"), (1_200, "1.200"), (12_345, "12.345"), (COUNT_MAX, "1.000.000")]
        {
            assert_eq!(count_text(count), text);
            assert_eq!(count_of(text), Some(count));
        }
    }
}
