//! Messages, ready to show.

use chrono::{DateTime, Utc};
use entity::case_message;

pub struct MessageLine {
    pub at: DateTime<Utc>,
    /// Written by the office.
    pub is_office: bool,
    pub body: String,
}

pub fn lines(rows: Vec<case_message::Model>) -> Vec<MessageLine> {
    let line = |row: case_message::Model| MessageLine {
        at: row.at,
        is_office: row.author_id.is_some(),
        body: row.body,
    };
    rows.into_iter().map(line).collect()
}
