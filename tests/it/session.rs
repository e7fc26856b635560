//! Signing in and out.

use entity::session as session_row;
use sea_orm::EntityTrait;

use crate::support::people::PASSWORD;
use crate::support::{TestApp, test_config};

#[tokio::test]
async fn everybody_lands_where_they_work() {
    let app = TestApp::spawn().await;
    for (login, home) in [
        ("tiepdan", "/cases"),
        ("canbo", "/cases"),
        ("chutich", "/cases"),
        ("lanhdao", "/reports"),
        ("quantri", "/accounts"),
        ("an@example.vn", "/my-cases"),
    ] {
        let answer =
            app.stranger().post("/session", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.location()), (303, home), "{login}");
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_the_same() {
    let app = TestApp::spawn().await;
    let wrong = app.stranger().post("/session", &[("login", "chutich"), ("password", "sai")]).await;
    let unknown =
        app.stranger().post("/session", &[("login", "chutich"), ("password", "khác")]).await;
    assert_eq!((wrong.status, unknown.status), (422, 422));
    assert!(wrong.body.contains("Tên đăng nhập hoặc mật khẩu không đúng"), "{}", wrong.body);
    assert_eq!(wrong.body, unknown.body);
    let nobody =
        app.stranger().post("/session", &[("login", "không có"), ("password", "sai")]).await;
    assert_eq!(nobody.status, 422);
    assert_eq!(nobody.body.replace("không có", "chutich"), wrong.body);
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("chutich").await;
    let token = client.cookie("gandan_session").unwrap();
    assert_eq!(client.get("/").await.location(), "/cases");
    assert_eq!(client.post("/session/ending", &[]).await.status, 303);
    client.set_cookie("gandan_session", &token);
    assert_eq!(client.get("/").await.status, 200, "the old cookie is worth nothing");
    let rows = session_row::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].ended_reason.as_deref(), Some("sign-out"));
}

#[tokio::test]
async fn over_https_cookies_belong_to_this_very_host() {
    let data = tempfile::tempdir().unwrap();
    let mut config = test_config(&data);
    config.server.secure_cookies = true;
    let app = TestApp::spawn_with(config, data).await;
    let client = app.signed_in("chutich").await;
    let token = client.cookie("__Host-gandan_session").unwrap();
    assert_eq!(client.cookie("gandan_session"), None);
    assert_eq!(client.get("/").await.location(), "/cases");
    // What another host of the domain can put in has no prefix, and opens nothing.
    let planted = app.stranger();
    planted.set_cookie("gandan_session", &token);
    assert_eq!(planted.get("/cases").await.location(), "/session/new?next=%2Fcases");
    let answer = app.stranger().post("/language", &[("lang", "en"), ("next", "/")]).await;
    let set: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert!(!set.is_empty());
    for line in set {
        let line = line.to_str().unwrap();
        let parts: Vec<_> = line.split("; ").collect();
        assert!(parts[0].starts_with("__Host-"), "{line}");
        assert!(["Secure", "HttpOnly", "Path=/"].iter().all(|part| parts.contains(part)), "{line}");
        assert!(!line.contains("Domain"), "{line}");
    }
}

#[tokio::test]
async fn a_session_ends_after_a_day_and_is_renewed_within() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("chutich").await;
    let first = client.cookie("gandan_session").unwrap();
    app.clock.advance(chrono::TimeDelta::minutes(30));
    assert_eq!(client.get("/").await.location(), "/cases");
    let second = client.cookie("gandan_session").unwrap();
    assert_ne!(first, second, "an old token is renewed");
    app.clock.advance(chrono::TimeDelta::hours(13));
    assert_eq!(client.get("/").await.status, 200, "after the day one signs in again");
}

#[tokio::test]
async fn going_on_leads_to_our_own_pages_only() {
    let app = TestApp::spawn().await;
    let fields = [("login", "chutich"), ("password", PASSWORD), ("next", "https://evil.example/")];
    let answer = app.stranger().post("/session", &fields).await;
    assert_eq!(answer.location(), "/cases");
    let fields =
        [("login", "chutich"), ("password", PASSWORD), ("next", "/cases?q=%C4%91%E1%BA%A5t")];
    let answer = app.stranger().post("/session", &fields).await;
    assert_eq!(answer.location(), "/cases?q=%C4%91%E1%BA%A5t");
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    let answer = client
        .send(
            axum::http::Method::POST,
            "/session",
            &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
            axum::body::Body::empty(),
        )
        .await;
    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("Yêu cầu không đọc được"), "{}", answer.body);
}

#[tokio::test]
async fn every_answer_carries_the_headers_of_safety() {
    let data = tempfile::tempdir().unwrap();
    let mut config = crate::support::test_config(&data);
    config.server.public_url = "https://gandan.example".to_owned();
    let app = TestApp::spawn_with(config, data).await;
    for path in ["/", "/no-such-page", "/cases", "/api/v1/cases", "/static/x/app.css"] {
        let answer = app.stranger().get(path).await;
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "trusted-types 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(answer.header("strict-transport-security").contains("max-age=63072000"), "{path}");
    }
    // A trial without TLS must not bind the browser to HTTPS on this address.
    let plain = TestApp::spawn().await;
    let headers = plain.stranger().get("/").await.headers;
    assert!(!headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn failures_make_a_name_wait_wherever_they_come_from() {
    let app = TestApp::spawn().await;
    let try_as = async |login: &str, password: &str| {
        app.stranger().post("/session", &[("login", login), ("password", password)]).await
    };
    // A name nobody has waits like one that somebody has.
    for login in ["chutich", "không có"] {
        for _ in 0..5 {
            assert!(try_as(login, "sai").await.body.contains("không đúng"), "{login}");
        }
        let waiting = try_as(login, PASSWORD).await;
        assert_eq!(waiting.status, 422);
        assert!(waiting.body.contains("Xin thử lại sau 1 phút"), "{login}: {}", waiting.body);
    }
    let token = [("login", "chutich"), ("password", PASSWORD)];
    let api = serde_json::to_string(&std::collections::BTreeMap::from(token)).unwrap();
    let json = [("content-type", "application/json")];
    let post = axum::http::Method::POST;
    let answer = app.stranger().send(post, "/api/v1/tokens", &json, api.into()).await;
    assert_eq!(answer.status, 429);
    assert_eq!(try_as("canbo", PASSWORD).await.location(), "/cases", "nobody else waits");

    app.clock.advance(chrono::TimeDelta::seconds(31));
    assert!(try_as("chutich", "sai").await.body.contains("không đúng"));
    app.clock.advance(chrono::TimeDelta::seconds(31));
    assert!(try_as("chutich", PASSWORD).await.body.contains("sau 1 phút"), "now for a minute");
    app.clock.advance(chrono::TimeDelta::seconds(30));
    assert_eq!(try_as("chutich", PASSWORD).await.location(), "/cases");
    assert!(try_as("CHUTICH", "sai").await.body.contains("không đúng"), "counted anew");
    assert_eq!(try_as("chutich", PASSWORD).await.location(), "/cases");
}

#[tokio::test]
async fn old_failures_are_forgotten() {
    let app = TestApp::spawn().await;
    for _ in 0..5 {
        app.stranger().post("/session", &[("login", "chutich"), ("password", "sai")]).await;
    }
    app.clock.advance(chrono::TimeDelta::hours(25));
    gandan::jobs::sweep::tidy(&app.app).await.unwrap();
    let left = entity::sign_in_attempt::Entity::find().all(app.app.db.read()).await.unwrap();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn one_sees_and_ends_ones_own_sessions_alone() {
    let app = TestApp::spawn().await;
    let (here, elsewhere) = (app.signed_in("chutich").await, app.signed_in("chutich").await);
    let stranger = app.signed_in("canbo").await;
    let page = here.get("/sessions").await.body;
    assert!(page.contains("2 lần đăng nhập chưa kết thúc"), "{page}");
    assert!(page.contains("Lần đăng nhập này"), "{page}");
    let ending = page.split("action=\"").find(|part| part.starts_with("/sessions/0")).unwrap();
    let ending = ending.split('"').next().unwrap().to_owned();

    assert_eq!(stranger.post(&ending, &[]).await.status, 404, "not somebody else's");
    assert_eq!(elsewhere.get("/sessions").await.status, 200);
    assert_eq!(here.post(&ending, &[]).await.location(), "/sessions");
    assert_eq!(elsewhere.get("/sessions").await.status, 303, "it has ended at once");
    assert_eq!(here.post(&ending, &[]).await.status, 404, "only once");
    assert_eq!(stranger.get("/sessions").await.status, 200);

    let (second, third) = (app.signed_in("chutich").await, app.signed_in("chutich").await);
    assert_eq!(here.post("/sessions/others/ending", &[]).await.location(), "/sessions");
    for ended in [second, third] {
        assert_eq!(ended.get("/sessions").await.status, 303);
    }
    let left = here.get("/sessions").await.body;
    assert!(left.contains("1 lần đăng nhập chưa kết thúc"), "{left}");
    assert!(!left.contains("/ending\"><button class=\"button\""), "nothing to end: {left}");
    assert_eq!(stranger.get("/sessions").await.status, 200, "nobody else's ended");
}
