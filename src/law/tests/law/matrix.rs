//! Every stage against every step of its kind, as one picture: what the law opens and what it shuts.

use law::procedure::{self, Event, Kind, Rules, State, Step};

use crate::rules;
use crate::support::{complaint_at, denunciation_at, petition_at, play, second_at};
use chrono::{Days, NaiveDate};

/// One line per stage and step, `*` if it is not offered; steps of other stages are left out.
fn matrix(kind: Kind, extra: &[&str], rules: &Rules<'_>) -> String {
    picture(at(kind), &[procedure::stages(kind), extra].concat(), rules)
}

fn at(kind: Kind) -> fn(&str) -> Vec<Event> {
    match kind {
        Kind::Complaint => complaint_at,
        Kind::Denunciation => denunciation_at,
        Kind::Petition => petition_at,
    }
}

fn picture(at: fn(&str) -> Vec<Event>, names: &[&str], rules: &Rules<'_>) -> String {
    let mut lines = Vec::new();
    for name in names {
        let state = play(&at(name), rules);
        // the announced day of a dialogue has come
        let today = state.dialogue_on().unwrap_or(state.last_on() + Days::new(1));
        let offers = state.offers(rules, today);
        for step in Step::ALL {
            let Some(event) = state.sample(*step, today) else { continue };
            let verdict = procedure::apply(&state, &event, rules, today);
            let answer = match &verdict {
                Ok(next) => format!("→ {}", next.state.stage_code()),
                Err(refusal) => format!("✗ {}", refusal.code()),
            };
            let offer = offers.iter().find(|offer| offer.step == *step);
            match offer {
                Some(offer) => assert_eq!(offer.verdict, verdict.map(|_| ()), "{name}, {step:?}"),
                None => assert!(verdict.is_err(), "{name}: {step:?} is lawful and not offered"),
            }
            if answer != "✗ wrong-stage" {
                let mark = if offer.is_some() { ' ' } else { '*' };
                lines.push(
                    format!("{name:17}{:24}{answer}{mark}", step.code()).trim_end().to_owned(),
                );
            }
        }
        if offers.is_empty() {
            lines.push(format!("{name:17}(end)"));
        }
        lines.push(String::new());
    }
    lines.join("\n")
}

#[test]
fn complaint() {
    rules!(rules);
    insta::assert_snapshot!(matrix(Kind::Complaint, &["dialogue-held"], &rules));
}

#[test]
fn second_complaint() {
    rules!(rules);
    let names = [
        "received",
        "checking",
        "accepted",
        "verifying",
        "findings-ready",
        "council",
        "dialogue",
        "dialogue-held",
        "drafting",
        "decision-issued",
        "served",
        "in-effect",
    ];
    insta::assert_snapshot!(picture(second_at, &names, &rules));
}

#[test]
fn denunciation() {
    rules!(rules);
    insta::assert_snapshot!(matrix(Kind::Denunciation, &[], &rules));
}

#[test]
fn petition() {
    rules!(rules);
    insta::assert_snapshot!(matrix(Kind::Petition, &[], &rules));
}

#[test]
fn stages_are_listed_once_and_the_main_line_is_among_them() {
    rules!(rules);
    for kind in Kind::ALL {
        let stages = procedure::stages(*kind);
        for (i, stage) in stages.iter().enumerate() {
            assert!(!stages[..i].contains(stage), "{stage} is listed twice");
            let state = play(&at(*kind)(stage), &rules);
            assert_eq!((state.kind(), state.stage_code()), (*kind, *stage));
        }
        let places: Vec<_> = procedure::main_line(*kind)
            .iter()
            .map(|stage| stages.iter().position(|other| other == stage).unwrap())
            .collect();
        assert!(places.is_sorted(), "{places:?}");
    }
}

#[test]
fn a_kind_has_its_letters_and_only_a_reclassified_letter_another_kind() {
    assert_eq!(
        [Kind::Complaint, Kind::Denunciation, Kind::Petition].map(Kind::number_letters),
        ["KN", "TC", "PA"]
    );
    rules!(rules);
    for kind in Kind::ALL {
        let state = play(&at(*kind)("received"), &rules);
        for step in Step::ALL {
            let Some(event) = state.sample(*step, state.last_on()) else { continue };
            let other = event.reclassified_to();
            assert_eq!(other.is_some(), *step == Step::Reclassify, "{step:?}");
            assert_ne!(other, Some(*kind));
            let for_staff = event.notice().is_some_and(|notice| notice.is_for_staff());
            let assigns = matches!(step, Step::AssignVerification | Step::AssignPetition);
            assert_eq!(for_staff, assigns, "{step:?}");
        }
    }
}

#[test]
fn every_step_has_its_own_address() {
    for (i, step) in Step::ALL.iter().enumerate() {
        assert_eq!(Step::from_code(step.code()), Some(*step));
        assert!(Step::ALL[..i].iter().all(|other| other.code() != step.code()));
    }
}

/// The state after what is left to do without going on to another stage: sending an order.
fn finished(mut state: State, today: NaiveDate, rules: &Rules<'_>) -> State {
    for _ in 0..Step::ALL.len() {
        let offers = state.offers(rules, today);
        let Some(offer) = offers.iter().find(|offer| offer.verdict.is_ok()) else { break };
        let event = state.sample(offer.step, today).unwrap();
        state = procedure::apply(&state, &event, rules, today).unwrap().state;
    }
    state
}

/// Every stage has a history that leads to it (`play` refuses an unlawful one), and unless the case is
/// over there, something lawful leads on to another stage, sooner or later.
#[test]
fn every_stage_is_reached_and_all_but_the_last_are_left() {
    rules!(rules);
    for kind in Kind::ALL {
        for stage in procedure::stages(*kind) {
            let state = play(&at(*kind)(stage), &rules);
            let first = state.dialogue_on().unwrap_or(state.last_on() + Days::new(1));
            let leaves = |days: u64| {
                let today = first + Days::new(days);
                let offers = state.offers(&rules, today);
                offers.iter().filter(|offer| offer.verdict.is_ok()).any(|offer| {
                    let event = state.sample(offer.step, today).unwrap();
                    let next = procedure::apply(&state, &event, &rules, today).unwrap();
                    next.state.stage_code() != *stage
                })
            };
            let has_way_out = [0, 45, 120].into_iter().any(leaves);
            assert!(
                has_way_out || !finished(state.clone(), first, &rules).is_open(),
                "{kind:?}: nothing leads on from {stage}"
            );
        }
    }
}

/// Facts inside the office, for which no text asks a paper or names an article.
const INTERNAL: &[&str] = &[
    "complaint filed-away",
    "complaint verification-reopened",
    "complaint drafting-started",
    "complaint closed",
    "denunciation verification-reopened",
    "denunciation closed",
    "petition filed-away",
    "petition assigned",
    "petition consideration-started",
    "petition dialogue-invited",
    "petition commitments-followed",
    "petition reply-received",
    "petition closed",
    "petition reopened",
    "second complaint filed-away",
    "second complaint verification-reopened",
    "second complaint drafting-started",
    "second complaint closed",
];

/// Article and papers of every fact, as one picture; a fact has one or the other or is named as internal.
#[test]
fn every_fact_names_its_article_and_papers() {
    rules!(rules);
    let mut lines = Vec::new();
    let mut internal = Vec::new();
    let second = play(&second_at("received"), &rules);
    let first = Kind::ALL.iter().map(|kind| ("", play(&at(*kind)("received"), &rules)));
    for (time, state) in first.chain([("second ", second)]) {
        let on = state.last_on();
        for step in Step::ALL {
            let Some(event) = state.sample(*step, on) else { continue };
            let kind = state.kind().code();
            let basis = state.basis(&event).map_or_else(
                || "-".to_owned(),
                |basis| {
                    let clause =
                        basis.clause.map(|clause| format!(".{clause}")).unwrap_or_default();
                    format!("{} {}{clause}", basis.act.code(), basis.article)
                },
            );
            let papers: Vec<String> = state
                .papers(&event)
                .iter()
                .map(|paper| format!("{} {}", paper.act.code(), paper.form).trim().to_owned())
                .collect();
            if basis == "-" && papers.is_empty() {
                internal.push(format!("{time}{kind} {}", event.code()));
            }
            let papers = if papers.is_empty() { "-".to_owned() } else { papers.join(", ") };
            lines.push(format!("{time}{kind} {:24} {basis:32} {papers}", event.code()));
        }
    }
    assert_eq!(internal, INTERNAL);
    insta::assert_snapshot!(lines.join("\n"));
}
