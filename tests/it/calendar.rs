//! The calendar as an administrator keeps it: changes, what they move, and who is told what.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use entity::{calendar_change, deadline};
use gandan::app;
use gandan::calendar::{self, ChangeRefused, Day, DayKind, NewChange, store};
use gandan::clock::{Clock, FixedClock};
use gandan::jobs::recompute;
use gandan::mail::Mailer;
use law::procedure::Kind;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{did, file, file_today, new_case};
use crate::support::people::{DEPARTMENT, OTHER_WARD, PROVINCE, WARD};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn change(unit: Option<Uuid>, days: &[(&str, DayKind)]) -> NewChange {
    let day = |(on, kind): &(&str, DayKind)| Day {
        day: day(on),
        kind: *kind,
        name: "Nghỉ theo quyết định".to_owned(),
        basis: String::new(),
    };
    NewChange {
        unit_id: unit,
        effective_on: "2026-11-25".parse().unwrap(),
        basis: "Quyết định 99/QĐ-TTg".to_owned(),
        declares_year: None,
        days: days.iter().map(day).collect(),
    }
}

async fn make(app: &TestApp, new: NewChange) -> Result<Uuid, ChangeRefused> {
    let tx = app.app.db.begin_write().await.unwrap();
    let made = calendar::make(&tx, &app.app.units(), None, app.now(), new).await.unwrap();
    match made {
        Ok(_) => tx.commit().await.unwrap(),
        Err(_) => tx.rollback().await.unwrap(),
    }
    made
}

/// The office's first deadline of a case, as stored.
async fn due_of(app: &TestApp, case: Uuid) -> NaiveDate {
    let query = deadline::Entity::find().filter(deadline::Column::CaseId.eq(case));
    let first = query.order_by_asc(deadline::Column::Position).one(app.app.db.read()).await;
    first.unwrap().unwrap().due_on
}

async fn version_of(app: &TestApp, case: Uuid) -> i32 {
    let row = entity::case::Entity::find_by_id(case).one(app.app.db.read()).await;
    row.unwrap().unwrap().version
}

/// Enough days off for a year: eleven weekdays from its second week on.
fn holidays(year: i32) -> Vec<(String, DayKind)> {
    let first = NaiveDate::from_ymd_opt(year, 1, 8).unwrap();
    let days = first.iter_days().filter(|day| day.weekday().number_from_monday() <= 5);
    days.take(11).map(|day| (day.to_string(), DayKind::Off)).collect()
}

fn declaring(year: i32) -> NewChange {
    let days = holidays(year);
    let days: Vec<_> = days.iter().map(|(on, kind)| (on.as_str(), *kind)).collect();
    NewChange { declares_year: Some(year), ..change(None, &days) }
}

#[tokio::test]
async fn a_day_off_moves_every_deadline_that_runs_over_it() {
    let app = TestApp::spawn().await;
    let here = file_today(&app, Kind::Complaint).await;
    let there = file(
        &app,
        gandan::cases::filing::NewCase {
            unit_id: OTHER_WARD,
            filing_token: "token-there".to_owned(),
            ..new_case(Kind::Complaint, day("2026-11-25"))
        },
    );
    let there = there.await;
    assert_eq!(due_of(&app, here.case_id).await, day("2026-12-04"));
    let id = make(&app, change(None, &[("2026-12-01", DayKind::Off)])).await.unwrap();
    let moved = recompute::run_pending(&app.app).await.unwrap();
    assert!(moved >= 2, "{moved}");
    assert_eq!(due_of(&app, here.case_id).await, day("2026-12-07"));
    assert_eq!(due_of(&app, there.case_id).await, day("2026-12-07"));
    assert_eq!(version_of(&app, here.case_id).await, 1, "nobody's open form is spoilt");
    let count = store::count_moves(app.app.db.read(), id).await.unwrap();
    assert_eq!(count, u64::try_from(moved).unwrap());

    // Who sees cases sees those of their own scope, each with its old and new day.
    let path = format!("/calendar/changes/{id}");
    let chair = app.signed_in("chutich").await;
    let page = chair.get(&path).await;
    assert!(page.body.contains(&here.number), "{}", page.body);
    assert!(page.body.contains("<del>thứ Sáu, 04/12/2026</del>"), "{}", page.body);
    assert!(page.body.contains("<ins>thứ Hai, 07/12/2026</ins>"), "{}", page.body);
    assert!(!page.body.contains(&there.case_id.to_string()), "{}", page.body);
    let leader = app.signed_in("lanhdao").await.get(&path).await;
    assert!(leader.body.contains(&there.case_id.to_string()), "{}", leader.body);
    let admin = app.signed_in("quantri").await.get(&path).await;
    assert!(!admin.body.contains(&here.case_id.to_string()), "{}", admin.body);
    assert!(admin.body.contains("chỉ hiện với người được xem vụ việc"), "{}", admin.body);
    let case = chair.get(&format!("/cases/{}", here.case_id)).await;
    let told = "Chuyển từ 04/12/2026 sang 07/12/2026 do lịch làm việc thay đổi.";
    assert!(case.body.contains(told), "{}", case.body);

    // A second round moves nothing, and the list stays as it was.
    assert_eq!(recompute::run_pending(&app.app).await.unwrap(), 0);
    assert_eq!(store::count_moves(app.app.db.read(), id).await.unwrap(), count);
}

#[tokio::test]
async fn a_day_taken_back_moves_them_back() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await.case_id;
    make(&app, change(None, &[("2026-12-01", DayKind::Off)])).await.unwrap();
    recompute::run_pending(&app.app).await.unwrap();
    make(&app, change(None, &[("2026-12-01", DayKind::Ordinary)])).await.unwrap();
    recompute::run_pending(&app.app).await.unwrap();
    assert_eq!(due_of(&app, case).await, day("2026-12-04"));
    let worked = [("2026-11-28", DayKind::Worked)];
    make(&app, change(None, &worked)).await.unwrap();
    recompute::run_pending(&app.app).await.unwrap();
    assert_eq!(due_of(&app, case).await, day("2026-12-03"));
}

#[tokio::test]
async fn days_of_a_unit_count_there_and_below() {
    let app = TestApp::spawn().await;
    let here = file_today(&app, Kind::Complaint).await.case_id;
    let there = gandan::cases::filing::NewCase {
        unit_id: OTHER_WARD,
        filing_token: "token-there".to_owned(),
        ..new_case(Kind::Complaint, day("2026-11-25"))
    };
    let there = file(&app, there).await.case_id;
    make(&app, change(Some(WARD), &[("2026-12-01", DayKind::Off)])).await.unwrap();
    recompute::run_pending(&app.app).await.unwrap();
    assert_eq!(due_of(&app, here).await, day("2026-12-07"));
    assert_eq!(due_of(&app, there).await, day("2026-12-04"));
    make(&app, change(Some(PROVINCE), &[("2026-12-02", DayKind::Off)])).await.unwrap();
    recompute::run_pending(&app.app).await.unwrap();
    assert_eq!(due_of(&app, here).await, day("2026-12-08"), "its own day and the province's");
    assert_eq!(due_of(&app, there).await, day("2026-12-07"));
    let is_off =
        |unit: Uuid, on: &str| !app.app.rules_of(unit).get().calendar.is_working_day(day(on));
    assert!(is_off(DEPARTMENT, "2026-12-01"), "a department counts as the ward above it");
    assert!(!is_off(PROVINCE, "2026-12-01") && is_off(PROVINCE, "2026-12-02"));
    // The nearer unit has the last word.
    make(&app, change(Some(WARD), &[("2026-12-02", DayKind::Ordinary)])).await.unwrap();
    recompute::run_pending(&app.app).await.unwrap();
    assert_eq!(due_of(&app, here).await, day("2026-12-07"));
    let page =
        app.signed_in("tiepdan").await.get(&format!("/calendar?unit={WARD}&year=2026")).await;
    assert!(page.body.contains("Trở lại ngày thường"), "{}", page.body);
}

#[tokio::test]
async fn what_another_process_changed_is_read_before_writing() {
    let app = TestApp::spawn().await;
    let data = tempfile::tempdir().unwrap();
    let mut config = app.app.config.clone();
    config.data.dir = data.path().to_owned();
    let db = app.app.db.clone();
    let other = TestApp::open_with(config, data, db, Mailer::memory(), false).await;
    make(&app, change(None, &[("2026-12-01", DayKind::Off)])).await.unwrap();
    let case = file_today(&other, Kind::Complaint).await.case_id;
    assert_eq!(due_of(&other, case).await, day("2026-12-07"));
    make(&app, change(None, &[("2026-12-02", DayKind::Off)])).await.unwrap();
    let chair = other.signed_in("chutich").await;
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    assert_eq!(due_of(&other, case).await, day("2026-12-08"));
}

#[tokio::test]
async fn a_server_starts_only_with_a_year_of_calendar_ahead() {
    let app = TestApp::spawn().await;
    let start = |today: &str| {
        let clock = Clock::Fixed(FixedClock::at(format!("{today}T02:00:00Z").parse().unwrap()));
        let (config, db) = (app.app.config.clone(), app.app.db.clone());
        app::open(config, clock, db, Mailer::memory(), false)
    };
    assert!(start("2026-12-31").await.is_ok());
    let refused = start("2027-01-01").await.err().unwrap().to_string();
    for part in ["ends on 2027-12-31", "must reach 2028-01-01", "gandan calendar import", "2028"] {
        assert!(refused.contains(part), "{refused}");
    }
    make(&app, declaring(2028)).await.unwrap();
    assert!(start("2027-01-01").await.is_ok());
    // Days in a year nobody has declared do not count yet.
    make(&app, change(None, &[("2029-01-02", DayKind::Off)])).await.unwrap();
    app.app.reload_calendars().await.unwrap();
    assert!(app.app.calendar().is_working_day(day("2029-01-02")));
    make(&app, declaring(2029)).await.unwrap();
    app.app.reload_calendars().await.unwrap();
    assert!(!app.app.calendar().is_working_day(day("2029-01-02")));
}

#[tokio::test]
async fn what_would_be_no_calendar_is_refused() {
    let app = TestApp::spawn().await;
    let before = calendar_change::Entity::find().count(app.app.db.read()).await.unwrap();
    let year = |year, new: NewChange| NewChange { declares_year: Some(year), ..new };
    let few = [("2028-01-03", DayKind::Off)];
    let twice = [("2026-12-01", DayKind::Off), ("2026-12-01", DayKind::Ordinary)];
    let rest: Vec<String> =
        day("2026-06-01").iter_days().take(500).map(|day| day.to_string()).collect();
    let rest: Vec<_> = rest.iter().map(|on| (on.as_str(), DayKind::Off)).collect();
    for (new, key) in [
        (change(None, &[]), "empty"),
        (change(None, &twice), "twice"),
        (change(None, &[("2026-12-01", DayKind::Worked)]), "worked-weekday"),
        (year(2029, change(None, &few)), "gap"),
        (year(2027, change(None, &few)), "gap"),
        (year(2028, change(Some(WARD), &few)), "year-of-unit"),
        (year(2028, change(None, &few)), "too-few-holidays"),
        (change(None, &rest), "no-working-day"),
        (change(Some(WARD), &rest), "no-working-day"),
    ] {
        let refused = make(&app, new).await.unwrap_err();
        assert_eq!(refused.key(), format!("calendar-refused-{key}"));
        assert!(!refused.to_string().is_empty());
    }
    let after = calendar_change::Entity::find().count(app.app.db.read()).await.unwrap();
    assert_eq!(before, after, "a refused change leaves nothing");
}

#[tokio::test]
async fn an_administrator_enters_a_change_by_page() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await.case_id;
    let admin = app.signed_in("quantri").await;
    let page = admin.get("/calendar").await;
    assert!(page.body.contains("Lịch chỉ có đến hết ngày 31/12/2027"), "{}", page.body);
    assert!(page.body.contains("Ngày Văn hóa Việt Nam"), "{}", page.body);
    let wrong = [
        ("from_1", "2026-12-05"),
        ("to_1", ""),
        ("kind_1", "day_off"),
        ("name_1", "Nghỉ bão số 15"),
        ("effective_on", "2026-11-25"),
        ("basis", ""),
    ];
    let answer = admin.post("/calendar/changes", &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("vốn đã là ngày nghỉ"), "{}", answer.body);
    assert!(answer.body.contains("value=\"Nghỉ bão số 15\""), "{}", answer.body);
    let empty = [("effective_on", "2026-11-25"), ("basis", "Quyết định 99/QĐ-TTg")];
    let answer = admin.post("/calendar/changes", &empty).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Xin nhập ít nhất một ngày"), "{}", answer.body);
    let right = [
        ("from_1", "2026-12-01"),
        ("to_1", "2026-12-02"),
        ("kind_1", "day_off"),
        ("name_1", "Nghỉ bão số 15"),
        ("from_2", "2026-12-05"),
        ("kind_2", "make_up_working_day"),
        ("name_2", "Làm bù"),
        ("effective_on", "2026-11-25"),
        ("basis", "Quyết định 99/QĐ-TTg"),
    ];
    let answer = admin.post("/calendar/changes", &right).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let path = answer.location().to_owned();
    let page = admin.get(&path).await;
    assert!(page.body.contains("đang được tính lại"), "{}", page.body);
    assert!(page.body.contains("Hoàng Văn Trị"), "{}", page.body);
    recompute::run_pending(&app.app).await.unwrap();
    let page = admin.get(&path).await;
    assert!(page.body.contains("xem lại 1 vụ việc"), "{}", page.body);
    // 26, 27, 30 November, 3, 4 December, the worked Saturday, 7 December.
    assert_eq!(due_of(&app, case).await, day("2026-12-07"));
    // Staff read the calendar; entering it is the administrator's.
    let officer = app.signed_in("canbo").await;
    assert_eq!(officer.get("/calendar").await.status, 200);
    assert_eq!(officer.get("/calendar/changes/new").await.status, 404);
    assert_eq!(officer.post("/calendar/changes", &right).await.status, 404);
    assert!(!officer.get("/calendar").await.body.contains("/calendar/changes/new"));
}

#[tokio::test]
async fn shipped_days_are_put_in_once_and_yield_to_people() {
    let app = TestApp::spawn().await;
    let db = &app.app.db;
    let taken_back =
        change(None, &[("2026-12-31", DayKind::Off), ("2027-01-01", DayKind::Ordinary)]);
    make(&app, taken_back).await.unwrap();
    let version = store::version(db.read()).await.unwrap();
    let later: DateTime<Utc> = "2027-06-01T00:00:00Z".parse().unwrap();
    store::seed(db, later).await.unwrap();
    assert_eq!(store::version(db.read()).await.unwrap(), version, "nothing new was put in");
    app.app.reload_calendars().await.unwrap();
    assert!(app.app.calendar().is_working_day(day("2027-01-01")));
    assert!(!app.app.calendar().is_working_day(day("2026-12-31")));
}
