//! Visits: deadlines of the answer and of the written refusal, who must name an identity paper, counting.

use law::deadline::Ending;
use law::reception::NotReceived;
use law::rule::RuleId;
use law::visit::{
    Count, Course, Mode, Outcome, Tally, Turn, connect_by, identity_number, is_group, tally,
};

use crate::rules;
use crate::support::d;

fn course(received_on: &str, outcome: Outcome) -> Course {
    Course {
        received_on: d(received_on),
        outcome,
        not_received: None,
        noticed_on: None,
        answered_on: None,
    }
}

// TD-08
#[test]
fn an_answer_follows_within_ten_working_days() {
    rules!(rules);
    for (received_on, outcome, due_on, is_owed) in [
        ("2026-11-11", Outcome::Taken, "2026-11-26", true),
        ("2026-11-11", Outcome::Accepted, "2026-11-26", true),
        ("2026-11-25", Outcome::Forwarded, "2026-12-09", true),
        ("2026-11-25", Outcome::Guided, "2026-12-09", false),
        ("2026-11-25", Outcome::Answered, "2026-12-09", false),
        ("2016-06-01", Outcome::Taken, "2016-06-15", true),
    ] {
        let course = course(received_on, outcome);
        let all = course.deadlines(&rules);
        assert_eq!(all.len(), 1, "{outcome:?}");
        let told = (all[0].rule.id, all[0].due_on, course.awaits_answer());
        assert_eq!(told, (RuleId::Td08, d(due_on), is_owed), "{received_on} {outcome:?}");
        let ending = if is_owed { Ending::Open } else { Ending::Met(d(received_on)) };
        assert_eq!(all[0].ending, ending);
    }
    let answered =
        Course { answered_on: Some(d("2026-12-01")), ..course("2026-11-25", Outcome::Taken) };
    assert!(!answered.awaits_answer());
    assert_eq!(answered.deadlines(&rules)[0].ending, Ending::Met(d("2026-12-01")));
}

// TD-11
#[test]
fn two_grounds_ask_for_a_written_refusal_within_three_working_days() {
    rules!(rules);
    for ground in NotReceived::ALL {
        let refused =
            Course { not_received: Some(*ground), ..course("2026-11-25", Outcome::Refused) };
        let is_written =
            matches!(ground, NotReceived::SettledAndProlonged | NotReceived::AnsweredBefore);
        assert_eq!(refused.awaits_notice(), is_written, "{ground:?}");
        assert!(!refused.awaits_answer());
        let due: Vec<_> =
            refused.deadlines(&rules).iter().map(|one| (one.rule.id, one.due_on)).collect();
        let expected: &[_] = if is_written { &[(RuleId::Td11, d("2026-11-30"))] } else { &[] };
        assert_eq!(due, expected, "{ground:?}");
        let given = Course { noticed_on: Some(d("2026-11-27")), ..refused };
        assert!(!given.awaits_notice());
    }
    // Before the decree the form had no period, and its own grounds did not exist.
    let before = Course {
        not_received: Some(NotReceived::SettledAndProlonged),
        ..course("2026-06-30", Outcome::Refused)
    };
    assert!(!before.awaits_notice() && before.deadlines(&rules).is_empty());
    assert!(NotReceived::SettledAndProlonged.check(d("2026-06-30")).is_ok());
    assert!(NotReceived::Armed.check(d("2026-06-30")).is_err());
    assert!(NotReceived::Armed.check(d("2026-07-01")).is_ok());
}

// TD-20
#[test]
fn the_number_of_the_paper_is_asked_since_the_amendment() {
    assert!(identity_number(d("2026-06-30")).is_none());
    assert_eq!(identity_number(d("2026-07-01")).unwrap().article, "7");
}

// TD-13b
#[test]
fn all_points_are_connected_an_hour_before() {
    for (from, by) in [("08:00:00", "07:00:00"), ("13:30:00", "12:30:00")] {
        assert_eq!(connect_by(from.parse().unwrap()), by.parse().unwrap());
    }
}

// TD-15
#[test]
fn five_people_are_a_group() {
    assert_eq!([1, 4, 5, 40].map(is_group), [false, false, true, true]);
}

fn turn(matter: u8, mode: Mode, people: u32) -> Turn<u8> {
    Turn { matter, mode, people, is_known: false }
}

fn count(turns: u32, people: u32, matters: u32, groups: u32, group_people: u32) -> Count {
    Count { turns, people, matters, groups, group_people }
}

// Form 01/TCD, columns 1 to 9 and 11 to 21, and its note.
#[test]
fn visits_are_counted_as_the_form_says() {
    use Mode::{DelegateScheduled, HeadScheduled, HeadUnscheduled, Regular};
    let table: [(&str, Vec<Turn<u8>>, Tally); 6] = [
        ("nobody came", vec![], Tally::default()),
        (
            "a matter brought twice is two turns and one matter",
            vec![turn(1, Regular, 1), turn(1, Regular, 2)],
            Tally { regular: count(2, 3, 1, 0, 0), new_matters: 1, ..Tally::default() },
        ),
        (
            "a group is five people or more",
            vec![turn(1, Regular, 4), turn(2, Regular, 5), turn(3, Regular, 12)],
            Tally { regular: count(3, 21, 3, 2, 17), new_matters: 3, ..Tally::default() },
        ),
        (
            "what the head received too is counted once, under the head",
            vec![turn(1, Regular, 1), turn(1, HeadScheduled, 6), turn(2, Regular, 1)],
            Tally {
                regular: count(2, 2, 1, 0, 0),
                head_scheduled: count(1, 6, 1, 1, 6),
                new_matters: 2,
                ..Tally::default()
            },
        ),
        (
            "whichever came first",
            vec![turn(1, HeadUnscheduled, 1), turn(1, DelegateScheduled, 1), turn(1, Regular, 1)],
            Tally {
                regular: count(1, 1, 0, 0, 0),
                head_unscheduled: count(1, 1, 1, 0, 0),
                delegate: count(1, 1, 0, 0, 0),
                new_matters: 1,
                ..Tally::default()
            },
        ),
        (
            "a delegate stands before regular reception",
            vec![
                turn(1, Regular, 1),
                turn(1, DelegateScheduled, 5),
                Turn { is_known: true, ..turn(2, Regular, 1) },
            ],
            Tally {
                regular: count(2, 2, 1, 0, 0),
                delegate: count(1, 5, 1, 1, 5),
                new_matters: 1,
                known_matters: 1,
                ..Tally::default()
            },
        ),
    ];
    for (what, turns, expected) in table {
        let found = tally(&turns);
        assert_eq!(found, expected, "{what}");
        let total = found.total();
        assert_eq!(total.turns as usize, turns.len(), "{what}");
        assert_eq!(total.matters, found.new_matters + found.known_matters, "{what}");
        let reversed: Vec<_> = turns.into_iter().rev().collect();
        assert_eq!(tally(&reversed), expected, "{what}, in any order");
    }
}
