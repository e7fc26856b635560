//! Public figures: ended quarters, small numbers withheld, nothing of denunciations.

use gandan::cases::filing::NewCase;
use law::procedure::Kind;
use regex::Regex;
use uuid::Uuid;

use crate::reports::day;
use crate::support::TestApp;
use crate::support::build::{file, new_case};
use crate::support::people::{OTHER_WARD, WARD};

async fn add(app: &TestApp, unit_id: Uuid, kind: Kind, on: &str, count: usize) {
    for n in 0..count {
        let filing_token = format!("{unit_id} {kind:?} {on} {n}");
        file(app, NewCase { unit_id, filing_token, ..new_case(kind, day(on)) }).await;
    }
}

/// The cells of a line of the table with a caption.
fn cells(page: &str, caption: &str, name: &str) -> Vec<String> {
    let table = page.split("<caption>").find(|part| part.starts_with(caption)).unwrap();
    let table = table.split("</table>").next().unwrap();
    let line = table.split("<tr").find(|line| line.contains(&format!(">{name}</th>"))).unwrap();
    let cell = Regex::new(r#"<td class="n">([^<]*)</td>"#).unwrap();
    cell.captures_iter(line).map(|found| found[1].to_owned()).collect()
}

const COMPLAINTS: &str = "Khiếu nại đã nhận, năm 2026";
const PETITIONS: &str = "Kiến nghị, phản ánh đã nhận, năm 2026";

#[tokio::test]
async fn small_numbers_are_withheld_and_cannot_be_worked_out() {
    let app = TestApp::spawn().await;
    add(&app, WARD, Kind::Complaint, "2026-02-03", 3).await;
    add(&app, WARD, Kind::Complaint, "2026-04-03", 8).await;
    add(&app, WARD, Kind::Complaint, "2026-07-03", 9).await;
    add(&app, OTHER_WARD, Kind::Complaint, "2026-02-03", 6).await;
    add(&app, OTHER_WARD, Kind::Complaint, "2026-04-03", 7).await;
    add(&app, OTHER_WARD, Kind::Complaint, "2026-07-03", 12).await;
    // Not published: the quarter runs on; and nothing of denunciations ever.
    add(&app, WARD, Kind::Complaint, "2026-10-05", 10).await;
    add(&app, WARD, Kind::Denunciation, "2026-02-03", 7).await;
    let answer = app.stranger().get("/figures").await;
    assert_eq!(answer.status, 200);
    let page = answer.body;
    assert!(!page.contains("Quý 4") && !page.contains("tố cáo đã nhận"), "{page}");
    assert_eq!(cells(&page, COMPLAINTS, "Phường Uông Bí"), ["dưới 5", "không nêu", "9", "20"]);
    assert_eq!(
        cells(&page, COMPLAINTS, "Phường Vàng Danh"),
        ["không nêu", "không nêu", "12", "25"]
    );
    assert_eq!(cells(&page, COMPLAINTS, "Tất cả cơ quan"), ["9", "15", "21", "45"]);
    assert_eq!(cells(&page, PETITIONS, "Tất cả cơ quan"), ["0", "0", "0", "0"]);
}

#[tokio::test]
async fn resolved_cases_have_their_days() {
    let app = TestApp::spawn().await;
    // Each answered in September, after nine days, on time (PA-04).
    for n in 0..6 {
        crate::reports::answered_case(&app, OTHER_WARD, n).await;
        crate::reports::answered_case(&app, WARD, n).await;
    }
    crate::reports::answered_case(&app, WARD, 6).await;
    let page = app.stranger().get("/figures?year=2026").await.body;
    let of = |caption: &str, name: &str| cells(&page, &format!("{caption}, năm 2026"), name);
    let other = "Phường Vàng Danh";
    assert_eq!(of("Đơn đã giải quyết", other), ["0", "0", "6", "6"]);
    assert_eq!(of("Đơn giải quyết đúng hạn", other), ["0", "0", "6", "6"]);
    assert_eq!(of("Đơn giải quyết đúng hạn", "Tất cả cơ quan"), ["0", "0", "13", "13"]);
    let median = "Số ngày giải quyết ở mức giữa (trung vị)";
    assert_eq!(of(median, other), ["–", "–", "9", "9"]);
    assert_eq!(of(median, "Tất cả cơ quan"), ["–", "–", "9", "9"]);
}

/// Seven cases are too few to be told of: their days are not.
#[tokio::test]
async fn a_few_resolved_cases_have_no_median() {
    let app = crate::reports::seven_cases().await;
    let page = app.stranger().get("/figures?year=2026").await.body;
    let of = |caption: &str, name: &str| cells(&page, &format!("{caption}, năm 2026"), name);
    let small = of("Đơn đã giải quyết", "Phường Uông Bí");
    assert!(small.iter().all(|cell| cell.parse::<u64>().is_err() || cell == "0"), "{small:?}");
    let medians = of("Số ngày giải quyết ở mức giữa (trung vị)", "Phường Uông Bí");
    assert_eq!(medians, ["–", "–", "–", "–"]);
}

#[tokio::test]
async fn a_year_that_is_none_is_told_beside_its_field() {
    let app = TestApp::spawn().await;
    let stranger = app.stranger();
    for year in ["hai nghìn", "2027", "1999", "999999999999", "-1"] {
        let answer = stranger.get(&format!("/figures?year={}", year.replace(' ', "%20"))).await;
        assert_eq!(answer.status, 422, "{year}");
        assert!(answer.body.contains("Xin nhập năm từ 2016 đến 2026."), "{}", answer.body);
        assert!(answer.body.contains(&format!("value=\"{year}\"")), "{year} is kept");
    }
    assert_eq!(stranger.get("/figures?year=2025").await.status, 200);
    // What was counted today stays for today, and is counted anew tomorrow.
    let before = stranger.get("/figures").await.body;
    add(&app, WARD, Kind::Petition, "2026-02-03", 6).await;
    assert_eq!(cells(&stranger.get("/figures").await.body, PETITIONS, "Phường Uông Bí")[0], "0");
    assert!(before.contains("Quý 3"));
    app.advance_days(1);
    assert_eq!(cells(&stranger.get("/figures").await.body, PETITIONS, "Phường Uông Bí")[0], "6");
}
