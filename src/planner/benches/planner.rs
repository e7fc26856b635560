//! How long a plan takes: milliseconds for a usual round and for a large one, the best of five.

use std::io::{Result, Write, stdout};
use std::time::Instant;

use chrono::{Days, NaiveDate};
use planner::{Busy, Chair, Household, OpenDay, Room, Round, Window, plan};
use uuid::Uuid;

fn main() -> Result<()> {
    for (name, round) in [
        ("60 households, 3 chairs, 2 rooms, 10 days", round(60, 3, 2, 10, 1)),
        ("60 households, 3 chairs, 2 rooms, 2 days (too few)", round(60, 3, 2, 2, 1)),
        ("300 households, 10 chairs, 8 rooms, 20 days", round(300, 10, 8, 20, 2)),
        ("300 households, 10 chairs, 8 rooms, 2 days (too few)", round(300, 10, 8, 2, 2)),
    ] {
        let mut best = f64::INFINITY;
        let mut placed = 0;
        for _ in 0..5 {
            let start = Instant::now();
            placed = plan(&round).map_or(0, |plan| plan.placed.len());
            best = best.min(start.elapsed().as_secs_f64() * 1000.0);
        }
        writeln!(stdout(), "{name}: {best:.1} ms, {placed} placed")?;
    }
    Ok(())
}

/// A made-up round: wards in turn, every tenth household keeps its chair, everybody busy at times.
fn round(households: u32, chairs: u32, rooms: u32, days: u32, per_chair: u32) -> Round {
    let id = |kind: u32, n: u32| Uuid::from_u128(u128::from(kind) << 32 | u128::from(n));
    let wards = chairs * per_chair;
    let start = NaiveDate::default();
    let busy = |n: u32| {
        let day = start + Days::new(u64::from(n * 7 % days));
        vec![Busy { day, from: 450 + (n % 5) as u16 * 60, to: 570 + (n % 5) as u16 * 60 }]
    };
    let household = |n| Household {
        id: id(1, n),
        ward: Some(id(4, n * 5 % wards)),
        chair: n.is_multiple_of(10).then(|| id(2, n / 10 % chairs)),
        busy: busy(n),
    };
    let near = |n: u32| (0..per_chair).map(|k| id(4, n * per_chair + k)).collect();
    let hours = [Window { from: 450, to: 690 }, Window { from: 810, to: 1020 }];
    let open = |n: u32| OpenDay { day: start + Days::new(u64::from(n)), windows: hours.to_vec() };
    Round {
        households: (0..households).map(household).collect(),
        chairs: (0..chairs)
            .map(|n| Chair { id: id(2, n), wards: near(n), busy: busy(n + 3) })
            .collect(),
        rooms: (0..rooms)
            .map(|n| Room { id: id(3, n), ward: Some(id(4, n)), busy: busy(n + 1) })
            .collect(),
        officers: Vec::new(),
        days: (0..days).map(open).collect(),
        not_before: start,
        meeting_minutes: 30,
        pause_minutes: 0,
    }
}
