//! The sign-in page.

use askama::Template;

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
