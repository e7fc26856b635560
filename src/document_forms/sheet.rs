//! A form as a paper with made-up values.

use chrono::NaiveDate;
use papers::{Document, FillError, Form, date_in_words, sample, sample_frame};

/// A day on which papers are made with the form: today, or the nearest one.
fn day_of(form: &Form, today: NaiveDate) -> NaiveDate {
    let source = form.source();
    let day = source.valid_from.map_or(today, |from| today.max(from));
    source.valid_to.map_or(day, |to| day.min(to))
}

/// The paper with made-up values.
///
/// # Errors
/// A fact a field is filled from is not of the kind of the field.
pub fn document(form: &Form, today: NaiveDate) -> Result<Document, FillError> {
    let day = day_of(form, today);
    let mut frame = sample_frame(form);
    // The head of the paper and {ngày} in its text say the same day.
    if let Some((place, _)) = frame.place_and_date.split_once(',') {
        frame.place_and_date = format!("{place}, {}", date_in_words(day));
    }
    form.document(&sample(form), &frame, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_form_has_its_sheet_on_a_day_it_is_used() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        for form in papers::forms() {
            let day = day_of(form, today);
            assert!(form.is_valid_on(day), "{} on {day}", form.key());
            let made = document(form, today).unwrap();
            assert!(!made.body.is_empty(), "{}", form.key());
        }
    }
}
