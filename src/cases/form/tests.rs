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
        in_time: None,
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
        state_money: text("1.250.000"),
        returned_land: text("125,5"),
        handled_people: text("2"),
        handled_officials: text("1"),
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

fn mistakes(step: Step, kind: Kind, form: &StepForm) -> Vec<(&'static str, &'static str)> {
    let errors = parse(step, &row(kind), form).unwrap_err();
    errors.0.iter().map(|error| (error.field, error.key)).collect()
}

/// The three steps with amounts.
const WITH_AMOUNTS: [(Step, Kind); 4] = [
    (Step::IssueDecision, Kind::Complaint),
    (Step::Conclude, Kind::Denunciation),
    (Step::RecordExecution, Kind::Complaint),
    (Step::RecordExecution, Kind::Denunciation),
];

#[test]
fn amounts_are_read_as_they_are_written() {
    use law::results::{Executed, Recommended};
    let form = StepForm { handled_organisations: "4".to_owned(), ..filled(Kind::Complaint) };
    let event = |step, kind| parse(step, &row(kind), &form).unwrap().event;
    let recommended = Recommended {
        state_money: 1_250_000,
        returned_land: 12_550,
        handled_people: 2,
        handled_officials: 1,
        ..Recommended::default()
    };
    match event(Step::IssueDecision, Kind::Complaint) {
        // 03/GQKN has no column for organisations, and the form no field.
        Event::Complaint(complaint::Event::DecisionIssued { recommended: one, .. }) => {
            assert_eq!(one, recommended);
        }
        other => panic!("{other:?}"),
    }
    match event(Step::Conclude, Kind::Denunciation) {
        Event::Denunciation(law::denunciation::Event::Concluded { recommended: one, .. }) => {
            assert_eq!(one, Recommended { handled_organisations: 4, ..recommended });
        }
        other => panic!("{other:?}"),
    }
    match event(Step::RecordExecution, Kind::Complaint) {
        Event::Complaint(complaint::Event::ExecutionRecorded { executed, .. }) => {
            let expected = Executed {
                state_money: 1_250_000,
                returned_land: 12_550,
                handled_people: 2,
                handled_officials: 1,
                ..Executed::default()
            };
            assert_eq!(executed, expected);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_wrong_amount_is_named_beside_its_field() {
    for (step, kind) in WITH_AMOUNTS {
        let wrong = |change: fn(&mut StepForm, String), text: &str| {
            let mut form = filled(kind);
            change(&mut form, text.to_owned());
            mistakes(step, kind, &form)
        };
        for text in ["-5", "năm triệu", "12,5", "1.25"] {
            let found = wrong(|form, text| form.state_money = text, text);
            assert_eq!(found, [("state_money", "error-money")], "{step:?} {text}");
        }
        for text in ["-5", "1,555", "125.5", "rộng"] {
            let found = wrong(|form, text| form.returned_land = text, text);
            assert_eq!(found, [("returned_land", "error-land")], "{step:?} {text}");
        }
        for text in ["1.000.000.000.000.000", "99999999999999999999"] {
            let found = wrong(|form, text| form.state_money = text, text);
            assert_eq!(found, [("state_money", "error-amount-large")], "{step:?} {text}");
        }
        let found = wrong(|form, text| form.handled_people = text, "1.000.000");
        assert_eq!(found, [("handled_people", "error-amount-large")], "{step:?}");
        // the number of people cannot be read, so nothing is said of the officials among them
        let found = wrong(|form, text| form.handled_people = text, "hai");
        assert_eq!(found, [("handled_people", "error-count")], "{step:?}");
        let found = wrong(|form, text| form.handled_officials = text, "3");
        assert_eq!(found, [("handled_officials", "error-officials-exceed")], "{step:?}");
    }
    let more = StepForm { transferred_officials: "1".to_owned(), ..filled(Kind::Complaint) };
    let found = mistakes(Step::IssueDecision, Kind::Complaint, &more);
    assert_eq!(found, [("transferred_officials", "error-officials-exceed")]);
    let more = StepForm { prosecuted_officials: "1".to_owned(), ..filled(Kind::Complaint) };
    let found = mistakes(Step::RecordExecution, Kind::Complaint, &more);
    assert_eq!(found, [("prosecuted_officials", "error-officials-exceed")]);
}

#[test]
fn a_record_of_execution_says_something_and_a_decision_need_not() {
    let none = |kind| StepForm {
        state_money: String::new(),
        returned_land: "0".to_owned(),
        handled_people: String::new(),
        handled_officials: String::new(),
        ..filled(kind)
    };
    for (step, kind) in WITH_AMOUNTS {
        let form = none(kind);
        if step == Step::RecordExecution {
            assert_eq!(mistakes(step, kind, &form), [("state_money", "error-nothing-executed")]);
        } else {
            assert!(parse(step, &row(kind), &form).is_ok(), "{step:?}");
        }
    }
}

/// Each part with amounts shows the fields it reads.
#[test]
fn every_amount_that_is_read_has_its_field() {
    let lang = crate::web::i18n::Lang::Vi;
    for (step, kind) in WITH_AMOUNTS {
        let shown: Vec<(&str, String)> =
            amount_fields(lang, kind, &parts(step, kind, 1), &filled(kind))
                .into_iter()
                .flat_map(|group| group.fields)
                .collect();
        assert!(shown.contains(&("state_money", "1.250.000".to_owned())), "{shown:?}");
        let has_organisations = shown.iter().any(|(name, _)| *name == "handled_organisations");
        assert_eq!(has_organisations, kind == Kind::Denunciation, "{step:?}");
        // what cannot be read is named beside a field that is there
        let broken = "x".to_owned();
        let form = StepForm {
            state_money: broken.clone(),
            state_land: broken.clone(),
            returned_money: broken.clone(),
            returned_land: broken.clone(),
            returned_organisations: broken.clone(),
            returned_people: broken.clone(),
            handled_organisations: broken.clone(),
            handled_people: broken.clone(),
            handled_officials: broken.clone(),
            transferred_cases: broken.clone(),
            transferred_people: broken.clone(),
            transferred_officials: broken.clone(),
            prosecuted_cases: broken.clone(),
            prosecuted_people: broken.clone(),
            prosecuted_officials: broken,
            ..filled(kind)
        };
        let mut read: Vec<&str> =
            mistakes(step, kind, &form).into_iter().map(|(field, _)| field).collect();
        let mut fields: Vec<&str> = shown.iter().map(|(name, _)| *name).collect();
        read.sort_unstable();
        fields.sort_unstable();
        assert_eq!(read, fields, "{step:?} {kind:?}");
    }
}
