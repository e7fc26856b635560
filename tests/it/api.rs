//! The interface for programs.

use axum::body::Body;
use axum::http::Method;
use entity::{case, idempotency_key};
use gandan::config::Config;
use gandan::db::Db;
use law::procedure::Kind;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::build::{did, file, file_today, new_case};
use crate::support::client::{Answer, Client};
use crate::support::people::{OTHER_WARD, PASSWORD};

const KEY: &str = "don-2026-11-25-0001";

fn filing() -> Value {
    json!({
        "kind": "complaint",
        "unit": "06811",
        "field": "land.compensation",
        "subject": "Không đồng ý đơn giá bồi thường đất vườn",
        "content": "Gia đình tôi có thửa đất vườn nằm trong dự án mở rộng đường.",
        "demand": "Đề nghị đo đạc lại diện tích.",
        "contested_act": "Quyết định phê duyệt phương án bồi thường",
        "known_on": "2026-11-01",
        "parties": [{
            "role": "complainant",
            "full_name": "Nguyễn Văn Đức",
            "phone": "0912 345 678",
            "address": "Số 12, ngõ 3, khu Thanh Sơn 2",
        }],
    })
}

fn changed(pointer: &str, value: Value) -> Value {
    let mut body = filing();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[name] = value;
    body
}

async fn send(client: &Client, key: &str, body: &Value) -> Answer {
    client.post_json("/api/v1/cases", &[("idempotency-key", key)], body).await
}

fn assert_problem(answer: &Answer, status: u16, code: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.body);
    let problem = answer.json();
    assert_eq!(problem["type"], format!("urn:gandan:problem:{code}"));
    assert_eq!(problem["status"], status);
    assert!(!problem["detail"].as_str().unwrap().is_empty());
    problem
}

fn fields(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap();
    errors.iter().map(|error| error["field"].as_str().unwrap()).collect()
}

async fn count_cases(db: &Db) -> u64 {
    case::Entity::find().count(db.read()).await.unwrap()
}

async fn token(app: &TestApp, login: &str) -> String {
    let body = json!({"login": login, "password": PASSWORD});
    let answer = app.stranger().post_json("/api/v1/tokens", &[], &body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    format!("Bearer {}", answer.json()["token"].as_str().unwrap())
}

async fn get(app: &TestApp, token: &str, path: &str) -> Answer {
    app.stranger().send(Method::GET, path, &[("authorization", token)], Body::empty()).await
}

#[tokio::test]
async fn a_repeated_filing_gets_the_same_answer() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    let first = send(&client, KEY, &filing()).await;
    assert_eq!(first.status, 201, "{}", first.body);
    assert_eq!(first.header("cache-control"), "no-store");
    assert_eq!(first.json()["number"], "2026/KN-000001");
    assert_eq!(first.json()["secret"].as_str().unwrap().len(), 16);
    app.advance_days(2);
    let second = send(&client, KEY, &filing()).await;
    assert_eq!((second.status, second.json()), (201, first.json()));
    assert_eq!(count_cases(&app.app.db).await, 1);

    let other = send(&client, KEY, &changed("/subject", json!("Việc khác"))).await;
    let problem = assert_problem(&other, 422, "invalid");
    assert_eq!(fields(&problem), ["Idempotency-Key"]);
    let next = send(&client, "don-2026-11-25-0002", &filing()).await;
    assert_eq!(next.json()["number"], "2026/KN-000002");
    assert_ne!(next.json()["secret"], first.json()["secret"]);
}

#[tokio::test]
async fn filings_at_the_same_moment_are_one() {
    let app = TestApp::spawn().await;
    let (client, body) = (app.stranger(), filing());
    let (a, b, c, d) = tokio::join!(
        send(&client, KEY, &body),
        send(&client, KEY, &body),
        send(&client, KEY, &body),
        send(&client, KEY, &body),
    );
    assert_eq!(a.status, 201, "{}", a.body);
    for other in [b, c, d] {
        assert_eq!((other.status, other.json()), (201, a.json()));
    }
    assert_eq!(count_cases(&app.app.db).await, 1);
    let keys = idempotency_key::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(keys.len(), 1);
    assert!(!keys[0].key_hash.contains(KEY), "the key is kept as a hash only");
    let next = send(&client, "don-2026-11-25-0002", &body).await;
    assert_eq!(next.json()["number"], "2026/KN-000002", "no number was lost");
}

#[tokio::test]
async fn a_key_must_be_there_and_readable() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    let without = client.post_json("/api/v1/cases", &[], &filing()).await;
    assert_eq!(fields(&assert_problem(&without, 422, "invalid")), ["Idempotency-Key"]);
    for key in ["ngan", "co khoang trang o giua", &"x".repeat(129)] {
        let answer = send(&client, key, &filing()).await;
        assert_eq!(fields(&assert_problem(&answer, 422, "invalid")), ["Idempotency-Key"], "{key}");
    }
    assert_eq!(count_cases(&app.app.db).await, 0);
}

#[tokio::test]
async fn mistakes_are_named_by_field() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    for (pointer, value, field) in [
        ("/unit", json!("99999"), "unit"),
        ("/field", json!("land.moon"), "field"),
        ("/subject", json!("  "), "subject"),
        ("/subject", json!("đ".repeat(201)), "subject"),
        ("/content", json!("\u{0}"), "content"),
        ("/contested_act", json!(""), "contested_act"),
        ("/known_on", json!("2026-11-26"), "known_on"),
        ("/known_on", json!("2026-02-31"), "known_on"),
        ("/language", json!("fr"), "language"),
        ("/kind", json!("denunciation"), "kind"),
        ("/complainants", json!(0), "complainants"),
        ("/complainants", json!(-1), "complainants"),
        ("/parties", json!([]), "parties"),
        ("/parties/0/role", json!("respondent"), "parties"),
        ("/parties/0/full_name", json!(""), "parties[0].full_name"),
        ("/parties/0/phone", json!("gọi tôi"), "parties[0].phone"),
        ("/parties/0/email", json!("duc@"), "parties[0].email"),
        ("/parties/0/nickname", json!("Đức"), "parties[0].nickname"),
        ("/priority", json!("high"), "priority"),
    ] {
        let answer = send(&client, KEY, &changed(pointer, value.clone())).await;
        let problem = assert_problem(&answer, 422, "invalid");
        assert_eq!(fields(&problem), [field], "{pointer} = {value}");
    }
    let missing = send(&client, KEY, &json!({"kind": "petition"})).await;
    assert_problem(&missing, 422, "invalid");
    assert_eq!(count_cases(&app.app.db).await, 0);
    let good = send(&client, KEY, &filing()).await;
    assert_eq!(good.status, 201, "a refused filing does not use its key up");
}

#[tokio::test]
async fn what_is_not_json_is_refused() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    let post = async |kind: &str, body: &'static [u8]| {
        let headers = [("content-type", kind), ("idempotency-key", KEY)];
        client.send(Method::POST, "/api/v1/cases", &headers, Body::from(body)).await
    };
    for body in [&b"{\"kind\": "[..], b"", b"{} {}", b"\xff\xfe", b"<case/>"] {
        assert_problem(&post("application/json", body).await, 400, "bad-request");
    }
    assert_problem(&post("text/plain", b"{}").await, 415, "wrong-content-type");
    assert_problem(
        &post("application/x-www-form-urlencoded", b"a=b").await,
        415,
        "wrong-content-type",
    );
    assert_problem(&post("application/json; charset=utf-8", b"{}").await, 422, "invalid");
    assert_problem(&client.get("/api/v1/nothing").await, 404, "not-found");
}

#[tokio::test]
async fn too_large_and_too_often_are_refused() {
    let data = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.data.dir = data.path().to_owned();
    config.server.public_url = "http://gandan.test".to_owned();
    config.limits.max_files = 1;
    config.limits.max_file_bytes = 1024;
    config.limits.filing_per_minute = 2;
    config.limits.tracking_per_minute = 1;
    let app = TestApp::spawn_with(config, data).await;
    let client = app.stranger();
    let large = changed("/content", json!("a".repeat(1_100_000)));
    assert_problem(&send(&client, KEY, &large).await, 413, "too-large");
    for key in ["don-2026-11-25-0002", "don-2026-11-25-0003"] {
        assert_eq!(send(&client, key, &filing()).await.status, 201);
    }
    let more = send(&client, "don-2026-11-25-0004", &filing()).await;
    assert_problem(&more, 429, "too-many-requests");
    assert_eq!(more.header("retry-after"), "60");
    let pair = json!({"number": "2026/KN-000001", "secret": "0000000000000000"});
    assert_problem(&client.post_json("/api/v1/tracking", &[], &pair).await, 404, "not-found");
    let again = client.post_json("/api/v1/tracking", &[], &pair).await;
    assert_problem(&again, 429, "too-many-requests");
}

#[tokio::test]
async fn a_receipt_opens_its_own_case_only() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    let filed = send(&client, KEY, &filing()).await.json();
    let (number, secret) = (filed["number"].as_str().unwrap(), filed["secret"].as_str().unwrap());
    let grouped = format!("{} {}", &secret[..4], &secret[4..]);
    let pair = json!({"number": " 2026/kn-000001 ", "secret": grouped});
    let found = client.post_json("/api/v1/tracking", &[], &pair).await;
    assert_eq!(found.status, 200, "{}", found.body);
    let expected = json!({
        "number": "2026/KN-000001",
        "kind": "complaint",
        "stage": "awaiting-signature",
        "is_open": true,
        "unit": {"code": "06811", "name": "Phường Uông Bí"},
        "received_on": null,
        "accepted_on": null,
        "resolved_on": null,
        "closed_on": null,
        "next_due": null,
    });
    assert_eq!(found.json(), expected);
    // What a program sends bears no signature either; once the office has it, the answer counts from there.
    let reception = app.signed_in("tiepdan").await;
    let case = filed["id"].as_str().unwrap().parse().unwrap();
    did(&reception, case, "confirm-signature", &[]).await;
    let found = client.post_json("/api/v1/tracking", &[], &pair).await.json();
    assert_eq!(found["stage"], "received");
    assert_eq!(found["received_on"], "2026-11-25");
    assert_eq!(found["next_due"], json!({"on": "2026-12-04", "rule": "KN-03b"}));
    let wrong = json!({"number": number, "secret": "0000000000000000"});
    let unknown = json!({"number": "2026/KN-999999", "secret": secret});
    let wrong = client.post_json("/api/v1/tracking", &[], &wrong).await;
    let unknown = client.post_json("/api/v1/tracking", &[], &unknown).await;
    assert_problem(&wrong, 404, "not-found");
    assert_eq!(wrong.json(), unknown.json());
}

#[tokio::test]
async fn tokens_are_for_staff_who_work_with_cases() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    for (login, password) in [
        ("chutich", "sai mật khẩu"),
        ("không có", PASSWORD),
        ("an@example.vn", PASSWORD),
        ("quantri", PASSWORD),
    ] {
        let body = json!({"login": login, "password": password});
        let answer = client.post_json("/api/v1/tokens", &[], &body).await;
        assert_problem(&answer, 401, "sign-in-refused");
    }
    let extra = json!({"login": "chutich", "password": PASSWORD, "scope": "all"});
    let answer = client.post_json("/api/v1/tokens", &[], &extra).await;
    assert_eq!(fields(&assert_problem(&answer, 422, "invalid")), ["scope"]);

    let good = token(&app, "chutich").await;
    assert_eq!(get(&app, &good, "/api/v1/cases").await.status, 200);
    for bad in ["Bearer x.y.z", "Basic Y2h1dGljaDpt", ""] {
        assert_problem(&get(&app, bad, "/api/v1/cases").await, 401, "sign-in-needed");
    }
    app.clock.advance(chrono::TimeDelta::minutes(61));
    assert_problem(&get(&app, &good, "/api/v1/cases").await, 401, "sign-in-needed");
}

#[tokio::test]
async fn a_list_is_read_part_by_part() {
    let app = TestApp::spawn().await;
    let mut filed = Vec::new();
    for index in 0..5 {
        let kind = if index == 2 { Kind::Petition } else { Kind::Complaint };
        filed.push(file_today(&app, kind).await.case_id.to_string());
        app.clock.advance(chrono::TimeDelta::seconds(1));
    }
    let token = token(&app, "chutich").await;
    let (mut seen, mut sizes, mut cursor) = (Vec::new(), Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/cases?limit=2{cursor}");
        let part = get(&app, &token, &path).await.json();
        let items = part["items"].as_array().unwrap();
        sizes.push(items.len());
        seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        match part["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    filed.reverse();
    assert_eq!((seen, sizes), (filed, vec![2, 2, 1]));
    for (query, count) in [
        ("kind=petition", 1),
        ("stage=received", 5),
        ("stage=accepted", 0),
        ("q=bồi thường".replace("bồi thường", "b%E1%BB%93i%20th%C6%B0%E1%BB%9Dng").as_str(), 4),
        ("q=boi+thuong&kind=petition", 0),
        ("limit=200", 5),
        // A stage of another kind is known, and has no petitions.
        ("kind=petition&stage=verifying", 0),
    ] {
        let list = get(&app, &token, &format!("/api/v1/cases?{query}")).await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), count, "{query}");
    }
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=many", "limit"),
        ("cursor=abc", "cursor"),
        ("kind=denunciation", "kind"),
        ("stage=nowhere", "stage"),
        ("stage=", "stage"),
        ("cursor=", "cursor"),
        ("limit=", "limit"),
    ] {
        let answer = get(&app, &token, &format!("/api/v1/cases?{query}")).await;
        assert_eq!(fields(&assert_problem(&answer, 422, "invalid")), [field], "{query}");
    }
    let unknown = get(&app, &token, "/api/v1/cases?color=red").await;
    assert_problem(&unknown, 400, "bad-request");
}

#[tokio::test]
async fn programs_see_what_their_person_sees() {
    let app = TestApp::spawn().await;
    let here = file_today(&app, Kind::Complaint).await;
    let there = gandan::cases::filing::NewCase {
        unit_id: OTHER_WARD,
        ..new_case(Kind::Petition, app.app.clock.today())
    };
    let there = file(&app, there).await;
    for (login, sees_here, sees_there) in [
        ("chutich", true, false),
        ("tiepdan", true, false),
        ("canbo2", true, false),
        ("chutich2", false, true),
        ("lanhdao", true, true),
    ] {
        let token = token(&app, login).await;
        let list = get(&app, &token, "/api/v1/cases").await.json();
        let count = usize::from(sees_here) + usize::from(sees_there);
        assert_eq!(list["items"].as_array().unwrap().len(), count, "{login}");
        for (case, sees) in [(&here, sees_here), (&there, sees_there)] {
            let answer = get(&app, &token, &format!("/api/v1/cases/{}", case.case_id)).await;
            assert_eq!(answer.status, if sees { 200 } else { 404 }, "{login} {}", case.number);
        }
    }
    let token = token(&app, "chutich").await;
    let case = get(&app, &token, &format!("/api/v1/cases/{}", here.case_id)).await;
    assert_eq!(case.header("cache-control"), "no-store");
    let case = case.json();
    assert_eq!(case["parties"][0]["full_name"], "Nguyễn Văn Đức");
    assert_eq!(case["deadlines"][0]["rule"], "KN-03b");
    assert_eq!(case["deadlines"][0]["due_on"], "2026-12-04");
    assert_eq!(case["history"][0]["kind"], "received");
    for hidden in ["secret", "folded", "search_text", &here.secret] {
        assert!(!case.to_string().contains(hidden), "{hidden}");
    }
    let nonsense = get(&app, &token, "/api/v1/cases/abc").await;
    assert_problem(&nonsense, 404, "not-found");
}
