//! Administrative papers, made and read back from the files. All people, bodies and numbers are made up.
#![expect(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

mod docx;
mod geometry;
mod glyphs;
mod labels;
mod pages;
mod pdf;
mod refusals;
mod report;
mod samples;
mod words;
mod xml;
