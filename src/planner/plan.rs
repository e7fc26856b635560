//! What comes out: meetings, and households without one, each with the reason.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::chairs::{Sitting, chairs};
use crate::choose::choose;
use crate::grid::Grid;
use crate::officers::officers;
use crate::rooms::rooms;
use crate::round::{PlanError, Round};

/// All households of a round, each in one of the two lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Meetings, by day and time, those at the same time in the order of their households.
    pub placed: Vec<Placed>,
    /// Households without a meeting, in the order given.
    pub unplaced: Vec<(Uuid, Why)>,
}

/// A meeting (buổi đối thoại), in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Household.
    pub household: Uuid,
    /// Day.
    pub day: NaiveDate,
    /// Minute of the day it begins.
    pub from: u16,
    /// Minute of the day it ends, half-open.
    pub to: u16,
    /// Who chairs.
    pub chair: Uuid,
    /// Where.
    pub room: Uuid,
    /// Who takes the minutes; none when the round has no officers.
    pub officer: Option<Uuid>,
}

/// Why a household has no meeting: what is missing first, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// No day from the earliest on has a window long enough for a meeting (hết thời gian).
    NoTime,
    /// The household is busy whenever a meeting could be (hộ bận).
    HouseholdBusy,
    /// Whenever it can come, its chair, or every chair, is busy or has another meeting (thiếu
    /// người chủ trì).
    NoChair,
    /// Whenever it and a chair can come, every room is taken (thiếu phòng).
    NoRoom,
    /// Whenever all else is there, every officer is busy or has another meeting (thiếu cán bộ).
    NoOfficer,
}

/// Plans a round.
///
/// As many households are placed as any plan could place on the grid of slots; see the crate for
/// what comes next. 300 households with 10 chairs and 20 days take well below a second.
///
/// # Errors
/// The round contradicts itself or is too large ([`PlanError`]). That there is too little time, or
/// no chair or room at all, is no error: the plan then says so for each household.
pub fn plan(round: &Round) -> Result<Plan, PlanError> {
    round.check()?;
    let grid = Grid::new(round)?;
    let chosen = choose(&grid)?;
    let sittings = chairs(&grid, &chosen);
    let seats = rooms(&grid, &sittings).into_iter().zip(officers(&grid, &sittings));
    let placed = sittings
        .iter()
        .zip(seats)
        .map(|(sitting, (room, officer))| {
            let slot = &grid.slots[sitting.slot];
            Placed {
                household: round.households[sitting.household].id,
                day: slot.day,
                from: slot.from,
                to: slot.to,
                chair: round.chairs[sitting.chair].id,
                room: round.rooms[room].id,
                officer: officer.map(|officer| round.officers[officer].id),
            }
        })
        .collect();
    let left = (0..chosen.len()).filter(|household| chosen[*household].is_none());
    let taken = Taken::new(&grid, &sittings);
    let unplaced = left.map(|h| (round.households[h].id, taken.why(h))).collect();
    Ok(Plan { placed, unplaced })
}

/// What the meetings of a plan leave.
struct Taken<'a> {
    grid: &'a Grid,
    /// Whether a chair has a meeting, as `[chair][slot]`.
    chairs: Vec<Vec<bool>>,
    /// How many meetings a slot has.
    meetings: Vec<usize>,
}

impl<'a> Taken<'a> {
    fn new(grid: &'a Grid, sittings: &[Sitting]) -> Self {
        let mut chairs = vec![vec![false; grid.slots.len()]; grid.chairs.len()];
        let mut meetings = vec![0; grid.slots.len()];
        for sitting in sittings {
            chairs[sitting.chair][sitting.slot] = true;
            meetings[sitting.slot] += 1;
        }
        Self { grid, chairs, meetings }
    }

    /// What a household without a meeting lacks.
    fn why(&self, household: usize) -> Why {
        let grid = self.grid;
        if grid.slots.is_empty() {
            return Why::NoTime;
        }
        let mut slots: Vec<usize> = (0..grid.slots.len()).collect();
        slots.retain(|slot| grid.households[household][*slot]);
        if slots.is_empty() {
            return Why::HouseholdBusy;
        }
        let has_chair = |slot: usize| {
            (0..grid.chairs.len())
                .any(|chair| grid.suits(household, chair, slot) && !self.chairs[chair][slot])
        };
        slots.retain(|slot| has_chair(*slot));
        if slots.is_empty() {
            return Why::NoChair;
        }
        let rooms = |slot: usize| grid.rooms.iter().filter(|room| room[slot]).count();
        slots.retain(|slot| rooms(*slot) > self.meetings[*slot]);
        // the plan is as large as can be, so what is left lacks an officer
        if slots.is_empty() { Why::NoRoom } else { Why::NoOfficer }
    }
}
