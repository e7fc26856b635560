//! Registration, confirmation, a citizen's own cases, and the administration of accounts.

use entity::{account, one_time_link, outbox, session};
use law::procedure::Kind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{file, new_case};
use crate::support::people::{OTHER_WARD, PASSWORD, WARD};

const MAIL: &str = "hoa@example.vn";
const CHOSEN: &str = "một câu dễ nhớ";

fn registration<'a>(email: &'a str, password: &'a str) -> [(&'a str, &'a str); 3] {
    [("account_name", "Lý Thị Hoa"), ("account_email", email), ("account_password", password)]
}

async fn letters(app: &TestApp) -> Vec<outbox::Model> {
    let about_accounts = outbox::Column::AccountId.is_not_null();
    let query = outbox::Entity::find().filter(about_accounts);
    query.filter(outbox::Column::CaseId.is_null()).all(app.app.db.read()).await.unwrap()
}

/// The path of the link in a letter.
fn link_in(letter: &outbox::Model) -> String {
    let start = letter.text_body.find("http://gandan.test").unwrap();
    let link = letter.text_body[start..].split_whitespace().next().unwrap();
    link.strip_prefix("http://gandan.test").unwrap().to_owned()
}

fn token_in(letter: &outbox::Model) -> String {
    link_in(letter).split_once("token=").unwrap().1.to_owned()
}

async fn account(app: &TestApp, login: &str) -> account::Model {
    let query = account::Entity::find().filter(account::Column::Login.eq(login));
    query.one(app.app.db.read()).await.unwrap().unwrap()
}

async fn page_of(app: &TestApp, login: &str) -> String {
    format!("/accounts/{}", account(app, login).await.id)
}

#[tokio::test]
async fn a_citizen_registers_and_confirms_once() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    assert_eq!(client.get("/registration").await.status, 200);
    let answer = client.post("/registration", &registration(MAIL, CHOSEN)).await;
    assert_eq!((answer.status, answer.location()), (303, "/session/new"));
    assert!(client.get("/session/new").await.body.contains("Đã gửi thư đến địa chỉ"));

    let sent = letters(&app).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (sent[0].to_address.as_str(), sent[0].kind.as_str()),
        (MAIL, "account-confirmation")
    );
    let token = token_in(&sent[0]);
    let kept = one_time_link::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    assert_ne!(kept.token_hash, token, "only a keyed hash is kept");

    let answer = client.post("/session", &[("login", MAIL), ("password", CHOSEN)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/my-cases"));
    assert!(client.get("/my-cases").await.body.contains("chưa được xác nhận"));

    for _ in 0..2 {
        let page = client.get(&link_in(&sent[0])).await;
        assert_eq!(page.status, 200, "looking uses nothing up");
        assert!(page.body.contains(MAIL), "{}", page.body);
    }
    let answer = client.post("/email-confirmation", &[("token", &token)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/my-cases"));
    let page = client.get("/my-cases").await;
    assert!(page.body.contains("Chưa có đơn nào"), "{}", page.body);
    let again = client.post("/email-confirmation", &[("token", &token)]).await;
    assert_eq!(again.status, 410);
    assert!(again.body.contains("đã dùng rồi"), "{}", again.body);
}

#[tokio::test]
async fn a_link_ends_after_a_day_and_can_be_sent_again() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    client.post("/registration", &registration(MAIL, CHOSEN)).await;
    let first = token_in(&letters(&app).await[0]);
    app.clock.advance(chrono::TimeDelta::hours(24));
    assert_eq!(client.post("/email-confirmation", &[("token", &first)]).await.status, 410);
    client.post("/session", &[("login", MAIL), ("password", CHOSEN)]).await;
    assert_eq!(client.post("/my-cases/confirmation-letter", &[]).await.status, 303);
    let sent = letters(&app).await;
    assert_eq!(sent.len(), 2);
    let second = sent.iter().map(token_in).find(|token| *token != first).unwrap();
    assert_eq!(client.post("/email-confirmation", &[("token", &second)]).await.status, 303);
}

#[tokio::test]
async fn a_known_address_is_answered_like_a_new_one() {
    let app = TestApp::spawn().await;
    let known = app.stranger().post("/registration", &registration("AN@example.vn", CHOSEN)).await;
    let new = app.stranger().post("/registration", &registration(MAIL, CHOSEN)).await;
    assert_eq!((known.status, known.location()), (new.status, new.location()));
    assert_eq!((&known.body, known.header("set-cookie")), (&new.body, new.header("set-cookie")));
    let again = app.stranger().post("/registration", &registration("an@example.vn", CHOSEN)).await;
    assert_eq!(again.status, 303);

    let sent = letters(&app).await;
    let to_owner: Vec<_> = sent.iter().filter(|l| l.to_address == "an@example.vn").collect();
    assert_eq!(to_owner.len(), 1, "one such letter a day");
    assert!(to_owner[0].text_body.contains("đã có tài khoản"), "{}", to_owner[0].text_body);
    let answer =
        app.stranger().post("/session", &[("login", "an@example.vn"), ("password", CHOSEN)]).await;
    assert_eq!(answer.status, 422, "the owner's password is as before");
    app.signed_in("an@example.vn").await;
}

#[tokio::test]
async fn an_unconfirmed_address_belongs_to_who_registers_it_last() {
    let app = TestApp::spawn().await;
    let stranger = app.stranger();
    stranger.post("/registration", &registration(MAIL, "thuyền nan kẻ lạ")).await;
    stranger.post("/session", &[("login", MAIL), ("password", "thuyền nan kẻ lạ")]).await;
    let old = token_in(&letters(&app).await[0]);
    app.clock.advance(chrono::TimeDelta::minutes(5));
    app.stranger().post("/registration", &registration(MAIL, CHOSEN)).await;

    assert_eq!(stranger.get("/my-cases").await.status, 303, "the stranger's session has ended");
    let retry = [("login", MAIL), ("password", "thuyền nan kẻ lạ")];
    assert_eq!(app.stranger().post("/session", &retry).await.status, 422);
    assert_eq!(app.stranger().post("/email-confirmation", &[("token", &old)]).await.status, 410);
    let new = letters(&app).await.iter().map(token_in).find(|token| *token != old).unwrap();
    assert_eq!(app.stranger().post("/email-confirmation", &[("token", &new)]).await.status, 303);
    let fields = [("login", MAIL), ("password", CHOSEN)];
    assert_eq!(app.stranger().post("/session", &fields).await.status, 303);
}

#[tokio::test]
async fn mistakes_come_back_with_what_was_typed() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    let answer = client.post("/registration", &registration("không phải thư", "ngắn")).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("value=\"Lý Thị Hoa\""), "{}", answer.body);
    assert!(answer.body.contains("Địa chỉ thư điện tử chưa đúng"), "{}", answer.body);
    assert!(answer.body.contains("Mật khẩu cần ít nhất 10 ký tự"), "{}", answer.body);
    assert!(!answer.body.contains("ngắn\""), "a password is never shown again");
    assert!(letters(&app).await.is_empty());
}

#[tokio::test]
async fn a_citizen_sees_their_own_cases_and_no_others() {
    let app = TestApp::spawn().await;
    let owner = account(&app, "an@example.vn").await.id;
    let mut own = new_case(Kind::Complaint, app.app.clock.today());
    own.citizen_id = Some(owner);
    let own = file(&app, own).await;
    let mut other = new_case(Kind::Petition, app.app.clock.today());
    other.citizen_id = Some(account(&app, "binh@example.vn").await.id);
    let other = file(&app, other).await;

    let client = app.signed_in("an@example.vn").await;
    let list = client.get("/my-cases").await;
    assert!(list.body.contains(&own.number), "{}", list.body);
    assert!(!list.body.contains(&other.number), "{}", list.body);
    let page = client.get(&format!("/my-cases/{}", own.case_id)).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Không đồng ý đơn giá bồi thường"), "{}", page.body);
    assert_eq!(client.get(&format!("/my-cases/{}", other.case_id)).await.status, 404);
    let official = app.signed_in("chutich").await;
    assert_eq!(official.get(&format!("/my-cases/{}", own.case_id)).await.status, 404);
}

#[tokio::test]
async fn no_case_is_shown_before_the_address_is_confirmed() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    client.post("/registration", &registration(MAIL, CHOSEN)).await;
    client.post("/session", &[("login", MAIL), ("password", CHOSEN)]).await;
    let mut new = new_case(Kind::Complaint, app.app.clock.today());
    new.citizen_id = Some(account(&app, MAIL).await.id);
    let filed = file(&app, new).await;
    assert!(!client.get("/my-cases").await.body.contains(&filed.number));
    assert_eq!(client.get(&format!("/my-cases/{}", filed.case_id)).await.status, 404);
    let token = token_in(&letters(&app).await[0]);
    client.post("/email-confirmation", &[("token", &token)]).await;
    assert!(client.get("/my-cases").await.body.contains(&filed.number));
    assert_eq!(client.get(&format!("/my-cases/{}", filed.case_id)).await.status, 200);
}

#[tokio::test]
async fn a_password_that_is_tried_first_is_refused() {
    let app = TestApp::spawn().await;
    let answer = app.stranger().post("/registration", &registration(MAIL, "matkhau2026")).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Mật khẩu này dễ đoán"), "{}", answer.body);
    let client = app.signed_in("chutich").await;
    let own = [("present_password", PASSWORD), ("new_password", "chutich2026")];
    let answer = client.post("/password", &own).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Mật khẩu này dễ đoán"), "{}", answer.body);
}

#[tokio::test]
async fn a_password_is_changed_and_ends_all_sessions() {
    let app = TestApp::spawn().await;
    let (client, elsewhere) = (app.signed_in("chutich").await, app.signed_in("chutich").await);
    let wrong = [("present_password", "sai"), ("new_password", CHOSEN)];
    let answer = client.post("/password", &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Mật khẩu hiện nay không đúng"), "{}", answer.body);
    let right = [("present_password", PASSWORD), ("new_password", CHOSEN)];
    assert_eq!(client.post("/password", &right).await.location(), "/session/new");
    assert_eq!(elsewhere.get("/password").await.status, 303);
    let fields = [("login", "chutich"), ("password", CHOSEN)];
    assert_eq!(app.stranger().post("/session", &fields).await.status, 303);
}

#[tokio::test]
async fn accounts_are_found_with_and_without_marks() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let all = admin.get("/accounts").await;
    assert_eq!(all.body.matches("<tr>").count(), 15, "fourteen people and the head");
    for q in ["do%20thi", "%C4%90%E1%BB%97%20Th%E1%BB%8B", "CANBO2"] {
        let found = admin.get(&format!("/accounts?q={q}")).await;
        assert!(found.body.contains("Đỗ Thị Ngân"), "{q}");
        assert_eq!(found.body.matches("<tr>").count(), 2, "{q}");
    }
    let none = admin.get("/accounts?q=kh%C3%B4ng%20c%C3%B3%20ai").await;
    assert!(none.body.contains("Không có tài khoản nào khớp"), "{}", none.body);
}

#[tokio::test]
async fn staff_are_added_with_a_password_shown_once() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let unit = WARD.to_string();
    let fields = [
        ("account_login", "tiepdan3"),
        ("account_name", "Đoàn Thị Mới"),
        ("account_role", "reception"),
        ("account_unit", unit.as_str()),
    ];
    let created = admin.post("/accounts", &fields).await;
    assert_eq!(created.status, 201, "{}", created.body);
    let start = created.body.find("class=\"secret\">").unwrap() + "class=\"secret\">".len();
    let password = created.body[start..].split('<').next().unwrap();
    let answer =
        app.stranger().post("/session", &[("login", "tiepdan3"), ("password", password)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/cases"));
    let page = admin.get(&page_of(&app, "tiepdan3").await).await;
    assert!(!page.body.contains(password));
    assert!(page.body.contains("Hoàng Văn Trị đã tạo tài khoản"), "{}", page.body);

    let taken = admin.post("/accounts", &fields).await;
    assert_eq!(taken.status, 422);
    assert!(taken.body.contains("Tên đăng nhập này đã có người dùng"), "{}", taken.body);
    assert!(taken.body.contains("value=\"Đoàn Thị Mới\""));
    let citizen = admin
        .post(
            "/accounts",
            &[("account_login", "x"), ("account_name", "X"), ("account_role", "citizen")],
        )
        .await;
    assert_eq!(citizen.status, 422);
}

#[tokio::test]
async fn a_changed_role_holds_at_once() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let officer = app.signed_in("canbo2").await;
    let path = page_of(&app, "canbo2").await;
    let unit = OTHER_WARD.to_string();
    let mut fields = vec![("account_role", "chairman"), ("account_unit", unit.as_str())];
    let without = admin.post(&format!("{path}/role"), &fields).await;
    assert_eq!(without.status, 422, "a reason is needed");
    fields.push(("role_reason", "Bổ nhiệm mới"));
    let changed = admin.post(&format!("{path}/role"), &fields).await;
    assert_eq!((changed.status, changed.location()), (303, path.as_str()));
    assert_eq!(officer.get("/cases").await.status, 303, "signed out at once");
    let now = account(&app, "canbo2").await;
    assert_eq!((now.role.as_str(), now.unit_id), ("chairman", Some(OTHER_WARD)));
    let page = admin.get(&path).await;
    assert!(page.body.contains("Bổ nhiệm mới"), "{}", page.body);
    let again = admin.post(&format!("{path}/role"), &fields).await;
    assert!(again.body.contains("không có gì để thay đổi"), "{}", again.body);
    let citizen = page_of(&app, "an@example.vn").await;
    let refused = admin.post(&format!("{citizen}/role"), &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("không chuyển thành tài khoản cán bộ"), "{}", refused.body);
}

#[tokio::test]
async fn locking_shuts_somebody_out_at_once() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let leader = app.signed_in("lanhdao").await;
    let path = page_of(&app, "lanhdao").await;
    let reason = [("lock_reason", "Nghỉ việc")];
    assert_eq!(admin.post(&format!("{path}/lock"), &[]).await.status, 422);
    assert_eq!(admin.post(&format!("{path}/lock"), &reason).await.status, 303);
    assert_eq!(leader.get("/password").await.status, 303);
    let ended = session::Entity::find()
        .filter(session::Column::AccountId.eq(account(&app, "lanhdao").await.id))
        .one(app.app.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ended.ended_reason.as_deref(), Some("locked"));
    let fields = [("login", "lanhdao"), ("password", PASSWORD)];
    assert_eq!(app.stranger().post("/session", &fields).await.status, 422);
    assert_eq!(admin.post(&format!("{path}/lock"), &reason).await.status, 422, "locked already");
    let back = [("lock_reason", "Đi làm lại")];
    assert_eq!(admin.post(&format!("{path}/unlock"), &back).await.status, 303);
    assert_eq!(leader.get("/password").await.status, 303, "old sessions stay ended");
    assert_eq!(app.stranger().post("/session", &fields).await.status, 303);
}

#[tokio::test]
async fn nobody_locks_out_themselves_or_the_last_administrator() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let own = page_of(&app, "quantri").await;
    let answer = admin.post(&format!("{own}/lock"), &[("lock_reason", "Thử")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Không tự khóa"), "{}", answer.body);
    let unit = WARD.to_string();
    let role =
        [("account_role", "officer"), ("account_unit", unit.as_str()), ("role_reason", "Thử")];
    let answer = admin.post(&format!("{own}/role"), &role).await;
    assert!(answer.body.contains("Không tự khóa"), "{}", answer.body);

    let second = [
        ("account_login", "quantri2"),
        ("account_name", "Mai Văn Hai"),
        ("account_role", "admin"),
        ("account_unit", ""),
    ];
    assert_eq!(admin.post("/accounts", &second).await.status, 201);
    let other = page_of(&app, "quantri2").await;
    assert_eq!(
        admin.post(&format!("{other}/lock"), &[("lock_reason", "Thử")]).await.status,
        303,
        "one of two may be locked"
    );
}

/// Two administrators who lock each other at the same moment: one of them must remain.
#[tokio::test]
async fn two_administrators_cannot_shut_each_other_out() {
    use gandan::accounts::admin;
    use gandan::policy::{Actor, Role};
    let app = TestApp::spawn().await;
    let signed_in = app.signed_in("quantri").await;
    let second =
        [("account_login", "quantri2"), ("account_name", "Mai Văn Hai"), ("account_role", "admin")];
    assert_eq!(signed_in.post("/accounts", &second).await.status, 201);
    let (a, b) = (account(&app, "quantri").await.id, account(&app, "quantri2").await.id);
    let lock = |from: Uuid, whom: Uuid| {
        let app = app.app.clone();
        async move {
            let actor = Actor {
                account_id: from,
                session_id: Uuid::nil(),
                name: String::new(),
                role: Role::Admin,
                unit_id: None,
                unit_ids: Vec::new(),
                denunciations: gandan::policy::Reach::Nothing,
                ceiling: Role::Admin.ceiling(),
                lacks_factor: false,
                acts_for: None,
            };
            let tx = app.db.begin_write().await.unwrap();
            let done = admin::lock(&tx, &actor, whom, app.clock.now(), "Thử".to_owned()).await;
            let done = done.unwrap();
            if done.is_ok() {
                tx.commit().await.unwrap();
            }
            done.is_ok()
        }
    };
    let (first, second) = tokio::join!(lock(a, b), lock(b, a));
    assert!(first != second, "exactly one of them succeeds: {first} {second}");
}

#[tokio::test]
async fn an_unknown_account_is_not_found() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let path = format!("/accounts/{}", Uuid::from_u128(0xdead));
    assert_eq!(admin.get(&path).await.status, 404);
    assert_eq!(admin.post(&format!("{path}/lock"), &[("lock_reason", "Thử")]).await.status, 404);
}
