//! History is the truth: read again it gives the same state, under any calendar, and it survives
//! being stored.

use law::calendar::WorkCalendar;
use law::petition::Event as P;
use law::procedure::{self, Event, Kind, Rules};
use law::refusal::Refusal;

use crate::rules;
use crate::support::{
    SETTINGS, check, complaint_at, d, denunciation_at, invited, petition_at, play, then,
};

#[test]
fn every_history_gives_its_state_again() {
    rules!(rules);
    for stage in procedure::stages(Kind::Complaint) {
        let history = complaint_at(stage);
        assert_eq!(procedure::replay(&history), Ok(play(&history, &rules)), "{stage}");
    }
    for stage in procedure::stages(Kind::Denunciation) {
        let history = denunciation_at(stage);
        assert_eq!(procedure::replay(&history), Ok(play(&history, &rules)), "{stage}");
    }
    for stage in procedure::stages(Kind::Petition) {
        let history = petition_at(stage);
        assert_eq!(procedure::replay(&history), Ok(play(&history, &rules)), "{stage}");
    }
}

#[test]
fn a_calendar_corrected_later_does_not_undo_the_past() {
    rules!(rules);
    let history = complaint_at("in-effect");
    // 9/9/2026, the last day of the window, turns out to be a day off
    let corrected =
        WorkCalendar::new([d("2026-09-09")], [], d("2026-01-01"), d("2026-12-31")).unwrap();
    let later = Rules { calendar: &corrected, settings: &SETTINGS };
    let served = play(&complaint_at("served"), &rules);
    let effect = history.last().unwrap();
    let verdict = procedure::apply(&served, effect, &later, d("2026-09-10"));
    assert!(
        matches!(verdict, Err(Refusal::EffectNotYet { earliest, .. }) if earliest == d("2026-09-11"))
    );
    assert_eq!(procedure::replay(&history), Ok(play(&history, &rules)));
}

#[test]
fn a_broken_history_is_refused() {
    assert_eq!(procedure::replay(&[]), Err(Refusal::NotABeginning));
    let mut no_receipt = complaint_at("accepted");
    no_receipt.remove(0);
    assert_eq!(procedure::replay(&no_receipt), Err(Refusal::NotABeginning));
    let mut no_check = complaint_at("accepted");
    no_check.remove(1);
    assert!(matches!(procedure::replay(&no_check), Err(Refusal::WrongStage { .. })));
    let mut no_dialogue = complaint_at("drafting");
    no_dialogue.drain(5..7);
    assert_eq!(procedure::replay(&no_dialogue), Err(Refusal::DialogueRequired));
    let before = then(complaint_at("received"), [check("2026-06-30")]);
    assert!(matches!(procedure::replay(&before), Err(Refusal::BeforePriorFact { .. })));
    let mixed = then(complaint_at("received"), [P::ClassificationStarted { on: d("2026-07-01") }]);
    assert!(matches!(procedure::replay(&mixed), Err(Refusal::WrongStage { .. })));
}

#[test]
fn stored_facts_have_a_fixed_form() {
    let event: Event = invited("2026-07-20", "2026-07-27").into();
    let stored = serde_json::to_string(&event).unwrap();
    assert_eq!(
        stored,
        r#"{"kind":"complaint","fact":{"type":"dialogue-invited","on":"2026-07-20","held_on":"2026-07-27","chairing":{"by":"resolver","sensitive":false,"overridden":false}}}"#
    );
    // as it was written before the chair was kept
    let older = r#"{"kind":"complaint","fact":{"type":"dialogue-invited","on":"2026-07-20","held_on":"2026-07-27"}}"#;
    assert_eq!(serde_json::from_str::<Event>(older).unwrap(), event);
    for older in [
        r#"{"kind":"complaint","fact":{"type":"received","on":"2026-07-01","complainants":1}}"#,
        r#"{"kind":"complaint","fact":{"type":"check-started","on":"2026-07-01"}}"#,
        r#"{"kind":"complaint","fact":{"type":"accepted","on":"2026-07-06","complex":false,"remote":false,"all_signed":true,"representatives":0}}"#,
        r#"{"kind":"complaint","fact":{"type":"dialogue-held","on":"2026-07-27","attendance":"present","agreed":true}}"#,
        r#"{"kind":"petition","fact":{"type":"transferred","on":"2026-07-27"}}"#,
    ] {
        assert!(serde_json::from_str::<Event>(older).is_ok(), "{older}");
    }
    let ground = serde_json::to_string(&complaint_at("refused").last().unwrap()).unwrap();
    assert_eq!(
        ground,
        r#"{"kind":"complaint","fact":{"type":"refused","on":"2026-07-10","ground":"ground-6"}}"#
    );
    assert_eq!(serde_json::from_str::<Event>(&stored).unwrap(), event);
    assert!(serde_json::from_str::<Event>(r#"{"kind":"complaint","fact":{"type":"x"}}"#).is_err());
}

#[test]
fn the_code_of_a_fact_is_its_stored_type() {
    let stages = procedure::stages(Kind::Complaint);
    let complaints = stages.iter().flat_map(|stage| complaint_at(stage));
    let denunciations =
        procedure::stages(Kind::Denunciation).iter().flat_map(|stage| denunciation_at(stage));
    let petitions = procedure::stages(Kind::Petition).iter().flat_map(|stage| petition_at(stage));
    for event in complaints.chain(denunciations).chain(petitions) {
        let stored = serde_json::to_value(event).unwrap();
        assert_eq!(stored["fact"]["type"], event.code());
        assert_eq!(stored["fact"]["on"], event.on().to_string());
    }
}
