//! The round as tables: slots, who is free in which, and what a ward has near.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::round::{Busy, PlanError, Round};

/// At most so many pairs of somebody or something and a slot: a few seconds of work.
pub(crate) const MOST_PAIRS: usize = 1_000_000;

/// A time a meeting can have.
pub(crate) struct Slot {
    pub day: NaiveDate,
    pub from: u16,
    pub to: u16,
    /// Which half-day, counted over the whole round.
    pub window: usize,
}

/// What a ward prefers. The first of all is "no ward", which prefers nothing.
pub(crate) struct Ward {
    /// By chair: whether going there is as near as it gets. All true where nobody is near.
    pub near: Vec<bool>,
    /// Rooms that lie in it.
    pub rooms: Vec<usize>,
}

/// Everything by index: of a household, a chair, a room, an officer, a slot (earliest first).
pub(crate) struct Grid {
    pub slots: Vec<Slot>,
    /// Whether household `h` can come in slot `s`, as `[h][s]`; the next three alike.
    pub households: Vec<Vec<bool>>,
    pub chairs: Vec<Vec<bool>>,
    pub rooms: Vec<Vec<bool>>,
    pub officers: Vec<Vec<bool>>,
    /// The chair a household keeps.
    pub kept: Vec<Option<usize>>,
    pub wards: Vec<Ward>,
    /// The ward of a household.
    pub ward_of: Vec<usize>,
    /// How many meetings a slot can hold: rooms, and officers if there are any.
    pub seats: Vec<usize>,
}

impl Grid {
    /// Of a round that was checked; refuses one that is too large.
    pub(crate) fn new(round: &Round) -> Result<Self, PlanError> {
        let slots = slots(round);
        let rows = round.households.len() + round.chairs.len();
        let rows = rows + round.rooms.len() + round.officers.len();
        if rows.saturating_mul(slots.len()) > MOST_PAIRS {
            return Err(PlanError::TooLarge);
        }
        let table = |busy: Vec<&[Busy]>| -> Vec<Vec<bool>> {
            busy.into_iter().map(|times| free(&slots, times)).collect()
        };
        let households = table(round.households.iter().map(|h| h.busy.as_slice()).collect());
        let chairs = table(round.chairs.iter().map(|c| c.busy.as_slice()).collect());
        let rooms = table(round.rooms.iter().map(|r| r.busy.as_slice()).collect());
        let officers = table(round.officers.iter().map(|o| o.busy.as_slice()).collect());
        let seats = (0..slots.len())
            .map(|slot| {
                let rooms = count(&rooms, slot);
                if officers.is_empty() { rooms } else { rooms.min(count(&officers, slot)) }
            })
            .collect();
        let by_id: BTreeMap<Uuid, usize> =
            round.chairs.iter().enumerate().map(|(index, chair)| (chair.id, index)).collect();
        let kept = round
            .households
            .iter()
            .map(|household| household.chair.and_then(|id| by_id.get(&id).copied()))
            .collect();
        let (wards, ward_of) = wards(round);
        Ok(Self { slots, households, chairs, rooms, officers, kept, wards, ward_of, seats })
    }

    /// Whether this household may have this chair in this slot, as far as the two go.
    pub(crate) fn suits(&self, household: usize, chair: usize, slot: usize) -> bool {
        self.households[household][slot]
            && self.chairs[chair][slot]
            && self.kept[household].is_none_or(|kept| kept == chair)
    }

    /// Whether the household's ward has a chair near, and this is none.
    pub(crate) fn is_far(&self, household: usize, chair: usize) -> bool {
        !self.wards[self.ward_of[household]].near[chair]
    }

    /// Whether the household's ward has rooms, and this is none of them.
    pub(crate) fn is_elsewhere(&self, household: usize, room: usize) -> bool {
        let rooms = &self.wards[self.ward_of[household]].rooms;
        !rooms.is_empty() && !rooms.contains(&room)
    }
}

/// The slots of all days that are not too early, earliest first.
///
/// In a window they follow each other with the pause between them; a window that opens less than a
/// pause after the last slot waits for it.
fn slots(round: &Round) -> Vec<Slot> {
    let mut days: Vec<_> = round.days.iter().filter(|open| open.day >= round.not_before).collect();
    days.sort_by_key(|open| open.day);
    let mut slots = Vec::new();
    let mut window = 0;
    for open in days {
        let mut windows = open.windows.clone();
        windows.sort_by_key(|hours| hours.from);
        let mut next = 0;
        for hours in windows {
            let mut from = hours.from.max(next);
            while from.saturating_add(round.meeting_minutes) <= hours.to {
                let to = from + round.meeting_minutes;
                slots.push(Slot { day: open.day, from, to, window });
                next = to.saturating_add(round.pause_minutes);
                from = next;
            }
            window += 1;
        }
    }
    slots
}

/// By slot: whether none of these times falls into it.
fn free(slots: &[Slot], busy: &[Busy]) -> Vec<bool> {
    let clash = |slot: &Slot, busy: &Busy| {
        busy.day == slot.day && busy.from < slot.to && slot.from < busy.to
    };
    slots.iter().map(|slot| !busy.iter().any(|busy| clash(slot, busy))).collect()
}

fn count(table: &[Vec<bool>], slot: usize) -> usize {
    table.iter().filter(|row| row[slot]).count()
}

/// The wards of all households, in the order they come up, and the ward of each household.
fn wards(round: &Round) -> (Vec<Ward>, Vec<usize>) {
    let nowhere = Ward { near: vec![true; round.chairs.len()], rooms: Vec::new() };
    let mut wards = vec![nowhere];
    let mut known = BTreeMap::new();
    let mut ward_of = Vec::with_capacity(round.households.len());
    for household in &round.households {
        let Some(id) = household.ward else {
            ward_of.push(0);
            continue;
        };
        ward_of.push(*known.entry(id).or_insert_with(|| {
            wards.push(ward(round, id));
            wards.len() - 1
        }));
    }
    (wards, ward_of)
}

fn ward(round: &Round, id: Uuid) -> Ward {
    let mut near: Vec<bool> = round.chairs.iter().map(|c| c.wards.contains(&id)).collect();
    if !near.contains(&true) {
        near.fill(true);
    }
    let rooms = round.rooms.iter().enumerate().filter(|(_, room)| room.ward == Some(id));
    Ward { near, rooms: rooms.map(|(index, _)| index).collect() }
}
