//! Every refusal has a code for its sentence, the values it shows, and its basis if the law gives one.

use law::refusal::Refusal;

use crate::support::d;

fn all() -> Vec<(Refusal, Option<&'static str>)> {
    let (on, today, prior) = (d("2026-07-03"), d("2026-07-02"), d("2026-07-04"));
    let day = d("2026-07-05");
    let basis = law::dialogue::NOTICE_BASIS;
    vec![
        (Refusal::WrongStage { step: "decision", stage: "received" }, None),
        (Refusal::NotABeginning, None),
        (Refusal::FutureDate { on, today }, None),
        (Refusal::BeforePriorFact { on, prior }, None),
        (Refusal::NotInForce { from: day, basis }, Some("28")),
        (Refusal::Unsigned, Some("8")),
        (Refusal::SignaturesMissing, Some("16")),
        (Refusal::Representatives { have: 3, min: 1, max: 2 }, Some("29")),
        (Refusal::ProxyUncertified, Some("5")),
        (Refusal::NotCompetent { resolver: None, basis }, Some("28")),
        (Refusal::CompetenceUnconfirmed { basis }, Some("28")),
        (Refusal::CriterionMissing { basis }, Some("28")),
        (Refusal::PeriodEnded { last: day }, None),
        (Refusal::DialogueRequired, Some("30")),
        (Refusal::DialogueAlwaysRequired, Some("39")),
        (Refusal::DialogueNotNeeded, None),
        (Refusal::DialogueNotAhead, None),
        (Refusal::NoticeTooShort { days: 5, latest: day }, Some("28")),
        (Refusal::ChairInPerson { basis }, Some("28")),
        (Refusal::DelegateReportMissing, Some("28")),
        (Refusal::NotInvited, None),
        (Refusal::DialogueAhead { held_on: day }, None),
        (Refusal::MinutesMissing { basis }, Some("28")),
        (Refusal::NewDateNeeded, Some("28")),
        (Refusal::ServiceNotProved, Some("32")),
        (Refusal::EffectNotYet { earliest: day, basis }, Some("28")),
        (Refusal::WindowClosed { last: day }, Some("33")),
        (Refusal::WindowAhead { from: day }, Some("33")),
        (Refusal::StillInTime { last: day }, Some("33")),
        (Refusal::Withdrawn { basis }, Some("28")),
        (Refusal::NotWithdrawn { basis }, Some("28")),
        (Refusal::NotPublished { basis }, Some("28")),
        (Refusal::NotExecuted, Some("44")),
        (Refusal::MembersTooFew, Some("10")),
        (Refusal::MemberBiased, Some("10")),
        // printed below tables: they stand in no article
        (Refusal::OfficialsExceed, Some("")),
        (Refusal::NothingExecuted, Some("")),
        (Refusal::ExtensionsUsed { max: 2 }, Some("30")),
        (Refusal::NoEvidence, Some("25")),
        (Refusal::IdentityUnchecked, Some("24")),
        (Refusal::NotIdentified, Some("25")),
        (Refusal::IsIdentified, Some("25")),
        (Refusal::NotEligible, Some("29")),
        (Refusal::PostedTooLate { latest: day, basis }, Some("28")),
        (Refusal::NotOnline, Some("20")),
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
        let numbers = refusal.numbers().into_iter().map(|(name, _)| name);
        dates.chain(numbers).chain(refusal.words().into_iter().map(|(name, ..)| name)).collect()
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
        ("not-in-force", vec!["from"]),
        ("period-ended", vec!["last"]),
        ("window-ahead", vec!["from"]),
        ("extensions-used", vec!["max"]),
        ("posted-too-late", vec!["latest"]),
        ("not-competent", vec!["resolver"]),
    ];
    for (refusal, _) in all() {
        let expected = table.iter().find(|(code, _)| *code == refusal.code());
        assert_eq!(names(&refusal), expected.map_or(Vec::new(), |(_, names)| names.clone()));
    }
}
