//! Which officer is at each meeting.

use crate::chairs::Sitting;
use crate::grid::Grid;

/// The officer of each sitting, none where meetings need none. `sittings` are ordered by slot.
///
/// Any free officer will do, and a slot has no more meetings than free officers. In a half-day an
/// officer stays with a chair; a new one is who has least to do.
pub(crate) fn officers(grid: &Grid, sittings: &[Sitting]) -> Vec<Option<usize>> {
    let window = |sitting: &Sitting| grid.slots[sitting.slot].window;
    let mut load = vec![0; grid.officers.len()];
    let mut chosen = Vec::with_capacity(sittings.len());
    for half_day in sittings.chunk_by(|a, b| window(a) == window(b)) {
        let mut beside = vec![None; grid.chairs.len()];
        for meetings in half_day.chunk_by(|a, b| a.slot == b.slot) {
            for officer in in_slot(grid, meetings, &mut beside, &load) {
                if let Some(officer) = officer {
                    load[officer] += 1;
                }
                chosen.push(officer);
            }
        }
    }
    chosen
}

/// The officers of the meetings in one slot; `beside` is who was last beside each chair.
fn in_slot(
    grid: &Grid,
    meetings: &[Sitting],
    beside: &mut [Option<usize>],
    load: &[usize],
) -> Vec<Option<usize>> {
    let is_free = |officer: usize, slot: usize| grid.officers[officer][slot];
    // first who stays, so that nobody takes them away
    let mut officers: Vec<Option<usize>> = Vec::with_capacity(meetings.len());
    for sitting in meetings {
        let stays = beside[sitting.chair];
        let stays = stays.filter(|o| is_free(*o, sitting.slot) && !officers.contains(&Some(*o)));
        officers.push(stays);
    }
    for (index, sitting) in meetings.iter().enumerate() {
        if officers[index].is_none() {
            officers[index] = (0..grid.officers.len())
                .filter(|o| is_free(*o, sitting.slot) && !officers.contains(&Some(*o)))
                .min_by_key(|o| (beside.contains(&Some(*o)), load[*o]));
        }
        beside[sitting.chair] = officers[index];
    }
    officers
}
