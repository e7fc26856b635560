//! Filing online: the whole way without script, and everything that can go wrong on it.

use axum::body::Body;
use axum::http::Method;
use entity::{attachment, case, draft, party};
use gandan::config::Config;
use law::procedure::Kind;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::support::client::{Answer, Client};
use crate::support::{TestApp, people};

const PNG: &[u8] = &[0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];

fn person() -> [(&'static str, &'static str); 3] {
    [("full_name", "Nguyễn Thị Hạnh"), ("phone", "0912 345 678"), ("email", "hanh@example.vn")]
}

/// Answers of every page, in order.
fn pages(kind: Kind) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let owned = |pairs: &[(&'static str, &str)]| {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>()
    };
    let ward = people::WARD.to_string();
    let mut all = vec![
        ("person", owned(&person())),
        (
            "address",
            owned(&[
                ("unit", &ward),
                ("ward", &ward),
                ("residential_group", "Khu 5"),
                ("address", "Số 8, ngõ 2"),
            ]),
        ),
        (
            "matter",
            owned(&[
                ("field", "land.compensation"),
                ("subject", "Đơn giá bồi thường đất vườn"),
                ("content", "Ngày 02/11/2026, gia đình tôi nhận được phương án bồi thường."),
            ]),
        ),
    ];
    if kind == Kind::Complaint {
        let act = owned(&[
            ("contested_act", "Quyết định số 15/QĐ-UBND ngày 30/10/2026"),
            ("respondent", "Ủy ban nhân dân phường"),
            ("known_on", "2026-11-02"),
        ]);
        all.push(("act", act));
    }
    all.push(("demand", owned(&[("demand", "Đề nghị tính lại đơn giá.")])));
    all
}

async fn post(client: &Client, path: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.post(path, &fields).await
}

/// Answers everything up to the check page.
async fn answered(app: &TestApp, kind: Kind) -> Client {
    let client = app.stranger();
    let begun = client.post("/filing", &[("kind", kind.code())]).await;
    assert_eq!((begun.status, begun.location()), (303, "/filing/person"));
    let mut next = begun.location().to_owned();
    for (page, fields) in pages(kind) {
        assert_eq!(next, format!("/filing/{page}"));
        assert_eq!(client.get(&next).await.status, 200, "{page}");
        let done = post(&client, &next, &fields).await;
        assert_eq!(done.status, 303, "{page}: {}", done.body);
        next = done.location().to_owned();
    }
    assert_eq!(next, "/filing/files");
    client
}

async fn cases(app: &TestApp) -> Vec<case::Model> {
    case::Entity::find().all(app.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_complaint_is_filed_without_script() {
    let app = TestApp::spawn().await;
    let client = answered(&app, Kind::Complaint).await;
    let files: [(&str, Option<&str>, &[u8]); 3] = [
        ("files", Some("Giấy chứng nhận quyền sử dụng đất.pdf"), b"%PDF-1.7\n1 0 obj"),
        ("files", Some("ảnh thửa đất.png"), PNG),
        ("next", None, b"yes"),
    ];
    let added = client.post_parts("/filing/files", &files).await;
    assert_eq!((added.status, added.location()), (303, "/filing/check"), "{}", added.body);
    let check = client.get("/filing/check").await;
    for shown in ["Nguyễn Thị Hạnh", "Khu 5", "02/11/2026", "ảnh thửa đất.png", "tính lại đơn giá"]
    {
        assert!(check.body.contains(shown), "{shown} in {}", check.body);
    }
    let sent = client.post("/filing/submission", &[]).await;
    assert_eq!((sent.status, sent.location()), (303, "/filing/confirmation"));
    let done = client.get("/filing/confirmation").await;
    assert!(done.body.contains("2026/KN-000001"), "{}", done.body);
    for said in [
        "Điều 8 Luật Khiếu nại",
        "tải lên ở trang tra cứu",
        "Thời hạn tính từ ngày cơ quan nhận được bản có chữ ký",
        "Điều 27 Luật Khiếu nại",
    ] {
        assert!(done.body.contains(said), "{said} in {}", done.body);
    }
    let main = done.body.split("<main").nth(1).unwrap();
    assert!(!main.contains("hậm nhất") && !main.contains("/2026"), "no day is promised: {main}");
    assert!(done.body.contains("<svg"), "the code is on the page");

    let row = cases(&app).await.remove(0);
    assert_eq!((row.channel.as_str(), row.stage.as_str()), ("online", "awaiting-signature"));
    assert!(!row.is_received && row.next_due_on.is_none());
    let parties = party::Entity::find().all(app.app.db.read()).await.unwrap();
    let roles: Vec<_> = parties.iter().map(|party| party.role.as_str()).collect();
    assert_eq!(roles, ["complainant", "respondent"]);
    assert_eq!(parties[0].phone, "0912345678");
    let stored = attachment::Entity::find().all(app.app.db.read()).await.unwrap();
    let mut names: Vec<_> = stored.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Giấy chứng nhận quyền sử dụng đất.pdf", "ảnh thửa đất.png"]);
    assert!(stored.iter().all(|file| file.case_id == Some(row.id)));
    let kept = draft::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(kept[0].data, "{}", "what was typed lies in the case alone");

    // The secret opens the case, and stands in no column of any table.
    let secret: String = {
        let mark = "class=\"secret\">";
        let start = done.body.find(mark).unwrap() + mark.len();
        done.body[start..start + 19].to_owned()
    };
    let digits = secret.replace(' ', "");
    assert_eq!(digits.len(), 16);
    let opened = app.stranger();
    let pair = [("number", row.number.as_str()), ("secret", secret.as_str())];
    assert_eq!(opened.post("/tracking", &pair).await.status, 303);
    for table in ["cases", "drafts", "outbox", "case_events", "parties", "attachments"] {
        let statement = format!("SELECT * FROM {table}");
        let rows = app
            .app
            .db
            .read()
            .query_all_raw(sea_orm::Statement::from_string(app.app.db.backend(), statement));
        let text = format!("{:?}", rows.await.unwrap());
        assert!(!text.contains(&digits) && !text.contains(&secret), "{table}");
    }
    // The complaint itself, in the form that is to be signed.
    assert!(done.body.contains("href=\"/filing/complaint.pdf\""), "{}", done.body);
    let letter = client.get("/filing/complaint.pdf").await;
    assert_eq!((letter.status, letter.header("content-type")), (200, "application/pdf"));
    assert!(letter.bytes.starts_with(b"%PDF-"));
    assert!(letter.header("content-disposition").contains("2026%2DKN%2D000001"));
    assert_eq!(app.stranger().get("/filing/complaint.pdf").await.status, 404);
    // A second look shows the same; after "Xong" this browser knows nothing.
    assert!(client.get("/filing/confirmation").await.body.contains(&secret));
    assert_eq!(client.post("/filing/end", &[]).await.status, 303);
    assert_eq!(client.get("/filing/confirmation").await.location(), "/filing");
}

#[tokio::test]
async fn a_petition_is_filed_and_its_receipt_printed() {
    let app = TestApp::spawn().await;
    let client = answered(&app, Kind::Petition).await;
    assert_eq!(client.post("/filing/submission", &[]).await.location(), "/filing/confirmation");
    let done = client.get("/filing/confirmation").await;
    assert!(done.body.contains("khoản 1 Điều 28 Luật Tiếp công dân"), "{}", done.body);
    assert!(done.body.contains("cam kết nội bộ"), "{}", done.body);
    assert!(!done.body.contains("complaint.pdf"), "a petition is not to be signed");
    assert_eq!(client.get("/filing/complaint.pdf").await.status, 404);
    let receipt = client.get("/filing/receipt.pdf").await;
    assert_eq!(receipt.status, 200, "{}", receipt.body);
    assert_eq!(receipt.header("content-type"), "application/pdf");
    assert!(receipt.bytes.starts_with(b"%PDF-"));
    assert!(receipt.header("content-disposition").contains("2026%2DPA%2D000001"));
    assert_eq!(app.stranger().get("/filing/receipt.pdf").await.status, 404);
}

#[tokio::test]
async fn a_double_click_files_once() {
    let app = TestApp::spawn().await;
    let client = answered(&app, Kind::Complaint).await;
    let both = tokio::join!(
        client.post("/filing/submission", &[]),
        client.post("/filing/submission", &[])
    );
    for answer in [both.0, both.1] {
        assert_eq!((answer.status, answer.location()), (303, "/filing/confirmation"));
    }
    assert_eq!(client.post("/filing/submission", &[]).await.location(), "/filing/confirmation");
    assert_eq!(cases(&app).await.len(), 1);
    app.run_jobs().await;
    assert_eq!(app.letters().len(), 1);
}

#[tokio::test]
async fn what_was_typed_survives_every_mistake() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    let none = client.post("/filing", &[]).await;
    assert_eq!(none.status, 422);
    assert!(none.body.contains("id=\"kind-error\""), "{}", none.body);
    client.post("/filing", &[("kind", "complaint")]).await;
    let wrong = [("full_name", "  "), ("phone", "không có"), ("email", "hạnh@@")];
    let answer = client.post("/filing/person", &wrong).await;
    assert_eq!(answer.status, 422);
    for mark in ["full_name-error", "phone-error", "email-error", "không có", "hạnh@@"] {
        assert!(answer.body.contains(mark), "{mark} in {}", answer.body);
    }
    // It is kept with the draft too, right or wrong.
    assert!(client.get("/filing/person").await.body.contains("không có"));
    let act =
        [("contested_act", "Quyết định 15"), ("respondent", "UBND"), ("known_on", "31/02/2026")];
    let answer = client.post("/filing/act", &act).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Ngày này không có trong lịch"), "{}", answer.body);
    assert!(answer.body.contains("value=\"31/02/2026\""), "{}", answer.body);
    assert!(
        answer.body.contains("type=\"text\" value=\"31/02/2026\""),
        "a date field would lose it"
    );
    // Sending it now leads to the first page with a mistake.
    let sent = client.post("/filing/submission", &[]).await;
    assert_eq!((sent.status, sent.location()), (303, "/filing/person"));
    assert!(cases(&app).await.is_empty());
}

#[tokio::test]
async fn an_old_matter_is_warned_of_and_not_refused() {
    let app = TestApp::spawn().await;
    let client = answered(&app, Kind::Complaint).await;
    let act = [("contested_act", "Quyết định"), ("respondent", "UBND"), ("known_on", "2026-08-01")];
    assert_eq!(client.post("/filing/act", &act).await.status, 303);
    let page = client.get("/filing/act").await;
    assert!(page.body.contains("Điều 9 Luật Khiếu nại"), "{}", page.body);
    assert_eq!(client.post("/filing/submission", &[]).await.location(), "/filing/confirmation");
}

#[tokio::test]
async fn files_are_taken_one_by_one() {
    let data = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.data.dir = data.path().to_owned();
    config.server.public_url = "http://gandan.test".to_owned();
    config.server.secure_cookies = false;
    config.limits.max_file_bytes = 1000;
    config.limits.max_files = 3;
    let app = TestApp::spawn_with(config, data).await;
    let client = answered(&app, Kind::Petition).await;
    let large = vec![b'a'; 1001];
    let files: [(&str, Option<&str>, &[u8]); 5] = [
        ("files", Some("ảnh.png"), PNG),
        ("files", Some("chương trình.exe"), b"MZ\x90\x00\x03\x00\x00\x00"),
        ("files", Some("dài.txt"), &large),
        ("files", Some("rỗng.txt"), b""),
        ("files", Some("../../ghi chú.txt"), "Đơn viết tay".as_bytes()),
    ];
    let answer = client.post_parts("/filing/files", &files).await;
    assert_eq!(answer.status, 422);
    for named in
        ["“chương trình.exe”: Loại tệp", "“dài.txt”: Tệp này quá lớn", "“rỗng.txt”: Tệp này không"]
    {
        assert!(answer.body.contains(named), "{named} in {}", answer.body);
    }
    // The good ones are kept; one goes, two more come, the last of them is one too many.
    let page = client.get("/filing/files").await;
    assert!(page.body.contains("ảnh.png") && page.body.contains("ghi chú.txt"), "{}", page.body);
    let more: Vec<(&str, Option<&str>, &[u8])> =
        vec![("files", Some("một.txt"), b"1"), ("files", Some("hai.txt"), b"2")];
    let answer = client.post_parts("/filing/files", &more).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("“hai.txt”: Số tệp đã quá"), "{}", answer.body);
    let row = page.body.split("<li>").find(|row| row.contains("ảnh.png")).unwrap();
    let removal = row.split("/filing/files/").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(client.post(&format!("/filing/files/{removal}"), &[]).await.status, 303);
    let other = app.stranger();
    assert_eq!(other.post(&format!("/filing/files/{removal}"), &[]).await.location(), "/filing");
    let page = client.get("/filing/files").await;
    assert!(!page.body.contains("ảnh.png") && page.body.contains("một.txt"), "{}", page.body);
}

#[tokio::test]
async fn hostile_input_is_refused_and_the_draft_lives() {
    let app = TestApp::spawn().await;
    let client = answered(&app, Kind::Complaint).await;
    let form = ("content-type", "application/x-www-form-urlencoded");
    let send = async |headers: &[(&str, &str)], body: Vec<u8>| {
        client.send(Method::POST, "/filing/matter", headers, Body::from(body)).await
    };
    let broken = send(&[form], b"subject=%FF%FE&content=x".to_vec()).await;
    assert!(broken.status == 400 || broken.status == 422, "broken UTF-8: {}", broken.status);
    let nul = send(&[form], b"field=other&subject=%00x&content=a%00b".to_vec()).await;
    assert!(nul.status < 500, "NUL: {}", nul.status);
    let json = send(&[("content-type", "application/json")], b"{}".to_vec()).await;
    assert_eq!(json.status, 415);
    let none = send(&[], Vec::new()).await;
    assert!((400..500).contains(&none.status), "no type: {}", none.status);
    let mut long = b"field=other&subject=x&content=".to_vec();
    long.extend(vec![b'a'; 10 * 1024 * 1024]);
    let long = send(&[form], long).await;
    assert_eq!(long.status, 413, "10 MB of text");
    let too_long = "ă".repeat(20_001);
    let fields = [("field", "other"), ("subject", "x"), ("content", too_long.as_str())];
    let answer = client.post("/filing/matter", &fields).await;
    assert_eq!(answer.status, 422, "longer than the field");
    let not_files = client.post("/filing/files", &[("files", "x")]).await;
    assert_eq!(not_files.status, 415);
    let cut = client
        .send(
            Method::POST,
            "/filing/files",
            &[("content-type", "multipart/form-data; boundary=x")],
            Body::from(
                "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\nabc",
            ),
        )
        .await;
    assert_eq!(cut.status, 400, "a body that breaks off");
    // All the while the draft is there.
    assert!(client.get("/filing/check").await.body.contains("Nguyễn Thị Hạnh"));
    let again = post(&client, "/filing/matter", &pages(Kind::Complaint)[2].1).await;
    assert_eq!(again.status, 303);
    assert_eq!(client.post("/filing/submission", &[]).await.location(), "/filing/confirmation");
}

#[tokio::test]
async fn a_draft_ends_after_three_days() {
    let app = TestApp::spawn().await;
    let client = answered(&app, Kind::Complaint).await;
    let files: [(&str, Option<&str>, &[u8]); 1] = [("files", Some("ảnh.png"), PNG)];
    client.post_parts("/filing/files", &files).await;
    app.advance_days(3);
    assert_eq!(client.get("/filing/check").await.location(), "/filing");
    assert_eq!(client.post("/filing/submission", &[]).await.location(), "/filing");
    gandan::jobs::sweep::tidy(&app.app).await.unwrap();
    assert!(draft::Entity::find().all(app.app.db.read()).await.unwrap().is_empty());
    assert!(attachment::Entity::find().all(app.app.db.read()).await.unwrap().is_empty());
}

#[tokio::test]
async fn tidying_up_leaves_the_files_of_cases() {
    let app = TestApp::spawn().await;
    let client = answered(&app, Kind::Complaint).await;
    let files: [(&str, Option<&str>, &[u8]); 1] = [("files", Some("ảnh.png"), PNG)];
    client.post_parts("/filing/files", &files).await;
    client.post("/filing/submission", &[]).await;
    app.advance_days(4);
    gandan::jobs::sweep::tidy(&app.app).await.unwrap();
    assert!(draft::Entity::find().all(app.app.db.read()).await.unwrap().is_empty());
    assert_eq!(attachment::Entity::find().all(app.app.db.read()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn many_file_at_once_and_no_number_is_skipped() {
    let app = TestApp::spawn().await;
    let mut clients = Vec::new();
    for _ in 0..24 {
        clients.push(answered(&app, Kind::Petition).await);
    }
    let filings = clients.iter().map(|client| client.post("/filing/submission", &[]));
    let mut tasks = Vec::new();
    for filing in filings {
        tasks.push(filing);
    }
    for answer in futures_all(tasks).await {
        assert_eq!(answer.location(), "/filing/confirmation");
    }
    let mut numbers: Vec<_> = cases(&app).await.into_iter().map(|case| case.number).collect();
    numbers.sort();
    let expected: Vec<_> = (1..=24).map(|n| format!("2026/PA-{n:06}")).collect();
    assert_eq!(numbers, expected);
}

/// Runs all at the same time on this task.
async fn futures_all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures.into_iter().map(|f| Some(Box::pin(f))).collect();
    let mut done: Vec<Option<F::Output>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (slot, out) in waiting.iter_mut().zip(done.iter_mut()) {
            if let Some(future) = slot
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *out = Some(value);
                *slot = None;
            }
        }
        if waiting.iter().all(Option::is_none) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test]
async fn a_registered_citizen_finds_the_case_again() {
    let app = TestApp::spawn().await;
    let client = app.signed_in("an@example.vn").await;
    client.post("/filing", &[("kind", "petition")]).await;
    let page = client.get("/filing/person").await;
    assert!(page.body.contains("Nguyễn Văn An") && page.body.contains("an@example.vn"));
    for (page, fields) in pages(Kind::Petition) {
        assert_eq!(post(&client, &format!("/filing/{page}"), &fields).await.status, 303);
    }
    client.post("/filing/submission", &[]).await;
    let row = cases(&app).await.remove(0);
    let list = client.get("/my-cases").await;
    assert!(list.body.contains(&row.number), "{}", list.body);
    let own = client.get(&format!("/my-cases/{}", row.id)).await;
    assert!(own.body.contains("Cơ quan đã nhận đơn ngày 25/11/2026"), "{}", own.body);
    let other = app.signed_in("binh@example.vn").await;
    assert_eq!(other.get(&format!("/my-cases/{}", row.id)).await.status, 404);
}

#[tokio::test]
async fn a_denunciation_is_told_the_way_and_nothing_is_kept() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    let answer = client.post("/filing", &[("kind", "denunciation")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/denunciation"));
    let page = client.get("/denunciation").await;
    assert!(page.body.contains("Điều 22 Luật Tố cáo"), "{}", page.body);
    assert!(!page.body.contains("<textarea"), "there is no form");
    assert!(draft::Entity::find().all(app.app.db.read()).await.unwrap().is_empty());
    assert_eq!(client.cookie("draft"), None);
}
