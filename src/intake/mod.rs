//! Filing (nộp đơn): online, one page of questions after another, or at the counter; a draft that loses
//! nothing, the confirmation and the receipt.

pub mod answers;
pub mod counter;
pub mod denunciation;
pub mod draft;
pub mod files;
pub mod handler;
pub mod receipt;
pub mod store;
pub mod view;
