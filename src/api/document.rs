//! The OpenAPI document and the page that shows it, both from this program alone.

use std::sync::{Arc, LazyLock};

use axum::Json;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::Config;

use super::handler;
use crate::error::{Answer, AppError};

/// The page sets styles on its elements from its script; nothing else is relaxed, and nothing may
/// be asked of another server.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'none'; \
     base-uri 'none'; frame-ancestors 'none'";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Gần Dân",
        description = "Filing and tracking of complaints, petitions and feedback in Vietnamese \
                       local government. Errors are problem+json (RFC 9457).",
    ),
    paths(
        handler::create_token,
        handler::create_case,
        handler::track,
        handler::list_cases,
        handler::show_case,
        handler::show_paper,
        handler::decide_paper
    ),
    tags(
        (name = "tokens", description = "Tokens for programs of the staff"),
        (name = "cases", description = "Filing and reading cases"),
        (name = "papers", description = "Papers that wait for a signature"),
        (name = "tracking", description = "What the holder of a receipt may know"),
    ),
    modifiers(&BearerToken)
)]
struct Api;

struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, document: &mut Document) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

static DOCUMENT: LazyLock<Document> = LazyLock::new(Api::openapi);

static PAGE: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    // Without this the page would send the document to a checker on the internet.
    Arc::new(Config::from("/api/openapi.json").validator_url("none"))
});

/// The document itself.
pub fn document() -> &'static Document {
    &DOCUMENT
}

/// `GET /api/openapi.json`
pub async fn show() -> Json<&'static Document> {
    Json(document())
}

/// `GET /api/docs`
pub async fn to_page() -> Redirect {
    Redirect::permanent("/api/docs/")
}

/// `GET /api/docs/`
///
/// # Errors
/// A file of the page is broken.
pub async fn page() -> Answer {
    file("index.html")
}

/// `GET /api/docs/{*file}`
///
/// # Errors
/// There is no such file.
pub async fn page_file(Path(name): Path<String>) -> Answer {
    file(&name)
}

fn file(name: &str) -> Answer {
    let found = utoipa_swagger_ui::serve(name, Arc::clone(&PAGE))
        .map_err(|error| AppError::internal("API page", error))?;
    let file = found.ok_or(AppError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, file.content_type.as_str()),
        (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
    ];
    let mut response: Response = (headers, file.bytes.into_owned()).into_response();
    if file.gzpipped {
        let gzip = header::HeaderValue::from_static("gzip");
        response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
    }
    Ok(response)
}
