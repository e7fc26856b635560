//! What decisions and conclusions recommend and what of it was executed (03/GQKN, 04/GQTC, 05/KQTH): typed,
//! kept, summed up and shown.

use entity::case_event;
use gandan::cases::filing::Filed;
use law::procedure::{Event, Kind, replay};
use law::results::{Executed, Recommended};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{did, file_today, step};
use crate::support::client::Client;
use crate::support::people::LOGINS;
use crate::support::sealed::{enter, handlers};

/// A complaint that the officer verified and whose decision is being drafted.
async fn drafting(app: &TestApp, chair: &Client) -> Filed {
    let filed = file_today(app, Kind::Complaint).await;
    let officer = LOGINS[1].4.to_string();
    did(chair, filed.case_id, "check", &[("field", "land.compensation")]).await;
    did(chair, filed.case_id, "acceptance", &[]).await;
    did(chair, filed.case_id, "verification", &[("assignee", &officer)]).await;
    let findings = [("differ", "no"), ("note", "Kết quả đo lại phù hợp với yêu cầu.")];
    did(chair, filed.case_id, "findings", &findings).await;
    did(chair, filed.case_id, "draft", &[]).await;
    filed
}

/// Served, published, and in effect when the thirty days are over; the chairman signs in anew.
async fn in_effect(app: &TestApp, chair: Client, case: Uuid) -> Client {
    let service = [("received_on", "2026-11-25"), ("note", "Giao tận tay, có chữ ký nhận.")];
    did(&chair, case, "service", &service).await;
    did(&chair, case, "publication", &[("way", "posting")]).await;
    app.advance_days(35);
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "legal-effect", &[]).await;
    chair
}

async fn stored(app: &TestApp, case: Uuid) -> Vec<(String, Event)> {
    let facts = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case))
        .order_by_asc(case_event::Column::Seq)
        .all(app.app.db.read())
        .await
        .unwrap();
    let read = |fact: case_event::Model| {
        let event = serde_json::from_str(&fact.data).unwrap();
        (fact.data, event)
    };
    facts.into_iter().map(read).collect()
}

/// The cells of a row of the table of results.
fn row(page: &str, name: &str) -> Vec<String> {
    let mark = format!("\">{name}</th>");
    let rest = page.split(&mark).nth(1).unwrap_or_else(|| panic!("no row {name} in {page}"));
    let cells = rest.split("</tr>").next().unwrap().split("</td>");
    cells.filter_map(|cell| cell.rsplit_once('>').map(|(_, text)| text.to_owned())).collect()
}

const DECISION: [(&str, &str); 7] = [
    ("outcome", "partly-right"),
    ("paper_number", "45/QĐ-UBND"),
    ("returned_money", "125.000.000"),
    ("returned_land", "1.250,5"),
    ("returned_people", "1"),
    ("handled_people", "3"),
    ("handled_officials", "2"),
];

#[tokio::test]
async fn a_decision_is_executed_in_parts_and_summed_up() {
    let app = TestApp::spawn().await;
    let chair = app.signed_in("chutich").await;
    let case = drafting(&app, &chair).await.case_id;
    let before = chair.get(&format!("/cases/{case}")).await.body;
    assert!(!before.contains("id=\"results-title\""), "{before}");
    did(&chair, case, "decision", &DECISION).await;
    let page = chair.get(&format!("/cases/{case}")).await.body;
    for said in [
        "<li>Tiền trả lại cho tổ chức, cá nhân (đồng): 125.000.000</li>",
        "<li>Đất trả lại cho tổ chức, cá nhân (m²): 1.250,5</li>",
        "<li>Cán bộ, công chức, viên chức trong số người xử lý hành chính: 2</li>",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let money = "Tiền trả lại cho tổ chức, cá nhân (đồng)";
    assert_eq!(row(&page, money), ["125.000.000", "0", "125.000.000"]);
    assert!(!page.contains("Tiền thu hồi cho Nhà nước"), "only what there is: {page}");
    let early = step(&chair, case, "execution-results", &[("returned_money", "1")]).await;
    assert_eq!(early.status, 422, "not before legal effect");

    let chair = in_effect(&app, chair, case).await;
    did(&chair, case, "execution", &[]).await;
    let officer = app.signed_in("canbo").await;
    let first = [("returned_money", "50000000"), ("note", "Trả đợt một.")];
    did(&officer, case, "execution-results", &first).await;
    let form = officer.get(&format!("/cases/{case}/steps/execution-results")).await.body;
    assert_eq!(row(&form, money), ["125.000.000", "50.000.000", "75.000.000"]);
    app.advance_days(3);
    let officer = app.signed_in("canbo").await;
    let second = [
        ("returned_money", "25.000.000"),
        ("returned_land", "1.250,5"),
        ("handled_people", "2"),
        ("handled_officials", "2"),
        ("prosecuted_cases", "1"),
    ];
    did(&officer, case, "execution-results", &second).await;

    let page = officer.get(&format!("/cases/{case}")).await.body;
    assert!(page.contains("Kết quả thi hành quyết định"), "{page}");
    assert_eq!(row(&page, money), ["125.000.000", "75.000.000", "50.000.000"]);
    assert_eq!(row(&page, "Đất trả lại cho tổ chức, cá nhân (m²)"), ["1.250,5", "1.250,5", "0"]);
    assert_eq!(row(&page, "Số người xử lý hành chính"), ["3", "2", "1"]);
    // Restored rights are in no column of 05/KQTH, prosecutions are not the office's to finish.
    assert_eq!(row(&page, "Số cá nhân được trả lại quyền lợi"), ["1", "–", "–"]);
    assert_eq!(row(&page, "Số vụ đã khởi tố"), ["–", "1", "–"]);
    assert!(!page.contains("được coi là xong"), "{page}");

    let chair = app.signed_in("chutich").await;
    did(&chair, case, "closure", &[]).await;
    let page = chair.get(&format!("/cases/{case}")).await.body;
    assert!(
        page.contains("Vụ việc kết thúc ngày 02/01/2027, việc thi hành được coi là xong"),
        "{page}"
    );

    let facts = stored(&app, case).await;
    let state = replay(facts.iter().map(|(_, event)| event)).unwrap();
    let results = state.results().unwrap();
    assert_eq!(results.recommended.returned_land, 125_050);
    let executed = Executed {
        returned_money: 75_000_000,
        returned_land: 125_050,
        handled_people: 2,
        handled_officials: 2,
        prosecuted_cases: 1,
        ..Executed::default()
    };
    assert_eq!(results.executed, executed);
}

#[tokio::test]
async fn wrong_amounts_are_named_and_kept() {
    let app = TestApp::spawn().await;
    let chair = app.signed_in("chutich").await;
    let case = drafting(&app, &chair).await.case_id;
    let wrong = [
        ("outcome", "right"),
        ("state_money", "năm triệu"),
        ("state_land", "125.5"),
        ("returned_money", "99999999999999999999"),
        ("returned_people", "-1"),
        ("handled_people", "1"),
        ("handled_officials", "2"),
        ("transferred_people", "4"),
    ];
    let answer = step(&chair, case, "decision", &wrong).await;
    assert_eq!(answer.status, 422);
    for (field, said) in [
        ("state_money", "Xin nhập số tiền bằng đồng"),
        ("state_land", "Xin nhập diện tích bằng m²"),
        ("returned_money", "nhiều nhất là 999.999.999.999.999"),
        ("returned_people", "Xin nhập số nguyên không âm"),
        ("handled_officials", "không được lớn hơn tổng số người"),
    ] {
        let message = format!("id=\"{field}-error\">");
        let shown = answer.body.split(&message).nth(1).and_then(|rest| rest.split('<').next());
        assert!(shown.is_some_and(|text| text.contains(said)), "{field}: {shown:?}");
    }
    for (name, value) in &wrong[1..] {
        let kept = format!(
            "name=\"{name}\" type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" value=\"{value}\""
        );
        assert!(answer.body.contains(&kept), "{name} in {}", answer.body);
    }
    assert!(!answer.body.contains("id=\"transferred_people-error\""));
    assert!(!stored(&app, case).await.iter().any(|(_, event)| event.code() == "decision-issued"));

    // Nothing typed is nothing recommended, and stored as before amounts were kept.
    did(&chair, case, "decision", &[("outcome", "wrong")]).await;
    let (data, event) = stored(&app, case).await.pop().unwrap();
    assert_eq!(
        data,
        r#"{"kind":"complaint","fact":{"type":"decision-issued","on":"2026-11-25","outcome":"wrong"}}"#
    );
    let Event::Complaint(law::complaint::Event::DecisionIssued { recommended, .. }) = event else {
        panic!("{event:?}")
    };
    assert_eq!(recommended, Recommended::default());
    let page = chair.get(&format!("/cases/{case}")).await.body;
    assert!(!page.contains("id=\"results-title\""), "no amounts, no table: {page}");
}

#[tokio::test]
async fn a_record_needs_a_result_its_day_and_its_role() {
    let app = TestApp::spawn().await;
    let chair = app.signed_in("chutich").await;
    let case = drafting(&app, &chair).await.case_id;
    did(&chair, case, "decision", &DECISION).await;
    let chair = in_effect(&app, chair, case).await;
    let nothing = step(&chair, case, "execution-results", &[("returned_money", "0")]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.body.contains("Xin ghi ít nhất một kết quả đã thi hành."), "{}", nothing.body);
    let before = [("on", "2026-12-29"), ("returned_money", "1.000.000")];
    let before = step(&chair, case, "execution-results", &before).await;
    assert_eq!(before.status, 422, "before legal effect, 30/12");
    assert!(before.body.contains("trước sự việc liền trước"), "{}", before.body);
    assert!(before.body.contains("value=\"1.000.000\""), "{}", before.body);
    let ahead = [("on", "2026-12-31"), ("returned_money", "1.000.000")];
    let ahead = step(&chair, case, "execution-results", &ahead).await;
    assert_eq!(ahead.status, 422);
    assert!(ahead.body.contains("sau ngày hôm nay"), "{}", ahead.body);
    let reception = app.signed_in("tiepdan").await;
    let path = format!("/cases/{case}/steps/execution-results");
    assert_eq!(reception.get(&path).await.status, 403, "the officer or the chairman records it");
    let leader = app.signed_in("lanhdao").await;
    assert_eq!(leader.get(&path).await.status, 403);
    let elsewhere = app.signed_in("chutich2").await;
    assert_eq!(elsewhere.get(&path).await.status, 404);
    assert!(
        !stored(&app, case).await.iter().any(|(_, event)| event.code() == "execution-recorded")
    );
}

#[tokio::test]
async fn the_sender_reads_that_it_was_executed_and_no_amounts() {
    let app = TestApp::spawn().await;
    let chair = app.signed_in("chutich").await;
    let filed = drafting(&app, &chair).await;
    let case = filed.case_id;
    did(&chair, case, "decision", &DECISION).await;
    let chair = in_effect(&app, chair, case).await;
    did(&chair, case, "execution-results", &[("returned_money", "50.000.000")]).await;
    let sender = app.stranger();
    let asked = [("number", filed.number.as_str()), ("secret", filed.secret.as_str())];
    assert_eq!(sender.post("/tracking", &asked).await.status, 303);
    let page = sender.get("/tracking/case").await.body;
    assert!(page.contains("cơ quan ghi nhận kết quả thi hành quyết định giải quyết"), "{page}");
    assert!(page.contains("Khiếu nại đúng một phần"), "{page}");
    for amount in ["125.000.000", "50.000.000", "1.250,5", "xử lý hành chính"] {
        assert!(!page.contains(amount), "{amount} in {page}");
    }
    app.run_jobs().await;
    for letter in app.letters() {
        assert!(!letter.text.contains("125.000.000"), "{}", letter.text);
    }
}

#[tokio::test]
async fn a_conclusion_on_a_denunciation_is_carried_out() {
    let (app, _) = handlers().await;
    let (reception, chair) = (app.signed_in("tiepdan").await, app.signed_in("chutich").await);
    let case = enter(&app, &reception).await;
    did(&reception, case, "processing", &[("field", "land.compensation")]).await;
    did(&reception, case, "identity-check", &[("identified", "yes"), ("eligible", "yes")]).await;
    did(&chair, case, "acceptance", &[("confirmed", "yes")]).await;
    let officer = LOGINS[1].4.to_string();
    let team = [("assignee", officer.as_str()), ("team", "2"), ("unbiased", "yes")];
    did(&chair, case, "verification", &team).await;
    let verifier = app.signed_in("canbo").await;
    did(&verifier, case, "findings", &[("note", "Có dấu hiệu vi phạm.")]).await;
    let conclusion = [
        ("finding", "partly-true"),
        ("state_money", "80.000.000"),
        ("handled_organisations", "1"),
        ("transferred_cases", "1"),
        ("transferred_people", "2"),
        ("transferred_officials", "3"),
    ];
    let wrong = step(&chair, case, "conclusion", &conclusion).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("id=\"transferred_officials-error\""), "{}", wrong.body);
    let fine: Vec<_> =
        conclusion.into_iter().filter(|(name, _)| *name != "transferred_officials").collect();
    did(&chair, case, "conclusion", &fine).await;
    did(&chair, case, "handling", &[]).await;
    let done = [("state_money", "80.000.000"), ("handled_organisations", "1")];
    did(&verifier, case, "execution-results", &done).await;
    let page = chair.get(&format!("/cases/{case}")).await.body;
    assert!(page.contains("Kết quả thực hiện kết luận"), "{page}");
    assert_eq!(row(&page, "Tiền thu hồi cho Nhà nước (đồng)"), ["80.000.000", "80.000.000", "0"]);
    assert_eq!(row(&page, "Số tổ chức xử lý hành chính"), ["1", "1", "0"]);
    assert_eq!(row(&page, "Số người chuyển cơ quan điều tra"), ["2", "–", "–"]);
}
