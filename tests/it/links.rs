//! Links in letters: a member of staff chooses a password, and an account gets another address.

use entity::account;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::people::{LOGINS, PASSWORD, WARD};
use crate::support::{ReadLetter, TestApp};

const CHOSEN: &str = "thuyền nan chở lúa chiêm";

fn link(letter: &ReadLetter) -> String {
    let start = letter.text.find("http://gandan.test").unwrap() + "http://gandan.test".len();
    letter.text[start..].split_whitespace().next().unwrap().to_owned()
}

fn token(path: &str) -> String {
    path.split("token=").nth(1).unwrap().to_owned()
}

/// Letters to an address, newest last.
async fn letters_to(app: &TestApp, address: &str) -> Vec<ReadLetter> {
    app.run_jobs().await;
    app.letters().into_iter().filter(|letter| letter.to == address).collect()
}

async fn account(app: &TestApp, login: &str) -> account::Model {
    let query = account::Entity::find().filter(account::Column::Login.eq(login));
    query.one(app.app.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn staff_are_invited_by_a_link_that_looking_does_not_use_up() {
    let app = TestApp::spawn().await;
    let admin = app.signed_in("quantri").await;
    let unit = WARD.to_string();
    let fields = [
        ("account_login", "tiepdan3"),
        ("account_name", "Đoàn Thị Mới"),
        ("account_email", "moi@uongbi.example"),
        ("account_role", "reception"),
        ("account_unit", unit.as_str()),
    ];
    let created = admin.post("/accounts", &fields).await;
    assert_eq!(created.status, 201);
    assert!(!created.body.contains("class=\"secret\""), "no password on the page");
    let letters = letters_to(&app, "moi@uongbi.example").await;
    let path = link(&letters[0]);
    for _ in 0..3 {
        let page = app.stranger().get(&path).await;
        assert!(page.status == 200 && page.body.contains("Đoàn Thị Mới"), "{}", page.body);
    }
    let stranger = app.stranger();
    let token_value = token(&path);
    let accept = |password: &'static str| {
        [("token", token_value.clone()), ("new_password", password.to_owned())]
    };
    let post = async |password| {
        let fields = accept(password);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        stranger.post("/invitation", &fields).await
    };
    let weak = post("matkhau123456").await;
    assert!(weak.status == 422 && weak.body.contains("new_password-error"), "{}", weak.body);
    assert_eq!(post(CHOSEN).await.location(), "/session/new");
    assert_eq!(post(CHOSEN).await.status, 410, "once");
    assert_eq!(app.stranger().get(&path).await.status, 410);
    let signed = app.stranger();
    let answer = signed.post("/session", &[("login", "tiepdan3"), ("password", CHOSEN)]).await;
    assert_eq!(answer.location(), "/cases");
    assert!(account(&app, "tiepdan3").await.email_confirmed_at.is_some());

    // A new one makes the one before worthless; a week is its end.
    let href = format!("/accounts/{}/invitation", account(&app, "tiepdan3").await.id);
    admin.post(&href, &[]).await;
    admin.post(&href, &[]).await;
    let letters = letters_to(&app, "moi@uongbi.example").await;
    let [.., first, second] = letters.as_slice() else { panic!("{letters:?}") };
    let open = [app.stranger().get(&link(first)).await, app.stranger().get(&link(second)).await];
    let mut statuses = open.map(|answer| answer.status);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410]);
    app.advance_days(8);
    for letter in [first, second] {
        assert_eq!(app.stranger().get(&link(letter)).await.status, 410);
    }
    let citizen = format!("/accounts/{}/invitation", LOGINS[8].4);
    let admin = app.signed_in("quantri").await;
    assert_eq!(admin.post(&citizen, &[]).await.status, 404);
}

#[tokio::test]
async fn an_address_changes_once_both_have_confirmed_it() {
    let app = TestApp::spawn().await;
    let citizen = app.signed_in("an@example.vn").await;
    let ask = async |email: &str, password: &str| {
        citizen.post("/email", &[("new_email", email), ("present_password", password)]).await
    };
    for (email, password, field) in [
        ("", PASSWORD, "new_email"),
        ("không phải thư", PASSWORD, "new_email"),
        ("AN@example.vn", PASSWORD, "new_email"),
        ("moi@example.vn", "mật khẩu sai hẳn", "present_password"),
    ] {
        let answer = ask(email, password).await;
        assert_eq!(answer.status, 422, "{email}");
        assert!(answer.body.contains(&format!("{field}-error")), "{}", answer.body);
    }
    for first_side in ["moi@example.vn", "an@example.vn"] {
        assert_eq!(ask("moi@example.vn", PASSWORD).await.status, 303);
        let new = link(letters_to(&app, "moi@example.vn").await.last().unwrap());
        let old = link(letters_to(&app, "an@example.vn").await.last().unwrap());
        let (first, second) = if first_side.starts_with("moi") { (new, old) } else { (old, new) };
        let stranger = app.stranger();
        assert_eq!(stranger.get(&first).await.status, 200);
        stranger.post("/email-change", &[("token", &token(&first))]).await;
        assert_eq!(account(&app, "an@example.vn").await.email.as_deref(), Some("an@example.vn"));
        stranger.post("/email-change", &[("token", &token(&second))]).await;
        let changed = account(&app, "moi@example.vn").await;
        assert_eq!(changed.email.as_deref(), Some("moi@example.vn"));
        assert_eq!(stranger.get(&second).await.status, 410);
        // Back, so that the other side goes first.
        let back = account::ActiveModel {
            id: sea_orm::ActiveValue::Set(changed.id),
            login: sea_orm::ActiveValue::Set("an@example.vn".to_owned()),
            email: sea_orm::ActiveValue::Set(Some("an@example.vn".to_owned())),
            ..Default::default()
        };
        account::Entity::update(back).exec(app.app.db.for_migration()).await.unwrap();
        app.clock.advance(chrono::TimeDelta::minutes(1));
    }
    // An address that has an account already changes nothing, and tells nobody.
    assert_eq!(ask("binh@example.vn", PASSWORD).await.status, 303);
    for address in ["binh@example.vn", "an@example.vn"] {
        let path = link(letters_to(&app, address).await.last().unwrap());
        app.stranger().post("/email-change", &[("token", &token(&path))]).await;
    }
    assert_eq!(account(&app, "an@example.vn").await.email.as_deref(), Some("an@example.vn"));
    assert_eq!(account(&app, "binh@example.vn").await.id, LOGINS[9].4);
    // Too late.
    assert_eq!(ask("khac@example.vn", PASSWORD).await.status, 303);
    let path = link(letters_to(&app, "khac@example.vn").await.last().unwrap());
    app.advance_days(1);
    assert_eq!(app.stranger().get(&path).await.status, 410);
}
