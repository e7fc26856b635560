//! The whole path of the product, once for each kind: a citizen files online, officials decide by
//! law, everyone is told by letter, leadership reads the result. The clock is moved past each deadline.

use law::procedure::Kind;

use crate::support::build::{did, step};
use crate::support::client::Client;
use crate::support::{TestApp, people};

const OFFICER: (&str, &str) = ("assignee", "00000000-0000-0000-0000-000000020000");

/// Files online as a stranger; gives the case's number and its secret as the page shows them.
async fn filed(app: &TestApp, kind: Kind) -> (String, String) {
    let client = app.stranger();
    let ward = people::WARD.to_string();
    client.post("/filing", &[("kind", kind.code())]).await;
    let person = [("full_name", "Nguyễn Thị Hạnh"), ("email", "hanh@example.vn")];
    client.post("/filing/person", &person).await;
    let home = [("unit", ward.as_str()), ("ward", &ward), ("address", "Số 8, ngõ 2, khu 5")];
    client.post("/filing/address", &home).await;
    let matter = [
        ("field", "land.compensation"),
        ("subject", "Đơn giá bồi thường đất vườn"),
        ("content", "Đơn giá thấp hơn các hộ liền kề."),
    ];
    client.post("/filing/matter", &matter).await;
    let act = [("contested_act", "Quyết định số 15/QĐ-UBND"), ("respondent", "UBND phường")];
    client.post("/filing/act", &act).await;
    client.post("/filing/demand", &[("demand", "Đề nghị tính lại đơn giá.")]).await;
    let sent = client.post("/filing/submission", &[]).await;
    assert_eq!(sent.location(), "/filing/confirmation", "{}", sent.body);
    let page = client.get("/filing/confirmation").await.body;
    let between = |mark: &str| {
        page.split(mark).nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned()
    };
    (between("class=\"number\">").replace("&#47;", "/"), between("class=\"secret\">"))
}

/// What the sender reads with the receipt.
async fn progress(app: &TestApp, number: &str, secret: &str) -> String {
    let client = app.stranger();
    let opened = client.post("/tracking", &[("number", number), ("secret", secret)]).await;
    assert_eq!(opened.status, 303, "{}", opened.body);
    client.get("/tracking/case").await.body
}

/// Subjects of the letters that left since the last time.
async fn told(app: &TestApp, seen: &mut usize) -> Vec<String> {
    app.run_jobs().await;
    let letters = app.letters();
    let mut subjects: Vec<_> = letters[*seen..].iter().map(|l| l.subject.clone()).collect();
    *seen = letters.len();
    subjects.sort();
    subjects
}

/// The id of the only case a list shows.
async fn only_case(client: &Client, query: &str) -> uuid::Uuid {
    let list = client.get(&format!("/cases?{query}")).await.body;
    assert!(list.contains("Vụ việc 1–1 trong tổng số 1"), "{query}: {list}");
    let id = list.split("href=\"/cases/").nth(1).unwrap().split('"').next().unwrap();
    id.parse().unwrap()
}

fn shows(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(page.contains(text), "{text} in {page}");
    }
}

/// Everybody signs in anew: sessions end while the clock moves on.
async fn at_work(app: &TestApp) -> (Client, Client, Client) {
    (app.signed_in("tiepdan").await, app.signed_in("chutich").await, app.signed_in("canbo").await)
}

#[tokio::test]
async fn a_complaint_from_filing_to_legal_effect() {
    let app = TestApp::spawn().await;
    let mut seen = 0;
    // Wednesday, 25/11/2026.
    let (number, secret) = filed(&app, Kind::Complaint).await;
    assert_eq!(number, "2026/KN-000001");
    assert_eq!(told(&app, &mut seen).await, [format!("Đơn số {number} đang chờ ký")]);
    // What came in online is a complaint once the signed letter is there.
    let (reception, chair, _) = at_work(&app).await;
    let case = only_case(&chair, "stage=awaiting-signature").await;
    did(&reception, case, "confirm-signature", &[]).await;
    assert_eq!(told(&app, &mut seen).await, [format!("Đơn số {number}: đã nhận bản có chữ ký")]);
    let letter = app.letters()[1].clone();
    shows(
        &letter.text,
        &["chậm nhất thứ Sáu, 04/12/2026", "Điều 27 Luật Khiếu nại", "2026/KN-000001"],
    );

    // Nobody acts for a week and a half: whoever answers for it is reminded, then told it is late.
    app.advance_days(6);
    assert_eq!(told(&app, &mut seen).await, [format!("Sắp đến hạn: vụ việc số {number}")]);
    app.advance_days(6);
    assert_eq!(told(&app, &mut seen).await, [format!("Quá hạn: vụ việc số {number}")]);
    let (reception, chair, officer) = at_work(&app).await;
    assert_eq!(only_case(&chair, "urgency=overdue").await, case);

    // Monday, 07/12: accepted, late by one working day; verification is assigned.
    did(&reception, case, "check", &[("field", "land.compensation")]).await;
    let not_theirs = step_answer(&reception, case, "acceptance").await;
    assert_eq!(not_theirs, 403, "reception does not accept");
    did(&chair, case, "acceptance", &[("paper_number", "12/TB-UBND")]).await;
    did(&chair, case, "verification", &[OFFICER, ("note", "Đo lại thửa đất.")]).await;
    let letters = told(&app, &mut seen).await;
    let expected =
        ["Đã thụ lý khiếu nại số", "Được giao vụ việc số"].map(|text| format!("{text} {number}"));
    assert_eq!(letters, expected);
    let page = progress(&app, &number, &secret).await;
    shows(&page, &["Đang xác minh", "12/TB-UBND", "thứ Tư, 06/01/2027", "Điều 28 Luật Khiếu nại"]);

    // Findings differ from the demand: no decision without a dialogue, no dialogue without notice.
    app.advance_days(7);
    let (_, chair, officer_later) = at_work(&app).await;
    drop(officer);
    let findings = [("differ", "yes"), ("note", "Diện tích lệch 20 m².")];
    did(&officer_later, case, "findings", &findings).await;
    let refused = step(&chair, case, "draft", &[]).await;
    assert_eq!(refused.status, 422);
    shows(&refused.body, &["bắt buộc tổ chức đối thoại", "Điều 30 Luật Khiếu nại"]);
    let invitation = |day: &'static str| {
        [
            ("held_on", day),
            ("starts_at", "08:30"),
            ("place", "Trụ sở UBND phường"),
            ("note", "Diện tích và đơn giá đất vườn"),
        ]
    };
    // Monday, 14/12, at once after the weekend: four days are too few (KN-08).
    let short = step(&chair, case, "dialogue-invitation", &invitation("2026-12-18")).await;
    assert_eq!(short.status, 422);
    shows(&short.body, &["ít nhất 5 ngày"]);
    did(&chair, case, "dialogue-invitation", &invitation("2026-12-21")).await;
    assert_eq!(
        told(&app, &mut seen).await,
        [format!("Mời đối thoại ngày 21/12/2026 về đơn số {number}")]
    );
    let invited = app.letters().pop().unwrap();
    shows(
        invited.calendar.as_deref().unwrap(),
        &["DTSTART:20261221T013000Z", "Trụ sở UBND phường"],
    );
    shows(&invited.text, &["08:30, thứ Hai, 21/12/2026", "Diện tích và đơn giá đất vườn"]);

    // The dialogue, the decision, its service, and then the wait for legal effect.
    app.advance_days(14);
    let (_, chair, _) = at_work(&app).await;
    let minutes = [
        ("on", "2026-12-21"),
        ("attendance", "present"),
        ("agreed", "no"),
        ("note", "Hai bên nêu ý kiến."),
        ("open_points", "Đơn giá."),
    ];
    did(&chair, case, "dialogue-minutes", &minutes).await;
    did(&chair, case, "draft", &[("on", "2026-12-21")]).await;
    let decision = [("outcome", "partly-right"), ("paper_number", "45/QĐ-UBND")];
    did(&chair, case, "decision", &decision).await;
    assert!(
        told(&app, &mut seen)
            .await
            .contains(&format!("Đã có quyết định giải quyết khiếu nại số {number}"))
    );
    let early = step(&chair, case, "legal-effect", &[]).await;
    assert_eq!(early.status, 422, "not without proof of service");
    let service = [("received_on", "2026-12-28"), ("note", "Giao tận tay, có chữ ký nhận.")];
    did(&chair, case, "service", &service).await;
    let early = step(&chair, case, "legal-effect", &[]).await;
    assert_eq!(early.status, 422, "not while a second complaint is possible");
    shows(&early.body, &["Quyết định chưa thể có hiệu lực trước ngày"]);
    app.advance_days(40);
    let (_, chair, _) = at_work(&app).await;
    did(&chair, case, "legal-effect", &[]).await;
    let page = progress(&app, &number, &secret).await;
    shows(&page, &["Có hiệu lực pháp luật", "Khiếu nại đúng một phần", "45/QĐ-UBND"]);

    // The leader reads it: one received, accepted and resolved, in time, with a dialogue.
    let leader = app.signed_in("lanhdao").await;
    let report = leader.get("/reports?period=&from=2026-11-01&to=2027-02-28").await.body;
    shows(&report, &["Phường Uông Bí", "Khiếu nại", "<svg"]);
    only_case(&leader, "resolved_from=2026-11-01&resolved_to=2027-02-28&on_time=yes").await;
    only_case(&leader, "dialogue_from=2026-12-01&dialogue_to=2026-12-31").await;
    let csv = leader.get("/reports.csv?from=2026-11-01&to=2027-02-28").await;
    assert!(csv.bytes.starts_with("\u{FEFF}".as_bytes()));
    shows(&csv.body, &["Phường Uông Bí"]);
    let other = app.signed_in("chutich2").await;
    assert_eq!(other.get(&format!("/cases/{case}")).await.status, 404, "another ward sees nothing");
}

async fn step_answer(client: &Client, case: uuid::Uuid, name: &str) -> u16 {
    client.get(&format!("/cases/{case}/steps/{name}")).await.status
}

#[tokio::test]
async fn a_petition_from_filing_to_answer() {
    let app = TestApp::spawn().await;
    let mut seen = 0;
    let (number, secret) = filed(&app, Kind::Petition).await;
    let (reception, chair, officer) = at_work(&app).await;
    let case = only_case(&reception, "kind=petition").await;
    did(&reception, case, "classification", &[("field", "admin.infrastructure")]).await;
    did(&chair, case, "takeover", &[]).await;
    did(&chair, case, "assignment", &[OFFICER]).await;
    did(&officer, case, "consideration", &[]).await;
    app.advance_days(5);
    let (_, chair, _) = at_work(&app).await;
    did(&chair, case, "answer", &[("note", "Cống sẽ được thay trong tháng 12.")]).await;
    let letters = told(&app, &mut seen).await;
    for subject in [
        "Đã nhận đơn số",
        "Đã nhận giải quyết đơn số",
        "Được giao vụ việc số",
        "Đã có trả lời cho đơn số",
    ] {
        assert!(letters.contains(&format!("{subject} {number}")), "{subject} in {letters:?}");
    }
    let page = progress(&app, &number, &secret).await;
    shows(&page, &["Đã trả lời", "Cống sẽ được thay trong tháng 12."]);
    did(&chair, case, "closure", &[]).await;
    assert_eq!(only_case(&chair, "urgency=closed").await, case);
    let page = progress(&app, &number, &secret).await;
    shows(&page, &["Đã kết thúc"]);
    assert!(!page.contains("class=\"ahead\""), "nothing is left");
}
