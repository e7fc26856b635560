//! The counter: paper letters, oral statements, groups.

use entity::{attachment, case, party};
use sea_orm::{EntityTrait, QueryOrder};

use crate::support::build::hidden;
use crate::support::client::{Answer, Client};
use crate::support::{TestApp, people};

type Fields<'a> = Vec<(&'a str, &'a str)>;

fn letter() -> Fields<'static> {
    vec![
        ("channel", "counter"),
        ("received_on", "2026-11-24"),
        ("kind", "complaint"),
        ("unit", "00000000-0000-0000-0000-000000000200"),
        ("full_name", "Hoàng Thị Mận"),
        ("address", "Số 3, ngõ 7"),
        ("residential_group", "Khu 2"),
        ("field", "land.recovery"),
        ("subject", "Thu hồi đất không đúng ranh giới"),
        ("content", "Đơn viết tay hai trang."),
        ("contested_act", "Thông báo thu hồi đất"),
        ("respondent", "Ủy ban nhân dân phường"),
        ("demand", "Đo lại ranh giới."),
    ]
}

async fn send(client: &Client, fields: &Fields<'_>, files: &[(&str, &[u8])]) -> Answer {
    let page = client.get("/counter/new").await;
    assert_eq!(page.status, 200, "{}", page.body);
    send_as(client, &hidden(&page.body, "draft"), fields, files).await
}

async fn send_as(
    client: &Client,
    draft: &str,
    fields: &Fields<'_>,
    files: &[(&str, &[u8])],
) -> Answer {
    let mut parts: Vec<(&str, Option<&str>, &[u8])> = vec![("draft", None, draft.as_bytes())];
    parts.extend(fields.iter().map(|(name, value)| (*name, None, value.as_bytes())));
    parts.extend(files.iter().map(|(name, bytes)| ("files", Some(*name), *bytes)));
    client.post_parts("/counter", &parts).await
}

#[tokio::test]
async fn a_paper_letter_becomes_a_case_with_a_receipt() {
    let app = TestApp::spawn().await;
    let officer = app.signed_in("tiepdan").await;
    let answer = send(&officer, &letter(), &[("đơn quét.pdf", b"%PDF-1.7\n")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/counter/receipt"), "{}", answer.body);
    let receipt = officer.get("/counter/receipt").await;
    assert!(receipt.body.contains("2026/KN-000001"), "{}", receipt.body);
    assert!(receipt.body.contains("class=\"secret\""), "{}", receipt.body);
    // Seven working days from Tuesday 24/11, which was a day off for nobody: 03/12.
    assert!(receipt.body.contains("03/12/2026"), "{}", receipt.body);
    assert!(!receipt.body.contains("chưa có chữ ký"), "a paper letter is signed");
    let pdf = officer.get("/counter/receipt.pdf").await;
    assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.body);
    let row = case::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    assert_eq!(
        (row.channel.as_str(), row.received_on.to_string().as_str()),
        ("counter", "2026-11-24")
    );
    assert!(row.registered_by.is_some());
    let file = attachment::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    assert_eq!((file.case_id, file.name.as_str()), (Some(row.id), "đơn quét.pdf"));
    officer.post("/counter/end", &[]).await;
    assert_eq!(officer.get("/counter/receipt").await.location(), "/counter/new");
    let page = officer.get(&format!("/cases/{}", row.id)).await;
    assert!(page.body.contains("Trần Thị Tiếp nhập đơn"), "{}", page.body);
}

#[tokio::test]
async fn a_group_is_entered_with_its_representatives() {
    let app = TestApp::spawn().await;
    let officer = app.signed_in("tiepdan").await;
    let mut fields = letter();
    fields.extend([
        ("complainants", "7"),
        ("others", "Vũ Văn Đông; Số 9, khu 2\nĐỗ Thị Lành; Số 11, khu 2\n\nPhạm Văn Sáu"),
        ("representatives", "vũ văn đông\nHoàng Thị Mận"),
    ]);
    let answer = send(&officer, &fields, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let row = case::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    assert_eq!(row.complainants, 7);
    let parties = party::Entity::find()
        .order_by_asc(party::Column::Position)
        .all(app.app.db.read())
        .await
        .unwrap();
    let named: Vec<_> = parties
        .iter()
        .map(|p| (p.role.as_str(), p.full_name.as_str(), p.address.as_str()))
        .collect();
    assert_eq!(
        named,
        [
            ("complainant", "Hoàng Thị Mận", "Số 3, ngõ 7"),
            ("representative", "Vũ Văn Đông", "Số 9, khu 2"),
            ("complainant", "Đỗ Thị Lành", "Số 11, khu 2"),
            ("complainant", "Phạm Văn Sáu", ""),
            ("respondent", "Ủy ban nhân dân phường", ""),
        ]
    );
}

#[tokio::test]
async fn a_mistake_keeps_words_and_files() {
    let app = TestApp::spawn().await;
    let officer = app.signed_in("tiepdan").await;
    let mut fields = letter();
    fields.retain(|(name, _)| !matches!(*name, "subject" | "received_on" | "unit"));
    fields.extend([
        ("received_on", "2026-11-26"),
        ("complainants", "2"),
        ("others", "Một; a\nHai; b"),
        ("representatives", "Người lạ"),
        // Another ward's office is not theirs to receive for.
        ("unit", "00000000-0000-0000-0000-000000000300"),
    ]);
    let answer =
        send(&officer, &fields, &[("đơn.pdf", b"%PDF-1.7\n"), ("x.exe", b"MZ\x90\x00\x03")]).await;
    assert_eq!(answer.status, 422);
    for mark in [
        "received_on-error",
        "subject-error",
        "unit-error",
        "complainants-error",
        "representatives-error",
        "“x.exe”: Loại tệp",
        "đơn.pdf",
        "Đơn viết tay hai trang.",
        "Người lạ",
    ] {
        assert!(answer.body.contains(mark), "{mark} in {}", answer.body);
    }
    // Put right, on the same draft, the file is still with it.
    let draft = hidden(&answer.body, "draft");
    assert_eq!(send_as(&officer, &draft, &letter(), &[]).await.status, 303);
    assert_eq!(send_as(&officer, &draft, &letter(), &[]).await.location(), "/counter/receipt");
    let cases = case::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(cases.len(), 1, "sent twice, filed once");
    assert_eq!(cases[0].unit_id, people::WARD);
    let files = attachment::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].case_id, Some(cases[0].id));
}

#[tokio::test]
async fn files_can_be_put_in_and_taken_out_before() {
    let app = TestApp::spawn().await;
    let officer = app.signed_in("tiepdan").await;
    let mut fields = vec![("subject", "Giữ nguyên chữ"), ("only_files", "yes")];
    let page = send(&officer, &fields, &[("một.txt", b"1"), ("hai.txt", b"2")]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("một.txt") && page.body.contains("Giữ nguyên chữ"), "{}", page.body);
    let row = page.body.split("<li>").find(|row| row.contains("một.txt")).unwrap();
    let id = row.split("name=\"remove\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    fields[1] = ("remove", id);
    let draft = hidden(&page.body, "draft");
    let page = send_as(&officer, &draft, &fields, &[]).await;
    assert!(!page.body.contains("một.txt") && page.body.contains("hai.txt"), "{}", page.body);
    // Somebody else's draft is nobody's.
    let other = app.signed_in("tiepdan2").await;
    assert_eq!(send_as(&other, &draft, &letter(), &[]).await.status, 400);
    assert!(case::Entity::find().all(app.app.db.read()).await.unwrap().is_empty());
}
