//! From a row of the law and the day of the fact to the deadline, or why there is none.

use chrono::NaiveDate;
use law::deadline::{Deadline, Pause};
use law::rule::{self, Circumstances, Measure, Row, RuleId, Unit};
use law::settings::Rules;

/// Most working days that are counted in one go.
pub const MOST_DAYS: u32 = 10_000;

/// Why a question has no date for an answer; the sentence for people is `deadline-none-<code>`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    #[error("no rule {code} in force on {event}; see --list")]
    Unknown { code: String, event: NaiveDate },
    #[error("{code} is not in force on {event}, only from {from}{}", until(*to))]
    NotInForce { code: &'static str, event: NaiveDate, from: NaiveDate, to: Option<NaiveDate> },
    #[error("{code} has several cases: say {}", several.join(", "))]
    Several { code: String, several: Vec<&'static str> },
    #[error("{code} gives no date: {measure}")]
    NoDate { code: &'static str, measure: String },
}

fn until(to: Option<NaiveDate>) -> String {
    to.map(|to| format!(" to {to}")).unwrap_or_default()
}

impl NoAnswer {
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "deadline-none-unknown",
            Self::NotInForce { .. } => "deadline-none-not-in-force",
            Self::Several { .. } => "deadline-none-several",
            Self::NoDate { .. } => "deadline-none-no-date",
        }
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question<'q> {
    /// A row (`KN-03b`) or a family of rows (`KN-03`).
    pub code: &'q str,
    /// Day of the fact, or of the event it must precede.
    pub event: NaiveDate,
    pub circumstances: Circumstances,
    /// Time that does not count.
    pub pauses: &'q [Pause],
}

/// The row that was in force on the day.
///
/// # Errors
/// There is none, or there are several.
pub fn find(code: &str, event: NaiveDate) -> Result<&'static Row, NoAnswer> {
    let code = code.to_uppercase();
    let (head, last) = code.split_at(code.len().saturating_sub(1));
    let is_part =
        head.ends_with(|c: char| c.is_ascii_digit()) && last.starts_with(char::is_alphabetic);
    let code = if is_part { format!("{head}{}", last.to_lowercase()) } else { code.clone() };
    if let Some(id) = RuleId::from_code(&code) {
        let row = rule::row_of(id);
        if row.valid.contains(event) {
            return Ok(row);
        }
        let (from, to) = (row.valid.from, row.valid.to);
        return Err(NoAnswer::NotInForce { code: id.code(), event, from, to });
    }
    match rule::in_force(&code, event).as_slice() {
        [row] => Ok(row),
        [] => Err(NoAnswer::Unknown { code, event }),
        several => {
            let several = several.iter().map(|row| row.id.code()).collect();
            Err(NoAnswer::Several { code, several })
        }
    }
}

/// The deadline of a question.
///
/// # Errors
/// No row was in force, or it gives no date.
pub fn answer(question: &Question<'_>, rules: &Rules<'_>) -> Result<Deadline, NoAnswer> {
    let row = find(question.code, question.event)?;
    let rule = match row.measure {
        Measure::OwnSetting => rule::petition_answer(rules.settings.petition_answer_working_days),
        _ => row
            .for_case(question.circumstances)
            .ok_or_else(|| NoAnswer::NoDate { code: row.id.code(), measure: measure(row) })?,
    };
    Ok(Deadline::running(rule, question.event, question.pauses, &[], rules))
}

/// How a row measures, in English for the command line.
pub fn measure(row: &Row) -> String {
    match row.measure {
        Measure::Within(count, unit) => format!("within {count} {}", unit.code()),
        Measure::Before(count, unit) => format!("at least {count} {} before", unit.code()),
        Measure::Lasting(count, unit) => format!("at least {count} {}", unit.code()),
        Measure::AtOnce => "at once".to_owned(),
        Measure::WhileResolving => "while the period to resolve runs".to_owned(),
        Measure::NotCounted => "time that does not count".to_owned(),
        Measure::Often(count, per) => format!("{count} per {}", per.code()),
        Measure::People(count) => format!("{count} people"),
        Measure::Unmeasured => "a duty without a number".to_owned(),
        Measure::OwnSetting => "set by the office".to_owned(),
    }
}

/// A row or family that can be asked for: its code, and the row that names it.
pub type Asked = (&'static str, &'static Row);

/// Everything that gives a date, in the order of the law. Rows that follow each other in time are one
/// choice, for the day decides between them; rows in force together are one each.
pub fn choices() -> Vec<Asked> {
    let is_dated = |row: &&Row| {
        matches!(row.measure, Measure::OwnSetting)
            || row.for_case(Circumstances::default()).is_some_and(|rule| rule.unit != Unit::Hour)
    };
    let dated: Vec<&'static Row> = rule::rows().filter(is_dated).collect();
    let mut choices: Vec<Asked> = Vec::new();
    for row in &dated {
        let family = family(row.id.code());
        let kin = || rule::rows().filter(|other| self::family(other.id.code()) == family);
        let is_alone = kin()
            .all(|other| other.id == row.id || !overlap((row.valid.from, row.valid.to), other));
        let (code, shown) = if is_alone {
            (family, kin().max_by_key(|row| row.valid.from).unwrap_or(row))
        } else {
            (row.id.code(), *row)
        };
        if choices.iter().all(|(known, _)| *known != code) {
            choices.push((code, shown));
        }
    }
    choices
}

/// `KN-03` of `KN-03b`.
fn family(code: &'static str) -> &'static str {
    code.trim_end_matches(|c: char| c.is_ascii_lowercase())
}

fn overlap((from, to): (NaiveDate, Option<NaiveDate>), other: &Row) -> bool {
    to.is_none_or(|to| other.valid.from <= to) && other.valid.to.is_none_or(|end| from <= end)
}

#[cfg(test)]
mod tests {
    use law::calendar::WorkCalendar;
    use law::settings::Settings;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_choice_answers_on_a_day_of_its_own() {
        let calendar = WorkCalendar::new([], [], day("2023-01-01"), day("2027-12-31")).unwrap();
        let settings = Settings::default();
        let rules = Rules { calendar: &calendar, settings: &settings };
        let choices = choices();
        assert!(choices.len() > 30, "{}", choices.len());
        for (code, row) in choices {
            let event = row.valid.from.max(day("2024-01-02"));
            let question =
                Question { code, event, circumstances: Circumstances::default(), pauses: &[] };
            let deadline =
                answer(&question, &rules).unwrap_or_else(|none| panic!("{code}: {none}"));
            assert_eq!(family(deadline.rule.id.code()), family(row.id.code()));
        }
    }

    #[test]
    fn rows_that_follow_each_other_are_one_choice() {
        let codes: Vec<&str> = choices().into_iter().map(|(code, _)| code).collect();
        assert!(codes.contains(&"KN-03") && !codes.contains(&"KN-03b"), "{codes:?}");
        assert!(codes.contains(&"KN-02a") && !codes.contains(&"KN-02"), "{codes:?}");
        let mut once = codes.clone();
        once.dedup();
        assert_eq!(once, codes);
    }
}
