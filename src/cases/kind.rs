//! Kinds of case the pages take and show; a denunciation needs the protection of its sender first.

use law::procedure::Kind;

/// The kinds, in the order they are offered.
pub const HANDLED: &[Kind] = &[Kind::Complaint, Kind::Petition];

/// One of them by its code.
pub fn handled(code: &str) -> Option<Kind> {
    Kind::from_code(code).filter(|kind| HANDLED.contains(kind))
}
