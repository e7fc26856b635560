//! Statistical tables, made and read back from the files. All units and numbers are made up.
#![expect(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

mod page;
mod refusals;
mod samples;
mod workbook;
