//! What tables 03/GQKN, 04/GQTC and 05/KQTH count: amounts of decisions and conclusions, and what was
//! executed of them.

use law::complaint::{Event as C, Stage};
use law::denunciation::Event as D;
use law::procedure::{self, Event, State};
use law::refusal::Refusal;
use law::results::{Executed, Recommended};

use crate::rules;
use crate::support::{
    complaint_at, concluded, d, decided, denunciation_at, far, petition_at, play, refusal, then,
};

fn recommended() -> Recommended {
    Recommended {
        state_money: 125_000_000,
        returned_land: 12_550,
        handled_people: 3,
        handled_officials: 2,
        ..Recommended::default()
    }
}

fn paid(money: u64) -> Executed {
    Executed { state_money: money, ..Executed::default() }
}

fn executed(on: &str, executed: Executed) -> Event {
    C::ExecutionRecorded { on: d(on), executed }.into()
}

fn carried_out(on: &str, executed: Executed) -> Event {
    D::ExecutionRecorded { on: d(on), executed }.into()
}

/// A complaint in a stage after its decision, which recommends something.
fn decided_at(stage: &str) -> Vec<Event> {
    let with_amounts = |event: Event| match event {
        Event::Complaint(C::DecisionIssued { .. }) => decided("2026-08-05", recommended()).into(),
        other => other,
    };
    complaint_at(stage).into_iter().map(with_amounts).collect()
}

#[test]
fn records_of_execution_add_up_and_the_stage_stays() {
    rules!(rules);
    let more = [
        executed("2026-09-16", paid(50_000_000)),
        executed("2026-09-20", Executed { returned_land: 12_550, ..paid(25_000_000) }),
    ];
    let state = play(&then(decided_at("executing"), more), &rules);
    assert_eq!(state.stage_code(), "executing");
    assert_eq!(state.last_on(), d("2026-09-20"));
    let before = play(&decided_at("executing"), &rules);
    assert_eq!(state.deadlines(&rules), before.deadlines(&rules));
    let results = state.results().unwrap();
    assert_eq!(results.recommended, recommended());
    assert_eq!(results.executed, Executed { returned_land: 12_550, ..paid(75_000_000) });
    assert_eq!(results.finished_on, None);
}

#[test]
fn execution_is_recorded_from_legal_effect_until_the_end() {
    rules!(rules);
    for (stage, day, is_lawful) in [
        ("drafting", "2026-08-05", false),
        ("decision-issued", "2026-08-06", false),
        ("served", "2026-08-11", false),
        ("in-effect", "2026-09-11", true),
        ("executing", "2026-09-15", true),
        ("closed", "2026-10-02", false),
        ("under-review", "2026-10-06", false),
        ("second-complaint", "2026-08-21", false),
        ("in-court", "2026-08-21", false),
    ] {
        let state = play(&complaint_at(stage), &rules);
        let next = procedure::apply(&state, &executed(day, paid(1)), &rules, far());
        assert_eq!(next.is_ok(), is_lawful, "{stage}: {next:?}");
        if !is_lawful {
            let refused =
                matches!(next, Err(Refusal::WrongStage { step: "execution-recorded", .. }));
            assert!(refused, "{stage}: {next:?}");
        }
    }
    for (stage, day, is_lawful) in [
        ("reported", "2026-03-21", false),
        ("concluded", "2026-03-27", true),
        ("published", "2026-04-01", true),
        ("handling", "2026-04-03", true),
        ("monitoring", "2026-04-04", true),
        ("closed", "2026-05-05", false),
        ("following", "2026-02-25", false),
    ] {
        let state = play(&denunciation_at(stage), &rules);
        let next = procedure::apply(&state, &carried_out(day, paid(1)), &rules, far());
        assert_eq!(next.is_ok(), is_lawful, "{stage}: {next:?}");
    }
}

#[test]
fn nothing_is_executed_before_the_effect_or_ahead_of_today() {
    rules!(rules);
    // in effect since 10/9, being executed since 14/9
    let early = then(complaint_at("in-effect"), [executed("2026-09-09", paid(1))]);
    let prior = Refusal::BeforePriorFact { on: d("2026-09-09"), prior: d("2026-09-10") };
    assert_eq!(refusal(&early, &rules), prior);
    let same_day = then(complaint_at("executing"), [executed("2026-09-14", paid(1))]);
    assert_eq!(play(&same_day, &rules).stage_code(), "executing");
    let state = play(&complaint_at("executing"), &rules);
    let (on, today) = (d("2026-09-21"), d("2026-09-20"));
    let ahead = procedure::apply(&state, &executed("2026-09-21", paid(1)), &rules, today);
    assert_eq!(ahead.unwrap_err(), Refusal::FutureDate { on, today });
    let before = then(denunciation_at("concluded"), [carried_out("2026-03-25", paid(1))]);
    assert!(matches!(refusal(&before, &rules), Refusal::BeforePriorFact { .. }));
}

/// The checks that are printed below the tables.
#[test]
fn officials_are_among_the_people() {
    rules!(rules);
    let none = Recommended::default();
    for (recommended, wrong) in [
        (Recommended { handled_people: 2, handled_officials: 2, ..none }, &[][..]),
        (Recommended { handled_people: 2, handled_officials: 3, ..none }, &["handled_officials"]),
        (Recommended { transferred_people: 1, transferred_officials: 1, ..none }, &[]),
        (
            Recommended { handled_officials: 1, transferred_officials: 1, ..none },
            &["handled_officials", "transferred_officials"],
        ),
    ] {
        assert_eq!(recommended.exceeding(), wrong);
        let expected = if wrong.is_empty() { Ok(()) } else { Err(Refusal::OfficialsExceed) };
        assert_eq!(recommended.check(), expected);
        // the gate asks the same of a decision and of a conclusion
        let drafting = play(&complaint_at("drafting"), &rules);
        let decision = decided("2026-08-05", recommended).into();
        let verdict = procedure::apply(&drafting, &decision, &rules, far()).map(|_| ());
        assert_eq!(verdict, expected);
        let reported = play(&denunciation_at("reported"), &rules);
        let conclusion = concluded("2026-03-26", recommended).into();
        let verdict = procedure::apply(&reported, &conclusion, &rules, far()).map(|_| ());
        assert_eq!(verdict, expected);
    }
    let none = Executed::default();
    for (one, expected) in [
        (Executed { handled_people: 2, handled_officials: 2, ..none }, Ok(())),
        (Executed { prosecuted_people: 4, prosecuted_officials: 1, ..none }, Ok(())),
        (
            Executed { handled_people: 2, handled_officials: 3, ..none },
            Err(Refusal::OfficialsExceed),
        ),
        (Executed { prosecuted_officials: 1, ..none }, Err(Refusal::OfficialsExceed)),
        (none, Err(Refusal::NothingExecuted)),
    ] {
        assert_eq!(one.check(), expected, "{one:?}");
        let state = play(&complaint_at("executing"), &rules);
        let record = executed("2026-09-15", one);
        let verdict = procedure::apply(&state, &record, &rules, far()).map(|_| ());
        assert_eq!(verdict, expected, "{one:?}");
        let state = play(&denunciation_at("monitoring"), &rules);
        let record = carried_out("2026-04-04", one);
        let verdict = procedure::apply(&state, &record, &rules, far()).map(|_| ());
        assert_eq!(verdict, expected, "{one:?}");
    }
    let basis = Refusal::OfficialsExceed.citation().unwrap();
    assert_eq!((basis.act.code(), basis.article), ("tt06", ""));
}

#[test]
fn a_closed_case_has_finished_its_execution_on_that_day() {
    rules!(rules);
    let history = then(decided_at("executing"), [executed("2026-09-16", paid(125_000_000))]);
    let closed = then(history, [C::Closed { on: d("2026-10-01") }]);
    let state = play(&closed, &rules);
    assert_eq!(state.results().unwrap().finished_on, Some(d("2026-10-01")));
    // a review later does not undo what was done
    let reviewed = play(&then(closed, [C::ReviewOrdered { on: d("2026-10-05") }]), &rules);
    let State::Complaint(complaint) = &reviewed else { panic!("{reviewed:?}") };
    assert!(matches!(complaint.stage, Stage::UnderReview { .. }));
    let results = reviewed.results().unwrap();
    assert_eq!((results.executed, results.finished_on), (paid(125_000_000), Some(d("2026-10-01"))));
    let closed = play(&denunciation_at("closed"), &rules);
    assert_eq!(closed.results().unwrap().finished_on, Some(d("2026-05-04")));
}

#[test]
fn there_are_results_only_once_it_is_decided() {
    rules!(rules);
    for stage in ["received", "drafting", "suspended", "terminated", "refused"] {
        assert_eq!(play(&complaint_at(stage), &rules).results(), None, "{stage}");
    }
    let issued = play(&decided_at("decision-issued"), &rules);
    assert_eq!(issued.results().unwrap().recommended, recommended());
    assert!(!issued.results().unwrap().is_empty());
    assert!(play(&complaint_at("decision-issued"), &rules).results().unwrap().is_empty());
    // followed up without a conclusion of its own
    assert_eq!(play(&denunciation_at("followed-up"), &rules).results(), None);
    assert_eq!(play(&denunciation_at("reported"), &rules).results(), None);
    let concluded = then(denunciation_at("reported"), [concluded("2026-03-26", recommended())]);
    assert_eq!(play(&concluded, &rules).results().unwrap().recommended, recommended());
    assert_eq!(play(&petition_at("answered"), &rules).results(), None);
}

#[test]
fn sums_are_exact_and_never_overflow() {
    let one = Executed { state_money: 1, prosecuted_cases: 2, ..Executed::default() };
    let other = Executed { state_money: u64::MAX, handled_organisations: 3, ..Executed::default() };
    let sum = one.and(other);
    let expected = Executed {
        state_money: u64::MAX,
        handled_organisations: 3,
        prosecuted_cases: 2,
        ..Executed::default()
    };
    assert_eq!(sum, expected);
    assert_eq!(one.and(Executed::default()), one);
    let twice = recommended().and(recommended());
    assert_eq!((twice.state_money, twice.handled_officials), (250_000_000, 4));
    assert!(Recommended::default().is_empty() && !recommended().is_empty());
}

#[test]
fn what_is_zero_is_not_stored() {
    let plain = r#"{"kind":"complaint","fact":{"type":"decision-issued","on":"2026-08-05","outcome":"partly-right"}}"#;
    let event: Event = decided("2026-08-05", Recommended::default()).into();
    assert_eq!(serde_json::to_string(&event).unwrap(), plain);
    // as it was written before amounts were kept
    assert_eq!(serde_json::from_str::<Event>(plain).unwrap(), event);
    let older = r#"{"kind":"denunciation","fact":{"type":"concluded","on":"2026-03-26","finding":"partly-true"}}"#;
    let event: Event = concluded("2026-03-26", Recommended::default()).into();
    assert_eq!(serde_json::from_str::<Event>(older).unwrap(), event);
    assert_eq!(serde_json::to_string(&event).unwrap(), older);

    let full: Event = decided("2026-08-05", recommended()).into();
    let stored = r#"{"kind":"complaint","fact":{"type":"decision-issued","on":"2026-08-05","outcome":"partly-right","recommended":{"state_money":125000000,"returned_land":12550,"handled_people":3,"handled_officials":2}}}"#;
    assert_eq!(serde_json::to_string(&full).unwrap(), stored);
    assert_eq!(serde_json::from_str::<Event>(stored).unwrap(), full);
    let record = executed("2026-09-16", paid(50_000_000));
    let stored = r#"{"kind":"complaint","fact":{"type":"execution-recorded","on":"2026-09-16","executed":{"state_money":50000000}}}"#;
    assert_eq!(serde_json::to_string(&record).unwrap(), stored);
    assert_eq!(serde_json::from_str::<Event>(stored).unwrap(), record);
}
