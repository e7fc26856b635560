//! The law, checked by tables of dates, by the whole matrix of stages and steps, and by properties
//! that hold for every date and every history.
#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod calendar;
mod complaint;
mod deadline;
mod denunciation;
mod matrix;
mod petition;
mod properties;
mod refusal;
mod replay;
mod results;
mod second;
mod sessions;
mod signature;
mod support;
mod visits;
