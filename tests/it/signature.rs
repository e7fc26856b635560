//! A complaint that comes in online is information until it is signed (Điều 8 Luật Khiếu nại): the way from
//! the filing over the signed copy to its periods, and everything that can go wrong on it.

use std::io::Cursor;

use chrono::{NaiveDate, TimeDelta};
use entity::{attachment, audit_event, case, deadline};
use gandan::cases::filing::{Channel, Filed, NewCase};
use law::procedure::Kind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::support::build::{did, file, new_case, step};
use crate::support::client::{Answer, Client};
use crate::support::{ReadLetter, TestApp, test_config};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << >> endobj";
const CANARY: &[u8] = b"HoangThiKinDao 0987123456";

/// A complaint as its sender files it online today.
async fn lodge(app: &TestApp, name: &str) -> Filed {
    let mut new = NewCase {
        channel: Channel::Online,
        filing_token: format!("lodged-{name}-{}", app.now()),
        ..new_case(Kind::Complaint, app.app.clock.today())
    };
    new.parties[0].full_name = name.to_owned();
    file(app, new).await
}

async fn row(app: &TestApp, id: Uuid) -> case::Model {
    case::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap()
}

async fn deadlines(app: &TestApp, id: Uuid) -> Vec<(String, NaiveDate, NaiveDate)> {
    let rows = deadline::Entity::find()
        .filter(deadline::Column::CaseId.eq(id))
        .order_by_asc(deadline::Column::Position)
        .all(app.app.db.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| (row.rule, row.starts_on, row.due_on)).collect()
}

async fn copies(app: &TestApp) -> Vec<attachment::Model> {
    let query = attachment::Entity::find().order_by_asc(attachment::Column::Name);
    query.all(app.app.db.read()).await.unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The sender's browser, with the case open.
async fn sender(app: &TestApp, filed: &Filed) -> Client {
    let client = app.stranger();
    let pair = [("number", filed.number.as_str()), ("secret", filed.secret.as_str())];
    assert_eq!(client.post("/tracking", &pair).await.location(), "/tracking/case");
    client
}

async fn upload(client: &Client, name: &str, bytes: &[u8]) -> Answer {
    client.post_parts("/tracking/signed-copy", &[("signed_copy", Some(name), bytes)]).await
}

/// A photo into which the camera has written whose it is.
fn photo() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(40, 20, image::Rgb([200, 190, 180]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    [bytes.into_inner().as_slice(), CANARY].concat()
}

/// The one letter whose subject begins so.
fn letter(app: &TestApp, subject: &str) -> ReadLetter {
    let letters = app.letters();
    let mut found = letters.iter().filter(|letter| letter.subject.starts_with(subject));
    let letter = found.next().unwrap_or_else(|| panic!("no letter {subject}"));
    assert!(found.next().is_none(), "{subject} was sent twice");
    letter.clone()
}

fn shows(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(page.contains(text), "{text} in {page}");
    }
}

fn hides(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(!page.contains(text), "{text} in {page}");
    }
}

#[tokio::test]
async fn before_the_signature_no_period_runs_and_no_day_is_promised() {
    let app = TestApp::spawn().await;
    let filed = lodge(&app, "Nguyễn Thị Hạnh").await;
    assert_eq!(filed.number, "2026/KN-000001");
    let found = row(&app, filed.case_id).await;
    assert_eq!((found.stage.as_str(), found.is_open), ("awaiting-signature", true));
    assert_eq!((found.received_on, found.is_received), (day("2026-11-25"), false));
    assert_eq!((found.next_due_on, deadlines(&app, filed.case_id).await), (None, vec![]));

    // Weeks later nobody was reminded and nothing has lapsed.
    app.run_jobs().await;
    let letter = app.letters().remove(0);
    assert_eq!(letter.subject, "Đơn số 2026/KN-000001 đang chờ ký");
    shows(
        &letter.text,
        &["Điều 8 Luật Khiếu nại", "Thời hạn tính từ ngày cơ quan nhận được bản có chữ ký"],
    );
    hides(&letter.text, &["hậm nhất", "12/2026"]);
    app.advance_days(60);
    app.run_jobs().await;
    assert_eq!(app.letters().len(), 1);
    let client = sender(&app, &filed).await;
    let page = client.get("/tracking/case").await.body;
    shows(&page, &["Chờ ký", "tải lên ở trang tra cứu", "Đơn được gửi qua mạng ngày 25/11/2026"]);
    hides(&page, &["hậm nhất", "Cơ quan đã nhận đơn", "Rút khiếu nại"]);
    let current = page.split("class=\"current\"").nth(1).unwrap();
    assert!(current.split("</li>").next().unwrap().contains("Chờ ký"));
    assert!(page.contains("class=\"ahead\""), "the rest of the way lies ahead");

    let chair = app.signed_in("chutich").await;
    let case = format!("/cases/{}", filed.case_id);
    let page = chair.get(&case).await.body;
    shows(
        &page,
        &[
            "Chưa tính hạn: chờ bản có chữ ký",
            "Xác nhận đã nhận bản có chữ ký",
            "Ngày gửi qua mạng",
        ],
    );
    hides(&page, &["Ngày nhận đơn", "Vụ việc đã xong"]);
    // Any other step says why not.
    for name in ["check", "acceptance", "withdrawal", "termination"] {
        let form = chair.get(&format!("{case}/steps/{name}")).await;
        shows(&form.body, &["chưa có chữ ký hoặc điểm chỉ", "Điều 8 Luật Khiếu nại"]);
    }
    let refused = step(&chair, filed.case_id, "check", &[("field", "land.compensation")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(row(&app, filed.case_id).await.version, 1);
}

#[tokio::test]
async fn the_signed_copy_is_uploaded_and_its_day_counts() {
    let app = TestApp::spawn().await;
    let filed = lodge(&app, "Nguyễn Thị Hạnh").await;
    // Friday evening, on the phone.
    app.clock.advance(TimeDelta::days(2) + TimeDelta::hours(10));
    let client = sender(&app, &filed).await;
    let sent = upload(&client, "Đơn đã ký.png", &photo()).await;
    assert_eq!((sent.status, sent.location()), (303, "/tracking/case"), "{}", sent.body);
    assert_eq!(upload(&client, "trang 2.pdf", PDF).await.status, 303);
    let page = client.get("/tracking/case").await.body;
    shows(&page, &["Đơn đã ký.jpg", "trang 2.pdf", "thứ Sáu, 27/11/2026", "Chờ ký"]);

    let kept = copies(&app).await;
    assert_eq!(kept.len(), 2);
    assert!(
        kept.iter().all(|file| file.case_id == Some(filed.case_id) && file.event_seq.is_none())
    );
    let (second, first) = (&kept[0], &kept[1]);
    assert_eq!((first.name.as_str(), first.media_type.as_str()), ("Đơn đã ký.jpg", "image/jpeg"));
    let bytes = app.app.files.read(&first.sha256).await.unwrap();
    assert!(
        !bytes.windows(CANARY.len()).any(|part| part == CANARY),
        "nothing of the camera is left"
    );
    assert_eq!(app.app.files.read(&second.sha256).await.unwrap(), PDF);
    assert!(deadlines(&app, filed.case_id).await.is_empty(), "a person confirms it, nobody else");
    // In office hours of the next working day who answers for it is told, once.
    app.run_jobs().await;
    assert_eq!(app.letters().len(), 1, "only the sender so far");
    app.clock.advance(TimeDelta::days(2) + TimeDelta::hours(14));
    app.run_jobs().await;
    let told = letter(&app, "Bản có chữ ký được tải lên: đơn số 2026/KN-000001");
    assert_eq!(told.to, "chutich@uongbi.example");
    shows(&told.text, &["ngày 27/11/2026", "Xin xem và xác nhận"]);
    let deeds = audit_event::Entity::find().all(app.app.db.read()).await.unwrap();
    let told = deeds.iter().filter(|deed| deed.deed == "signed-copy-uploaded");
    assert_eq!(told.count(), 2);

    // Monday: the office looks at it; the form proposes the day of the upload.
    let reception = app.signed_in("tiepdan").await;
    let list = reception.get("/cases?stage=awaiting-signature").await.body;
    shows(&list, &["Vụ việc 1–1 trong tổng số 1", "đã tải lên bản có chữ ký", "gửi qua mạng ngày"]);
    let case = format!("/cases/{}", filed.case_id);
    let page = reception.get(&case).await.body;
    shows(
        &page,
        &[
            "Người gửi đã tải lên bản có chữ ký, thứ Sáu, 27/11/2026",
            "bản có chữ ký do người gửi tải lên thứ Sáu, 27/11/2026",
        ],
    );
    let file = reception.get(&format!("{case}/files/{}", second.id)).await;
    assert_eq!((file.status, file.bytes.as_slice()), (200, PDF));
    let form = reception.get(&format!("{case}/steps/confirm-signature")).await.body;
    shows(&form, &["value=\"2026-11-27\"", "trang 2.pdf", "Điều 8 Luật Khiếu nại"]);
    did(&reception, filed.case_id, "confirm-signature", &[]).await;

    let found = row(&app, filed.case_id).await;
    assert_eq!((found.stage.as_str(), found.is_received), ("received", true));
    assert_eq!(found.received_on, day("2026-11-27"));
    assert_eq!(found.number, "2026/KN-000001");
    let expected = [("KN-03b".to_owned(), day("2026-11-27"), day("2026-12-08"))];
    assert_eq!(deadlines(&app, filed.case_id).await, expected);
    assert_eq!(found.next_due_on, Some(day("2026-12-08")));
    assert!(copies(&app).await.iter().all(|file| file.event_seq == Some(2)));

    app.run_jobs().await;
    let letter = letter(&app, "Đơn số 2026/KN-000001: đã nhận bản có chữ ký");
    shows(
        &letter.text,
        &["ngày 27/11/2026", "hậm nhất thứ Ba, 08/12/2026", "Điều 27 Luật Khiếu nại"],
    );
    let client = sender(&app, &filed).await;
    let page = client.get("/tracking/case").await.body;
    shows(&page, &["thứ Ba, 08/12/2026", "Đã tiếp nhận", "trang 2.pdf", "Rút khiếu nại"]);
    hides(&page, &["name=\"signed_copy\"", "Chờ ký"]);
    let page = reception.get(&case).await.body;
    shows(
        &page,
        &["xác nhận cơ quan nhận được bản có chữ ký ngày 27/11/2026", "do người gửi tải lên"],
    );
    hides(&page, &["Người gửi đã tải lên bản có chữ ký, "]);
    did(&reception, filed.case_id, "check", &[("field", "land.compensation")]).await;
}

#[tokio::test]
async fn what_is_no_signed_copy_is_refused_beside_its_field() {
    let data = tempfile::tempdir().unwrap();
    let mut config = test_config(&data);
    config.limits.max_file_bytes = 4096;
    config.limits.max_files = 3;
    let app = TestApp::spawn_with(config, data).await;
    let filed = lodge(&app, "Nguyễn Thị Hạnh").await;
    let client = sender(&app, &filed).await;
    let large = [PDF, vec![b' '; 5000].as_slice()].concat();
    let broken = [&photo()[..30], b"...".as_slice()].concat();
    for (name, bytes, said) in [
        ("đơn.txt", "Đơn khiếu nại".as_bytes(), "Chỉ nhận tệp PDF hoặc ảnh JPG, PNG, WEBP."),
        ("đơn.pdf", b"MZ\x90\x00\x03\x00\x00\x00", "Chỉ nhận tệp PDF hoặc ảnh JPG, PNG, WEBP."),
        ("đơn.pdf", &large, "Tệp này quá lớn."),
        ("đơn.pdf", b"", "Tệp này không có nội dung."),
        ("ảnh.png", &broken, "Không đọc được ảnh này"),
        ("", b"", "Xin chọn ít nhất một tệp."),
    ] {
        let answer = upload(&client, name, bytes).await;
        assert_eq!(answer.status, 422, "{name}: {}", answer.body);
        shows(&answer.body, &[said, "id=\"signed_copy-error\"", "aria-invalid=\"true\""]);
    }
    assert!(copies(&app).await.is_empty());
    // What is good stays, what is not is named; there is an end to how many.
    let parts = [
        ("signed_copy", Some("trang 1.pdf"), PDF),
        ("signed_copy", Some("xấu.txt"), b"x".as_slice()),
        ("signed_copy", Some("trang 2.pdf"), PDF),
        ("signed_copy", Some("trang 3.pdf"), PDF),
        ("signed_copy", Some("trang 4.pdf"), PDF),
    ];
    let answer = client.post_parts("/tracking/signed-copy", &parts).await;
    assert_eq!(answer.status, 422);
    shows(&answer.body, &["Tệp “xấu.txt”", "Tệp “trang 4.pdf”: Số tệp đã quá mức cho phép."]);
    let names: Vec<_> = copies(&app).await.into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["trang 1.pdf", "trang 2.pdf", "trang 3.pdf"]);
    let words = client.post("/tracking/signed-copy", &[("signed_copy", "x")]).await;
    assert_eq!(words.status, 415, "not a form with files");
}

#[tokio::test]
async fn only_who_holds_the_receipt_uploads_and_only_before_the_confirmation() {
    let app = TestApp::spawn().await;
    let filed = lodge(&app, "Nguyễn Thị Hạnh").await;
    // A wrong secret, a forged pass and a number that does not exist lead to the same place.
    let stranger = app.stranger();
    let wrong = [("number", filed.number.as_str()), ("secret", "0000000000000000")];
    assert_eq!(stranger.post("/tracking", &wrong).await.status, 422);
    for pass in ["", "x", &format!("{}.9999999999.00", filed.case_id)] {
        stranger.set_cookie("tracking", pass);
        let answer = upload(&stranger, "đơn.pdf", PDF).await;
        assert_eq!((answer.status, answer.location()), (303, "/tracking"), "{pass}");
    }
    assert!(copies(&app).await.is_empty());

    let client = sender(&app, &filed).await;
    let reception = app.signed_in("tiepdan").await;
    did(&reception, filed.case_id, "confirm-signature", &[]).await;
    let late = upload(&client, "đơn.pdf", PDF).await;
    assert_eq!(late.status, 422);
    shows(&late.body, &["không thuộc giai đoạn hiện tại"]);
    let petition = file(&app, new_case(Kind::Petition, app.app.clock.today())).await;
    let other = sender(&app, &petition).await;
    assert_eq!(upload(&other, "đơn.pdf", PDF).await.status, 422, "a petition needs none");
    assert!(copies(&app).await.is_empty());
    let again = reception.get(&format!("/cases/{}/steps/confirm-signature", filed.case_id)).await;
    shows(&again.body, &["không thuộc giai đoạn hiện tại"]);
}

#[tokio::test]
async fn the_complaint_is_had_in_the_form_to_be_signed() {
    let app = TestApp::spawn().await;
    let filed = lodge(&app, "Nguyễn Thị Hạnh").await;
    let client = sender(&app, &filed).await;
    shows(&client.get("/tracking/case").await.body, &["href=\"/tracking/complaint.pdf\""]);
    let letter = client.get("/tracking/complaint.pdf").await;
    assert_eq!((letter.status, letter.header("content-type")), (200, "application/pdf"));
    assert_eq!(letter.header("cache-control"), "no-store");
    assert!(letter.bytes.starts_with(b"%PDF-"));

    // Nothing that was written is too long for the paper.
    let long = "Quyết định thu hồi đất và quyết định bồi thường, hỗ trợ. ".repeat(80);
    let mut new = NewCase {
        channel: Channel::Api,
        filing_token: "lodged-long".to_owned(),
        contested_act: long[..].trim().to_owned(),
        content: "Đơn giá thấp hơn các hộ liền kề.\n".repeat(600).trim().to_owned(),
        known_on: Some(day("2026-11-02")),
        ..new_case(Kind::Complaint, app.app.clock.today())
    };
    new.parties.push(new.parties[0].clone());
    let longest = file(&app, new).await;
    let more = sender(&app, &longest).await.get("/tracking/complaint.pdf").await;
    assert_eq!(more.status, 200, "{}", more.body);
    assert!(more.bytes.len() > letter.bytes.len());

    // Only what is to be signed, and only for who holds the receipt.
    let nobody = app.stranger().get("/tracking/complaint.pdf").await;
    assert_eq!((nobody.status, nobody.location()), (303, "/tracking"));
    for kind in [Kind::Petition, Kind::Denunciation, Kind::Complaint] {
        let other = file(&app, new_case(kind, app.app.clock.today())).await;
        let answer = sender(&app, &other).await.get("/tracking/complaint.pdf").await;
        assert_eq!(answer.status, 404, "{kind:?}");
    }
    let reception = app.signed_in("tiepdan").await;
    did(&reception, filed.case_id, "confirm-signature", &[]).await;
    assert_eq!(client.get("/tracking/complaint.pdf").await.status, 404, "it is signed");
    hides(&client.get("/tracking/case").await.body, &["complaint.pdf"]);
}

#[tokio::test]
async fn uploads_are_slowed_down() {
    let data = tempfile::tempdir().unwrap();
    let mut config = test_config(&data);
    config.limits.filing_per_minute = 2;
    let app = TestApp::spawn_with(config, data).await;
    let filed = lodge(&app, "Nguyễn Thị Hạnh").await;
    let client = sender(&app, &filed).await;
    for _ in 0..2 {
        assert_eq!(upload(&client, "đơn.pdf", PDF).await.status, 303);
    }
    assert_eq!(upload(&client, "đơn.pdf", PDF).await.status, 429);
}

#[tokio::test]
async fn the_signed_copy_is_handed_in() {
    let app = TestApp::spawn().await;
    let filed = lodge(&app, "Nguyễn Thị Hạnh").await;
    app.advance_days(7);
    let reception = app.signed_in("tiepdan").await;
    let case = filed.case_id;
    for (on, said) in [
        ("2026-11-24", "trước sự việc liền trước"),
        ("2026-12-03", "sau ngày hôm nay"),
        ("hôm qua", "Ngày này không có trong lịch"),
        ("", "Xin chọn ngày."),
    ] {
        let answer = step(&reception, case, "confirm-signature", &[("on", on)]).await;
        assert_eq!(answer.status, 422, "{on}");
        shows(&answer.body, &[said]);
    }
    assert!(deadlines(&app, case).await.is_empty());
    let note = [("on", "2026-12-01"), ("note", "Gửi qua bưu điện, dấu ngày 30/11.")];
    did(&reception, case, "confirm-signature", &note).await;
    let found = row(&app, case).await;
    assert_eq!((found.received_on, found.is_received), (day("2026-12-01"), true));
    let expected = [("KN-03b".to_owned(), day("2026-12-01"), day("2026-12-10"))];
    assert_eq!(deadlines(&app, case).await, expected);
    let client = sender(&app, &filed).await;
    hides(&client.get("/tracking/case").await.body, &["Gửi qua bưu điện"]);
}

#[tokio::test]
async fn whoever_does_not_see_the_case_sees_and_confirms_nothing() {
    let app = TestApp::spawn().await;
    let filed = lodge(&app, "Nguyễn Thị Hạnh").await;
    let client = sender(&app, &filed).await;
    upload(&client, "đơn.pdf", PDF).await;
    let copy = copies(&app).await.remove(0).id;
    let case = format!("/cases/{}", filed.case_id);
    for login in ["tiepdan2", "chutich2"] {
        let other = app.signed_in(login).await;
        for path in [
            case.clone(),
            format!("{case}/files/{copy}"),
            format!("{case}/steps/confirm-signature"),
        ] {
            assert_eq!(other.get(&path).await.status, 404, "{login} {path}");
        }
        let fields = [("version", "1"), ("on", "2026-11-25")];
        let path = format!("{case}/steps/confirm-signature");
        assert_eq!(other.post(&path, &fields).await.status, 404, "{login}");
        hides(&other.get("/cases").await.body, &["2026/KN-000001"]);
    }
    let leader = app.signed_in("lanhdao").await;
    assert_eq!(leader.get(&format!("{case}/steps/confirm-signature")).await.status, 403);
    assert!(deadlines(&app, filed.case_id).await.is_empty());
    let officer = app.signed_in("canbo2").await;
    did(&officer, filed.case_id, "confirm-signature", &[]).await;
}

#[tokio::test]
async fn figures_and_lists_count_it_as_received_from_its_signature_on() {
    let app = TestApp::spawn().await;
    let older = lodge(&app, "Trần Văn Cũ").await;
    app.advance_days(1);
    let newer = lodge(&app, "Trần Văn Mới").await;
    let chair = app.signed_in("chutich").await;
    let in_november = "/cases?received_from=2026-11-01&received_to=2026-11-30";
    shows(&chair.get(in_november).await.body, &["Không có vụ việc nào khớp"]);
    for (urgency, count) in [("overdue", 0), ("due-soon", 0), ("open", 2)] {
        let list = chair.get(&format!("/cases?urgency={urgency}")).await.body;
        assert_eq!(list.matches("<tr>\n<th scope=\"row\"").count(), count, "{urgency}: {list}");
    }
    let csv = "/reports.csv?from=2026-11-01&to=2026-12-31";
    let nothing_yet = chair.get(csv).await.body;

    // After those with a day: oldest first; what is closed stands behind.
    let closed = lodge(&app, "Trần Văn Lưu").await;
    did(&chair, closed.case_id, "filing-away", &[("note", "Không ký sau ba lần nhắc.")]).await;
    let dated = new_case(Kind::Petition, app.app.clock.today());
    file(&app, dated).await;
    let list = chair.get("/cases").await.body;
    let place = |text: &str| list.find(text).unwrap_or_else(|| panic!("{text} in {list}"));
    let order = ["2026/PA-000001", &older.number, &newer.number, &closed.number].map(place);
    assert!(order.is_sorted(), "{order:?}");

    let never = row(&app, closed.case_id).await;
    assert_eq!((never.stage.as_str(), never.is_open), ("filed-away", false));
    assert!(!never.is_received && deadlines(&app, closed.case_id).await.is_empty());
    let with_petition = chair.get(csv).await.body;
    assert_ne!(nothing_yet, with_petition);

    app.advance_days(6);
    let chair = app.signed_in("chutich").await;
    did(&chair, older.case_id, "confirm-signature", &[]).await;
    let found = chair.get("/cases?kind=complaint&received_from=2026-11-01").await.body;
    shows(&found, &["Vụ việc 1–1 trong tổng số 1", "nhận ngày 02/12/2026", &older.number]);
    shows(&chair.get(&format!("{in_november}&kind=complaint")).await.body, &["Không có vụ việc"]);
    assert_ne!(chair.get(csv).await.body, with_petition, "it is in the figures of December");
}

#[tokio::test]
async fn a_reason_is_given_for_filing_away_and_guidance_is_told() {
    let app = TestApp::spawn().await;
    let filed = lodge(&app, "Nguyễn Thị Hạnh").await;
    let reception = app.signed_in("tiepdan").await;
    let bare = step(&reception, filed.case_id, "filing-away", &[]).await;
    assert_eq!(bare.status, 422);
    let note = [("note", "Việc này thuộc phường khác, xin gửi đến nơi ấy.")];
    did(&reception, filed.case_id, "guidance", &note).await;
    app.run_jobs().await;
    let letter = letter(&app, "Kết quả xử lý đơn số");
    shows(&letter.text, &["xin gửi đến nơi ấy"]);
    let found = row(&app, filed.case_id).await;
    assert_eq!((found.stage.as_str(), found.is_received), ("guided", false));
    let client = sender(&app, &filed).await;
    hides(&client.get("/tracking/case").await.body, &["name=\"signed_copy\""]);
}

#[tokio::test]
async fn a_letter_of_another_kind_needs_the_form_of_its_own_kind() {
    let app = TestApp::spawn().await;
    let reception = app.signed_in("tiepdan").await;
    let all = async || {
        let query = case::Entity::find().order_by_asc(case::Column::Number);
        let rows = query.all(app.app.db.read()).await.unwrap();
        let told = |row: case::Model| (row.kind, row.stage, row.is_received);
        rows.into_iter().map(told).collect::<Vec<_>>()
    };
    let is = |kind: &str, stage: &str, received| (kind.to_owned(), stage.to_owned(), received);
    // A complaint that is a petition: that one needs no signature.
    let unsigned = lodge(&app, "Nguyễn Thị Hạnh").await;
    did(&reception, unsigned.case_id, "reclassification", &[("to_kind", "petition")]).await;
    assert_eq!(
        all().await,
        [is("complaint", "reclassified", false), is("petition", "received", true)]
    );
    // A petition that came in online and is a complaint awaits its signature.
    let online =
        NewCase { channel: Channel::Online, ..new_case(Kind::Petition, app.app.clock.today()) };
    let petition = file(&app, online).await;
    did(&reception, petition.case_id, "reclassification", &[("to_kind", "complaint")]).await;
    assert_eq!(
        all().await,
        [
            is("complaint", "reclassified", false),
            is("complaint", "awaiting-signature", false),
            is("petition", "received", true),
            is("petition", "reclassified", true),
        ]
    );
}
