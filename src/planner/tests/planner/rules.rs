//! The rules by example, the reasons for households without a meeting, and rounds that are refused.

use planner::{Busy, PlanError, Round, Why, Window, plan};

use crate::support::{
    at, busy, chair_id, day, household_id, meeting, officer, officer_id, open, planned, round,
    ward_id,
};

/// Begins of all meetings, with the number of the day.
fn begins(round: &Round) -> Vec<(u32, u16)> {
    let number = |date| (0..60).find(|n| day(*n) == date).unwrap();
    planned(round).placed.iter().map(|placed| (number(placed.day), placed.from)).collect()
}

#[test]
fn meetings_follow_each_other_from_the_earliest_on() {
    let begin = |n: u16| (0, at("07:30") + n * 30);
    assert_eq!(begins(&round(4, 1, 1, 2)), (0..4).map(begin).collect::<Vec<_>>());
    // eight in the morning, seven in the afternoon, and the next day
    let times = begins(&round(16, 1, 1, 2));
    assert_eq!(times[7..9], [(0, at("11:00")), (0, at("13:30"))]);
    assert_eq!(times[14..], [(0, at("16:30")), (1, at("07:30"))]);
}

#[test]
fn no_meeting_is_before_the_notice_is_over() {
    let mut early = round(3, 2, 2, 5);
    early.days.reverse();
    early.not_before = day(3);
    assert_eq!(begins(&early), [(3, at("07:30")), (3, at("07:30")), (3, at("08:00"))]);
}

#[test]
fn the_grid_keeps_the_pause_and_the_windows() {
    let table = [
        // pause, windows, begins
        (0, vec![("08:00", "09:40")], vec!["08:00", "08:30", "09:00"]),
        (10, vec![("08:00", "09:40")], vec!["08:00", "08:40"]),
        (5, vec![("08:00", "09:40")], vec!["08:00", "08:35", "09:10"]),
        // the pause is kept between windows that touch; others are in any order
        (10, vec![("09:00", "10:00"), ("08:00", "09:00")], vec!["08:00", "09:00"]),
        (20, vec![("08:00", "08:30"), ("08:30", "09:20")], vec!["08:00", "08:50"]),
        (0, vec![("08:00", "08:29")], vec![]),
        (1440, vec![("00:00", "24:00")], vec!["00:00"]),
    ];
    for (pause, windows, expected) in table {
        let mut one = round(3, 1, 1, 0);
        one.pause_minutes = pause;
        one.days = vec![open(0, &windows)];
        let expected: Vec<_> = expected.into_iter().map(|clock| (0, at(clock))).collect();
        assert_eq!(begins(&one), expected, "{pause} {windows:?}");
    }
}

#[test]
fn busy_times_are_half_open() {
    let touching = [busy(0, "07:00", "08:00"), busy(0, "08:30", "17:00")];
    for who in ["household", "chair", "room", "officer"] {
        let mut one = round(1, 1, 1, 1);
        one.officers = vec![officer(0)];
        match who {
            "household" => one.households[0].busy = touching.to_vec(),
            "chair" => one.chairs[0].busy = touching.to_vec(),
            "room" => one.rooms[0].busy = touching.to_vec(),
            _ => one.officers[0].busy = touching.to_vec(),
        }
        assert_eq!(begins(&one), [(0, at("08:00"))], "{who}");
    }
}

#[test]
fn a_household_keeps_its_chair_and_others_make_way() {
    let mut one = round(2, 2, 2, 0);
    one.days = vec![open(0, &[("08:00", "08:30")])];
    // taken in turn, the first would get the only chair of the second
    one.households[1].chair = Some(chair_id(0));
    let plan = planned(&one);
    assert_eq!(meeting(&plan, 0).chair, chair_id(1));
    assert_eq!(meeting(&plan, 1).chair, chair_id(0));
    // even far from its ward
    one.households[1].ward = Some(ward_id(0));
    one.chairs[1].wards = vec![ward_id(0)];
    assert_eq!(meeting(&planned(&one), 1).chair, chair_id(0));
}

#[test]
fn who_can_come_at_any_time_makes_way_for_who_cannot() {
    let mut one = round(3, 1, 1, 0);
    one.days = vec![open(0, &[("08:00", "09:30")])];
    one.households[2].busy = vec![busy(0, "08:30", "12:00")];
    one.households[1].busy = vec![busy(0, "09:00", "12:00")];
    let plan = planned(&one);
    let from = [0, 1, 2].map(|n| meeting(&plan, n).from);
    assert_eq!(from, [at("09:00"), at("08:30"), at("08:00")]);
}

#[test]
fn meetings_at_a_time_are_bounded_by_rooms_and_officers() {
    for (chairs, rooms, officers, expected) in
        [(3, 2, 0, 2), (2, 3, 0, 2), (3, 3, 1, 1), (3, 3, 2, 2), (3, 3, 9, 3)]
    {
        let mut one = round(5, chairs, rooms, 0);
        one.days = vec![open(0, &[("08:00", "08:30")])];
        one.officers = (0..officers).map(officer).collect();
        let placed = planned(&one).placed.len();
        assert_eq!(placed, expected, "{chairs} chairs, {rooms} rooms, {officers} officers");
    }
}

#[test]
fn a_household_without_a_meeting_is_told_why() {
    type Change = fn(&mut Round);
    let table: [(Why, Change); 9] = [
        (Why::NoTime, |round| round.not_before = day(1)),
        (Why::NoTime, |round| round.meeting_minutes = 45),
        (Why::HouseholdBusy, |round| round.households[0].busy = vec![busy(0, "08:10", "08:15")]),
        (Why::NoChair, |round| round.chairs.clear()),
        (Why::NoChair, |round| round.chairs[0].busy = vec![busy(0, "08:00", "08:30")]),
        (Why::NoRoom, |round| round.rooms.clear()),
        (Why::NoRoom, |round| round.rooms[0].busy = vec![busy(0, "08:00", "08:30")]),
        (Why::NoOfficer, |round| {
            round.officers = vec![officer(0)];
            round.officers[0].busy = vec![busy(0, "08:29", "09:00")];
        }),
        // before rooms and officers are asked for
        (Why::NoChair, |round| {
            round.chairs.clear();
            round.rooms.clear();
        }),
    ];
    for (index, (why, change)) in table.into_iter().enumerate() {
        let mut one = round(1, 1, 1, 0);
        one.days = vec![open(0, &[("08:00", "08:30")])];
        change(&mut one);
        let plan = planned(&one);
        assert_eq!(plan.unplaced, [(household_id(0), why)], "row {index}");
    }
}

#[test]
fn what_other_meetings_take_is_a_reason_too() {
    for (chairs, rooms, officers, why) in
        [(1, 2, 0, Why::NoChair), (2, 1, 0, Why::NoRoom), (2, 2, 1, Why::NoOfficer)]
    {
        let mut one = round(2, chairs, rooms, 0);
        one.days = vec![open(0, &[("08:00", "08:30")])];
        one.officers = (0..officers).map(officer).collect();
        assert_eq!(planned(&one).unplaced, [(household_id(1), why)]);
    }
}

#[test]
fn an_empty_round_has_an_empty_plan() {
    let plan = planned(&round(0, 0, 0, 0));
    assert!(plan.placed.is_empty() && plan.unplaced.is_empty());
}

#[test]
fn rounds_that_make_no_sense_are_refused() {
    type Change = fn(&mut Round);
    let bad_span = |from, to| PlanError::BadSpan { day: day(0), from, to };
    let table: [(PlanError, Change); 14] = [
        (PlanError::MeetingLength(0), |round| round.meeting_minutes = 0),
        (PlanError::MeetingLength(20), |round| round.meeting_minutes = 20),
        (PlanError::MeetingLength(1455), |round| round.meeting_minutes = 1455),
        (PlanError::DuplicateId(household_id(0)), |round| {
            round.households[1].id = household_id(0);
        }),
        (PlanError::DuplicateId(chair_id(0)), |round| round.chairs[1].id = chair_id(0)),
        (PlanError::DuplicateId(officer_id(0)), |round| round.chairs[1].id = officer_id(0)),
        (PlanError::DuplicateDay(day(0)), |round| round.days[1].day = day(0)),
        (bad_span(600, 600), |round| round.days[0].windows = vec![Window { from: 600, to: 600 }]),
        (bad_span(600, 1441), |round| round.days[0].windows = vec![Window { from: 600, to: 1441 }]),
        (bad_span(9, 8), |round| {
            round.rooms[0].busy = vec![Busy { day: day(0), from: 9, to: 8 }];
        }),
        (PlanError::OverlappingWindows(day(0)), |round| {
            round.days[0] = open(0, &[("09:00", "10:00"), ("08:00", "09:01")]);
        }),
        (PlanError::UnknownChair { household: household_id(1), chair: chair_id(7) }, |round| {
            round.households[1].chair = Some(chair_id(7));
        }),
        (PlanError::TooLarge, |round| round.officers = (0..201).map(officer).collect()),
        (PlanError::TooLarge, |round| {
            round.days = (0..10_000).map(|n| open(n, &[("00:00", "24:00")])).collect();
        }),
    ];
    for (index, (error, change)) in table.into_iter().enumerate() {
        let mut two = round(2, 2, 2, 2);
        two.officers = vec![officer(0)];
        change(&mut two);
        assert_eq!(plan(&two), Err(error), "row {index}");
    }
}
