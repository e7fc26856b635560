//! Stopping the clock, withdrawing, closing: through the pages, with what the sender is told.

use law::procedure::Kind;
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{did, file_today, step};
use crate::support::people::{DEPARTMENT, LOGINS, PROVINCE, WARD};

/// A complaint under verification.
async fn verifying(app: &TestApp) -> Uuid {
    let case = file_today(app, Kind::Complaint).await.case_id;
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    did(&chair, case, "acceptance", &[("paper_number", "12/TB-UBND")]).await;
    let officer = LOGINS[1].4.to_string();
    did(&chair, case, "verification", &[("assignee", &officer)]).await;
    case
}

#[tokio::test]
async fn a_suspension_stops_the_clock_on_the_page() {
    let app = TestApp::spawn().await;
    let case = verifying(&app).await;
    let chair = app.signed_in("chutich").await;
    let page = chair.get(&format!("/cases/{case}")).await;
    // Accepted on 25/11/2026: thirty days end on 25/12/2026 (KN-04).
    assert!(page.body.contains("25/12/2026"), "{}", page.body);
    let no_reason = step(&chair, case, "suspension", &[("note", "Nằm viện")]).await;
    assert_eq!(no_reason.status, 422);
    assert!(no_reason.body.contains("Nằm viện"), "what was typed is kept");
    let ground = [("suspension", "obstacle"), ("note", "Người khiếu nại nằm viện dài ngày.")];
    did(&chair, case, "suspension", &ground).await;
    let page = chair.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("Thời hạn tạm dừng từ 25/11/2026"), "{}", page.body);
    // The order goes out within three working days (KN-09).
    assert!(page.body.contains("30/11/2026"), "{}", page.body);
    let findings = [("differ", "yes"), ("note", "Chưa xong.")];
    assert_eq!(step(&chair, case, "findings", &findings).await.status, 422);

    app.advance_days(10);
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "resumption", &[]).await;
    let page = chair.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("Không tính thời gian từ 25/11/2026 đến 05/12/2026"));
    // Thirty days and the ten that stood still end on 4/1/2027.
    assert!(page.body.contains("04/01/2027"), "{}", page.body);
}

#[tokio::test]
async fn nobody_is_awaited_at_the_dialogue_of_a_suspended_case() {
    let app = TestApp::spawn().await;
    let filed = file_today(&app, Kind::Complaint).await;
    let case = filed.case_id;
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    did(&chair, case, "acceptance", &[]).await;
    did(&chair, case, "verification", &[("assignee", &LOGINS[1].4.to_string())]).await;
    did(&chair, case, "findings", &[("differ", "yes"), ("note", "Còn khác nhau.")]).await;
    let invitation = [
        ("held_on", "2026-12-03"),
        ("starts_at", "8:30"),
        ("place", "Nhà văn hóa khu 3"),
        ("note", "Đơn giá bồi thường"),
    ];
    did(&chair, case, "dialogue-invitation", &invitation).await;
    let sender = app.stranger();
    let pair = [("number", filed.number.as_str()), ("secret", filed.secret.as_str())];
    assert_eq!(sender.post("/tracking", &pair).await.status, 303);
    assert!(sender.get("/tracking/case").await.body.contains("Nhà văn hóa khu 3"));
    let ground = [("suspension", "obstacle"), ("note", "Bão lũ.")];
    did(&chair, case, "suspension", &ground).await;
    let page = sender.get("/tracking/case").await;
    assert!(page.body.contains("Tạm đình chỉ giải quyết"), "{}", page.body);
    assert!(!page.body.contains("Nhà văn hóa khu 3"), "{}", page.body);
    did(&chair, case, "resumption", &[]).await;
    assert!(sender.get("/tracking/case").await.body.contains("Nhà văn hóa khu 3"));
}

#[tokio::test]
async fn an_office_has_its_own_resolver() {
    use law::jurisdiction::Resolver;
    let app = TestApp::spawn().await;
    let units = app.app.units();
    assert_eq!(units.resolver(PROVINCE), Resolver::ProvinceChairman);
    assert_eq!(units.resolver(WARD), Resolver::CommuneChairman);
    assert_eq!(units.resolver(DEPARTMENT), Resolver::CommuneChairman);
}

#[tokio::test]
async fn what_is_withdrawn_can_only_be_terminated() {
    let app = TestApp::spawn().await;
    let case = verifying(&app).await;
    let chair = app.signed_in("chutich").await;
    let court = [("termination", "withdrawn"), ("note", "Rút đơn.")];
    let nothing = step(&chair, case, "termination", &court).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.body.contains("Chưa ghi nhận việc rút toàn bộ đơn"), "{}", nothing.body);
    did(&chair, case, "withdrawal", &[("extent", "whole"), ("note", "Đơn rút ngày 25/11.")]).await;
    let page = chair.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("chỉ còn việc đình chỉ giải quyết"), "{}", page.body);
    did(&chair, case, "termination", &court).await;
    did(&chair, case, "order-dispatch", &[]).await;
    let page = chair.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("Vụ việc đã xong"), "{}", page.body);
}

#[tokio::test]
async fn a_complex_case_names_its_criterion() {
    let app = TestApp::spawn().await;
    let case = verifying(&app).await;
    let chair = app.signed_in("chutich").await;
    let none = step(&chair, case, "complexity", &[]).await;
    assert_eq!(none.status, 422);
    assert!(none.body.contains("ít nhất một tiêu chí"), "{}", none.body);
    let unknown = step(&chair, case, "complexity", &[("criteria", "something")]).await;
    assert_eq!(unknown.status, 422);
    let two = [("criteria", "several-places"), ("criteria", "bodies-disagree")];
    did(&chair, case, "complexity", &two).await;
    let page = chair.get(&format!("/cases/{case}")).await;
    // Forty-five days from 25/11/2026 end on Saturday 9/1/2027, rolled to Monday.
    assert!(page.body.contains("11/01/2027"), "{}", page.body);
    assert!(page.body.contains("Các cơ quan có ý kiến khác nhau."), "{}", page.body);
}

#[tokio::test]
async fn no_page_takes_a_denunciation_yet() {
    let app = TestApp::spawn().await;
    let reception = app.signed_in("tiepdan").await;
    let page = reception.get("/counter/new").await;
    assert!(!page.body.contains("value=\"denunciation\""), "{}", page.body);
}

// DT-05: the first time the resolver holds the dialogue in person.
#[tokio::test]
async fn the_chair_of_a_first_dialogue_is_asked_for() {
    let app = TestApp::spawn().await;
    let case = verifying(&app).await;
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "findings", &[("differ", "yes"), ("note", "Còn khác nhau.")]).await;
    let invitation = [
        ("held_on", "2026-12-03"),
        ("starts_at", "8:30"),
        ("place", "Nhà văn hóa khu 3"),
        ("note", "Đơn giá bồi thường"),
        ("chair", "deputy"),
    ];
    let deputy = step(&chair, case, "dialogue-invitation", &invitation).await;
    assert_eq!(deputy.status, 422);
    assert!(deputy.body.contains("trực tiếp chủ trì buổi đối thoại"), "{}", deputy.body);
    assert!(deputy.body.contains("value=\"Nhà văn hóa khu 3\""), "{}", deputy.body);
    let overridden = [invitation.as_slice(), &[("overridden", "yes")]].concat();
    did(&chair, case, "dialogue-invitation", &overridden).await;
}

// 1.8: whose decision it is proposes who resolves it.
#[tokio::test]
async fn the_competent_resolver_is_proposed_and_another_refused() {
    let app = TestApp::spawn().await;
    let chair = app.signed_in("chutich").await;
    let field = ("field", "land.compensation");
    let own = file_today(&app, Kind::Complaint).await.case_id;
    did(&chair, own, "check", &[field, ("against", "commune")]).await;
    let page = chair.get(&format!("/cases/{own}")).await;
    assert!(page.body.contains("Chủ tịch Ủy ban nhân dân cấp xã (Điều 17"), "{}", page.body);
    did(&chair, own, "acceptance", &[]).await;
    let other = file_today(&app, Kind::Complaint).await.case_id;
    did(&chair, other, "check", &[field, ("against", "province")]).await;
    let page = chair.get(&format!("/cases/{other}")).await;
    assert!(page.body.contains("Chủ tịch Ủy ban nhân dân tỉnh ("), "{}", page.body);
    let refused = step(&chair, other, "acceptance", &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("thẩm quyền"), "{}", refused.body);
}
