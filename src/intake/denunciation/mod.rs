//! Denunciations coming in (tiếp nhận tố cáo, Điều 22, 23 Luật Tố cáo): through the web with the identity
//! sealed in the browser, or entered by an official who writes the code of the register on paper.

pub mod form;
pub mod handler;
pub mod view;
