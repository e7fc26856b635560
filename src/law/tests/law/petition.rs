//! Petition and feedback: course, voluntary dialogue, and the two periods.

use law::deadline::{Ending, Standing};
use law::dialogue::Attendance::{AbsentExcused, Present};
use law::petition::Event as P;
use law::procedure::{self, Event};
use law::refusal::Refusal;
use law::rule::RuleId;

use crate::rules;
use crate::support::{d, find, petition_at, play, refusal, then};

fn held(on: &str) -> P {
    P::DialogueHeld { on: d(on), attendance: Present, agreed: true }
}

#[test]
fn a_petition_runs_its_whole_course() {
    rules!(rules);
    let state = play(&petition_at("closed"), &rules);
    assert!(!state.is_open());
    assert_eq!(state.accepted_on(), Some(d("2026-11-04")));
    assert_eq!(state.resolved_on(), Some(d("2026-11-20")));
    assert_eq!(state.closed_on(), Some(d("2026-11-25")));
    let deadlines = state.deadlines(&rules);
    let ids: Vec<_> = deadlines.iter().map(|deadline| deadline.rule.id).collect();
    assert_eq!(ids, [RuleId::Pa03, RuleId::Pa04]);
    assert_eq!(find(&deadlines, RuleId::Pa03).due_on, d("2026-11-16"));
    // 15 working days over Culture Day
    assert_eq!(find(&deadlines, RuleId::Pa04).due_on, d("2026-11-23"));
    assert_eq!(find(&deadlines, RuleId::Pa04).ending, Ending::Met(d("2026-11-20")));
}

#[test]
fn the_citizen_is_told_by_taking_on_passing_on_or_filing_away() {
    rules!(rules);
    let due = |stage| play(&petition_at(stage), &rules).next_due(&rules).map(|d| d.rule.id);
    assert_eq!(due("received"), Some(RuleId::Pa03));
    assert_eq!(due("classifying"), Some(RuleId::Pa03));
    assert_eq!(due("taken-on"), Some(RuleId::Pa04));
    assert_eq!(due("considering"), Some(RuleId::Pa04));
    for stage in ["taken-on", "transferred", "filed-away"] {
        let told = find(&play(&petition_at(stage), &rules).deadlines(&rules), RuleId::Pa03);
        assert_eq!(told.ending, Ending::Met(d("2026-11-04")), "{stage}");
    }
    for stage in ["transferred", "filed-away", "answered", "closed"] {
        assert_eq!(due(stage), None, "{stage}");
    }
    let late: Vec<Event> = vec![
        P::Received { on: d("2026-11-02") }.into(),
        P::ClassificationStarted { on: d("2026-11-17") }.into(),
        P::Transferred { on: d("2026-11-17"), awaits_reply: false }.into(),
    ];
    let told = find(&play(&late, &rules).deadlines(&rules), RuleId::Pa03);
    assert_eq!(told.standing(d("2026-11-17"), 3, rules.calendar), Standing::MetLate);
}

#[test]
fn the_dialogue_is_voluntary() {
    rules!(rules);
    let invited = |on: &str, held_on: &str| P::DialogueInvited { on: d(on), held_on: d(held_on) };
    // no five days here, but a day that lies ahead
    let next_day = then(petition_at("considering"), [invited("2026-11-09", "2026-11-10")]);
    assert_eq!(play(&next_day, &rules).dialogue_on(), Some(d("2026-11-10")));
    let same_day = then(petition_at("considering"), [invited("2026-11-09", "2026-11-09")]);
    assert_eq!(refusal(&same_day, &rules), Refusal::DialogueNotAhead);
    let early = then(petition_at("dialogue"), [held("2026-11-11")]);
    assert_eq!(refusal(&early, &rules), Refusal::DialogueAhead { held_on: d("2026-11-12") });
    let answer = P::Answered { on: d("2026-11-13") };
    let after = then(petition_at("dialogue"), [held("2026-11-12"), answer]);
    assert_eq!(play(&after, &rules).stage_code(), "answered");
    let without = then(petition_at("dialogue"), [answer]);
    assert_eq!(play(&without, &rules).stage_code(), "answered");
    let absent = P::DialogueHeld { on: d("2026-11-12"), attendance: AbsentExcused, agreed: false };
    let absent = then(petition_at("dialogue"), [absent, answer]);
    assert_eq!(play(&absent, &rules).stage_code(), "answered");
    let called_off = P::ConsiderationStarted { on: d("2026-11-10") };
    let called_off = play(&then(petition_at("dialogue"), [called_off]), &rules);
    assert_eq!((called_off.stage_code(), called_off.dialogue_on()), ("considering", None));
}

#[test]
fn new_facts_open_it_again_and_the_commitment_runs_anew() {
    rules!(rules);
    let reopened = then(petition_at("closed"), [P::Reopened { on: d("2026-12-01") }]);
    let state = play(&reopened, &rules);
    assert!(state.is_open());
    assert_eq!(state.resolved_on(), None);
    let answer = find(&state.deadlines(&rules), RuleId::Pa04);
    assert_eq!((answer.starts_on, answer.ending), (d("2026-12-01"), Ending::Open));
    assert_eq!(state.next_due(&rules), Some(answer));
    let first = P::Reopened { on: d("2026-11-23") };
    let not_closed = then(petition_at("answered"), [first]);
    assert!(matches!(refusal(&not_closed, &rules), Refusal::WrongStage { .. }));
}

#[test]
fn facts_of_a_complaint_do_not_fit_a_petition() {
    rules!(rules);
    let state = play(&petition_at("classifying"), &rules);
    let event = law::complaint::Event::Guided { on: d("2026-11-04") }.into();
    let verdict = procedure::apply(&state, &event, &rules, d("2026-11-04"));
    assert_eq!(verdict, Err(Refusal::WrongStage { step: "guided", stage: "classifying" }));
}
