//! First complaint: the guards, each with the row it follows from, and the deadlines of a course.

use law::citation::{Act, Citation};
use law::complaint::{Event as C, RefusalGround};
use law::complexity::Criteria;
use law::deadline::{Ending, Standing};
use law::dialogue::Attendance::{AbsentExcused, AbsentUnexcused, Present};
use law::group::Proxy;
use law::procedure::{self, Event, Step};
use law::refusal::Refusal;
use law::rule::RuleId;

use crate::rules;
use crate::support::{
    acceptance, accepted, check, complaint_at, d, find, findings, held, invited, issued, play,
    received, refusal, then,
};

fn codes(events: &[Event], rules: &procedure::Rules<'_>) -> Vec<(&'static str, String, Ending)> {
    let deadlines = play(events, rules).deadlines(rules);
    deadlines.iter().map(|d| (d.rule.id.code(), d.due_on.to_string(), d.ending)).collect()
}

fn lkn_30() -> Citation {
    Citation { act: Act::ComplaintsLaw, article: "30", clause: None }
}

fn effect_not_yet(earliest: &str) -> Refusal {
    let basis = Citation { act: Act::ComplaintsLaw, article: "44", clause: Some("1") };
    Refusal::EffectNotYet { earliest: d(earliest), basis }
}

#[test]
fn a_case_runs_its_whole_course() {
    rules!(rules);
    let state = play(&complaint_at("closed"), &rules);
    assert_eq!(state.stage_code(), "closed");
    assert!(!state.is_open());
    assert_eq!(state.received_on(), d("2026-07-01"));
    assert_eq!(state.accepted_on(), Some(d("2026-07-06")));
    assert_eq!(state.resolved_on(), Some(d("2026-08-05")));
    assert_eq!(state.closed_on(), Some(d("2026-10-01")));
    assert_eq!(state.next_due(&rules), None);
    let met = |date: &str| Ending::Met(d(date));
    assert_eq!(
        codes(&complaint_at("closed"), &rules),
        [
            ("KN-03b", "2026-07-10".to_owned(), met("2026-07-06")),
            ("KN-04", "2026-08-05".to_owned(), met("2026-08-05")),
            ("KN-10", "2026-08-10".to_owned(), met("2026-08-06")),
            ("KN-12", "2026-08-20".to_owned(), met("2026-08-12")),
            ("KN-13", "2026-09-09".to_owned(), Ending::Lapsed),
            ("KN-14", "2026-09-04".to_owned(), met("2026-09-10")),
            ("KN-16", "2026-09-17".to_owned(), met("2026-09-14")),
        ]
    );
}

#[test]
fn the_next_deadline_is_the_offices_first_open_one() {
    rules!(rules);
    let due = |stage| play(&complaint_at(stage), &rules).next_due(&rules).map(|d| d.rule.id);
    assert_eq!(due("received"), Some(RuleId::Kn03b));
    assert_eq!(due("checking"), Some(RuleId::Kn03b));
    for stage in ["accepted", "verifying", "findings-ready", "dialogue", "drafting"] {
        assert_eq!(due(stage), Some(RuleId::Kn04), "{stage}");
    }
    assert_eq!(due("decision-issued"), Some(RuleId::Kn10));
    assert_eq!(due("served"), Some(RuleId::Kn12));
    assert_eq!(due("in-effect"), Some(RuleId::Kn16));
    // the clock of the resolution stands still, the order must be sent
    assert_eq!(due("suspended"), Some(RuleId::Kn09));
    for stage in ["executing", "closed", "refused", "guided", "filed-away", "second-complaint"] {
        // nothing is left, or only rights of the citizen
        assert_eq!(due(stage), None, "{stage}");
    }
}

#[test]
fn refusing_and_guiding_answer_in_time_too() {
    rules!(rules);
    for stage in ["refused", "guided", "filed-away"] {
        let state = play(&complaint_at(stage), &rules);
        let answer = find(&state.deadlines(&rules), RuleId::Kn03b);
        assert_eq!(answer.ending, Ending::Met(d("2026-07-10")), "{stage}");
        assert_eq!(answer.standing(d("2027-01-01"), 3, rules.calendar), Standing::Met);
        assert_eq!((state.accepted_on(), state.resolved_on()), (None, None));
    }
}

#[test]
fn nine_grounds_of_not_accepting() {
    let codes: Vec<_> = RefusalGround::ALL.iter().map(|ground| ground.code()).collect();
    let expected: Vec<_> = (1..=9).map(|n| format!("ground-{n}")).collect();
    assert_eq!(codes, expected);
}

// Groups: KN-23, KN-25

#[test]
fn a_group_needs_all_signatures_and_a_lawful_number_of_representatives() {
    rules!(rules);
    let table = [
        // people, signed, representatives, refusal
        (1, true, 0, None),
        (1, false, 0, None),
        (4, false, 0, None),
        (5, false, 1, Some("signatures-missing")),
        (5, true, 0, Some("representatives")),
        (5, true, 1, None),
        (10, true, 2, None),
        (10, true, 3, Some("representatives")),
        (11, true, 3, None),
        (11, true, 5, None),
        (11, true, 0, Some("representatives")),
        (200, true, 6, Some("representatives")),
    ];
    for (complainants, all_signed, representatives, expected) in table {
        let on = d("2026-07-06");
        let history: [Event; 2] =
            [received("2026-07-06", complainants).into(), check("2026-07-06").into()];
        let acceptance = C::Accepted {
            on,
            complex: false,
            criteria: Criteria::default(),
            remote: false,
            all_signed,
            representatives,
            proxy: Proxy::None,
            confirmed: false,
            excused: false,
        };
        let state = play(&history, &rules);
        let verdict = procedure::apply(&state, &acceptance.into(), &rules, on);
        let code = verdict.err().map(|refusal| refusal.code());
        assert_eq!(code, expected, "{complainants} people, {representatives} representatives");
    }
}

// Dates

#[test]
fn a_fact_is_neither_ahead_nor_before_the_one_it_follows() {
    rules!(rules);
    let state = play(&complaint_at("checking"), &rules);
    let accept = |on: &str, today: &str| {
        procedure::apply(&state, &accepted(on).into(), &rules, d(today)).map(|_| ())
    };
    assert_eq!(accept("2026-07-02", "2026-07-02"), Ok(()));
    assert_eq!(accept("2026-07-01", "2026-07-02"), Ok(()));
    assert_eq!(
        accept("2026-07-03", "2026-07-02"),
        Err(Refusal::FutureDate { on: d("2026-07-03"), today: d("2026-07-02") })
    );
    assert_eq!(
        accept("2026-06-30", "2026-07-02"),
        Err(Refusal::BeforePriorFact { on: d("2026-06-30"), prior: d("2026-07-01") })
    );
    let received = received("2026-07-03", 1).into();
    let ahead = procedure::begin(&received, d("2026-07-02"));
    assert!(matches!(ahead, Err(Refusal::FutureDate { .. })));
}

#[test]
fn a_case_begins_with_receipt_once() {
    rules!(rules);
    let not_receipt = accepted("2026-07-01").into();
    assert_eq!(procedure::begin(&not_receipt, d("2026-07-01")), Err(Refusal::NotABeginning));
    let again = then(complaint_at("checking"), [complaint_at("received")[0]]);
    assert!(matches!(refusal(&again, &rules), Refusal::WrongStage { .. }));
}

// Dialogue: DT-01, DT-10, DT-11, KN-08

#[test]
fn drafting_follows_findings_only_if_demand_and_findings_agree() {
    rules!(rules);
    let draft = C::DraftingStarted { on: d("2026-07-21") };
    let differ = then(complaint_at("findings-ready"), [draft]);
    assert_eq!(refusal(&differ, &rules), Refusal::DialogueRequired);
    let agree = then(complaint_at("verifying"), [findings("2026-07-20", false), draft]);
    assert_eq!(play(&agree, &rules).stage_code(), "drafting");
    let needless = then(
        complaint_at("verifying"),
        [findings("2026-07-20", false), invited("2026-07-20", "2026-07-27")],
    );
    assert_eq!(refusal(&needless, &rules), Refusal::DialogueNotNeeded);
}

#[test]
fn a_complaint_found_right_at_once_is_decided_without_verification() {
    rules!(rules);
    let course = then(
        complaint_at("accepted"),
        [C::FoundRightAtOnce { on: d("2026-07-07") }, issued("2026-07-08")],
    );
    assert_eq!(play(&course, &rules).stage_code(), "decision-issued");
}

#[test]
fn notice_is_five_days_since_july_2026_and_any_day_before() {
    rules!(rules);
    let old = [
        received("2026-06-01", 1),
        check("2026-06-01"),
        accepted("2026-06-08"),
        C::VerificationAssigned { on: d("2026-06-09") },
        findings("2026-06-20", true),
    ];
    let old: Vec<Event> = old.map(Event::from).to_vec();
    let too_short = |latest: &str| Refusal::NoticeTooShort { days: 5, latest: d(latest) };
    let table = [
        ("2026-06-29", "2026-06-30", None),
        ("2026-06-30", "2026-07-01", None),
        // the notice decides, not the receipt
        ("2026-07-01", "2026-07-05", Some(too_short("2026-06-30"))),
        ("2026-07-01", "2026-07-06", None),
        ("2026-07-20", "2026-07-24", Some(too_short("2026-07-19"))),
        ("2026-07-20", "2026-07-20", Some(Refusal::DialogueNotAhead)),
        ("2026-06-29", "2026-06-29", Some(Refusal::DialogueNotAhead)),
        ("2026-07-20", "2026-07-19", Some(Refusal::DialogueNotAhead)),
    ];
    for (on, held_on, expected) in table {
        let course = then(old.clone(), [invited(on, held_on)]);
        match expected {
            None => assert_eq!(play(&course, &rules).dialogue_on(), Some(d(held_on)), "{on}"),
            Some(expected) => assert_eq!(refusal(&course, &rules), expected, "{on}"),
        }
    }
}

#[test]
fn minutes_need_an_invitation_and_its_day() {
    rules!(rules);
    let uninvited = then(complaint_at("findings-ready"), [held("2026-07-27", Present)]);
    assert_eq!(refusal(&uninvited, &rules), Refusal::NotInvited);
    let early = then(complaint_at("dialogue"), [held("2026-07-26", Present)]);
    assert_eq!(refusal(&early, &rules), Refusal::DialogueAhead { held_on: d("2026-07-27") });
    let twice = then(complaint_at("dialogue-held"), [held("2026-07-28", Present)]);
    assert_eq!(refusal(&twice, &rules), Refusal::NotInvited);
    let no_minutes = then(complaint_at("dialogue"), [C::DraftingStarted { on: d("2026-07-28") }]);
    assert_eq!(refusal(&no_minutes, &rules), Refusal::MinutesMissing { basis: lkn_30() });
    let reopened = C::VerificationReopened { on: d("2026-07-28") };
    let no_evidence = then(complaint_at("dialogue"), [reopened]);
    assert_eq!(refusal(&no_evidence, &rules), Refusal::MinutesMissing { basis: lkn_30() });
    let evidence = then(complaint_at("dialogue-held"), [reopened]);
    assert_eq!(play(&evidence, &rules).stage_code(), "verifying");
}

#[test]
fn absence_with_good_reason_needs_a_new_date_and_without_goes_on() {
    rules!(rules);
    let draft = C::DraftingStarted { on: d("2026-08-10") };
    let excused = then(complaint_at("dialogue"), [held("2026-07-27", AbsentExcused)]);
    assert_eq!(refusal(&then(excused.clone(), [draft]), &rules), Refusal::NewDateNeeded);
    assert_eq!(play(&excused, &rules).dialogue_on(), None);
    let second_round =
        then(excused, [invited("2026-07-28", "2026-08-03"), held("2026-08-03", Present), draft]);
    assert_eq!(play(&second_round, &rules).stage_code(), "drafting");
    let unexcused = then(complaint_at("dialogue"), [held("2026-07-27", AbsentUnexcused), draft]);
    assert_eq!(play(&unexcused, &rules).stage_code(), "drafting");
}

#[test]
fn a_dialogue_can_be_put_off() {
    rules!(rules);
    let put_off = then(complaint_at("dialogue"), [invited("2026-07-22", "2026-07-30")]);
    assert_eq!(play(&put_off, &rules).dialogue_on(), Some(d("2026-07-30")));
}

// Service, effect, second complaint: KN-10, KN-13, KN-14

#[test]
fn service_is_proved_by_a_day_of_receipt() {
    rules!(rules);
    let state = play(&complaint_at("decision-issued"), &rules);
    let serve = |on: &str, received_on: &str| {
        let event = C::Served { on: d(on), received_on: d(received_on) };
        procedure::apply(&state, &event.into(), &rules, d("2026-08-20")).map(|_| ())
    };
    assert_eq!(serve("2026-08-06", "2026-08-06"), Ok(()));
    assert_eq!(serve("2026-08-06", "2026-08-20"), Ok(()));
    assert_eq!(serve("2026-08-06", "2026-08-21"), Err(Refusal::ServiceNotProved));
    assert_eq!(serve("2026-08-06", "2026-08-05"), Err(Refusal::ServiceNotProved));
    assert!(matches!(serve("2026-08-04", "2026-08-06"), Err(Refusal::BeforePriorFact { .. })));
    let effect = C::LegalEffectConfirmed { on: d("2027-01-04") };
    let unserved = then(complaint_at("decision-issued"), [effect]);
    assert_eq!(refusal(&unserved, &rules), Refusal::ServiceNotProved);
}

#[test]
fn effect_waits_for_the_window_of_the_second_complaint() {
    rules!(rules);
    let served = |received_on: &str| C::Served { on: d("2026-08-06"), received_on: d(received_on) };
    let table = [
        // received, last day of the window, first day of effect
        ("2026-08-06", "2026-09-07", "2026-09-08"),
        ("2026-08-10", "2026-09-09", "2026-09-10"),
        // served late: the window counts, not the issue
        ("2026-10-25", "2026-11-25", "2026-11-26"),
    ];
    for (received_on, last, first) in table {
        let base = then(complaint_at("decision-issued"), [served(received_on)]);
        let effect = |on: &str| then(base.clone(), [C::LegalEffectConfirmed { on: d(on) }]);
        assert_eq!(refusal(&effect(last), &rules), effect_not_yet(first));
        assert_eq!(play(&effect(first), &rules).stage_code(), "in-effect");
        let second = |on: &str| then(base.clone(), [C::SecondComplaintLodged { on: d(on) }]);
        assert_eq!(play(&second(last), &rules).stage_code(), "second-complaint");
        assert_eq!(refusal(&second(first), &rules), Refusal::WindowClosed { last: d(last) });
    }
}

#[test]
fn remote_places_have_45_days() {
    rules!(rules);
    let on = d("2026-07-06");
    let base: Vec<Event> = vec![
        received(&on.to_string(), 1).into(),
        C::CheckStarted { on, against: None }.into(),
        acceptance(&on.to_string(), true, true).into(),
        C::FoundRightAtOnce { on }.into(),
    ];
    let resolution = find(&play(&base, &rules).deadlines(&rules), RuleId::Kn04);
    assert_eq!(resolution.due_on, d("2026-09-04"));
    let served = C::Served { on: d("2026-08-06"), received_on: d("2026-08-10") };
    let effect = C::LegalEffectConfirmed { on: d("2026-09-20") };
    let early = then(base, [issued("2026-08-05"), served, effect]);
    assert_eq!(refusal(&early, &rules), effect_not_yet("2026-09-25"));
}

#[test]
fn without_a_decision_the_way_opens_when_the_period_to_resolve_is_over() {
    rules!(rules);
    // accepted 6/7/2026: to 5/8/2026, and 30 days more
    for stage in
        ["accepted", "verifying", "findings-ready", "dialogue", "dialogue-held", "drafting"]
    {
        let second = |on: &str| then(complaint_at(stage), [C::SecondComplaintLodged { on: d(on) }]);
        let lawsuit = |on: &str| then(complaint_at(stage), [C::LawsuitFiled { on: d(on) }]);
        let in_time = Refusal::StillInTime { last: d("2026-08-05") };
        assert_eq!(refusal(&second("2026-08-05"), &rules), in_time, "{stage}");
        assert_eq!(refusal(&lawsuit("2026-08-05"), &rules), in_time, "{stage}");
        assert_eq!(play(&second("2026-08-06"), &rules).stage_code(), "second-complaint");
        assert_eq!(play(&second("2026-09-04"), &rules).stage_code(), "second-complaint");
        let closed = Refusal::WindowClosed { last: d("2026-09-04") };
        assert_eq!(refusal(&second("2026-09-05"), &rules), closed, "{stage}");
        assert_eq!(play(&lawsuit("2026-10-01"), &rules).stage_code(), "in-court");
    }
}

#[test]
fn a_case_taken_away_undecided_stays_late_and_leaves_nothing_open() {
    rules!(rules);
    let late = then(complaint_at("verifying"), [C::SecondComplaintLodged { on: d("2026-08-10") }]);
    let state = play(&late, &rules);
    let deadlines = state.deadlines(&rules);
    let resolution = find(&deadlines, RuleId::Kn04);
    assert_eq!(resolution.standing(d("2030-01-01"), 3, rules.calendar), Standing::MetLate);
    assert_eq!(find(&deadlines, RuleId::Kn13).ending, Ending::Met(d("2026-08-10")));
    assert_eq!(state.resolved_on(), None);
    assert!(deadlines.iter().all(|deadline| deadline.ending != Ending::Open));
    let sued = then(complaint_at("decision-issued"), [C::LawsuitFiled { on: d("2026-08-06") }]);
    let deadlines = play(&sued, &rules).deadlines(&rules);
    assert!(deadlines.iter().all(|deadline| deadline.ending != Ending::Open));
    assert_eq!(find(&deadlines, RuleId::Kn10).ending, Ending::Lapsed);
}

#[test]
fn a_decision_in_effect_can_only_be_brought_to_court() {
    rules!(rules);
    let sued = then(complaint_at("in-effect"), [C::LawsuitFiled { on: d("2026-12-01") }]);
    assert_eq!(play(&sued, &rules).stage_code(), "in-court");
    let second =
        then(complaint_at("in-effect"), [C::SecondComplaintLodged { on: d("2026-12-01") }]);
    assert!(matches!(refusal(&second, &rules), Refusal::WrongStage { .. }));
}

#[test]
fn buttons_name_the_reason_that_stands_in_the_way() {
    rules!(rules);
    let offer = |stage: &str, step: Step, today: &str| {
        let offers = play(&complaint_at(stage), &rules).offers(&rules, d(today));
        let found = offers.into_iter().find(|offer| offer.step == step).unwrap();
        found.verdict.map_err(|refusal| refusal.code())
    };
    assert_eq!(offer("findings-ready", Step::InviteDialogue, "2026-07-21"), Ok(()));
    let refused = offer("findings-ready", Step::StartDrafting, "2026-07-21");
    assert_eq!(refused, Err("dialogue-required"));
    assert_eq!(offer("dialogue", Step::RecordDialogue, "2026-07-26"), Err("dialogue-ahead"));
    assert_eq!(offer("dialogue", Step::RecordDialogue, "2026-07-27"), Ok(()));
    assert_eq!(offer("served", Step::ConfirmEffect, "2026-09-09"), Err("effect-not-yet"));
    assert_eq!(offer("served", Step::ConfirmEffect, "2026-09-10"), Ok(()));
    assert_eq!(offer("served", Step::RecordSecondComplaint, "2026-09-10"), Err("window-closed"));
}
