//! The register of receptions: who came, what became of it, how it is counted, who reads it. Today is
//! 25/11/2026.

use entity::{audit_event, visit, visit_event};
use gandan::audit::Deed;
use gandan::policy::scope::visible_visits;
use gandan::policy::visits::{VisitFacts, sees_visit};
use gandan::policy::{Actor, Confidentiality, Reach, Role};
use gandan::visits::fact::{State, read};
use gandan::visits::figures;
use law::procedure::Kind;
use law::visit::Count;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{file, file_today, hidden, new_case};
use crate::support::client::{Answer, Client};
use crate::support::people::{LOGINS, OTHER_WARD, WARD};

/// The number of a made-up identity card; it must be found on no page but those the law wants it on.
const PAPER: &str = "022199887766";

fn id_of(login: &str) -> String {
    LOGINS.iter().find(|one| one.0 == login).unwrap().4.to_string()
}

/// Fields that are typed otherwise.
type Change<'a> = &'a [(&'static str, &'a str)];

/// What is typed for somebody who came, with what the test is about put over it.
fn typed(token: &str, change: Change) -> Vec<(&'static str, String)> {
    let ward = WARD.to_string();
    let receiver = id_of("tiepdan");
    let usual = [
        ("token", token),
        ("visited_on", "2026-11-25"),
        ("visit_mode", "regular"),
        ("receiver", &receiver),
        ("full_name", "Vũ Thị Sen"),
        ("id_number", PAPER),
        ("address", "Số 5, ngõ 7"),
        ("ward", &ward),
        ("visit_kind", "petition"),
        ("content", "Đường ngõ 7 ngập nước mỗi khi mưa lớn"),
        ("people_count", "1"),
        ("visit_outcome", "taken"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !change.iter().any(|(n, _)| n == name));
    kept.chain(change.iter().copied()).map(|(name, value)| (name, value.to_owned())).collect()
}

async fn send(client: &Client, path: &str, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    client.post(path, &fields).await
}

/// Writes somebody down who must be taken; gives the address of the visit.
async fn came(client: &Client, token: &str, change: Change<'_>) -> String {
    let answer = send(client, "/visits", &typed(token, change)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().to_owned()
}

fn id_in(href: &str) -> Uuid {
    href.rsplit('/').next().unwrap().parse().unwrap()
}

async fn row_of(app: &TestApp, href: &str) -> visit::Model {
    visit::Entity::find_by_id(id_in(href)).one(app.app.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn somebody_is_written_down_found_and_exported() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let page = client.get("/visits/new").await;
    assert!(page.body.contains("name=\"visited_on\" type=\"date\" value=\"2026-11-25\""));
    assert!(page.body.contains("autofocus"), "{}", page.body);
    let token = hidden(&page.body, "token");
    let change = [("settled_by", "=HYPERLINK(1)"), ("id_number", "0221 9988.7766")];
    let href = came(&client, &token, &change).await;
    // Ten working days from 25/11/2026 (TD-08).
    let page = client.get(&href).await.body;
    for told in ["Lượt tiếp số 1/2026", PAPER, "Trần Thị Tiếp", "09/12/2026", "Điều 28"]
    {
        assert!(page.contains(told), "{told} in {page}");
    }
    let list = client.get("/visits").await.body;
    assert!(list.contains("Vũ Thị Sen") && list.contains("•••••••••766"), "{list}");
    assert!(!list.contains(PAPER), "masked in the list");
    assert!(list.contains("1 lượt, 1 người.") && list.contains("1 mới, 0 đã tiếp từ trước"));
    assert!(list.contains("Phải trả lời người được tiếp"), "{list}");
    for (q, is_found) in [("vu+thi", true), ("ngap+nuoc", true), ("sen+ngap", true), ("den", false)]
    {
        let body = client.get(&format!("/visits?q={q}")).await.body;
        assert_eq!(body.contains("Vũ Thị Sen, Số 5"), is_found, "{q}");
    }
    let none = client.get(&format!("/visits?q={PAPER}")).await.body;
    assert!(none.contains("Không có lượt tiếp nào"), "no paper is searched by");
    for (path, kind) in [("pdf", "application/pdf"), ("docx", "wordprocessingml")] {
        let made =
            client.get(&format!("/visits/register.{path}?from=2026-11-01&to=2026-11-30")).await;
        assert_eq!(made.status, 200, "{path}: {}", made.body);
        assert!(made.header("content-type").contains(kind), "{path}");
    }
    let print = client.get("/visits/print").await.body;
    assert!(print.contains(PAPER) && print.contains("Mẫu số 03/TCD"), "{print}");
    let exported = audit_event::Entity::find()
        .filter(audit_event::Column::Deed.eq(Deed::RegisterExported.code()))
        .all(app.app.db.read())
        .await
        .unwrap();
    assert_eq!(exported.len(), 3, "each time it left is in the log");
}

#[tokio::test]
async fn what_is_missing_is_said_beside_its_field() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let chair = id_of("chutich");
    let table: [(Change, &str, &str); 12] = [
        (&[("full_name", "")], "full_name", "Xin ông/bà điền mục này"),
        (&[("id_number", "")], "id_number", "Điều 7"),
        (&[("id_number", "12x")], "id_number", "từ 6 đến 20"),
        (&[("visited_on", "2026-11-26")], "visited_on", "sau ngày hôm nay"),
        (&[("visit_outcome", "refused")], "not_received", "chọn một mục"),
        (&[("visit_outcome", "guided")], "outcome_body", "điền mục này"),
        (&[("visit_mode", "head-scheduled"), ("receiver", &chair)], "visit_mode", "đột xuất"),
        (&[("visit_mode", "head-unscheduled"), ("urgency", "heated")], "receiver", "thủ trưởng"),
        (&[("visit_mode", "head-unscheduled"), ("receiver", &chair)], "urgency", "chọn một mục"),
        (&[("people_count", "không")], "people_count", "Số người phải từ"),
        (&[("receiver", "ai đó")], "receiver", "chọn một mục"),
        (&[("visit_kind", "denunciation")], "visit_kind", "chọn một mục"),
    ];
    for (change, field, sentence) in table {
        let answer = send(&client, "/visits", &typed("t", change)).await;
        assert_eq!(answer.status, 422, "{field}");
        let mark = format!("id=\"{field}-error\"");
        let told = answer.body.split(&mark).nth(1).unwrap_or_else(|| panic!("{field}"));
        let told = told.split("</p>").next().unwrap();
        assert!(told.contains(sentence), "{field}: {told}");
        assert!(answer.body.contains("Đường ngõ 7 ngập nước"), "what was typed is kept");
    }
    // Before 1/7/2026 name and address were enough, and the decree's grounds did not exist.
    let old = [("visited_on", "2026-06-30"), ("id_number", "")];
    came(&client, "old", &old).await;
    let refused = [
        ("visited_on", "2026-06-30"),
        ("visit_outcome", "refused"),
        ("not_received", "armed"),
        ("same_matter", "new"),
    ];
    let answer = send(&client, "/visits", &typed("t", &refused)).await;
    assert!(answer.status == 422 && answer.body.contains("01/07/2026"), "{}", answer.body);
    let all = visit::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(all.len(), 1, "nothing else was written");
    let list = client.get("/visits?from=2026-06-01&to=2026-06-30").await.body;
    assert!(list.contains("12 cột"), "{list}");
    assert_eq!(client.get("/visits?from=2026-06-01&to=2025-06-01").await.status, 422);
    assert_eq!(client.get("/visits?from=2024-06-01&to=2026-06-01").await.status, 422);
}

#[tokio::test]
async fn whoever_came_before_is_shown_before_anything_is_written() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let first = came(&client, "1", &[]).await;
    // The same paper under a name with a slip.
    let again =
        typed("2", &[("full_name", "Vũ Thị Xen"), ("content", "Ngõ 7 lại ngập nước khi mưa")]);
    let asked = send(&client, "/visits", &again).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    for told in ["cùng số giấy tờ", "nội dung gần giống", "Lượt tiếp số 1", "Vụ việc mới"]
    {
        assert!(asked.body.contains(told), "{told} in {}", asked.body);
    }
    assert!(asked.body.contains("Ngõ 7 lại ngập"), "what was typed is kept");
    let count = async || visit::Entity::find().all(app.app.db.read()).await.unwrap().len();
    assert_eq!(count().await, 1, "nothing is written yet");
    let mut unanswered = again.clone();
    unanswered.push(("asked", "yes".to_owned()));
    assert_eq!(send(&client, "/visits", &unanswered).await.status, 422);
    let mut same = again.clone();
    same.push(("same_matter", format!("visit:{}", id_in(&first))));
    let second = send(&client, "/visits", &same).await;
    assert_eq!(second.status, 303, "{}", second.body);
    let second = second.location().to_owned();
    assert_eq!(row_of(&app, &second).await.matter_id, row_of(&app, &first).await.id);
    assert!(client.get(&second).await.body.contains(&first), "each shows the other");
    assert!(client.get(&first).await.body.contains(&second));
    let list = client.get("/visits").await.body;
    assert!(list.contains("2 lượt, 2 người.") && list.contains("1 mới"), "{list}");
    // By name and ward, by telephone; a stranger to the register is nobody's repeat.
    let by_name = typed("3", &[("full_name", "VU THI SEN"), ("id_number", "B1234567")]);
    assert!(send(&client, "/visits", &by_name).await.body.contains("cùng họ tên"));
    came(&client, "4", &[("full_name", "Ngô Văn Mạnh"), ("id_number", "B7654321")]).await;
    // The same page sent twice is one visit.
    let twice = came(&client, "4", &[("full_name", "Ngô Văn Mạnh"), ("same_matter", "new")]).await;
    assert_eq!(row_of(&app, &twice).await.number, 3);
    assert_eq!(count().await, 3);
    let elsewhere = typed("5", &[("same_matter", "visit:01940000-0000-7000-8000-00000000dead")]);
    assert_eq!(send(&client, "/visits", &elsewhere).await.status, 404);
}

#[tokio::test]
async fn a_case_of_the_same_person_is_a_hint_too() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let filed = file_today(&app, Kind::Petition).await;
    let theirs = typed("1", &[("full_name", "nguyen van duc")]);
    let asked = send(&client, "/visits", &theirs).await;
    assert!(asked.status == 200 && asked.body.contains(&filed.number), "{}", asked.body);
    let mut joined = theirs.clone();
    joined.push(("same_matter", format!("case:{}", filed.case_id)));
    let answer = send(&client, "/visits", &joined).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let href = answer.location().to_owned();
    assert_eq!(row_of(&app, &href).await.case_id, Some(filed.case_id));
    let case = client.get(&format!("/cases/{}", filed.case_id)).await.body;
    assert!(case.contains("Các lượt tiếp công dân") && case.contains(&href), "{case}");
    // Nobody is told of a denunciation by a name.
    crate::support::sealed::grant(&app, "tiepdan").await;
    let mut secret = new_case(Kind::Denunciation, app.app.clock.today());
    secret.filing_token = "secret".to_owned();
    let secret = file(&app, secret).await;
    let handler = app.signed_in("tiepdan").await;
    let asked = send(&handler, "/visits", &typed("2", &[("full_name", "Nguyễn Văn Đức")])).await;
    assert!(!asked.body.contains(&secret.number), "{}", asked.body);
    let forced = typed("3", &[("same_matter", &format!("case:{}", secret.case_id))]);
    assert_eq!(send(&handler, "/visits", &forced).await.status, 404);
    let other = came(&handler, "4", &[("id_number", "C1234567"), ("full_name", "Lê Thị Na")]).await;
    let by_number = [("version", "1"), ("joined_number", secret.number.as_str())];
    let answer = handler.post(&format!("{other}/joining"), &by_number).await;
    assert!(answer.status == 422 && answer.body.contains("Không có vụ việc phù hợp"));
}

#[tokio::test]
async fn numbers_have_no_gap_however_many_write_at_once() {
    let app = TestApp::spawn().await;
    let mut all = tokio::task::JoinSet::new();
    for n in 0..30 {
        // Every tenth page is sent twice, and two units write at the same time.
        let login = if n % 3 == 0 { "tiepdan2" } else { "tiepdan" };
        let client = app.signed_in(login).await;
        let (token, receiver) = (format!("token-{}", n - n % 10 / 9), id_of(login));
        let fields = typed(&token, &[("receiver", &receiver), ("same_matter", "new")]);
        all.spawn(async move { send(&client, "/visits", &fields).await.status });
    }
    assert!(all.join_all().await.iter().all(|status| *status == 303));
    let db = app.app.db.read();
    for unit in [WARD, OTHER_WARD] {
        let query = visit::Entity::find().filter(visit::Column::UnitId.eq(unit));
        let rows = query.order_by_asc(visit::Column::Number).all(db).await.unwrap();
        let numbers: Vec<i32> = rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, (1..=numbers.len() as i32).collect::<Vec<_>>());
    }
    let rows = visit::Entity::find().all(db).await.unwrap();
    assert_eq!(rows.len(), 27, "a page sent twice is one visit");
}

#[tokio::test]
async fn a_refusal_in_writing_is_due_in_three_working_days() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let refused = [
        ("visit_outcome", "refused"),
        ("not_received", "settled-and-prolonged"),
        ("id_number", ""),
        ("address", ""),
        ("content", ""),
    ];
    let href = came(&client, "1", &refused).await;
    let page = client.get(&href).await.body;
    assert!(page.contains("30/11/2026") && page.contains("Điều 4"), "{page}");
    assert!(!page.contains("/answer\""), "nothing to answer");
    assert!(client.get("/visits").await.body.contains("Phải gửi thông báo từ chối tiếp"));
    let list = client.get("/visits").await.body;
    assert!(
        list.contains("0 lượt") && list.contains("Từ chối tiếp: 1"),
        "not received is no visit"
    );
    let empty = [("version", "1"), ("noticed_on", "2026-11-24"), ("notice_paper", "")];
    let answer = client.post(&format!("{href}/notice"), &empty).await;
    assert!(answer.status == 422 && answer.body.contains("không thể trước ngày tiếp"));
    let given = [("version", "1"), ("noticed_on", "2026-11-25"), ("notice_paper", "7/TB-UBND")];
    assert_eq!(client.post(&format!("{href}/notice"), &given).await.status, 303);
    let page = client.get(&href).await.body;
    assert!(page.contains("7/TB-UBND") && !page.contains("/notice\""), "{page}");
    assert!(!client.get("/visits").await.body.contains("Phải gửi thông báo"));
    // An explanation on the spot is enough for the others.
    let spot = [("visit_outcome", "refused"), ("not_received", "armed"), ("same_matter", "new")];
    let href = came(&client, "2", &spot).await;
    assert!(!client.get(&href).await.body.contains("/notice\""));
    assert_eq!(row_of(&app, &href).await.awaits, "");
}

#[tokio::test]
async fn what_comes_after_is_added_and_what_stood_there_stays() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let href = came(&client, "1", &[]).await;
    let form = client.get(&format!("{href}/correction")).await.body;
    assert!(form.contains(PAPER) && form.contains("Vũ Thị Sen"), "{form}");
    let version = hidden(&form, "version");
    let change = [("version", version.as_str()), ("address", "Số 9, ngõ 7")];
    let without = send(&client, &format!("{href}/correction"), &typed("", &change)).await;
    assert!(without.status == 422 && without.body.contains("correction_reason-error"));
    let change = [&change[..], &[("correction_reason", "Ghi nhầm số nhà")]].concat();
    let done = send(&client, &format!("{href}/correction"), &typed("", &change)).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = client.get(&href).await.body;
    for told in ["<del>Số 5, ngõ 7, Phường Uông Bí</del>", "<ins>Số 9, ngõ 7", "Ghi nhầm số nhà"]
    {
        assert!(page.contains(told), "{told} in {page}");
    }
    assert!(!page.contains("<del>••"), "the same number is no change");
    // Somebody who still sees the first version is shown both.
    let late = [("version", "1"), ("address", "Số 11, ngõ 7"), ("correction_reason", "Nghe lại")];
    let conflict = send(&client, &format!("{href}/correction"), &typed("", &late)).await;
    assert_eq!(conflict.status, 409);
    for told in ["Số 9, ngõ 7", "Số 11, ngõ 7", "Nghe lại"] {
        assert!(conflict.body.contains(told), "{told} in {}", conflict.body);
    }
    assert_eq!(hidden(&conflict.body, "version"), "2", "sent again, it goes on top");
    let stale = [("version", "1"), ("visit_result", "Đã lấp hố ga")];
    let conflict = client.post(&format!("{href}/result"), &stale).await;
    assert!(conflict.status == 409 && conflict.body.contains("Đã lấp hố ga</textarea>"));
    let wrong = [("version", "2"), ("reply", "forwarded"), ("answer_way", "written")];
    let answer = client.post(&format!("{href}/answer"), &wrong).await;
    for field in ["answered_on", "answer_body", "answer_paper"] {
        assert!(answer.body.contains(&format!("{field}-error")), "{field}");
    }
    let told = [
        ("version", "2"),
        ("reply", "forwarded"),
        ("answer_way", "written"),
        ("answered_on", "2026-11-25"),
        ("answer_body", "Công ty cấp thoát nước"),
        ("answer_paper", "15/PC-UBND"),
    ];
    assert_eq!(client.post(&format!("{href}/answer"), &told).await.status, 303);
    let result = [("version", "3"), ("visit_result", "Đã lấp hố ga")];
    assert_eq!(client.post(&format!("{href}/result"), &result).await.status, 303);
    let page = client.get(&href).await.body;
    assert!(page.contains("Công ty cấp thoát nước") && page.contains("Đã lấp hố ga"), "{page}");
    assert!(!page.contains("/answer\""), "answered once");
    // The row is what its facts prove.
    let row = row_of(&app, &href).await;
    let query = visit_event::Entity::find().filter(visit_event::Column::VisitId.eq(row.id));
    let events = query.order_by_asc(visit_event::Column::Seq).all(app.app.db.read()).await.unwrap();
    let replayed =
        events.iter().fold(None, |state, event| State::after(state, &read(event).unwrap()));
    assert_eq!(replayed, Some(State::of(&row).unwrap()));
    assert_eq!((events.len(), row.version, row.outcome.as_str()), (4, 4, "forwarded"));
}

#[tokio::test]
async fn a_visit_becomes_a_case_without_being_typed_again() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let first = came(&client, "1", &[("phone", "0912345678"), ("demand", "Làm lại cống")]).await;
    let same = format!("visit:{}", id_in(&first));
    let second = came(&client, "2", &[("same_matter", &same)]).await;
    let page = client.get(&first).await.body;
    let counter = format!("/counter/new?visit={}", id_in(&first));
    assert!(page.contains(&counter), "{page}");
    let form = client.get(&counter).await.body;
    for told in ["Vũ Thị Sen", "0912345678", "Số 5, ngõ 7", "Làm lại cống", "Đường ngõ 7 ngập"]
    {
        assert!(form.contains(told), "{told} in {form}");
    }
    let (draft, visit) = (hidden(&form, "draft"), hidden(&form, "visit"));
    let (ward, today) = (WARD.to_string(), "2026-11-25");
    let fields = [
        ("draft", draft.as_str()),
        ("visit", &visit),
        ("channel", "oral"),
        ("received_on", today),
        ("kind", "petition"),
        ("unit", &ward),
        ("full_name", "Vũ Thị Sen"),
        ("address", "Số 5, ngõ 7"),
        ("field", "admin.infrastructure"),
        ("subject", "Ngõ 7 ngập"),
        ("content", "Đường ngõ 7 ngập nước"),
        ("demand", "Làm lại cống"),
    ];
    let parts: Vec<(&str, Option<&str>, &[u8])> =
        fields.iter().map(|(name, value)| (*name, None, value.as_bytes())).collect();
    let filed = client.post_parts("/counter", &parts).await;
    assert_eq!(filed.status, 303, "{}", filed.body);
    let case = row_of(&app, &first).await.case_id.unwrap();
    for href in [&first, &second] {
        let row = row_of(&app, href).await;
        assert_eq!((row.case_id, row.outcome.as_str()), (Some(case), "accepted"), "{href}");
        assert!(client.get(href).await.body.contains("2026/PA-000001"), "{href}");
    }
    let page = client.get(&format!("/cases/{case}")).await.body;
    assert!(page.contains(&first) && page.contains(&second), "{page}");
    // It is a case now, and no second one is made of it.
    assert_eq!(client.get(&counter).await.status, 404);
    let other = came(&client, "3", &[("same_matter", "new")]).await;
    let nowhere = [("version", "1"), ("joined_number", "2026/PA-000009")];
    assert_eq!(client.post(&format!("{other}/joining"), &nowhere).await.status, 422);
    let there = [("version", "1"), ("joined_number", " 2026/pa-000001 ")];
    assert_eq!(client.post(&format!("{other}/joining"), &there).await.status, 303);
    assert_eq!(row_of(&app, &other).await.matter_id, id_in(&first));
    let counted = counted(&app).await;
    assert_eq!((counted.tally.regular.turns, counted.tally.regular.matters), (3, 1));
}

async fn counted(app: &TestApp) -> figures::Figures {
    let day = |raw: &str| raw.parse().unwrap();
    let days = (day("2026-11-01"), day("2026-11-30"));
    figures::count(app.app.db.read(), &[WARD], days).await.unwrap()
}

/// A reception day of the chairman, held on 2/12/2026.
async fn held_day(app: &TestApp) -> (Client, String) {
    let client = app.signed_in("tiepdan").await;
    let host = id_of("chutich");
    let fields = [
        ("host", host.as_str()),
        ("reception_on", "2026-12-02"),
        ("from_time", "08:00"),
        ("to_time", "11:30"),
        ("reception_place", "Phòng tiếp công dân"),
    ];
    let planned = client.post("/receptions", &fields).await;
    assert_eq!(planned.status, 303, "{}", planned.body);
    let href = planned.location().to_owned();
    client.post(&format!("{href}/posting"), &[("version", "1")]).await;
    app.advance_days(7);
    let client = app.signed_in("tiepdan").await;
    let held = [("version", "2"), ("received_by", "head")];
    assert_eq!(client.post(&format!("{href}/holding"), &held).await.status, 303);
    (client, href)
}

#[tokio::test]
async fn what_the_head_receives_too_is_counted_once_under_the_head() {
    let app = TestApp::spawn().await;
    let before = app.signed_in("tiepdan").await;
    let first = came(&before, "1", &[]).await;
    let (client, day) = held_day(&app).await;
    let (same, chair) = (format!("visit:{}", id_in(&first)), id_of("chutich"));
    let head = [
        ("visited_on", "2026-12-02"),
        ("visit_mode", "head-scheduled"),
        ("receiver", chair.as_str()),
        ("people_count", "6"),
        ("same_matter", &same),
    ];
    let second = came(&client, "2", &head).await;
    let urgent = [
        ("visited_on", "2026-12-02"),
        ("visit_mode", "head-unscheduled"),
        ("urgency", "serious-harm"),
        ("receiver", chair.as_str()),
        ("full_name", "Mai Thị Lụa"),
        ("id_number", "D1234567"),
        ("same_matter", "new"),
    ];
    let third = came(&client, "3", &urgent).await;
    let days = ("2026-11-01".parse().unwrap(), "2026-12-31".parse().unwrap());
    let all = figures::count(app.app.db.read(), &[WARD], days).await.unwrap();
    let count = |turns, people, matters, groups, group_people| Count {
        turns,
        people,
        matters,
        groups,
        group_people,
    };
    assert_eq!(all.tally.regular, count(1, 1, 0, 0, 0));
    assert_eq!(all.tally.head_scheduled, count(1, 6, 1, 1, 6));
    assert_eq!(all.tally.head_unscheduled, count(1, 1, 1, 0, 0));
    assert_eq!((all.head_days, all.delegate_days), (1, 0));
    assert_eq!((all.tally.new_matters, all.tally.known_matters), (2, 0));
    // In December alone the first matter was known before.
    let december = ("2026-12-01".parse().unwrap(), "2026-12-31".parse().unwrap());
    let december = figures::count(app.app.db.read(), &[WARD], december).await.unwrap();
    assert_eq!((december.tally.new_matters, december.tally.known_matters), (1, 1));
    assert_eq!(counted(&app).await.tally.regular, count(1, 1, 1, 0, 0), "November stays as it was");
    let page = client.get(&day).await.body;
    assert!(page.contains(&second) && !page.contains(&third), "{page}");
    assert_eq!(row_of(&app, &third).await.day_id, None, "nothing was posted ahead of it");
    let page = client.get(&second).await.body;
    assert!(page.contains("Đoàn đông người"), "{page}");
    let page = client.get(&third).await.body;
    assert!(page.contains("có thể gây hậu quả nghiêm trọng"), "{page}");
}

#[tokio::test]
async fn a_day_is_concluded_and_its_tasks_are_followed() {
    let app = TestApp::spawn().await;
    let (client, day) = held_day(&app).await;
    let lines = |second_by: &'static str| {
        [
            ("version", "3"),
            ("conclusion_text", "Kiểm tra cống ngõ 7"),
            ("conclusion_paper", "40/TB-UBND"),
            ("task_who", "Phòng Kinh tế"),
            ("task_what", "Đo lại cao độ"),
            ("task_by", "2026-12-10"),
            ("task_who", "Công an phường"),
            ("task_what", "Phân luồng"),
            ("task_by", second_by),
        ]
    };
    let wrong = client.post(&format!("{day}/conclusion"), &lines("2026-12-01")).await;
    assert!(wrong.status == 422 && wrong.body.contains("Việc ở dòng 2"), "{}", wrong.body);
    assert!(wrong.body.contains("value=\"Phân luồng\""), "what was typed is kept");
    let done = client.post(&format!("{day}/conclusion"), &lines("2026-12-04")).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = client.get(&day).await.body;
    for told in ["40/TB-UBND", "Đo lại cao độ", "Công an phường", "Đã thông báo kết luận"]
    {
        assert!(page.contains(told), "{told} in {page}");
    }
    assert!(page.contains("Phạm Văn Quyết") && page.contains("trực tiếp"), "who received stays");
    let list = client.get("/visits").await.body;
    let owed = list.split_once("Việc phải làm theo thông báo kết luận").unwrap().1;
    assert!(owed.find("Phân luồng").unwrap() < owed.find("Đo lại cao độ").unwrap(), "due first");
    let action = page.split("/tasks/").nth(1).unwrap().split('/').next().unwrap();
    let finish = format!("{day}/tasks/{action}/completion");
    let empty = client.post(&finish, &[("task_result", "")]).await;
    assert!(empty.status == 422 && empty.body.contains("id=\"task_result-error\""));
    assert_eq!(client.post(&finish, &[("task_result", "Đã đo")]).await.status, 303);
    assert_eq!(client.post(&finish, &[("task_result", "Đã đo")]).await.status, 404, "once");
    let page = client.get(&day).await.body;
    assert!(page.contains("Đã đo") && page.contains("Xong ngày 02/12/2026"), "{page}");
    app.advance_days(5);
    let client = app.signed_in("tiepdan").await;
    assert!(client.get("/visits").await.body.contains("overdue"), "the other one is late");
    let stranger = app.signed_in("tiepdan2").await;
    assert_eq!(stranger.post(&finish, &[("task_result", "x")]).await.status, 404);
}

#[tokio::test]
async fn an_online_session_is_told_tested_and_connected_in_time() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let host = id_of("chutich");
    let plan = |more: &[(&'static str, &'static str)]| {
        let usual = [
            ("host", host.clone()),
            ("reception_on", "2026-12-03".to_owned()),
            ("from_time", "08:00".to_owned()),
            ("to_time", "11:30".to_owned()),
            ("reception_place", "Điểm cầu phường".to_owned()),
            ("online", "yes".to_owned()),
        ];
        let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
        usual.into_iter().chain(more).collect::<Vec<_>>()
    };
    let protected = send(&client, "/receptions", &plan(&[("about_denunciation", "yes")])).await;
    assert!(protected.status == 422 && protected.body.contains("online-error"));
    let cleared = [("about_denunciation", "yes"), ("cleared", "yes")];
    let planned = send(&client, "/receptions", &plan(&cleared)).await;
    assert_eq!(planned.status, 303, "{}", planned.body);
    let href = planned.location().to_owned();
    let page = client.get(&href).await.body;
    // Notice five working days before (TD-12), test one before, points connected an hour before (TD-13).
    for told in ["26/11/2026", "02/12/2026", "07:00"] {
        assert!(page.contains(told), "{told} in {page}");
    }
    assert_eq!(client.post(&format!("{href}/posting"), &[("version", "1")]).await.status, 303);
    assert!(app.stranger().get("/reception").await.body.contains("(trực tuyến)"));
    app.advance_days(8);
    let client = app.signed_in("tiepdan").await;
    // Too late to test: it must be put off.
    let late = client.post(&format!("{href}/test"), &[("version", "2")]).await;
    assert!(late.status == 422 && late.body.contains("02/12/2026"), "{}", late.body);
    let off =
        [("version", "2"), ("new_day", "2026-12-11"), ("postponement_reason", "Lỗi đường truyền")];
    assert_eq!(client.post(&format!("{href}/postponement"), &off).await.status, 303);
    assert_eq!(client.post(&format!("{href}/posting"), &[("version", "3")]).await.status, 303);
    app.advance_days(7);
    let client = app.signed_in("tiepdan").await;
    assert_eq!(client.post(&format!("{href}/test"), &[("version", "4")]).await.status, 303);
    app.advance_days(1);
    let client = app.signed_in("tiepdan").await;
    let without = [("version", "5"), ("received_by", "head")];
    let answer = client.post(&format!("{href}/holding"), &without).await;
    assert!(answer.status == 422 && answer.body.contains("connected_at-error"), "{}", answer.body);
    let held = [("version", "5"), ("received_by", "head"), ("connected_at", "07:30")];
    assert_eq!(client.post(&format!("{href}/holding"), &held).await.status, 303);
    let page = client.get(&href).await.body;
    assert!(page.contains("Đã kết nối lúc 07:30") && page.contains("Kết nối muộn"), "{page}");
}

#[tokio::test]
async fn of_who_came_to_denounce_the_register_holds_a_code() {
    let app = TestApp::spawn().await;
    let plain = app.signed_in("tiepdan").await;
    assert_eq!(plain.get("/visits/denunciations/new").await.status, 404);
    crate::support::sealed::grant(&app, "tiepdan").await;
    let handler = app.signed_in("tiepdan").await;
    let page = handler.get("/visits/denunciations/new").await.body;
    for name in ["full_name", "id_number", "address", "content"] {
        assert!(!page.contains(&format!("name=\"{name}\"")), "{name}");
    }
    // Whatever is sent, nothing of it is kept.
    let fields = typed("1", &[("register_code", "TC-2026-015")]);
    let answer = send(&handler, "/visits/denunciations", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let href = answer.location().to_owned();
    let row = row_of(&app, &href).await;
    for word in ["Sen", "ngập", "Số 5"] {
        assert!(!format!("{row:?}").contains(word), "{word}");
    }
    assert_eq!(row.id_digest, "");
    let page = handler.get(&href).await.body;
    assert!(page.contains("TC-2026-015") && !page.contains("/correction"), "{page}");
    assert!(!page.contains("/counter/new?visit="), "{page}");
    let print = handler.get("/visits/print").await.body;
    assert!(print.contains("TC-2026-015"), "{print}");
    // Who does not receive denunciations finds none.
    let officer = app.signed_in("canbo2").await;
    assert_eq!(officer.get(&href).await.status, 404);
    assert!(!officer.get("/visits").await.body.contains("TC-2026-015"));
    // It is counted, and joined to a denunciation alone.
    assert_eq!(counted(&app).await.tally.regular.turns, 1);
    let petition = file_today(&app, Kind::Petition).await;
    let join = [("version", "1"), ("joined_number", petition.number.as_str())];
    assert_eq!(handler.post(&format!("{href}/joining"), &join).await.status, 422);
    let mut secret = new_case(Kind::Denunciation, app.app.clock.today());
    secret.filing_token = "secret".to_owned();
    let secret = file(&app, secret).await;
    let join = [("version", "1"), ("joined_number", secret.number.as_str())];
    assert_eq!(handler.post(&format!("{href}/joining"), &join).await.status, 303);
}

#[tokio::test]
async fn what_is_not_the_readers_looks_missing() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let href = came(&client, "1", &[]).await;
    let elsewhere = app.signed_in("tiepdan2").await;
    let front = app.signed_in("mattran").await;
    for who in [&elsewhere, &front, &app.signed_in("quantri").await] {
        assert_eq!(who.get(&href).await.status, 404);
    }
    assert_eq!(front.get("/visits").await.status, 404);
    assert!(!elsewhere.get("/visits").await.body.contains("Vũ Thị Sen"));
    assert!(!elsewhere.get("/visits/print").await.body.contains("Vũ Thị Sen"));
    assert_eq!(elsewhere.get(&format!("/visits?unit={WARD}")).await.status, 404);
    for path in ["correction", "answer", "notice", "result", "joining"] {
        let answer = elsewhere.post(&format!("{href}/{path}"), &[("version", "1")]).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    // The province reads the register of the ward and does not write in it.
    let province = app.signed_in("tiepdan.tinh").await;
    let page = province.get(&href).await;
    assert!(page.status == 200 && !page.body.contains("/correction"), "{}", page.body);
    let result = [("version", "1"), ("visit_result", "x")];
    assert_eq!(province.post(&format!("{href}/result"), &result).await.status, 404);
    let officer = app.signed_in("canbo2").await;
    assert_eq!(officer.get(&href).await.status, 200);
    for path in ["/visits/new", "/visits/print", "/visits/register.pdf", "/visits/register.docx"] {
        assert_eq!(officer.get(path).await.status, 404, "{path}");
    }
}

/// The query and the decision are one rule, for everybody, on visits of every kind.
#[tokio::test]
async fn the_scope_of_the_register_agrees_with_its_decision() {
    let app = TestApp::spawn().await;
    crate::support::sealed::grant(&app, "tiepdan").await;
    let client = app.signed_in("tiepdan").await;
    let mut cases = vec![None];
    for (n, level) in Confidentiality::CHOICES.into_iter().enumerate() {
        for assignee in [None, Some("canbo")] {
            let mut new = new_case(Kind::Petition, app.app.clock.today());
            new.filing_token = format!("{n}-{assignee:?}");
            let filed = file(&app, new).await;
            let row = entity::case::ActiveModel {
                id: Set(filed.case_id),
                confidentiality: Set(level.code().to_owned()),
                assignee_id: Set(assignee.map(|login| id_of(login).parse().unwrap())),
                ..Default::default()
            };
            entity::case::Entity::update(row).exec(app.app.db.for_migration()).await.unwrap();
            cases.push(Some(filed.case_id));
        }
    }
    for (n, case) in cases.iter().enumerate() {
        let href = came(&client, &format!("t{n}"), &[("same_matter", "new")]).await;
        let by = if n % 2 == 0 { "tiepdan" } else { "tiepdan2" };
        let row = visit::ActiveModel {
            id: Set(id_in(&href)),
            case_id: Set(*case),
            created_by: Set(id_of(by).parse().unwrap()),
            ..Default::default()
        };
        visit::Entity::update(row).exec(app.app.db.for_migration()).await.unwrap();
    }
    let fields = typed("denunciation", &[("register_code", "TC-1")]);
    assert_eq!(send(&client, "/visits/denunciations", &fields).await.status, 303);
    let db = app.app.db.read();
    let all = visit::Entity::find().all(db).await.unwrap();
    let mut seen = 0;
    for (login, name, role, unit_id, account_id) in LOGINS {
        for denunciations in [Reach::Nothing, Reach::Assigned, Reach::Units] {
            let role = Role::from_code(role).unwrap();
            let actor = Actor {
                account_id,
                session_id: Uuid::nil(),
                name: name.to_owned(),
                role,
                unit_id,
                unit_ids: unit_id.map(|id| app.app.units().subtree(id)).unwrap_or_default(),
                denunciations,
                ceiling: role.ceiling(),
                lacks_factor: false,
                acts_for: None,
            };
            let found = visit::Entity::find().filter(visible_visits(&actor)).all(db).await.unwrap();
            for row in &all {
                let case = match row.case_id {
                    Some(id) => entity::case::Entity::find_by_id(id).one(db).await.unwrap(),
                    None => None,
                };
                let facts = VisitFacts {
                    unit_id: row.unit_id,
                    created_by: row.created_by,
                    is_denunciation: row.kind == "denunciation",
                };
                let case = case.as_ref().map(gandan::cases::store::facts_of);
                let decided = sees_visit(&actor, &facts, case.as_ref());
                let queried = found.iter().any(|one| one.id == row.id);
                assert_eq!(queried, decided, "{login} {denunciations:?}: {facts:?} {case:?}");
                seen += usize::from(decided);
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

/// The number of an identity paper is on the visit, in print and in the export, and nowhere else: neither in
/// the database, nor in letters, lists, searches, reports and the pages of cases.
#[tokio::test]
async fn the_number_of_a_paper_leaks_nowhere() {
    let data = tempfile::tempdir().unwrap();
    let url = crate::support::database_of_tests(data.path()).await;
    let app = TestApp::spawn_on(&url, data).await;
    let client = app.signed_in("tiepdan").await;
    let href = came(&client, "1", &[]).await;
    let form = client.get(&format!("/counter/new?visit={}", id_in(&href))).await.body;
    let filed = file_today(&app, Kind::Petition).await;
    let join = [("version", "1"), ("joined_number", filed.number.as_str())];
    assert_eq!(client.post(&format!("{href}/joining"), &join).await.status, 303);
    let mut kept = vec![("counter".to_owned(), form)];
    let chair = app.signed_in("chutich").await;
    let case = format!("/cases/{}", filed.case_id);
    for path in ["/visits", "/cases", &case, "/reports", "/reports.csv", "/mail"] {
        let answer = chair.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        kept.push((path.to_owned(), answer.body));
    }
    let search = chair.get(&format!("/cases?q={PAPER}")).await.body;
    assert!(!search.contains(&filed.number), "no case is found by it");
    let admin = app.signed_in("quantri").await;
    kept.push(("/audit".to_owned(), admin.get("/audit").await.body));
    app.advance_days(40);
    app.run_jobs().await;
    for letter in app.letters() {
        kept.push(("letter".to_owned(), format!("{}{}", letter.raw, letter.text)));
    }
    let rows = visit::Entity::find().all(app.app.db.read()).await.unwrap();
    kept.push(("visits".to_owned(), format!("{rows:?}")));
    let facts = visit_event::Entity::find().all(app.app.db.read()).await.unwrap();
    kept.push(("facts".to_owned(), format!("{facts:?}")));
    for (place, text) in &kept {
        let found = text.find(PAPER).map(|at| &text[at.saturating_sub(60)..at]);
        assert!(!text.contains(PAPER), "{place}: …{found:?}");
    }
    assert!(kept.iter().any(|(place, text)| place == "visits" && text.contains("Vũ Thị Sen")));
    let client = app.signed_in("tiepdan").await;
    assert!(client.get(&href).await.body.contains(PAPER), "there it is read");
}
