//! Forms of commitments.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::act::Promise;
use crate::web::form::FormErrors;

const BODY_MAX: usize = 200;
pub const WHAT_MAX: usize = 2_000;
pub const NOTE_MAX: usize = 2_000;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PromiseForm {
    pub commitment_body: String,
    pub responsible: String,
    pub what: String,
    pub due_on: String,
}

impl PromiseForm {
    /// `people`: who can answer for it.
    pub fn read(
        &self,
        errors: &mut FormErrors,
        people: &[Uuid],
        today: NaiveDate,
    ) -> Option<Promise> {
        let what = errors.text("what", &self.what, true, WHAT_MAX);
        let body = errors.line("commitment_body", &self.commitment_body, true, BODY_MAX);
        let responsible_id = match self.responsible.trim() {
            "" => None,
            raw => errors.choice("responsible", raw, |raw| {
                people.iter().copied().find(|id| id.to_string() == raw)
            }),
        };
        let due_on = errors.date("due_on", &self.due_on, true);
        if due_on.is_some_and(|day| day < today) {
            errors.add("due_on", "error-commitment-past");
        }
        let due_on = due_on.filter(|_| errors.is_empty())?;
        Some(Promise { body, responsible_id, what, due_on })
    }
}

/// Evidence, objection or reason, and the new day of an extension.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FactForm {
    pub commitment_note: String,
    pub new_due_on: String,
    pub version: String,
}

/// What a household answers by its link.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    pub token: String,
    /// `kept` or `not-kept`
    pub answer: String,
    pub objection: String,
}
