//! A denunciation on the pages: there for who handles them, for everybody else as if it were not.

use axum::body::Body;
use axum::http::Method;
use entity::{case, outbox};
use sea_orm::EntityTrait;

use crate::support::build::{did, step};
use crate::support::people::{LOGINS, PASSWORD};
use crate::support::sealed::{enter, handlers};

#[tokio::test]
async fn a_denunciation_runs_its_course_on_the_pages() {
    let (app, _) = handlers().await;
    let (reception, chair) = (app.signed_in("tiepdan").await, app.signed_in("chutich").await);
    let case = enter(&app, &reception).await;
    did(&reception, case, "processing", &[("field", "land.compensation")]).await;
    let none = step(&chair, case, "refusal", &[("note", "Thiếu điều kiện.")]).await;
    assert_eq!(none.status, 422);
    assert!(none.body.contains("id=\"missing-error\""), "{}", none.body);
    let accept = chair.get(&format!("/cases/{case}/steps/acceptance")).await;
    assert!(accept.body.contains("Luật Tố cáo"), "article of the step: {}", accept.body);
    let accepted = [("confirmed", "yes"), ("paper_number", "7/QĐ-UBND")];
    let unchecked = step(&chair, case, "acceptance", &accepted).await;
    assert_eq!(unchecked.status, 422, "TC-01: nobody has checked who denounces");
    did(&reception, case, "identity-check", &[("identified", "yes"), ("eligible", "yes")]).await;
    did(&chair, case, "acceptance", &accepted).await;
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
    for letter in outbox::Entity::find().all(app.app.db.read()).await.unwrap() {
        let said = format!("{} {} {}", letter.subject, letter.text_body, letter.html_body);
        assert!(!said.contains("địa chính") && !said.contains("đo đất"), "{said}");
    }
}

#[tokio::test]
async fn for_everybody_else_it_is_not_there() {
    let (app, _) = handlers().await;
    let reception = app.signed_in("tiepdan").await;
    let case = enter(&app, &reception).await;
    let row = case::Entity::find_by_id(case).one(app.app.db.read()).await.unwrap().unwrap();
    let here = reception.get("/cases").await;
    assert!(here.body.contains(&row.number), "{}", here.body);
    assert!(!row.search_text.contains("địa chính") && !row.folded.contains("dia chinh"), "{row:?}");
    let found = reception.get("/cases?q=%C4%91%E1%BB%8Ba%20ch%C3%ADnh").await;
    assert!(!found.body.contains(&row.number), "{}", found.body);

    for login in ["canbo2", "lanhdao", "quantri", "chutich2"] {
        let other = app.signed_in(login).await;
        for path in [
            format!("/cases/{case}"),
            format!("/cases/{case}/steps/processing"),
            format!("/counter/new?follows={case}"),
            "/denunciations/new".to_owned(),
            "/keys".to_owned(),
            "/envelopes".to_owned(),
        ] {
            let answer = other.get(&path).await;
            assert!([403, 404].contains(&answer.status), "{login} {path}: {}", answer.status);
            assert!(!answer.body.contains(&row.number), "{login} {path}");
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
    for path in ["/reports", "/reports.csv"] {
        let out = chair.get(path).await;
        assert_eq!(out.status, 200);
        assert!(!out.body.contains(&row.number), "{path}");
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
