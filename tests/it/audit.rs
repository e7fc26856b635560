//! The audit log: what is written, and that no later change of it goes unseen.

use entity::{audit_event, audit_head};
use gandan::audit::verify::{Broken, verify};
use gandan::audit::{Deed, Entry, anchor, note};
use law::procedure::Kind;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{did, file_today};
use crate::support::people::{LOGINS, OTHER_WARD, WARD};

async fn whole(app: &TestApp) -> Result<u64, Broken> {
    let file = anchor::file_of(&app.app.config.data.dir);
    let anchors = anchor::read(&file, &app.app.key).unwrap();
    verify(app.app.db.read(), &app.app.key, &anchors).await.unwrap()
}

async fn rows(app: &TestApp) -> Vec<audit_event::Model> {
    let query = audit_event::Entity::find().order_by_asc(audit_event::Column::At);
    query.order_by_asc(audit_event::Column::Seq).all(app.app.db.read()).await.unwrap()
}

/// Five rows in each of two chains.
async fn with_rows() -> TestApp {
    let app = TestApp::spawn().await;
    for _ in 0..5 {
        for unit in [WARD, OTHER_WARD] {
            let entry = Entry {
                unit_id: Some(unit),
                actor_id: Some(LOGINS[0].4),
                deed: Deed::ReportExported,
                object_id: None,
                detail: String::new(),
            };
            note(&app.app, app.now(), entry).await.unwrap();
        }
    }
    app
}

async fn tamper(app: &TestApp, sql: &str) {
    let done = app.app.db.for_migration().execute_unprepared(sql).await.unwrap();
    assert_eq!(done.rows_affected(), 1, "{sql}");
}

#[tokio::test]
async fn any_changed_removed_swapped_or_inserted_row_is_found() {
    assert_eq!(whole(&with_rows().await).await, Ok(10));
    let changes = [
        "deed = 'signed-in'",
        "actor_id = NULL",
        "detail = 'x'",
        "seq = 99",
        "hash = 'ff'",
        "previous = 'ff'",
    ];
    for seq in 1..=5 {
        for change in changes {
            let app = with_rows().await;
            // Both chains have such a row; one is enough.
            let chain = first_of_two(&app).await;
            let row = one(&app, chain, seq).await;
            let hash = row.hash.clone();
            tamper(&app, &format!("UPDATE audit_events SET {change} WHERE hash = '{hash}'")).await;
            let broken = whole(&app).await.unwrap_err();
            assert_eq!((broken.chain, broken.seq), (chain, seq), "{change} in row {seq}");
        }
        let app = with_rows().await;
        let row = one(&app, WARD, seq).await;
        tamper(&app, &format!("DELETE FROM audit_events WHERE hash = '{}'", row.hash)).await;
        let broken = whole(&app).await.unwrap_err();
        assert_eq!((broken.chain, broken.seq), (WARD, seq), "row {seq} removed");
    }
}

async fn first_of_two(app: &TestApp) -> Uuid {
    gandan::audit::store::chains(app.app.db.read()).await.unwrap()[0]
}

async fn one(app: &TestApp, chain: Uuid, seq: i64) -> audit_event::Model {
    let query = audit_event::Entity::find_by_id((chain, seq));
    query.one(app.app.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn swapped_inserted_and_forged_rows_are_found() {
    // Two rows that change places.
    let app = with_rows().await;
    let (second, third) = (one(&app, WARD, 2).await, one(&app, WARD, 3).await);
    for (seq, hash) in [(100, &second.hash), (2, &third.hash), (3, &second.hash)] {
        tamper(&app, &format!("UPDATE audit_events SET seq = {seq} WHERE hash = '{hash}'")).await;
    }
    assert_eq!(whole(&app).await.unwrap_err().seq, 2);

    // A row put in at the end, with an end of the chain that fits its place.
    let app = with_rows().await;
    let last = one(&app, WARD, 5).await;
    let forged = audit_event::ActiveModel {
        chain: Set(WARD),
        seq: Set(6),
        at: Set(app.now()),
        actor_id: Set(None),
        deed: Set("signed-in".to_owned()),
        object_id: Set(None),
        detail: Set(String::new()),
        previous: Set(last.hash),
        hash: Set("ab".repeat(32)),
    };
    let db = app.app.db.for_migration();
    audit_event::Entity::insert(forged).exec_without_returning(db).await.unwrap();
    move_head(&app, WARD, 6, &"ab".repeat(32)).await;
    let broken = whole(&app).await.unwrap_err();
    assert_eq!((broken.seq, broken.what), (6, "was changed"));

    // The end of a chain moved back with its last row: an anchor still knows it.
    let app = with_rows().await;
    assert_eq!(anchor::run(&app.app).await.unwrap(), 2);
    assert_eq!(whole(&app).await, Ok(10));
    let (fourth, fifth) = (one(&app, WARD, 4).await, one(&app, WARD, 5).await);
    tamper(&app, &format!("DELETE FROM audit_events WHERE hash = '{}'", fifth.hash)).await;
    move_head(&app, WARD, 4, &fourth.hash).await;
    app.app.db.for_migration().execute_unprepared("DELETE FROM audit_anchors").await.unwrap();
    let broken = whole(&app).await.unwrap_err();
    assert_eq!((broken.seq, broken.what), (5, "was anchored and is missing"));
}

async fn move_head(app: &TestApp, chain: Uuid, seq: i64, hash: &str) {
    let change = audit_head::Entity::update_many()
        .col_expr(audit_head::Column::Seq, Expr::value(seq))
        .col_expr(audit_head::Column::Hash, Expr::value(hash));
    let change = change.filter(audit_head::Column::Chain.eq(chain));
    change.exec(app.app.db.for_migration()).await.unwrap();
}

#[tokio::test]
async fn an_anchor_is_set_once_a_day_and_its_file_cannot_be_rewritten() {
    let app = with_rows().await;
    assert_eq!(anchor::run(&app.app).await.unwrap(), 2);
    assert_eq!(anchor::run(&app.app).await.unwrap(), 0, "once a day");
    app.advance_days(1);
    assert_eq!(anchor::run(&app.app).await.unwrap(), 2);
    let file = anchor::file_of(&app.app.config.data.dir);
    assert_eq!(anchor::read(&file, &app.app.key).unwrap().len(), 4);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen(" 5 ", " 4 ", 1)).unwrap();
    assert_eq!(anchor::read(&file, &app.app.key).unwrap_err(), "line 1 was changed");
}

/// By the page and by a program, with a wrong password and with an unknown name.
#[tokio::test]
async fn every_way_of_being_refused_at_sign_in_is_a_row() {
    let app = TestApp::spawn().await;
    for login in ["chutich", "không có"] {
        let wrong = [("login", login), ("password", "không phải mật khẩu")];
        assert_eq!(app.stranger().post("/session", &wrong).await.status, 422);
        let json = serde_json::json!({"login": login, "password": "không phải mật khẩu"});
        let refused = app.stranger().post_json("/api/v1/tokens", &[], &json).await;
        assert_eq!(refused.status, 401);
    }
    let refused = rows(&app).await.into_iter().filter(|row| row.deed == "sign-in-refused");
    assert_eq!(refused.count(), 4);
}

#[tokio::test]
async fn every_write_and_sign_in_is_a_row_without_words_of_people() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await.case_id;
    let wrong = [("login", "chutich"), ("password", "không phải mật khẩu")];
    assert_eq!(app.stranger().post("/session", &wrong).await.status, 422);
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    assert_eq!(chair.get("/reports.csv").await.status, 200);
    assert_eq!(chair.post("/session/ending", &[]).await.status, 303);
    let admin = app.signed_in("quantri").await;
    let reason = [("lock_reason", "Nghỉ việc từ tháng này.")];
    let officer = LOGINS[2].4;
    let locked = admin.post(&format!("/accounts/{officer}/lock"), &reason).await;
    assert_eq!(locked.status, 303, "{}", locked.body);
    let told: Vec<(String, Option<Uuid>, String)> =
        rows(&app).await.into_iter().map(|row| (row.deed, row.object_id, row.detail)).collect();
    for (deed, object, detail) in [
        ("sign-in-refused", None, ""),
        ("signed-in", None, ""),
        ("step-recorded", Some(case), "check"),
        ("report-exported", None, ""),
        ("signed-out", None, ""),
        ("account-changed", Some(officer), "locked"),
    ] {
        let row = (deed.to_owned(), object, detail.to_owned());
        assert!(told.contains(&row), "{row:?} in {told:?}");
    }
    assert!(whole(&app).await.is_ok());

    let page = admin.get("/audit?deed=step-recorded").await;
    assert!(page.body.contains("Ghi một bước giải quyết"), "{}", page.body);
    assert!(page.body.contains("Phạm Văn Quyết") && page.body.contains(&case.to_string()));
    assert!(!page.body.contains("Nguyễn Văn Đức"), "nothing of the case: {}", page.body);
    let beyond = admin.get("/audit?page=99").await;
    assert!(beyond.body.contains("Ghi một bước giải quyết</td>"), "the last page: {}", beyond.body);
    let none = admin.get("/audit?who=nobody").await;
    assert!(none.body.contains("Không có dòng nào như vậy"), "{}", none.body);
    let his = admin.get("/audit?who=CHUTICH&from=2026-11-25&to=2026-11-25").await;
    assert!(his.body.contains("Đăng xuất") && !his.body.contains("Thay đổi tài khoản</td>"));
}

#[tokio::test]
async fn reading_a_denunciation_leaves_a_trace() {
    let app = TestApp::spawn().await;
    crate::support::sealed::grant(&app, "chutich").await;
    let case = file_today(&app, Kind::Denunciation).await.case_id;
    let other = file_today(&app, Kind::Petition).await.case_id;
    let chair = app.signed_in("chutich").await;
    for id in [case, other] {
        assert_eq!(chair.get(&format!("/cases/{id}")).await.status, 200);
    }
    assert_eq!(chair.get(&format!("/cases/{case}/steps/processing")).await.status, 200);
    // A form that comes back with mistakes shows the case too.
    let wrong = [("version", "1"), ("on", "2026-11-25")];
    assert_eq!(chair.post(&format!("/cases/{case}/steps/processing"), &wrong).await.status, 422);
    let read: Vec<Option<Uuid>> = rows(&app)
        .await
        .into_iter()
        .filter(|row| row.deed == "sealed-read")
        .map(|row| row.object_id)
        .collect();
    assert_eq!(read, [Some(case); 3]);
}
