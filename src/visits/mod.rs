//! The register of receptions (sổ tiếp công dân, form 03/TCD): who came, with what, what became of it, and
//! how visits are counted.

pub mod asked;
pub mod columns;
pub mod fact;
pub mod figures;
pub mod filing;
pub mod form;
pub mod handler;
pub mod lines;
pub mod record;
pub mod repeat;
pub mod store;
pub mod view;
