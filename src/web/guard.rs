//! Stands before every route and asks the access the URL map names.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::context::Ctx;
use crate::error::AppError;
use crate::policy::access::Access;

/// Lets the request pass, sends an unknown reader to sign in, and answers everybody else as if the
/// page did not exist.
pub async fn check(access: Access, request: Request, next: Next) -> Response {
    let Some(ctx) = request.extensions().get::<Ctx>().cloned() else {
        return AppError::internal("context", "layer is missing").into_response();
    };
    let role = ctx.actor.as_ref().map(|actor| actor.role);
    if access.admits(role) {
        let lacks_factor = ctx.actor.as_ref().is_some_and(|actor| actor.lacks_factor);
        // Who must have a second factor sets it up, or signs out.
        if lacks_factor && !matches!(access, Access::Public | Access::SignedIn) {
            return Redirect::to("/second-factor").into_response();
        }
        return next.run(request).await;
    }
    if role.is_none() && access != Access::Token {
        let back =
            if request.method() == axum::http::Method::GET { ctx.path.as_str() } else { "/" };
        let next_page =
            percent_encoding::utf8_percent_encode(back, percent_encoding::NON_ALPHANUMERIC);
        return AppError::SignInNeeded { next: format!("/session/new?next={next_page}") }
            .into_response();
    }
    if role.is_none() {
        return AppError::SignInNeeded { next: String::new() }.into_response();
    }
    AppError::NotFound.into_response()
}
