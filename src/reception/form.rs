//! Forms of reception days.

use chrono::{Days, NaiveDate, NaiveTime};
use serde::Deserialize;

use crate::web::form::FormErrors;

pub const PLACE_MAX: usize = 200;
pub const REASON_MAX: usize = 500;
/// Nobody plans further ahead.
const AHEAD: Days = Days::new(366);

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DayForm {
    pub host: String,
    pub reception_on: String,
    pub from_time: String,
    pub to_time: String,
    pub reception_place: String,
    /// `yes` for an online session.
    pub online: String,
    /// `yes` where it is about a denunciation, and where the denouncer asks for no protection (BM-10).
    pub about_denunciation: String,
    pub cleared: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PostponementForm {
    pub new_day: String,
    pub postponement_reason: String,
    pub version: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HoldingForm {
    pub received_by: String,
    /// `HH:MM`; of an online session.
    pub connected_at: String,
    pub version: String,
}

/// The written conclusion with its tasks, line by line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConclusionForm {
    pub version: String,
    pub conclusion_text: String,
    pub conclusion_paper: String,
    pub task_who: Vec<String>,
    pub task_what: Vec<String>,
    pub task_by: Vec<String>,
}

/// Tasks that can be given at once.
pub const TASKS_MAX: usize = 6;

impl ConclusionForm {
    /// Who, what, by when: as many lines as the page has.
    pub fn lines(&self) -> Vec<(&str, &str, &str)> {
        fn of(all: &[String], n: usize) -> &str {
            all.get(n).map_or("", String::as_str)
        }
        let line = |n| (of(&self.task_who, n), of(&self.task_what, n), of(&self.task_by, n));
        (0..TASKS_MAX).map(line).collect()
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TaskForm {
    pub task_result: String,
}

/// All that can be typed on the page of a day; one at a time is sent.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub postponement: PostponementForm,
    pub holding: HoldingForm,
    pub conclusion: ConclusionForm,
    /// The task whose result was typed.
    pub task: Option<(String, TaskForm)>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PostingForm {
    pub version: String,
}

/// A day ahead of today, and of which the calendar knows the days off.
pub fn day_ahead(
    errors: &mut FormErrors,
    field: &'static str,
    raw: &str,
    (today, known_to): (NaiveDate, NaiveDate),
) -> Option<NaiveDate> {
    let day = errors.date(field, raw, true)?;
    let last = known_to.min(today + AHEAD);
    if day <= today || day > last {
        let shown = last.format("%d/%m/%Y").to_string();
        errors.add_with(field, "error-reception-day", vec![("last", shown)]);
        return None;
    }
    Some(day)
}

/// A time of the day as `HH:MM`.
pub fn time(errors: &mut FormErrors, field: &'static str, raw: &str) -> Option<NaiveTime> {
    let time = NaiveTime::parse_from_str(raw.trim(), "%H:%M").ok();
    if time.is_none() {
        errors.add(field, "error-reception-time");
    }
    time
}

/// From when to when, as `HH:MM`.
pub fn hours(errors: &mut FormErrors, from: &str, to: &str) -> Option<(String, String)> {
    let (from, to) = (time(errors, "from_time", from), time(errors, "to_time", to));
    let (from, to) = from.zip(to)?;
    if to <= from {
        errors.add("to_time", "error-reception-hours");
        return None;
    }
    Some((from.format("%H:%M").to_string(), to.format("%H:%M").to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(errors: &FormErrors) -> Vec<(&str, &str)> {
        errors.0.iter().map(|error| (error.field, error.key)).collect()
    }

    #[test]
    fn hours_are_in_order() {
        let mut errors = FormErrors::default();
        let hours_of = hours(&mut errors, " 8:00", "11:30").unwrap();
        assert_eq!(hours_of, ("08:00".to_owned(), "11:30".to_owned()));
        assert!(hours(&mut errors, "11:30", "11:30").is_none());
        assert!(hours(&mut errors, "24:00", "sáng").is_none());
        assert_eq!(
            keys(&errors),
            [
                ("to_time", "error-reception-hours"),
                ("from_time", "error-reception-time"),
                ("to_time", "error-reception-time"),
            ]
        );
    }

    #[test]
    fn a_day_lies_ahead_and_in_the_calendar() {
        let day = |raw: &str| raw.parse::<NaiveDate>().unwrap();
        let (today, known_to) = (day("2026-11-26"), day("2027-06-30"));
        let mut errors = FormErrors::default();
        for (raw, is_fine) in [
            ("2026-11-26", false),
            ("2026-11-27", true),
            ("2027-06-30", true),
            ("2027-07-01", false),
        ] {
            let found = day_ahead(&mut errors, "new_day", raw, (today, known_to));
            assert_eq!(found.is_some(), is_fine, "{raw}");
        }
        assert!(
            day_ahead(&mut errors, "new_day", "2027-11-28", (today, day("2028-12-31"))).is_none()
        );
        assert_eq!(errors.0.len(), 3);
    }
}
