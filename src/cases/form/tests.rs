//! Forms and facts belong together.

use chrono::NaiveDate;
use law::complaint::RefusalGround;
use law::procedure::begin;
use law::{complaint, petition};

use super::*;

fn row(kind: Kind) -> case::Model {
    let now = chrono::DateTime::UNIX_EPOCH;
    let on = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    case::Model {
        id: Uuid::nil(),
        unit_id: Uuid::nil(),
        number: String::new(),
        kind: kind.code().to_owned(),
        field: field::FIELDS[0].to_owned(),
        stage: String::new(),
        is_open: true,
        subject: String::new(),
        content: String::new(),
        demand: String::new(),
        contested_act: String::new(),
        known_on: None,
        follows_id: None,
        confidentiality: "ordinary".to_owned(),
        register_code: String::new(),
        channel: String::new(),
        language: String::new(),
        secret_hash: String::new(),
        citizen_id: None,
        registered_by: None,
        assignee_id: None,
        complainants: 1,
        received_on: on,
        is_received: true,
        accepted_on: None,
        resolved_on: None,
        closed_on: None,
        next_due_on: None,
        next_due_rule: None,
        filed_at: now,
        version: 1,
        search_text: String::new(),
        folded: String::new(),
    }
}

/// A form with something fitting in every field.
fn filled(kind: Kind) -> StepForm {
    let text = |text: &str| text.to_owned();
    let (suspension, termination) = match kind {
        Kind::Denunciation => ("awaiting-result", "settled"),
        Kind::Complaint | Kind::Petition => ("obstacle", "court"),
    };
    StepForm {
        version: 1,
        on: text("2026-11-25"),
        note: text("Ghi chú"),
        field: field::FIELDS[0].to_owned(),
        ground: RefusalGround::ALL[0].code().to_owned(),
        assignee: Uuid::nil().to_string(),
        differ: text("yes"),
        held_on: text("2026-12-10"),
        starts_at: text("8:30"),
        place: text("Nhà văn hóa khu 3"),
        attendance: text("present"),
        agreed: text("yes"),
        outcome: text("right"),
        received_on: text("2026-11-25"),
        criteria: vec![text("several-places")],
        chair: text("resolver"),
        extent: text("whole"),
        suspension: text(suspension),
        termination: text(termination),
        way: text("posting"),
        to_kind: text(if kind == Kind::Petition { "complaint" } else { "petition" }),
        missing: text("condition-form"),
        reason: text("anonymous"),
        team: text("2"),
        unbiased: text("yes"),
        finding: text("true"),
        identified: text("yes"),
        eligible: text("yes"),
        ..StepForm::default()
    }
}

fn receipts() -> [(Kind, Event); 3] {
    let on = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let resolver = law::jurisdiction::Resolver::default();
    let complaint = complaint::Event::Received { on, complainants: 1, resolver, first: None };
    let origin = law::denunciation::Origin::New;
    let denunciation = law::denunciation::Event::Received { on, denouncers: 1, origin, resolver };
    [
        (Kind::Complaint, complaint.into()),
        (Kind::Denunciation, denunciation.into()),
        (Kind::Petition, petition::Event::Received { on }.into()),
    ]
}

/// Every fact after the first has a form, and the form gives that fact.
#[test]
fn every_fact_has_its_form() {
    for (kind, receipt) in receipts() {
        let state = begin(&receipt, receipt.on()).unwrap();
        let mut made: Vec<&str> = vec!["received", "lodged"];
        for step in Step::ALL {
            let Some(event) = state.sample(*step, receipt.on()) else { continue };
            let command = parse(*step, &row(kind), &filled(kind));
            let command = command.unwrap_or_else(|errors| panic!("{kind:?} {step:?}: {errors:?}"));
            assert_eq!(command.event.code(), event.code(), "{kind:?} {step:?}");
            made.push(event.code());
        }
        let codes = match kind {
            Kind::Complaint => complaint::Event::CODES,
            Kind::Denunciation => law::denunciation::Event::CODES,
            Kind::Petition => petition::Event::CODES,
        };
        let missing: Vec<_> = codes.iter().filter(|code| !made.contains(code)).collect();
        assert!(missing.is_empty(), "{kind:?}: no form for {missing:?}");
    }
}

/// A part with a field asks for what an empty form refuses: nothing needed is left unasked.
#[test]
fn what_a_fact_needs_is_asked_for() {
    for (kind, receipt) in receipts() {
        let state = begin(&receipt, receipt.on()).unwrap();
        for step in Step::ALL {
            if state.sample(*step, receipt.on()).is_none() {
                continue;
            }
            let bare = StepForm { on: "2026-11-25".to_owned(), ..StepForm::default() };
            let Err(errors) = parse(*step, &row(kind), &bare) else { continue };
            let needs = errors.0.iter().filter(|error| error.field != "note");
            let parts = parts(*step, kind, 1);
            assert!(needs.count() == 0 || !parts.is_empty(), "{kind:?} {step:?}: {errors:?}");
        }
    }
}

/// What a form promises to keep inside must not be told, and the other way round.
#[test]
fn a_form_says_of_a_note_what_letters_do_with_it() {
    let on = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let complaint = complaint::Event::Received {
        on,
        complainants: 1,
        resolver: law::jurisdiction::Resolver::default(),
        first: None,
    }
    .into();
    let petition = petition::Event::Received { on }.into();
    let mut seen = 0;
    for receipt in [complaint, petition] {
        let state = begin(&receipt, on).unwrap();
        for step in Step::ALL {
            let Some(event) = state.sample(*step, on) else { continue };
            seen += 1;
            let letters = event.notice().is_some_and(crate::notice::tells_note);
            assert_eq!(is_told(*step, state.kind()), letters, "{step:?}");
        }
    }
    assert!(seen > 40);
}
