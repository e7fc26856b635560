//! Rooms where people meet (phòng họp), kept by whoever plans the dialogues of a unit.

pub mod handler;
pub mod store;
mod view;
