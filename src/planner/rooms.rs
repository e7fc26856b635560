//! In which room each meeting is, once its chair is known.

use crate::assign::assign;
use crate::chairs::Sitting;
use crate::grid::Grid;

/// Cannot be: taken. A slot that was chosen never needs it.
const CANNOT: i64 = 1_000_000_000_000;
/// Not in the household's ward, though that has rooms.
const ELSEWHERE: i64 = 1_000_000;
/// Not where the chair was before in this half-day.
const MOVES: i64 = 10_000;
/// Not the room meant for the chair in this half-day.
const NOT_HOME: i64 = 100;

/// The room of each sitting. `sittings` are ordered by slot.
///
/// In each slot as few households as possible are away from a room of their ward; among equals a
/// chair stays in its room, which is best chosen for all its meetings of the half-day.
pub(crate) fn rooms(grid: &Grid, sittings: &[Sitting]) -> Vec<usize> {
    let window = |sitting: &Sitting| grid.slots[sitting.slot].window;
    let mut rooms = Vec::with_capacity(sittings.len());
    for half_day in sittings.chunk_by(|a, b| window(a) == window(b)) {
        let home = homes(grid, half_day);
        let mut last = vec![None; grid.chairs.len()];
        for meetings in half_day.chunk_by(|a, b| a.slot == b.slot) {
            let cost: Vec<Vec<i64>> =
                meetings.iter().map(|sitting| costs(grid, sitting, &home, &last)).collect();
            for (sitting, room) in meetings.iter().zip(assign(&cost)) {
                last[sitting.chair] = Some(room);
                rooms.push(room);
            }
        }
    }
    rooms
}

/// By chair: the room that fits most of its meetings in a half-day, each room for one chair.
fn homes(grid: &Grid, half_day: &[Sitting]) -> Vec<Option<usize>> {
    let mut sitting_chairs: Vec<usize> = half_day.iter().map(|sitting| sitting.chair).collect();
    sitting_chairs.sort_unstable();
    sitting_chairs.dedup();
    let misfits = |chair: usize, room: usize| {
        let misfit = |sitting: &&Sitting| {
            sitting.chair == chair
                && (!grid.rooms[room][sitting.slot] || grid.is_elsewhere(sitting.household, room))
        };
        half_day.iter().filter(misfit).count() as i64
    };
    let none = half_day.len() as i64;
    let row = |chair: &usize| -> Vec<i64> {
        // chairs may be more than rooms: as many places without a room
        let without = sitting_chairs.iter().map(|_| none);
        (0..grid.rooms.len()).map(|room| misfits(*chair, room)).chain(without).collect()
    };
    let cost: Vec<Vec<i64>> = sitting_chairs.iter().map(row).collect();
    let mut home = vec![None; grid.chairs.len()];
    for (chair, place) in sitting_chairs.iter().zip(assign(&cost)) {
        home[*chair] = Some(place).filter(|place| *place < grid.rooms.len());
    }
    home
}

/// By room: what it would cost this meeting.
fn costs(
    grid: &Grid,
    sitting: &Sitting,
    home: &[Option<usize>],
    last: &[Option<usize>],
) -> Vec<i64> {
    let chair = sitting.chair;
    let cost = |room: usize| {
        if !grid.rooms[room][sitting.slot] {
            return CANNOT;
        }
        let is_other = |known: Option<usize>| known.is_some_and(|known| known != room);
        [
            (grid.is_elsewhere(sitting.household, room), ELSEWHERE),
            (is_other(last[chair]), MOVES),
            (is_other(home[chair]), NOT_HOME),
        ]
        .iter()
        .filter(|(missed, _)| *missed)
        .map(|(_, cost)| cost)
        .sum()
    };
    (0..grid.rooms.len()).map(cost).collect()
}
