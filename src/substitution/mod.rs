//! Substitutes (người thay thế): who takes the place of a head on which days. What it gives is decided by
//! [`crate::policy::Actor::standing_in`].

pub mod handler;
pub mod store;
mod view;
