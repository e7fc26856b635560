//! The law's own answer to "by which day" (tính thời hạn), without any case: for the page and the
//! command line.

pub mod handler;
pub mod question;
mod view;
