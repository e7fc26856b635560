//! Campaigns (đợt đối thoại): a purpose, the households it touches, and what each of them wishes.

pub mod form;
pub mod handler;
mod proposal;
pub mod store;
mod view;
