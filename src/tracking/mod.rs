//! Tracking (tra cứu): where a case stands, for whoever holds its receipt.

pub mod handler;
pub mod progress;
pub mod service;
pub mod store;
pub mod view;
