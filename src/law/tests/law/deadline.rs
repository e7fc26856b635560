//! Each rule of time in each regime, on the official calendar.

use law::calendar::WorkCalendar;
use law::citation::Act;
use law::deadline::{Deadline, Ending, Extension, Pause, Standing};
use law::regime::Regime;
use law::rule::{self, Circumstances, Duty, Measure, Rule, RuleId, Unit};
use law::settings::{Conflict, Rules, Settings};

use crate::support::{SETTINGS, d, official};

fn rules(calendar: &WorkCalendar) -> Rules<'_> {
    Rules { calendar, settings: &SETTINGS }
}

fn resolution(complex: bool, remote: bool) -> Rule {
    rule::first_resolution(Circumstances { complex, remote })
}

fn compute(rule: Rule, starts_on: &str, calendar: &WorkCalendar) -> (String, String) {
    let deadline = Deadline::compute(rule, d(starts_on), &rules(calendar));
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
        let rule = rule::acceptance(d(received_on));
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
        let rule = resolution(complex, remote);
        let (strict, due) = compute(rule, accepted_on, &calendar);
        assert_eq!((strict.as_str(), due.as_str()), (strict_on, due_on), "{accepted_on}");
    }
}

#[test]
fn service_effect_and_second_complaint() {
    let calendar = official();
    let served = compute(rule::fixed(RuleId::Kn10), "2026-11-20", &calendar);
    assert_eq!(served, ("2026-11-26".to_owned(), "2026-11-26".to_owned()));
    let window = compute(rule::second_complaint(false), "2026-08-03", &calendar);
    assert_eq!(window, ("2026-09-02".to_owned(), "2026-09-03".to_owned()));
    assert_eq!(rule::second_complaint(true).count, 45);
    let remote = Circumstances { complex: false, remote: true };
    assert_eq!(rule::fixed(RuleId::Kn14).count, 30);
    assert_eq!(rule::case_rule(RuleId::Kn14, remote).count, 45);
}

#[test]
fn petitions_have_one_period_of_the_law_and_one_of_the_office() {
    let calendar = official();
    let told = compute(rule::fixed(RuleId::Pa03), "2026-11-20", &calendar);
    assert_eq!(told, ("2026-12-07".to_owned(), "2026-12-07".to_owned()));
    let answer = rule::petition_answer(20);
    assert_eq!((answer.count, answer.unit), (20, Unit::WorkingDay));
    // PA-04: no law sets it, so none may be shown
    assert_eq!(answer.citation.act, Act::InternalCommitment);
    assert!(answer.citation.article.is_empty());
}

#[test]
fn ninety_days_that_end_on_a_holiday_roll() {
    let calendar = official();
    let rule = rule::limitation();
    let limit = compute(rule, "2026-06-04", &calendar);
    assert_eq!(limit, ("2026-09-02".to_owned(), "2026-09-03".to_owned()));
}

#[test]
fn notice_before_a_dialogue_is_counted_back_and_never_rolled() {
    assert_eq!(rule::dialogue_notice_days(d("2026-06-30")), None);
    assert_eq!(rule::dialogue_notice_days(d("2026-07-01")), Some(5));
    // a Saturday and a holiday stay what they are
    let calendar = official();
    let latest = |id, event: &str| compute(rule::fixed(id), event, &calendar).1;
    assert_eq!(latest(RuleId::Kn08, "2026-11-26"), "2026-11-21");
    assert_eq!(latest(RuleId::Kn08, "2026-09-07"), "2026-09-02");
    assert_eq!(latest(RuleId::Kn08, "2024-03-02"), "2024-02-26");
    // TD-07 counts working days back, over Culture Day and a weekend
    assert_eq!(latest(RuleId::Td07, "2026-11-30"), "2026-11-20");
    assert_eq!(latest(RuleId::Td13b, "2026-11-30"), "2026-11-30");
}

#[test]
fn standing_warns_then_breaches() {
    let calendar = official();
    // strict Saturday 5/12/2026, due Monday 7/12/2026
    let deadline = Deadline::compute(resolution(false, false), d("2026-11-05"), &rules(&calendar));
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
    let old =
        Deadline::compute(rule::acceptance(d("2024-02-06")), d("2024-02-06"), &rules(&calendar));
    assert_eq!(old.standing(d("2024-02-15"), 0, &calendar), Standing::OnTrack);
    assert_eq!(old.standing(d("2024-02-16"), 0, &calendar), Standing::DueSoon);
    assert_eq!(old.standing(d("2024-02-27"), 0, &calendar), Standing::DueSoon);
    assert_eq!(old.standing(d("2024-02-28"), 0, &calendar), Standing::Overdue);
}

#[test]
fn lateness_is_frozen_by_the_deciding_fact() {
    let calendar = official();
    let open = Deadline::compute(resolution(false, false), d("2026-07-06"), &rules(&calendar));
    let in_time = open.clone().met(Some(d("2026-08-05")));
    let late = open.clone().met(Some(d("2026-08-06")));
    for today in ["2026-08-06", "2030-01-01"] {
        assert_eq!(in_time.standing(d(today), 3, &calendar), Standing::Met);
        assert_eq!(late.standing(d(today), 3, &calendar), Standing::MetLate);
        assert!(!in_time.is_late(d(today)) && late.is_late(d(today)));
    }
    assert_eq!(open.clone().met(None), open);
    assert_eq!(open.clone().lapsed_if(false), open);
    assert_eq!(late.clone().lapsed_if(true), late);
    let lapsed = open.lapsed_if(true);
    assert_eq!(lapsed.standing(d("2030-01-01"), 3, &calendar), Standing::Lapsed);
    assert!(!lapsed.is_late(d("2030-01-01")));
}

#[test]
fn a_right_that_was_not_used_lapses_and_is_nobodys_delay() {
    let calendar = official();
    let window =
        Deadline::compute(rule::second_complaint(false), d("2026-07-06"), &rules(&calendar));
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
    assert_eq!(RuleId::from_code("KN-99"), None);
}

fn end(rule: Rule, from: &str, pauses: &[(&str, Option<&str>)], more: &[(&str, u32)]) -> Deadline {
    let calendar = official();
    let pauses: Vec<Pause> =
        pauses.iter().map(|(from, to)| Pause { from: d(from), to: to.map(d) }).collect();
    let more: Vec<Extension> =
        more.iter().map(|(on, count)| Extension { on: d(on), count: *count }).collect();
    Deadline::running(rule, d(from), &pauses, &more, &rules(&calendar))
}

/// The vectors of the digest, with their weekdays counted by hand there.
#[test]
fn test_vectors_of_the_digest() {
    let working = |count| Rule { count, unit: Unit::WorkingDay, ..rule::fixed(RuleId::Tc01) };
    let calendar_days = |count| Rule { count, ..rule::fixed(RuleId::Kn04) };
    let due = |rule, from: &str| end(rule, from, &[], &[]).due_on.to_string();
    assert_eq!(due(working(7), "2026-08-24"), "2026-09-07");
    assert_eq!(due(working(7), "2026-02-10"), "2026-02-26");
    assert_eq!(due(working(5), "2026-11-20"), "2026-11-30");
    assert_eq!(due(working(5), "2025-04-24"), "2025-05-05");
    assert_eq!(due(calendar_days(30), "2026-07-06"), "2026-08-05");
    assert_eq!(due(calendar_days(45), "2026-07-06"), "2026-08-20");
    let paused = [("2026-07-20", Some("2026-08-10"))];
    let suspended = end(rule::fixed(RuleId::Kn04), "2026-07-06", &paused, &[]);
    assert_eq!(suspended.due_on, d("2026-08-26"));
    let limit = end(rule::limitation(), "2026-06-04", &[], &[]);
    assert_eq!((limit.strict_on, limit.due_on), (d("2026-09-02"), d("2026-09-03")));
}

#[test]
fn a_pause_that_moves_nothing_is_no_pause() {
    let working = Rule { count: 5, ..rule::fixed(RuleId::Tc01) };
    // the period ends on 8/6; what begins that day comes too late
    for pause in [("2026-06-08", None), ("2026-06-09", None), ("2026-06-03", Some("2026-06-03"))] {
        let deadline = end(working, "2026-06-01", &[pause], &[]);
        assert_eq!(deadline.due_on, d("2026-06-08"), "{pause:?}");
        assert_eq!((deadline.pauses, deadline.ending), (Vec::new(), Ending::Open), "{pause:?}");
    }
    // thirty days from 6/7 end on 5/8
    let thirty = rule::fixed(RuleId::Kn04);
    for pause in [
        ("2026-08-05", Some("2026-08-20")),
        ("2026-08-06", Some("2026-08-20")),
        ("2026-06-01", Some("2026-07-06")),
        ("2026-06-01", Some("2026-07-01")),
    ] {
        assert_eq!(end(thirty, "2026-07-06", &[pause], &[]).due_on, d("2026-08-05"), "{pause:?}");
    }
    assert_eq!(
        end(thirty, "2026-07-06", &[("2026-08-04", Some("2026-08-05"))], &[]).due_on,
        d("2026-08-06")
    );
    let stopped = end(working, "2026-06-01", &[("2026-06-05", None)], &[]);
    assert_eq!(stopped.ending, Ending::Paused(d("2026-06-05")));
}

/// The safe defaults of what the law leaves open (U1, U2, U10, PA-04).
#[test]
fn what_is_left_open_has_its_safe_default() {
    assert_eq!(Settings::default(), SETTINGS);
}

#[test]
fn endings_are_stored_by_code() {
    let day = d("2026-06-08");
    let codes =
        [Ending::Open, Ending::Paused(day), Ending::Met(day), Ending::Lapsed].map(Ending::code);
    assert_eq!(codes, ["open", "paused", "met", "lapsed"]);
}

#[test]
fn a_pause_counts_its_first_day_and_not_its_last() {
    let working = Rule { count: 5, ..rule::fixed(RuleId::Tc01) };
    type Days = (&'static str, Option<&'static str>);
    let table: &[(Rule, &str, &[Days], &str)] = &[
        // Monday; paused on Wednesday, resumed the Monday after
        (working, "2026-06-01", &[("2026-06-03", Some("2026-06-08"))], "2026-06-11"),
        // began before the fact, ended after it
        (working, "2026-06-01", &[("2026-05-28", Some("2026-06-03"))], "2026-06-10"),
        // began on the last day: nothing moves
        (working, "2026-06-01", &[("2026-06-08", Some("2026-06-20"))], "2026-06-08"),
        // two that touch are one
        (
            working,
            "2026-06-01",
            &[("2026-06-05", Some("2026-06-08")), ("2026-06-03", Some("2026-06-05"))],
            "2026-06-11",
        ),
        // ends before it begins: none
        (working, "2026-06-01", &[("2026-06-05", Some("2026-06-03"))], "2026-06-08"),
    ];
    for (rule, from, pauses, due) in table {
        assert_eq!(end(*rule, from, pauses, &[]).due_on, d(due), "{pauses:?}");
    }
}

#[test]
fn a_clock_that_stands_still_is_not_late() {
    let calendar = official();
    let open = end(rule::fixed(RuleId::Kn04), "2026-07-06", &[("2026-07-20", None)], &[]);
    assert_eq!(open.ending, Ending::Paused(d("2026-07-20")));
    assert_eq!(open.standing(d("2030-01-01"), 3, &calendar), Standing::Paused);
    assert!(!open.is_late(d("2030-01-01")));
    // stopped after its end, it was late already
    let late = end(rule::fixed(RuleId::Kn04), "2026-07-06", &[("2026-08-20", None)], &[]);
    assert_eq!(late.standing(d("2026-08-21"), 3, &calendar), Standing::Overdue);
}

#[test]
fn extensions_add_to_the_strict_end() {
    let once = end(rule::fixed(RuleId::Tc07), "2026-02-26", &[], &[("2026-03-20", 30)]);
    assert_eq!(once.strict_on, d("2026-04-27"));
    assert_eq!(once.due_on, d("2026-04-28"));
    let twice = [("2026-04-20", 30), ("2026-03-20", 30)];
    assert_eq!(
        end(rule::fixed(RuleId::Tc07), "2026-02-26", &[], &twice).strict_on,
        d("2026-05-27")
    );
}

#[test]
fn months_end_on_the_same_number_or_the_last_day() {
    let year = rule::fixed(RuleId::Kn19);
    for (from, strict) in
        [("2024-02-29", "2025-02-28"), ("2026-01-31", "2027-01-31"), ("2023-08-31", "2024-08-31")]
    {
        assert_eq!(end(year, from, &[], &[]).strict_on, d(strict), "{from}");
    }
    let month = Rule { count: 1, ..year };
    assert_eq!(end(month, "2024-01-31", &[], &[]).strict_on, d("2024-02-29"));
    let paused = [("2026-03-10", Some("2026-03-20"))];
    assert_eq!(end(month, "2026-03-02", &paused, &[]).strict_on, d("2026-04-12"));
}

#[test]
fn where_law_and_decree_differ_a_setting_decides() {
    let calendar = official();
    let dates = |conflict, rolls| {
        let settings = Settings { conflict, rolls_for_agency: rolls, ..SETTINGS };
        let rules = Rules { calendar: &calendar, settings: &settings };
        // a second decision issued on Thursday 27/8/2026: seven days end on Thursday 3/9
        let deadline = Deadline::compute(rule::fixed(RuleId::Kn11), d("2026-08-29"), &rules);
        (deadline.strict_on.to_string(), deadline.due_on.to_string())
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(dates(Conflict::WarnByLaw, true), pair("2026-09-05", "2026-09-11"));
    assert_eq!(dates(Conflict::Law, true), pair("2026-09-05", "2026-09-07"));
    assert_eq!(dates(Conflict::Law, false), pair("2026-09-05", "2026-09-05"));
    assert_eq!(dates(Conflict::Decree, true), pair("2026-09-11", "2026-09-11"));
}

#[test]
fn every_row_stands_once_with_its_article_and_validity() {
    let rows: Vec<_> = rule::rows().collect();
    for id in RuleId::ALL {
        assert_eq!(rows.iter().filter(|row| row.id == *id).count(), 1, "{}", id.code());
        assert_eq!(rule::row_of(*id).id, *id);
    }
    let table: Vec<String> = rows
        .iter()
        .map(|row| {
            let to = row.valid.to.map_or_else(String::new, |to| to.to_string());
            let (act, article) = (row.citation.act.code(), row.citation.article);
            let clause = row.citation.clause.map(|clause| format!("({clause})"));
            format!(
                "{:8}{:?} {:?} from {}, {:?}, {act} {article}{}, {}..{to}, {}",
                row.id.code(),
                row.measure,
                [row.longer.complex, row.longer.remote, row.longer.both],
                row.start.code(),
                row.duty,
                clause.unwrap_or_default(),
                row.valid.from,
                row.sourcing.code(),
            )
        })
        .collect();
    insta::assert_snapshot!(table.join("\n"));
    assert!(!rows.iter().any(|row| row.measure == Measure::AtOnce && row.valid.to.is_some()));
}

#[test]
fn a_family_is_found_by_the_date() {
    let codes = |code: &str, on: &str| -> Vec<&str> {
        rule::in_force(code, d(on)).iter().map(|row| row.id.code()).collect()
    };
    assert_eq!(codes("KN-03", "2026-06-30"), ["KN-03a"]);
    assert_eq!(codes("KN-03", "2026-07-01"), ["KN-03b"]);
    assert_eq!(codes("KN-03b", "2026-06-30"), [] as [&str; 0]);
    assert_eq!(codes("TD-01", "2025-01-02"), ["TD-01a"]);
    assert_eq!(codes("TD-01", "2026-07-01"), ["TD-01b"]);
    assert_eq!(codes("KN-02", "2026-07-01"), ["KN-02a", "KN-02b", "KN-02c"]);
    assert_eq!(codes("KN-1", "2026-07-01"), [] as [&str; 0]);
    assert_eq!(codes("TD-02", "2025-07-01"), [] as [&str; 0]);
}
