//! Working days: Tết, 30/4 and 1/5, 2/9, swapped Saturdays, month ends, 29/2.

use chrono::NaiveDate;
use law::calendar::{CalendarError, WorkCalendar};

use crate::support::{d, official};

/// Weekdays off and worked Saturdays of Vietnam 2023–2027 as another source has them: the package
/// `holidays` for Python, version 0.109.
const INDEPENDENT: &str = include_str!("../independent.csv");

/// The one known difference: 2/1/2026 was swapped for Saturday 10/1/2026 by a notice of 25/12/2025
/// (12729/VPCP-KGVX), which the other source does not have.
#[test]
fn another_source_knows_the_same_days_but_for_one_swap() {
    let ours = official();
    let days = |wanted: &str| -> Vec<NaiveDate> {
        let rows = INDEPENDENT.lines().skip(1).map(|line| line.split_once(',').unwrap());
        rows.filter(|(_, kind)| *kind == wanted).map(|(day, _)| d(day)).collect()
    };
    let (from, to) = (d("2023-01-01"), d("2027-12-31"));
    let theirs = WorkCalendar::new(days("off"), days("worked"), from, to).unwrap();
    let differ: Vec<String> = from
        .iter_days()
        .take_while(|day| *day <= to)
        .filter(|day| ours.is_working_day(*day) != theirs.is_working_day(*day))
        .map(|day| day.to_string())
        .collect();
    assert_eq!(differ, ["2026-01-02", "2026-01-10"]);
}

#[test]
fn working_days_are_counted_from_the_day_after_the_event() {
    let calendar = official();
    let table = [
        // over National Day with the swap of 31/8
        ("2026-08-24", 7, "2026-09-07"),
        // over Tết
        ("2026-02-10", 7, "2026-02-26"),
        // Vietnamese Culture Day
        ("2026-11-20", 5, "2026-11-30"),
        // 2/5/2025 swapped for Saturday 26/4
        ("2025-04-24", 5, "2025-05-05"),
        // 29/4/2024 swapped for Saturday 4/5
        ("2024-04-26", 2, "2024-05-03"),
        ("2024-04-26", 3, "2024-05-04"),
        // 29 February
        ("2024-02-28", 1, "2024-02-29"),
        ("2024-02-29", 1, "2024-03-01"),
        ("2025-02-28", 1, "2025-03-03"),
        // month and year end
        ("2026-07-31", 1, "2026-08-03"),
        ("2025-12-31", 1, "2026-01-05"),
        ("2026-01-09", 1, "2026-01-10"),
        // an event on a day off
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-20", 0, "2026-11-20"),
    ];
    for (event, n, expected) in table {
        assert_eq!(calendar.add_working_days(d(event), n), d(expected), "{event} + {n}");
    }
}

#[test]
fn a_last_day_off_rolls_to_the_next_working_day() {
    let calendar = official();
    let table = [
        ("2026-09-02", "2026-09-03"),
        ("2026-02-14", "2026-02-23"),
        ("2025-04-30", "2025-05-05"),
        ("2026-01-10", "2026-01-10"),
        ("2026-04-25", "2026-04-28"),
        ("2026-11-25", "2026-11-25"),
    ];
    for (day, expected) in table {
        assert_eq!(calendar.roll_forward(d(day)), d(expected), "{day}");
    }
}

#[test]
fn a_worked_saturday_is_worked_and_its_swapped_weekday_is_not() {
    let calendar = official();
    for (worked, off) in [
        ("2024-05-04", "2024-04-29"),
        ("2025-04-26", "2025-05-02"),
        ("2026-01-10", "2026-01-02"),
        ("2026-08-22", "2026-08-31"),
    ] {
        assert!(calendar.is_working_day(d(worked)), "{worked}");
        assert!(!calendar.is_working_day(d(off)), "{off}");
    }
    // proposed in 2026 and not adopted
    assert!(calendar.is_working_day(d("2026-11-23")));
    assert!(!calendar.is_working_day(d("2026-11-28")));
}

#[test]
fn a_worked_day_wins_over_a_day_off() {
    let day = d("2026-03-04");
    let calendar = WorkCalendar::new([day], [day], d("2026-01-01"), d("2026-12-31")).unwrap();
    assert!(calendar.is_working_day(day));
}

#[test]
fn outside_the_span_weeks_are_plain() {
    let data = [d("2025-06-02"), d("2027-06-01")];
    let calendar =
        WorkCalendar::new(data, [d("2027-06-05")], d("2026-01-01"), d("2026-12-31")).unwrap();
    assert!(calendar.is_working_day(d("2025-06-02")));
    assert!(calendar.is_working_day(d("2027-06-01")));
    assert!(!calendar.is_working_day(d("2027-06-05")));
}

#[test]
fn the_span_is_known() {
    let calendar = official();
    assert_eq!(calendar.covers_to(), d("2027-12-31"));
    assert!(calendar.covers(d("2023-01-01"), d("2027-12-31")));
    assert!(!calendar.covers(d("2022-12-31"), d("2023-01-02")));
    assert!(!calendar.covers(d("2027-12-31"), d("2028-01-01")));
}

#[test]
fn working_days_between_counts_the_last_day_and_not_the_first() {
    let calendar = official();
    let count = |after: &str, to: &str| calendar.working_days_between(d(after), d(to));
    assert_eq!(count("2026-08-24", "2026-09-07"), 7);
    assert_eq!(count("2026-11-23", "2026-11-24"), 0);
    assert_eq!(count("2026-11-24", "2026-11-25"), 1);
    assert_eq!(count("2026-11-25", "2026-11-25"), 0);
    assert_eq!(count("2026-11-25", "2026-11-20"), 0);
}

#[test]
fn a_calendar_without_work_is_refused() {
    let year =
        |first: &str, days: usize| d(first).iter_days().take(days).collect::<Vec<NaiveDate>>();
    let (from, to) = (d("2026-01-01"), d("2028-12-31"));
    assert_eq!(WorkCalendar::new([], [], to, from), Err(CalendarError::EmptySpan));
    assert!(WorkCalendar::new(year("2026-02-02", 365), [], from, to).is_ok());
    let refused = WorkCalendar::new(year("2026-02-02", 500), [], from, to);
    assert!(
        matches!(refused, Err(CalendarError::NoWorkingDay(day)) if day <= d("2026-02-02")),
        "{refused:?}"
    );
    // one worked Saturday in the middle mends it
    assert!(WorkCalendar::new(year("2026-02-02", 500), [d("2026-10-03")], from, to).is_ok());
}
