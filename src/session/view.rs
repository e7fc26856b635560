//! Pages of signing in, with values ready to show.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::web::form::FormErrors;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "session/new.html", config = "frontend/askama.toml")]
pub struct SignInPage {
    pub page: Page,
    pub login: String,
    pub next: String,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "session/list.html", config = "frontend/askama.toml")]
pub struct SessionsPage {
    pub page: Page,
    pub rows: Vec<SessionRow>,
}

/// A session that has not ended.
pub struct SessionRow {
    pub began_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Where to send its end; none for the one that asks.
    pub ending: Option<String>,
}
