//! Messages (trao đổi) between the office and who denounced: the way to ask for more where nobody knows
//! whom to call. Who denounced comes by number and secret; the office never writes out.

pub mod store;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::web::form::FormErrors;

/// Characters of one message.
pub const BODY_MAX: usize = 5_000;
/// Messages of one case.
pub const COUNT_MAX: usize = 200;

/// A message, ready to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLine {
    pub at: DateTime<Utc>,
    /// Written by the office.
    pub is_office: bool,
    pub body: String,
}

/// The form under the messages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MessageForm {
    pub message: String,
}

impl MessageForm {
    /// A cleaned message, or what is wrong with it.
    pub fn check(&self) -> (String, FormErrors) {
        let mut errors = FormErrors::default();
        let body = errors.text("message", &self.message, true, BODY_MAX);
        (body, errors)
    }
}
