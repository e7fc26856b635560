//! What is overdue goes up: once a level, the oldest first, in office hours, past any backlog.

use chrono::{NaiveDate, TimeDelta};
use entity::{account, case, deadline, escalation, outbox, substitution};
use gandan::escalation::store::{Wanted, overdue};
use gandan::jobs::escalate::run;
use law::procedure::Kind;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, Iden, Iterable,
    PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use crate::support::build::{did, file, file_today, new_case};
use crate::support::{TestApp, people};

async fn escalations(app: &TestApp) -> Vec<escalation::Model> {
    escalation::Entity::find().all(app.app.db.read()).await.unwrap()
}

async fn letters(app: &TestApp) -> Vec<outbox::Model> {
    let letters = outbox::Entity::find().filter(outbox::Column::Kind.eq("escalation"));
    letters.all(app.app.db.read()).await.unwrap()
}

async fn set_account(app: &TestApp, login: &str, column: account::Column, value: Expr) {
    let change = account::Entity::update_many().col_expr(column, value);
    let done = change.filter(account::Column::Login.eq(login));
    done.exec(app.app.db.for_migration()).await.unwrap();
}

/// A complaint filed on Wednesday 25/11/2026 is due on Friday 04/12 (KN-03).
async fn overdue_by(app: &TestApp, days: i64) -> Uuid {
    let filed = file_today(app, Kind::Complaint).await;
    app.advance_days(9 + days);
    filed.case_id
}

#[tokio::test]
async fn what_is_overdue_goes_up_once_a_level_in_office_hours() {
    let app = TestApp::spawn().await;
    let case = overdue_by(&app, 1).await;
    assert_eq!(run(&app.app).await.unwrap(), 0, "Saturday 05/12");
    app.advance_days(2);
    app.clock.advance(TimeDelta::hours(-2));
    assert_eq!(run(&app.app).await.unwrap(), 0, "Monday, 7:00");
    app.clock.advance(TimeDelta::hours(1));
    assert_eq!(run(&app.app).await.unwrap(), 1, "Monday, 8:00: one working day has gone by");
    assert_eq!(run(&app.app).await.unwrap(), 0, "once");
    let letter = letters(&app).await.remove(0);
    assert_eq!(letter.to_address, "chutich@uongbi.example");
    assert!(letter.text_body.contains("2026/KN-000001"), "{}", letter.text_body);
    assert!(letter.text_body.contains("Không đồng ý đơn giá"), "{}", letter.text_body);

    // Five working days after 04/12 it is Friday 11/12.
    app.advance_days(3);
    assert_eq!(run(&app.app).await.unwrap(), 0);
    app.advance_days(1);
    assert_eq!(run(&app.app).await.unwrap(), 1);
    let to: Vec<String> = letters(&app).await.into_iter().map(|one| one.to_address).collect();
    assert!(to.contains(&"chutich.tinh@uongbi.example".to_owned()), "{to:?}");
    let told: Vec<(i32, Uuid)> =
        escalations(&app).await.iter().map(|e| (e.level, e.case_id)).collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&(1, case)) && told.contains(&(2, case)));
    app.advance_days(30);
    app.clock.set("2027-01-11T02:00:00Z".parse().unwrap());
    let alarms = run(&app.app).await.unwrap();
    let all = escalations(&app).await;
    assert_eq!(alarms, 1, "only the 45 days of TD-14, which are over since 09/01: {all:?}");
    assert_eq!(run(&app.app).await.unwrap(), 0);
}

#[tokio::test]
async fn a_letter_nobody_looked_at_for_45_days_is_told_to_the_head_at_once() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Petition).await;
    // 25/11 + 45 days is Saturday 09/01/2027; Monday is the first office day after it.
    app.clock.set("2027-01-08T02:00:00Z".parse().unwrap());
    run(&app.app).await.unwrap();
    let has_alarm = |all: &[escalation::Model]| all.iter().any(|e| e.rule == "TD-14");
    assert!(!has_alarm(&escalations(&app).await));
    app.clock.set("2027-01-11T02:00:00Z".parse().unwrap());
    run(&app.app).await.unwrap();
    let all = escalations(&app).await;
    let alarm = all.iter().find(|one| one.rule == "TD-14" && one.level == 1).unwrap();
    assert_eq!((alarm.case_id, alarm.due_on.to_string()), (filed.case_id, "2027-01-09".to_owned()));
    assert_eq!(alarm.account_id, Some(people::LOGINS[3].4));
    let page = app.signed_in("chutich").await.get("/escalations").await;
    assert!(
        page.body.contains(&filed.number) && page.body.contains("Đơn chưa xử lý"),
        "{}",
        page.body
    );

    // One that was looked at in time raises no alarm.
    let other = TestApp::spawn().await;
    let taken = file_today(&other, Kind::Petition).await.case_id;
    let chair = other.signed_in("chutich").await;
    did(&chair, taken, "classification", &[("field", "admin.infrastructure")]).await;
    did(&chair, taken, "takeover", &[]).await;
    other.clock.set("2027-01-11T02:00:00Z".parse().unwrap());
    run(&other.app).await.unwrap();
    assert!(!has_alarm(&escalations(&other).await));
}

#[tokio::test]
async fn who_stands_in_is_told_in_place_of_the_head() {
    let app = TestApp::spawn().await;
    overdue_by(&app, 3).await;
    let today = app.app.clock.today();
    let row = substitution::ActiveModel {
        id: Set(Uuid::from_u128(5)),
        absent_id: Set(people::LOGINS[3].4),
        substitute_id: Set(people::LOGINS[0].4),
        from_on: Set(today),
        to_on: Set(today),
        with_denunciations: Set(false),
        reason: Set("Nghỉ phép".to_owned()),
        created_by: Set(people::LOGINS[3].4),
        created_at: Set(app.now()),
        ended_at: Set(None),
    };
    substitution::Entity::insert(row).exec(app.app.db.for_migration()).await.unwrap();
    assert_eq!(run(&app.app).await.unwrap(), 1);
    let to: Vec<String> = letters(&app).await.into_iter().map(|one| one.to_address).collect();
    assert_eq!(to, ["tiepdan@uongbi.example"]);
}

#[tokio::test]
async fn nobody_to_tell_is_shown_and_mended() {
    let app = TestApp::spawn().await;
    overdue_by(&app, 3).await;
    set_account(&app, "chutich", account::Column::LockedAt, Expr::value(app.now())).await;
    assert_eq!(run(&app.app).await.unwrap(), 1);
    assert!(letters(&app).await.is_empty());
    let leader = app.signed_in("lanhdao").await;
    let page = leader.get("/escalations?told=nobody").await;
    assert!(
        page.body.contains("2026/KN-000001") && page.body.contains("không có người nhận"),
        "{}",
        page.body
    );
    let other = app.signed_in("tiepdan2").await.get("/escalations?told=nobody").await;
    assert!(!other.body.contains("2026/KN-000001"), "not of their unit");
    assert_eq!(run(&app.app).await.unwrap(), 0);
    let unlocked = Expr::value(Option::<chrono::DateTime<chrono::Utc>>::None);
    set_account(&app, "chutich", account::Column::LockedAt, unlocked).await;
    assert_eq!(run(&app.app).await.unwrap(), 1, "there is somebody now");
    assert_eq!(letters(&app).await.len(), 1);
    assert_eq!(run(&app.app).await.unwrap(), 0);
    let page = leader.get("/escalations?told=nobody").await;
    assert!(!page.body.contains("2026/KN-000001"));
}

#[tokio::test]
async fn of_a_denunciation_only_who_handles_it_hears_and_only_the_number() {
    let app = TestApp::spawn().await;
    let mut new = new_case(Kind::Denunciation, app.app.clock.today());
    new.subject = "Nội dung phải giữ kín".to_owned();
    let filed = file(&app, new).await;
    app.clock.set("2026-12-21T02:00:00Z".parse().unwrap());
    run(&app.app).await.unwrap();
    assert!(letters(&app).await.is_empty(), "no head handles denunciations");
    assert!(escalations(&app).await.iter().all(|one| one.account_id.is_none()));
    crate::support::sealed::grant(&app, "chutich").await;
    run(&app.app).await.unwrap();
    let letters = letters(&app).await;
    assert!(!letters.is_empty());
    for letter in letters {
        assert_eq!(letter.to_address, "chutich@uongbi.example");
        assert!(letter.text_body.contains(&filed.number));
        assert!(!letter.text_body.contains("giữ kín"), "{}", letter.text_body);
    }
    let page = app.signed_in("lanhdao").await.get("/escalations").await;
    assert!(!page.body.contains(&filed.number), "a leader does not handle it");
}

const BACKLOG: u64 = 100_000;

/// Copies of a case and of its open deadline, due on one of three hundred days, in two statements.
async fn backlog(app: &TestApp, case_id: Uuid) {
    let db = app.app.db.for_migration();
    let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let (new_id, series, due) = if is_sqlite {
        (
            "randomblob(16)",
            format!(
                "(WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < {BACKLOG}) SELECT i FROM s) n"
            ),
            "date('2026-11-20', '-' || (CAST(substr(c.number, 3) AS INTEGER) % 300) || ' days')",
        )
    } else {
        (
            "gen_random_uuid()",
            format!("generate_series(1, {BACKLOG}) AS n(i)"),
            "DATE '2026-11-20' - (CAST(substr(c.number, 3) AS INTEGER) % 300)",
        )
    };
    let columns: Vec<String> = case::Column::iter().map(|one| one.to_string()).collect();
    let values: Vec<String> = columns
        .iter()
        .map(|column| match column.as_str() {
            "id" => new_id.to_owned(),
            "number" => "'T-' || n.i".to_owned(),
            "secret_hash" => "'secret ' || n.i".to_owned(),
            other => format!("c.{other}"),
        })
        .collect();
    let number: String = case::Entity::find_by_id(case_id).one(db).await.unwrap().unwrap().number;
    let copy = format!(
        "INSERT INTO cases ({}) SELECT {} FROM cases c, {series} WHERE c.number = '{number}'",
        columns.join(", "),
        values.join(", "),
    );
    db.execute_unprepared(&copy).await.unwrap();
    let columns: Vec<String> = deadline::Column::iter().map(|one| one.to_string()).collect();
    let values: Vec<String> = columns
        .iter()
        .map(|column| match column.as_str() {
            "id" => new_id.to_owned(),
            "case_id" => "c.id".to_owned(),
            "due_on" | "strict_on" => due.to_owned(),
            other => format!("d.{other}"),
        })
        .collect();
    let copy = format!(
        "INSERT INTO deadlines ({}) SELECT {} FROM deadlines d, cases c WHERE d.ending = 'open' AND d.duty = 'agency' AND c.number LIKE 'T-%'",
        columns.join(", "),
        values.join(", "),
    );
    db.execute_unprepared(&copy).await.unwrap();
}

#[tokio::test]
async fn a_backlog_of_a_hundred_thousand_is_escalated_whole_and_once() {
    let app = TestApp::spawn().await;
    let case_id = file_today(&app, Kind::Petition).await.case_id;
    backlog(&app, case_id).await;
    let db = app.app.db.read();

    // The oldest come first, and a page goes on where the one before ended.
    let latest = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let units = [people::WARD];
    let mut wanted = Wanted { level: 1, units: &units, latest, after: None, limit: 400 };
    let mut before: Option<(NaiveDate, Uuid)> = None;
    for _ in 0..3 {
        let page = overdue(db, &wanted).await.unwrap();
        assert_eq!(page.len(), 400);
        for one in page {
            assert!(before.is_none_or(|(day, id)| day <= one.due_on && id != one.id));
            before = Some((one.due_on, one.id));
        }
        wanted.after = before;
    }
    let expected = usize::try_from(2 * BACKLOG).unwrap();
    let first = run(&app.app).await.unwrap();
    // Due on the days before the 18th: five working days have gone by; the head knows of all.
    assert!(first > 190_000 && first < expected, "{first}");
    assert_eq!(run(&app.app).await.unwrap(), 0, "nothing twice");
    app.advance_days(7);
    let second = run(&app.app).await.unwrap();
    assert_eq!(first + second, expected, "each of them at both levels");
    let total = escalation::Entity::find().count(db).await.unwrap();
    assert_eq!(total, 2 * BACKLOG);
    let level = escalation::Entity::find().filter(escalation::Column::Level.eq(1));
    assert_eq!(level.count(db).await.unwrap(), BACKLOG);
    assert!(escalations(&app).await.iter().all(|one| one.account_id.is_some()));
    let named: u64 = letters(&app)
        .await
        .iter()
        .map(|letter| letter.subject.split(' ').find_map(|word| word.parse::<u64>().ok()).unwrap())
        .sum();
    assert_eq!(named, 2 * BACKLOG, "and told of in a letter");
}
