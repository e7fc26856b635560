//! Accounts (tài khoản): citizens register, confirm their address and see their own cases;
//! administrators add staff, change roles and lock.

pub mod admin;
pub mod email;
pub mod form;
pub mod handler;
pub mod invitation;
pub mod letter;
pub mod service;
pub mod store;
pub mod view;
