//! Denunciation: the guards, each with its row, and the deadlines of a course.

use law::complexity::{Criteria, Criterion};
use law::deadline::Ending;
use law::denunciation::{Event as D, GoesOn, Origin, SetAsideReason, TerminationGround};
use law::jurisdiction::{Denounced, Resolver};
use law::procedure::{self, Event, Rules};
use law::rule::RuleId;

use crate::rules;
use crate::support::{checked, d, denunciation_at, find, play, refusal, then};

fn code(history: &[Event], rules: &Rules<'_>) -> &'static str {
    refusal(history, rules).code()
}

#[test]
fn a_denunciation_runs_its_course() {
    rules!(rules);
    let state = play(&denunciation_at("closed"), &rules);
    assert!(!state.is_open());
    let deadlines = state.deadlines(&rules);
    let dates: Vec<(&str, String, Ending)> = deadlines
        .iter()
        .map(|one| (one.rule.id.code(), one.due_on.to_string(), one.ending))
        .collect();
    let met = |day: &str| Ending::Met(d(day));
    assert_eq!(
        dates,
        [
            ("TC-01", "2026-02-26".to_owned(), met("2026-02-26")),
            ("TC-06", "2026-03-05".to_owned(), Ending::Lapsed),
            // 28/3/2026 is a Saturday
            ("TC-07", "2026-03-30".to_owned(), met("2026-03-26")),
            ("TC-12", "2026-04-02".to_owned(), met("2026-03-27")),
            ("TC-13", "2026-04-06".to_owned(), met("2026-04-02")),
            ("TC-15", "2026-04-06".to_owned(), met("2026-03-31")),
        ]
    );
}

// TC-01b, TC-03
#[test]
fn the_check_may_take_ten_days_and_a_transfer_five() {
    rules!(rules);
    let wide = then(denunciation_at("processing"), [D::CheckWidened { on: d("2026-02-12") }]);
    assert_eq!(find(&play(&wide, &rules).deadlines(&rules), RuleId::Tc01b).due_on, d("2026-03-03"));
    let moved = play(&denunciation_at("transferred"), &rules).deadlines(&rules);
    assert_eq!(find(&moved, RuleId::Tc03).due_on, d("2026-02-24"));
}

// TC-08, TC-09
#[test]
fn extended_once_or_twice() {
    rules!(rules);
    let extend = |on: &str, n: usize| {
        let criteria: Criteria = Criterion::ALL.iter().copied().take(n).collect();
        D::Extended { on: d(on), criteria }
    };
    let once = then(denunciation_at("verifying"), [extend("2026-03-20", 1)]);
    assert_eq!(find(&play(&once, &rules).deadlines(&rules), RuleId::Tc07).due_on, d("2026-04-28"));
    assert_eq!(code(&then(once.clone(), [extend("2026-04-20", 1)]), &rules), "extensions-used");
    let twice = then(once, [extend("2026-04-20", 2)]);
    let last = find(&play(&twice, &rules).deadlines(&rules), RuleId::Tc07);
    assert_eq!((last.strict_on, last.due_on), (d("2026-05-27"), d("2026-05-27")));
    assert_eq!(code(&then(twice, [extend("2026-05-20", 2)]), &rules), "extensions-used");
    let none = then(denunciation_at("verifying"), [extend("2026-03-20", 0)]);
    assert_eq!(code(&none, &rules), "criterion-missing");
    let late = then(denunciation_at("verifying"), [extend("2026-03-31", 1)]);
    assert_eq!(code(&late, &rules), "period-ended");
}

// TC-10, TC-28
#[test]
fn suspended_and_forensic_time_does_not_count() {
    rules!(rules);
    let history = then(
        denunciation_at("verifying"),
        [D::ForensicStarted { on: d("2026-03-05") }, D::ForensicEnded { on: d("2026-03-15") }],
    );
    let deadline = find(&play(&history, &rules).deadlines(&rules), RuleId::Tc07);
    assert_eq!(deadline.strict_on, d("2026-04-07"));
    let resumed = then(denunciation_at("suspended"), [D::Resumed { on: d("2026-03-20") }]);
    let deadlines = play(&resumed, &rules).deadlines(&rules);
    assert_eq!(find(&deadlines, RuleId::Tc07).strict_on, d("2026-04-07"));
    assert_eq!(find(&deadlines, RuleId::Tc11).due_on, d("2026-03-27"));
}

// TC-25
#[test]
fn a_team_has_two_members_without_an_interest() {
    rules!(rules);
    let assign = |team, unbiased| {
        let on = d("2026-03-02");
        then(denunciation_at("accepted"), [D::VerificationAssigned { on, team, unbiased }])
    };
    assert_eq!(code(&assign(Some(1), true), &rules), "members-too-few");
    assert_eq!(code(&assign(Some(2), false), &rules), "member-biased");
    assert_eq!(play(&assign(Some(2), true), &rules).stage_code(), "verifying");
    assert_eq!(play(&assign(None, true), &rules).stage_code(), "verifying");
}

// TC-26, TC-27, TC-29
#[test]
fn a_withdrawal_ends_it_unless_something_speaks_against() {
    rules!(rules);
    let on = d("2026-03-10");
    let ground = TerminationGround::Withdrawn;
    let withdrawn = |goes_on| {
        let event = D::Withdrawn { on, denouncers_left: 0, in_part: false, goes_on };
        then(denunciation_at("verifying"), [event])
    };
    let report = D::FindingsReported { on: d("2026-03-11") };
    assert_eq!(code(&then(withdrawn(None), [report]), &rules), "withdrawn");
    let ended = then(withdrawn(None), [D::Terminated { on, ground }]);
    assert_eq!(play(&ended, &rules).stage_code(), "terminated");
    for reason in GoesOn::ALL {
        let goes_on = then(withdrawn(Some(*reason)), [report]);
        assert_eq!(play(&goes_on, &rules).stage_code(), "reported");
        let stopped = then(withdrawn(Some(*reason)), [D::Terminated { on, ground }]);
        assert_eq!(code(&stopped, &rules), "not-withdrawn");
    }
}

// TC-24
#[test]
fn anonymous_information_is_inspected_if_it_is_concrete() {
    rules!(rules);
    let inspect = |concrete| {
        let event = D::SentToInspection { on: d("2026-02-25"), concrete };
        then(denunciation_at("set-aside"), [event])
    };
    assert_eq!(play(&inspect(true), &rules).stage_code(), "inspection");
    assert_eq!(code(&inspect(false), &rules), "no-evidence");
}

// TC-17, TC-18
#[test]
fn continuing_denunciations_have_their_own_periods() {
    rules!(rules);
    let review = play(&denunciation_at("reviewing"), &rules).deadlines(&rules);
    assert_eq!(find(&review, RuleId::Tc17).due_on, d("2026-03-02"));
    let again = D::TakenUpAgain { on: d("2026-03-02") };
    let fresh = play(&then(denunciation_at("reviewing"), [again]), &rules).deadlines(&rules);
    assert_eq!(find(&fresh, RuleId::Tc07).strict_on, d("2026-04-01"));
    let demanded = play(&denunciation_at("report-demanded"), &rules).deadlines(&rules);
    assert_eq!(find(&demanded, RuleId::Tc18a).due_on, d("2026-02-24"));
    assert_eq!(find(&demanded, RuleId::Tc18b).due_on, d("2026-02-26"));
    let over = D::TakenOver { on: d("2026-03-02") };
    let taken = play(&then(denunciation_at("following"), [over]), &rules);
    assert_eq!(taken.stage_code(), "accepted");
}

// 2.5, U3
#[test]
fn only_the_competent_resolver_accepts() {
    rules!(rules);
    let accept = |received_on: &str, denounced| {
        let on = d(received_on);
        let begin = D::Received {
            on,
            denouncers: 1,
            origin: Origin::New,
            resolver: Resolver::CommuneChairman,
        };
        let more = [
            D::ProcessingStarted { on, denounced: Some(denounced) },
            checked(received_on),
            D::Accepted { on, representatives: 0, confirmed: false },
        ];
        let history = then(vec![begin.into()], more);
        let state = play(&history[..3], &rules);
        procedure::apply(&state, &history[3], &rules, on).err().map(|refusal| refusal.code())
    };
    assert_eq!(accept("2026-07-01", Denounced::CommuneStaff), None);
    for other in [
        Denounced::CommuneChairman,
        Denounced::AgencyUnitStaff,
        Denounced::AgencyHead,
        Denounced::PartyMember,
    ] {
        assert_eq!(accept("2026-07-01", other), Some("not-competent"), "{other:?}");
    }
    for unsure in [Denounced::DistrictOfficial, Denounced::FormerBody] {
        assert_eq!(accept("2026-07-01", unsure), Some("competence-unconfirmed"));
    }
    assert_eq!(accept("2026-03-02", Denounced::CommuneStaff), Some("competence-unconfirmed"));
    assert_eq!(accept("2025-03-03", Denounced::CommuneChairman), Some("not-competent"));
}

// TC-01, TC-22, TC-24
#[test]
fn accepted_only_when_it_is_known_who_denounces() {
    rules!(rules);
    let check =
        |identified, eligible| D::IdentityChecked { on: d("2026-02-24"), identified, eligible };
    let accept = D::Accepted { on: d("2026-02-26"), representatives: 0, confirmed: false };
    let at = denunciation_at("processing");
    assert_eq!(code(&then(at.clone(), [accept]), &rules), "identity-unchecked");
    for (identified, eligible, refused) in [
        (false, false, "not-identified"),
        (false, true, "not-identified"),
        (true, false, "not-eligible"),
    ] {
        let history = then(at.clone(), [check(identified, eligible), accept]);
        assert_eq!(code(&history, &rules), refused);
    }
    // What is found out later counts.
    let again = then(at.clone(), [check(false, false), check(true, true), accept]);
    assert_eq!(play(&again, &rules).stage_code(), "accepted");

    let aside = |reason| D::SetAside { on: d("2026-02-26"), reason };
    let known = then(at.clone(), [check(true, false), aside(SetAsideReason::Anonymous)]);
    assert_eq!(code(&known, &rules), "is-identified");
    for history in [
        then(at.clone(), [check(false, false), aside(SetAsideReason::Anonymous)]),
        then(at.clone(), [check(true, false), aside(SetAsideReason::WrongChannel)]),
    ] {
        assert_eq!(play(&history, &rules).stage_code(), "set-aside");
    }
    let late = then(denunciation_at("accepted"), [check(true, true)]);
    assert_eq!(code(&late, &rules), "wrong-stage");
}
