//! JSON bodies, and the answer to one that cannot be used.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::model::{FieldProblem, Problem};
use crate::error::AppError;
use crate::web::context::Ctx;
use crate::web::errors::problem;
use crate::web::form::FormErrors;
use crate::web::i18n::Lang;

/// A body read as `T`; anything else is answered before the handler runs.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let lang = request.extensions().get::<Ctx>().map(|ctx| ctx.lang).unwrap_or_default();
        if !is_json(&request) {
            return Err(AppError::WrongContentType.into_response());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        // First whether it is JSON at all: a body broken further on is not one with a wrong field.
        if let Err(error) = serde_json::from_slice::<IgnoredAny>(&bytes) {
            return Err(not_json(lang, &error));
        }
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        serde_path_to_error::deserialize(&mut reader).map(Self).map_err(|error| {
            let path = error.path().to_string();
            wrong_shape(lang, &path, error.inner())
        })
    }
}

fn is_json(request: &Request) -> bool {
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = value.and_then(|value| value.split(';').next()).map(str::trim);
    essence.is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"))
}

fn unread(rejection: BytesRejection) -> Response {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge.into_response(),
        _ => AppError::BadRequest(rejection.body_text()).into_response(),
    }
}

fn not_json(lang: Lang, error: &serde_json::Error) -> Response {
    let place = [("line", error.line().to_string()), ("column", error.column().to_string())];
    let title = lang.t("error-page-bad-request");
    problem(StatusCode::BAD_REQUEST, "bad-request", &title, &lang.ta("api-error-json", &place))
}

/// JSON that says something we do not know.
fn wrong_shape(lang: Lang, path: &str, error: &serde_json::Error) -> Response {
    let field = if path == "." { "" } else { path };
    let detail = lang.ta("api-error-shape", &[("reason", error.to_string())]);
    invalid(lang, vec![FieldProblem { field: field.to_owned(), detail }])
}

/// 422 with what is wrong, field by field.
pub fn invalid(lang: Lang, errors: Vec<FieldProblem>) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let body = Problem {
        kind: "urn:gandan:problem:invalid".to_owned(),
        title: lang.t("api-problem-invalid"),
        status: status.as_u16(),
        detail: lang.t("api-problem-invalid-help"),
        errors,
    };
    let mut response = (status, Json(body)).into_response();
    let kind = header::HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// The mistakes of a form as fields of a problem.
pub fn field_problems(lang: Lang, errors: &FormErrors) -> Vec<FieldProblem> {
    let told = |error: &crate::web::form::FieldError| FieldProblem {
        field: error.field.to_owned(),
        detail: lang.ta(error.key, &error.args),
    };
    errors.0.iter().map(told).collect()
}
