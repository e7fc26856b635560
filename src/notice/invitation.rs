//! The invitation to a dialogue (mời đối thoại) as a calendar entry.

use chrono::{DateTime, TimeDelta, Utc};
use entity::dialogue;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::cases::steps::ROUND_MINUTES;
use crate::clock::from_vietnam;
use crate::text;

/// How long a dialogue is entered for.
const LENGTH: TimeDelta = TimeDelta::minutes(ROUND_MINUTES as i64);

/// What an entry says beyond the round itself.
pub struct Entry<'a> {
    pub round: &'a dialogue::Model,
    pub summary: &'a str,
    pub description: &'a str,
    pub from_address: &'a str,
    pub to_address: &'a str,
    pub host: &'a str,
    pub now: DateTime<Utc>,
}

/// When a round begins, in UTC.
pub fn starts_at(round: &dialogue::Model) -> DateTime<Utc> {
    let mut parts = round.starts_at.split(':').map(|part| part.parse().unwrap_or(0));
    let (hour, minute) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    from_vietnam(round.held_on, hour, minute)
}

/// The entry. A new date for a meeting that was not held is the same entry with a higher sequence, so
/// that it moves in people's calendars; a further round is a new one.
pub fn calendar(entry: &Entry<'_>) -> String {
    let round = entry.round;
    let starts_at = starts_at(round);
    let first_round = round.round - round.ics_sequence;
    let event = Event::new()
        .uid(&format!("dialogue-{}-{first_round}@{}", round.case_id, entry.host))
        .sequence(round.ics_sequence.unsigned_abs())
        .timestamp(entry.now)
        .starts(starts_at)
        .ends(starts_at + LENGTH)
        .summary(&text::clean_line(entry.summary))
        .description(&text::clean_text(entry.description))
        .location(&text::clean_line(&round.place))
        .status(EventStatus::Confirmed)
        .append_property(Property::new("ORGANIZER", format!("mailto:{}", entry.from_address)))
        .append_multi_property(Property::new("ATTENDEE", format!("mailto:{}", entry.to_address)))
        .done();
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", "REQUEST"));
    calendar.push(event);
    calendar.done().to_string()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::notice::beforehand;

    fn round(round: i32, ics_sequence: i32, place: &str) -> dialogue::Model {
        let held_on = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
        let first = beforehand::round(Uuid::nil(), (NaiveDate::MIN, held_on), "08:30", place);
        dialogue::Model { round, ics_sequence, ..first }
    }

    fn text_of(round: &dialogue::Model) -> String {
        let now = "2026-11-25T02:00:00Z".parse().unwrap();
        let entry = Entry {
            round,
            summary: "Đối thoại về đơn số 2026/KN-000001",
            description: "Xin mang theo giấy tờ;\ncó thể có người đại diện, luật sư.",
            from_address: "gandan@example.vn",
            to_address: "nguoi.gui@example.vn",
            host: "example.vn",
            now,
        };
        // Long lines are folded; unfold them to read them.
        calendar(&entry).replace("\r\n ", "")
    }

    #[test]
    fn the_entry_is_whole_and_in_utc() {
        let text = text_of(&round(1, 0, "Trụ sở UBND phường"));
        for line in [
            "METHOD:REQUEST",
            "DTSTART:20261203T013000Z",
            "DTEND:20261203T033000Z",
            "DTSTAMP:20261125T020000Z",
            "SEQUENCE:0",
            "UID:dialogue-00000000-0000-0000-0000-000000000000-1@example.vn",
            "LOCATION:Trụ sở UBND phường",
            "ORGANIZER:mailto:gandan@example.vn",
            "ATTENDEE:mailto:nguoi.gui@example.vn",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
        }
    }

    #[test]
    fn a_moved_meeting_moves_and_a_further_one_is_new() {
        let moved = text_of(&round(2, 1, "x"));
        assert!(moved.contains("UID:dialogue-00000000-0000-0000-0000-000000000000-1@"));
        assert!(moved.contains("SEQUENCE:1\r\n"));
        let further = text_of(&round(3, 0, "x"));
        assert!(further.contains("UID:dialogue-00000000-0000-0000-0000-000000000000-3@"));
    }

    #[test]
    fn what_people_type_adds_no_line_of_its_own() {
        let evil = "Hội trường\r\nATTENDEE:mailto:ke.xau@example.com\nEND:VEVENT\\nX:1";
        let text = text_of(&round(1, 0, evil));
        assert_eq!(text.matches("\r\nATTENDEE").count(), 1, "{text}");
        assert_eq!(text.matches("\r\nEND:VEVENT").count(), 1, "{text}");
        for line in [
            "LOCATION:Hội trường ATTENDEE:mailto:ke.xau@example.com END:VEVENT\\\\nX:1",
            "DESCRIPTION:Xin mang theo giấy tờ\\;\\ncó thể có người đại diện\\, luật sư.",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
        }
    }
}
