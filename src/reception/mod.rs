//! Reception days (lịch tiếp công dân định kỳ): planned, posted at least five working days ahead, put off
//! with a reason, held; and the page that posts them.

pub mod form;
pub mod handler;
pub mod plan;
pub mod store;
mod view;
