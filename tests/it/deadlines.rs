//! The page that counts deadlines for everybody.

use crate::support::TestApp;

#[tokio::test]
async fn anybody_asks_for_a_day_and_gets_its_article() {
    let app = TestApp::spawn().await;
    let page = app.stranger().get("/deadlines").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Tính thời hạn") && page.body.contains("optgroup"));
    let page = app.stranger().get("/deadlines?rule=KN-03&event=2026-08-24").await;
    for said in [
        "thứ Hai, 07/09/2026",
        "7 ngày làm việc",
        "Điều 27 Luật Khiếu nại · KN-03b",
        "hoán đổi Quốc khánh",
        "Từ 01/07/2026",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    // The same duty the year before follows the older text.
    let page = app.stranger().get("/deadlines?rule=KN-03&event=2025-08-11").await;
    assert!(page.body.contains("KN-03a"), "{}", page.body);
    let paused =
        "/deadlines?rule=KN-04&event=2026-07-06&paused_from=2026-07-20&paused_to=2026-08-10";
    let page = app.stranger().get(paused).await;
    assert!(page.body.contains("26/08/2026"), "{}", page.body);
    let page = app.stranger().get("/deadlines?days=5&after=2026-08-28").await;
    assert!(page.body.contains("thứ Tư, 09/09/2026"), "{}", page.body);
    let page = app.stranger().get("/deadlines?days=20&after=2027-12-20").await;
    assert!(page.body.contains("mới biết đến hết ngày 31/12/2027"), "{}", page.body);
}

#[tokio::test]
async fn a_question_without_an_answer_says_why_beside_its_field() {
    let app = TestApp::spawn().await;
    for (query, field) in [
        ("rule=KN-03", "event"),
        ("event=2026-08-24", "rule"),
        ("rule=KN-99&event=2026-08-24", "rule"),
        ("rule=TD-01&event=2026-08-24", "rule"),
        ("rule=KN-03&event=31/02/2026", "event"),
        ("rule=KN-09&event=2024-08-26", "event"),
        ("rule=KN-04&event=2026-07-06&paused_from=2026-07-20", "paused_to"),
        ("rule=KN-04&event=2026-07-06&paused_to=2026-07-20", "paused_from"),
        ("rule=KN-04&event=2026-07-06&paused_from=2026-07-20&paused_to=2026-07-19", "paused_to"),
        ("days=x&after=2026-08-28", "days"),
        ("days=10001&after=2026-08-28", "days"),
        ("days=5", "after"),
    ] {
        let page = app.stranger().get(&format!("/deadlines?{query}")).await;
        assert_eq!(page.status, 422, "{query}");
        let mark = format!("id=\"{field}-error\"");
        assert!(page.body.contains(&mark), "{query}: {}", page.body);
    }
    let kept = app.stranger().get("/deadlines?rule=KN-03&event=31/02/2026").await;
    assert!(kept.body.contains("value=\"31/02/2026\""), "{}", kept.body);
}
