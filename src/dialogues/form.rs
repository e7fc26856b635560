//! Forms of meetings.

use chrono::NaiveDate;
use law::dialogue::Attendance;
use law::meeting::MeetingKind;
use serde::Deserialize;
use uuid::Uuid;

use super::act::Presence;
use super::plan::{Invited, PersonRole};
use crate::bookings::{Stretch, minute};
use crate::text::{clean_line, clean_text};
use crate::web::form::FormErrors;

pub const TITLE_MAX: usize = 200;
pub const PLACE_MAX: usize = 200;
pub const NAME_MAX: usize = 200;
pub const ADDRESS_MAX: usize = 300;
pub const REASON_MAX: usize = 500;
pub const TEXT_MAX: usize = 20_000;
/// People named one by one.
const PEOPLE_MAX: usize = 50;
/// The shortest and the longest meeting, in minutes.
const LENGTHS: std::ops::RangeInclusive<i32> = 15..=480;

/// Where and with whom: the part that planning and moving share.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SettingForm {
    pub meeting_on: String,
    pub from_time: String,
    pub to_time: String,
    pub room: String,
    pub meeting_place: String,
    pub chair: String,
    pub officer: String,
    pub exception_reason: String,
    pub move_reason: String,
    pub version: String,
    /// `yes`: the consequences were seen.
    pub confirmed: String,
}

impl SettingForm {
    pub fn stretch(&self, errors: &mut FormErrors, last: NaiveDate) -> Option<Stretch> {
        let on = errors.date("meeting_on", &self.meeting_on, true);
        let mut time = |field, raw: &str| {
            let minute = minute(raw);
            if minute.is_none() {
                errors.add(field, "error-reception-time");
            }
            minute
        };
        let span = time("from_time", &self.from_time).zip(time("to_time", &self.to_time));
        let (on, (from, to)) = on.zip(span)?;
        if on > last {
            let shown = last.format("%d/%m/%Y").to_string();
            errors.add_with("meeting_on", "error-meeting-day", vec![("last", shown)]);
            return None;
        }
        if !LENGTHS.contains(&(to - from)) {
            errors.add("to_time", "error-meeting-length");
            return None;
        }
        Some(Stretch { on, from, to })
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MeetingForm {
    pub household: String,
    pub case_number: String,
    pub meeting_kind: String,
    pub meeting_title: String,
    pub agenda: String,
    /// Further people, one a line: name; e-mail; address.
    pub invited: String,
    /// `yes`
    pub is_public: String,
    /// `yes`
    pub is_sensitive: String,
    pub meeting_on: String,
    pub from_time: String,
    pub to_time: String,
    pub room: String,
    pub meeting_place: String,
    pub chair: String,
    pub officer: String,
    pub exception_reason: String,
}

impl MeetingForm {
    pub fn setting(&self) -> SettingForm {
        SettingForm {
            meeting_on: self.meeting_on.clone(),
            from_time: self.from_time.clone(),
            to_time: self.to_time.clone(),
            room: self.room.clone(),
            meeting_place: self.meeting_place.clone(),
            chair: self.chair.clone(),
            officer: self.officer.clone(),
            exception_reason: self.exception_reason.clone(),
            ..SettingForm::default()
        }
    }

    pub fn kind(&self, errors: &mut FormErrors) -> Option<MeetingKind> {
        errors.choice("meeting_kind", &self.meeting_kind, MeetingKind::from_code)
    }
}

/// Further people, one a line: name; e-mail; address.
pub fn invited(errors: &mut FormErrors, raw: &str) -> Vec<Invited> {
    let text = clean_text(raw);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.len() > PEOPLE_MAX {
        errors.add_with("invited", "error-lines-many", vec![("max", PEOPLE_MAX.to_string())]);
    }
    let mut people = Vec::new();
    for (number, line) in (1..=PEOPLE_MAX).zip(lines) {
        let mut cells = line.split(';').map(clean_line);
        let mut next = || cells.next().unwrap_or_default();
        let (full_name, email, address) = (next(), next(), next());
        let mut of_line = FormErrors::default();
        let email = of_line.email("email", &email);
        let is_long = full_name.chars().count() > NAME_MAX || address.chars().count() > ADDRESS_MAX;
        let key = match () {
            () if full_name.is_empty() => Some("error-line-name"),
            () if is_long => Some("error-line-long"),
            () if !of_line.is_empty() => Some("error-line-email"),
            () if email.is_empty() && address.is_empty() => Some("error-line-reach"),
            () => None,
        };
        match key {
            Some(key) => errors.add_with("invited", key, vec![("line", number.to_string())]),
            None => people.push(Invited { role: PersonRole::Other, full_name, email, address }),
        }
    }
    people
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    pub call_off_reason: String,
    pub version: String,
}

/// Who came: one entry a person, in the order of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    pub person: Vec<String>,
    pub attendance: Vec<String>,
    pub absence_reason: Vec<String>,
    pub version: String,
}

impl AttendanceForm {
    /// Everybody on the page, or the mistakes.
    pub fn read(&self, errors: &mut FormErrors, people: &[Uuid]) -> Vec<Presence> {
        let at = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
        let mut found = Vec::new();
        for id in people {
            let place = self.person.iter().position(|raw| *raw == id.to_string());
            let code = place.map(|place| at(&self.attendance, place)).unwrap_or_default();
            let reason = place.map(|place| at(&self.absence_reason, place)).unwrap_or_default();
            let Some(attendance) = Attendance::from_code(&code) else {
                if errors.of("presences").is_none() {
                    errors.add("presences", "error-attendance");
                }
                continue;
            };
            let is_excused = attendance == Attendance::AbsentExcused;
            let reason = errors.line("presences", &reason, false, REASON_MAX);
            if is_excused && reason.is_empty() && errors.of("presences").is_none() {
                errors.add("presences", "error-absence-reason");
            }
            found.push(Presence { person_id: *id, attendance, reason });
        }
        found
    }
}

/// Minutes as they were typed; opinions and signatures one a person, in the order of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MinutesForm {
    pub began_at: String,
    pub ended_at: String,
    pub opening: String,
    pub findings: String,
    pub agreed_points: String,
    pub open_points: String,
    pub copies: String,
    /// `yes`
    pub was_read_back: String,
    pub person: Vec<String>,
    pub opinion: Vec<String>,
    pub signature: Vec<String>,
    pub refusal_reason: Vec<String>,
    /// Of the minutes.
    pub version: String,
}

/// What one person said, and whether they signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub person_id: Uuid,
    pub opinion: String,
    pub signature: Option<&'static str>,
    pub refusal_reason: String,
}

impl MinutesForm {
    /// One entry for each person of the meeting that is on the page.
    pub fn said(&self, errors: &mut FormErrors, people: &[Uuid]) -> Vec<Said> {
        let at = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
        let mut found = Vec::new();
        for id in people {
            let Some(place) = self.person.iter().position(|raw| *raw == id.to_string()) else {
                continue;
            };
            let signature = match at(&self.signature, place).as_str() {
                "signed" => Some("signed"),
                "refused" => Some("refused"),
                _ => None,
            };
            found.push(Said {
                person_id: *id,
                opinion: errors.text("opinion", &at(&self.opinion, place), false, TEXT_MAX),
                signature,
                refusal_reason: errors.line(
                    "refusal_reason",
                    &at(&self.refusal_reason, place),
                    false,
                    REASON_MAX,
                ),
            });
        }
        found
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct VersionForm {
    pub version: String,
}
