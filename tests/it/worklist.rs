//! The worklist over all roles, filters and pages: what it counts and the order it shows are those of a naive reading
//! of all cases there are, whatever was changed and put together before.

use chrono::{Days, NaiveDate};
use entity::{case, case_count, deadline};
use gandan::cases::count_store::{has_many_lines, miscounted, put_together};
use gandan::cases::newest_store::{Way, before, way};
use gandan::cases::search::{Filters, Frame};
use gandan::cases::worklist::{self, PAGE_SIZE, Tally};
use gandan::figures::rebuild::rebuild;
use gandan::policy::{Action, Actor, Reach, permit};
use law::procedure::Kind;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{file, new_case};
use crate::support::people::{DEPARTMENT, LOGINS, OTHER_WARD, WARD, actor_of};
use crate::walks::Random;

const CASES: usize = 230;
const STAGES: [&str; 4] = ["awaiting-signature", "verifying", "classifying", "closed"];

/// Cases in all states at once, lawful or not: a list shows whatever there is.
async fn change(app: &TestApp, random: &mut Random, id: Uuid) {
    let today = app.app.clock.today();
    let officers = [None, None, Some("canbo"), Some("canbo2"), Some("tiepdan")];
    let who = |login: Option<&str>| {
        login.map(|login| LOGINS.iter().find(|person| person.0 == login).unwrap().4)
    };
    let kind = *random.of(&["complaint", "petition", "denunciation"]);
    let level = match kind {
        "denunciation" => "sealed",
        _ => *random.of(&["public", "ordinary", "ordinary", "ordinary", "restricted"]),
    };
    let stage = *random.of(&STAGES);
    let is_open = stage != "closed";
    let due = today - Days::new(6) + Days::new(random.below(12));
    let has_day = is_open && stage != "awaiting-signature" && random.below(3) > 0;
    let row = case::ActiveModel {
        id: Set(id),
        unit_id: Set(*random.of(&[WARD, OTHER_WARD, DEPARTMENT])),
        kind: Set(kind.to_owned()),
        stage: Set(stage.to_owned()),
        field: Set((*random.of(&["land.compensation", "environment"])).to_owned()),
        confidentiality: Set(level.to_owned()),
        is_open: Set(is_open),
        next_due_on: Set(has_day.then_some(due)),
        received_on: Set(today - Days::new(random.below(9))),
        assignee_id: Set(who(*random.of(&officers))),
        registered_by: Set(who(*random.of(&officers))),
        ..Default::default()
    };
    case::Entity::update(row).exec(app.app.db.for_migration()).await.unwrap();
}

fn actors(app: &TestApp) -> Vec<Actor> {
    let reaches = [Reach::Nothing, Reach::Assigned, Reach::Units];
    let units = app.app.units();
    let people = LOGINS.into_iter().flat_map(|person| reaches.map(|reach| (person.0, reach)));
    people.map(|(login, reach)| actor_of(&units, login, reach)).collect()
}

fn filters() -> Vec<Filters> {
    let of = |change: fn(&mut Filters)| {
        let mut filters = Filters::default();
        change(&mut filters);
        filters
    };
    vec![
        Filters::default(),
        of(|one| one.stage = "closed".to_owned()),
        of(|one| one.kind = "complaint".to_owned()),
        of(|one| one.field = "environment".to_owned()),
        of(|one| one.unit = WARD.to_string()),
        of(|one| one.assignee = "none".to_owned()),
        // All of them, but each is looked at; none of those that are closed has a day.
        of(|one| one.received_from = "2000-01-01".to_owned()),
        of(|one| {
            one.received_from = "2000-01-01".to_owned();
            one.stage = "closed".to_owned();
        }),
        of(|one| {
            one.kind = "petition".to_owned();
            one.stage = "verifying".to_owned();
            one.urgency = "overdue".to_owned();
        }),
    ]
}

/// What the list must be, read from all cases one by one.
fn naive(
    actor: &Actor,
    all: &[case::Model],
    one: &Filters,
    frame: &Frame,
) -> (Vec<Uuid>, [u64; 4]) {
    let is_same = |asked: &str, is: &str| asked.is_empty() || asked == is;
    let mut rows: Vec<&case::Model> = all
        .iter()
        .filter(|row| permit(actor, Action::Read, &gandan::cases::store::facts_of(row)).is_ok())
        .filter(|row| is_same(&one.stage, &row.stage) && is_same(&one.kind, &row.kind))
        .filter(|row| is_same(&one.field, &row.field))
        .filter(|row| is_same(&one.unit, &row.unit_id.to_string()))
        .filter(|row| one.assignee != "none" || row.assignee_id.is_none())
        .collect();
    let day_of = |row: &case::Model| row.next_due_on.filter(|_| row.is_open);
    let number = |which: &dyn Fn(NaiveDate) -> bool| {
        rows.iter().filter(|row| day_of(row).is_some_and(which)).count() as u64
    };
    let tally = [
        rows.len() as u64,
        rows.iter().filter(|row| row.is_open).count() as u64,
        number(&|day| (frame.today..=frame.soon).contains(&day)),
        number(&|day| day < frame.today),
    ];
    rows.retain(|row| one.urgency != "overdue" || day_of(row).is_some_and(|d| d < frame.today));
    rows.sort_by(|a, b| {
        let is_unsigned = |row: &case::Model| row.stage == "awaiting-signature";
        let newest = (b.received_on, b.id).cmp(&(a.received_on, a.id));
        match (a.next_due_on, b.next_due_on) {
            (Some(x), Some(y)) => x.cmp(&y).then(newest),
            (None, None) if is_unsigned(a) && is_unsigned(b) => newest.reverse(),
            (None, None) => is_unsigned(b).cmp(&is_unsigned(a)).then(newest),
            (x, y) => x.is_none().cmp(&y.is_none()),
        }
    });
    (rows.iter().map(|row| row.id).collect(), tally)
}

/// All that match, read in parts.
async fn from_newest(app: &TestApp, question: (&Actor, &Filters, &Frame), way: Way) -> Vec<Uuid> {
    let mut found: Vec<Uuid> = Vec::new();
    loop {
        let last = found.last().copied();
        let part = before(app.app.db.read(), question, way, last, 37).await.unwrap();
        if part.is_empty() {
            return found;
        }
        found.extend(part.into_iter().map(|row| row.id));
    }
}

#[tokio::test]
async fn many_cases_are_walked_and_few_are_sorted() {
    let app = TestApp::spawn().await;
    let today = app.app.clock.today();
    for _ in 0..40 {
        file(&app, new_case(Kind::Petition, today)).await;
    }
    let (db, frame) = (app.app.db.read(), Frame { today, soon: today, is_broad: false });
    let chairman = actor_of(&app.app.units(), "chutich", Reach::Nothing);
    let received = Filters { received_from: today.to_string(), ..Filters::default() };
    let none = Filters { received_to: "2000-01-01".to_owned(), ..Filters::default() };
    for (filters, limit, is_many) in [
        (Filters::default(), 1, true),
        (Filters::default(), 1_000, false),
        (received.clone(), 1, true),
        (received, 1_000, false),
        (none, 1, false),
    ] {
        let found = way(db, &chairman, &filters, &frame, limit).await.unwrap();
        // PostgreSQL knows how many there are and chooses for itself.
        let is_walked = is_many && app.app.db.backend() == DbBackend::Sqlite;
        assert_eq!(found == Way::Walked, is_walked, "{filters:?}, {limit}");
    }
}

async fn agrees(app: &TestApp, after: &str) {
    let db = app.app.db.read();
    let all = case::Entity::find().all(db).await.unwrap();
    let today = app.app.clock.today();
    let frame = Frame { today, soon: today + Days::new(3), is_broad: false };
    let mut longest = 0;
    for actor in actors(app) {
        for one in filters() {
            let (ids, tally) = naive(&actor, &all, &one, &frame);
            let who = format!("{after}: {} {:?} {one:?}", actor.name, actor.denunciations);
            let counted = worklist::tally(db, &actor, &one, &frame).await.unwrap();
            let shown = [counted.all, counted.open, counted.due_soon, counted.overdue];
            assert_eq!(shown, tally, "{who}");
            // Many are walked through, few are sorted: the page is the same.
            let [all, open, due_soon, overdue] = shown.map(|number| number + 1_000_000);
            let many = Tally { all, open, due_soon, overdue, ..counted };
            longest = longest.max(ids.len());
            let mut newest = ids.clone();
            newest.sort_by(|a, b| b.cmp(a));
            for way in [Way::Sorted, Way::Walked] {
                assert_eq!(
                    from_newest(app, (&actor, &one, &frame), way).await,
                    newest,
                    "{who} {way:?}"
                );
            }
            // One page more than there are.
            for page in 1..=ids.len() as u64 / PAGE_SIZE + 2 {
                let asked = Filters { page, ..one.clone() };
                let first = ids.len().min((page - 1) as usize * PAGE_SIZE as usize);
                let last = ids.len().min(first + PAGE_SIZE as usize);
                for tally in [&counted, &many] {
                    let found = worklist::find(db, &actor, &asked, &frame, tally).await.unwrap();
                    let found: Vec<Uuid> = found.into_iter().map(|row| row.id).collect();
                    assert_eq!(found, ids[first..last], "{who}, page {page}, {tally:?}");
                }
            }
        }
    }
    assert!(longest > 2 * PAGE_SIZE as usize, "lists of several pages, not of {longest}");
    assert_eq!(miscounted(db).await.unwrap(), Vec::<Uuid>::new(), "{after}");
}

#[tokio::test]
async fn the_worklist_is_what_a_naive_reading_finds() {
    let app = TestApp::spawn().await;
    let mut random = Random::seeded(7);
    let mut ids = Vec::new();
    for _ in 0..CASES {
        ids.push(file(&app, new_case(Kind::Petition, app.app.clock.today())).await.case_id);
    }
    for id in &ids {
        change(&app, &mut random, *id).await;
    }
    agrees(&app, "changed").await;
    for id in ids.iter().take(60) {
        change(&app, &mut random, *id).await;
    }
    agrees(&app, "changed again").await;
    let db = &app.app.db;
    let lines = || async { case_count::Entity::find().count(db.read()).await.unwrap() };
    let before = lines().await;
    assert!(!has_many_lines(db.read()).await.unwrap(), "{before} lines are few");
    let tx = db.begin_write().await.unwrap();
    put_together(&tx).await.unwrap();
    tx.commit().await.unwrap();
    assert!(lines().await < before / 2, "{before} lines became {}", lines().await);
    agrees(&app, "put together").await;
}

#[tokio::test]
async fn counts_that_were_tampered_with_are_found_and_mended() {
    let app = TestApp::spawn().await;
    file(&app, new_case(Kind::Petition, app.app.clock.today())).await;
    let line = case_count::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    case_count::Entity::delete_by_id(line.id).exec(app.app.db.for_migration()).await.unwrap();
    let found = rebuild(&app.app.db, true).await.unwrap();
    assert_eq!((found.differences, found.miscounted), (0, vec![WARD]));
    let mended = rebuild(&app.app.db, false).await.unwrap();
    assert_eq!(mended.miscounted, vec![WARD]);
    let after = rebuild(&app.app.db, true).await.unwrap();
    assert_eq!(after.miscounted, Vec::<Uuid>::new());
}

#[tokio::test]
async fn what_deadlines_repeat_of_a_case_follows_it_and_is_mended() {
    let app = TestApp::spawn().await;
    let mut random = Random::seeded(11);
    let db = &app.app.db;
    let mut ids = Vec::new();
    for kind in [Kind::Petition, Kind::Complaint, Kind::Denunciation, Kind::Petition] {
        ids.push(file(&app, new_case(kind, app.app.clock.today())).await.case_id);
    }
    for id in ids.iter().cycle().take(40) {
        change(&app, &mut random, *id).await;
        let case = case::Entity::find_by_id(*id).one(db.read()).await.unwrap().unwrap();
        let of_case = deadline::Entity::find().filter(deadline::Column::CaseId.eq(*id));
        let rows = of_case.all(db.read()).await.unwrap();
        assert!(!rows.is_empty(), "a new case has deadlines");
        for row in rows {
            let told = (row.unit_id, row.kind, row.field, row.confidentiality);
            let case = case.clone();
            assert_eq!(told, (case.unit_id, case.kind, case.field, case.confidentiality));
        }
    }
    assert_eq!(rebuild(db, true).await.unwrap().astray, Vec::<Uuid>::new());
    let wrong = deadline::ActiveModel { field: Set("?".to_owned()), ..Default::default() };
    let of_case = deadline::Entity::update_many().filter(deadline::Column::CaseId.eq(ids[0]));
    of_case.set(wrong).exec(db.for_migration()).await.unwrap();
    let wrong =
        case::ActiveModel { id: Set(ids[1]), in_time: Set(Some(true)), ..Default::default() };
    case::Entity::update(wrong).exec(db.for_migration()).await.unwrap();
    let mut expected = vec![ids[0], ids[1]];
    expected.sort();
    for is_check in [true, false] {
        let mut found = rebuild(db, is_check).await.unwrap().astray;
        found.sort();
        assert_eq!(found, expected, "only checked: {is_check}");
    }
    assert_eq!(rebuild(db, true).await.unwrap().astray, Vec::<Uuid>::new());
}
