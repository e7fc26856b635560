//! Forms of papers (biểu mẫu), kept by administrators: those that come with the program are shown, those of
//! the office's own are written in a page, checked by [`papers::Form::check`] and stored as data.
//!
//! A form is ended by a day and never deleted; a draft keeps the form it was begun with.

mod fault;
mod form;
pub mod handler;
mod lines;
mod service;
mod sheet;
pub mod store;
mod view;
