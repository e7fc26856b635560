//! A denunciation on the pages: there for who handles them, for everybody else as if it were not.

use axum::body::Body;
use axum::http::Method;
use entity::{account, case, outbox};
use law::procedure::Kind;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{did, file, hidden, new_case, step};
use crate::support::client::Client;
use crate::support::people::{LOGINS, PASSWORD, WARD};

/// Nobody else in these tests has this name.
const DENOUNCER: &str = "Trịnh Quốc Ẩn";

/// Gives somebody the right to denunciations; no page does yet.
pub async fn grant(app: &TestApp, login: &str) {
    let id = LOGINS.iter().find(|one| one.0 == login).unwrap().4;
    let row = account::ActiveModel {
        id: Set(id),
        handles_denunciations: Set(true),
        ..Default::default()
    };
    let tx = app.app.db.begin_write().await.unwrap();
    account::Entity::update(row).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn handlers() -> TestApp {
    let app = TestApp::spawn().await;
    for login in ["tiepdan", "canbo", "chutich"] {
        grant(&app, login).await;
    }
    app
}

/// Enters a denunciation at the counter and gives its case.
async fn enter(reception: &Client) -> Uuid {
    let form = reception.get("/counter/new").await;
    let draft = hidden(&form.body, "draft");
    let unit = WARD.to_string();
    let fields = [
        ("draft", draft.as_str()),
        ("channel", "counter"),
        ("kind", "denunciation"),
        ("origin", "new"),
        ("received_on", "2026-11-25"),
        ("unit", &unit),
        ("full_name", DENOUNCER),
        ("phone", "0987654321"),
        ("email", "an.danh@example.vn"),
        ("address", "Số 99, ngõ Kín"),
        ("field", "land.compensation"),
        ("subject", "Cán bộ địa chính nhận tiền làm sai hồ sơ"),
        ("content", "Cán bộ địa chính nhận tiền để đo sai diện tích đất."),
        ("demand", "Đề nghị xác minh, xử lý."),
    ];
    let parts: Vec<_> =
        fields.iter().map(|(name, value)| (*name, None, value.as_bytes())).collect();
    let answer = reception.post_parts("/counter", &parts).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().strip_prefix("/cases/").unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_denunciation_runs_its_course_on_the_pages() {
    let app = handlers().await;
    let (reception, chair) = (app.signed_in("tiepdan").await, app.signed_in("chutich").await);
    let case = enter(&reception).await;
    did(&reception, case, "processing", &[("field", "land.compensation")]).await;
    let none = step(&chair, case, "refusal", &[("note", "Thiếu điều kiện.")]).await;
    assert_eq!(none.status, 422);
    assert!(none.body.contains("id=\"missing-error\""), "{}", none.body);
    let accept = chair.get(&format!("/cases/{case}/steps/acceptance")).await;
    assert!(accept.body.contains("Luật Tố cáo"), "article of the step: {}", accept.body);
    did(&chair, case, "acceptance", &[("confirmed", "yes"), ("paper_number", "7/QĐ-UBND")]).await;
    let officer = LOGINS[1].4.to_string();
    let alone = [("assignee", officer.as_str()), ("team", "1"), ("unbiased", "yes")];
    let refused = step(&chair, case, "verification", &alone).await;
    assert_eq!(refused.status, 422, "TC-25: a team has at least two");
    let team = [("assignee", officer.as_str()), ("team", "2"), ("unbiased", "yes")];
    did(&chair, case, "verification", &team).await;
    did(&chair, case, "extension", &[("criteria", "several-places")]).await;
    let page = chair.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("Gia hạn thêm 30 ngày"), "TC-08: {}", page.body);
    let verifier = app.signed_in("canbo").await;
    did(&verifier, case, "findings", &[("note", "Có dấu hiệu vi phạm.")]).await;
    let kept = [("extent", "whole"), ("goes_on", "violation"), ("note", "Đơn rút ngày 25/11.")];
    did(&chair, case, "withdrawal", &kept).await;
    let end = [("termination", "withdrawn"), ("note", "Rút đơn.")];
    assert_eq!(step(&chair, case, "termination", &end).await.status, 422, "TC-27: it goes on");
    did(&chair, case, "conclusion", &[("finding", "partly-true")]).await;
    for (name, fields) in [
        ("conclusion-dispatch", [].as_slice()),
        ("publication", [("way", "posting")].as_slice()),
        ("handling", [].as_slice()),
        ("monitoring", [].as_slice()),
        ("closure", [].as_slice()),
    ] {
        did(&chair, case, name, fields).await;
    }
    let page = chair.get(&format!("/cases/{case}")).await;
    for said in ["Đã kết thúc", "Tố cáo đúng một phần.", "được giữ bí mật", "TC-07"]
    {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert_eq!(outbox::Entity::find().count(app.app.db.read()).await.unwrap(), 0);
}

#[tokio::test]
async fn for_everybody_else_it_is_not_there() {
    let app = handlers().await;
    let reception = app.signed_in("tiepdan").await;
    let case = enter(&reception).await;
    let row = case::Entity::find_by_id(case).one(app.app.db.read()).await.unwrap().unwrap();
    let here = reception.get("/cases").await;
    assert!(here.body.contains(&row.number), "{}", here.body);
    assert!(!here.body.contains(DENOUNCER), "{}", here.body);
    let page = reception.get(&format!("/cases/{case}")).await;
    assert!(!page.body.contains(DENOUNCER) && !page.body.contains("ngõ Kín"), "{}", page.body);
    assert!(!row.search_text.contains("trịnh") && !row.folded.contains("dia chinh"), "{row:?}");
    let found = reception.get("/cases?q=Tr%E1%BB%8Bnh%20Qu%E1%BB%91c").await;
    assert!(!found.body.contains(&row.number), "{}", found.body);

    for login in ["canbo2", "lanhdao", "quantri", "chutich2"] {
        let other = app.signed_in(login).await;
        for path in [
            format!("/cases/{case}"),
            format!("/cases/{case}/steps/processing"),
            format!("/counter/new?follows={case}"),
        ] {
            assert_eq!(other.get(&path).await.status, 404, "{login} {path}");
        }
        assert!(!other.get("/cases?kind=denunciation").await.body.contains(&row.number), "{login}");
        assert!(
            !other.get("/counter/new").await.body.contains("value=\"denunciation\""),
            "{login}"
        );
        let form = [("version", "1"), ("on", "2026-11-25"), ("field", "land.compensation")];
        let path = format!("/cases/{case}/steps/processing");
        assert_eq!(other.post(&path, &form).await.status, 404, "{login}");
    }
    // Not even for who handles them, in what leaves the pages.
    let chair = app.signed_in("chutich").await;
    for path in ["/reports", "/reports.csv", "/mail"] {
        let out = chair.get(path).await;
        assert_eq!(out.status, 200);
        assert!(!out.body.contains(&row.number) && !out.body.contains(DENOUNCER), "{path}");
    }
    let sign_in = serde_json::json!({"login": "chutich", "password": PASSWORD});
    let token = app.stranger().post_json("/api/v1/tokens", &[], &sign_in).await.json();
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    let header = ("authorization", bearer.as_str());
    let list = app.stranger().send(Method::GET, "/api/v1/cases", &[header], Body::empty()).await;
    assert_eq!(list.status, 200, "{}", list.body);
    assert!(!list.body.contains(&row.number), "{}", list.body);
    let one = app
        .stranger()
        .send(Method::GET, &format!("/api/v1/cases/{case}"), &[header], Body::empty())
        .await;
    assert_eq!(one.status, 404);
}

#[tokio::test]
async fn no_receipt_and_no_tracking_tell_of_it() {
    let app = handlers().await;
    let mut new = new_case(Kind::Denunciation, app.app.clock.today());
    new.citizen_id = Some(LOGINS[8].4);
    let filed = file(&app, new).await;
    let pair = [("number", filed.number.as_str()), ("secret", filed.secret.as_str())];
    let answer = app.stranger().post("/tracking", &pair).await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    let citizen = app.signed_in(LOGINS[8].0).await;
    assert!(!citizen.get("/my-cases").await.body.contains(&filed.number));
    let reception = app.signed_in("tiepdan").await;
    enter(&reception).await;
    let receipt = reception.get("/counter/receipt").await;
    assert_eq!(receipt.status, 303, "no receipt lies at the counter");
    app.advance_days(20);
    app.run_jobs().await;
    assert!(app.letters().is_empty(), "{:?}", app.letters());
}
