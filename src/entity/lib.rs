//! Rows of the database, one file a table. Rows leave a feature's `store` as domain values;
//! no view, log or API answer ever holds one.

pub mod account;
pub mod account_event;
pub mod attachment;
pub mod audit_anchor;
pub mod audit_event;
pub mod audit_head;
pub mod calendar_change;
pub mod calendar_day;
pub mod calendar_state;
pub mod case;
pub mod case_event;
pub mod counter;
pub mod deadline;
pub mod deadline_move;
pub mod dialogue;
pub mod draft;
pub mod idempotency_key;
pub mod one_time_link;
pub mod outbox;
pub mod party;
pub mod session;
pub mod sign_in_attempt;
pub mod unit;
pub mod unit_succession;
