//! Which household meets in which slot: the cheapest largest flow.
//!
//! ```text
//! household ─→ (group, slot) ─→ in a room of its ward, or another ─→ (chair, slot) ─→ slot ─→ sink
//!      │                                                                   ↑                   ↑
//!      ├─ one that keeps its chair ─────────────────────────────────────────                   │
//!      └─ without a meeting ────────────────────────────────────────────────────────────────────
//! ```

use std::collections::BTreeMap;

use crate::flow::Network;
use crate::grid::{Grid, MOST_PAIRS};
use crate::round::PlanError;

/// What it costs when a goal is missed once, each more than all lower ones together can cost. A
/// slot costs its number, so that early ones go first.
struct Costs {
    elsewhere: i64,
    far: i64,
    unplaced: i64,
}

impl Costs {
    fn new(households: usize, slots: usize) -> Self {
        // at most 2000 households, and 10^6 pairs with slots: no sum comes near 10^14
        let (households, slots) = (households as i64, slots as i64);
        let elsewhere = households * slots + 1;
        let far = households * (elsewhere + slots) + 1;
        let unplaced = households * (far + elsewhere + slots) + 1;
        Self { elsewhere, far, unplaced }
    }
}

/// Wards that are alike for the flow: without rooms of their own, and with the same chairs near.
struct Groups {
    /// By ward.
    of_ward: Vec<usize>,
    /// A ward of each group.
    wards: Vec<usize>,
}

impl Groups {
    fn new(grid: &Grid) -> Self {
        let mut known = BTreeMap::new();
        let mut groups = Self { of_ward: Vec::new(), wards: Vec::new() };
        for (index, ward) in grid.wards.iter().enumerate() {
            let group = *known.entry((&ward.near, &ward.rooms)).or_insert_with(|| {
                groups.wards.push(index);
                groups.wards.len() - 1
            });
            groups.of_ward.push(group);
        }
        groups
    }
}

/// Numbers of nodes. The nearer the sink the lower, so that a way to it is found before its equals
/// are searched.
struct Nodes {
    slots: usize,
    chairs: usize,
    groups: usize,
}

impl Nodes {
    const SINK: usize = 0;

    fn slot(&self, slot: usize) -> usize {
        1 + slot
    }
    fn chair(&self, chair: usize, slot: usize) -> usize {
        1 + self.slots * (1 + chair) + slot
    }
    fn seated(&self, group: usize, slot: usize) -> usize {
        1 + self.slots * (1 + self.chairs + group) + slot
    }
    fn group(&self, group: usize, slot: usize) -> usize {
        1 + self.slots * (1 + self.chairs + self.groups + group) + slot
    }
    fn household(&self, household: usize) -> usize {
        1 + self.slots * (1 + self.chairs + 2 * self.groups) + household
    }
}

/// By household: its slot, or none. No plan has more households in slots; of those that have as
/// many, none has fewer far from their chair, then away from their ward's room, then later ones.
pub(crate) fn choose(grid: &Grid) -> Result<Vec<Option<usize>>, PlanError> {
    let groups = Groups::new(grid);
    let households = grid.households.len();
    let nodes =
        Nodes { slots: grid.slots.len(), chairs: grid.chairs.len(), groups: groups.wards.len() };
    let rows = households + nodes.groups * (nodes.chairs + 2) + nodes.chairs;
    if rows.saturating_mul(nodes.slots) > MOST_PAIRS {
        return Err(PlanError::TooLarge);
    }
    // households of a ward one after another, so that equal ways keep them together
    let mut order: Vec<usize> = (0..households).collect();
    order.sort_by_key(|household| {
        let ward = grid.ward_of[*household];
        (groups.of_ward[ward], ward)
    });
    let mut build = Build {
        network: Network::new(nodes.household(households)),
        costs: Costs::new(households, nodes.slots),
        grid,
        nodes,
        groups,
    };
    build.join_slots();
    build.join_groups();
    let arcs: Vec<_> = (0..households).map(|household| build.join_household(household)).collect();
    let Build { mut network, nodes, .. } = build;
    for household in order {
        network.send(nodes.household(household), Nodes::SINK);
    }
    let used = |arcs: &Vec<(usize, usize)>| {
        arcs.iter().find(|(arc, _)| network.is_used(*arc)).map(|(_, slot)| *slot)
    };
    Ok(arcs.iter().map(used).collect())
}

/// The network while it is built.
struct Build<'a> {
    network: Network,
    grid: &'a Grid,
    nodes: Nodes,
    groups: Groups,
    costs: Costs,
}

impl Build<'_> {
    /// A chair meets one household in a slot, and a slot has so many seats.
    fn join_slots(&mut self) {
        let (grid, nodes) = (self.grid, &self.nodes);
        for slot in 0..nodes.slots {
            self.network.join(nodes.slot(slot), Nodes::SINK, grid.seats[slot], 0);
            for chair in (0..nodes.chairs).filter(|chair| grid.chairs[*chair][slot]) {
                self.network.join(nodes.chair(chair, slot), nodes.slot(slot), 1, 0);
            }
        }
    }

    /// So many of a group find a room of their ward; then each goes to a chair.
    fn join_groups(&mut self) {
        let (grid, nodes) = (self.grid, &self.nodes);
        for (group, ward) in self.groups.wards.iter().map(|ward| &grid.wards[*ward]).enumerate() {
            let elsewhere = if ward.rooms.is_empty() { 0 } else { self.costs.elsewhere };
            for slot in (0..nodes.slots).filter(|slot| grid.seats[*slot] > 0) {
                let (enter, seated) = (nodes.group(group, slot), nodes.seated(group, slot));
                let own = ward.rooms.iter().filter(|room| grid.rooms[**room][slot]).count();
                self.network.join(enter, seated, own, 0);
                self.network.join(enter, seated, grid.seats[slot], elsewhere);
                for chair in (0..nodes.chairs).filter(|chair| grid.chairs[*chair][slot]) {
                    let far = if ward.near[chair] { 0 } else { self.costs.far };
                    self.network.join(seated, nodes.chair(chair, slot), 1, far);
                }
            }
        }
    }

    /// The arcs of a household to its slots, each with the slot.
    fn join_household(&mut self, household: usize) -> Vec<(usize, usize)> {
        let (grid, nodes) = (self.grid, &self.nodes);
        let from = nodes.household(household);
        let ward = grid.ward_of[household];
        let can_come = |slot: &usize| grid.households[household][*slot] && grid.seats[*slot] > 0;
        let mut arcs = Vec::new();
        for slot in (0..nodes.slots).filter(can_come) {
            let early = slot as i64;
            let (to, cost) = match grid.kept[household] {
                // the way over its group would lose the chair
                Some(chair) => {
                    (nodes.chair(chair, slot), early + self.cost_of_kept(household, chair, slot))
                }
                None => (nodes.group(self.groups.of_ward[ward], slot), early),
            };
            arcs.push((self.network.join(from, to, 1, cost), slot));
        }
        self.network.join(from, Nodes::SINK, 1, self.costs.unplaced);
        arcs
    }

    /// What it costs that this chair is kept, and that no room of the ward is free. Others who may
    /// want the same room are not seen here.
    fn cost_of_kept(&self, household: usize, chair: usize, slot: usize) -> i64 {
        let grid = self.grid;
        let rooms = &grid.wards[grid.ward_of[household]].rooms;
        let is_away = !rooms.is_empty() && rooms.iter().all(|room| !grid.rooms[*room][slot]);
        let far = if grid.is_far(household, chair) { self.costs.far } else { 0 };
        far + if is_away { self.costs.elsewhere } else { 0 }
    }
}
