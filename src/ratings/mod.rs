//! Ratings (đánh giá của người gửi): what who sent a case thinks of how it ended. Asked once on the page that
//! number and secret open, never by letter; who rated is not kept, and nobody reads the words but who may read
//! the case. Of a denunciation there are the two answers and no words.

pub mod service;
pub mod store;

use chrono::{Days, NaiveDate};
use serde::Deserialize;

use crate::web::form::FormErrors;

/// Characters of the words beside the answers.
pub const WORDS_MAX: usize = 500;

/// Days from the first answer on in which it can be changed.
pub const CHANGEABLE_DAYS: u64 = 30;

/// Steps of satisfaction, from very dissatisfied to very satisfied.
pub const SCORES: [i32; 5] = [1, 2, 3, 4, 5];

/// From this step on somebody is satisfied.
pub const SATISFIED: i32 = 4;

/// Whether the matter was settled, as who sent it sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    Yes,
    Partly,
    No,
}

impl Settled {
    pub const ALL: [Self; 3] = [Self::Yes, Self::Partly, Self::No];

    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|settled| settled.code() == code)
    }
}

/// The form on the page of tracking.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RatingForm {
    pub settled: String,
    pub score: String,
    pub words: String,
}

/// What somebody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    pub settled: Settled,
    pub score: i32,
    pub words: String,
}

impl RatingForm {
    /// The answers, or what is wrong with them, field by field.
    ///
    /// # Errors
    /// The mistakes.
    pub fn check(&self, takes_words: bool) -> Result<Rating, FormErrors> {
        let mut errors = FormErrors::default();
        let settled = errors.choice("settled", &self.settled, Settled::from_code);
        let score = errors.choice("score", &self.score, |raw| {
            SCORES.into_iter().find(|score| score.to_string() == raw)
        });
        let words = if takes_words { self.words.as_str() } else { "" };
        let words = errors.text("words", words, false, WORDS_MAX);
        match settled.zip(score).filter(|_| errors.is_empty()) {
            Some((settled, score)) => Ok(Rating { settled, score, words }),
            None => Err(errors),
        }
    }
}

/// The last day on which an answer can be changed.
pub fn changeable_until(first_on: NaiveDate) -> NaiveDate {
    first_on + Days::new(CHANGEABLE_DAYS)
}

/// Whether a case is asked about: it was received, and resolved or ended.
pub fn is_asked_about(row: &entity::case::Model) -> bool {
    row.is_received && (row.resolved_on.is_some() || row.closed_on.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(settled: &str, score: &str, words: &str) -> RatingForm {
        let [settled, score, words] = [settled, score, words].map(str::to_owned);
        RatingForm { settled, score, words }
    }

    #[test]
    fn answers_are_taken_whole_or_not() {
        let taken = form("partly", "4", " Cán bộ\r\nchu đáo. ").check(true).unwrap();
        assert_eq!((taken.settled, taken.score), (Settled::Partly, 4));
        assert_eq!(taken.words, "Cán bộ\nchu đáo.");
        assert_eq!(form("yes", "5", "Tên tôi").check(false).unwrap().words, "");
        for (form, fields) in [
            (form("", "", ""), vec!["settled", "score"]),
            (form("maybe", "6", ""), vec!["settled", "score"]),
            (form("yes", "+5", ""), vec!["score"]),
            (form("no", "1", &"ă".repeat(501)), vec!["words"]),
        ] {
            let errors = form.check(true).unwrap_err();
            let found: Vec<_> = errors.0.iter().map(|error| error.field).collect();
            assert_eq!(found, fields, "{form:?}");
        }
        assert!(form("no", "1", &"ă".repeat(500)).check(true).is_ok());
    }

    #[test]
    fn thirty_days_are_thirty_days() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(changeable_until(day("2026-11-25")), day("2026-12-25"));
    }
}
