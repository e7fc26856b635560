//! The register of management work: what is entered, concluded, carried out and struck out. Today is 25/11/2026.

mod figures;
mod rights;

use chrono::NaiveDate;
use entity::{audit_event, management_entry as entry, management_progress as progress};
use gandan::audit::Deed;
use gandan::management::form::Line;
use gandan::management::record::{self, Entered, NewLine};
use gandan::management::{Kind, store};
use gandan::policy::{Actor, Reach};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::hidden;
use crate::support::client::{Answer, Client};
use crate::support::people::{WARD, actor_of};

type Fields<'a> = &'a [(&'static str, &'a str)];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn actor(app: &TestApp, login: &str) -> Actor {
    actor_of(&app.app.units(), login, Reach::Nothing)
}

/// What is typed for a line of a kind, with what the test is about put over it.
fn typed<'a>(kind: &'a str, token: &'a str, change: Fields<'a>) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("kind", kind),
        ("token", token),
        ("register_date", "2026-03-02"),
        ("register_number", "12/QĐ-UBND"),
        ("register_title", "Thanh tra trách nhiệm tiếp công dân"),
        ("participants", "1.200"),
        ("inspected_units", "3"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !change.iter().any(|(n, _)| n == name));
    kept.chain(change.iter().copied()).collect()
}

/// Enters a line that must be taken; gives its address.
async fn entered(client: &Client, kind: &str, token: &str, change: Fields<'_>) -> String {
    let answer = client.post("/management", &typed(kind, token, change)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().to_owned()
}

/// Sends a form of the page of a line on the version given.
async fn act(client: &Client, href: &str, what: &str, version: &str, rest: Fields<'_>) -> Answer {
    let mut fields = vec![("version", version)];
    fields.extend(rest);
    client.post(&format!("{href}/{what}"), &fields).await
}

async fn did(client: &Client, href: &str, what: &str, rest: Fields<'_>) {
    let version = hidden(&client.get(href).await.body, "version");
    let answer = act(client, href, what, &version, rest).await;
    assert_eq!(answer.status, 303, "{what}: {}", answer.body);
}

async fn row_of(app: &TestApp, href: &str) -> entry::Model {
    let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
    entry::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap()
}

async fn all_progress(app: &TestApp) -> Vec<progress::Model> {
    let query = progress::Entity::find().order_by_asc(progress::Column::OnDate);
    query.all(app.app.db.read()).await.unwrap()
}

const CONCLUSION: Fields = &[
    ("inspection_concluded_on", "2026-05-04"),
    ("conclusion_number", "7/KL-UBND"),
    ("rec_organisations", "1"),
    ("rec_people", "2"),
    ("transferred_organisations", ""),
    ("transferred_people", "1"),
];

#[tokio::test]
async fn every_kind_is_entered_shown_and_listed() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let empty = client.get("/management").await.body;
    assert!(empty.contains("Không có dòng nào trong sổ năm 2026"), "{empty}");
    let choice = client.get("/management/new").await.body;
    for kind in Kind::ALL {
        let page = client.get(&format!("/management/new?kind={}", kind.code())).await;
        assert_eq!(page.status, 200, "{kind:?}");
        assert!(choice.contains(&format!("/management/new?kind={}", kind.code())), "{choice}");
        assert_eq!(page.body.contains("id=\"participants\""), kind == Kind::Class);
        assert_eq!(page.body.contains("id=\"inspected_units\""), kind == Kind::Inspection);
        assert_eq!(page.body.contains("id=\"register_number\""), kind.has_number());
        let token = hidden(&page.body, "token");
        let title = format!("Nội dung {}", kind.code());
        let href = entered(&client, kind.code(), &token, &[("register_title", &title)]).await;
        let row = row_of(&app, &href).await;
        assert_eq!((row.unit_id, row.on_date), (WARD, day("2026-03-02")));
        // What the form of the kind does not ask for is not taken.
        assert_eq!(row.people, if kind == Kind::Class { 1_200 } else { 0 }, "{kind:?}");
        assert_eq!(row.units, if kind == Kind::Inspection { 3 } else { 0 }, "{kind:?}");
        assert_eq!(row.number.is_empty(), kind == Kind::Class);
        let shown = client.get(&href).await.body;
        for told in [title.as_str(), "02/03/2026", "Trần Thị Tiếp, 09:00 25/11/2026"] {
            assert!(shown.contains(told), "{told} in {shown}");
        }
        let list = client.get(&format!("/management?kind={}", kind.code())).await.body;
        assert!(list.contains(&href) && list.matches("<th scope=\"row\"").count() == 1, "{list}");
    }
    let list = client.get("/management").await.body;
    assert_eq!(list.matches("<th scope=\"row\"").count(), 5, "{list}");
    assert!(list.contains("1.200 người") && list.contains("3 đơn vị"), "{list}");
    let before = client.get("/management?year=2025").await.body;
    assert!(before.contains("Không có dòng nào trong sổ năm 2025"), "{before}");
    let deeds = audit_event::Entity::find()
        .filter(audit_event::Column::Deed.eq(Deed::ManagementChanged.code()))
        .all(app.app.db.read())
        .await
        .unwrap();
    assert!(deeds.len() == 5 && deeds.iter().all(|one| one.detail == "entered"), "{deeds:?}");
}

/// The sentence beside a field.
fn told<'a>(body: &'a str, field: &str) -> &'a str {
    let mark = format!("id=\"{field}-error\"");
    let rest = body.split(&mark).nth(1).unwrap_or_else(|| panic!("{field} in {body}"));
    rest.split("</p>").next().unwrap()
}

#[tokio::test]
async fn what_is_missing_or_cannot_be_is_said_beside_its_field() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("chutich").await;
    let table: [(&str, Fields, &str, &str); 10] = [
        ("issued", &[("register_date", "2026-11-26")], "register_date", "sau ngày hôm nay"),
        ("issued", &[("register_date", "31/02/2026")], "register_date", "không có trong lịch"),
        ("issued", &[("register_date", "")], "register_date", "Xin chọn ngày"),
        ("amended", &[("register_number", "")], "register_number", "điền mục này"),
        ("cancelled", &[("register_title", " ")], "register_title", "điền mục này"),
        ("class", &[("participants", "")], "participants", "điền mục này"),
        ("class", &[("participants", "-5")], "participants", "từ 0 đến 1.000.000"),
        ("class", &[("participants", "1.000.001")], "participants", "từ 0 đến 1.000.000"),
        ("inspection", &[("inspected_units", "1.5")], "inspected_units", "từ 0 đến 1.000.000"),
        ("inspection", &[("inspected_units", "ba")], "inspected_units", "từ 0 đến 1.000.000"),
    ];
    for (kind, change, field, sentence) in table {
        let answer = client.post("/management", &typed(kind, "t", change)).await;
        assert_eq!(answer.status, 422, "{kind} {field}");
        assert!(told(&answer.body, field).contains(sentence), "{field}: {}", answer.body);
        let kept = change[0].1;
        assert!(answer.body.contains(&format!("value=\"{kept}\"")), "{kept}: {}", answer.body);
        assert_eq!(hidden(&answer.body, "token"), "t", "the page stays the same page");
    }
    assert_eq!(client.post("/management", &typed("khác", "t", &[])).await.status, 400);
    assert_eq!(client.post("/management", &typed("issued", "", &[])).await.status, 400);
    assert!(entry::Entity::find().all(app.app.db.read()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_page_sent_twice_is_entered_once_and_a_number_stands_once() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let first = entered(&client, "issued", "one", &[]).await;
    assert_eq!(entered(&client, "issued", "one", &[]).await, first);
    let again = client.post("/management", &typed("issued", "two", &[])).await;
    assert_eq!(again.status, 422);
    assert!(told(&again.body, "register_number").contains("đã có trong sổ"), "{}", again.body);
    // Another day, another kind, another unit.
    entered(&client, "issued", "three", &[("register_date", "2026-03-03")]).await;
    entered(&client, "amended", "four", &[]).await;
    entered(&app.signed_in("tiepdan2").await, "issued", "five", &[]).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let client = app.signed_in("tiepdan").await;
        all.spawn(async move { client.post("/management", &typed("class", "six", &[])).await });
    }
    let answers = all.join_all().await;
    let places: std::collections::BTreeSet<_> =
        answers.iter().map(|one| (one.status, one.location().to_owned())).collect();
    assert!(places.len() == 1 && places.iter().all(|one| one.0 == 303), "{places:?}");
    assert_eq!(entry::Entity::find().all(app.app.db.read()).await.unwrap().len(), 5);
}

/// What cannot be done after a conclusion of 4/5/2026, on the second version of the line.
async fn refuses_progress(client: &Client, href: &str) {
    for (fields, field, sentence) in [
        ([("progress_on", "2026-05-03"), ("handled_people", "1")], "progress_on", "04/05/2026"),
        ([("progress_on", "2026-11-26"), ("handled_people", "1")], "progress_on", "hôm nay"),
        (
            [("progress_on", "2026-05-20"), ("handled_people", "0")],
            "handled_organisations",
            "lớn hơn 0",
        ),
        ([("progress_on", "2026-05-20"), ("handled_people", "x")], "handled_people", "từ 0 đến"),
    ] {
        let sent = [fields[0], fields[1], ("token", "p")];
        let answer = act(client, href, "progress", "2", &sent).await;
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(told(&answer.body, field).contains(sentence), "{fields:?}");
        assert!(answer.body.contains(&format!("value=\"{}\"", fields[1].1)), "kept");
    }
}

#[tokio::test]
async fn an_inspection_is_concluded_followed_and_carried_out() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let href = entered(&client, "inspection", "i", &[]).await;
    // Nothing is carried out before there is a conclusion.
    for what in ["progress", "completion"] {
        assert_eq!(act(&client, &href, what, "1", &[("token", "p")]).await.status, 404, "{what}");
    }
    let early = [("inspection_concluded_on", "2026-03-01"), ("conclusion_number", "7/KL-UBND")];
    let refused = act(&client, &href, "conclusion", "1", &early).await;
    assert_eq!(refused.status, 422);
    let sentence = told(&refused.body, "inspection_concluded_on");
    assert!(sentence.contains("02/03/2026"), "{sentence}");
    assert!(refused.body.contains("value=\"7/KL-UBND\""), "what was typed is kept");
    did(&client, &href, "conclusion", CONCLUSION).await;
    let row = row_of(&app, &href).await;
    let counts = (row.rec_organisations, row.rec_people, row.transferred_organisations);
    assert_eq!((counts, row.transferred_people), ((1, 2, 0), 1));
    refuses_progress(&client, &href).await;
    let first = [("token", "p1"), ("progress_on", "2026-05-20"), ("handled_organisations", "1")];
    did(&client, &href, "progress", &first).await;
    // Sent twice, it is there once, and the second time is no mistake.
    assert_eq!(act(&client, &href, "progress", "2", &first).await.status, 303);
    let wrong = [("token", "p2"), ("progress_on", "2026-06-20"), ("handled_people", "20")];
    did(&client, &href, "progress", &wrong).await;
    let slip = all_progress(&app).await[1].id.to_string();
    let nothing = [("struck_progress", slip.as_str()), ("progress_reason", "")];
    assert_eq!(act(&client, &href, "progress/striking", "4", &nothing).await.status, 422);
    let strike = [("struck_progress", slip.as_str()), ("progress_reason", "Nhập nhầm số")];
    did(&client, &href, "progress/striking", &strike).await;
    let second = [
        ("token", "p3"),
        ("progress_on", "2026-06-20"),
        ("handled_people", "2"),
        ("prosecuted_cases", "1"),
        ("prosecuted_people", "1"),
    ];
    did(&client, &href, "progress", &second).await;
    let page = client.get(&href).await.body;
    assert!(page.contains("<del>20</del>") && page.contains("Nhập nhầm số"), "{page}");
    let early = act(&client, &href, "completion", "6", &[("carried_out_on", "2026-06-19")]).await;
    assert!(told(&early.body, "carried_out_on").contains("20/06/2026"), "{}", early.body);
    did(&client, &href, "completion", &[("carried_out_on", "2026-07-01")]).await;
    let late = [("token", "p4"), ("progress_on", "2026-07-02"), ("handled_people", "1")];
    let late = act(&client, &href, "progress", "7", &late).await;
    assert!(told(&late.body, "progress_on").contains("01/07/2026"), "{}", late.body);
    let row = row_of(&app, &href).await;
    assert_eq!((row.finished_on, row.version), (Some(day("2026-07-01")), 7));
    let kept: Vec<_> = all_progress(&app).await;
    let kept: Vec<_> = kept.iter().filter(|line| line.struck_on.is_none()).collect();
    let sums =
        (kept.iter().map(|l| l.organisations).sum::<i32>(), kept.iter().map(|l| l.people).sum());
    assert_eq!((kept.len(), sums), (2, (1, 2)));
}

#[tokio::test]
async fn of_two_who_write_at_once_the_second_sees_both() {
    let app = TestApp::spawn().await;
    let (one, other) = (app.signed_in("tiepdan").await, app.signed_in("chutich").await);
    let href = entered(&one, "inspection", "i", &[]).await;
    did(&other, &href, "conclusion", CONCLUSION).await;
    let mine = [("inspection_concluded_on", "2026-06-01"), ("conclusion_number", "9/KL-UBND")];
    let late = act(&one, &href, "conclusion", "1", &mine).await;
    assert_eq!(late.status, 409);
    for seen in ["04/05/2026", "7/KL-UBND", "01/06/2026", "9/KL-UBND", "Người khác vừa ghi"] {
        assert!(late.body.contains(seen), "{seen} in {}", late.body);
    }
    assert_eq!(row_of(&app, &href).await.conclusion_number, "7/KL-UBND");
    // The same person, the same page twice: done.
    assert_eq!(act(&other, &href, "conclusion", "1", CONCLUSION).await.status, 303);
    // The same words of somebody else are a conflict.
    assert_eq!(act(&one, &href, "conclusion", "1", CONCLUSION).await.status, 409);
    let done = [("token", "p"), ("progress_on", "2026-05-20"), ("handled_people", "1")];
    did(&one, &href, "progress", &done).await;
    let theirs = [("token", "q"), ("progress_on", "2026-05-21"), ("handled_people", "2")];
    let late = act(&other, &href, "progress", "2", &theirs).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("20/05/2026") && late.body.contains("value=\"2026-05-21\""));
    let mut all = tokio::task::JoinSet::new();
    for n in 0..8 {
        let (client, href) = (app.signed_in("tiepdan").await, href.clone());
        all.spawn(async move {
            let reason = format!("Lý do {n}");
            act(&client, &href, "striking", "3", &[("struck_reason", &reason)]).await.status
        });
    }
    let answers = all.join_all().await;
    let won = answers.iter().filter(|status| **status == 303).count();
    let late = answers.iter().filter(|status| **status == 409).count();
    assert_eq!((won, late), (1, 7), "{answers:?}");
    let row = row_of(&app, &href).await;
    assert_eq!((row.version, row.struck_on), (4, Some(day("2026-11-25"))));
}

#[tokio::test]
async fn a_slip_is_struck_out_and_entered_again() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let href = entered(&client, "issued", "one", &[]).await;
    assert_eq!(client.get(&format!("/management/new?again={}", &href[12..])).await.status, 404);
    assert_eq!(act(&client, &href, "striking", "1", &[("struck_reason", "")]).await.status, 422);
    did(&client, &href, "striking", &[("struck_reason", "Ghi nhầm trích yếu")]).await;
    let page = client.get(&href).await.body;
    let said = "Gạch bỏ ngày 25/11/2026, Trần Thị Tiếp: Ghi nhầm trích yếu";
    assert!(page.contains(said) && !page.contains("/striking"), "{page}");
    let twice = act(&client, &href, "striking", "2", &[("struck_reason", "Lần nữa")]).await;
    assert_eq!(twice.status, 404, "what was struck out stays as it is");
    let list = client.get("/management").await.body;
    assert!(list.contains("<del>Thanh tra trách nhiệm tiếp công dân</del>"), "{list}");
    let begun = client.get(&format!("/management/new?again={}", &href[12..])).await.body;
    assert!(begun.contains("value=\"12/QĐ-UBND\"") && begun.contains("2026-03-02"), "{begun}");
    let replaces = hidden(&begun, "replaces");
    let right = [("replaces", replaces.as_str()), ("register_title", "Kế hoạch tiếp công dân")];
    let again = entered(&client, "issued", "two", &right).await;
    let other = client.post("/management", &typed("class", "three", &right)).await;
    assert!(told(&other.body, "register_title").contains("đã được ghi lại"), "{}", other.body);
    assert!(client.get(&href).await.body.contains(&again));
    assert!(client.get(&again).await.body.contains(&href));
    let (old, new) = (row_of(&app, &href).await, row_of(&app, &again).await);
    assert_eq!((old.title.as_str(), old.version), ("Thanh tra trách nhiệm tiếp công dân", 2));
    assert_eq!((new.replaces_id, new.struck_on), (Some(old.id), None));
    // Nobody enters again what another unit struck out.
    let stranger = app.signed_in("tiepdan2").await;
    assert_eq!(stranger.post("/management", &typed("class", "x", &right)).await.status, 404);
}

#[tokio::test]
async fn a_long_year_has_pages_and_open_inspections_are_carried_over() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let who = actor(&app, "tiepdan");
    let tx = app.app.db.begin_write().await.unwrap();
    for n in 0..51 {
        let title = format!("Lớp số {n}.");
        let on = day("2026-02-02");
        let number = String::new();
        let line = Line { kind: Kind::Class, on, number, title, people: n, units: 0 };
        let token = format!("class-{n}");
        let new = NewLine { unit_id: WARD, line, replaces: None, token };
        let done = record::enter(&tx, &who, new, app.now()).await.unwrap();
        assert!(matches!(done, Entered::Now(_)));
    }
    tx.commit().await.unwrap();
    let page = client.get("/management?kind=class").await.body;
    assert!(page.contains("1–50 trong tổng số 51"), "{page}");
    let next = client.get("/management?year=2026&kind=class&page=2").await.body;
    assert!(next.contains("51–51 trong tổng số 51"), "{next}");
    let begun = [("register_date", "2024-12-30")];
    let href = entered(&client, "inspection", "old", &begun).await;
    let slip = entered(&client, "inspection", "slip", &[("register_date", "2024-12-31")]).await;
    did(&client, &slip, "striking", &[("struck_reason", "Ghi nhầm")]).await;
    let listed = async |year: i32| {
        let body = client.get(&format!("/management?year={year}&kind=inspection")).await.body;
        (body.contains(&href), body.contains(&slip), body.contains("từ năm trước chuyển sang"))
    };
    assert_eq!(listed(2024).await, (true, true, false));
    assert_eq!(listed(2026).await, (true, false, true));
    let done = [("inspection_concluded_on", "2025-02-03"), ("conclusion_number", "1/KL")];
    did(&client, &href, "conclusion", &done).await;
    did(&client, &href, "completion", &[("carried_out_on", "2025-12-31")]).await;
    assert_eq!(listed(2025).await, (true, false, true));
    assert_eq!(listed(2026).await, (false, false, false));
    assert_eq!(store::first_year(app.app.db.read(), &who).await.unwrap(), Some(2024));
}
