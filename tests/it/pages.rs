//! The words of the main pages, as agreed: a change of wording or order is seen in review.

use gandan::cases::filing::{Channel, NewCase};
use law::procedure::Kind;
use regex::Regex;

use crate::support::build::{did, file, file_today, new_case};
use crate::support::client::Client;
use crate::support::{TestApp, people};

/// What a page says between its header and footer, one piece of text a line, with what differs from
/// run to run blanked.
fn words(html: &str) -> String {
    let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap();
    let hidden = Regex::new(r"(?s)<svg.*?</svg>").unwrap().replace_all(main, "(picture)");
    let values =
        Regex::new(r#"<input[^>]*type="(?:text|date|tel|email)"[^>]*value="([^"]+)"[^>]*>"#)
            .unwrap();
    let shown = values.replace_all(&hidden, "[$1]");
    let text = Regex::new(r"(?s)<[^>]*>").unwrap().replace_all(&shown, "\n");
    let secret = Regex::new(r"\d{4} \d{4} \d{4} \d{4}").unwrap();
    let lines = text.lines().skip(1).map(str::trim).filter(|line| !line.is_empty());
    secret.replace_all(&lines.collect::<Vec<_>>().join("\n"), "(secret)").into_owned()
}

async fn page(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    words(&answer.body)
}

#[tokio::test]
async fn pages_of_a_citizen() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    let ward = people::WARD.to_string();
    let mut said = vec![page(&client, "/").await, page(&client, "/filing").await];
    client.post("/filing", &[("kind", "complaint")]).await;
    for (name, fields) in [
        ("person", vec![("full_name", "Nguyễn Thị Hạnh"), ("email", "hanh@example.vn")]),
        ("address", vec![("unit", ward.as_str()), ("ward", &ward), ("address", "Số 8, ngõ 2")]),
        (
            "matter",
            vec![("field", "land.compensation"), ("subject", "Đơn giá"), ("content", "Thấp hơn.")],
        ),
        (
            "act",
            vec![
                ("contested_act", "Quyết định 15"),
                ("respondent", "UBND"),
                ("known_on", "2026-07-01"),
            ],
        ),
        ("demand", vec![("demand", "Tính lại.")]),
    ] {
        let path = format!("/filing/{name}");
        client.post(&path, &fields).await;
        said.push(page(&client, &path).await);
    }
    said.push(page(&client, "/filing/files").await);
    said.push(page(&client, "/filing/check").await);
    client.post("/filing/submission", &[]).await;
    said.push(page(&client, "/filing/confirmation").await);
    said.push(page(&client, "/tracking").await);
    said.push(page(&client, "/denunciation").await);
    insta::assert_snapshot!("citizen", said.join("\n\n----\n\n"));
}

#[tokio::test]
async fn pages_of_a_complaint_that_awaits_its_signature() {
    let app = TestApp::spawn().await;
    let new =
        NewCase { channel: Channel::Online, ..new_case(Kind::Complaint, app.app.clock.today()) };
    let filed = file(&app, new).await;
    let sender = app.stranger();
    sender.post("/tracking", &[("number", &filed.number), ("secret", &filed.secret)]).await;
    let copy = [("signed_copy", Some("đơn đã ký.pdf"), b"%PDF-1.7\n1 0 obj".as_slice())];
    sender.post_parts("/tracking/signed-copy", &copy).await;
    let chair = app.signed_in("chutich").await;
    let case = format!("/cases/{}", filed.case_id);
    let said = [
        page(&sender, "/tracking/case").await,
        page(&chair, &case).await,
        page(&chair, &format!("{case}/steps/confirm-signature")).await,
    ];
    insta::assert_snapshot!("unsigned", said.join("\n\n----\n\n"));
}

#[tokio::test]
async fn pages_of_staff_and_what_a_citizen_reads_of_them() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Complaint).await;
    let chair = app.signed_in("chutich").await;
    let case = format!("/cases/{}", filed.case_id);
    did(&chair, filed.case_id, "check", &[("field", "land.compensation")]).await;
    did(&chair, filed.case_id, "acceptance", &[("paper_number", "12/TB-UBND")]).await;
    let mut said = vec![
        page(&chair, "/cases").await,
        page(&chair, &case).await,
        page(&chair, &format!("{case}/steps/verification")).await,
        page(&chair, "/reports").await,
        page(&chair, "/counter/new").await,
    ];
    let sender = app.stranger();
    sender.post("/tracking", &[("number", &filed.number), ("secret", &filed.secret)]).await;
    said.push(page(&sender, "/tracking/case").await);
    insta::assert_snapshot!("staff", said.join("\n\n----\n\n"));
}

#[tokio::test]
async fn pages_of_the_register_of_management_work() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let mut said = vec![
        page(&client, "/management").await,
        page(&client, "/management/new").await,
        page(&client, "/management/new?kind=class").await,
        page(&client, "/management/new?kind=inspection").await,
    ];
    let line = [
        ("kind", "inspection"),
        ("token", "t"),
        ("register_date", "2026-03-02"),
        ("register_number", "12/QĐ-UBND"),
        ("register_title", "Thanh tra trách nhiệm tiếp công dân"),
        ("inspected_units", "3"),
    ];
    let entered = client.post("/management", &line).await;
    let href = entered.location();
    said.push(page(&client, href).await);
    let conclusion = [
        ("version", "1"),
        ("inspection_concluded_on", "2026-05-04"),
        ("conclusion_number", "7/KL-UBND"),
        ("rec_people", "2"),
    ];
    client.post(&format!("{href}/conclusion"), &conclusion).await;
    let done = [
        ("version", "2"),
        ("token", "p"),
        ("progress_on", "2026-06-01"),
        ("handled_people", "1.000"),
    ];
    client.post(&format!("{href}/progress"), &done).await;
    said.push(page(&client, href).await);
    client
        .post(&format!("{href}/striking"), &[("version", "3"), ("struck_reason", "Ghi nhầm")])
        .await;
    said.push(page(&client, href).await);
    said.push(page(&client, "/management").await);
    insta::assert_snapshot!("management", said.join("\n\n----\n\n"));
}
