//! Made-up data: every stage is there, every history is lawful, everything is marked as made up.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    account, case, case_event, deadline, management_entry, outbox, party, unit, unit_succession,
};
use gandan::cases::kind;
use gandan::demo;
use law::procedure::{Event, replay, stages};
use sea_orm::{EntityTrait, QueryOrder};

use crate::support::TestApp;

#[tokio::test]
async fn made_up_data_are_whole_lawful_and_marked() {
    let app = TestApp::spawn_empty().await;
    demo::make(&app.app, &app.clock, app.app.clock.today()).await.unwrap();
    let db = app.app.db.read();
    let cases = case::Entity::find().all(db).await.unwrap();
    assert_eq!(cases.len(), 150);

    // Every stage of both kinds; a council belongs to a second complaint, and what is reclassified
    // begins anew.
    let here: BTreeSet<_> = cases.iter().map(|c| (c.kind.as_str(), c.stage.as_str())).collect();
    for kind in kind::HANDLED {
        let made_up = stages(*kind).iter().filter(|s| !["council", "reclassified"].contains(s));
        for stage in made_up {
            assert!(here.contains(&(kind.code(), stage)), "{kind:?} {stage}");
        }
    }

    // The row is what its facts prove, by the law.
    let facts = case_event::Entity::find().order_by_asc(case_event::Column::Seq).all(db).await;
    let mut histories: BTreeMap<_, Vec<Event>> = BTreeMap::new();
    for fact in facts.unwrap() {
        let event: Event = serde_json::from_str(&fact.data).unwrap();
        assert!(event.on() < app.app.clock.today() + chrono::Days::new(1));
        histories.entry(fact.case_id).or_default().push(event);
    }
    let (mut late, mut recommend, mut in_part) = (0, 0, 0);
    for case in &cases {
        let state = replay(&histories[&case.id]).unwrap();
        assert_eq!(state.stage_code(), case.stage, "{}", case.number);
        assert_eq!(state.is_open(), case.is_open, "{}", case.number);
        assert_eq!(state.received_on(), case.received_on, "{}", case.number);
        assert_eq!(state.is_received(), case.is_received, "{}", case.number);
        if let Some(results) = state.results() {
            let (due, done) = (results.recommended.returned_money, results.executed.returned_money);
            assert!(done <= due, "{}: {results:?}", case.number);
            assert!(case.stage != "closed" || done == due, "{}: {results:?}", case.number);
            recommend += usize::from(due > 0);
            in_part += usize::from(done > 0 && done < due);
        }
        let deadlines = state.deadlines(&app.app.rules().get());
        late += usize::from(deadlines.iter().any(|d| d.is_late(app.app.clock.today())));
    }
    assert!((10..75).contains(&late), "some are late, most are not: {late}");
    assert!(recommend >= 7 && in_part >= 2, "{recommend} recommend, {in_part} in part");
    assert!(deadline::Entity::find().all(db).await.unwrap().len() > cases.len());

    // Numbers follow the days on which the letters came in.
    let mut by_number: Vec<_> = cases.iter().collect();
    by_number.sort_by_key(|c| (c.unit_id, c.kind.clone(), c.number.clone()));
    for pair in by_number.windows(2) {
        if (pair[0].unit_id, &pair[0].kind) == (pair[1].unit_id, &pair[1].kind) {
            assert!(pair[0].filed_at <= pair[1].filed_at, "{}", pair[1].number);
        }
    }

    // Marked as made up.
    for case in &cases {
        assert!(case.content.contains("Vụ việc giả định"), "{}", case.number);
    }
    let lines = management_entry::Entity::find().all(db).await.unwrap();
    assert_eq!(lines.len(), 3 * 10, "ten lines in each ward");
    assert!(lines.iter().all(|line| line.title.contains("giả định")));
    for party in party::Entity::find().all(db).await.unwrap() {
        assert!(party.email.is_empty() || party.email.ends_with(".example"), "{}", party.email);
        assert!(party.phone.is_empty() || party.phone.starts_with("09000000"), "{}", party.phone);
    }
    for account in account::Entity::find().all(db).await.unwrap() {
        assert!(account.email.unwrap().ends_with(".example"), "{}", account.login);
    }

    // Ten units of before, one of them in two parts.
    let units = unit::Entity::find().all(db).await.unwrap();
    assert_eq!(units.iter().filter(|unit| unit.valid_to.is_some()).count(), 10);
    assert_eq!(units.iter().filter(|unit| unit.takes_filings).count(), 4);
    let successions = unit_succession::Entity::find().all(db).await.unwrap();
    assert_eq!(successions.iter().filter(|s| !s.is_whole).count(), 2);

    let waiting = outbox::Entity::find().all(db).await.unwrap();
    // Letters on paper wait until they are printed.
    let by_mail = waiting.iter().filter(|letter| !letter.to_address.is_empty());
    assert!(by_mail.filter(|letter| letter.sent_at.is_none()).count() <= 30);
}

#[tokio::test]
async fn the_same_day_makes_the_same_cases() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let app = TestApp::spawn_empty().await;
        demo::make(&app.app, &app.clock, app.app.clock.today()).await.unwrap();
        let cases = case::Entity::find().all(app.app.db.read()).await.unwrap();
        let mut told: Vec<_> =
            cases.into_iter().map(|c| (c.number, c.subject, c.stage, c.received_on)).collect();
        told.sort();
        runs.push(told);
    }
    assert_eq!(runs[0], runs[1]);
}

#[tokio::test]
async fn everybody_can_sign_in_to_a_trial() {
    let app = TestApp::spawn_empty().await;
    demo::make(&app.app, &app.clock, app.app.clock.today()).await.unwrap();
    for (login, _, role, _) in demo::STAFF {
        let fields = [("login", login), ("password", demo::PASSWORD)];
        let answer = app.stranger().post("/session", &fields).await;
        assert_eq!(answer.status, 303, "{login} {role:?}");
    }
    let client = app.stranger();
    let fields = [("login", demo::CITIZENS[0].0), ("password", demo::PASSWORD)];
    assert_eq!(client.post("/session", &fields).await.location(), "/my-cases");
    assert_eq!(client.get("/my-cases").await.status, 200);
}

#[tokio::test]
async fn a_trial_can_begin_on_any_day() {
    // Around New Year, within Tết, on the day the law changed, at a weekend.
    for today in ["2026-01-02", "2026-02-18", "2026-07-01", "2026-10-25"] {
        let app = TestApp::spawn_empty().await;
        demo::make(&app.app, &app.clock, today.parse().unwrap()).await.unwrap();
        let cases = case::Entity::find().all(app.app.db.read()).await.unwrap();
        assert_eq!(cases.len(), 150, "{today}");
    }
}
