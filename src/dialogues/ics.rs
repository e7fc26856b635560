//! A meeting as a calendar entry: the same one as long as it is the same meeting, its sequence rising
//! when it moves, cancelled when it is called off.

use chrono::{DateTime, TimeDelta, Utc};
use entity::meeting;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::clock::from_vietnam;
use crate::text;

/// What an entry says beyond the meeting itself.
pub struct Words<'a> {
    pub summary: &'a str,
    pub description: &'a str,
    /// Of the public address, for the identity of the entry.
    pub host: &'a str,
}

/// When a meeting begins and ends, in UTC.
pub fn span(meeting: &meeting::Model) -> (DateTime<Utc>, DateTime<Utc>) {
    let midnight = from_vietnam(meeting.held_on, 0, 0);
    let at = |minute: i32| midnight + TimeDelta::minutes(i64::from(minute));
    (at(meeting.from_minute), at(meeting.to_minute))
}

/// One meeting.
pub fn entry(
    meeting: &meeting::Model,
    words: &Words<'_>,
    is_cancelled: bool,
    now: DateTime<Utc>,
) -> Event {
    let (starts, ends) = span(meeting);
    let status = if is_cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed };
    Event::new()
        .uid(&format!("meeting-{}@{}", meeting.id, words.host))
        .sequence(meeting.sequence.unsigned_abs())
        .timestamp(now)
        .starts(starts)
        .ends(ends)
        .summary(&text::clean_line(words.summary))
        .description(&text::clean_text(words.description))
        .location(&text::clean_line(&meeting.place))
        .status(status)
        .done()
}

/// The same as an invitation, or as its taking back, from one address to another (RFC 5546).
pub fn letter(entry: Event, is_cancelled: bool, from: &str, to: &str) -> String {
    let mut entry = entry;
    entry.append_property(Property::new("ORGANIZER", format!("mailto:{from}")));
    entry.append_multi_property(Property::new("ATTENDEE", format!("mailto:{to}")));
    let mut calendar = Calendar::new();
    let method = if is_cancelled { "CANCEL" } else { "REQUEST" };
    calendar.append_property(Property::new("METHOD", method));
    calendar.push(entry);
    calendar.done().to_string()
}

/// Entries to be subscribed to.
pub fn feed(name: &str, entries: impl IntoIterator<Item = Event>) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for entry in entries {
        calendar.push(entry);
    }
    calendar.done().to_string()
}
