//! Each rule of time in each regime, on the official calendar.

use law::calendar::WorkCalendar;
use law::citation::Act;
use law::deadline::{
    self, DayUnit, Deadline, Duty, Ending, PETITION_TOLD, Rule, RuleId, SERVICE, Standing,
};
use law::regime::Regime;

use crate::support::{d, official};

fn compute(rule: Rule, starts_on: &str, calendar: &WorkCalendar) -> (String, String) {
    let deadline = Deadline::compute(rule, d(starts_on), calendar);
    (deadline.strict_on.to_string(), deadline.due_on.to_string())
}

#[test]
fn regimes_change_on_the_first_of_july() {
    let table = [
        ("2000-01-01", Regime::R0),
        ("2025-06-30", Regime::R0),
        ("2025-07-01", Regime::R1),
        ("2026-06-30", Regime::R1),
        ("2026-07-01", Regime::R2),
        ("2099-12-31", Regime::R2),
    ];
    for (date, regime) in table {
        assert_eq!(Regime::on(d(date)), regime, "{date}");
    }
}

#[test]
fn acceptance_follows_the_rule_of_the_day_of_receipt() {
    let calendar = official();
    let table = [
        // received, rule, strict, due
        ("2024-02-06", "KN-03a", "2024-02-16", "2024-02-27"),
        ("2025-06-30", "KN-03a", "2025-07-10", "2025-07-14"),
        ("2026-06-30", "KN-03a", "2026-07-10", "2026-07-14"),
        ("2026-07-01", "KN-03b", "2026-07-10", "2026-07-10"),
        ("2026-08-24", "KN-03b", "2026-09-07", "2026-09-07"),
        ("2026-11-20", "KN-03b", "2026-12-02", "2026-12-02"),
        ("2027-01-29", "KN-03b", "2027-02-16", "2027-02-16"),
    ];
    for (received_on, id, strict_on, due_on) in table {
        let rule = deadline::acceptance(d(received_on));
        assert_eq!(rule.id.code(), id, "{received_on}");
        let (strict, due) = compute(rule, received_on, &calendar);
        assert_eq!((strict.as_str(), due.as_str()), (strict_on, due_on), "{received_on}");
    }
}

#[test]
fn resolution_takes_30_45_or_60_days_from_acceptance() {
    let calendar = official();
    let table = [
        ("2026-07-06", false, false, "2026-08-05", "2026-08-05"),
        ("2026-07-06", true, false, "2026-08-20", "2026-08-20"),
        ("2026-07-06", false, true, "2026-08-20", "2026-08-20"),
        ("2026-07-06", true, true, "2026-09-04", "2026-09-04"),
        // ends on 2/9, on a Saturday, on a worked Saturday, on 29/2, within Tết
        ("2026-08-03", false, false, "2026-09-02", "2026-09-03"),
        ("2026-11-05", false, false, "2026-12-05", "2026-12-07"),
        ("2026-07-23", false, false, "2026-08-22", "2026-08-22"),
        ("2024-01-30", false, false, "2024-02-29", "2024-02-29"),
        ("2026-01-17", false, false, "2026-02-16", "2026-02-23"),
    ];
    for (accepted_on, complex, remote, strict_on, due_on) in table {
        let rule = deadline::resolution(complex, remote);
        let (strict, due) = compute(rule, accepted_on, &calendar);
        assert_eq!((strict.as_str(), due.as_str()), (strict_on, due_on), "{accepted_on}");
    }
}

#[test]
fn service_effect_and_second_complaint() {
    let calendar = official();
    let served = compute(SERVICE, "2026-11-20", &calendar);
    assert_eq!(served, ("2026-11-26".to_owned(), "2026-11-26".to_owned()));
    let window = compute(deadline::second_complaint(false), "2026-08-03", &calendar);
    assert_eq!(window, ("2026-09-02".to_owned(), "2026-09-03".to_owned()));
    assert_eq!(deadline::second_complaint(true).days, 45);
    assert_eq!(deadline::legal_effect(false).days, 30);
    assert_eq!(deadline::legal_effect(true).days, 45);
}

#[test]
fn petitions_have_one_period_of_the_law_and_one_of_the_office() {
    let calendar = official();
    let told = compute(PETITION_TOLD, "2026-11-20", &calendar);
    assert_eq!(told, ("2026-12-07".to_owned(), "2026-12-07".to_owned()));
    let answer = deadline::petition_answer(20);
    assert_eq!((answer.days, answer.unit), (20, DayUnit::Working));
    // PA-04: no law sets it, so none may be shown
    assert_eq!(answer.citation.act, Act::InternalCommitment);
    assert!(answer.citation.article.is_empty());
}

#[test]
fn ninety_days_that_end_on_a_holiday_roll() {
    let calendar = official();
    let rule = Rule { days: 90, ..deadline::second_complaint(false) };
    let limit = compute(rule, "2026-06-04", &calendar);
    assert_eq!(limit, ("2026-09-02".to_owned(), "2026-09-03".to_owned()));
}

#[test]
fn notice_before_a_dialogue_is_counted_back_and_never_rolled() {
    assert_eq!(deadline::dialogue_notice_days(d("2026-06-30")), None);
    assert_eq!(deadline::dialogue_notice_days(d("2026-07-01")), Some(5));
    // a Saturday and a holiday stay what they are
    assert_eq!(deadline::latest_notice_day(5, d("2026-11-26")), d("2026-11-21"));
    assert_eq!(deadline::latest_notice_day(5, d("2026-09-07")), d("2026-09-02"));
    assert_eq!(deadline::latest_notice_day(5, d("2024-03-02")), d("2024-02-26"));
}

#[test]
fn standing_warns_then_breaches() {
    let calendar = official();
    // strict Saturday 5/12/2026, due Monday 7/12/2026
    let deadline =
        Deadline::compute(deadline::resolution(false, false), d("2026-11-05"), &calendar);
    let table = [
        ("2026-12-01", Standing::OnTrack),
        ("2026-12-02", Standing::DueSoon),
        ("2026-12-07", Standing::DueSoon),
        ("2026-12-08", Standing::Overdue),
    ];
    for (today, expected) in table {
        assert_eq!(deadline.standing(d(today), 3, &calendar), expected, "{today}");
        assert_eq!(deadline.is_late(d(today)), expected == Standing::Overdue, "{today}");
    }
    // before 1/7/2026 the law's ten days warn, the decree's ten working days breach (Điều 27 Luật
    // Khiếu nại, Nghị định 124/2020 Điều 16)
    let old = Deadline::compute(deadline::acceptance(d("2024-02-06")), d("2024-02-06"), &calendar);
    assert_eq!(old.standing(d("2024-02-15"), 0, &calendar), Standing::OnTrack);
    assert_eq!(old.standing(d("2024-02-16"), 0, &calendar), Standing::DueSoon);
    assert_eq!(old.standing(d("2024-02-27"), 0, &calendar), Standing::DueSoon);
    assert_eq!(old.standing(d("2024-02-28"), 0, &calendar), Standing::Overdue);
}

#[test]
fn lateness_is_frozen_by_the_deciding_fact() {
    let calendar = official();
    let open = Deadline::compute(deadline::resolution(false, false), d("2026-07-06"), &calendar);
    let in_time = open.met(Some(d("2026-08-05")));
    let late = open.met(Some(d("2026-08-06")));
    for today in ["2026-08-06", "2030-01-01"] {
        assert_eq!(in_time.standing(d(today), 3, &calendar), Standing::Met);
        assert_eq!(late.standing(d(today), 3, &calendar), Standing::MetLate);
        assert!(!in_time.is_late(d(today)) && late.is_late(d(today)));
    }
    assert_eq!(open.met(None), open);
    assert_eq!(open.lapsed_if(false), open);
    assert_eq!(late.lapsed_if(true), late);
    let lapsed = open.lapsed_if(true);
    assert_eq!(lapsed.standing(d("2030-01-01"), 3, &calendar), Standing::Lapsed);
    assert!(!lapsed.is_late(d("2030-01-01")));
}

#[test]
fn a_right_that_was_not_used_lapses_and_is_nobodys_delay() {
    let calendar = official();
    let window = Deadline::compute(deadline::second_complaint(false), d("2026-07-06"), &calendar);
    assert_eq!(window.rule.duty, Duty::Citizen);
    assert_eq!(window.standing(d("2026-08-05"), 3, &calendar), Standing::DueSoon);
    assert_eq!(window.standing(d("2026-08-06"), 3, &calendar), Standing::Lapsed);
    assert!(!window.is_late(d("2026-08-06")));
}

#[test]
fn codes_lead_back_to_their_values() {
    for id in RuleId::ALL {
        assert_eq!(RuleId::from_code(id.code()), Some(*id));
    }
    for standing in Standing::ALL {
        assert_eq!(Standing::from_code(standing.code()), Some(*standing));
    }
    let met_on = d("2026-08-05");
    for ending in [Ending::Open, Ending::Lapsed, Ending::Met(met_on)] {
        let on = matches!(ending, Ending::Met(_)).then_some(met_on);
        assert_eq!(Ending::from_code(ending.code(), on), Some(ending));
    }
    assert_eq!(Ending::from_code("met", None), None);
    assert_eq!(RuleId::from_code("KN-99"), None);
}
