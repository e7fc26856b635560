//! Escalation (chuyển cấp trên): what is overdue goes up to the head of the unit, then to the head of the unit
//! above, the oldest first, each once (`jobs::escalate`). Whom nobody could be told of is shown, not passed over.

pub mod chain;
pub mod handler;
pub mod store;
mod view;
