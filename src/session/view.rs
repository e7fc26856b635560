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
    /// What the identity provider of the staff is called, where one is set.
    pub provider: Option<String>,
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

#[derive(Template)]
#[template(path = "session/code.html", config = "frontend/askama.toml")]
pub struct CodePage {
    pub page: Page,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "session/factor.html", config = "frontend/askama.toml")]
pub struct FactorPage {
    pub page: Page,
    pub errors: FormErrors,
    pub is_on: bool,
    /// The role asks for it: nothing else is done before, and it is not turned off.
    pub is_required: bool,
    /// Codes for when the app is lost that have not been used.
    pub left: u64,
    /// What was begun and waits for its first code; empty where nothing was.
    pub secret: String,
    pub qr: String,
}

#[derive(Template)]
#[template(path = "session/recovery_codes.html", config = "frontend/askama.toml")]
pub struct RecoveryCodesPage {
    pub page: Page,
    pub codes: Vec<String>,
    /// The factor was turned on just now.
    pub is_first: bool,
}
