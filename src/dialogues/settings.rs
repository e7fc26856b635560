//! What an installation sets for its dialogues; no law sets these.

use serde::{Deserialize, Serialize};

use crate::bookings::minute;

/// Section `[dialogues]` of the configuration.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DialogueSection {
    /// Calendar days between the invitation and a dialogue that is not one of the Law on Complaints; those
    /// have their own (KN-08).
    pub notice_days: u32,
    /// When dialogues are held without asking for a reason.
    pub hours: Vec<String>,
}

impl Default for DialogueSection {
    fn default() -> Self {
        let hours = ["07:30-11:30", "13:30-17:00"];
        Self { notice_days: 5, hours: hours.map(str::to_owned).to_vec() }
    }
}

impl DialogueSection {
    /// The hours as minutes since midnight; none if one is not written `07:30-11:30`.
    pub fn windows(&self) -> Option<Vec<(i32, i32)>> {
        let window = |raw: &String| {
            let (from, to) = raw.split_once('-')?;
            Some((minute(from)?, minute(to)?)).filter(|(from, to)| from < to)
        };
        self.hours.iter().map(window).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_or_refused() {
        assert_eq!(DialogueSection::default().windows().unwrap(), [(450, 690), (810, 1020)]);
        for wrong in ["11:30-07:30", "sáng", "08:00"] {
            let section = DialogueSection { notice_days: 5, hours: vec![wrong.to_owned()] };
            assert!(section.windows().is_none(), "{wrong}");
        }
    }
}
