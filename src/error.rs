//! The one error that reaches the edge. It is logged once, here, and shown as a page or as
//! problem+json by `web::errors`, which knows the reader's language.

use std::fmt::Display;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use law::refusal::Refusal;
use sea_orm::DbErr;

use crate::policy::Denied;

/// What a reader can meet.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Missing, or not for this reader: the same answer for both.
    #[error("not found")]
    NotFound,
    /// A member of staff lacks the right; the reason may be shown to them.
    #[error("denied: {0}")]
    Denied(#[from] Denied),
    #[error("sign-in needed")]
    SignInNeeded { next: String },
    /// The law does not allow the step now.
    #[error("refused by law: {0}")]
    Refused(#[from] Refusal),
    /// Somebody else changed the record in between.
    #[error("conflict on {0}")]
    Conflict(String),
    /// Somebody is wanted in two places at once.
    #[error("taken between {hours}")]
    Taken { who: String, hours: String },
    #[error("too many requests")]
    TooManyRequests,
    #[error("bad request: {0}")]
    BadRequest(String),
    #[error("body too large")]
    TooLarge,
    #[error("wrong content type")]
    WrongContentType,
    /// A row that cannot be what it says: names table and record.
    #[error("inconsistent row in {table}, record {id}: {what}")]
    Inconsistent { table: &'static str, id: String, what: String },
    #[error("database: {0}")]
    Db(#[from] DbErr),
    #[error("{what}: {source_text}")]
    Internal { what: &'static str, source_text: String },
}

impl AppError {
    pub fn internal(what: &'static str, error: impl Display) -> Self {
        Self::Internal { what, source_text: error.to_string() }
    }

    pub fn inconsistent(table: &'static str, id: impl Display, what: impl Display) -> Self {
        Self::Inconsistent { table, id: id.to_string(), what: what.to_string() }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Denied(_) => StatusCode::FORBIDDEN,
            Self::SignInNeeded { .. } => StatusCode::UNAUTHORIZED,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) | Self::Taken { .. } => StatusCode::CONFLICT,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Inconsistent { .. } | Self::Db(_) | Self::Internal { .. } => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    /// The key of the sentence a reader sees.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Denied(_) => "denied",
            Self::SignInNeeded { .. } => "sign-in-needed",
            Self::Refused(_) => "refused",
            Self::Conflict(_) => "conflict",
            Self::Taken { .. } => "taken",
            Self::TooManyRequests => "too-many-requests",
            Self::BadRequest(_) => "bad-request",
            Self::TooLarge => "too-large",
            Self::WrongContentType => "wrong-content-type",
            Self::Inconsistent { .. } | Self::Db(_) | Self::Internal { .. } => "internal",
        }
    }
}

/// Carried in the response for the layer that renders the page.
#[derive(Clone, Debug)]
pub struct ErrorMark {
    pub status: StatusCode,
    pub code: &'static str,
    pub refusal: Option<Refusal>,
    pub denied: Option<Denied>,
    pub next: Option<String>,
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, "request failed: {self}");
        }
        let code = self.code();
        let mut mark = ErrorMark { status, code, refusal: None, denied: None, next: None };
        match self {
            Self::Refused(refusal) => mark.refusal = Some(refusal),
            Self::Denied(denied) => mark.denied = Some(denied),
            Self::SignInNeeded { next } => {
                let mut response = Redirect::to(&next).into_response();
                mark.next = Some(next);
                response.extensions_mut().insert(mark);
                return response;
            }
            Self::NotFound
            | Self::Conflict(_)
            | Self::Taken { .. }
            | Self::TooManyRequests
            | Self::BadRequest(_)
            | Self::TooLarge
            | Self::WrongContentType
            | Self::Inconsistent { .. }
            | Self::Db(_)
            | Self::Internal { .. } => {}
        }
        let mut response = status.into_response();
        response.extensions_mut().insert(mark);
        response
    }
}

/// The result of a handler.
pub type Answer<T = Response> = Result<T, AppError>;
