//! Notices (thông báo): what letters say and to whom.

pub mod service;
