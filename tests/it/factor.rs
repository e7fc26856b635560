//! The second factor: set up, asked for, lost and taken off.

use axum::body::Body;
use axum::http::Method;
use chrono::TimeDelta;
use totp_rs::{Builder, Secret};

use crate::support::client::Client;
use crate::support::people::{LOGINS, PASSWORD};
use crate::support::{TestApp, test_config};

/// An authenticator app that was shown the letters of the page.
struct Phone(totp_rs::Totp);

impl Phone {
    fn of_page(body: &str) -> Self {
        let shown = body.split("<code>").nth(1).unwrap().split('<').next().unwrap();
        let secret = Secret::try_from_base32(shown.replace(' ', "")).unwrap();
        Self(Builder::new().with_secret(secret).with_account_name("x").build().unwrap())
    }

    fn code(&self, app: &TestApp) -> String {
        let seconds = u64::try_from(app.now().timestamp()).unwrap();
        self.0.generate(seconds).to_string()
    }
}

fn next_step(app: &TestApp) {
    app.clock.advance(TimeDelta::seconds(30));
}

/// Turns it on and gives the phone and the codes on paper.
async fn set_up(app: &TestApp, client: &Client) -> (Phone, Vec<String>) {
    assert_eq!(client.post("/second-factor/setup", &[]).await.location(), "/second-factor");
    let phone = Phone::of_page(&client.get("/second-factor").await.body);
    let wrong = client.post("/second-factor/confirmation", &[("code", "000000")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("id=\"code-error\""), "{}", wrong.body);
    let code = phone.code(app);
    let answer = client.post("/second-factor/confirmation", &[("code", &code)]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let codes = answer.body.split("<li><code>").skip(1);
    let codes = codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    next_step(app);
    (phone, codes)
}

/// The first half of signing in.
async fn password(app: &TestApp, login: &str) -> Client {
    let client = app.stranger();
    let answer = client.post("/session", &[("login", login), ("password", PASSWORD)]).await;
    assert_eq!(answer.location(), "/session/code", "{}", answer.body);
    assert_eq!(client.get("/cases").await.status, 303, "the password alone opens nothing");
    client
}

#[tokio::test]
async fn signing_in_needs_the_code_of_the_phone_once_each() {
    let app = TestApp::spawn().await;
    let (phone, codes) = set_up(&app, &app.signed_in("canbo").await).await;
    assert_eq!(codes.len(), 10);
    let client = password(&app, "canbo").await;
    assert_eq!(client.get("/session/code").await.status, 200);
    let code = phone.code(&app);
    let answer = client.post("/session/code", &[("code", &code)]).await;
    assert_eq!(answer.location(), "/cases", "{}", answer.body);
    assert_eq!(client.get("/cases").await.status, 200);
    // Whoever looked over the shoulder comes too late.
    let other = password(&app, "canbo").await;
    assert_eq!(other.post("/session/code", &[("code", &code)]).await.status, 422);
    // A code of before counts for half a minute, and not after a later one.
    next_step(&app);
    let late = phone.code(&app);
    next_step(&app);
    let third = password(&app, "canbo").await;
    assert_eq!(third.post("/session/code", &[("code", &late)]).await.location(), "/cases");
    let log = app.signed_in("quantri").await.get("/audit").await;
    assert!(log.body.contains("second-factor-on"), "{}", log.body);
}

#[tokio::test]
async fn turning_it_on_ends_what_began_without() {
    let app = TestApp::spawn().await;
    let (elsewhere, client) = (app.signed_in("canbo").await, app.signed_in("canbo").await);
    assert_eq!(elsewhere.get("/cases").await.status, 200);
    set_up(&app, &client).await;
    assert_eq!(elsewhere.get("/cases").await.status, 303);
    assert_eq!(client.get("/cases").await.status, 200);
}

#[tokio::test]
async fn a_code_on_paper_works_once_and_new_ones_replace_them() {
    let app = TestApp::spawn().await;
    let (phone, codes) = set_up(&app, &app.signed_in("canbo").await).await;
    let client = password(&app, "canbo").await;
    let typed = codes[0].to_uppercase().replace('-', " ");
    assert_eq!(client.post("/session/code", &[("code", &typed)]).await.location(), "/cases");
    assert!(client.get("/second-factor").await.body.contains("Còn 9 mã"));
    let again = password(&app, "canbo").await;
    assert_eq!(again.post("/session/code", &[("code", &codes[0])]).await.status, 422);
    let renewed = client.post("/second-factor/recovery-codes", &[("code", &codes[1])]).await;
    assert!(renewed.status == 200 && !renewed.body.contains(&codes[2]));
    assert_eq!(again.post("/session/code", &[("code", &codes[2])]).await.status, 422);
    // Off again, by a code and not without.
    assert_eq!(client.post("/second-factor/removal", &[("code", "123")]).await.status, 422);
    let code = phone.code(&app);
    assert_eq!(client.post("/second-factor/removal", &[("code", &code)]).await.status, 303);
    app.signed_in("canbo").await;
}

#[tokio::test]
async fn wrong_codes_make_the_next_one_wait_and_the_password_gives_five_minutes() {
    let app = TestApp::spawn().await;
    let (phone, _) = set_up(&app, &app.signed_in("canbo").await).await;
    let client = password(&app, "canbo").await;
    for _ in 0..5 {
        assert_eq!(client.post("/session/code", &[("code", "000000")]).await.status, 422);
    }
    let code = phone.code(&app);
    let waits = client.post("/session/code", &[("code", &code)]).await;
    assert!(waits.status == 422 && waits.body.contains("phút"), "{}", waits.body);
    next_step(&app);
    let code = phone.code(&app);
    assert_eq!(client.post("/session/code", &[("code", &code)]).await.location(), "/cases");

    // No less on the page of the factor, where a stolen session could try.
    for _ in 0..5 {
        assert_eq!(client.post("/second-factor/removal", &[("code", "000000")]).await.status, 422);
    }
    let code = phone.code(&app);
    for page in ["/second-factor/removal", "/second-factor/recovery-codes"] {
        let waits = client.post(page, &[("code", &code)]).await;
        assert!(waits.status == 422 && waits.body.contains("phút"), "{page}: {}", waits.body);
    }

    let late = password(&app, "canbo").await;
    app.clock.advance(TimeDelta::minutes(5));
    assert_eq!(late.get("/session/code").await.location(), "/session/new");
    assert_eq!(late.post("/session/code", &[("code", "1")]).await.location(), "/session/new");
    // A pass that somebody made up.
    let forged = app.stranger();
    let id = LOGINS[1].4;
    forged.set_cookie("second", &format!("{id}.9999999999.{}", "0".repeat(64)));
    assert_eq!(forged.get("/session/code").await.location(), "/session/new");
}

#[tokio::test]
async fn a_role_that_must_have_it_does_nothing_before() {
    let data = tempfile::tempdir().unwrap();
    let mut config = test_config(&data);
    config.security.second_factor_roles = vec!["chairman".to_owned()];
    let app = TestApp::spawn_with(config, data).await;
    let chair = app.signed_in("chutich").await;
    for path in ["/cases", "/reports", "/mail", "/calendar"] {
        assert_eq!(chair.get(path).await.location(), "/second-factor", "{path}");
    }
    assert_eq!(chair.get("/api/v1/cases").await.location(), "/second-factor");
    let (_, codes) = set_up(&app, &chair).await;
    assert_eq!(chair.get("/cases").await.status, 200);
    let off = chair.post("/second-factor/removal", &[("code", &codes[0])]).await;
    assert_eq!(off.status, 404, "what is required is not turned off");
    assert_eq!(app.signed_in("canbo").await.get("/cases").await.status, 200);
}

#[tokio::test]
async fn an_administrator_takes_off_what_was_lost() {
    let app = TestApp::spawn().await;
    let officer = app.signed_in("canbo").await;
    set_up(&app, &officer).await;
    let admin = app.signed_in("quantri").await;
    let path = format!("/accounts/{}/second-factor/removal", LOGINS[1].4);
    assert_eq!(admin.post(&path, &[("lock_reason", "")]).await.status, 422);
    let reset = [("lock_reason", "Mất điện thoại, đã gặp trực tiếp")];
    assert_eq!(admin.post(&path, &reset).await.status, 303);
    assert_eq!(officer.get("/cases").await.status, 303, "signed out by it");
    assert_eq!(app.signed_in("canbo").await.get("/cases").await.status, 200);
    assert_eq!(admin.post(&path, &reset).await.status, 422, "there is none any more");
}

#[tokio::test]
async fn a_program_gives_the_code_along_with_the_password() {
    let app = TestApp::spawn().await;
    let (phone, _) = set_up(&app, &app.signed_in("chutich").await).await;
    let ask = |code: String| {
        let body = serde_json::json!({"login": "chutich", "password": PASSWORD, "code": code});
        let client = app.stranger();
        async move {
            let json = [("content-type", "application/json")];
            client.send(Method::POST, "/api/v1/tokens", &json, Body::from(body.to_string())).await
        }
    };
    assert_eq!(ask(String::new()).await.status, 401);
    assert_eq!(ask("000000".to_owned()).await.status, 401);
    assert_eq!(ask(phone.code(&app)).await.status, 201);
}
