//! Commitments (cam kết): what was promised to a household, who does it by when, and whether the
//! household agrees that it is done.

pub mod act;
pub mod form;
pub mod handler;
pub mod letters;
pub mod store;
mod view;

/// Where a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// To be done.
    Open,
    /// Done, says the body; the household has not answered.
    Done,
    /// Done, says the household too.
    Confirmed,
    /// Taken back, with a reason.
    Withdrawn,
}

impl Stage {
    pub const ALL: [Self; 4] = [Self::Open, Self::Done, Self::Confirmed, Self::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Confirmed => "confirmed",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// Code of the text and class of the badge: late is no stage, the day makes it.
pub fn standing(one: &entity::commitment::Model, today: chrono::NaiveDate) -> (&str, &'static str) {
    match Stage::from_code(&one.stage) {
        Some(Stage::Open) if one.due_on < today => ("late", "overdue"),
        Some(Stage::Open) => (&one.stage, "due-soon"),
        Some(Stage::Confirmed) => (&one.stage, "done"),
        _ => (&one.stage, "paused"),
    }
}

/// A fact of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    Made,
    /// The body says that it is done.
    Done,
    /// The household agrees.
    Confirmed,
    /// The household does not; it is open again.
    Objected,
    /// It gets a later day, with a reason.
    Extended,
    Withdrawn,
}

impl Fact {
    pub const ALL: [Self; 6] =
        [Self::Made, Self::Done, Self::Confirmed, Self::Objected, Self::Extended, Self::Withdrawn];

    /// The sentence is `commitment-event-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Done => "done",
            Self::Confirmed => "confirmed",
            Self::Objected => "objected",
            Self::Extended => "extended",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Where a promise stands after it; none if it cannot be so now.
    pub fn after(self, stage: Stage) -> Option<Stage> {
        match (self, stage) {
            (Self::Done, Stage::Open) => Some(Stage::Done),
            (Self::Confirmed, Stage::Open | Stage::Done) => Some(Stage::Confirmed),
            (Self::Objected, Stage::Done) | (Self::Extended, Stage::Open) => Some(Stage::Open),
            (Self::Withdrawn, Stage::Open | Stage::Done) => Some(Stage::Withdrawn),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_ends_with_the_household_or_with_a_reason() {
        for (fact, possible) in [
            (Fact::Made, [None; 4]),
            (Fact::Done, [Some(Stage::Done), None, None, None]),
            (Fact::Confirmed, [Some(Stage::Confirmed), Some(Stage::Confirmed), None, None]),
            (Fact::Objected, [None, Some(Stage::Open), None, None]),
            (Fact::Extended, [Some(Stage::Open), None, None, None]),
            (Fact::Withdrawn, [Some(Stage::Withdrawn), Some(Stage::Withdrawn), None, None]),
        ] {
            assert_eq!(Stage::ALL.map(|stage| fact.after(stage)), possible, "{fact:?}");
        }
    }
}
