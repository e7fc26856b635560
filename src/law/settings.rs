//! What a unit may set for itself, and what the law leaves open.

use serde::{Deserialize, Serialize};

use crate::calendar::WorkCalendar;
use crate::codes;

/// Which text binds where law and decree count differently (KN-03a, KN-11; rows U1 and U2 of the
/// digest of uncertain points).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conflict {
    /// Warn by the law's earlier date, late after the decree's: safe for both sides.
    #[default]
    WarnByLaw,
    /// The law binds.
    Law,
    /// The decree binds.
    Decree,
}

codes!(Conflict { WarnByLaw => "warn-by-law", Law => "law", Decree => "decree" });

/// What a unit may set for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Commitment to answer a petition (PA-04).
    pub petition_answer_working_days: u32,
    /// From when a deadline counts as due soon.
    pub warn_working_days: u32,
    /// Where law and decree count differently.
    pub conflict: Conflict,
    /// Whether a duty of the office that ends on a day off is late only after the next working day
    /// (U10: Bộ luật Dân sự is general, the laws on complaints and denunciations are silent). A right
    /// of the citizen always rolls.
    pub rolls_for_agency: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            petition_answer_working_days: 15,
            warn_working_days: 3,
            conflict: Conflict::WarnByLaw,
            rolls_for_agency: true,
        }
    }
}

/// What procedures are decided by, besides the facts.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// The unit's settings.
    pub settings: &'a Settings,
}
