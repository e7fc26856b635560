//! Forms of papers, kept by an administrator. Today is 25/11/2026.

use std::collections::BTreeMap;

use entity::{document, local_form};
use gandan::units::Units;
use law::procedure::Kind;
use sea_orm::{EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{file_today, hidden};
use crate::support::client::{Answer, Client};
use crate::support::people::{OTHER_WARD, WARD};

const TEXT: &str = "Kính gửi: {người nhận}\n{cơ quan} mời {người nhận} đến làm việc ngày {ngày làm việc}.\n* {nội dung}";

/// A slip that can be stored; change what the test is about.
fn slip() -> BTreeMap<&'static str, String> {
    [
        ("form_name", "Giấy mời làm việc"),
        ("form_layout", "slip"),
        ("form_symbol", "GM"),
        ("form_dated", "yes"),
        ("form_title", "Giấy mời"),
        ("form_recipients", "Như trên\nLưu: VT"),
        (
            "form_fields",
            "người nhận | Người nhận giấy mời | dòng | bắt buộc | person.name\n\
             ngày làm việc | Ngày làm việc | ngày | bắt buộc\n\n\
             nội dung | Nội dung làm việc | danh sách | | | Mỗi dòng một nội dung",
        ),
        ("form_text", TEXT),
        ("form_from", "2026-11-25"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into()
}

async fn send(
    client: &Client,
    path: &str,
    verb: &str,
    form: &BTreeMap<&'static str, String>,
) -> Answer {
    let mut fields: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("verb", verb));
    client.post(path, &fields).await
}

/// Stores a new form and gives its id.
async fn stored(client: &Client, form: &BTreeMap<&'static str, String>) -> Uuid {
    let answer = send(client, "/document-forms", "save", form).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().rsplit('/').next().unwrap().parse().unwrap()
}

async fn row(app: &TestApp, id: Uuid) -> local_form::Model {
    local_form::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap()
}

async fn count(app: &TestApp) -> usize {
    local_form::Entity::find().all(app.app.db.read()).await.unwrap().len()
}

/// Keys and names of the forms a unit uses today.
async fn used(app: &TestApp, unit: Uuid) -> Vec<(String, String)> {
    let units: &Units = &app.app.units();
    let today = app.app.clock.today();
    let forms = gandan::documents::catalogue::forms(app.app.db.read(), units, unit, today).await;
    let forms = forms.unwrap();
    forms.iter().map(|form| (form.key().to_owned(), form.source().name.clone())).collect()
}

#[tokio::test]
async fn an_administrator_reads_every_form_and_its_sample() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let list = admin.get("/document-forms").await;
    assert_eq!(list.status, 200);
    assert!(list.body.contains("Chưa có biểu mẫu riêng"));
    for form in papers::forms() {
        let source = form.source();
        assert!(list.body.contains(&source.name), "{} in the list", source.key);
        let day = source.valid_from.map(|day| format!("?on={day}")).unwrap_or_default();
        let path = format!("/document-forms/{}{day}", source.key);
        assert!(list.body.contains(&format!("href=\"{path}\"")), "{path} in the list");
        let shown = admin.get(&path).await;
        assert_eq!(shown.status, 200, "{path}");
        for field in form.fields() {
            let placeholder = format!("<code>{{{}}}</code>", field.name);
            assert!(shown.body.contains(&placeholder), "{placeholder} of {path}");
        }
        assert!(shown.body.contains("class=\"sheet\""), "{path}");
    }
    let shown = admin.get("/document-forms/receipt-documents?on=2026-07-01").await;
    assert!(shown.body.contains("02/TCD, 154/2026/NĐ-CP"), "{}", shown.body);
    assert!(shown.body.contains("Họ tên công dân; nhiều người thì người đầu tiên."));
    let before = admin.get("/document-forms/receipt-documents?on=2025-01-01").await;
    assert!(!before.body.contains("154/2026/NĐ-CP") && before.body.contains("Đã ngừng dùng"));
    let pdf = admin.get("/document-forms/receipt-documents/sample.pdf").await;
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
    assert!(pdf.bytes.starts_with(b"%PDF"));
    let docx = admin.get("/document-forms/receipt-documents/sample.docx").await;
    assert_eq!(docx.status, 200);
    assert!(docx.bytes.starts_with(b"PK"));
    for missing in ["/document-forms/khong-co", "/document-forms/new?from=khong-co"] {
        assert_eq!(admin.get(missing).await.status, 404, "{missing}");
    }
}

#[tokio::test]
async fn nobody_else_finds_them() {
    let app = TestApp::spawn().await;
    for login in ["tiepdan", "canbo", "chutich", "lanhdao", "thanhtra", "mattran", "an@example.vn"]
    {
        let client = app.signed_in(login).await;
        for path in ["/document-forms", "/document-forms/new", "/document-forms/petition-answer"] {
            assert_eq!(client.get(path).await.status, 404, "{login} {path}");
        }
        assert_eq!(send(&client, "/document-forms", "save", &slip()).await.status, 404, "{login}");
    }
    assert_eq!(count(&app).await, 0);
    let stranger = app.stranger().get("/document-forms").await;
    assert!(stranger.location().starts_with("/session/new?"), "{}", stranger.status);
}

#[tokio::test]
async fn a_form_is_written_looked_at_stored_and_used_for_a_paper() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let seen = send(&admin, "/document-forms", "preview", &slip()).await;
    assert_eq!(seen.status, 200, "{}", seen.body);
    assert!(seen.body.contains("class=\"sheet\"") && seen.body.contains("Nguyễn Thị Ví Dụ"));
    assert!(seen.body.contains("value=\"Giấy mời làm việc\""), "what was typed is kept");
    assert_eq!(count(&app).await, 0, "a look stores nothing");

    let id = stored(&admin, &slip()).await;
    let made = row(&app, id).await;
    assert_eq!((made.form_key.as_str(), made.version), ("giay-moi-lam-viec", 1));
    let shown = admin.get(&format!("/document-forms/{id}")).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    assert!(shown.body.contains("Của địa phương") && shown.body.contains("Tất cả đơn vị"));
    let pdf = admin.get(&format!("/document-forms/{id}/sample.pdf")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.body);
    let log = admin.get("/audit?deed=form-changed").await;
    assert!(log.body.contains(&id.to_string()), "{}", log.body);

    let case = file_today(&app, Kind::Complaint).await.case_id;
    let case = case.to_string();
    let clerk = app.signed_in("tiepdan").await;
    let choice = clerk.get(&format!("/documents/new?case={case}")).await;
    assert!(choice.body.contains("value=\"giay-moi-lam-viec\""), "{}", choice.body);
    let begun = [("case", case.as_str()), ("form", "giay-moi-lam-viec")];
    let begun = clerk.post("/documents", &begun).await;
    assert_eq!(begun.status, 303, "{}", begun.body);
    let paper = clerk.get(begun.location()).await;
    assert!(paper.body.contains("Nguyễn Văn Đức"), "filled from the case: {}", paper.body);
    let pdf = clerk.get(&format!("{}/paper.pdf", begun.location())).await;
    assert_eq!((pdf.status, &pdf.bytes[..4]), (200, b"%PDF".as_slice()));

    // The draft keeps the form it was begun with.
    let mut changed = slip();
    changed.insert("form_text", TEXT.replace("mời", "kính mời"));
    changed.insert("version", "1".to_owned());
    let answer = send(&admin, &format!("/document-forms/own/{id}"), "save", &changed).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(row(&app, id).await.source.contains("kính mời"));
    let kept = document::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    assert!(!kept.form_source.contains("kính mời"), "{}", kept.form_source);
}

#[tokio::test]
async fn a_name_like_that_of_another_form_gets_a_key_of_its_own() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let mut keys = Vec::new();
    for name in ["Giấy mời", "Giấy mời", "Petition answer"] {
        let mut form = slip();
        form.insert("form_name", name.to_owned());
        let id = stored(&admin, &form).await;
        keys.push(row(&app, id).await.form_key);
    }
    assert_eq!(keys, ["giay-moi", "giay-moi-2", "petition-answer-2"]);
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place_and_what_was_typed_stays() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let fields = slip()["form_fields"].clone();
    let cases = [
        (
            "form_text",
            "Kính gửi: {người nhận}\nNgày {ngày làm việc}\n  Mời {người nhậ} đến.\n* {nội dung}",
            "Dòng 3, cột 7: không có trường nào tên “người nhậ”. Có phải là “người nhận”?",
        ),
        (
            "form_text",
            "{người nhận} {ngày làm việc}\nVề {nội dung}",
            "Dòng 2, cột 4: trường “nội dung” thuộc loại danh sách không dùng được ở đây.",
        ),
        ("form_text", "", "Phần này: không được để trống."),
        (
            "form_recipients",
            "Như trên\n\nông {ai đó}",
            "Dòng 3, cột 5: không có trường nào tên “ai đó”.",
        ),
        ("form_title", "Giấy {mời", "Cột 6: dấu mở ngoặc nhọn chưa được đóng."),
        ("form_bases", "Luật Khiếu nại", "Dòng 1: biểu mẫu có căn cứ pháp lý"),
        ("form_bases", "\n\nLuật | ngày nào", "Dòng 1: “ngày nào” không phải là ngày"),
        ("form_symbol", "G-M", "Ký hiệu chỉ gồm chữ và số"),
        ("form_to", "2026-11-24", "Phần này: ngày kết thúc trước ngày bắt đầu."),
        ("form_unit", "khác", "Xin chọn một mục"),
        ("form_name", "…", "Tên biểu mẫu cần có chữ cái"),
    ];
    for (name, value, sentence) in cases {
        refused(&admin, (name, value), sentence).await;
    }
    for (added, sentence) in [
        ("ai đó | Ai | dòng", "Dòng 5: trường “ai đó” không được dùng ở chỗ nào."),
        ("nội dung | Khác | dòng", "Dòng 5: đã có một trường tên “nội dung”."),
        (
            "ai | Ai | dòng | | case.nunber",
            "Dòng 5: không có sự kiện “case.nunber”. Có phải là “case.number”?",
        ),
        ("ai | Ai | dong chu", "Dòng 5: không có loại “dong chu”."),
        ("ai | Ai | bảng", "Dòng 5: loại bảng cần tên các cột"),
        ("Ai | Ai | dòng", "Dòng 5: tên trường chỉ gồm chữ thường"),
        ("ngày | Ngày | ngày", "“ngày” được điền sẵn từ thông tin cơ quan"),
    ] {
        refused(&admin, ("form_fields", &format!("{fields}\n{added}")), sentence).await;
    }
    assert_eq!(count(&app).await, 0);
}

/// With either button, beside its field and with all that was typed.
async fn refused(admin: &Client, (name, value): (&'static str, &str), sentence: &str) {
    let mut form = slip();
    form.insert(name, value.to_owned());
    for verb in ["preview", "save"] {
        let answer = send(admin, "/document-forms", verb, &form).await;
        assert_eq!(answer.status, 422, "{name}={value}: {}", answer.body);
        assert!(answer.body.contains(sentence), "{sentence} for {name}={value}: {}", answer.body);
        assert!(answer.body.contains(&format!("id=\"{name}-error\"")), "beside {name}");
        assert!(answer.body.contains(value.trim()), "{value} is kept");
        assert!(answer.body.contains("Ngày làm việc | ngày | bắt buộc"), "the others are kept");
    }
}

#[tokio::test]
async fn what_cannot_be_printed_is_refused() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    refused(
        &admin,
        ("form_text", &format!("{TEXT}\nHẹn gặp \u{1F600}")),
        "Văn bản có ký tự không in được: \u{1F600} (U+1F600)",
    )
    .await;
}

#[tokio::test]
async fn a_copy_stands_in_the_place_of_a_form_for_its_unit() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let copy = admin.get("/document-forms/new?from=dialogue-invitation").await;
    assert_eq!(copy.status, 200);
    let source = papers::form("dialogue-invitation", app.app.clock.today()).unwrap().source();
    assert_eq!(hidden(&copy.body, "from"), source.key);
    assert!(copy.body.contains(&source.fields[0].label), "{}", copy.body);

    let mut form = slip();
    form.insert("from", source.key.clone());
    form.insert("form_name", "Giấy mời đối thoại của phường".to_owned());
    form.insert("form_unit", WARD.to_string());
    let id = stored(&admin, &form).await;
    assert_eq!(row(&app, id).await.form_key, source.key);
    let name = |forms: Vec<(String, String)>| {
        let found: Vec<_> = forms.into_iter().filter(|(key, _)| *key == source.key).collect();
        assert_eq!(found.len(), 1);
        found[0].1.clone()
    };
    assert_eq!(name(used(&app, WARD).await), "Giấy mời đối thoại của phường");
    assert_eq!(name(used(&app, OTHER_WARD).await), source.name);
    let list = admin.get("/document-forms").await;
    let stands = format!("Dùng thay mẫu có sẵn: {}", source.name);
    assert!(list.body.contains(&stands) && list.body.contains("Phường Uông Bí"), "{}", list.body);

    // The other ward may have its own from the same day; the first one not another.
    let again = send(&admin, "/document-forms", "save", &form).await;
    assert_eq!(again.status, 422);
    assert!(again.body.contains("đã có biểu mẫu cùng mã"), "{}", again.body);
    form.insert("form_unit", OTHER_WARD.to_string());
    stored(&admin, &form).await;
    assert_eq!(name(used(&app, OTHER_WARD).await), "Giấy mời đối thoại của phường");

    // Two for all units are one too many as well.
    form.insert("form_unit", String::new());
    stored(&admin, &form).await;
    assert_eq!(send(&admin, "/document-forms", "save", &form).await.status, 422);
}

#[tokio::test]
async fn of_two_who_store_a_form_for_all_units_at_once_one_is_told() {
    let app = TestApp::spawn().await;
    let (one, two) = (app.signed_in("quantri").await, app.signed_in("quantri").await);
    let mut form = slip();
    form.insert("from", "dialogue-invitation".to_owned());
    for day in ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"] {
        form.insert("form_from", day.to_owned());
        let (first, second) = tokio::join!(
            send(&one, "/document-forms", "save", &form),
            send(&two, "/document-forms", "save", &form)
        );
        let mut answers = [first.status, second.status];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422], "{day}: {} {}", first.body, second.body);
        let refused = if first.status == 422 { first } else { second };
        assert!(refused.body.contains("đã có biểu mẫu cùng mã"), "{}", refused.body);
    }
    assert_eq!(count(&app).await, 4);
    // The database refuses it by itself, whoever writes.
    let stored = local_form::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    assert_eq!(stored.unit_id, None);
    let again = local_form::Model { id: Uuid::from_u128(1), ..stored };
    let tx = app.app.db.begin_write().await.unwrap();
    let refused = local_form::Entity::insert(again.into_active_model()).exec(&tx).await;
    assert!(gandan::db::is_taken(&refused.unwrap_err()));
}

#[tokio::test]
async fn forms_of_denunciations_stay_sealed() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let mut form = slip();
    form.insert("from", "denunciation-extension".to_owned());
    let refused = send(&admin, "/document-forms", "save", &form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("làm lộ người tố cáo"), "{}", refused.body);
    let typed = form["form_fields"].replace("person.name", "respondent.name");
    form.insert("form_fields", typed);
    let id = stored(&admin, &form).await;
    assert!(row(&app, id).await.source.contains("sealed = true"));
}

#[tokio::test]
async fn whoever_is_slower_sees_both() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let id = stored(&admin, &slip()).await;
    let path = format!("/document-forms/own/{id}");
    assert_eq!(hidden(&admin.get(&path).await.body, "version"), "1");
    let mut first = slip();
    first.insert("version", "1".to_owned());
    first.insert("form_title", "Giấy mời họp".to_owned());
    assert_eq!(send(&admin, &path, "save", &first).await.status, 303);
    let mut second = slip();
    second.insert("version", "1".to_owned());
    second.insert("form_title", "Thư mời".to_owned());
    let conflict = send(&admin, &path, "save", &second).await;
    assert_eq!(conflict.status, 409);
    for said in ["Biểu mẫu vừa được người khác thay đổi", "Giấy mời họp", "value=\"Thư mời\""]
    {
        assert!(conflict.body.contains(said), "{said}: {}", conflict.body);
    }
    assert!(row(&app, id).await.source.contains("Giấy mời họp"), "nothing was written over");
    second.insert("version", hidden(&conflict.body, "version"));
    assert_eq!(send(&admin, &path, "save", &second).await.status, 303);
    assert!(row(&app, id).await.source.contains("Thư mời"));
    assert_eq!(count(&app).await, 1);
}

#[tokio::test]
async fn a_later_beginning_ends_the_version_of_before() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let id = stored(&admin, &slip()).await;
    let path = format!("/document-forms/own/{id}");
    let mut later = slip();
    later.insert("version", "1".to_owned());
    later.insert("form_name", "Giấy mời làm việc, mẫu năm 2027".to_owned());
    later.insert("form_from", "01/01/2027".to_owned());
    let answer = send(&admin, &path, "save", &later).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let new: Uuid = answer.location().rsplit('/').next().unwrap().parse().unwrap();
    assert_ne!(new, id);
    let old = row(&app, id).await;
    let last = chrono::NaiveDate::from_ymd_opt(2026, 12, 31);
    assert_eq!((old.valid_to, old.version), (last, 2));
    assert!(old.source.contains("valid_to = 2026-12-31"), "{}", old.source);
    let name = |forms: Vec<(String, String)>| {
        let found = forms.into_iter().find(|(key, _)| key == "giay-moi-lam-viec");
        found.map(|(_, name)| name)
    };
    assert_eq!(name(used(&app, WARD).await).as_deref(), Some("Giấy mời làm việc"));

    // One that is not in use yet is put off without leaving a version behind.
    later.insert("form_from", "02/01/2027".to_owned());
    let answer = send(&admin, &format!("/document-forms/own/{new}"), "save", &later).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(count(&app).await, 2);
    app.advance_days(38);
    assert_eq!(name(used(&app, WARD).await).as_deref(), Some("Giấy mời làm việc, mẫu năm 2027"));

    // Ended, it is offered no more; it is still there to be read.
    let admin = app.signed_in("quantri").await;
    let mut ended = later.clone();
    ended.insert("version", "2".to_owned());
    ended.insert("form_to", "02/01/2027".to_owned());
    let answer = send(&admin, &format!("/document-forms/own/{new}"), "save", &ended).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(name(used(&app, WARD).await).is_some(), "its last day");
    app.advance_days(1);
    assert_eq!(name(used(&app, WARD).await), None);
    let admin = app.signed_in("quantri").await;
    let shown = admin.get(&format!("/document-forms/{new}")).await;
    assert!(shown.body.contains("Đã ngừng dùng"), "{}", shown.body);
    let case = file_today(&app, Kind::Complaint).await.case_id;
    let clerk = app.signed_in("tiepdan").await;
    let choice = clerk.get(&format!("/documents/new?case={case}")).await;
    assert_eq!(choice.status, 200);
    assert!(!choice.body.contains("giay-moi-lam-viec"), "{}", choice.body);
}

#[tokio::test]
async fn every_fact_has_its_sentence_in_both_languages() {
    use gandan::web::i18n::Lang;
    for fact in papers::FACTS {
        let key = format!("form-fact-{}", fact.key.replace('.', "-"));
        for lang in Lang::ALL {
            assert_ne!(lang.t(&key), key, "{}", lang.code());
        }
    }
}
