//! Reports (báo cáo): what came in and what became of it in a period. Each figure is the number of
//! cases its link shows, because both are counted by the same condition.

pub mod bars;
pub mod board;
pub mod chart;
pub mod csv;
pub mod form;
pub mod handler;
pub mod paper;
pub mod service;
mod show;
pub mod store;
pub mod view;
