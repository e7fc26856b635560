//! Cases that have gone on for long (vụ việc kéo dài, B8): a mark the head sets with its basis, followed by a
//! leader through reviews. No law says from when a case is one, so nothing is decided by the mark alone; the
//! schedule of receptions gives such cases priority (Điều 26 Nghị định 154/2026/NĐ-CP, TD-24).

pub mod form;
pub mod handler;
pub mod list;
pub mod store;
pub mod view;
