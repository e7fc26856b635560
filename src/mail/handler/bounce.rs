//! `POST /mail/bounces` for the mail server, `POST /mail/addresses/{id}/clearing` for people.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Path, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde_json::json;
use uuid::Uuid;

use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::mail::dead::{self, Taken};
use crate::mail::dead_store;
use crate::mail::report::{self, Bounce, REPORT_MAX};
use crate::web::context::{Ctx, redirect_with};

/// Whether a request shows the token. Keyed hashes are compared: how long it takes tells nothing of the token.
fn shows_token(ctx: &Ctx, headers: &HeaderMap) -> bool {
    let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let hash = |token: &str| ctx.app.key.token_hash("bounce", token);
    let wanted = hash(&ctx.app.config.mail.bounce_token);
    given.and_then(|value| value.strip_prefix("Bearer ")).is_some_and(|one| hash(one) == wanted)
}

/// Takes a report of a letter that came back, as JSON or as the report itself. Whoever has not the token is
/// told nothing; where none is set there is no such address.
///
/// # Errors
/// No token is set, another one was given, the body cannot be read, or the database refuses.
pub async fn take(ctx: Ctx, headers: HeaderMap, request: Request) -> Answer {
    if ctx.app.config.mail.bounce_token.is_empty() {
        return Err(AppError::NotFound);
    }
    if !shows_token(&ctx, &headers) {
        return Ok((StatusCode::UNAUTHORIZED, Json(json!({ "taken": "refused" }))).into_response());
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_json = kind.is_some_and(|kind| kind.starts_with("application/json"));
    let body = to_bytes(request.into_body(), REPORT_MAX).await.map_err(|_| AppError::TooLarge)?;
    let bounce = match is_json {
        true => Some(serde_json::from_slice::<Bounce>(&body).map_err(|error| {
            // What was sent may hold an address: the place of the mistake is enough.
            AppError::BadRequest(format!("line {}, column {}", error.line(), error.column()))
        })?),
        false => report::read(&body),
    };
    let Some(bounce) = bounce else {
        return Ok(Json(json!({ "taken": Taken::Unknown.code() })).into_response());
    };
    let tx = ctx.app.db.begin_write().await?;
    let (taken, letter) = dead::take(&tx, ctx.now, &bounce).await?;
    let told = Entry { object_id: letter.map(|one| one.id), ..Entry::of(Deed::AddressChanged) };
    let told = (taken == Taken::Dead).then(|| told.with("dead"));
    audit::commit(&ctx.app, tx, ctx.now, told.into_iter().collect()).await?;
    Ok(Json(json!({ "taken": taken.code() })).into_response())
}

/// Says that an address takes letters again.
///
/// # Errors
/// There is no such dead address that concerns the reader, or the database refuses.
pub async fn clear(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    if !dead_store::clear(&tx, actor, id, ctx.now).await? {
        tx.rollback().await?;
        return Err(AppError::NotFound);
    }
    let told = Entry::by(actor, Deed::AddressChanged, Some(id)).with("works");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/mail?state=undeliverable", "mail-address-cleared"))
}
