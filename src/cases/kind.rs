//! Kinds of case the pages take and show.

use law::procedure::Kind;

use crate::policy::{Actor, Reach};

/// The kinds open to everybody who works with cases, in the order they are offered.
pub const HANDLED: &[Kind] = &[Kind::Complaint, Kind::Petition];

/// One of them by its code.
pub fn handled(code: &str) -> Option<Kind> {
    Kind::from_code(code).filter(|kind| HANDLED.contains(kind))
}

/// The kinds there are for one person: denunciations only for who handles or verifies them.
pub fn of(actor: &Actor) -> &'static [Kind] {
    if actor.denunciations == Reach::Nothing { HANDLED } else { Kind::ALL }
}
