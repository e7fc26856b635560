//! Rounds of dialogue of made-up cases.

use entity::dialogue;
use law::complaint::Event as C;
use law::petition::Event as P;
use law::procedure::{Event, Kind, State};
use sea_orm::ActiveValue::Set;

use super::ids::Ids;
use super::rows::{Made, Part};
use crate::cases::deadline_store::Repeated;

/// Rounds of dialogue: announced, held, put off, called off.
pub(super) fn add(
    (made, of): (&Made<'_>, Repeated<'_>),
    facts: &[Event],
    state: &State,
    ids: &mut Ids,
    part: &mut Part,
) {
    let first = part.dialogues.len();
    for fact in facts {
        let rounds = part.dialogues.get_mut(first..).unwrap_or_default();
        match *fact {
            Event::Complaint(C::DialogueInvited { on, held_on, .. })
            | Event::Petition(P::DialogueInvited { on, held_on }) => {
                let round = i32::try_from(rounds.len()).unwrap_or(0) + 1;
                let chair = (made.kind == Kind::Complaint).then_some(made.office.chairman);
                part.dialogues.push(dialogue::ActiveModel {
                    id: Set(ids.next(made.filed_at)),
                    case_id: Set(made.case_id),
                    round: Set(round),
                    state: Set("invited".to_owned()),
                    invited_on: Set(on),
                    held_on: Set(held_on),
                    starts_at: Set("08:30".to_owned()),
                    place: Set(format!("Phòng tiếp công dân, {}", made.office.name)),
                    chair_id: Set(chair),
                    ics_sequence: Set(0),
                    attendance: Set(None),
                    is_agreed: Set(None),
                    minutes: Set(String::new()),
                    agreed_points: Set(String::new()),
                    open_points: Set(String::new()),
                    unit_id: Set(of.unit_id),
                    kind: Set(of.kind.to_owned()),
                    field: Set(of.field.to_owned()),
                    confidentiality: Set(of.confidentiality.to_owned()),
                });
            }
            Event::Complaint(C::DialogueHeld { on, attendance, agreed, .. })
            | Event::Petition(P::DialogueHeld { on, attendance, agreed }) => {
                if let Some(round) = rounds.last_mut() {
                    round.state = Set("held".to_owned());
                    round.held_on = Set(on);
                    round.attendance = Set(Some(attendance.code().to_owned()));
                    round.is_agreed = Set(Some(agreed));
                }
            }
            _ => {}
        }
    }
    if state.dialogue_on().is_none() && state.stage_code() != "suspended" {
        for round in part.dialogues.get_mut(first..).unwrap_or_default() {
            if round.state == Set("invited".to_owned()) {
                round.state = Set("cancelled".to_owned());
            }
        }
    }
}
