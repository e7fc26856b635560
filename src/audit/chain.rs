//! How a row holds on to the one before it: a keyed hash over all its values and the hash before. The key
//! lies in the data folder, so who can only write to the database cannot make a row that fits.

use chrono::{DateTime, Utc};
use entity::{audit_event, audit_head};

use super::Entry;
use crate::secrets::ServerKey;

/// The hash before the first row.
pub const BEGINNING: &str = "";

/// The next row after the end of a chain.
pub fn link(
    key: &ServerKey,
    head: audit_head::Model,
    now: DateTime<Utc>,
    entry: Entry,
) -> audit_event::Model {
    let mut row = audit_event::Model {
        chain: head.chain,
        seq: head.seq + 1,
        at: now,
        actor_id: entry.actor_id,
        deed: entry.deed.code().to_owned(),
        object_id: entry.object_id,
        detail: entry.detail,
        previous: head.hash,
        hash: String::new(),
    };
    row.hash = hash(key, &row);
    row
}

/// The hash a row must have. Each value stands on a line of its own, with its length before it, so that
/// no two rows give the same text.
pub fn hash(key: &ServerKey, row: &audit_event::Model) -> String {
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let values = [
        "1".to_owned(),
        row.chain.to_string(),
        row.seq.to_string(),
        row.at.timestamp_micros().to_string(),
        id(row.actor_id),
        row.deed.clone(),
        id(row.object_id),
        row.detail.clone(),
        row.previous.clone(),
    ];
    let text: String = values.iter().map(|value| format!("{}:{value}\n", value.len())).collect();
    key.token_hash("audit", &text)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::super::Deed;
    use super::*;

    #[test]
    fn every_value_of_a_row_is_held_by_its_hash() {
        let key = ServerKey::new([7; 32]);
        let head = audit_head::Model { chain: Uuid::nil(), seq: 4, hash: "ab".to_owned() };
        let entry = Entry {
            unit_id: None,
            actor_id: Some(Uuid::from_u128(1)),
            deed: Deed::SignedIn,
            object_id: Some(Uuid::from_u128(2)),
            detail: "x".to_owned(),
        };
        let row = link(&key, head, DateTime::UNIX_EPOCH, entry);
        assert_eq!((row.seq, row.previous.as_str()), (5, "ab"));
        assert_eq!(row.hash, hash(&key, &row));
        let changed: [fn(&mut audit_event::Model); 8] = [
            |row| row.chain = Uuid::from_u128(9),
            |row| row.seq = 6,
            |row| row.at += TimeDelta::microseconds(1),
            |row| row.actor_id = None,
            |row| row.deed = "signed-out".to_owned(),
            |row| row.object_id = None,
            |row| row.detail = "y".to_owned(),
            |row| row.previous = "ac".to_owned(),
        ];
        for (place, change) in changed.into_iter().enumerate() {
            let mut other = row.clone();
            change(&mut other);
            assert_ne!(hash(&key, &other), row.hash, "value {place}");
        }
        assert_ne!(hash(&ServerKey::new([8; 32]), &row), row.hash, "another key");
    }
}
