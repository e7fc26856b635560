//! Publication (công khai) of decisions and conclusions.

use serde::{Deserialize, Serialize};

use crate::codes;

/// How a decision or conclusion is made public (KN-44, TC-16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Publication {
    /// At a meeting.
    Meeting,
    /// Posted at the office or the reception place, at least 15 days.
    Posting,
    /// On the office's portal, at least 15 days in a row.
    Portal,
    /// In print or broadcast, at least twice.
    Media,
}

codes!(Publication {
    Meeting => "meeting",
    Posting => "posting",
    Portal => "portal",
    Media => "media",
});
