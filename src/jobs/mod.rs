//! Work without a request: sending letters, reminding of deadlines, tidying up.

pub mod dialogues;
pub mod digest;
pub mod escalate;
pub mod exports;
pub mod office_hours;
pub mod outbox;
pub mod recompute;
pub mod reports;
mod store;
pub mod sweep;
pub mod watch;
pub mod worker;
