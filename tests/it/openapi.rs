//! The OpenAPI document and its page.

use std::collections::BTreeSet;

use gandan::router::URL_MAP;

use crate::support::TestApp;

#[tokio::test]
async fn the_document_is_what_was_agreed() {
    let app = TestApp::spawn().await;
    let answer = app.stranger().get("/api/openapi.json").await;
    assert_eq!(answer.status, 200);
    let document = answer.json();
    assert_eq!(document["openapi"], "3.1.0");
    insta::assert_json_snapshot!(document);
}

#[tokio::test]
async fn document_and_url_map_name_the_same_routes() {
    let app = TestApp::spawn().await;
    let document = app.stranger().get("/api/openapi.json").await.json();
    let mut described = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            described.insert((method.clone(), path.clone()));
        }
    }
    let routed: BTreeSet<_> = URL_MAP
        .iter()
        .filter(|(_, path, _)| path.starts_with("/api/v1/"))
        .map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(described, routed);
}

#[tokio::test]
async fn the_page_asks_nothing_of_other_servers() {
    let app = TestApp::spawn().await;
    let client = app.stranger();
    assert_eq!(client.get("/api/docs").await.location(), "/api/docs/");
    let page = client.get("/api/docs/").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("text/html"), "{:?}", page.headers);
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    for attribute in ["src=\"http", "href=\"http", "src=\"//", "href=\"//"] {
        assert!(!page.body.contains(attribute), "{}", page.body);
    }
    let script = client.get("/api/docs/swagger-initializer.js").await;
    assert!(script.body.contains("/api/openapi.json"), "{}", script.body);
    assert!(script.body.contains("\"validatorUrl\": \"none\""), "{}", script.body);
    assert_eq!(client.get("/api/docs/swagger-ui-bundle.js").await.status, 200);
    let strict = client.get("/").await;
    assert!(!strict.header("content-security-policy").contains("unsafe-inline"));
}
