//! The counter (nơi tiếp nhận): a paper letter or an oral statement, entered for a citizen or a group.

pub mod form;
pub mod handler;
pub mod view;
