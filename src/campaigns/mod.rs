//! Campaigns (đợt đối thoại): a purpose, the households it touches, and what each of them wishes.

pub mod form;
pub mod handler;
mod proposal;
pub mod store;
mod view;

use entity::meeting;
use law::meeting::Stage;

/// The newest meeting of a household that stands.
pub fn standing(meetings: Option<&Vec<meeting::Model>>) -> Option<&meeting::Model> {
    let takes_place =
        |one: &&meeting::Model| Stage::from_code(&one.stage).is_some_and(Stage::takes_place);
    meetings.into_iter().flatten().rev().find(takes_place)
}

/// Whether a household waits for its meeting: there was none, or it stayed away with a reason.
pub fn waits(last: Option<&meeting::Model>) -> bool {
    last.is_none_or(|one| one.stage == Stage::AbsentExcused.code())
}

/// Whether a further meeting of a household can be planned: none lies ahead, and nothing is left undone of
/// the last one.
pub fn can_meet(last: Option<&meeting::Model>) -> bool {
    let ahead = [Stage::Planned, Stage::Announced, Stage::Held, Stage::AbsentUnexcused];
    last.is_none_or(|one| !ahead.iter().any(|stage| stage.code() == one.stage))
}
