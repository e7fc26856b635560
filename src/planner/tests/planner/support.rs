//! Rounds for tests, and what must hold for every plan.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use planner::{Busy, Chair, Household, Officer, OpenDay, Placed, Plan, Room, Round, Window, plan};
use uuid::Uuid;

/// Ids by kind, so that a household and a chair of the same number differ.
pub fn household_id(n: u32) -> Uuid {
    id(1, n)
}
pub fn chair_id(n: u32) -> Uuid {
    id(2, n)
}
pub fn room_id(n: u32) -> Uuid {
    id(3, n)
}
pub fn officer_id(n: u32) -> Uuid {
    id(4, n)
}
pub fn ward_id(n: u32) -> Uuid {
    id(5, n)
}

fn id(kind: u128, n: u32) -> Uuid {
    Uuid::from_u128(kind << 64 | u128::from(n))
}

/// The n-th day, from 1/3/2027 on.
pub fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 1).unwrap() + Days::new(u64::from(n))
}

/// Minute of the day of `"07:30"`.
pub fn at(clock: &str) -> u16 {
    let (hours, minutes) = clock.split_once(':').unwrap();
    hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()
}

pub fn busy(n: u32, from: &str, to: &str) -> Busy {
    Busy { day: day(n), from: at(from), to: at(to) }
}

pub fn open(n: u32, windows: &[(&str, &str)]) -> OpenDay {
    let window = |(from, to): &(&str, &str)| Window { from: at(from), to: at(to) };
    OpenDay { day: day(n), windows: windows.iter().map(window).collect() }
}

/// Half-hour meetings from day 0 on, in office hours of so many days; nobody is near or busy.
pub fn round(households: u32, chairs: u32, rooms: u32, days: u32) -> Round {
    let household =
        |n| Household { id: household_id(n), ward: None, chair: None, busy: Vec::new() };
    Round {
        households: (0..households).map(household).collect(),
        chairs: (0..chairs)
            .map(|n| Chair { id: chair_id(n), wards: Vec::new(), busy: Vec::new() })
            .collect(),
        rooms: (0..rooms).map(|n| Room { id: room_id(n), ward: None, busy: Vec::new() }).collect(),
        officers: Vec::new(),
        days: (0..days).map(|n| open(n, &[("07:30", "11:30"), ("13:30", "17:00")])).collect(),
        not_before: day(0),
        meeting_minutes: 30,
        pause_minutes: 0,
    }
}

pub fn officer(n: u32) -> Officer {
    Officer { id: officer_id(n), busy: Vec::new() }
}

/// Plans, after which every rule is looked at.
pub fn planned(round: &Round) -> Plan {
    let plan = plan(round).unwrap();
    check(round, &plan);
    plan
}

/// The meeting of a household that must have one.
pub fn meeting(plan: &Plan, n: u32) -> Placed {
    *plan.placed.iter().find(|placed| placed.household == household_id(n)).unwrap()
}

fn check(round: &Round, plan: &Plan) {
    let mut seen = BTreeSet::new();
    let placed = plan.placed.iter().map(|placed| placed.household);
    for household in placed.chain(plan.unplaced.iter().map(|(household, _)| *household)) {
        assert!(seen.insert(household), "{household} stands twice");
    }
    assert_eq!(seen, round.households.iter().map(|household| household.id).collect());
    for placed in &plan.placed {
        check_meeting(round, placed);
    }
    for (index, a) in plan.placed.iter().enumerate() {
        for b in &plan.placed[index + 1..] {
            check_pair(round, a, b);
        }
    }
}

fn check_meeting(round: &Round, placed: &Placed) {
    assert!(placed.day >= round.not_before);
    assert_eq!(placed.to - placed.from, round.meeting_minutes);
    let open = round.days.iter().find(|open| open.day == placed.day).unwrap();
    assert!(open.windows.iter().any(|w| w.from <= placed.from && placed.to <= w.to));
    let household = round.households.iter().find(|h| h.id == placed.household).unwrap();
    let chair = round.chairs.iter().find(|chair| chair.id == placed.chair).unwrap();
    let room = round.rooms.iter().find(|room| room.id == placed.room).unwrap();
    assert!(household.chair.is_none_or(|kept| kept == chair.id));
    let mut all = [&household.busy, &chair.busy, &room.busy].map(Vec::as_slice).to_vec();
    assert_eq!(placed.officer.is_some(), !round.officers.is_empty());
    if let Some(id) = placed.officer {
        all.push(&round.officers.iter().find(|officer| officer.id == id).unwrap().busy);
    }
    for busy in all.concat() {
        assert!(busy.day != placed.day || busy.to <= placed.from || placed.to <= busy.from);
    }
}

fn check_pair(round: &Round, a: &Placed, b: &Placed) {
    if a.day != b.day {
        return;
    }
    let between = i32::from(a.from.max(b.from)) - i32::from(a.to.min(b.to));
    if a.chair == b.chair {
        assert!(between >= i32::from(round.pause_minutes), "{a:?} {b:?}");
    }
    if between < 0 {
        assert_ne!(a.room, b.room);
        assert!(a.officer.is_none() || a.officer != b.officer);
    }
}
