//! The circulars against the printed forms (as CSV beside this folder), every check in both directions, and tables
//! against a naive count.
#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod checks;
mod definitions;
mod narrative;
mod printed;
mod properties;
mod shown;
mod support;
