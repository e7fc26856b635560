//! Notices (thông báo): what letters say and to whom.

mod content;
mod invitation;
pub mod service;
mod store;
