//! The reader's context: language, session, time, address. Made once per request.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::{DateTime, NaiveDate, Utc};

use super::i18n::Lang;
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::error::AppError;
use crate::policy::Actor;
use crate::session;

pub const LANGUAGE_COOKIE: &str = "lang";
pub const FLASH_COOKIE: &str = "flash";

/// Everything a handler knows of its reader.
#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

pub struct Inner {
    pub app: App,
    pub lang: Lang,
    pub actor: Option<Actor>,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    /// Path and query as asked.
    pub path: String,
    pub ip: IpAddr,
    /// Key of a sentence to show once.
    pub flash: Option<String>,
}

impl std::ops::Deref for Ctx {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Ctx {
    /// The signed-in person; routes behind a guard always have one.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub fn actor(&self) -> Result<&Actor, AppError> {
        self.actor.as_ref().ok_or(AppError::NotFound)
    }

    /// A context outside any request: for lists the worker writes, and pages rendered by tests.
    pub fn outside(app: App, lang: Lang, actor: Option<Actor>, path: &str) -> Self {
        let now = app.clock.now();
        let ip = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let (today, path) = (date_in_vietnam(now), path.to_owned());
        Self(Arc::new(Inner { app, lang, actor, now, today, path, ip, flash: None }))
    }
}

/// Puts the context into the request, renews the session cookie, clears a shown flash.
pub async fn attach(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let now = app.clock.now();
    let lang =
        jar.get(LANGUAGE_COOKIE).and_then(|c| Lang::from_code(c.value())).unwrap_or_default();
    let flash = jar.get(FLASH_COOKIE).map(|c| c.value().to_owned()).filter(|key| is_key(key));
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let ip =
        client_ip(&app, request.extensions().get::<ConnectInfo<SocketAddr>>(), request.headers());
    let found = session::service::actor_of_request(&app, &jar, request.headers(), now).await;
    let (actor, renewed) = match found {
        Ok(Some(live)) => (Some(live.actor), live.renewed_cookie),
        Ok(None) => (None, None),
        Err(error) => {
            tracing::error!(error = %error, "session could not be read");
            (None, None)
        }
    };
    let shows_flash = flash.is_some();
    let ctx = Ctx(Arc::new(Inner {
        today: date_in_vietnam(now),
        app: app.clone(),
        lang,
        actor,
        now,
        path,
        ip,
        flash,
    }));
    request.extensions_mut().insert(ctx.clone());
    let response = next.run(request).await;
    let response = super::errors::render(&ctx, response);
    with_cookies(&app, response, renewed, shows_flash)
}

fn with_cookies(
    app: &App,
    mut response: Response,
    renewed: Option<String>,
    shows_flash: bool,
) -> Response {
    let mut add = |cookie: Cookie<'static>| {
        if let Ok(value) = cookie.to_string().parse() {
            response.headers_mut().append(axum::http::header::SET_COOKIE, value);
        }
    };
    if let Some(token) = renewed {
        add(session::service::session_cookie(app, token));
    }
    if shows_flash {
        let mut gone = cookie(app, FLASH_COOKIE, String::new());
        gone.make_removal();
        add(gone);
    }
    response
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.len() <= 60 && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

/// A cookie of ours: not readable by scripts, not sent across sites.
pub fn cookie(app: &App, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.server.secure_cookies)
        .path("/")
        .build()
}

/// A redirect after a command, with a sentence to show on the next page.
pub fn redirect_with(ctx: &Ctx, to: &str, flash_key: &'static str) -> Response {
    use axum::response::IntoResponse;
    let jar = CookieJar::new().add(cookie(&ctx.app, FLASH_COOKIE, flash_key.to_owned()));
    (jar, axum::response::Redirect::to(to)).into_response()
}

/// The caller's address; `X-Forwarded-For` counts only when the connection comes from a configured
/// proxy, and then its last entry that is not itself a proxy.
fn client_ip(
    app: &App,
    connection: Option<&ConnectInfo<SocketAddr>>,
    headers: &HeaderMap,
) -> IpAddr {
    let peer = connection.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
    let proxies = &app.config.server.trusted_proxies;
    if !proxies.contains(&peer) {
        return peer;
    }
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|part| part.trim().parse().ok())
        .rfind(|ip| !proxies.contains(ip))
        .unwrap_or(peer)
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        let found = parts.extensions.get::<Self>().cloned();
        found.ok_or_else(|| AppError::internal("context", "layer is missing"))
    }
}
