//! The law, checked by tables of dates, by the whole matrix of stages and steps, and by properties
//! that hold for every date and every history.

mod calendar;
mod complaint;
mod deadline;
mod matrix;
mod petition;
mod properties;
mod replay;
mod support;
