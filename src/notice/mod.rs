//! Notices (thông báo): what letters say and to whom.

pub mod beforehand;
pub mod content;
pub mod handler;
mod invitation;
pub mod preference;
pub mod reminder;
pub mod sample;
pub mod sealed;
pub mod service;
pub mod staff;
pub mod store;
pub mod uploaded;
mod view;

use law::procedure::Notice;

/// Whether what an official wrote down with a fact is for the sender to read, in the letter and when
/// following the case. All other notes stay inside the office.
pub fn tells_note(notice: Notice) -> bool {
    matches!(
        notice,
        Notice::Guided
            | Notice::Transferred
            | Notice::DialogueInvited
            | Notice::Answered
            | Notice::FiledAway
    )
}
