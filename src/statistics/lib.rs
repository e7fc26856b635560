//! The statutory tables (biểu thống kê) of the circulars of the Government Inspectorate, as dated data: which
//! columns there are, how each is counted, which checks must hold and which periods are reported.
//!
//! A circular is a file under `circulars/`; a new one is a new file. Nothing here reads a database or a clock:
//! [`Group`]s go in (records of a period, counted by what distinguishes them), [`Tables`] come out, and
//! [`Circular::check`] says which printed rule they break.
//!
//! All values are whole numbers: a count, đồng, or hundredths of a square metre ([`Unit`]).

mod check;
mod circular;
mod load;
mod narrative;
mod period;
mod rule;
mod source;
mod tables;

pub use check::{Evidence, Finding};
pub use circular::{
    Check, Circular, Column, Condition, Count, Form, How, Severity, Test, Unit, circulars,
};
pub use load::DefinitionError;
pub use narrative::{Basis, Item, Outline, Piece, Place, Section, outlines};
pub use period::{Period, PeriodKind};
pub use rule::{Comparison, Reference, Rule, Sum};
pub use source::{SOURCES, Source};
pub use tables::{Group, Opening, Tables};
