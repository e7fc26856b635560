//! What staff want to be told and when, the letter of the day and of the week, and the page behind it.

use chrono::TimeDelta;
use entity::outbox;
use gandan::jobs::digest::{daily, of_the_week};
use gandan::jobs::outbox::send_due;
use gandan::jobs::{escalate, sweep};
use law::procedure::Kind;
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::support::build::{did, file, file_today, new_case};
use crate::support::{TestApp, people};

/// The id of an officer of the ward's department.
const OFFICER: (&str, &str) = ("assignee", "00000000-0000-0000-0000-000000020000");

async fn rows(app: &TestApp) -> Vec<outbox::Model> {
    let letters = outbox::Entity::find().order_by_asc(outbox::Column::Id);
    letters.all(app.app.db.read()).await.unwrap()
}

/// A petition given to the officer today.
async fn assigned(app: &TestApp, token: &str) -> Uuid {
    let chair = app.signed_in("chutich").await;
    let mut new = new_case(Kind::Petition, app.app.clock.today());
    new.filing_token = token.to_owned();
    let case = file(app, new).await.case_id;
    did(&chair, case, "classification", &[("field", "admin.infrastructure")]).await;
    did(&chair, case, "takeover", &[]).await;
    did(&chair, case, "assignment", &[OFFICER]).await;
    case
}

#[tokio::test]
async fn everybody_chooses_how_they_are_told_but_not_to_hear_of_nothing_overdue() {
    let app = TestApp::spawn().await;
    let officer = app.signed_in("canbo").await;
    let page = officer.get("/notification-settings").await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("Được giao vụ việc") && !page.body.contains("hằng tuần"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Thông báo này không tắt được."), "{}", page.body);
    let all = |overdue| {
        [
            ("topic-assigned", "none"),
            ("topic-dialogue", "at-once"),
            ("topic-due-soon", "digest"),
            ("topic-overdue", overdue),
            ("topic-escalation", "at-once"),
            ("topic-paper", "at-once"),
        ]
    };
    let refused = officer.post("/notification-settings", &all("none")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Quá hạn"), "{}", refused.body);
    assert!(refused.body.contains("value=\"digest\" checked"), "what was chosen is kept");
    assert_eq!(officer.post("/notification-settings", &all("digest")).await.status, 303);
    let page = officer.get("/notification-settings").await;
    assert_eq!(page.body.matches("value=\"digest\" checked").count(), 2, "{}", page.body);

    assigned(&app, "one").await;
    assert!(rows(&app).await.iter().all(|row| row.kind != "assigned"), "they do not want it");
    assert_eq!(app.stranger().get("/notification-settings").await.status, 303);
    assert_eq!(
        app.signed_in("an@example.vn").await.get("/notification-settings").await.status,
        404
    );
}

#[tokio::test]
async fn the_letter_of_the_day_collects_what_waits_once_a_day_in_office_hours() {
    let app = TestApp::spawn().await;
    let officer = app.signed_in("canbo").await;
    let choice = [
        ("topic-assigned", "digest"),
        ("topic-dialogue", "at-once"),
        ("topic-due-soon", "digest"),
        ("topic-overdue", "digest"),
        ("topic-escalation", "at-once"),
        ("topic-paper", "at-once"),
    ];
    assert_eq!(officer.post("/notification-settings", &choice).await.status, 303);
    let first = assigned(&app, "one").await;
    let second = assigned(&app, "two").await;
    while send_due(&app.app).await.unwrap() > 0 {}
    assert!(app.letters().iter().all(|letter| letter.to != "canbo@uongbi.example"));
    app.clock.advance(TimeDelta::hours(10));
    assert_eq!(daily(&app.app).await.unwrap(), 0, "the office is closed");
    app.clock.advance(TimeDelta::hours(13));
    assert_eq!(daily(&app.app).await.unwrap(), 1, "Thursday, 8:00");
    assert_eq!(daily(&app.app).await.unwrap(), 0);
    while send_due(&app.app).await.unwrap() > 0 {}
    let letters = app.letters();
    let digest = letters.iter().find(|letter| letter.to == "canbo@uongbi.example").unwrap();
    assert_eq!(digest.subject, "Tổng hợp ngày 26/11/2026: 2 thông báo");
    for case in [first, second] {
        assert!(digest.text.contains(&format!("/cases/{case}")), "{}", digest.text);
    }
    assigned(&app, "three").await;
    assert_eq!(daily(&app.app).await.unwrap(), 0, "one a day");
    app.advance_days(1);
    assert_eq!(daily(&app.app).await.unwrap(), 1);
    let page = app.signed_in("chutich").await.get("/mail?state=sent").await;
    assert!(page.body.contains("trong thư tổng hợp lúc"), "{}", page.body);
}

#[tokio::test]
async fn a_reminder_of_what_is_done_does_not_leave() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await.case_id;
    app.advance_days(6);
    app.clock.advance(TimeDelta::hours(12));
    assert_eq!(sweep::remind_all(&app.app).await.unwrap(), 1, "21:00: it waits for the morning");
    let reminder = rows(&app).await.into_iter().find(|row| row.kind == "due-soon").unwrap();
    assert_eq!(reminder.deadline_due_on.unwrap().to_string(), "2026-12-04");

    // The calendar, another process, a restored copy: whatever moved the day without taking the letter back.
    use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};
    let moved = chrono::NaiveDate::from_ymd_opt(2026, 12, 7).unwrap();
    entity::deadline::Entity::update_many()
        .col_expr(entity::deadline::Column::DueOn, Expr::value(moved))
        .filter(entity::deadline::Column::CaseId.eq(case))
        .exec(app.app.db.for_migration())
        .await
        .unwrap();
    app.clock.advance(TimeDelta::hours(12));
    while send_due(&app.app).await.unwrap() > 0 {}
    assert!(rows(&app).await.iter().all(|row| row.kind != "due-soon"), "withdrawn");
    assert!(app.letters().iter().all(|letter| !letter.subject.starts_with("Sắp đến hạn")));
}

#[tokio::test]
async fn leaders_see_what_is_late_and_why_and_get_it_by_letter_once_a_week() {
    let app = TestApp::spawn().await;
    let late = assigned(&app, "late").await;
    let mut sealed = new_case(Kind::Denunciation, app.app.clock.today());
    sealed.subject = "Nội dung phải giữ kín".to_owned();
    let sealed = file(&app, sealed).await;
    // Monday 21/12/2026, 9:00; the petition was due on Wednesday 16/12 (PA-04).
    app.clock.set("2026-12-21T02:00:00Z".parse().unwrap());
    escalate::run(&app.app).await.unwrap();
    let leader = app.signed_in("lanhdao").await;
    let page = leader.get("/overview").await;
    assert_eq!(page.status, 200);
    for said in [
        "Tổng quan",
        &format!("/cases/{late}"),
        "phụ trách: Lê Văn Minh",
        "so với tuần trước",
        "Đã chuyển cấp trên (1)",
        "Phạm Văn Quyết",
    ] {
        assert!(page.body.contains(said), "{said} in {}", page.body);
    }
    assert!(!page.body.contains(&sealed.number), "not for who does not handle it");
    for (login, status) in [("chutich", 200), ("canbo", 404), ("quantri", 404)] {
        assert_eq!(app.signed_in(login).await.get("/overview").await.status, status, "{login}");
    }

    crate::support::sealed::grant(&app, "chutich").await;
    let head = app.signed_in("chutich").await.get("/overview").await;
    assert!(head.body.contains(&sealed.number) && !head.body.contains("giữ kín"), "{}", head.body);
    let written = of_the_week(&app.app).await.unwrap();
    assert_eq!(written, 4, "three heads and a leader");
    assert_eq!(of_the_week(&app.app).await.unwrap(), 0);
    while send_due(&app.app).await.unwrap() > 0 {}
    let letters = app.letters();
    let weekly: Vec<_> =
        letters.iter().filter(|letter| letter.subject.starts_with("Tổng hợp tuần")).collect();
    assert_eq!(weekly.len(), 4);
    for letter in &weekly {
        assert!(!letter.raw.contains(&sealed.number), "nothing of denunciations by mail");
        assert!(letter.text.contains("21/12/2026"), "{}", letter.text);
    }
    let ward = weekly.iter().find(|letter| letter.to == "chutich@uongbi.example").unwrap();
    assert!(ward.text.contains("Quá hạn, lâu nhất trước: 1"), "{}", ward.text);
    assert!(ward.text.contains("Đường ngõ ngập khi mưa lớn"), "{}", ward.text);
    let other = weekly.iter().find(|letter| letter.to == "chutich2@uongbi.example").unwrap();
    assert!(other.text.contains("Không có vụ việc quá hạn."), "{}", other.text);
    app.advance_days(7);
    assert_eq!(of_the_week(&app.app).await.unwrap(), 4, "the next week again");

    let choice = [
        ("topic-escalation", "at-once"),
        ("topic-paper", "at-once"),
        ("topic-weekly", "none"),
        ("topic-dialogue", "at-once"),
    ];
    let leader = app.signed_in("lanhdao").await;
    assert_eq!(leader.post("/notification-settings", &choice).await.status, 303);
    app.advance_days(7);
    let weekly = |all: Vec<outbox::Model>| all.iter().filter(|row| row.kind == "weekly").count();
    of_the_week(&app.app).await.unwrap();
    assert_eq!(weekly(rows(&app).await), 11, "one less");
    assert_eq!(people::LOGINS.len(), 14);
}
