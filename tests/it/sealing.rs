//! Identities sealed before they come here: keys of a unit, envelopes in and out, sealed anew, opened by a
//! custodian; and the messages that need no identity.

use std::collections::BTreeSet;

use entity::{attachment, audit_event, case, sealed_envelope};
use envelope::{Envelope, PrivateKey, open, reseal};
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::did;
use crate::support::client::Client;
use crate::support::people::{LOGINS, WARD};
use crate::support::sealed::{
    PASSPHRASE, WORKING, case_of, contents, enter, envelope, grant, handlers, number_and_secret,
    open_page, register_key, send,
};

const NAME: &str = "Hoàng Thị Kín";

/// Denounces through the web and gives the number and the secret.
async fn denounce(stranger: &Client, keys: &[PrivateKey]) -> (String, String) {
    let context = open_page(stranger).await;
    let answer = send(stranger, &envelope(&context, &contents(NAME), keys), &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["href"], "/denunciation/confirmation");
    number_and_secret(stranger, "/denunciation/confirmation").await
}

async fn envelopes(app: &TestApp) -> Vec<sealed_envelope::Model> {
    sealed_envelope::Entity::find().all(app.app.db.read()).await.unwrap()
}

/// What a form of the page would have been answered.
fn fields_of(answer: &crate::support::client::Answer) -> Vec<String> {
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_envelope_comes_in_and_goes_out_as_it_was_sealed() {
    let (app, keys) = handlers().await;
    let stranger = app.stranger();
    let context = open_page(&stranger).await;
    let sealed = envelope(&context, &contents(NAME), &keys);
    let answer = send(&stranger, &sealed, &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    // The other click of a double one.
    let again = send(&stranger, &sealed, &[]).await;
    assert_eq!(again.json()["href"], "/denunciation/confirmation");
    let (number, _) = number_and_secret(&stranger, "/denunciation/confirmation").await;
    assert_eq!(case::Entity::find().count(app.app.db.read()).await.unwrap(), 1);
    let case = case_of(&app, &number).await;
    assert_eq!((case.citizen_id, case.register_code.as_str()), (None, ""));
    let [row] = envelopes(&app).await.try_into().unwrap();
    assert_eq!((row.case_id, row.context.as_str()), (case.id, context.as_str()));
    // Whoever puts another in its place must change the audit log too.
    let log = audit_event::Entity::find().all(app.app.db.read()).await.unwrap();
    assert!(log.iter().any(|one| one.deed == "envelope-stored" && one.detail == row.sha256));

    let reception = app.signed_in("tiepdan").await;
    let list = reception.get("/envelopes").await;
    assert!(list.body.contains(&context) && list.body.contains(&number), "{}", list.body);
    let file = reception.get(&format!("/envelopes/{}/file", row.id)).await;
    assert_eq!(file.bytes, sealed);
    let name = file.header("content-disposition");
    assert!(name.contains("06811-") && name.contains("-v1.envelope"), "{name}");
    for key in &keys {
        let opened = open(&Envelope::from_bytes(&file.bytes).unwrap(), key).unwrap();
        assert!(opened == contents(NAME));
    }
    assert!(envelopes(&app).await[0].exported_at.is_some());
    for login in ["canbo2", "lanhdao", "quantri", "chutich2", "tiepdan2"] {
        let other = app.signed_in(login).await;
        for path in ["/envelopes".to_owned(), format!("/envelopes/{}/file", row.id)] {
            assert_eq!(other.get(&path).await.status, 404, "{login} {path}");
        }
    }
    // Somebody of another office who handles denunciations there.
    grant(&app, "tiepdan2").await;
    let other = app.signed_in("tiepdan2").await;
    assert!(!other.get("/envelopes").await.body.contains(&context));
    for path in ["", "/file"] {
        assert_eq!(other.get(&format!("/envelopes/{}{path}", row.id)).await.status, 404);
    }
}

#[tokio::test]
async fn a_unit_takes_denunciations_once_one_key_may_be_lost() {
    let app = TestApp::spawn().await;
    grant(&app, "chutich").await;
    let chair = app.signed_in("chutich").await;
    let stranger = app.stranger();
    let unit = WARD.to_string();
    let refused = |answer: &crate::support::client::Answer| {
        assert_eq!(answer.status, 422, "{}", answer.body);
    };
    for n in 0..2 {
        let guide = stranger.get("/denunciation").await;
        assert!(!guide.body.contains(&unit), "{n} keys: {}", guide.body);
        refused(&stranger.post("/denunciation/start", &[("unit", &unit)]).await);
        assert!(chair.get("/denunciations/new").await.body.contains("chưa nhận tố cáo được"));
        let key = PrivateKey::generate(&format!("Người giữ khoá {n}")).unwrap();
        assert_eq!(register_key(&chair, &key.public()).await.status, 303);
        // The same key again.
        refused(&register_key(&chair, &key.public()).await);
    }
    assert!(stranger.get("/denunciation").await.body.contains(&unit));
    assert!(!chair.get("/denunciations/new").await.body.contains("chưa nhận tố cáo được"));
    // Holding no identities at all: on paper only, and with no keys needed.
    assert_eq!(chair.post("/keys/mode", &[("mode", "none")]).await.status, 303);
    assert!(!stranger.get("/denunciation").await.body.contains(&unit));
    enter(&app, &chair).await;
    for wrong in [b"{}".as_slice(), b"\xFF\xFE", b""] {
        refused(&chair.post_parts("/keys", &[("public", Some("x.json"), wrong)]).await);
    }
    // Who receives sees the keys and does not change them.
    grant(&app, "tiepdan").await;
    let reception = app.signed_in("tiepdan").await;
    assert_eq!(reception.get("/keys").await.status, 200);
    let key = PrivateKey::generate("Người lạ").unwrap();
    assert_eq!(register_key(&reception, &key.public()).await.status, 403);
    assert_eq!(reception.post("/keys/mode", &[("mode", "offline")]).await.status, 403);
}

#[tokio::test]
async fn what_is_no_envelope_for_this_office_is_refused_and_not_kept() {
    let (app, keys) = handlers().await;
    let stranger = app.stranger();
    let context = open_page(&stranger).await;
    let good = envelope(&context, &contents(NAME), &keys);
    let elsewhere = envelope("06811/0000000000000000", &contents(NAME), &keys);
    let cut = &good[..good.len() - 1];
    for wrong in [elsewhere.as_slice(), cut, b"GANDAN-ENVELOPE-1\n", b"", b"%PDF-1.7"] {
        let answer = send(&stranger, wrong, &[]).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert_eq!(fields_of(&answer), ["envelope"]);
    }
    let answer = stranger.post_parts("/denunciation/submission", &[("subject", None, b"x")]).await;
    assert_eq!(fields_of(&answer), ["respondent", "field", "content", "reread", "envelope"]);
    assert_eq!(case::Entity::find().count(app.app.db.read()).await.unwrap(), 0);
    assert_eq!(app.stored_files(), 0, "nothing of it is left in the store");
    assert_eq!(send(&stranger, &good, &[]).await.status, 200);
    assert_eq!(app.stored_files(), 1);
}

#[tokio::test]
async fn it_is_sealed_again_when_the_holders_change_meanwhile() {
    let (app, keys) = handlers().await;
    let stranger = app.stranger();
    let context = open_page(&stranger).await;
    let third = PrivateKey::generate("Người giữ khoá 3").unwrap();
    let chair = app.signed_in("chutich").await;
    assert_eq!(register_key(&chair, &third.public()).await.status, 303);
    let late = send(&stranger, &envelope(&context, &contents(NAME), &keys), &[]).await;
    assert_eq!(late.status, 409);
    assert_eq!(app.stored_files(), 0);
    let told = late.json()["keys"].as_array().unwrap().len();
    let [first, second] = keys;
    let all = [first, second, third];
    assert_eq!(told, all.len());
    assert_eq!(send(&stranger, &envelope(&context, &contents(NAME), &all), &[]).await.status, 200);
}

#[tokio::test]
async fn a_holder_leaves_and_the_envelopes_are_sealed_anew() {
    let (app, [first, second]) = handlers().await;
    let keys = [first, second];
    denounce(&app.stranger(), &keys).await;
    let chair = app.signed_in("chutich").await;
    let stored = entity::sealing_key::Entity::find().all(app.app.db.read()).await.unwrap();
    let leaving = stored.iter().find(|key| key.key_id == keys[0].public().id()).unwrap();
    let retirement = format!("/keys/{}/retirement", leaving.id);
    let refused = chair.post(&retirement, &[]).await;
    assert_eq!(refused.status, 422, "two must be left");
    let third = PrivateKey::generate("Người giữ khoá 3").unwrap();
    register_key(&chair, &third.public()).await;
    assert_eq!(chair.post(&retirement, &[]).await.status, 303);
    assert!(chair.get("/keys").await.body.contains("0/1 phong bì"));
    assert!(chair.get("/envelopes").await.body.contains("Cần niêm phong lại"));

    let [row] = envelopes(&app).await.try_into().unwrap();
    let old = app.app.files.read(&row.sha256).await.unwrap();
    let sealed = Envelope::from_bytes(&old).unwrap();
    let [leaving, staying] = &keys;
    let now = [staying.public(), third.public()];
    let right = reseal(&sealed, leaving, &now).unwrap().to_bytes().unwrap();
    let wrong_holders =
        reseal(&sealed, leaving, &[leaving.public(), third.public()]).unwrap().to_bytes().unwrap();
    let pair = [PrivateKey::generate("x").unwrap(), PrivateKey::generate("y").unwrap()];
    let forged = envelope(&row.context, &contents("Giả mạo"), &pair);
    let unknown = envelope("06811/ffffffffffffffff", &contents(NAME), &pair);
    for (bytes, said) in [
        (&old, "giống phong bì đang có"),
        (&wrong_holders, "không niêm phong cho đúng"),
        (&forged, "nội dung bên trong khác"),
        (&unknown, "không có phong bì nào"),
        (&b"GANDAN".to_vec(), "không phải phong bì"),
    ] {
        let parts = [("envelopes", Some("a.envelope"), bytes.as_slice())];
        let answer = chair.post_parts("/envelopes", &parts).await;
        assert!(answer.status == 200 && answer.body.contains(said), "{said}: {}", answer.body);
        assert_eq!(envelopes(&app).await[0].sha256, row.sha256);
        assert_eq!(app.stored_files(), 1, "{said}");
    }
    let parts = [("envelopes", Some("a.envelope"), right.as_slice())];
    let answer = chair.post_parts("/envelopes", &parts).await;
    assert!(answer.body.contains("đã thay phong bì cũ"), "{}", answer.body);
    assert!(chair.get("/keys").await.body.contains("1/1 phong bì"));
    assert_eq!(app.stored_files(), 1, "the old one is gone");
    let [new] = envelopes(&app).await.try_into().unwrap();
    assert_eq!((new.version, new.chunks_sha256), (2, row.chunks_sha256));
    let stored = Envelope::from_bytes(&app.app.files.read(&new.sha256).await.unwrap()).unwrap();
    assert!(open(&stored, leaving).is_err());
    assert!(open(&stored, &third).unwrap() == contents(NAME));
    // A key that was retired does not come back.
    assert_eq!(register_key(&chair, &leaving.public()).await.status, 422);
    let none = chair.post_parts("/envelopes", &[]).await;
    assert_eq!(none.status, 422);
}

#[tokio::test]
async fn a_custodian_opens_on_screen_with_passphrase_and_reason() {
    let (app, keys) = handlers().await;
    let chair = app.signed_in("chutich").await;
    let third = PrivateKey::generate("Chánh Văn phòng").unwrap();
    let public = third.public().to_json().unwrap();
    let locked = third.lock(PASSPHRASE).unwrap().to_json().unwrap();
    let both = [
        ("public", Some("a.public.json"), public.as_bytes()),
        ("locked", Some("a.private.json"), locked.as_bytes()),
    ];
    assert_eq!(chair.post_parts("/keys", &both).await.status, 422, "not while it is offline");
    assert_eq!(chair.post("/keys/mode", &[("mode", "custodian")]).await.status, 303);
    assert_eq!(chair.post_parts("/keys", &both).await.status, 303);
    let [first, second] = keys;
    denounce(&app.stranger(), &[first, second, third]).await;
    let [row] = envelopes(&app).await.try_into().unwrap();
    let path = format!("/envelopes/{}/opening", row.id);
    let reception = app.signed_in("tiepdan").await;
    let right = [("reason", "Kiểm tra danh tính"), ("passphrase", PASSPHRASE)];
    assert_eq!(reception.post(&path, &right).await.status, 404, "not a custodian");
    for (reason, passphrase) in [("", PASSPHRASE), ("Kiểm tra danh tính", "một câu khác cũng dài")]
    {
        let answer = chair.post(&path, &[("reason", reason), ("passphrase", passphrase)]).await;
        assert_eq!(answer.status, 422);
        assert!(!answer.body.contains(NAME), "{}", answer.body);
    }
    let opened = chair.post(&path, &right).await;
    assert_eq!(opened.status, 200, "{}", opened.body);
    assert_eq!(opened.header("cache-control"), "no-store");
    for part in ["Họ Tên", "Địa chỉ", "Liên hệ", "Người khác", "Lý do", "đơn viết tay.jpg"]
    {
        assert!(opened.body.contains(&format!("{NAME} {part}")), "{part}: {}", opened.body);
    }
    let file = chair.post(&path, &[&right[..], &[("file", "1")]].concat()).await;
    assert_eq!(file.bytes, contents(NAME).files[0].bytes);
    assert!(file.header("content-security-policy").contains("sandbox"));
    assert_eq!(chair.post(&path, &[&right[..], &[("file", "2")]].concat()).await.status, 404);
    let page = chair.get(&format!("/envelopes/{}", row.id)).await;
    assert!(page.body.contains("Phạm Văn Quyết: Kiểm tra danh tính"), "{}", page.body);
    let log = audit_event::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(log.iter().filter(|one| one.deed == "identity-opened").count(), 3);
    // Back to offline: nobody opens here any more.
    chair.post("/keys/mode", &[("mode", "offline")]).await;
    assert_eq!(chair.post(&path, &right).await.status, 404);
}

#[tokio::test]
async fn who_denounced_follows_and_answers_by_number_and_secret() {
    let (app, keys) = handlers().await;
    let (number, secret) = denounce(&app.stranger(), &keys).await;
    let case = case_of(&app, &number).await.id;
    let chair = app.signed_in("chutich").await;
    let path = format!("/cases/{case}/messages");
    let page = chair.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("Một cán bộ địa chính (giả định)"), "{}", page.body);
    let empty = chair.post(&path, &[("message", "  ")]).await;
    assert_eq!(empty.status, 422);
    let long = "ă".repeat(5_001);
    let kept = chair.post(&path, &[("message", long.as_str())]).await;
    assert!(kept.status == 422 && kept.body.contains(&long), "what was written is kept");
    let asked = [("message", "Sự việc xảy ra ngày nào?")];
    assert_eq!(chair.post(&path, &asked).await.status, 303);

    let other = app.stranger();
    assert_eq!(other.post("/tracking/messages", &asked).await.location(), "/tracking");
    let wrong = [("number", number.as_str()), ("secret", "0000 0000 0000 0000")];
    assert_eq!(other.post("/tracking", &wrong).await.status, 422);
    let pair = [("number", number.as_str()), ("secret", secret.as_str())];
    assert_eq!(other.post("/tracking", &pair).await.location(), "/tracking/case");
    let page = other.get("/tracking/case").await;
    assert!(page.body.contains("Sự việc xảy ra ngày nào?"), "{}", page.body);
    for untold in ["đo đất", "địa chính", "Phạm Văn Quyết"] {
        assert!(!page.body.contains(untold), "a found slip does not tell {untold}");
    }
    let answered = [("message", "Ngày 2 tháng 11.")];
    assert_eq!(other.post("/tracking/messages", &answered).await.status, 303);
    assert!(chair.get(&format!("/cases/{case}")).await.body.contains("Ngày 2 tháng 11."));
    app.run_jobs().await;
    let letters = app.letters();
    let to_chair: Vec<_> =
        letters.iter().filter(|letter| letter.to == "chutich@uongbi.example").collect();
    assert_eq!(
        to_chair.iter().map(|letter| letter.subject.clone()).collect::<BTreeSet<_>>(),
        BTreeSet::from([format!("Tố cáo mới: số {number}"), format!("Có tin mới: số {number}")])
    );
    for letter in &letters {
        assert!(!letter.raw.contains("đo đất") && !letter.text.contains("tháng 11"), "{letter:?}");
        assert!(letter.to.ends_with("@uongbi.example"), "nobody outside is written to");
    }

    // A note of the office stays in the office, even where its like would be told of a complaint.
    did(&chair, case, "processing", &[("field", "land.compensation")]).await;
    did(&chair, case, "transfer", &[("note", "Ghi chú nội bộ")]).await;
    let page = other.get("/tracking/case").await;
    assert!(page.body.contains("Đã chuyển") && !page.body.contains("Ghi chú nội bộ"));
    for login in ["lanhdao", "canbo2", "chutich2"] {
        let client = app.signed_in(login).await;
        assert_eq!(client.post(&path, &asked).await.status, 404, "{login}");
    }
    // Other kinds are written to by letter.
    let complaint = crate::support::build::file_today(&app, law::procedure::Kind::Complaint).await;
    let path = format!("/cases/{}/messages", complaint.case_id);
    assert_eq!(chair.post(&path, &asked).await.status, 404);
}

#[tokio::test]
async fn an_account_is_never_bound_to_a_denunciation() {
    let (app, _) = handlers().await;
    let unit = WARD.to_string();
    for login in ["an@example.vn", "canbo"] {
        let client = app.signed_in(login).await;
        assert!(client.get("/denunciation").await.body.contains("đăng xuất"), "{login}");
        let refused = client.post("/denunciation/start", &[("unit", &unit)]).await;
        assert_eq!(refused.location(), "/denunciation", "{login}");
        assert_eq!(client.get("/denunciation/new").await.location(), "/denunciation", "{login}");
    }
}

#[tokio::test]
async fn photos_are_drawn_anew_under_names_that_tell_nothing() {
    let (app, keys) = handlers().await;
    let photo = photo_with(b"HoangThiKin 20.94, 106.79");
    let stranger = app.stranger();
    let context = open_page(&stranger).await;
    let sealed = envelope(&context, &contents(NAME), &keys);
    let refused = send(&stranger, &sealed, &[&photo, b"%PDF-1.7 no photo"]).await;
    assert_eq!((refused.status, fields_of(&refused)), (422, vec!["photos".to_owned()]));
    let answer = send(&stranger, &sealed, &[&photo, &photo]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let files = attachment::Entity::find().all(app.app.db.read()).await.unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["anh-01.jpg", "anh-02.jpg"]);
    for file in &files {
        let bytes = app.app.files.read(&file.sha256).await.unwrap();
        assert!(!bytes.windows(11).any(|part| part == b"HoangThiKin"));
        assert_eq!(file.media_type, "image/jpeg");
    }
}

/// A picture into which a camera wrote.
pub fn photo_with(words: &[u8]) -> Vec<u8> {
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(16, 16).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let exif = [b"Exif\0\0MM\0*\0\0\0\x08", words].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

#[tokio::test]
async fn protection_asked_for_with_it_is_a_fact() {
    let (app, keys) = handlers().await;
    let stranger = app.stranger();
    let context = open_page(&stranger).await;
    let sealed = envelope(&context, &contents(NAME), &keys);
    let mut parts: Vec<_> = WORKING.iter().map(|(n, v)| (*n, None, v.as_bytes())).collect();
    parts.push(("protection", None, b"yes"));
    parts.push(("envelope", Some("envelope"), &sealed));
    assert_eq!(stranger.post_parts("/denunciation/submission", &parts).await.status, 200);
    let (number, _) = number_and_secret(&stranger, "/denunciation/confirmation").await;
    let case = case_of(&app, &number).await.id;
    let chair = app.signed_in("chutich").await;
    let page = chair.get(&format!("/cases/{case}")).await;
    assert!(page.body.contains("yêu cầu bảo vệ"), "{}", page.body);
    did(&chair, case, "protection", &[]).await;
}

#[tokio::test]
async fn an_administrator_gives_the_right_and_holds_none() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let of = |login: &str| LOGINS.iter().find(|one| one.0 == login).unwrap().4;
    let path = |id: Uuid| format!("/accounts/{id}/denunciations");
    let give = [("denunciations", "yes"), ("denunciations_reason", "Phân công tại QĐ 12")];
    let reception = app.signed_in("tiepdan").await;
    assert_eq!(reception.get("/denunciations/new").await.status, 404);
    let none = admin.post(&path(of("tiepdan")), &[("denunciations", "yes")]).await;
    assert_eq!(none.status, 422, "a reason is needed");
    assert_eq!(admin.post(&path(of("tiepdan")), &give).await.status, 303);
    // Signed out by it, and with the right when signed in again.
    assert_eq!(reception.get("/cases").await.status, 303);
    let reception = app.signed_in("tiepdan").await;
    assert_eq!(reception.get("/denunciations/new").await.status, 200);
    for refused in ["quantri", "an@example.vn", "tiepdan"] {
        assert_eq!(admin.post(&path(of(refused)), &give).await.status, 422, "{refused}");
    }
    assert_eq!(admin.get("/denunciations/new").await.status, 404);
    // Another role ends it.
    let role = [
        ("account_role", "officer"),
        ("account_unit", &WARD.to_string()),
        ("role_reason", "Đổi việc"),
    ];
    admin.post(&format!("/accounts/{}/role", of("tiepdan")), &role).await;
    let officer = app.signed_in("tiepdan").await;
    assert_eq!(officer.get("/denunciations/new").await.status, 404);
}
