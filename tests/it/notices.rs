//! Letters on paper, addresses that take none, what staff want to be told, and what goes up when overdue.

use chrono::TimeDelta;
use entity::{audit_event, dead_address, outbox};
use gandan::cases::filing::NewCase;
use gandan::jobs::outbox::send_due;
use gandan::mail::Mailer;
use law::procedure::Kind;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};

use crate::support::build::{did, file, file_today, new_case};
use crate::support::client::Client;
use crate::support::smtp::Sink;
use crate::support::{TestApp, people, test_config};

/// A petition of somebody who has a house and no e-mail address.
fn without_email(app: &TestApp, name: &str) -> NewCase {
    let mut new = new_case(Kind::Petition, app.app.clock.today());
    new.parties[0].email = String::new();
    new.parties[0].full_name = name.to_owned();
    new.filing_token = format!("token {name}");
    new
}

async fn rows(app: &TestApp) -> Vec<outbox::Model> {
    let letters = outbox::Entity::find()
        .order_by_asc(outbox::Column::CreatedAt)
        .order_by_asc(outbox::Column::ToName)
        .order_by_asc(outbox::Column::Kind)
        .order_by_asc(outbox::Column::Id);
    letters.all(app.app.db.read()).await.unwrap()
}

async fn deeds(app: &TestApp, deed: &str) -> Vec<String> {
    let rows = audit_event::Entity::find().all(app.app.db.read()).await.unwrap();
    rows.into_iter().filter(|row| row.deed == deed).map(|row| row.detail).collect()
}

fn text_of(pdf: &[u8]) -> String {
    assert!(pdf.starts_with(b"%PDF-"));
    String::from_utf8_lossy(pdf).into_owned()
}

#[tokio::test]
async fn who_has_no_address_gets_the_same_letters_on_paper() {
    let app = TestApp::spawn().await;
    let filed = file(&app, without_email(&app, "Hoàng Thị Mận")).await;
    let chair = app.signed_in("chutich").await;
    did(&chair, filed.case_id, "classification", &[("field", "admin.infrastructure")]).await;
    did(&chair, filed.case_id, "takeover", &[]).await;
    assert_eq!(send_due(&app.app).await.unwrap(), 0, "nothing leaves by e-mail");
    let letters = rows(&app).await;
    let kinds: Vec<&str> = letters.iter().map(|row| row.kind.as_str()).collect();
    assert_eq!(kinds, ["filed", "taken-on"]);
    assert_eq!(letters[0].postal_address, "Số 12, ngõ 3, Khu Thanh Sơn 2, Phường Uông Bí");

    let reception = app.signed_in("tiepdan").await;
    let page = reception.get("/mail/print").await;
    assert!(
        page.body.contains(&filed.number) && page.body.contains("Hoàng Thị Mận"),
        "{}",
        page.body
    );
    assert!(page.body.contains("2 thư chờ lâu nhất trong tổng số 2"), "{}", page.body);
    assert!(reception.get("/mail").await.body.contains("In thư giấy (2)"));
    let none = reception.post("/mail/print", &[]).await;
    assert_eq!(none.status, 422, "{}", none.body);
    assert!(none.body.contains("Xin chọn ít nhất một thư"), "{}", none.body);

    let ids: Vec<String> = letters.iter().map(|row| row.id.to_string()).collect();
    let both = [("letters", ids[0].as_str()), ("letters", &ids[1])];
    let pdf = reception.post("/mail/print", &both).await;
    assert_eq!(pdf.status, 200, "{}", pdf.body);
    text_of(&pdf.bytes);
    assert_eq!(deeds(&app, "letters-printed").await, ["2"]);
    assert_eq!(reception.get("/mail/print").await.body.matches("type=\"checkbox\"").count(), 2);

    assert_eq!(reception.post("/mail/print/marks", &both[..1]).await.status, 303);
    let list = reception.get("/mail/print").await;
    assert_eq!(list.body.matches("type=\"checkbox\"").count(), 1);
    let printed = rows(&app).await.remove(0);
    assert!(printed.printed_at.is_some() && printed.printed_by.is_some());
    let removal = format!("/mail/{}/printed/removal", ids[0]);
    assert!(reception.get("/mail?state=printed").await.body.contains(&removal));
    let stranger = app.signed_in("tiepdan2").await;
    assert_eq!(stranger.post(&removal, &[]).await.status, 404, "not their case");
    assert_eq!(stranger.post("/mail/print/marks", &both).await.status, 422, "none is theirs");
    assert!(!stranger.get("/mail/print").await.body.contains(&filed.number));
    assert_eq!(reception.post(&removal, &[]).await.status, 303);
    assert_eq!(deeds(&app, "letter-marked").await, ["printed", "not-printed"]);
    assert_eq!(rows(&app).await.remove(0).printed_at, None);
    let leader = app.signed_in("lanhdao").await;
    assert!(!leader.get("/mail/print").await.body.contains("checkbox"), "a leader only reads");
}

#[tokio::test]
async fn two_people_of_one_house_get_a_letter_each() {
    let app = TestApp::spawn().await;
    let mut new = without_email(&app, "Hoàng Thị Mận");
    let mut other = new.parties[0].clone();
    other.full_name = "Hoàng Văn Đào".to_owned();
    new.parties.push(other);
    new.complainants = 2;
    file(&app, new).await;
    let names: Vec<String> = rows(&app).await.into_iter().map(|row| row.to_name).collect();
    assert_eq!(names, ["Hoàng Thị Mận", "Hoàng Văn Đào"]);
}

#[tokio::test]
async fn nobody_writes_to_who_denounced() {
    let app = TestApp::spawn().await;
    let mut new = without_email(&app, "Người tố cáo giả định");
    new.kind = Kind::Denunciation;
    file(&app, new).await;
    assert!(rows(&app).await.iter().all(|row| row.postal_address.is_empty()));
}

#[tokio::test]
async fn a_letter_that_cannot_be_printed_holds_up_no_other() {
    let app = TestApp::spawn().await;
    file(&app, without_email(&app, "Nguyễn Thị Ưng Ở")).await;
    file(&app, without_email(&app, "Vũ 漢")).await;
    let reception = app.signed_in("tiepdan").await;
    let ids: Vec<String> = rows(&app).await.iter().map(|row| row.id.to_string()).collect();
    let both = [("letters", ids[0].as_str()), ("letters", &ids[1])];
    let refused = reception.post("/mail/print", &both).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("漢 (U+6F22)"), "{}", refused.body);
    assert_eq!(refused.body.matches(" checked").count(), 1, "the other stays ticked");
    assert_eq!(reception.post("/mail/print", &both[..1]).await.status, 200);
}

#[tokio::test]
async fn letters_of_a_unit_are_for_who_works_there() {
    let app = TestApp::spawn().await;
    let tx = app.app.db.begin_write().await.unwrap();
    let lang = gandan::web::i18n::Lang::Vi;
    let letter = gandan::mail::letter::Letter {
        kind: "visit",
        case_id: None,
        about: Some(gandan::mail::letter::About {
            unit_id: people::WARD,
            id: uuid::Uuid::from_u128(7),
        }),
        account_id: None,
        to_name: "Hoàng Thị Mận".to_owned(),
        to_address: String::new(),
        postal_address: "Số 3, khu 2".to_owned(),
        content: gandan::mail::letter::Content {
            lang,
            subject: "Kết quả tiếp công dân".to_owned(),
            greeting: "Kính gửi".to_owned(),
            paragraphs: vec!["Nội dung.".to_owned()],
            facts: Vec::new(),
            link: None,
            notes: Vec::new(),
            ending: gandan::mail::letter::ending(lang, &app.app.config),
        },
        calendar: None,
        dedup_key: "visit:7".to_owned(),
        available_at: app.now(),
    };
    gandan::mail::letter::enqueue(&app.app, &tx, app.now(), letter).await.unwrap();
    tx.commit().await.unwrap();
    for (login, sees) in
        [("tiepdan", true), ("chutich.tinh", true), ("tiepdan2", false), ("thanhtra", false)]
    {
        let client = app.signed_in(login).await;
        for path in ["/mail", "/mail/print"] {
            let body = client.get(path).await.body;
            assert_eq!(body.contains("Kết quả tiếp công dân"), sees, "{login} {path}");
        }
    }
}

const TOKEN: &str = "token of twenty-four characters and more";

async fn with_token() -> TestApp {
    let data = tempfile::tempdir().unwrap();
    let mut config = test_config(&data);
    config.mail.bounce_token = TOKEN.to_owned();
    TestApp::spawn_with(config, data).await
}

async fn report(client: &Client, token: &str, kind: &str, body: &str) -> (u16, String) {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
    let method = axum::http::Method::POST;
    let answer = client.send(method, "/mail/bounces", &headers, body.to_owned().into()).await;
    (answer.status, answer.body)
}

fn delivery_report(message_id: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mail.example.vn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; \
         report-type=delivery-status; boundary=AA\r\n\r\n--AA\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mail.example.vn\r\n\r\nFinal-Recipient: rfc822; nguoi.gui@example.vn\r\n\
         Action: failed\r\nStatus: {status}\r\n\r\n--AA\r\nContent-Type: message/rfc822\r\n\r\n\
         Message-ID: <{message_id}>\r\nSubject: x\r\n\r\nx\r\n--AA--\r\n"
    )
}

#[tokio::test]
async fn what_comes_back_is_written_down_and_later_letters_go_on_paper() {
    let app = with_token().await;
    let filed = file_today(&app, Kind::Petition).await;
    send_due(&app.app).await.unwrap();
    let id = rows(&app).await.remove(0).message_id;
    let server = app.stranger();
    let json = |kind: &str| {
        format!(
            r#"{{"message_id":"<{id}>","address":"nguoi.gui@example.vn","kind":"{kind}","reason":"550 5.1.1 unknown"}}"#
        )
    };
    let wrong = report(
        &server,
        "another token of the same length, mostly",
        "application/json",
        &json("permanent"),
    )
    .await;
    assert_eq!(wrong.0, 401, "{}", wrong.1);
    let (status, body) = report(&server, TOKEN, "application/json", "{\"kind\":1}").await;
    assert_eq!(status, 400, "{body}");
    let (status, body) = report(&server, TOKEN, "application/json", &json("transient")).await;
    assert_eq!((status, body.as_str()), (200, r#"{"taken":"noted"}"#));
    let raw = delivery_report("not-ours@gandan.test", "5.1.1");
    let (_, body) = report(&server, TOKEN, "message/rfc822", &raw).await;
    assert_eq!(body, r#"{"taken":"unknown"}"#);
    assert!(rows(&app).await.remove(0).sent_at.is_some(), "nothing changed so far");
    let (_, body) = report(&server, TOKEN, "message/rfc822", &delivery_report(&id, "5.1.1")).await;
    assert_eq!(body, r#"{"taken":"dead"}"#);
    assert_eq!(deeds(&app, "address-changed").await, ["dead"]);
    let back = rows(&app).await.remove(0);
    assert!(back.to_address.is_empty() && back.sent_at.is_none(), "it goes on paper now");

    // The next letter to the same person goes on paper at once, whatever the case of the letters.
    let mut new = new_case(Kind::Petition, app.app.clock.today());
    new.parties[0].email = "Nguoi.Gui@Example.vn".to_owned();
    new.filing_token = "second".to_owned();
    file(&app, new).await;
    assert_eq!(send_due(&app.app).await.unwrap(), 1);
    let reception = app.signed_in("tiepdan").await;
    let list = reception.get("/mail/print").await.body;
    assert_eq!(list.matches("type=\"checkbox\"").count(), 2, "{list}");
    assert!(reception.get("/mail?state=paper").await.body.contains("gửi bằng giấy"));

    let dead = reception.get("/mail?state=undeliverable").await;
    assert!(
        dead.body.contains("nguoi.gui@example.vn") && dead.body.contains(&filed.number),
        "{}",
        dead.body
    );
    let stranger = app.signed_in("tiepdan2").await;
    assert!(!stranger.get("/mail?state=undeliverable").await.body.contains("nguoi.gui"));
    let row = dead_address::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    let clearing = format!("/mail/addresses/{}/clearing", row.id);
    assert_eq!(stranger.post(&clearing, &[]).await.status, 404);
    assert_eq!(reception.post(&clearing, &[]).await.status, 303);
    assert_eq!(reception.post(&clearing, &[]).await.status, 404, "it works already");
    assert_eq!(deeds(&app, "address-changed").await, ["dead", "works"]);
    let mut new = new_case(Kind::Petition, app.app.clock.today());
    new.filing_token = "third".to_owned();
    file(&app, new).await;
    let before = app.letters().len();
    send_due(&app.app).await.unwrap();
    assert_eq!(app.letters().len(), before + 1, "letters go there again");
}

#[tokio::test]
async fn reports_are_taken_only_where_a_token_is_set() {
    let app = TestApp::spawn().await;
    assert_eq!(report(&app.stranger(), TOKEN, "application/json", "{}").await.0, 404);
}

#[tokio::test]
async fn a_recipient_the_server_does_not_know_is_written_to_on_paper() {
    let (sink, address) = Sink::start(&["550 5.1.1 user unknown", "550 5.7.1 policy"]).await;
    let mailer = Mailer::from_url(&format!("smtp://{address}")).unwrap();
    let app = TestApp::spawn_mailing(mailer, false).await;
    file_today(&app, Kind::Petition).await;
    send_due(&app.app).await.unwrap();
    let back = rows(&app).await.remove(0);
    assert!(back.to_address.is_empty() && back.failed_at.is_none(), "{back:?}");
    assert_eq!(back.dead_address, "nguoi.gui@example.vn");
    assert_eq!(dead_address::Entity::find().all(app.app.db.read()).await.unwrap().len(), 1);

    // A refusal for what a letter says is not the fault of the address.
    let mut new = new_case(Kind::Petition, app.app.clock.today());
    new.parties[0].email = "khac@example.vn".to_owned();
    new.filing_token = "other".to_owned();
    file(&app, new).await;
    send_due(&app.app).await.unwrap();
    let all = rows(&app).await;
    let refused = all.iter().find(|row| row.to_address == "khac@example.vn").unwrap();
    assert!(refused.failed_at.is_some() && refused.dead_address.is_empty(), "{refused:?}");
    assert!(sink.accepted.lock().unwrap().is_empty());
}

#[tokio::test]
async fn staff_whose_address_is_dead_are_no_case_for_paper() {
    let app = TestApp::spawn().await;
    let row = dead_address::ActiveModel {
        id: Set(uuid::Uuid::from_u128(9)),
        address: Set("chutich@uongbi.example".to_owned()),
        since: Set(app.now()),
        reason: Set("550".to_owned()),
        letter_id: Set(None),
        cleared_at: Set(None),
        cleared_by: Set(None),
    };
    dead_address::Entity::insert(row).exec(app.app.db.for_migration()).await.unwrap();
    file_today(&app, Kind::Petition).await;
    app.advance_days(40);
    app.clock.advance(TimeDelta::hours(1));
    app.run_jobs().await;
    let failed = rows(&app).await.into_iter().find(|row| row.kind == "overdue").unwrap();
    assert!(failed.failed_at.is_some() && failed.dead_address == "chutich@uongbi.example");
    let page = app.signed_in("tiepdan").await.get("/mail?state=undeliverable").await;
    assert!(page.body.contains("chutich@uongbi.example"), "{}", page.body);
}

#[tokio::test]
async fn a_letter_can_be_looked_at_before_it_is_written() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Complaint).await.case_id;
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "check", &[("field", "land.compensation")]).await;
    let before = rows(&app).await.len();
    let form = chair.get(&format!("/cases/{case}/steps/guidance")).await;
    assert!(form.body.contains("Xem trước thư"), "{}", form.body);
    let path = format!("/cases/{case}/steps/guidance/preview");
    let fields =
        [("version", "2"), ("on", "2026-11-25"), ("note", "Đơn gửi Chủ tịch UBND tỉnh <b>.")];
    let preview = chair.post(&path, &fields).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    for said in [
        "Nguyễn Văn Đức (thư điện tử)",
        "Kết quả xử lý đơn số 2026/KN-000001",
        "Kính gửi ông/bà Nguyễn Văn Đức",
        "Đơn gửi Chủ tịch UBND tỉnh &#60;b&#62;.",
    ] {
        assert!(preview.body.contains(said), "{said} in {}", preview.body);
    }
    assert!(preview.body.matches("Đơn gửi Chủ tịch").count() >= 2, "the form keeps what was typed");
    assert_eq!(rows(&app).await.len(), before, "nothing was written");
    let version = crate::support::build::hidden(&preview.body, "version");
    assert_eq!(version, "2", "nothing was recorded");

    let missing = chair.post(&path, &[("version", "2"), ("on", "2026-11-25")]).await;
    assert_eq!(missing.status, 422);
    let ahead = [("version", "2"), ("on", "2026-12-25"), ("note", "x")];
    assert_eq!(chair.post(&path, &ahead).await.status, 422, "the law is asked too");
    let officer = app.signed_in("canbo2").await;
    assert_eq!(officer.post(&path, &fields).await.status, 403, "not a step of theirs");
    let other = app.signed_in("chutich2").await;
    assert_eq!(other.post(&path, &fields).await.status, 404);
    // A step without a letter has no button and no preview.
    let draft = format!("/cases/{case}/steps/check");
    assert!(!chair.get(&draft).await.body.contains("Xem trước thư"));
}

#[tokio::test]
async fn every_kind_of_letter_can_be_read_beforehand() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let page = admin.get("/mail/templates").await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.body.matches("<details").count(), 2 * 52, "{}", page.body);
    for said in [
        "Mời đối thoại ngày 02/12/2026",
        "Complaint 2026/KN-000123 is complex",
        "Điều 11 Luật Khiếu nại",
    ] {
        assert!(page.body.contains(said), "{said} in {}", page.body);
    }
    assert!(!page.body.contains("letter-kind-") && !page.body.contains("mail-"), "{}", page.body);
}

#[tokio::test]
async fn a_petition_that_is_filed_away_is_answered_with_its_reason() {
    let app = TestApp::spawn().await;
    let case = file_today(&app, Kind::Petition).await.case_id;
    let chair = app.signed_in("chutich").await;
    did(&chair, case, "classification", &[("field", "admin.infrastructure")]).await;
    did(&chair, case, "filing-away", &[("note", "Đã được trả lời ngày 01/10/2026.")]).await;
    send_due(&app.app).await.unwrap();
    let letters = app.letters();
    let told = letters.iter().find(|letter| letter.subject.starts_with("Kết quả xử lý")).unwrap();
    assert!(told.text.contains("Đã được trả lời ngày 01/10/2026."), "{}", told.text);
}
