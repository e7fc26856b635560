//! Minutes (biên bản đối thoại, mẫu số 14): what they must hold before they can be signed, and the mark
//! of what was signed.

use entity::{meeting, meeting_minutes, meeting_person};
use law::dialogue::Attendance;
use law::meeting::MeetingKind;

use super::plan::PersonRole;
use crate::secrets::sha256_hex;

/// Copies of the minutes of a dialogue under the Law on Complaints: one for each party and the file (DT-10).
pub const COPIES_OF_LAW: i32 = 3;

/// What is still missing; the sentence is `minutes-lack-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Neither a point agreed nor one left open.
    Points,
    /// Somebody who was there said nothing that was written down (each party's opinion, DT-10).
    Opinion,
    /// Somebody who was there neither signed nor refused.
    Signature,
    /// A refusal without its reason.
    RefusalReason,
    /// Not read back to those present.
    ReadBack,
    /// Fewer copies than parties.
    Copies,
}

impl Lack {
    pub fn code(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Opinion => "opinion",
            Self::Signature => "signature",
            Self::RefusalReason => "refusal-reason",
            Self::ReadBack => "read-back",
            Self::Copies => "copies",
        }
    }
}

fn was_there(person: &meeting_person::Model) -> bool {
    person.attendance.as_deref() == Some(Attendance::Present.code())
}

/// What keeps minutes from being signed. When the household did not come, nobody of it need say anything
/// (DT-11: the minutes tell that it stayed away).
pub fn lacks(
    meeting: &meeting::Model,
    minutes: &meeting_minutes::Model,
    people: &[meeting_person::Model],
) -> Vec<Lack> {
    let mut found = Vec::new();
    let present: Vec<&meeting_person::Model> = people.iter().filter(|one| was_there(one)).collect();
    let household_came = present.iter().any(|one| one.role == PersonRole::Household.code());
    let has_points = !minutes.agreed_points.is_empty() || !minutes.open_points.is_empty();
    if household_came && !has_points {
        found.push(Lack::Points);
    }
    let is_of_household = |one: &&&meeting_person::Model| one.role == PersonRole::Household.code();
    if present.iter().filter(is_of_household).any(|one| one.opinion.is_empty()) {
        found.push(Lack::Opinion);
    }
    if present.iter().any(|one| one.signature.is_none()) {
        found.push(Lack::Signature);
    }
    let refused = |one: &&&meeting_person::Model| one.signature.as_deref() == Some("refused");
    if present.iter().filter(refused).any(|one| one.refusal_reason.is_empty()) {
        found.push(Lack::RefusalReason);
    }
    if !minutes.was_read_back {
        found.push(Lack::ReadBack);
    }
    let is_of_law =
        MeetingKind::from_code(&meeting.kind).is_some_and(MeetingKind::is_of_complaints_law);
    if minutes.copies < if is_of_law { COPIES_OF_LAW } else { 1 } {
        found.push(Lack::Copies);
    }
    found
}

/// SHA-256 over everything that is signed, in a fixed order: whoever changes a word later is found.
pub fn hash(
    meeting: &meeting::Model,
    minutes: &meeting_minutes::Model,
    people: &[meeting_person::Model],
) -> String {
    let mut parts = vec![
        meeting.id.to_string(),
        meeting.held_on.to_string(),
        meeting.place.clone(),
        meeting.chair_id.to_string(),
        minutes.began_at.clone(),
        minutes.ended_at.clone(),
        minutes.opening.clone(),
        minutes.findings.clone(),
        minutes.agreed_points.clone(),
        minutes.open_points.clone(),
        minutes.copies.to_string(),
    ];
    for one in people {
        parts.extend([
            one.full_name.clone(),
            one.attendance.clone().unwrap_or_default(),
            one.absence_reason.clone(),
            one.opinion.clone(),
            one.signature.clone().unwrap_or_default(),
            one.refusal_reason.clone(),
        ]);
    }
    // Lengths keep the parts apart: no two minutes make the same text.
    let text: String = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
    sha256_hex(text.as_bytes())
}
