//! `GET /session/oidc`, `GET /session/oidc/return`.

use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::{CookieJar, Query};
use serde::Deserialize;

use super::oidc::{self, Returned};
use super::{handler, store};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::home::own_page;
use crate::web::context::{Ctx, cookie, redirect_with};

const OIDC_COOKIE: &str = "oidc";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct BeginQuery {
    next: String,
}

/// Sends the browser to the provider of the staff, where one is set.
///
/// # Errors
/// No provider is set, or too many tries.
pub async fn begin(ctx: Ctx, Query(query): Query<BeginQuery>) -> Answer {
    if !ctx.app.config.oidc.is_on() {
        return Err(AppError::NotFound);
    }
    ctx.app.limits.sign_in(ctx.ip)?;
    match oidc::begin(&ctx.app, ctx.now, own_page(&query.next)).await? {
        Ok(begun) => {
            let jar = CookieJar::new().add(cookie(&ctx.app, OIDC_COOKIE, begun.pass));
            Ok((jar, Redirect::to(&begun.url)).into_response())
        }
        Err(error) => {
            tracing::warn!(%error, "sign-in by the identity provider failed");
            Ok(redirect_with(&ctx, "/session/new", "oidc-failed"))
        }
    }
}

/// Takes whoever comes back: a member of staff whose address the provider has verified, and only one has.
///
/// # Errors
/// No provider is set, too many tries, or the database failed.
pub async fn come_back(ctx: Ctx, jar: CookieJar, Query(returned): Query<Returned>) -> Answer {
    if !ctx.app.config.oidc.is_on() {
        return Err(AppError::NotFound);
    }
    ctx.app.limits.sign_in(ctx.ip)?;
    let sealed = jar.get(OIDC_COOKIE).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    let (email, next) = match oidc::finish(&ctx.app, ctx.now, &sealed, &returned).await {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(%error, "sign-in by the identity provider failed");
            audit::note(&ctx.app, ctx.now, Entry::of(Deed::SignInRefused).with("oidc")).await?;
            return Ok(redirect_with(&ctx, "/session/new", "oidc-failed"));
        }
    };
    let found = store::staff_of_address(ctx.app.db.read(), &email).await?;
    let [account] = found.as_slice() else {
        audit::note(&ctx.app, ctx.now, Entry::of(Deed::SignInRefused).with("oidc")).await?;
        return Ok(redirect_with(&ctx, "/session/new", "oidc-unknown"));
    };
    let mut gone = cookie(&ctx.app, OIDC_COOKIE, String::new());
    gone.make_removal();
    let answer = handler::welcome(&ctx, account, own_page(&next).to_owned()).await?;
    Ok((CookieJar::new().add(gone), answer).into_response())
}
