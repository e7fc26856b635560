//! Every refusal has a code for its sentence, the values it shows, and its basis if the law gives one.

use law::refusal::Refusal;

use crate::support::d;

fn all() -> Vec<(Refusal, Option<&'static str>)> {
    let (on, today, prior) = (d("2026-07-03"), d("2026-07-02"), d("2026-07-04"));
    let day = d("2026-07-05");
    vec![
        (Refusal::WrongStage { step: "decision", stage: "received" }, None),
        (Refusal::NotABeginning, None),
        (Refusal::FutureDate { on, today }, None),
        (Refusal::BeforePriorFact { on, prior }, None),
        (Refusal::SignaturesMissing, Some("16")),
        (Refusal::Representatives { have: 3, min: 1, max: 2 }, Some("29")),
        (Refusal::DialogueRequired, Some("30")),
        (Refusal::DialogueNotNeeded, None),
        (Refusal::DialogueNotAhead, None),
        (Refusal::NoticeTooShort { days: 5, latest: day }, Some("28")),
        (Refusal::NotInvited, None),
        (Refusal::DialogueAhead { held_on: day }, None),
        (Refusal::MinutesMissing, Some("30")),
        (Refusal::NewDateNeeded, Some("28")),
        (Refusal::ServiceNotProved, Some("32")),
        (Refusal::EffectNotYet { earliest: day }, Some("44")),
        (Refusal::WindowClosed { last: day }, Some("33")),
        (Refusal::StillInTime { last: day }, Some("33")),
    ]
}

#[test]
fn the_list_of_codes_is_complete() {
    let codes: Vec<_> = all().iter().map(|(refusal, _)| refusal.code()).collect();
    assert_eq!(codes, Refusal::CODES);
}

#[test]
fn the_basis_is_an_article() {
    for (refusal, article) in all() {
        assert_eq!(refusal.citation().map(|citation| citation.article), article, "{refusal}");
    }
}

#[test]
fn values_are_named() {
    let names = |refusal: &Refusal| -> Vec<&str> {
        let dates = refusal.dates().into_iter().map(|(name, _)| name);
        dates.chain(refusal.numbers().into_iter().map(|(name, _)| name)).collect()
    };
    let table = [
        ("future-date", vec!["on", "today"]),
        ("before-prior-fact", vec!["on", "prior"]),
        ("representatives", vec!["have", "min", "max"]),
        ("notice-too-short", vec!["latest", "days"]),
        ("dialogue-ahead", vec!["held"]),
        ("effect-not-yet", vec!["earliest"]),
        ("window-closed", vec!["last"]),
        ("still-in-time", vec!["last"]),
    ];
    for (refusal, _) in all() {
        let expected = table.iter().find(|(code, _)| *code == refusal.code());
        assert_eq!(names(&refusal), expected.map_or(Vec::new(), |(_, names)| names.clone()));
    }
}
