//! Second complaint, suspension, withdrawal and enforcement: the guards, each with its row.

use law::complaint::{
    DecisionOutcome, Event as C, FirstResult, SuspensionGround, TerminationGround,
};
use law::complexity::{Criteria, Criterion};
use law::deadline::Ending;
use law::dialogue::{Attendance, Chair, Chairing};
use law::jurisdiction::{Contested, Resolver};
use law::procedure::{self, Event, Rules, State};
use law::results::Recommended;
use law::rule::RuleId;

use crate::rules;
use crate::support::{
    accepted, check, complaint_at, d, find, findings, issued, play, refusal, second_at, then,
};

fn code(history: &[Event], rules: &Rules<'_>) -> &'static str {
    refusal(history, rules).code()
}

fn second(received_on: &str, first: FirstResult, resolver: Resolver) -> Vec<Event> {
    let begin =
        C::Received { on: d(received_on), complainants: 1, resolver, first: Some(first) }.into();
    then(vec![begin], [check(received_on)])
}

#[test]
fn a_second_complaint_runs_its_course() {
    rules!(rules);
    let deadlines = play(&second_at("in-effect"), &rules).deadlines(&rules);
    let due = |id| find(&deadlines, id).due_on;
    assert_eq!(due(RuleId::Kn05), d("2026-08-20"));
    // Saturday 22/8 is worked in exchange for 31/8
    assert_eq!(due(RuleId::Kn11), d("2026-08-27"));
    assert_eq!(find(&deadlines, RuleId::Kn11).strict_on, d("2026-08-26"));
    assert_eq!(due(RuleId::Kn15), d("2026-09-18"));
    // no further complaint
    assert!(deadlines.iter().all(|one| one.rule.id != RuleId::Kn13));
    let again = then(second_at("served"), [C::SecondComplaintLodged { on: d("2026-08-25") }]);
    assert_eq!(code(&again, &rules), "wrong-stage");
    let at_once = then(second_at("accepted"), [C::FoundRightAtOnce { on: d("2026-07-07") }]);
    assert_eq!(code(&at_once, &rules), "wrong-stage");
}

// KN-13
#[test]
fn what_a_second_complaint_would_follow() {
    rules!(rules);
    let first = |events: &[Event]| match play(events, &rules) {
        State::Complaint(state) => state.first_result(&rules),
        _ => panic!("a complaint"),
    };
    let unanswered = |day: &str| Some(FirstResult::Unanswered { ended_on: d(day) });
    assert_eq!(first(&complaint_at("received")), None);
    assert_eq!(first(&complaint_at("refused")), None);
    assert_eq!(first(&complaint_at("terminated")), None);
    assert_eq!(
        first(&complaint_at("decision-issued")),
        None,
        "the complainant does not have it yet"
    );
    let accepted = first(&complaint_at("accepted"));
    assert_eq!(accepted, unanswered("2026-08-05"), "the last day, though it lies ahead");
    let served = play(&complaint_at("served"), &rules).deadlines(&rules);
    let window = find(&served, RuleId::Kn13);
    let decided = FirstResult::Decided { received_on: window.starts_on };
    assert_eq!(first(&complaint_at("served")), Some(decided));
    assert_eq!(first(&second_at("served")), None, "there is no third time");
}

// KN-13
#[test]
fn a_second_complaint_comes_within_its_window() {
    rules!(rules);
    let decided = |day: &str| FirstResult::Decided { received_on: d(day) };
    let unanswered = |day: &str| FirstResult::Unanswered { ended_on: d(day) };
    let table = [
        ("2026-07-31", decided("2026-07-01"), None),
        ("2026-08-03", decided("2026-07-01"), Some("window-closed")),
        // the thirtieth day is 2/9
        ("2026-09-03", decided("2026-08-03"), None),
        ("2026-09-04", decided("2026-08-03"), Some("window-closed")),
        ("2026-08-05", unanswered("2026-08-05"), Some("window-ahead")),
        ("2026-08-06", unanswered("2026-08-05"), None),
    ];
    for (received_on, first, expected) in table {
        let history =
            then(second(received_on, first, Resolver::ProvinceChairman), [accepted(received_on)]);
        let state = play(&history[..2], &rules);
        let verdict = procedure::apply(&state, &history[2], &rules, d("2027-01-01"));
        assert_eq!(verdict.err().map(|refusal| refusal.code()), expected, "{received_on}");
    }
}

// DT-02
#[test]
fn a_second_decision_always_needs_a_dialogue() {
    rules!(rules);
    let agree = then(second_at("findings-ready"), [C::DraftingStarted { on: d("2026-07-21") }]);
    assert_eq!(code(&agree, &rules), "dialogue-always-required");
    let council = then(second_at("council"), [C::DraftingStarted { on: d("2026-07-22") }]);
    assert_eq!(code(&council, &rules), "dialogue-always-required");
    let no_minutes = then(second_at("dialogue"), [C::DraftingStarted { on: d("2026-07-30") }]);
    let refused = refusal(&no_minutes, &rules);
    assert_eq!(refused.code(), "minutes-missing");
    assert_eq!(refused.citation().map(|citation| citation.article), Some("39"));
}

// DT-04, DT-05, DT-06, U7
#[test]
fn who_may_chair() {
    rules!(rules);
    let invite = |by, sensitive, overridden| C::DialogueInvited {
        on: d("2026-07-22"),
        held_on: d("2026-07-29"),
        chairing: Chairing { by, sensitive, overridden },
    };
    let verdict = |history: Vec<Event>, event: C| {
        let state = play(&history, &rules);
        procedure::apply(&state, &event.into(), &rules, d("2026-07-22")).err().map(|r| r.code())
    };
    let refused = Some("chair-in-person");
    for by in [Chair::Deputy, Chair::AgencyHead, Chair::VerifierHead] {
        assert_eq!(verdict(complaint_at("findings-ready"), invite(by, false, false)), refused);
        assert_eq!(verdict(complaint_at("findings-ready"), invite(by, false, true)), None);
        assert_eq!(verdict(second_at("council"), invite(by, false, false)), None);
        assert_eq!(verdict(second_at("council"), invite(by, true, false)), refused);
    }
    assert_eq!(verdict(second_at("council"), invite(Chair::Resolver, true, false)), None);
    // a delegate reports before the decision is drafted
    let delegated = then(second_at("council"), [invite(Chair::Deputy, false, false)]);
    let draft = C::DraftingStarted { on: d("2026-07-30") };
    let silent = C::DialogueHeld {
        on: d("2026-07-29"),
        attendance: Attendance::Present,
        agreed: true,
        reported: false,
    };
    assert_eq!(code(&then(delegated.clone(), [silent, draft]), &rules), "delegate-report-missing");
    let told = C::DialogueHeld {
        on: d("2026-07-29"),
        attendance: Attendance::Present,
        agreed: true,
        reported: true,
    };
    assert_eq!(play(&then(delegated, [told, draft]), &rules).stage_code(), "drafting");
}

// 1.8, U3
#[test]
fn only_the_competent_resolver_accepts() {
    rules!(rules);
    let looked = |received_on: &str, against| {
        let begin = C::Received {
            on: d(received_on),
            complainants: 1,
            resolver: Resolver::CommuneChairman,
            first: None,
        };
        then(vec![begin.into()], [C::CheckStarted { on: d(received_on), against: Some(against) }])
    };
    let own = then(looked("2026-07-01", Contested::Commune), [accepted("2026-07-02")]);
    assert_eq!(play(&own, &rules).stage_code(), "accepted");
    let others = then(looked("2026-07-01", Contested::Agency), [accepted("2026-07-02")]);
    assert_eq!(code(&others, &rules), "not-competent");
    let in_r1 = then(looked("2026-03-02", Contested::Commune), [accepted("2026-03-03")]);
    assert_eq!(code(&in_r1, &rules), "competence-unconfirmed");
    let orphan = then(looked("2026-07-01", Contested::District), [accepted("2026-07-02")]);
    assert_eq!(code(&orphan, &rules), "competence-unconfirmed");
}

// KN-18, KN-33, KN-09
#[test]
fn a_suspension_stops_the_clock_and_must_be_sent() {
    rules!(rules);
    let resumed = then(complaint_at("suspended"), [C::Resumed { on: d("2026-08-10") }]);
    let state = play(&resumed, &rules);
    assert_eq!(state.stage_code(), "verifying");
    let deadlines = state.deadlines(&rules);
    assert_eq!(find(&deadlines, RuleId::Kn04).due_on, d("2026-08-26"));
    assert_eq!(deadlines.iter().filter(|one| one.rule.id == RuleId::Kn09).count(), 2);
    assert_eq!(find(&deadlines, RuleId::Kn09).due_on, d("2026-08-13"));
    let sent = then(resumed, [C::OrderSent { on: d("2026-08-12") }]);
    let order = find(&play(&sent, &rules).deadlines(&rules), RuleId::Kn09);
    assert_eq!(order.ending, Ending::Met(d("2026-08-12")));
    let ground = SuspensionGround::Obstacle;
    let before = [
        crate::support::received("2026-05-04", 1),
        check("2026-05-04"),
        accepted("2026-05-11"),
        C::Suspended { on: d("2026-06-30"), ground },
    ];
    assert_eq!(code(&then(Vec::new(), before), &rules), "not-in-force");
}

// KN-30 to KN-34
#[test]
fn what_is_withdrawn_is_terminated() {
    rules!(rules);
    let on = d("2026-07-21");
    let whole = C::Withdrawn { on, complainants_left: 0, in_part: false };
    let ground = TerminationGround::Withdrawn;
    let withdrawn = then(complaint_at("verifying"), [whole]);
    let goes_on = then(withdrawn.clone(), [findings("2026-07-22", true)]);
    assert_eq!(code(&goes_on, &rules), "withdrawn");
    let ended = then(withdrawn, [C::Terminated { on, ground }]);
    let state = play(&ended, &rules);
    assert_eq!((state.stage_code(), state.is_open()), ("terminated", true));
    assert!(!play(&then(ended, [C::OrderSent { on }]), &rules).is_open());
    let alone = then(complaint_at("verifying"), [C::Terminated { on, ground }]);
    assert_eq!(code(&alone, &rules), "not-withdrawn");
    let part = C::Withdrawn { on, complainants_left: 1, in_part: true };
    let in_part = then(complaint_at("verifying"), [part, findings("2026-07-22", true)]);
    assert_eq!(play(&in_part, &rules).stage_code(), "findings-ready");
}

// NĐ124 Điều 3a
#[test]
fn a_complex_case_names_its_criterion_while_the_period_runs() {
    rules!(rules);
    let found = |on: &str, criteria: Criteria| {
        then(complaint_at("verifying"), [C::FoundComplex { on: d(on), criteria }])
    };
    let one = Criteria::from_iter([Criterion::SeveralContents]);
    let state = play(&found("2026-08-05", one), &rules);
    assert_eq!(find(&state.deadlines(&rules), RuleId::Kn04).due_on, d("2026-08-20"));
    assert_eq!(code(&found("2026-08-06", one), &rules), "period-ended");
    assert_eq!(code(&found("2026-08-05", Criteria::default()), &rules), "criterion-missing");
}

// KN-17
#[test]
fn a_stay_ends_with_the_period_at_the_latest() {
    rules!(rules);
    let stay = C::ExecutionStayed { on: d("2026-07-16") };
    let stayed = then(complaint_at("verifying"), [stay]);
    let deadline = find(&play(&stayed, &rules).deadlines(&rules), RuleId::Kn17);
    assert_eq!((deadline.rule.count, deadline.due_on), (20, d("2026-08-05")));
    assert_eq!(code(&then(stayed.clone(), [stay]), &rules), "wrong-stage");
    let lifted = then(stayed, [C::StayLifted { on: d("2026-07-20") }]);
    let deadline = find(&play(&lifted, &rules).deadlines(&rules), RuleId::Kn17);
    assert_eq!(deadline.ending, Ending::Met(d("2026-07-20")));
}

// KN-12, KN-16
#[test]
fn a_case_is_closed_when_published_and_executed() {
    rules!(rules);
    let mut history = complaint_at("executing");
    history.retain(|event| event.code() != "published");
    assert_eq!(code(&then(history, [C::Closed { on: d("2026-09-30") }]), &rules), "not-published");
    let early = then(complaint_at("in-effect"), [C::Closed { on: d("2026-09-30") }]);
    assert_eq!(code(&early, &rules), "not-executed");
    let wrong = C::DecisionIssued {
        on: d("2026-08-05"),
        outcome: DecisionOutcome::Wrong,
        recommended: Recommended::default(),
    };
    let mut nothing_to_do = then(complaint_at("in-effect"), [C::Closed { on: d("2026-09-30") }]);
    let place = nothing_to_do.iter().position(|event| *event == issued("2026-08-05").into());
    nothing_to_do[place.unwrap()] = wrong.into();
    assert_eq!(play(&nothing_to_do, &rules).stage_code(), "closed");
    assert_eq!(play(&complaint_at("dialogue-held"), &rules).stage_code(), "dialogue");
}
