//! A visit as its facts make it. Rows are only added; what was corrected stays readable.

use chrono::NaiveDate;
use entity::{visit, visit_event};
use law::reception::NotReceived;
use law::visit::{Course, Matter, Mode, Outcome, Reply, Urgency};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::AppError;

/// What stands in the register of a visit. Of somebody who came to denounce it holds day, code and occasion
/// alone. Empty texts mean none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    pub received_on: NaiveDate,
    /// Code of a [`Mode`].
    pub mode: String,
    /// Code of an [`Urgency`]; of an unscheduled reception alone.
    pub urgency: String,
    pub received_by: Uuid,
    /// By video.
    pub is_online: bool,
    pub day_id: Option<Uuid>,
    /// Code of a [`Matter`].
    pub kind: String,
    /// Where the register on paper keeps who denounced.
    pub register_code: String,
    pub full_name: String,
    pub phone: String,
    pub address: String,
    pub ward_id: Option<Uuid>,
    pub residential_group: String,
    /// The number of the identity paper under the server's key, and its keyed hash.
    pub id_sealed: String,
    pub id_digest: String,
    /// The paper that authorises a representative (TD-20).
    pub proxy_paper: String,
    pub content: String,
    pub demand: String,
    pub people: u32,
    pub representatives: String,
    /// The body that settled it before.
    pub settled_by: String,
    pub is_competent: bool,
    /// Code of an [`Outcome`].
    pub outcome: String,
    /// Code of a [`NotReceived`].
    pub not_received: String,
    /// Where the visitor was guided to, or the body it was forwarded to.
    pub body: String,
    pub paper_number: String,
    pub note: String,
}

impl Written {
    pub fn is_denunciation(&self) -> bool {
        self.kind == Matter::Denunciation.code()
    }
}

/// Orally or in writing (TD-08).
pub const WAYS: [&str; 2] = ["oral", "written"];

/// What happened, with its data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Fact {
    /// Written down, as the first visit about its matter or a further one.
    Registered { written: Written, matter_id: Uuid, case_id: Option<Uuid> },
    /// Corrected or completed: what stands there now.
    Corrected { written: Written },
    /// The person was answered (TD-08).
    Answered {
        on: NaiveDate,
        /// Code of a [`Reply`].
        reply: String,
        /// One of [`WAYS`].
        way: String,
        body: String,
        paper_number: String,
    },
    /// The written refusal, form 01/TCD, was given (TD-11).
    NoticeGiven { on: NaiveDate, paper_number: String },
    /// How it went on (column 12).
    Followed { result: String },
    /// It became a case, or belongs to one; all visits about a matter do.
    Joined { case_id: Uuid, matter_id: Uuid },
}

impl Fact {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "registered",
            Self::Corrected { .. } => "corrected",
            Self::Answered { .. } => "answered",
            Self::NoticeGiven { .. } => "notice-given",
            Self::Followed { .. } => "followed",
            Self::Joined { .. } => "joined",
        }
    }
}

/// Where a visit stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub written: Written,
    pub matter_id: Uuid,
    pub case_id: Option<Uuid>,
    /// Day, reply, way.
    pub answer: Option<(NaiveDate, String, String)>,
    /// Day and number of the written refusal.
    pub notice: Option<(NaiveDate, String)>,
    pub result: String,
}

impl State {
    /// The state of a stored visit.
    ///
    /// # Errors
    /// The row was not written by this program.
    pub fn of(row: &visit::Model) -> Result<Self, AppError> {
        serde_json::from_str(&row.data)
            .map_err(|error| AppError::inconsistent("visits", row.id, error))
    }

    /// The state after a fact; none if it cannot be: a visit begins once, with being registered.
    pub fn after(state: Option<Self>, fact: &Fact) -> Option<Self> {
        let Some(mut state) = state else {
            let Fact::Registered { written, matter_id, case_id } = fact else { return None };
            return Some(Self {
                written: written.clone(),
                matter_id: *matter_id,
                case_id: *case_id,
                answer: None,
                notice: None,
                result: String::new(),
            });
        };
        match fact {
            Fact::Registered { .. } => return None,
            Fact::Corrected { written } => state.written = written.clone(),
            Fact::Answered { on, reply, way, body, paper_number } => {
                state.answer = Some((*on, reply.clone(), way.clone()));
                state.take_reply(reply, body, paper_number);
            }
            Fact::NoticeGiven { on, paper_number } => {
                state.notice = Some((*on, paper_number.clone()));
            }
            Fact::Followed { result } => state.result.clone_from(result),
            Fact::Joined { case_id, matter_id } => {
                state.case_id = Some(*case_id);
                state.matter_id = *matter_id;
                if state.written.outcome == Outcome::Taken.code() {
                    Outcome::Accepted.code().clone_into(&mut state.written.outcome);
                }
            }
        }
        Some(state)
    }

    /// What the person was told is what became of it: columns 9 to 11.
    fn take_reply(&mut self, reply: &str, body: &str, paper_number: &str) {
        let outcome = match Reply::from_code(reply) {
            Some(Reply::Accepted) => Outcome::Accepted,
            Some(Reply::Forwarded) => Outcome::Forwarded,
            Some(Reply::LongerCheck | Reply::Refused) | None => return,
        };
        outcome.code().clone_into(&mut self.written.outcome);
        self.written.is_competent = outcome == Outcome::Accepted;
        if outcome == Outcome::Forwarded {
            body.clone_into(&mut self.written.body);
            paper_number.clone_into(&mut self.written.paper_number);
        }
    }

    pub fn outcome(&self) -> Option<Outcome> {
        Outcome::from_code(&self.written.outcome)
    }

    pub fn mode(&self) -> Option<Mode> {
        Mode::from_code(&self.written.mode)
    }

    pub fn urgency(&self) -> Option<Urgency> {
        Urgency::from_code(&self.written.urgency)
    }

    /// What its deadlines depend on; none if the row holds a code nobody knows.
    pub fn course(&self) -> Option<Course> {
        Some(Course {
            received_on: self.written.received_on,
            outcome: self.outcome()?,
            not_received: NotReceived::from_code(&self.written.not_received),
            noticed_on: self.notice.as_ref().map(|(on, _)| *on),
            answered_on: self.answer.as_ref().map(|(on, ..)| *on),
        })
    }

    /// What is still owed, as it is stored.
    pub fn awaits(&self) -> &'static str {
        match self.course() {
            Some(course) if course.awaits_answer() => "answer",
            Some(course) if course.awaits_notice() => "notice",
            _ => "",
        }
    }
}

/// A stored fact.
///
/// # Errors
/// The row was not written by this program.
pub fn read(row: &visit_event::Model) -> Result<Fact, AppError> {
    serde_json::from_str(&row.data)
        .map_err(|error| AppError::inconsistent("visit_events", row.id, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registered(outcome: Outcome) -> Fact {
        let written = Written {
            received_on: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
            outcome: outcome.code().to_owned(),
            ..Written::default()
        };
        Fact::Registered { written, matter_id: Uuid::nil(), case_id: None }
    }

    #[test]
    fn a_visit_begins_once_and_keeps_what_it_is_told() {
        let begun = State::after(None, &registered(Outcome::Taken)).unwrap();
        assert_eq!(begun.awaits(), "answer");
        assert!(State::after(Some(begun.clone()), &registered(Outcome::Taken)).is_none());
        let result = Fact::Followed { result: "Đã trả lời".to_owned() };
        assert!(State::after(None, &result).is_none());
        let on = begun.written.received_on;
        let answered = Fact::Answered {
            on,
            reply: "forwarded".to_owned(),
            way: "written".to_owned(),
            body: "Ủy ban nhân dân tỉnh".to_owned(),
            paper_number: "12/PC".to_owned(),
        };
        let forwarded = State::after(Some(begun.clone()), &answered).unwrap();
        assert_eq!(forwarded.outcome(), Some(Outcome::Forwarded));
        assert_eq!(
            (forwarded.awaits(), forwarded.written.body.as_str()),
            ("", "Ủy ban nhân dân tỉnh")
        );
        let joined = Fact::Joined { case_id: Uuid::max(), matter_id: Uuid::max() };
        let joined = State::after(Some(begun), &joined).unwrap();
        assert_eq!(joined.outcome(), Some(Outcome::Accepted));
        assert_eq!((joined.case_id, joined.matter_id), (Some(Uuid::max()), Uuid::max()));
    }

    #[test]
    fn a_refusal_in_writing_is_owed_until_it_is_given() {
        let mut fact = registered(Outcome::Refused);
        if let Fact::Registered { written, .. } = &mut fact {
            written.not_received = NotReceived::AnsweredBefore.code().to_owned();
        }
        let refused = State::after(None, &fact).unwrap();
        assert_eq!(refused.awaits(), "notice");
        let on = refused.written.received_on;
        let given = Fact::NoticeGiven { on, paper_number: "3/TB".to_owned() };
        assert_eq!(State::after(Some(refused), &given).unwrap().awaits(), "");
    }
}
