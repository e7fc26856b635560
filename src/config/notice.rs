//! Settings of notices.

use serde::{Deserialize, Serialize};

/// When what is overdue goes up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// Working days after the due day until the head of the unit is told; the officer is told at once.
    pub escalate_head_working_days: u32,
    /// Until the head of the unit above is told too.
    pub escalate_superior_working_days: u32,
}

impl Default for Notice {
    fn default() -> Self {
        Self { escalate_head_working_days: 1, escalate_superior_working_days: 5 }
    }
}
