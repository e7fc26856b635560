//! Following a case by its receipt.

use chrono::TimeDelta;
use gandan::config::Config;
use law::procedure::Kind;

use crate::support::TestApp;
use crate::support::build::{did, file_today};

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_number_look_the_same() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Complaint).await;
    let client = app.stranger();
    let wrong = if filed.secret.starts_with('1') { "2" } else { "1" };
    let wrong = format!("{wrong}{}", &filed.secret[1..]);
    let mut bodies = Vec::new();
    for (number, secret) in [
        (filed.number.as_str(), wrong.as_str()),
        ("2026/KN-999999", filed.secret.as_str()),
        ("không có", "không có"),
        ("", ""),
        ("2026/KN-000001\0", "' OR 1=1 --"),
    ] {
        let answer = client.post("/tracking", &[("number", number), ("secret", secret)]).await;
        assert_eq!(answer.status, 422, "{number}");
        assert_eq!(client.cookie("tracking"), None, "{number}");
        let shown = gandan::text::clean_line(number).replace('/', "&#47;");
        let plain = gandan::text::clean_line(number);
        let body = answer.body.replace(&format!("value=\"{shown}\""), "value=\"\"");
        bodies.push(body.replace(&format!("value=\"{plain}\""), "value=\"\""));
    }
    for body in &bodies[1..] {
        assert_eq!(body, &bodies[0]);
    }
}

#[tokio::test]
async fn the_receipt_opens_its_case_for_half_an_hour() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Complaint).await;
    let client = app.stranger();
    assert_eq!(client.get("/tracking/case").await.location(), "/tracking");
    let prefilled = client.get("/tracking?number=2026/KN-000001").await;
    assert!(
        prefilled.body.contains("2026/KN-000001") || prefilled.body.contains("2026&#47;KN-000001")
    );
    // Small letters, spaces and dashes are fine.
    let secret = format!("{}-{} {}", &filed.secret[..4], &filed.secret[4..8], &filed.secret[8..]);
    let pair = [("number", "2026/kn-000001"), ("secret", secret.as_str())];
    let opened = client.post("/tracking", &pair).await;
    assert_eq!((opened.status, opened.location()), (303, "/tracking/case"));
    let page = client.get("/tracking/case").await;
    assert!(
        page.body.contains("Trả lời có thụ lý hay không: chậm nhất thứ Sáu, 04/12/2026"),
        "{}",
        page.body
    );
    let pass = client.cookie("tracking").unwrap();
    app.clock.advance(TimeDelta::minutes(30));
    assert_eq!(client.get("/tracking/case").await.location(), "/tracking", "it has ended");

    // A pass is good for its own case and time only.
    let mut parts: Vec<&str> = pass.split('.').collect();
    let later = (app.now().timestamp() + 3600).to_string();
    parts[1] = &later;
    let forger = app.stranger();
    forger.set_cookie("tracking", &parts.join("."));
    assert_eq!(forger.get("/tracking/case").await.location(), "/tracking");
    for pass in ["", "x", "a.b.c", "00000000-0000-0000-0000-000000000000.9999999999.00"] {
        forger.set_cookie("tracking", pass);
        assert_eq!(forger.get("/tracking/case").await.location(), "/tracking", "{pass}");
    }
    client.post("/tracking", &pair).await;
    assert_eq!(client.get("/tracking/case").await.status, 200);
    client.post("/tracking/end", &[]).await;
    assert_eq!(client.get("/tracking/case").await.location(), "/tracking");
}

#[tokio::test]
async fn a_citizen_reads_progress_and_no_names_of_staff() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Complaint).await;
    let chair = app.signed_in("chutich").await;
    let case = filed.case_id;
    let secret_note = "Nội bộ: hỏi thêm địa chính.";
    did(&chair, case, "check", &[("field", "land.compensation"), ("note", secret_note)]).await;
    did(&chair, case, "acceptance", &[("paper_number", "12/TB-UBND")]).await;
    let officer = [("assignee", "00000000-0000-0000-0000-000000020000"), ("note", secret_note)];
    did(&chair, case, "verification", &officer).await;
    let client = app.stranger();
    client.post("/tracking", &[("number", &filed.number), ("secret", &filed.secret)]).await;
    let page = client.get("/tracking/case").await;
    for shown in
        ["Khiếu nại được thụ lý ngày 25/11/2026", "12/TB-UBND", "Đang xác minh", "Rút khiếu nại"]
    {
        assert!(page.body.contains(shown), "{shown} in {}", page.body);
    }
    for hidden in ["Phạm Văn Quyết", "Lê Văn Minh", "Nội bộ", "0912345678"] {
        assert!(!page.body.contains(hidden), "{hidden} in {}", page.body);
    }
    let current = page.body.split("class=\"current\"").nth(1).unwrap();
    assert!(current.split("</li>").next().unwrap().contains("Đang xác minh"), "{}", page.body);
    assert!(page.body.contains("class=\"ahead\""), "{}", page.body);
    client.post("/language", &[("lang", "en"), ("next", "/tracking/case")]).await;
    assert!(client.get("/tracking/case").await.body.contains("Being verified"));
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let data = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.data.dir = data.path().to_owned();
    config.server.public_url = "http://gandan.test".to_owned();
    config.limits.tracking_per_minute = 5;
    let app = TestApp::spawn_with(config, data).await;
    let client = app.stranger();
    let pair = [("number", "2026/KN-000001"), ("secret", "0000000000000000")];
    for _ in 0..5 {
        assert_eq!(client.post("/tracking", &pair).await.status, 422);
    }
    let answer = client.post("/tracking", &pair).await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, "60"));
}
