//! Signing in and out: argon2id passwords, a JWT in a cookie, and a session row behind it that can
//! be ended at once.

pub mod attempts;
pub mod factor;
pub mod factor_pages;
pub mod handler;
pub mod list;
pub mod oidc;
pub mod oidc_pages;
pub mod password;
pub mod service;
pub mod store;
pub mod token;
pub mod view;
