//! A made-up province to measure with: lawful, counted as its facts say, and the same for the same seed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use entity::{account, case, case_event, counter, deadline, letter_figure, party, unit, visit};
use gandan::app;
use gandan::audit::verify;
use gandan::bench_data::{self, PASSWORD, Size};
use gandan::cases::store::state_after;
use gandan::clock::Clock;
use gandan::figures::rebuild;
use gandan::text;
use law::procedure::{Event, Kind};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};

use crate::support::TestApp;

const CASES: u64 = 2_000;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
}

async fn made(cases: u64, seed: u64) -> TestApp {
    let app = TestApp::spawn_empty().await;
    let size = Size { cases, seed, today: today() };
    bench_data::make(&app.app, size, |_| {}).await.unwrap();
    app
}

#[tokio::test]
async fn made_up_cases_are_lawful_and_counted_as_their_facts_say() {
    let app = made(CASES, 1).await;
    let db = app.app.db.read();
    let cases = case::Entity::find().all(db).await.unwrap();
    assert_eq!(cases.len() as u64, CASES);
    let found = rebuild::rebuild(&app.app.db, true).await.unwrap();
    assert_eq!((found.cases, found.differences, found.astray), (CASES, 0, Vec::new()));
    assert!(letter_figure::Entity::find().count(db).await.unwrap() > CASES * 9 / 10);
    let whole = verify::verify(db, &app.app.key, &[]).await.unwrap();
    assert_eq!(whole, Ok(0), "nothing was done by anybody yet");

    let rows = case_event::Entity::find().order_by_asc(case_event::Column::Seq).all(db).await;
    let mut histories: BTreeMap<_, Vec<Event>> = BTreeMap::new();
    for row in rows.unwrap() {
        let event: Event = serde_json::from_str(&row.data).unwrap();
        assert_eq!((event.code(), event.on()), (row.kind.as_str(), row.on_date));
        assert!(event.on() < today());
        histories.entry(row.case_id).or_default().push(event);
    }
    let rules = app.app.rules();
    for case in &cases {
        let facts = &histories[&case.id];
        let state = state_after(case.id, facts).unwrap();
        let deadlines = state.deadlines(&rules.get());
        let next = state.first_due(&deadlines);
        assert_eq!(state.stage_code(), case.stage, "{}", case.number);
        assert_eq!(state.is_open(), case.is_open);
        assert_eq!(
            (state.received_on(), state.is_received()),
            (case.received_on, case.is_received)
        );
        assert_eq!(
            (state.accepted_on(), state.resolved_on()),
            (case.accepted_on, case.resolved_on)
        );
        assert_eq!((state.closed_on(), next.map(|d| d.due_on)), (case.closed_on, case.next_due_on));
        assert_eq!(case.version, i32::try_from(facts.len()).unwrap());
        assert_eq!(case.folded, text::fold(&case.search_text));
    }
    let kinds = |kind: Kind| cases.iter().filter(|case| case.kind == kind.code()).count();
    assert!((1_700..1_900).contains(&kinds(Kind::Petition)), "{}", kinds(Kind::Petition));
    assert!(kinds(Kind::Complaint) > 80 && kinds(Kind::Denunciation) > 30);
    let late = cases.iter().filter(|case| case.received_on.year() == 2026).count();
    assert!(late > 1_000, "more of late: {late}");
    let deadlines = deadline::Entity::find().count(db).await.unwrap();
    let visits = visit::Entity::find().count(db).await.unwrap();
    assert!(deadlines > CASES && (150..450).contains(&visits), "{deadlines} {visits}");
}

#[tokio::test]
async fn nobody_is_known_who_denounces_and_numbers_have_no_gap() {
    let app = made(CASES, 5).await;
    let db = app.app.db.read();
    let cases = case::Entity::find().all(db).await.unwrap();
    let mut sealed = BTreeSet::new();
    for case in cases.iter().filter(|case| case.kind == "denunciation") {
        assert_eq!(case.confidentiality, "sealed");
        assert_eq!(case.search_text, text::lower(&case.number));
        sealed.insert(case.id);
    }
    let parties = party::Entity::find().all(db).await.unwrap();
    assert!(
        parties
            .iter()
            .filter(|one| sealed.contains(&one.case_id))
            .all(|one| one.role == "respondent")
    );

    let counters = counter::Entity::find().all(db).await.unwrap();
    let mut series: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for case in cases {
        let year: i32 = case.number[..4].parse().unwrap();
        series.entry((case.unit_id, case.kind, year)).or_default().push(case.number);
    }
    for ((unit_id, kind, year), mut numbers) in series {
        numbers.sort();
        let last = counters.iter().find(|c| (c.unit_id, &c.kind, c.year) == (unit_id, &kind, year));
        assert_eq!(usize::try_from(last.unwrap().value).unwrap(), numbers.len());
        assert!(numbers.last().unwrap().ends_with(&format!("-{:06}", numbers.len())));
    }
    let units = unit::Entity::find().count(db).await.unwrap();
    assert_eq!(units, 1 + 54 + 8 + 9, "province, wards, departments, wards of before");
    let heads = account::Entity::find().all(db).await.unwrap();
    assert!(heads.iter().any(|one| one.login == "chutich.w20"));
    assert!(!PASSWORD.is_empty());
}

#[tokio::test]
async fn the_same_seed_makes_the_same_cases_and_only_once() {
    let rows = |app: TestApp| async move {
        let all = case::Entity::find().order_by_asc(case::Column::Id).all(app.app.db.read()).await;
        let all: Vec<_> =
            all.unwrap().into_iter().map(|row| (row.id, row.number, row.content)).collect();
        (app, all)
    };
    let (first, once) = rows(made(200, 3).await).await;
    let (_, again) = rows(made(200, 3).await).await;
    let (_, other) = rows(made(200, 4).await).await;
    assert_eq!(once, again);
    assert_ne!(once, other);
    let size = Size { cases: 10, seed: 3, today: today() };
    let refused = bench_data::make(&first.app, size, |_| {}).await.unwrap_err();
    assert!(refused.to_string().contains("empty"), "{refused}");
    let db = first.app.db.clone();
    app::migrate(&db).await.unwrap();
    assert_eq!(case::Entity::find().count(db.read()).await.unwrap(), 200);
    assert!(matches!(first.app.clock, Clock::Fixed(_)));
}
