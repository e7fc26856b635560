//! A network through which units are sent one by one, each by the cheapest way.
//!
//! Successive shortest paths with prices (Dijkstra over reduced costs): after each unit, what has
//! been sent so far is sent as cheaply as it can be, earlier units being led another way where that
//! helps, and only there.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Cost of a way, and in how many arcs it leads earlier units another way.
type Distance = (i64, usize);

/// Farther than everything.
const UNREACHED: Distance = (i64::MAX, 0);

struct Arc {
    to: usize,
    /// Units that still fit.
    room: usize,
    cost: i64,
}

/// Nodes are numbered from 0. Of ways that are alike, that over lower numbers is looked at first.
pub(crate) struct Network {
    /// Every arc is followed by its way back.
    arcs: Vec<Arc>,
    /// By node: the arcs that leave it.
    leaving: Vec<Vec<usize>>,
    /// By node: keeps the cost of each open arc, corrected by both ends' prices, at 0 or more.
    price: Vec<i64>,
}

impl Network {
    pub(crate) fn new(nodes: usize) -> Self {
        Self { arcs: Vec::new(), leaving: vec![Vec::new(); nodes], price: vec![0; nodes] }
    }

    /// Adds an arc for so many units at a cost of 0 or more for each, and names it.
    pub(crate) fn join(&mut self, from: usize, to: usize, room: usize, cost: i64) -> usize {
        let arc = self.arcs.len();
        self.arcs.push(Arc { to, room, cost });
        self.arcs.push(Arc { to: from, room: 0, cost: -cost });
        self.leaving[from].push(arc);
        self.leaving[to].push(arc + 1);
        arc
    }

    /// Whether units run through an arc.
    pub(crate) fn is_used(&self, arc: usize) -> bool {
        self.arcs[arc + 1].room > 0
    }

    /// Sends one more unit by the cheapest way; without a way nothing is changed.
    pub(crate) fn send(&mut self, from: usize, to: usize) {
        let mut reached_by = vec![None; self.leaving.len()];
        let mut distance = vec![UNREACHED; self.leaving.len()];
        let mut settled = Vec::new();
        let mut queue = BinaryHeap::from([Reverse(((0, 0), from))]);
        distance[from] = (0, 0);
        // each arc is queued at most once for each time its node is settled, which is once
        while let Some(Reverse((far, node))) = queue.pop() {
            if far > distance[node] {
                continue;
            }
            if node == to {
                self.settle(&settled, &distance, far.0);
                self.turn(from, to, &reached_by);
                return;
            }
            settled.push(node);
            for &index in &self.leaving[node] {
                let arc = &self.arcs[index];
                if arc.room == 0 {
                    continue;
                }
                let cost = far.0 + arc.cost + self.price[node] - self.price[arc.to];
                // every second arc is a way back
                let next = (cost, far.1 + index % 2);
                if next < distance[arc.to] {
                    distance[arc.to] = next;
                    reached_by[arc.to] = Some(index);
                    queue.push(Reverse((next, arc.to)));
                }
            }
        }
    }

    /// Prices after a search that ended at this distance: nodes beyond it stay as they are.
    fn settle(&mut self, settled: &[usize], distance: &[Distance], end: i64) {
        for &node in settled {
            self.price[node] += distance[node].0 - end;
        }
    }

    /// Leads one unit along the way found.
    fn turn(&mut self, from: usize, to: usize, reached_by: &[Option<usize>]) {
        let mut node = to;
        while node != from {
            let Some(arc) = reached_by[node] else { return };
            self.arcs[arc].room -= 1;
            self.arcs[arc ^ 1].room += 1;
            node = self.arcs[arc ^ 1].to;
        }
    }
}
