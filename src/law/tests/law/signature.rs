//! A complaint lodged online is information until it is signed: Điều 8 Luật Khiếu nại, KN-20, KN-21.

use law::citation::{Act, Citation};
use law::complaint::Event as C;
use law::deadline::Ending;
use law::procedure::{self, Event, Kind, Notice, Step};
use law::refusal::Refusal;
use law::rule::RuleId;

use crate::rules;
use crate::support::{
    accepted, check, complaint_at, d, find, lodged, play, received, refusal, signed, then,
};

fn lodged_and(more: impl IntoIterator<Item = C>) -> Vec<Event> {
    then(vec![lodged("2026-07-03", 1).into()], more)
}

#[test]
fn no_period_runs_before_the_signature_and_all_run_from_it() {
    rules!(rules);
    let table = [
        // lodged, signed, the row that binds, last day of the answer
        ("2026-07-03", "2026-07-07", RuleId::Kn03b, "2026-07-16"), // Friday, next Tuesday
        ("2026-07-03", "2026-07-03", RuleId::Kn03b, "2026-07-14"), // signed on the same day
        ("2026-07-03", "2026-07-05", RuleId::Kn03b, "2026-07-14"), // uploaded on a Sunday
        ("2026-06-29", "2026-07-01", RuleId::Kn03b, "2026-07-10"), // the law of the signed copy binds
        ("2026-06-26", "2026-06-30", RuleId::Kn03a, "2026-07-14"),
    ];
    for (lodged_on, signed_on, row, last) in table {
        let before: Vec<Event> = vec![lodged(lodged_on, 1).into()];
        let state = play(&before, &rules);
        assert_eq!(state.stage_code(), "awaiting-signature");
        assert_eq!(state.received_on(), d(lodged_on));
        assert!(state.is_open() && state.awaits_signature() && !state.is_received());
        assert_eq!((state.deadlines(&rules), state.next_due(&rules)), (vec![], None));

        let state = play(&then(before, [signed(signed_on)]), &rules);
        assert_eq!(state.stage_code(), "received");
        assert!(state.is_received() && !state.awaits_signature());
        assert_eq!(state.received_on(), d(signed_on), "lodged on {lodged_on}");
        let answer = find(&state.deadlines(&rules), row);
        assert_eq!((answer.starts_on, answer.due_on), (d(signed_on), d(last)), "{lodged_on}");
        assert_eq!(answer.ending, Ending::Open);
        // the same case as one that was handed in signed on that day
        let handed_in = play(&[received(signed_on, 1).into()], &rules);
        assert_eq!(state, handed_in);
    }
}

#[test]
fn the_rest_of_the_way_is_that_of_every_complaint() {
    rules!(rules);
    let way = lodged_and([signed("2026-07-07"), check("2026-07-08"), accepted("2026-07-10")]);
    let state = play(&way, &rules);
    assert_eq!(state.accepted_on(), Some(d("2026-07-10")));
    let deadlines = state.deadlines(&rules);
    assert_eq!(find(&deadlines, RuleId::Kn03b).ending, Ending::Met(d("2026-07-10")));
    assert_eq!(find(&deadlines, RuleId::Kn04).starts_on, d("2026-07-10"));
    assert_eq!(procedure::replay(&way), Ok(state));
}

#[test]
fn the_signed_copy_comes_after_the_lodging_once_and_not_ahead() {
    rules!(rules);
    let early = refusal(&lodged_and([signed("2026-07-02")]), &rules);
    assert_eq!(early, Refusal::BeforePriorFact { on: d("2026-07-02"), prior: d("2026-07-03") });
    let state = play(&lodged_and([]), &rules);
    let ahead = procedure::apply(&state, &signed("2026-07-08").into(), &rules, d("2026-07-07"));
    assert!(matches!(ahead, Err(Refusal::FutureDate { .. })));
    let twice = refusal(&lodged_and([signed("2026-07-07"), signed("2026-07-08")]), &rules);
    assert_eq!(twice, Refusal::WrongStage { step: "signed", stage: "received" });
    let on_paper = refusal(&then(complaint_at("received"), [signed("2026-07-02")]), &rules);
    assert_eq!(on_paper, Refusal::WrongStage { step: "signed", stage: "received" });
    let received_too = refusal(&lodged_and([received("2026-07-07", 1)]), &rules);
    assert_eq!(received_too, Refusal::Unsigned);
    let lodged_ahead = procedure::begin(&lodged("2026-07-03", 1).into(), d("2026-07-02"));
    assert!(matches!(lodged_ahead, Err(Refusal::FutureDate { .. })));
}

#[test]
fn a_person_ends_what_is_never_signed_and_no_period_ever_ran() {
    rules!(rules);
    let on = d("2026-09-01");
    for (end, stage) in [
        (C::FiledAway { on }, "filed-away"),
        (C::Guided { on }, "guided"),
        (C::Reclassified { on, to: Kind::Petition }, "reclassified"),
    ] {
        let state = play(&lodged_and([end]), &rules);
        assert_eq!(state.stage_code(), stage);
        assert!(!state.is_open() && !state.is_received(), "{stage}");
        assert_eq!(state.deadlines(&rules), vec![], "{stage}");
        assert_eq!(state.closed_on(), Some(on));
    }
    // years later nothing has happened by itself
    let state = play(&lodged_and([]), &rules);
    let offers = state.offers(&rules, d("2029-01-02"));
    let steps: Vec<_> = offers.iter().map(|offer| (offer.step, offer.verdict.clone())).collect();
    let ways = [Step::ConfirmSignature, Step::Guide, Step::Reclassify, Step::FileAway];
    assert_eq!(steps, ways.map(|step| (step, Ok(()))));
}

#[test]
fn everything_else_is_refused_with_the_article() {
    rules!(rules);
    let state = play(&lodged_and([]), &rules);
    let basis = Citation { act: Act::ComplaintsLaw, article: "8", clause: None };
    assert_eq!(Refusal::Unsigned.citation(), Some(basis));
    let ways = [Step::ConfirmSignature, Step::Guide, Step::Reclassify, Step::FileAway];
    let mut refused = 0;
    for step in Step::ALL.iter().filter(|step| !ways.contains(step)) {
        let Some(event) = state.sample(*step, d("2026-07-07")) else { continue };
        let verdict = procedure::apply(&state, &event, &rules, d("2026-07-07"));
        assert_eq!(verdict.map(|_| ()), Err(Refusal::Unsigned), "{step:?}");
        refused += 1;
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn lodging_and_signing_have_letters_papers_and_article_of_their_own() {
    rules!(rules);
    let begun: Event = lodged("2026-07-03", 1).into();
    let confirmed: Event = signed("2026-07-07").into();
    let state = play(&[begun], &rules);
    assert_eq!(begun.notice(), Some(Notice::Lodged));
    assert_eq!(confirmed.notice(), Some(Notice::Signed));
    let forms = |event| state.papers(event).iter().map(|paper| paper.form).collect::<Vec<_>>();
    assert_eq!((forms(&begun), forms(&confirmed)), (vec!["01"], vec!["02/TCD"]));
    for event in [&begun, &confirmed] {
        assert_eq!(state.basis(event).map(|basis| basis.article), Some("8"));
    }
    assert_eq!(
        serde_json::to_string(&begun).unwrap(),
        r#"{"kind":"complaint","fact":{"type":"lodged","on":"2026-07-03","complainants":1,"resolver":"commune-chairman","first":null}}"#
    );
    assert_eq!(
        serde_json::to_string(&confirmed).unwrap(),
        r#"{"kind":"complaint","fact":{"type":"signed","on":"2026-07-07"}}"#
    );
}
