//! What all pages share: the reader's context, the page frame, forms, uploads, headers.

pub mod amount;
pub mod context;
pub mod cookies;
pub mod errors;
pub mod form;
pub mod guard;
pub mod i18n;
pub mod limit;
pub mod page;
pub mod pager;
pub mod photo;
pub mod qr;
pub mod security;
pub mod serve;
pub mod static_files;
pub mod upload;
