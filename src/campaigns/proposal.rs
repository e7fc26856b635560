//! Bulk planning (lập lịch hàng loạt): from a campaign to what the planner asks, and back.

use chrono::{Days, NaiveDate};
use entity::{account, household, room};
use law::calendar::WorkCalendar;
use planner::{Busy, Chair, Household, Officer, OpenDay, Room, Round, Window};
use serde::Deserialize;
use uuid::Uuid;

use crate::bookings::QUARTER;
use crate::web::form::FormErrors;

/// Days a proposal looks over.
const SPAN_MAX: i64 = 92;
/// Minutes of a meeting that can be chosen.
const LENGTHS: [u16; 6] = [15, 30, 45, 60, 90, 120];

/// What a proposal is made from, and the proposal as it comes back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlanForm {
    pub first_day: String,
    pub last_day: String,
    pub length: String,
    pub with_chair: Vec<String>,
    pub with_room: Vec<String>,
    pub with_officer: Vec<String>,
    pub agenda: String,
    /// `yes`: everybody is told at once.
    pub announce: String,
    pub household: Vec<String>,
    pub on: Vec<String>,
    pub at: Vec<String>,
    pub chair: Vec<String>,
    pub room: Vec<String>,
    pub officer: Vec<String>,
}

/// What is asked of the planner.
pub struct Ask {
    pub days: Vec<NaiveDate>,
    pub length: u16,
    pub chairs: Vec<account::Model>,
    pub rooms: Vec<room::Model>,
    pub officers: Vec<account::Model>,
}

impl PlanForm {
    pub fn length(&self, errors: &mut FormErrors) -> Option<u16> {
        errors.choice("length", &self.length, |raw| {
            raw.parse().ok().filter(|length| LENGTHS.contains(length))
        })
    }

    /// The working days, people and rooms that were chosen.
    pub fn read(
        &self,
        errors: &mut FormErrors,
        (calendar, known_to): (&WorkCalendar, NaiveDate),
        (chairs, rooms, officers): (&[account::Model], &[room::Model], &[account::Model]),
    ) -> Option<Ask> {
        let first = errors.date("first_day", &self.first_day, true);
        let last = errors.date("last_day", &self.last_day, true);
        let length = self.length(errors);
        let chosen = |ids: &[String], all: &[account::Model]| -> Vec<account::Model> {
            all.iter().filter(|one| ids.contains(&one.id.to_string())).cloned().collect()
        };
        let chairs = chosen(&self.with_chair, chairs);
        let officers = chosen(&self.with_officer, officers);
        let rooms: Vec<room::Model> = rooms
            .iter()
            .filter(|one| self.with_room.contains(&one.id.to_string()))
            .cloned()
            .collect();
        if chairs.is_empty() {
            errors.add("with_chair", "error-plan-chair");
        }
        if rooms.is_empty() {
            errors.add("with_room", "error-plan-room");
        }
        if officers.iter().any(|officer| chairs.iter().any(|chair| chair.id == officer.id)) {
            errors.add("with_officer", "error-plan-both");
        }
        let (first, last) = first.zip(last)?;
        let is_span = first <= last && (last - first).num_days() < SPAN_MAX && last <= known_to;
        if !is_span {
            let args = vec![("days", SPAN_MAX.to_string())];
            errors.add_with("last_day", "error-plan-span", args);
        }
        let length = length.filter(|_| errors.is_empty())?;
        let days = first.iter_days().take_while(|day| *day <= last);
        let days = days.filter(|day| calendar.is_working_day(*day)).collect();
        Some(Ask { days, length, chairs, rooms, officers })
    }
}

fn minute(raw: i32) -> u16 {
    u16::try_from(raw).unwrap_or(0)
}

/// What is taken, quarter by quarter, of one resource.
fn busy(taken: &[(Uuid, NaiveDate, i32)], id: Uuid) -> Vec<Busy> {
    let of = taken.iter().filter(|(resource, _, _)| *resource == id);
    of.map(|(_, day, quarter)| Busy {
        day: *day,
        from: minute(quarter * QUARTER),
        to: minute((quarter + 1) * QUARTER),
    })
    .collect()
}

/// The planner's question. `kept`: the chair a household has met before.
pub fn round(
    ask: &Ask,
    households: &[(household::Model, Option<Uuid>)],
    taken: &[(Uuid, NaiveDate, i32)],
    (windows, not_before): (&[(i32, i32)], NaiveDate),
) -> Round {
    let kept = |chair: Option<Uuid>| chair.filter(|id| ask.chairs.iter().any(|one| one.id == *id));
    let windows: Vec<Window> =
        windows.iter().map(|(from, to)| Window { from: minute(*from), to: minute(*to) }).collect();
    Round {
        households: households
            .iter()
            .map(|(one, chair)| Household {
                id: one.id,
                ward: one.ward_id,
                chair: kept(*chair),
                busy: busy(taken, one.id),
            })
            .collect(),
        chairs: ask
            .chairs
            .iter()
            .map(|one| Chair {
                id: one.id,
                // The head of a ward is near to it.
                wards: one.unit_id.into_iter().collect(),
                busy: busy(taken, one.id),
            })
            .collect(),
        rooms: ask
            .rooms
            .iter()
            .map(|one| Room {
                id: one.id,
                ward: one.ward_id.or(Some(one.unit_id)),
                busy: busy(taken, one.id),
            })
            .collect(),
        officers: ask
            .officers
            .iter()
            .map(|one| Officer { id: one.id, busy: busy(taken, one.id) })
            .collect(),
        days: ask.days.iter().map(|day| OpenDay { day: *day, windows: windows.clone() }).collect(),
        not_before,
        meeting_minutes: ask.length,
        pause_minutes: 0,
    }
}

/// The first day a meeting can lie on if everybody is told today.
pub fn not_before(today: NaiveDate, notice_days: u64) -> NaiveDate {
    today + Days::new(notice_days.max(1))
}
