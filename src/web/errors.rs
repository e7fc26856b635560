//! Turns the mark an error left into a page in the reader's language, or problem+json.

use askama::Template;
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::context::Ctx;
use super::i18n::Lang;
use super::page::{Page, html};
use crate::error::{AppError, ErrorMark};

#[derive(Template)]
#[template(path = "error.html", config = "frontend/askama.toml")]
pub struct ErrorPage {
    pub page: Page,
    pub heading: String,
    pub explanation: String,
    pub reason: Option<String>,
}

/// Sentence and basis of a refusal.
pub fn refusal_text(lang: Lang, refusal: &law::refusal::Refusal) -> String {
    let mut args: Vec<(&'static str, String)> =
        refusal.dates().into_iter().map(|(name, date)| (name, lang.date(date))).collect();
    args.extend(refusal.numbers().into_iter().map(|(name, number)| (name, number.to_string())));
    args.extend(
        refusal
            .words()
            .into_iter()
            .map(|(name, prefix, code)| (name, lang.t(&format!("{prefix}{code}")))),
    );
    let sentence = lang.ta(&format!("refusal-{}", refusal.code()), &args);
    match refusal.citation() {
        Some(citation) => {
            let sentence = sentence.trim_end_matches('.');
            format!("{sentence} ({}).", citation_text(lang, citation))
        }
        None => sentence,
    }
}

/// `Điều 27 Luật Khiếu nại`
pub fn citation_text(lang: Lang, citation: law::citation::Citation) -> String {
    let act = lang.t(&format!("act-{}", citation.act.code()));
    let article = citation.article.to_owned();
    match citation.clause {
        Some(clause) => lang.ta(
            "citation-clause",
            &[("act", act), ("article", article), ("clause", clause.to_owned())],
        ),
        None if citation.article.is_empty() => act,
        None => lang.ta("citation", &[("act", act), ("article", article)]),
    }
}

/// Replaces the empty body of a marked response, and of the bare refusals of the layers below.
pub fn render(ctx: &Ctx, mut response: Response) -> Response {
    let mark = response.extensions_mut().remove::<ErrorMark>().or_else(|| bare(&response));
    let Some(mark) = mark else { return response };
    let is_api = ctx.path.starts_with("/api/");
    if let (Some(next), false) = (&mark.next, is_api)
        && !next.is_empty()
    {
        return axum::response::Redirect::to(next).into_response();
    }
    let reason = mark
        .refusal
        .as_ref()
        .map(|refusal| refusal_text(ctx.lang, refusal))
        .or_else(|| mark.denied.map(|denied| ctx.lang.t(&format!("denied-{}", denied.code()))));
    let heading = ctx.lang.t(&format!("error-page-{}", mark.code));
    let explanation = ctx.lang.t(&format!("error-page-{}-help", mark.code));
    let mut answer = if is_api {
        let detail = reason.as_deref().unwrap_or(&explanation);
        problem(mark.status, mark.code, &heading, detail)
    } else {
        let page = Page::titled(ctx, heading.clone());
        let rendered = html(mark.status, &ErrorPage { page, heading, explanation, reason });
        rendered.unwrap_or_else(|_| mark.status.into_response())
    };
    if mark.status == StatusCode::TOO_MANY_REQUESTS {
        answer.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("60"));
    }
    answer
}

/// Errors made by the framework itself: no such route, wrong method, body limit, foreign origin.
fn bare(response: &Response) -> Option<ErrorMark> {
    let is_ours = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("text/html") || value.contains("json"));
    let status = response.status();
    if is_ours || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    let error = match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => AppError::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => AppError::WrongContentType,
        StatusCode::TOO_MANY_REQUESTS => AppError::TooManyRequests,
        _ if status.is_client_error() => AppError::BadRequest(String::new()),
        _ => AppError::internal("layer", status),
    };
    Some(ErrorMark { status, code: error.code(), refusal: None, denied: None, next: None })
}

/// RFC 9457.
pub fn problem(status: StatusCode, code: &str, title: &str, detail: &str) -> Response {
    let body = json!({
        "type": format!("urn:gandan:problem:{code}"),
        "title": title,
        "status": status.as_u16(),
        "detail": detail,
    });
    let mut response = (status, Json(body)).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/problem+json"));
    response
}
