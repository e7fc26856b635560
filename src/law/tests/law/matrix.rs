//! Every stage against every step of its kind, as one picture: what the law opens and what it shuts.

use law::procedure::{self, Event, Kind, Rules, Step};

use crate::rules;
use crate::support::{complaint_at, denunciation_at, petition_at, play, second_at};
use chrono::Days;

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
fn every_step_has_its_own_address() {
    for (i, step) in Step::ALL.iter().enumerate() {
        assert_eq!(Step::from_code(step.code()), Some(*step));
        assert!(Step::ALL[..i].iter().all(|other| other.code() != step.code()));
    }
}
