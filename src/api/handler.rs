//! `/api/v1`: tokens, filing, tracking, cases.

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::QueryRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::DateTime;
use uuid::Uuid;

use super::form;
use super::json::{self, Body};
use super::model::{
    CaseDetail, CaseList, CaseQuery, DecisionRequest, FieldProblem, FiledCase, NewCase, Paper,
    Problem, Token, TokenRequest, Tracking, TrackingRequest,
};
use super::papers::{self, Decided};
use super::service::{self, Filing};
use crate::error::{Answer, AppError};
use crate::policy::Role;
use crate::policy::access::Access;
use crate::session;
use crate::session::service::{CodeTry, SignIn};
use crate::web::context::Ctx;
use crate::web::errors::problem;

/// An answer that no cache keeps: it holds secrets or people.
fn private<T: serde::Serialize>(status: StatusCode, body: T) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// The query as it stands: to the other one an empty value is a missing one, and the document of the API says
/// otherwise.
#[expect(clippy::disallowed_types, reason = "an empty value must be told from a missing one")]
type Exact<T> = axum::extract::Query<T>;

/// Begins a session for a program of the staff.
///
/// # Errors
/// Too many tries, or the database failed.
#[utoipa::path(
    post, path = "/api/v1/tokens", tag = "tokens", request_body = TokenRequest,
    responses(
        (status = 201, description = "A token", body = Token),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Unknown, wrong or locked", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields missing or unknown", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn create_token(ctx: Ctx, Body(request): Body<TokenRequest>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let (login, password) = (&request.login, &request.password);
    let found = match session::service::authenticate(&ctx.app, login, password, ctx.now).await? {
        SignIn::Welcome(account) => Some(account),
        SignIn::Wrong => None,
        SignIn::Wait(_) => return Err(AppError::TooManyRequests),
    };
    let works_here = |role: &str| Access::Token.admits(Role::from_code(role));
    let Some(account) = found.filter(|account| works_here(&account.role)) else {
        tracing::info!(ip = %ctx.ip, "token refused");
        let (title, detail) =
            (ctx.lang.t("error-page-sign-in-needed"), ctx.lang.t("error-sign-in"));
        return Ok(problem(StatusCode::UNAUTHORIZED, "sign-in-refused", &title, &detail));
    };
    if account.factor_confirmed_at.is_some() {
        match session::service::try_code(&ctx.app, &account, &request.code, ctx.now).await? {
            CodeTry::Right => {}
            CodeTry::Wait(_) => return Err(AppError::TooManyRequests),
            CodeTry::Wrong => {
                let title = ctx.lang.t("error-page-sign-in-needed");
                let detail = ctx.lang.t("error-code");
                return Ok(problem(StatusCode::UNAUTHORIZED, "code-refused", &title, &detail));
            }
        }
    }
    let token = session::service::begin(&ctx.app, &account, ctx.now).await?;
    let claims = session::token::read(&ctx.app.key, &token, ctx.now);
    let expires_at = claims
        .and_then(|claims| DateTime::from_timestamp(claims.exp, 0))
        .ok_or_else(|| AppError::internal("token", "has no end"))?;
    tracing::info!(account = %account.id, "token given");
    Ok(private(StatusCode::CREATED, Token { token, token_type: "Bearer", expires_at }))
}

/// Files a complaint or petition.
///
/// The same `Idempotency-Key` with the same body gets the same answer, however often it is sent.
///
/// # Errors
/// Too many filings, or the database failed.
#[utoipa::path(
    post, path = "/api/v1/cases", tag = "cases", request_body = NewCase,
    params(("Idempotency-Key" = String, Header, description = "16 to 128 visible ASCII characters, new for each filing", min_length = 16, max_length = 128)),
    responses(
        (status = 201, description = "Filed, now or earlier under this key", body = FiledCase),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Body too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Mistakes by field, or the key was used for another body", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many filings", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn create_case(ctx: Ctx, headers: HeaderMap, Body(request): Body<NewCase>) -> Answer {
    ctx.app.limits.filing(ctx.ip)?;
    let key = match form::idempotency_key(ctx.lang, &headers) {
        Ok(key) => key,
        Err(problems) => return Ok(json::invalid(ctx.lang, problems)),
    };
    Ok(match service::file(&ctx, &key, &request).await? {
        Filing::Done(filed) => private(StatusCode::CREATED, filed),
        Filing::Invalid(problems) => json::invalid(ctx.lang, problems),
        Filing::KeyReused => {
            let detail = ctx.lang.t("api-error-key-reused");
            let field = "Idempotency-Key".to_owned();
            json::invalid(ctx.lang, vec![FieldProblem { field, detail }])
        }
    })
}

/// Says where the case of a receipt stands.
///
/// An unknown number and a wrong secret get the same answer.
///
/// # Errors
/// `NotFound`, too many tries, or the database failed.
#[utoipa::path(
    post, path = "/api/v1/tracking", tag = "tracking", request_body = TrackingRequest,
    responses(
        (status = 200, description = "Where the case stands", body = Tracking),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such pair of number and secret", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields missing or unknown", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn track(ctx: Ctx, Body(request): Body<TrackingRequest>) -> Answer {
    ctx.app.limits.tracking(ctx.ip)?;
    let tracking = service::track(&ctx.app, &request.number, &request.secret).await?;
    Ok(private(StatusCode::OK, tracking))
}

/// Lists the cases in the reader's scope, newest first.
///
/// # Errors
/// The database failed.
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "cases", params(CaseQuery), security(("token" = [])),
    responses(
        (status = 200, description = "A part of the list", body = CaseList),
        (status = 400, description = "Unknown filter", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No token, or it has ended", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A filter makes no sense", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list_cases(ctx: Ctx, query: Result<Exact<CaseQuery>, QueryRejection>) -> Answer {
    let query = query.map_err(|error| AppError::BadRequest(error.body_text()))?.0;
    match form::list(&query) {
        Ok(command) => Ok(private(StatusCode::OK, service::list(&ctx, command).await?)),
        Err(errors) => Ok(json::invalid(ctx.lang, json::field_problems(ctx.lang, &errors))),
    }
}

/// Shows one case.
///
/// # Errors
/// `NotFound` outside the reader's scope, or the database failed.
#[utoipa::path(
    get, path = "/api/v1/cases/{id}", tag = "cases", security(("token" = [])),
    params(("id" = Uuid, Path, description = "Id of the case")),
    responses(
        (status = 200, description = "The case", body = CaseDetail),
        (status = 401, description = "No token, or it has ended", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Missing, or outside the reader's scope", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show_case(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    Ok(private(StatusCode::OK, service::show(&ctx, id).await?))
}

/// Shows one paper.
///
/// # Errors
/// `NotFound` outside the reader's scope, or the database failed.
#[utoipa::path(
    get, path = "/api/v1/papers/{id}", tag = "papers", security(("token" = [])),
    params(("id" = Uuid, Path, description = "Id of the paper")),
    responses(
        (status = 200, description = "The paper", body = Paper),
        (status = 401, description = "No token, or it has ended", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Missing, or outside the reader's scope", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show_paper(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    Ok(private(StatusCode::OK, papers::show(&ctx, id).await?))
}

/// Approves a paper exactly as it was read, or sends it back with remarks.
///
/// # Errors
/// `NotFound`, not the reader's to sign off, somebody was faster, or the database failed.
#[utoipa::path(
    post, path = "/api/v1/papers/{id}/decision", tag = "papers", security(("token" = [])),
    request_body = DecisionRequest,
    params(("id" = Uuid, Path, description = "Id of the paper")),
    responses(
        (status = 200, description = "The paper after the decision", body = Paper),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No token, or it has ended", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not the reader's to sign off", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Missing, or outside the reader's scope", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Changed since it was read, or not at this stage", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Body too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Remarks missing, or not what was handed in", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn decide_paper(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(request): Body<DecisionRequest>,
) -> Answer {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    Ok(match papers::decide(&ctx, id, &request).await? {
        Decided::Done(paper) => private(StatusCode::OK, paper),
        Decided::Invalid(problems) => json::invalid(ctx.lang, problems),
    })
}
