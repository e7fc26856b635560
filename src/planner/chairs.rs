//! Who chairs which meeting, once the slots are chosen.

use crate::assign::assign;
use crate::grid::Grid;

/// Cannot be: busy, or another chair is kept. A slot that was chosen never needs it.
const CANNOT: i64 = 1_000_000_000_000_000;
/// Not near the household's ward.
const FAR: i64 = 1_000_000_000_000;
/// Would begin to sit in this half-day.
const NEW: i64 = 1_000_000_000;
/// Would begin to sit in this half-day, and is busy in one of its slots.
const LEAVES: i64 = 1_000_000;
/// Met another ward last. Below it counts how many meetings the chair has.
const OTHER_WARD: i64 = 10_000;

/// A meeting without its room.
pub(crate) struct Sitting {
    pub household: usize,
    pub slot: usize,
    pub chair: usize,
}

/// What is known of the chairs while slots are gone through.
struct State {
    /// Meetings of each chair, with those of households that keep it from the start.
    load: Vec<usize>,
    /// The ward each chair met last in this half-day, none for who does not sit in it.
    last_ward: Vec<Option<usize>>,
}

/// Chairs for all households that have a slot (`chosen`), by slot.
///
/// In each slot as few as possible are far from their chair. Among equals, who sits in a half-day
/// goes on sitting, with the same ward if it can be, and the next half-day goes to who has least.
pub(crate) fn chairs(grid: &Grid, chosen: &[Option<usize>]) -> Vec<Sitting> {
    let mut in_slot = vec![Vec::new(); grid.slots.len()];
    let mut load = vec![0; grid.chairs.len()];
    for (household, slot) in chosen.iter().enumerate() {
        let Some(slot) = *slot else { continue };
        in_slot[slot].push(household);
        if let Some(chair) = grid.kept[household] {
            load[chair] += 1;
        }
    }
    let mut state = State { load, last_ward: vec![None; grid.chairs.len()] };
    let mut sittings = Vec::new();
    for (slot, households) in in_slot.iter().enumerate() {
        if slot == 0 || grid.slots[slot - 1].window != grid.slots[slot].window {
            state.begin_half_day(grid, &in_slot, slot);
        }
        let row = |household: &usize| costs(grid, &state, *household, slot);
        let cost: Vec<Vec<i64>> = households.iter().map(row).collect();
        for (household, chair) in households.iter().copied().zip(assign(&cost)) {
            state.last_ward[chair] = Some(grid.ward_of[household]);
            if grid.kept[household].is_none() {
                state.load[chair] += 1;
            }
            sittings.push(Sitting { household, slot, chair });
        }
    }
    sittings
}

impl State {
    /// Nobody sits yet but those who come for a household that keeps them.
    fn begin_half_day(&mut self, grid: &Grid, in_slot: &[Vec<usize>], first: usize) {
        self.last_ward.fill(None);
        let window = grid.slots[first].window;
        let slots = (first..grid.slots.len()).take_while(|s| grid.slots[*s].window == window);
        for household in slots.flat_map(|slot| &in_slot[slot]) {
            if let Some(chair) = grid.kept[*household] {
                self.last_ward[chair] = Some(grid.ward_of[*household]);
            }
        }
    }
}

/// By chair: what it would cost this household in this slot.
fn costs(grid: &Grid, state: &State, household: usize, slot: usize) -> Vec<i64> {
    let cost = |chair: usize| {
        if !grid.suits(household, chair, slot) {
            return CANNOT;
        }
        let far = if grid.is_far(household, chair) { FAR } else { 0 };
        let stay = match state.last_ward[chair] {
            None => NEW + LEAVES * busy_slots(grid, chair, slot),
            Some(ward) if ward != grid.ward_of[household] => OTHER_WARD,
            Some(_) => 0,
        };
        far + stay + state.load[chair] as i64
    };
    (0..grid.chairs.len()).map(cost).collect()
}

/// In how many slots of this half-day, from this one on, the chair is busy.
fn busy_slots(grid: &Grid, chair: usize, slot: usize) -> i64 {
    let window = grid.slots[slot].window;
    let rest = grid.slots.iter().skip(slot).take_while(|other| other.window == window);
    rest.zip(&grid.chairs[chair][slot..]).filter(|(_, free)| !**free).count() as i64
}
