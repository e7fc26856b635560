//! Prolonged cases: marked by the head with a basis, reviewed, shown where they matter, ended. Today is
//! 25/11/2026.

use law::procedure::Kind;

use crate::support::TestApp;
use crate::support::build::{file, file_today, new_case};
use crate::support::client::{Answer, Client};
use crate::support::people::{LOGINS, OTHER_WARD};

fn id_of(login: &str) -> String {
    LOGINS.iter().find(|one| one.0 == login).unwrap().4.to_string()
}

async fn flag(client: &Client, case: &str, target: &str, review: &str) -> Answer {
    let leader = id_of("chutich");
    let fields = [
        ("basis_paper", "Thông báo rà soát số 12/TB-UBND ngày 03/03/2025"),
        ("prolonged_leader", leader.as_str()),
        ("target_on", target),
        ("review_on", review),
    ];
    client.post(&format!("{case}/prolonged"), &fields).await
}

#[tokio::test]
async fn a_case_is_marked_reviewed_and_ended() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Complaint).await;
    let case = format!("/cases/{}", filed.case_id);
    let chair = app.signed_in("chutich").await;
    let page = chair.get(&case).await.body;
    assert!(page.contains("Đánh dấu vụ việc kéo dài"), "{page}");
    assert!(chair.get("/prolonged").await.body.contains("Không có vụ việc kéo dài nào"));
    for (target, review, field) in [
        ("2026-11-25", "2026-12-01", "target_on"),
        ("2027-03-01", "", "review_on"),
        ("2027-03-01", "2027-04-01", "review_on"),
    ] {
        let wrong = flag(&chair, &case, target, review).await;
        assert_eq!(wrong.status, 422, "{field}");
        assert!(wrong.body.contains(&format!("{field}-error")), "{field} in {}", wrong.body);
        assert!(wrong.body.contains("số 12/TB-UBND"), "what was typed is kept");
    }
    let officer = app.signed_in("canbo2").await;
    assert_eq!(flag(&officer, &case, "2027-03-01", "2026-12-15").await.status, 404);
    let done = flag(&chair, &case, "2027-03-01", "2026-12-15").await;
    assert_eq!(done.status, 303, "{}", done.body);
    let again = flag(&chair, &case, "2027-03-01", "2026-12-15").await;
    assert_eq!(again.status, 409, "once at a time");
    for path in [&case, "/prolonged", &format!("{case}/prolonged")] {
        let body = chair.get(path).await.body;
        assert!(body.contains("15/12/2026") && body.contains("01/03/2027"), "{path}: {body}");
    }
    // Whoever works on the case writes down how it went on.
    let past = [
        ("version", "1"),
        ("history_period", "2019–2021"),
        ("history_level", "Ủy ban nhân dân tỉnh"),
        ("history_text", "Bác khiếu nại lần hai"),
    ];
    assert_eq!(officer.post(&format!("{case}/prolonged/history"), &past).await.status, 303);
    let stale = officer.post(&format!("{case}/prolonged/history"), &past).await;
    assert!(stale.status == 409 && stale.body.contains("Bác khiếu nại lần hai</textarea>"));
    let review = [
        ("version", "2"),
        ("review_text", "Đã gặp gia đình"),
        ("next_review_on", "2027-01-15"),
        ("new_target_on", "2027-06-30"),
    ];
    let behind = [("version", "2"), ("review_text", "x"), ("next_review_on", "2026-11-01")];
    assert_eq!(officer.post(&format!("{case}/prolonged/reviews"), &behind).await.status, 422);
    assert_eq!(officer.post(&format!("{case}/prolonged/reviews"), &review).await.status, 303);
    let page = officer.get(&format!("{case}/prolonged")).await.body;
    for told in ["2019–2021, Ủy ban nhân dân tỉnh", "Đã gặp gia đình", "15/01/2027", "30/06/2027"]
    {
        assert!(page.contains(told), "{told} in {page}");
    }
    // A review that was not held is late.
    app.advance_days(60);
    let chair = app.signed_in("chutich").await;
    assert!(chair.get("/prolonged").await.body.contains("badge overdue"));
    let ending = [("version", "3"), ("ending_reason", "Gia đình đã rút khiếu nại")];
    let officer = app.signed_in("canbo2").await;
    assert_eq!(officer.post(&format!("{case}/prolonged/ending"), &ending).await.status, 404);
    let none = [("version", "3"), ("ending_reason", "")];
    assert_eq!(chair.post(&format!("{case}/prolonged/ending"), &none).await.status, 422);
    assert_eq!(chair.post(&format!("{case}/prolonged/ending"), &ending).await.status, 303);
    assert!(chair.get("/prolonged").await.body.contains("Không có vụ việc kéo dài nào"));
    let page = chair.get(&case).await.body;
    assert!(page.contains("Gia đình đã rút khiếu nại"), "{page}");
    // It can be one again, and the steps of the case never asked.
    assert_eq!(flag(&chair, &case, "2027-12-01", "2027-06-01").await.status, 303);
}

#[tokio::test]
async fn the_list_and_the_reception_day_show_those_of_the_reader() {
    let app = TestApp::spawn().await;
    let own = file_today(&app, Kind::Complaint).await;
    let mut other = new_case(Kind::Complaint, app.app.clock.today());
    other.unit_id = OTHER_WARD;
    other.filing_token = "elsewhere".to_owned();
    other.subject = "Việc của phường khác".to_owned();
    let other = file(&app, other).await;
    let (chair, chair2) = (app.signed_in("chutich").await, app.signed_in("chutich2").await);
    let own = format!("/cases/{}", own.case_id);
    let elsewhere = format!("/cases/{}", other.case_id);
    assert_eq!(flag(&chair, &own, "2027-03-01", "2026-12-15").await.status, 303);
    assert_eq!(flag(&chair, &elsewhere, "2027-03-01", "2026-12-15").await.status, 404);
    let leader = id_of("chutich2");
    let fields = [
        ("basis_paper", "Kế hoạch 5/KH-UBND"),
        ("prolonged_leader", leader.as_str()),
        ("target_on", "2027-03-01"),
        ("review_on", "2026-12-20"),
    ];
    let done = chair2.post(&format!("{elsewhere}/prolonged"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let list = chair.get("/prolonged").await.body;
    assert!(list.contains(&own) && !list.contains("Việc của phường khác"), "{list}");
    assert_eq!(chair.get(&format!("{elsewhere}/prolonged")).await.status, 404);
    let province = app.signed_in("lanhdao").await.get("/prolonged").await.body;
    assert!(province.contains(&own) && province.contains(&elsewhere), "{province}");
    // Priority in the schedule (TD-24).
    let host = id_of("chutich");
    let day = [
        ("host", host.as_str()),
        ("reception_on", "2026-12-02"),
        ("from_time", "08:00"),
        ("to_time", "11:30"),
        ("reception_place", "Phòng tiếp công dân"),
    ];
    let planned = chair.post("/receptions", &day).await;
    let page = chair.get(planned.location()).await.body;
    assert!(page.contains("Lịch tiếp ưu tiên") && page.contains(&own), "{page}");
    assert!(!page.contains("Việc của phường khác"), "{page}");
}

#[tokio::test]
async fn of_many_who_mark_a_case_one_wins() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Petition).await;
    let case = format!("/cases/{}", filed.case_id);
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (chair, case) = (app.signed_in("chutich").await, case.clone());
        all.spawn(async move { flag(&chair, &case, "2027-03-01", "2026-12-15").await.status });
    }
    let answers = all.join_all().await;
    let won = answers.iter().filter(|status| **status == 303).count();
    let told = answers.iter().filter(|status| **status == 409).count();
    assert_eq!((won, told), (1, 9), "{answers:?}");
}
