//! What a person got wrong is data, not an error: the page is shown again with the values kept.

use chrono::{NaiveDate, NaiveTime};

use crate::text;

/// A mistake beside a field: the key of its sentence and the values in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: &'static str,
    pub key: &'static str,
    pub args: Vec<(&'static str, String)>,
}

/// The mistakes of one form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors(pub Vec<FieldError>);

impl FormErrors {
    pub fn add(&mut self, field: &'static str, key: &'static str) {
        self.0.push(FieldError { field, key, args: Vec::new() });
    }

    pub fn add_with(
        &mut self,
        field: &'static str,
        key: &'static str,
        args: Vec<(&'static str, String)>,
    ) {
        self.0.push(FieldError { field, key, args });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first mistake of a field.
    pub fn of(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|error| error.field == field)
    }

    /// A line that must be there and not too long.
    pub fn line(&mut self, field: &'static str, raw: &str, required: bool, max: usize) -> String {
        let value = text::clean_line(raw);
        self.length(field, &value, required, max);
        value
    }

    /// A text of several lines.
    pub fn text(&mut self, field: &'static str, raw: &str, required: bool, max: usize) -> String {
        let value = text::clean_text(raw);
        self.length(field, &value, required, max);
        value
    }

    fn length(&mut self, field: &'static str, value: &str, required: bool, max: usize) {
        let count = value.chars().count();
        if required && count == 0 {
            self.add(field, "error-required");
        } else if count > max {
            let args = vec![("max", max.to_string()), ("count", count.to_string())];
            self.add_with(field, "error-too-long", args);
        }
    }

    /// A date as `2026-11-25` (date input) or `25/11/2026` (typed). Empty gives none.
    pub fn date(&mut self, field: &'static str, raw: &str, required: bool) -> Option<NaiveDate> {
        let raw = raw.trim();
        if raw.is_empty() {
            if required {
                self.add(field, "error-date-required");
            }
            return None;
        }
        let date = parse_date(raw);
        if date.is_none() {
            self.add(field, "error-date");
        }
        date
    }

    /// One of the codes of an enum.
    pub fn choice<T>(
        &mut self,
        field: &'static str,
        raw: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = parse(raw.trim());
        if value.is_none() {
            self.add(field, "error-choice");
        }
        value
    }

    /// A Vietnamese phone number, digits and `+` only; may be empty.
    pub fn phone(&mut self, field: &'static str, raw: &str) -> String {
        let value: String =
            raw.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')')).collect();
        let digits = value.strip_prefix('+').unwrap_or(&value);
        let is_plausible =
            (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !value.is_empty() && !is_plausible {
            self.add(field, "error-phone");
        }
        text::clean_line(&value)
    }

    /// An e-mail address; may be empty.
    pub fn email(&mut self, field: &'static str, raw: &str) -> String {
        let value = text::clean_line(raw);
        let is_address = value.len() <= 254 && value.parse::<lettre::Address>().is_ok();
        if !value.is_empty() && !is_address {
            self.add(field, "error-email");
        }
        value
    }
}

/// Years beyond these are slips of the keyboard.
pub fn parse_date(raw: &str) -> Option<NaiveDate> {
    use chrono::Datelike;
    let date = NaiveDate::parse_from_str(raw, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(raw, "%d/%m/%Y"))
        .ok()?;
    (1900..=2100).contains(&date.year()).then_some(date)
}

/// The kind of field that can show a value: browsers blank a date or a time they cannot read, and
/// what was typed would be lost.
pub fn input_kind<'k>(kind: &'k str, value: &str) -> &'k str {
    let is_shown = match kind {
        "date" => NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok(),
        "time" => NaiveTime::parse_from_str(value, "%H:%M").is_ok(),
        "number" => value.parse::<f64>().is_ok(),
        _ => true,
    };
    if is_shown || value.is_empty() { kind } else { "text" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        assert_eq!(parse_date("25/11/2026"), NaiveDate::from_ymd_opt(2026, 11, 25));
        assert_eq!(parse_date("2026-11-25"), NaiveDate::from_ymd_opt(2026, 11, 25));
        for wrong in ["31/02/2026", "2026-13-01", "hôm nay", "1/1/26", "0001-01-01", "9999-01-01"]
        {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_field_shows_what_was_typed() {
        assert_eq!(input_kind("date", "2026-11-25"), "date");
        assert_eq!(input_kind("date", ""), "date");
        assert_eq!(input_kind("date", "31/02/2026"), "text");
        assert_eq!(input_kind("time", "25 giờ"), "text");
        assert_eq!(input_kind("number", "năm"), "text");
        assert_eq!(input_kind("text", "năm"), "text");
    }

    #[test]
    fn mistakes_are_collected_beside_their_field() {
        let mut errors = FormErrors::default();
        assert_eq!(errors.line("name", " Nguyễn  Văn A ", true, 100), "Nguyễn Văn A");
        errors.line("demand", "", true, 100);
        errors.text("content", &"ă".repeat(11), true, 10);
        assert_eq!(errors.date("on", "31/02/2026", true), None);
        errors.email("email", "không phải thư");
        errors.phone("phone", "12ab");
        let keys: Vec<_> = errors.0.iter().map(|e| (e.field, e.key)).collect();
        assert_eq!(
            keys,
            [
                ("demand", "error-required"),
                ("content", "error-too-long"),
                ("on", "error-date"),
                ("email", "error-email"),
                ("phone", "error-phone"),
            ]
        );
        assert!(errors.of("name").is_none());
        let mut fine = FormErrors::default();
        assert_eq!(fine.phone("phone", "0203.385 4567"), "02033854567");
        assert_eq!(fine.email("email", "an@example.vn"), "an@example.vn");
        assert!(fine.is_empty());
    }
}
