//! `GET /session/new`, `POST /session`, `POST /session/ending`.

use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::{CookieJar, Form, Query};
use chrono::TimeDelta;
use entity::account;
use serde::Deserialize;

use super::factor;
use super::factor_pages::{NEXT_COOKIE, PASS_COOKIE};
use super::service::{self, SignIn};
use super::view::SignInPage;
use crate::error::Answer;
use crate::home::{home_of, own_page};
use crate::policy::Role;
use crate::web::context::{Ctx, cookie};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

#[derive(Deserialize)]
pub struct NewQuery {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub struct SignInForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// # Errors
/// The template failed.
pub async fn new(ctx: Ctx, Query(query): Query<NewQuery>) -> Answer {
    if ctx.actor.is_some() {
        return Ok(
            Redirect::to(home_of(ctx.actor.as_ref().map(|actor| actor.role))).into_response()
        );
    }
    let next = own_page(&query.next).to_owned();
    sign_in_page(&ctx, String::new(), next, FormErrors::default())
}

/// # Errors
/// Too many tries, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<SignInForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let next = own_page(&form.next).to_owned();
    let mut errors = FormErrors::default();
    let login = errors.line("login", &form.login, true, 254);
    if form.password.is_empty() {
        errors.add("password", "error-required");
    }
    if !errors.is_empty() {
        return sign_in_page(&ctx, login, next, errors);
    }
    let account = match service::authenticate(&ctx.app, &login, &form.password, ctx.now).await? {
        SignIn::Welcome(account) => account,
        refused => {
            tracing::info!(ip = %ctx.ip, "sign-in refused");
            match refused {
                SignIn::Wait(wait) => errors = must_wait("login", wait),
                SignIn::Wrong | SignIn::Welcome(_) => errors.add("login", "error-sign-in"),
            }
            return sign_in_page(&ctx, login, next, errors);
        }
    };
    welcome(&ctx, &account, next).await
}

/// The sentence of somebody who waits, rounded up: who comes back after so many minutes is let in.
pub fn must_wait(field: &'static str, wait: TimeDelta) -> FormErrors {
    let minutes = (wait.num_seconds() / 60 + 1).to_string();
    let mut errors = FormErrors::default();
    errors.add_with(field, "error-sign-in-wait", vec![("minutes", minutes)]);
    errors
}

/// Begins the session of somebody who is known, or asks for their second factor first.
///
/// # Errors
/// The database failed.
pub async fn welcome(ctx: &Ctx, account: &account::Model, next: String) -> Answer {
    if account.factor_confirmed_at.is_some() {
        let pass = factor::pass(&ctx.app, account, ctx.now);
        let jar = CookieJar::new().add(cookie(&ctx.app, PASS_COOKIE, pass)).add(cookie(
            &ctx.app,
            NEXT_COOKIE,
            next,
        ));
        return Ok((jar, Redirect::to("/session/code")).into_response());
    }
    let token = service::begin(&ctx.app, account, ctx.now).await?;
    tracing::info!(account = %account.id, "signed in");
    let to = if next == "/" { home_of(Role::from_code(&account.role)) } else { next.as_str() };
    let jar = CookieJar::new().add(service::session_cookie(&ctx.app, token));
    Ok((jar, Redirect::to(to)).into_response())
}

/// # Errors
/// The database failed.
pub async fn end(ctx: Ctx) -> Answer {
    service::sign_out(&ctx.app, ctx.actor()?, ctx.now).await?;
    let mut gone = service::session_cookie(&ctx.app, String::new());
    gone.make_removal();
    Ok((CookieJar::new().add(gone), Redirect::to("/")).into_response())
}

fn sign_in_page(ctx: &Ctx, login: String, next: String, errors: FormErrors) -> Answer {
    let failed = !errors.is_empty();
    let page = Page::new(ctx, "sign-in-title").with_errors(failed);
    let oidc = &ctx.app.config.oidc;
    let provider = oidc.is_on().then(|| oidc.label.clone());
    let template = SignInPage { page, login, next, errors, provider };
    if failed { page::invalid(&template) } else { page::ok(&template) }
}
