//! The interface for programs (`/api`): JSON in and out, problem+json for everything that fails
//! (RFC 9457), described by an OpenAPI document that is made from the types.

pub mod document;
pub mod form;
pub mod handler;
pub mod json;
pub mod model;
pub mod papers;
pub mod service;
pub mod store;
