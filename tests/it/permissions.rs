//! Every route for every role: the URL map says who may pass, and nobody else gets further than
//! "not found".

use axum::body::Body;
use axum::http::Method;
use gandan::policy::Role;
use gandan::policy::access::Access;
use gandan::router::URL_MAP;

use crate::support::TestApp;

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
