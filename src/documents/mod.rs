//! Papers of the office (văn bản): drafted from the case, signed off, numbered, frozen and served.
//!
//! A form ([`papers::Form`]) says what a paper holds; [`facts`] fill its gaps; [`act`] leads it through the
//! stages of [`stage`]. What was signed off is bound by its hash, what was issued by that of its file.

pub mod act;
pub mod catalogue;
pub mod complaint;
pub mod content;
pub mod facts;
pub mod form;
pub mod frame;
pub mod handler;
pub mod issued;
pub mod letters;
pub mod part;
pub mod stage;
pub mod store;
pub mod view;
