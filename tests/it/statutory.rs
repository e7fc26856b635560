//! Statutory reports as their readers use them: tables, records behind a figure, checking, sending, correcting,
//! figures entered, reminders. Today is 25/11/2026; the last period that ended is 15/6 to 14/9/2026.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use entity::{audit_event, opening_figure, statutory_report};
use gandan::audit::Deed;
use gandan::statutory::life;
use law::procedure::Kind;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{did, file, hidden, new_case};
use crate::support::client::{Answer, Client};
use crate::support::people::{OTHER_WARD, PROVINCE, WARD};
use crate::support::sealed;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The quarter most tests are about.
const QUARTER: &str = "period=Q3&year=2026";

async fn received(app: &TestApp, kind: Kind, on: &str, unit: Uuid) -> Uuid {
    let mut new = new_case(kind, day(on));
    new.unit_id = unit;
    new.filing_token = format!("{kind:?}{on}{unit}");
    file(app, new).await.case_id
}

/// The value a page of tables shows in a cell.
fn value(body: &str, form: &str, column: u32) -> String {
    let mark = format!("&form={form}&column={column}\" aria-label");
    let at = body.find(&mark).unwrap_or_else(|| panic!("no {form}.{column} in {body}"));
    let rest = &body[at..];
    let start = rest.find('>').unwrap() + 1;
    rest[start..].split('<').next().unwrap().to_owned()
}

/// A page that is there, its addresses as they are followed.
async fn page(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.body.replace("&#38;", "&")
}

async fn tables(client: &Client, query: &str) -> String {
    page(client, &format!("/statutory/tables?{query}")).await
}

/// Begins the report of the quarter; gives its address.
async fn begun(client: &Client) -> String {
    let answer = client.post("/statutory/reports", &[("period", "Q3"), ("year", "2026")]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().to_owned()
}

/// Sends a form of the page of a report on the version it shows.
async fn act(client: &Client, href: &str, what: &str, fields: &[(&str, &str)]) -> Answer {
    let version = hidden(&client.get(href).await.body, "version");
    let mut all = vec![("version", version.as_str())];
    all.extend(fields);
    client.post(&format!("{href}/{what}"), &all).await
}

async fn row_of(app: &TestApp, href: &str) -> statutory_report::Model {
    let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
    statutory_report::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap()
}

async fn checked_and_sent(app: &TestApp, client: &Client, href: &str, number: &str) {
    let checked = act(client, href, "check", &[]).await;
    assert_eq!(checked.status, 303, "{}", checked.body);
    let hash = row_of(app, href).await.figures_hash;
    let sent = act(client, href, "submission", &[("paper_number", number), ("hash", &hash)]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
}

#[tokio::test]
async fn tables_count_the_period_and_lead_to_their_records() {
    let app = TestApp::spawn().await;
    let before = received(&app, Kind::Petition, "2026-06-14", WARD).await;
    let inside = received(&app, Kind::Petition, "2026-09-14", WARD).await;
    received(&app, Kind::Petition, "2026-09-15", WARD).await;
    received(&app, Kind::Petition, "2026-08-03", OTHER_WARD).await;
    let client = app.signed_in("tiepdan").await;

    let body = tables(&client, QUARTER).await;
    assert!(body.contains("từ ngày 15/06/2026 đến ngày 14/09/2026"), "{body}");
    // The one of 14/6 still waits, so it is carried over; that of 15/9 belongs to the next quarter.
    assert_eq!(value(&body, "02-XLD", 1), "2");
    assert_eq!(value(&body, "02-XLD", 2), "0");
    let cell = format!("/statutory/cell?{QUARTER}&form=02-XLD&column=1");
    let cell = page(&client, &cell).await;
    for id in [before, inside] {
        assert!(cell.contains(&format!("/cases/{id}")), "{cell}");
    }
    assert_eq!(cell.matches("href=\"/cases/").count(), 2, "{cell}");
    // A sum leads to its columns.
    let sum = page(&client, &format!("/statutory/cell?{QUARTER}&form=02-XLD&column=4")).await;
    for part in [6, 12, 19] {
        assert!(sum.contains(&format!("column={part}&")), "{sum}");
    }

    // What is decided in November is not seen in the quarter that ended in September.
    did(&client, inside, "classification", &[("field", "land.dispute")]).await;
    let body = tables(&client, QUARTER).await;
    assert_eq!(value(&body, "02-XLD", 2), "0");
}

#[tokio::test]
async fn a_denunciation_is_counted_and_opened_by_nobody_who_may_not() {
    let (app, _) = sealed::handlers().await;
    let reception = app.signed_in("tiepdan").await;
    let id = sealed::enter(&app, &reception).await;
    let query = "from=2026-11-01&to=2026-11-30";
    let officer = app.signed_in("canbo2").await;
    for (client, is_open) in [(&reception, true), (&officer, false)] {
        let body = tables(client, query).await;
        assert_eq!(value(&body, "02-XLD", 1), "1");
        let cell = page(client, &format!("/statutory/cell?{query}&form=02-XLD&column=1")).await;
        assert_eq!(cell.contains(&id.to_string()), is_open, "{cell}");
        let said = cell.contains("Và 1 hồ sơ thuộc trang này");
        assert_eq!(said, !is_open, "{cell}");
    }
}

#[tokio::test]
async fn units_out_of_reach_look_missing() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    for path in [
        format!("/statutory?unit={OTHER_WARD}"),
        format!("/statutory/tables?unit={OTHER_WARD}&{QUARTER}"),
        format!("/statutory/tables.xlsx?unit={PROVINCE}&{QUARTER}"),
        format!("/statutory/cell?unit={OTHER_WARD}&{QUARTER}&form=02-XLD&column=1"),
        format!("/statutory/openings?unit={OTHER_WARD}"),
        format!("/statutory/cell?{QUARTER}&form=02-XLD&column=99"),
        format!("/statutory/cell?{QUARTER}&form=99-XYZ&column=1"),
        format!("/statutory/reports/{}", Uuid::from_u128(7)),
    ] {
        assert_eq!(client.get(&path).await.status, 404, "{path}");
    }
    let other = app.signed_in("chutich2").await;
    let href = begun(&other).await;
    for path in ["", "/tables", "/tables.xlsx", "/tables.pdf", "/narrative.docx", "/narrative.pdf"]
    {
        assert_eq!(client.get(&format!("{href}{path}")).await.status, 404, "{path}");
    }
    for what in ["words", "check", "reopening", "submission", "correction"] {
        let answer = client.post(&format!("{href}/{what}"), &[("version", "1")]).await;
        assert_eq!(answer.status, 404, "{what}");
    }
    // The inspectorate reads its ward, and begins nothing.
    let inspector = app.signed_in("thanhtra").await;
    assert_eq!(inspector.get(&format!("/statutory/tables?{QUARTER}")).await.status, 200);
    let begin = inspector.post("/statutory/reports", &[("period", "Q3"), ("year", "2026")]).await;
    assert_eq!(begin.status, 404);
}

#[tokio::test]
async fn a_report_is_written_checked_sent_and_corrected() {
    let app = TestApp::spawn().await;
    received(&app, Kind::Petition, "2026-08-03", WARD).await;
    let reception = app.signed_in("tiepdan").await;
    let chairman = app.signed_in("chutich").await;
    let href = begun(&reception).await;
    // Begun twice it is the same one.
    assert_eq!(begun(&reception).await, href);

    let words = [("key", "I.2"), ("words", "Do thay đổi giá đất.")];
    assert_eq!(act(&reception, &href, "words", &words).await.status, 303);
    let page = reception.get(&href).await.body;
    assert!(page.contains("Do thay đổi giá đất."), "{page}");
    assert!(page.contains("Tổng số đơn: 1 đơn"), "{page}");

    assert_eq!(act(&reception, &href, "check", &[]).await.status, 303);
    let row = row_of(&app, &href).await;
    assert_eq!((row.stage.as_str(), row.number), ("checked", 1));
    // Only the head sends it, with the number of the paper, on the figures that were read.
    let sending = [("paper_number", "45/BC-UBND"), ("hash", row.figures_hash.as_str())];
    assert_eq!(act(&reception, &href, "submission", &sending).await.status, 404);
    let unnumbered = act(&chairman, &href, "submission", &[("hash", &row.figures_hash)]).await;
    assert_eq!(unnumbered.status, 422);
    assert!(unnumbered.body.contains("id=\"paper_number-error\""), "{}", unnumbered.body);
    let other = [("paper_number", "45/BC-UBND"), ("hash", "another")];
    let unread = act(&chairman, &href, "submission", &other).await;
    assert_eq!(unread.status, 409);
    assert!(unread.body.contains("45/BC-UBND"), "{}", unread.body);
    assert_eq!(act(&chairman, &href, "submission", &sending).await.status, 303);

    // A letter entered late for a day of the period moves nothing that was sent, and is told.
    received(&app, Kind::Petition, "2026-09-01", WARD).await;
    let frozen = self::page(&reception, &format!("{href}/tables")).await;
    assert_eq!(value(&frozen, "02-XLD", 1), "1");
    let page = reception.get(&href).await.body;
    assert!(page.contains("02/XLD.1 Tổng số đơn</a>: 1 → 2"), "{page}");

    let unreasoned = act_plain(&reception, &href, "correction", &[]).await;
    assert_eq!(unreasoned.status, 422);
    let reason = [("version_reason", "Bổ sung một đơn nhập muộn.")];
    let corrected = act_plain(&reception, &href, "correction", &reason).await;
    let second = corrected.location().to_owned();
    assert_ne!(second, href);
    assert!(reception.get(&second).await.body.contains("Do thay đổi giá đất."));
    checked_and_sent(&app, &chairman, &second, "46/BC-UBND").await;
    assert_eq!(row_of(&app, &href).await.stage, "corrected");
    let row = row_of(&app, &second).await;
    assert_eq!((row.stage.as_str(), row.number), ("submitted", 2));
    let figures = life::figures_of(&row).unwrap().unwrap();
    assert_eq!(figures.total.value("02/XLD", 1), 2);
    let deeds = audit_event::Entity::find()
        .filter(audit_event::Column::Deed.eq(Deed::StatutoryReport.code()))
        .count(app.app.db.read())
        .await
        .unwrap();
    assert_eq!(deeds, 7, "begun, written, checked, sent, begun, checked, sent");
}

async fn act_plain(client: &Client, href: &str, what: &str, fields: &[(&str, &str)]) -> Answer {
    client.post(&format!("{href}/{what}"), fields).await
}

#[tokio::test]
async fn figures_changed_where_they_are_stored_are_refused() {
    let app = TestApp::spawn().await;
    let chairman = app.signed_in("chutich").await;
    let href = begun(&chairman).await;
    checked_and_sent(&app, &chairman, &href, "45/BC-UBND").await;
    let row = row_of(&app, &href).await;
    assert!(life::figures_of(&row).is_ok());
    let forged = statutory_report::Model { figures: row.figures.replacen('0', "1", 1), ..row };
    assert!(life::figures_of(&forged).is_err());
}

#[tokio::test]
async fn of_two_who_write_at_once_the_second_is_told() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let href = begun(&client).await;
    let stale = hidden(&client.get(&href).await.body, "version");
    let first = [("key", "IV."), ("words", "Ổn định.")];
    assert_eq!(act(&client, &href, "words", &first).await.status, 303);
    let late = [("version", stale.as_str()), ("key", "IV."), ("words", "Phức tạp hơn.")];
    let answer = client.post(&format!("{href}/words"), &late).await;
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("Phức tạp hơn."), "{}", answer.body);
    assert!(row_of(&app, &href).await.words.contains("Ổn định."));
}

#[tokio::test]
async fn a_check_that_breaks_a_rule_must_be_explained() {
    let app = TestApp::spawn().await;
    let chairman = app.signed_in("chutich").await;
    let page = chairman.get("/statutory/openings?circular=06/2025/TT-TTCP&form=03/GQKN").await.body;
    let token = hidden(&page, "token");
    let typed = [
        ("circular", "06/2025/TT-TTCP"),
        ("form", "03/GQKN"),
        ("token", token.as_str()),
        ("from", "2026-06-15"),
        ("to", "2026-06-30"),
        ("nature", "flow"),
        ("note", "Sổ giấy tháng 6/2026"),
        ("column", "4"),
        ("value", "5"),
        ("column", "13"),
        ("value", "1.250,5"),
    ];
    for _ in 0..2 {
        // Sent twice, entered once.
        assert_eq!(chairman.post("/statutory/openings", &typed).await.status, 303);
    }
    let kept = opening_figure::Entity::find().count(app.app.db.read()).await.unwrap();
    assert_eq!(kept, 2);
    let body = tables(&chairman, QUARTER).await;
    assert_eq!(value(&body, "03-GQKN", 2), "5");
    assert_eq!(value(&body, "03-GQKN", 13), "1.250,5");
    // Its days are not whole in July to September alone.
    let later = tables(&chairman, "from=2026-06-20&to=2026-09-14").await;
    assert_eq!(value(&later, "03-GQKN", 2), "0");

    let href = begun(&chairman).await;
    let refused = act(&chairman, &href, "check", &[("check", "27"), ("why", " ")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"why-27-error\""), "{}", refused.body);
    let why = [("check", "27"), ("why", "Vụ việc của sổ giấy, đơn đã tính ở kỳ trước.")];
    assert_eq!(act(&chairman, &href, "check", &why).await.status, 303);
    let page = chairman.get(&href).await.body;
    assert!(page.contains("Vụ việc của sổ giấy"), "{page}");

    // Struck out, it counts no more.
    let row = opening_figure::Entity::find()
        .filter(opening_figure::Column::ColumnNo.eq(4))
        .one(app.app.db.read())
        .await
        .unwrap()
        .unwrap();
    let strike = format!("/statutory/openings/{}/striking", row.id);
    assert_eq!(chairman.post(&strike, &[("struck_reason", "")]).await.status, 422);
    assert_eq!(chairman.post(&strike, &[("struck_reason", "Nhập nhầm.")]).await.status, 303);
    assert_eq!(chairman.post(&strike, &[("struck_reason", "Nhập nhầm.")]).await.status, 404);
    assert_eq!(value(&tables(&chairman, QUARTER).await, "03-GQKN", 2), "0");
    // What was checked before that is not sent: the figures moved.
    let hash = row_of(&app, &href).await.figures_hash;
    let sending = [("paper_number", "45/BC-UBND"), ("hash", hash.as_str())];
    let moved = act(&chairman, &href, "submission", &sending).await;
    assert_eq!(moved.status, 422);
    assert!(moved.body.contains("Số liệu đã thay đổi từ lúc kiểm tra"), "{}", moved.body);
    assert_eq!(act(&chairman, &href, "reopening", &[]).await.status, 303);
    assert_eq!(row_of(&app, &href).await.stage, "draft");
}

#[tokio::test]
async fn mistakes_of_entered_figures_stand_beside_their_fields() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("tiepdan").await;
    let page = client.get("/statutory/openings").await.body;
    let token = hidden(&page, "token");
    let typed = [
        ("circular", "06/2025/TT-TTCP"),
        ("form", "02/XLD"),
        ("token", token.as_str()),
        ("from", "2026-06-30"),
        ("to", "2026-06-15"),
        ("nature", "flow"),
        ("note", ""),
        ("column", "1"),
        ("value", "mười hai"),
        // A sum takes none.
        ("column", "3"),
        ("value", "7"),
    ];
    let answer = client.post("/statutory/openings", &typed).await;
    assert_eq!(answer.status, 422);
    for field in ["to", "note", "value"] {
        assert!(answer.body.contains(&format!("id=\"{field}-error\"")), "{field} {}", answer.body);
    }
    assert!(answer.body.contains("value=\"mười hai\""), "{}", answer.body);
    let free = client.get("/statutory/tables?from=2026-09-01&to=2026-08-01").await;
    assert_eq!(free.status, 422);
    assert!(free.body.contains("id=\"to-error\""), "{}", free.body);
}

#[tokio::test]
async fn a_province_adds_up_what_its_communes_sent() {
    let app = TestApp::spawn().await;
    received(&app, Kind::Petition, "2026-08-03", WARD).await;
    received(&app, Kind::Petition, "2026-08-04", OTHER_WARD).await;
    let chairman = app.signed_in("chutich").await;
    let href = begun(&chairman).await;
    checked_and_sent(&app, &chairman, &href, "45/BC-UBND").await;
    // Entered after the ward sent its report: the province takes what was sent.
    received(&app, Kind::Petition, "2026-08-05", WARD).await;
    received(&app, Kind::Petition, "2026-08-06", OTHER_WARD).await;
    let leader = app.signed_in("lanhdao").await;
    let body = tables(&leader, QUARTER).await;
    assert_eq!(value(&body, "02-XLD", 1), "3");
    assert!(body.contains("Báo cáo đã gửi, bản thứ 1"), "{body}");
    assert!(body.contains("Chưa gửi báo cáo; tính từ hồ sơ hiện có"), "{body}");
    let cell = format!("/statutory/cell?{QUARTER}&form=02-XLD&column=1");
    let units = page(&leader, &cell).await;
    assert!(units.contains(&format!("row={WARD}")), "{units}");
    let sent = page(&leader, &format!("{cell}&row={WARD}")).await;
    assert!(sent.contains(&href), "{sent}");
}

#[tokio::test]
async fn files_hold_the_figures_and_words() {
    let app = TestApp::spawn().await;
    received(&app, Kind::Petition, "2026-08-03", WARD).await;
    let chairman = app.signed_in("chutich").await;
    let href = begun(&chairman).await;
    let words = [("key", "III.2"), ("words", "Còn chậm ở khâu xác minh.")];
    assert_eq!(act(&chairman, &href, "words", &words).await.status, 303);
    checked_and_sent(&app, &chairman, &href, "45/BC-UBND").await;

    let answer = chairman.get(&format!("{href}/tables.xlsx")).await;
    assert_eq!(answer.status, 200);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.bytes.clone())).unwrap();
    assert_eq!(book.sheet_names().len(), 6);
    let range = book.worksheet_range("02-XLD").unwrap();
    let row = range
        .rows()
        .find(|row| row.first().is_some_and(|cell| *cell == "Phường Uông Bí"))
        .expect("a row of the ward");
    assert_eq!(row[1], Data::Float(1.0));
    assert_eq!(row.len(), 26);

    let pdf = chairman.get(&format!("{href}/tables.pdf")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"));
    let narrative = chairman.get(&format!("{href}/narrative.docx")).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(narrative.bytes)).unwrap();
    let mut text = String::new();
    let mut entry = archive.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
    for said in ["Còn chậm ở khâu xác minh.", "Tổng số đơn: 1 đơn", "45/BC-UBND", "chưa có số liệu"]
    {
        assert!(text.contains(said), "{said}");
    }
    assert!(chairman.get(&format!("{href}/narrative.pdf")).await.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn who_owes_a_report_is_reminded_once_of_each_kind() {
    let app = TestApp::spawn().await;
    let due = |app: &TestApp| {
        let letters = app.letters();
        let of = |word: &str| letters.iter().filter(|one| one.subject.contains(word)).count();
        (of("đã chốt, hạn gửi"), of("Hôm nay cần gửi"), of("đã quá hạn Thứ"))
    };
    // 25/11 is long after the third quarter and before the end of the year.
    app.run_jobs().await;
    let start = due(&app);
    // 15/12/2026 is a Tuesday, the day after the figures are final; the 17th is a Thursday.
    app.advance_days(20);
    for _ in 0..2 {
        gandan::jobs::reports::run(&app.app).await.unwrap();
    }
    app.run_jobs().await;
    let after = due(&app);
    assert_eq!((after.1, after.2), (start.1, start.2));
    // Head and reception of two wards and of the province.
    assert_eq!(after.0 - start.0, 6, "{after:?}");
    app.advance_days(2);
    gandan::jobs::reports::run(&app.app).await.unwrap();
    app.run_jobs().await;
    // The province has until the 20th, a Sunday, and is not asked yet.
    assert_eq!(due(&app).1 - start.1, 4, "{:?}", due(&app));
}
