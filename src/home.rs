//! The front door: three ways in, the switch of language, and what a monitor asks.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{CookieJar, Form};
use serde::Deserialize;

use crate::app::App;
use crate::error::Answer;
use crate::policy::Role;
use crate::web::context::{Ctx, LANGUAGE_COOKIE, cookie};
use crate::web::i18n::Lang;
use crate::web::page::{self, Page};

#[derive(Template)]
#[template(path = "home/show.html", config = "frontend/askama.toml")]
pub struct HomePage {
    pub page: Page,
}

/// `GET /`
///
/// # Errors
/// The template failed.
pub async fn show(ctx: Ctx) -> Answer {
    if ctx.actor.as_ref().is_some_and(|actor| actor.role.is_staff()) {
        let home = home_of(ctx.actor.as_ref().map(|actor| actor.role));
        return Ok(Redirect::to(home).into_response());
    }
    page::ok(&HomePage { page: Page::new(&ctx, "home-title") })
}

/// Where somebody starts.
pub fn home_of(role: Option<Role>) -> &'static str {
    match role {
        None => "/",
        Some(Role::Citizen) => "/my-cases",
        Some(Role::Reception | Role::Officer | Role::Chairman) => "/cases",
        Some(Role::Leader | Role::Inspector | Role::Front) => "/reports",
        Some(Role::Admin) => "/accounts",
    }
}

#[derive(Deserialize)]
pub struct LanguageForm {
    lang: String,
    #[serde(default)]
    next: String,
}

/// `POST /language`
pub async fn set_language(State(app): State<App>, Form(form): Form<LanguageForm>) -> Response {
    let lang = Lang::from_code(&form.lang).unwrap_or_default();
    let jar = CookieJar::new().add(cookie(&app, LANGUAGE_COOKIE, lang.code().to_owned()));
    (jar, Redirect::to(own_page(&form.next))).into_response()
}

/// A page of ours to go back to; anything else becomes the home page.
pub fn own_page(next: &str) -> &str {
    let is_ours = next.starts_with('/')
        && !next.starts_with("//")
        && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if is_ours { next } else { "/" }
}

/// `GET /health/live`: the process answers.
pub async fn live() -> &'static str {
    "ok"
}

/// `GET /health/ready`: the database answers too.
pub async fn ready(State(app): State<App>) -> Response {
    match app.db.ping().await {
        Ok(()) => "ok".into_response(),
        Err(error) => {
            tracing::error!(%error, "database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database does not answer").into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::own_page;

    #[test]
    fn only_pages_of_ours_are_gone_back_to() {
        assert_eq!(own_page("/cases?q=%C4%91"), "/cases?q=%C4%91");
        for foreign in
            ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb", "/đ"]
        {
            assert_eq!(own_page(foreign), "/", "{foreign:?}");
        }
    }
}
