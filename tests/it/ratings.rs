//! Ratings: asked once the case has ended, by number and secret, changeable for thirty days.

use entity::{case, rating};
use gandan::cases::filing::{Channel, Filed, NewCase};
use law::procedure::Kind;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;

use crate::support::TestApp;
use crate::support::build::{did, file, file_today, new_case};
use crate::support::client::Client;

async fn opened(app: &TestApp, filed: &Filed) -> Client {
    let client = app.stranger();
    let pair = [("number", filed.number.as_str()), ("secret", filed.secret.as_str())];
    assert_eq!(client.post("/tracking", &pair).await.status, 303);
    client
}

/// A petition that was answered.
async fn answered(app: &TestApp) -> Filed {
    let filed = file_today(app, Kind::Petition).await;
    let chair = app.signed_in("chutich").await;
    did(&chair, filed.case_id, "classification", &[("field", "admin.infrastructure")]).await;
    did(&chair, filed.case_id, "takeover", &[]).await;
    let officer = "00000000-0000-0000-0000-000000030000";
    did(&chair, filed.case_id, "assignment", &[("assignee", officer)]).await;
    did(&chair, filed.case_id, "consideration", &[]).await;
    did(&chair, filed.case_id, "answer", &[("note", "Đã khơi thông cống.")]).await;
    filed
}

async fn stored(app: &TestApp) -> Vec<rating::Model> {
    rating::Entity::find().all(app.app.db.read()).await.unwrap()
}

const QUESTION: &str = "Việc của ông/bà đã được giải quyết chưa?";

#[tokio::test]
async fn a_sender_says_how_it_ended() {
    let app = TestApp::spawn().await;
    let open = file_today(&app, Kind::Complaint).await;
    let client = opened(&app, &open).await;
    assert!(!client.get("/tracking/case").await.body.contains(QUESTION), "it has not ended");
    let early = [("settled", "yes"), ("score", "5")];
    assert_eq!(client.post("/tracking/rating", &early).await.status, 404);
    assert_eq!(app.stranger().post("/tracking/rating", &early).await.location(), "/tracking");

    let filed = answered(&app).await;
    let client = opened(&app, &filed).await;
    let page = client.get("/tracking/case").await.body;
    assert!(page.contains(QUESTION) && page.contains("Rất hài lòng"), "{page}");
    let wrong = client
        .post(
            "/tracking/rating",
            &[("settled", ""), ("score", "9"), ("words", "Cán bộ <b>tốt</b>")],
        )
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Xin chọn một mục trong danh sách"), "{}", wrong.body);
    assert!(wrong.body.contains("Cán bộ &#60;b&#62;tốt&#60;/b&#62;"), "what was typed is kept");
    let long = "ă".repeat(501);
    let wrong = client
        .post("/tracking/rating", &[("settled", "yes"), ("score", "4"), ("words", &long)])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"4\" checked"), "{}", wrong.body);
    assert!(stored(&app).await.is_empty());

    let given = [("settled", "partly"), ("score", "4"), ("words", "Cán bộ chu đáo.")];
    let done = client.post("/tracking/rating", &given).await;
    assert_eq!((done.status, done.location()), (303, "/tracking/case#rating"));
    let page = client.get("/tracking/case").await.body;
    assert!(page.contains("Có thể sửa đến hết ngày 25/12/2026."), "{page}");
    assert!(page.contains("value=\"partly\" checked"), "{page}");

    let staff = app.signed_in("canbo2").await;
    let case = staff.get(&format!("/cases/{}", filed.case_id)).await.body;
    for said in ["Ý kiến của người gửi", "Được giải quyết một phần", "Cán bộ chu đáo."]
    {
        assert!(case.contains(said), "{said} in {case}");
    }
    let list = "/cases?rated_from=2026-11-25&rated_to=2026-11-25&rating=";
    for (rating, expected) in
        [("", true), ("partly", true), ("4", true), ("yes", false), ("5", false)]
    {
        let page = staff.get(&format!("{list}{rating}")).await.body;
        assert_eq!(page.contains(&filed.case_id.to_string()), expected, "{rating}");
    }
    let log = app.signed_in("quantri").await.get("/audit?deed=case-rated").await.body;
    assert!(log.contains("Người gửi cho ý kiến") && !log.contains("chu đáo"), "{log}");
}

#[tokio::test]
async fn an_answer_is_one_and_changes_for_thirty_days() {
    let app = TestApp::spawn().await;
    let filed = answered(&app).await;
    let client = opened(&app, &filed).await;
    client.post("/tracking/rating", &[("settled", "no"), ("score", "1")]).await;
    app.advance_days(30);
    let client = opened(&app, &filed).await;
    let changed = client.post("/tracking/rating", &[("settled", "yes"), ("score", "5")]).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    let rows = stored(&app).await;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].settled.as_str(), rows[0].score, rows[0].version), ("yes", 5, 2));
    assert_eq!(rows[0].first_on.to_string(), "2026-11-25");
    assert_eq!(rows[0].rated_on.to_string(), "2026-12-25");
    app.advance_days(1);
    let client = opened(&app, &filed).await;
    let page = client.get("/tracking/case").await.body;
    assert!(page.contains("Cảm ơn ông/bà đã cho ý kiến.") && !page.contains("name=\"settled\""));
    let late = client.post("/tracking/rating", &[("settled", "no"), ("score", "1")]).await;
    assert_eq!(late.status, 422);
    assert_eq!(stored(&app).await[0].settled, "yes");
}

#[tokio::test]
async fn of_a_denunciation_there_are_scores_and_no_words() {
    let app = TestApp::spawn().await;
    crate::support::sealed::grant(&app, "chutich").await;
    let filed = file(&app, new_case(Kind::Denunciation, app.app.clock.today())).await;
    let ended = case::ActiveModel {
        id: Set(filed.case_id),
        resolved_on: Set(Some(app.app.clock.today())),
        ..Default::default()
    };
    case::Entity::update(ended).exec(app.app.db.for_migration()).await.unwrap();
    let client = opened(&app, &filed).await;
    let page = client.get("/tracking/case").await.body;
    assert!(page.contains(QUESTION) && !page.contains("name=\"words\""), "{page}");
    let given = [("settled", "yes"), ("score", "3"), ("words", "Tôi là hàng xóm của ông ấy")];
    assert_eq!(client.post("/tracking/rating", &given).await.status, 303);
    let row = &stored(&app).await[0];
    assert_eq!((row.score, row.words.as_str()), (3, ""));
    let leader = app.signed_in("chutich").await;
    let reports = leader.get("/reports").await.body;
    assert!(
        reports.contains("Trong kỳ chưa có ai cho ý kiến."),
        "denunciations stay out of figures"
    );
}

#[tokio::test]
async fn a_complaint_that_was_never_signed_is_not_asked_about() {
    let app = TestApp::spawn().await;
    let new =
        NewCase { channel: Channel::Online, ..new_case(Kind::Complaint, app.app.clock.today()) };
    let filed = file(&app, new).await;
    let ended = case::ActiveModel {
        id: Set(filed.case_id),
        closed_on: Set(Some(app.app.clock.today())),
        is_open: Set(false),
        ..Default::default()
    };
    case::Entity::update(ended).exec(app.app.db.for_migration()).await.unwrap();
    let client = opened(&app, &filed).await;
    assert!(!client.get("/tracking/case").await.body.contains(QUESTION));
    let given = [("settled", "no"), ("score", "1")];
    assert_eq!(client.post("/tracking/rating", &given).await.status, 404);
}
