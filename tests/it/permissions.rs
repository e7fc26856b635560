//! Every route for every role: the URL map says who may pass, and nobody else gets further than
//! "not found".

use axum::body::Body;
use axum::http::Method;
use gandan::policy::access::Access;
use gandan::policy::{Confidentiality, Role};
use gandan::router::URL_MAP;
use law::procedure::Kind;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::build::{file, new_case};
use crate::support::client::Client;
use crate::support::people::{LOGINS, OTHER_WARD, WARD};

/// Nobody has this id.
const NOWHERE: &str = "01940000-0000-7000-8000-00000000dead";

fn path_of(pattern: &str) -> String {
    let parts = pattern.split('/').map(|part| match part {
        "{step}" => "acceptance".to_owned(),
        part if part.starts_with('{') => NOWHERE.to_owned(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_route_asks_every_role() {
    let app = TestApp::spawn().await;
    let logins = [
        (None, ""),
        (Some(Role::Citizen), "an@example.vn"),
        (Some(Role::Reception), "tiepdan"),
        (Some(Role::Officer), "canbo"),
        (Some(Role::Chairman), "chutich"),
        (Some(Role::Leader), "lanhdao"),
        (Some(Role::Inspector), "thanhtra"),
        (Some(Role::Front), "mattran"),
        (Some(Role::Admin), "quantri"),
    ];
    let mut asked = 0;
    for (method, pattern, access) in URL_MAP {
        for (role, login) in logins {
            // A new session each: some routes end the one they are called with.
            let client = match role {
                Some(_) => app.signed_in(login).await,
                None => app.stranger(),
            };
            let method: Method = method.to_uppercase().parse().unwrap();
            let path = path_of(pattern);
            let answer = client.send(method.clone(), &path, &[], Body::empty()).await;
            let told = format!("{method} {path} as {role:?}: {}", answer.status);
            assert!(answer.status < 500, "{told} {}", answer.body);
            let is_sign_in = answer.status == 303 && answer.location().starts_with("/session/new?");
            if access.admits(role) {
                assert!(!is_sign_in && answer.status != 401 && answer.status != 403, "{told}");
            } else if role.is_none() && *access == Access::Token {
                assert_eq!(answer.status, 401, "{told}");
            } else if role.is_none() {
                assert!(is_sign_in, "{told}");
            } else {
                assert_eq!(answer.status, 404, "{told}");
            }
            asked += 1;
        }
    }
    assert_eq!(asked, URL_MAP.len() * logins.len());
}

/// What each route answers to each role, on cases of every level, of the own unit and of another: a route
/// without a line here, or an answer that changed, is found. Levels are public, ordinary, restricted, sealed.
#[tokio::test]
async fn what_every_route_answers() {
    let app = TestApp::spawn().await;
    let cases = cases(&app).await;
    let logins = [
        ("stranger", None),
        ("citizen", Some("an@example.vn")),
        ("reception", Some("tiepdan")),
        ("officer", Some("canbo2")),
        ("chairman", Some("chutich")),
        ("handler", Some("tiepdan.tinh")),
        ("leader", Some("lanhdao")),
        ("inspector", Some("thanhtra")),
        ("front", Some("mattran")),
        ("admin", Some("quantri")),
    ];
    let mut lines = Vec::new();
    let mut sessions: Vec<Option<Client>> = logins.map(|_| None).into_iter().collect();
    for (method, pattern, access) in URL_MAP {
        // Some routes end the session they are called with.
        let ends = pattern.contains("ending") || pattern.starts_with("/session");
        let is_of_case = pattern.starts_with("/cases/{id}") || *pattern == "/api/v1/cases/{id}";
        let method: Method = method.to_uppercase().parse().unwrap();
        lines.push(format!("{method} {pattern} ({access:?})"));
        for ((role, login), session) in logins.into_iter().zip(&mut sessions) {
            let targets: Vec<Option<Uuid>> =
                if is_of_case { cases.iter().copied().map(Some).collect() } else { vec![None] };
            let mut answers = Vec::new();
            for target in targets {
                let client = match (session.take().filter(|_| !ends), login) {
                    (Some(kept), _) => kept,
                    (None, Some(login)) => app.signed_in(login).await,
                    (None, None) => app.stranger(),
                };
                let id = target.map_or(NOWHERE.to_owned(), |id| id.to_string());
                let path = path_of(&pattern.replace("{id}", &id));
                let form = [("content-type", "application/x-www-form-urlencoded")];
                let headers = if method == Method::POST { form.as_slice() } else { &[] };
                let answer = client.send(method.clone(), &path, headers, Body::empty()).await;
                answers.push(answer.status.to_string());
                *session = (!ends).then_some(client);
            }
            let told = match answers.len() {
                1 => answers.concat(),
                _ => format!("{} | {}", answers[..4].join(" "), answers[4..].join(" ")),
            };
            lines.push(format!("  {role:<10} {told}"));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

/// Four levels of the own ward, then of the other one; all new, so that the same step is next.
async fn cases(app: &TestApp) -> Vec<Uuid> {
    crate::support::sealed::grant(app, "tiepdan.tinh").await;
    let mut made = Vec::new();
    for unit_id in [WARD, OTHER_WARD] {
        for level in Confidentiality::ALL {
            let kind = match level {
                Confidentiality::Sealed => Kind::Denunciation,
                _ => Kind::Complaint,
            };
            let mut new = new_case(kind, app.app.clock.today());
            new.unit_id = unit_id;
            let filed = file(app, new).await;
            let row = entity::case::ActiveModel {
                id: Set(filed.case_id),
                confidentiality: Set(level.code().to_owned()),
                ..Default::default()
            };
            entity::case::Entity::update(row).exec(app.app.db.for_migration()).await.unwrap();
            made.push(filed.case_id);
        }
    }
    made
}

/// Whom the jobs and the facts write to, by level: letters and reminders go to nobody who may not read what
/// they tell of.
#[tokio::test]
async fn nobody_is_written_to_of_a_case_they_may_not_read() {
    let app = TestApp::spawn().await;
    let made = cases(&app).await;
    app.advance_days(60);
    app.run_jobs().await;
    let letters = entity::outbox::Entity::find().all(app.app.db.read()).await.unwrap();
    let mut told = std::collections::BTreeMap::new();
    for (n, case) in made.iter().enumerate() {
        let level = Confidentiality::ALL[n % 4];
        for letter in letters.iter().filter(|letter| letter.case_id == Some(*case)) {
            let Some(account) = letter.account_id else { continue };
            let (login, ..) = LOGINS.iter().find(|one| one.4 == account).unwrap();
            let reads = app.signed_in(login).await.get(&format!("/cases/{case}")).await.status;
            assert_eq!(reads, 200, "{login} was written to of a {level:?} case: {letter:?}");
            *told.entry(level).or_insert(0) += 1;
        }
    }
    assert!(told.get(&Confidentiality::Restricted).is_some_and(|count| *count > 0), "{told:?}");
}
