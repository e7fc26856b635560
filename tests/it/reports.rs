//! Reports: figures counted by hand beside the figures of the page, the file and the worklist.

use chrono::NaiveDate;
use gandan::cases::filing::NewCase;
use gandan::cases::steps::{self, DialogueDetails, StepCommand};
use gandan::policy::{Actor, Reach, Role};
use law::complaint::{DecisionOutcome, Event as C};
use law::complexity::Criteria;
use law::dialogue::{Attendance, Chairing};
use law::group::Proxy;
use law::petition::Event as P;
use law::procedure::{Event, Kind, Step};
use law::publication::Publication;
use law::results::Recommended;
use regex::Regex;
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{file, new_case};
use crate::support::client::Client;
use crate::support::people::{DEPARTMENT, LOGINS, OTHER_WARD, WARD};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn chairman(unit: Uuid) -> Actor {
    let found = LOGINS.iter().find(|(_, _, role, at, _)| *role == "chairman" && *at == Some(unit));
    let (_, name, _, _, id) = found.unwrap();
    Actor {
        account_id: *id,
        session_id: Uuid::nil(),
        name: (*name).to_owned(),
        role: Role::Chairman,
        unit_id: Some(unit),
        unit_ids: vec![unit, DEPARTMENT],
        denunciations: Reach::Nothing,
        ceiling: Role::Chairman.ceiling(),
        lacks_factor: false,
        acts_for: None,
    }
}

/// Files a case and records facts on their days.
async fn case(app: &TestApp, unit: Uuid, field: &str, new: NewCase, facts: Vec<(Step, Event)>) {
    let field = field.to_owned();
    let filing_token = format!("{unit} {field} {} {}", new.received_on, facts.len());
    let filed = file(app, NewCase { unit_id: unit, field, filing_token, ..new }).await;
    for (version, (step, event)) in (1..).zip(facts) {
        let command = StepCommand {
            step,
            event,
            version,
            note: String::new(),
            paper_number: String::new(),
            assignee_id: None,
            field: None,
            dialogue: details(step),
        };
        let tx = app.app.db.begin_write().await.unwrap();
        let done =
            steps::record(&app.app, &tx, &chairman(unit), filed.case_id, app.now(), command).await;
        done.unwrap();
        tx.commit().await.unwrap();
    }
}

fn details(step: Step) -> Option<DialogueDetails> {
    match step {
        Step::InviteDialogue => Some(DialogueDetails::Invitation {
            starts_at: "08:30".to_owned(),
            place: "Hội trường".to_owned(),
        }),
        Step::RecordDialogue => Some(DialogueDetails::Minutes {
            agreed_points: String::new(),
            open_points: String::new(),
        }),
        _ => None,
    }
}

/// Received, accepted, found right at once, decided, served the day after.
fn decided(received: &str, accepted: &str, decided: &str) -> (NewCase, Vec<(Step, Event)>) {
    let (accepted, issued) = (day(accepted), day(decided));
    let sent = issued.succ_opt().unwrap();
    let accept = C::Accepted {
        on: accepted,
        complex: false,
        criteria: Criteria::default(),
        proxy: Proxy::None,
        confirmed: true,
        excused: false,
        remote: false,
        all_signed: true,
        representatives: 0,
    };
    let recommended = Recommended::default();
    let issue = C::DecisionIssued { on: issued, outcome: DecisionOutcome::Right, recommended };
    let facts = vec![
        (Step::StartCheck, C::CheckStarted { on: day(received), against: None }.into()),
        (Step::Accept, accept.into()),
        (Step::FindRightAtOnce, C::FoundRightAtOnce { on: accepted }.into()),
        (Step::IssueDecision, issue.into()),
        (Step::RecordService, C::Served { on: sent, received_on: sent }.into()),
        (Step::Publish, C::Published { on: sent, way: Publication::Posting }.into()),
    ];
    (new_case(Kind::Complaint, day(received)), facts)
}

/// Accepted on 8/10/2026, so due on Monday 9/11 (KN-04); a dialogue on 28/10, no decision.
fn stuck() -> (NewCase, Vec<(Step, Event)>) {
    let accept = C::Accepted {
        on: day("2026-10-08"),
        complex: false,
        criteria: Criteria::default(),
        proxy: Proxy::None,
        confirmed: true,
        excused: false,
        remote: false,
        all_signed: true,
        representatives: 0,
    };
    let held_on = day("2026-10-28");
    let held = C::DialogueHeld {
        on: held_on,
        attendance: Attendance::Present,
        agreed: false,
        reported: false,
    };
    let found = C::FindingsReported { on: day("2026-10-20"), differ_from_demand: true };
    let facts = vec![
        (Step::StartCheck, C::CheckStarted { on: day("2026-10-01"), against: None }.into()),
        (Step::Accept, accept.into()),
        (Step::AssignVerification, C::VerificationAssigned { on: day("2026-10-09") }.into()),
        (Step::ReportFindings, found.into()),
        (
            Step::InviteDialogue,
            C::DialogueInvited { on: day("2026-10-21"), held_on, chairing: Chairing::default() }
                .into(),
        ),
        (Step::RecordDialogue, held.into()),
    ];
    (new_case(Kind::Complaint, day("2026-10-01")), facts)
}

fn answered() -> (NewCase, Vec<(Step, Event)>) {
    let on = day("2026-09-03");
    let facts = vec![
        (Step::StartClassification, P::ClassificationStarted { on: day("2026-09-01") }.into()),
        (Step::TakeOn, P::TakenOn { on }.into()),
        (Step::AssignPetition, P::Assigned { on }.into()),
        (Step::StartConsideration, P::ConsiderationStarted { on }.into()),
        (Step::Answer, P::Answered { on: day("2026-09-10") }.into()),
    ];
    (new_case(Kind::Petition, day("2026-09-01")), facts)
}

/// Seven cases; what each counts for is worked out beside the expected figures.
pub async fn seven_cases() -> TestApp {
    let app = TestApp::spawn().await;
    // A: accepted 10/7, due Sunday 9/8 → Monday 10/8, decided 5/8: on time, 26 days.
    let (new, facts) = decided("2026-07-06", "2026-07-10", "2026-08-05");
    case(&app, WARD, "land.compensation", new, facts).await;
    // B: the same, decided 13/8: late, 34 days.
    let (new, facts) = decided("2026-07-06", "2026-07-10", "2026-08-13");
    case(&app, WARD, "land.recovery", new, facts).await;
    // C: overdue since 10/11, with a dialogue.
    let (new, facts) = stuck();
    case(&app, WARD, "land.compensation", new, facts).await;
    // D: answered after 9 days, on time.
    let (new, facts) = answered();
    case(&app, WARD, "admin.infrastructure", new, facts).await;
    // E: received the year before, decided on 20/1/2026: on time, 15 days.
    let (new, facts) = decided("2025-12-29", "2026-01-05", "2026-01-20");
    case(&app, OTHER_WARD, "land.compensation", new, facts).await;
    // F: received yesterday.
    let new = new_case(Kind::Complaint, day("2026-11-24"));
    case(&app, OTHER_WARD, "land.compensation", new, Vec::new()).await;
    // G: nobody has told the sender anything since 5/10: overdue (PA-03).
    let new = new_case(Kind::Petition, day("2026-10-05"));
    case(&app, OTHER_WARD, "admin.infrastructure", new, Vec::new()).await;
    app
}

/// A petition of a unit, answered after nine days.
pub async fn answered_case(app: &TestApp, unit: Uuid, n: usize) {
    let (mut new, facts) = answered();
    new.subject = format!("Đèn đường số {n} không sáng");
    let field = if n.is_multiple_of(2) { "admin.infrastructure" } else { "admin.environment" };
    case(app, unit, field, new, facts).await;
}

#[tokio::test]
async fn figures_are_what_a_person_counts() {
    let app = seven_cases().await;
    let leader = app.signed_in("lanhdao").await;
    let answer = leader.get("/reports.csv").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let named =
        "B%C3%A1o%20c%C3%A1o%20gi%E1%BA%A3i%20quy%E1%BA%BFt%20%C4%91%C6%A1n%2001%2D01%2D2026";
    let disposition = answer.header("content-disposition");
    assert!(disposition.contains(&format!("filename*=UTF-8''{named}")), "{disposition}");
    let expected = "\u{FEFF}\
\"Ủy ban nhân dân tỉnh Quảng Ninh, từ ngày 01/01/2026 đến ngày 25/11/2026\",,Tiếp nhận,\"Thụ lý, nhận giải quyết\",Đã giải quyết,Đúng hạn,Trễ hạn,Còn quá hạn,Có đối thoại,Số ngày giải quyết (trung vị)\r
Tổng số,Mọi vụ việc,6,5,4,3,1,2,1,\"20,5\"\r
Theo cơ quan,Phường Uông Bí,4,4,3,2,1,1,1,26\r
Theo cơ quan,Phường Vàng Danh,2,1,1,1,0,1,0,15\r
Theo loại đơn,Khiếu nại,4,4,3,2,1,1,1,26\r
Theo loại đơn,\"Kiến nghị, phản ánh\",2,1,1,1,0,1,0,9\r
Theo lĩnh vực,FIELD-COMPENSATION,3,3,2,2,0,1,1,\"20,5\"\r
Theo lĩnh vực,FIELD-RECOVERY,1,1,1,0,1,0,0,34\r
Theo lĩnh vực,FIELD-INFRASTRUCTURE,2,1,1,1,0,1,0,9\r
";
    let lang = gandan::web::i18n::Lang::Vi;
    let quoted = |key: &str| match lang.t(key) {
        text if text.contains(',') => format!("\"{text}\""),
        text => text,
    };
    let expected = expected
        .replace("FIELD-INFRASTRUCTURE", &quoted("field-of-admin-infrastructure"))
        .replace("FIELD-COMPENSATION", &quoted("field-of-land-compensation"))
        .replace("FIELD-RECOVERY", &quoted("field-of-land-recovery"));
    assert_eq!(answer.body, expected);
}

/// The seven counts and the median of the total line.
async fn totals(client: &Client, query: &str) -> String {
    let answer = client.get(&format!("/reports.csv?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    let line = answer.body.lines().nth(1).unwrap();
    line.strip_prefix("Tổng số,Mọi vụ việc,").unwrap().trim().to_owned()
}

#[tokio::test]
async fn the_period_decides_what_counts() {
    let app = seven_cases().await;
    let leader = app.signed_in("lanhdao").await;
    for (query, expected) in [
        // A, B and D came in; all three were resolved then.
        ("from=2026-07-01&to=2026-09-30", "3,3,3,2,1,0,0,26"),
        // B: past its day on 11/8 and decided on 13/8.
        ("from=2026-08-01&to=2026-08-10", "0,0,1,1,0,0,0,26"),
        ("from=2026-08-01&to=2026-08-11", "0,0,1,1,0,1,0,26"),
        // C is not overdue on its last day, G has been since October.
        ("from=2026-11-01&to=2026-11-09", "0,0,0,0,0,1,0,chưa có"),
        ("from=2026-11-01&to=2026-11-10", "0,0,0,0,0,2,0,chưa có"),
        // First and last day belong to the period.
        ("from=2026-10-28&to=2026-10-28", "0,0,0,0,0,1,1,chưa có"),
        ("from=2025-12-29&to=2025-12-29", "1,0,0,0,0,0,0,chưa có"),
        ("period=month", "1,0,0,0,0,2,0,chưa có"),
        ("period=quarter", "3,1,0,0,0,2,1,chưa có"),
        ("period=year", "6,5,4,3,1,2,1,\"20,5\""),
        // A period that has not ended: overdue is said of today.
        ("from=2026-01-01&to=2026-12-31", "6,5,4,3,1,2,1,\"20,5\""),
        (&format!("unit={OTHER_WARD}"), "2,1,1,1,0,1,0,15"),
        (&format!("unit={WARD}&period=month"), "0,0,0,0,0,1,0,chưa có"),
    ] {
        assert_eq!(totals(&leader, query).await, expected, "{query}");
    }
}

/// How many cases the worklist counts behind a link.
async fn behind(client: &Client, href: &str) -> u64 {
    let answer = client.get(href).await;
    assert_eq!(answer.status, 200, "{href}");
    let total = Regex::new(r"trong tổng số (\d+)").unwrap();
    total.captures(&answer.body).map_or(0, |found| found[1].parse().unwrap())
}

#[tokio::test]
async fn every_figure_is_the_number_of_cases_behind_its_link() {
    let app = seven_cases().await;
    let link = Regex::new(r#"<td class="n"><a href="([^"]+)">(\d+)</a>"#).unwrap();
    let mut followed = 0;
    for (login, query) in [
        ("lanhdao", "/reports"),
        ("lanhdao", "/reports?from=2026-08-01&to=2026-08-11"),
        ("chutich2", "/reports?period=quarter"),
    ] {
        let client = app.signed_in(login).await;
        let page = client.get(query).await;
        assert_eq!(page.status, 200);
        for found in link.captures_iter(&page.body) {
            let href = found[1].replace("&#38;", "&").replace("&amp;", "&");
            let figure: u64 = found[2].parse().unwrap();
            assert_eq!(behind(&client, &href).await, figure, "{login} {query}: {href}");
            followed += 1;
        }
    }
    assert!(followed > 100, "only {followed} figures were found");
}

#[tokio::test]
async fn the_page_shows_the_picture_and_its_table() {
    let app = seven_cases().await;
    let leader = app.signed_in("lanhdao").await;
    let page = leader.get("/reports").await.body;
    for part in [
        "<h1>Báo cáo giải quyết đơn</h1>",
        "Đơn tiếp nhận và đã giải quyết theo cơ quan",
        "<title id=\"chart-title\">",
        "<summary>Xem số liệu của biểu đồ</summary>",
        "href=\"/reports.csv?from=2026%2D01%2D01",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    assert!(!page.contains("style="), "styles belong in the style sheet");
    let chair = app.signed_in("chutich").await;
    let page = chair.get("/reports").await.body;
    assert!(page.contains("Đơn tiếp nhận và đã giải quyết theo tháng"), "one unit goes by month");
    let shown = "<th scope=\"row\">07/2026</th><td class=\"n\">2</td><td class=\"n\">0</td>";
    assert!(page.contains(shown), "{page}");
}

#[tokio::test]
async fn nobody_counts_outside_their_scope() {
    let app = TestApp::spawn().await;
    let (new, facts) = decided("2026-07-06", "2026-07-10", "2026-08-13");
    case(&app, WARD, "land.recovery", new, facts).await;
    let elsewhere = app.signed_in("chutich2").await;
    assert_eq!(totals(&elsewhere, "").await, "0,0,0,0,0,0,0,chưa có");
    let page = elsewhere.get("/reports").await;
    assert!(page.body.contains("Trong kỳ này chưa có đơn nào"), "{}", page.body);
    for path in ["/reports", "/reports.csv"] {
        assert_eq!(elsewhere.get(&format!("{path}?unit={WARD}")).await.status, 404);
        assert_eq!(elsewhere.get(&format!("{path}?unit=khong-co")).await.status, 404);
        let own = elsewhere.get(&format!("{path}?unit={OTHER_WARD}")).await;
        assert_eq!(own.status, 200);
        for login in ["tiepdan", "canbo", "quantri", "an@example.vn"] {
            assert_eq!(app.signed_in(login).await.get(path).await.status, 404, "{login}");
        }
    }
}

#[tokio::test]
async fn a_wrong_day_is_told_beside_its_field() {
    let app = TestApp::spawn().await;
    let leader = app.signed_in("lanhdao").await;
    for (query, sentence) in [
        ("from=2026-02-31&to=2026-03-01", "Ngày này không có trong lịch"),
        ("from=2026-02-01", "Xin chọn ngày"),
        ("from=2026-03-02&to=2026-03-01", "Ngày cuối kỳ không thể trước ngày đầu kỳ"),
        ("period=decade", "Xin chọn một mục trong danh sách"),
    ] {
        for path in ["/reports", "/reports.csv", "/reports.pdf"] {
            let answer = leader.get(&format!("{path}?{query}")).await;
            assert_eq!(answer.status, 422, "{query}");
            assert!(answer.body.contains(sentence), "{query}: {}", answer.body);
        }
    }
    let kept = leader.get("/reports?from=2026-02-31&to=2026-03-01").await;
    assert!(kept.body.contains("value=\"2026-02-31\""), "what was typed is kept");
}
