//! Pages of denunciation intake, with values ready to show.

use askama::Template;

use super::form::DenunciationForm;
use crate::intake::view::{Choice, FileRow};
use crate::web::form::FormErrors;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "denunciation/show.html", config = "frontend/askama.toml")]
pub struct GuidePage {
    pub page: Page,
    pub errors: FormErrors,
    /// Offices that take denunciations through the web.
    pub offices: Vec<Choice>,
    pub unit: String,
    /// Somebody is signed in, and could be known by it.
    pub is_known: bool,
}

#[derive(Template)]
#[template(path = "denunciation/new.html", config = "frontend/askama.toml")]
pub struct WritePage {
    pub page: Page,
    pub office: String,
    /// What the envelope is bound to.
    pub context: String,
    /// Public keys in base64, parted by spaces.
    pub keys: String,
    pub origins: Vec<Choice>,
    pub fields: Vec<Choice>,
    pub max_files: usize,
    pub max_size: String,
    pub max_bytes: u64,
}

#[derive(Template)]
#[template(path = "denunciation/confirmation.html", config = "frontend/askama.toml")]
pub struct NumberPage {
    pub page: Page,
    pub office: String,
    pub number: String,
    pub secret: String,
    /// What the envelope is bound to; none at the counter.
    pub context: Option<String>,
    pub next_steps: Vec<String>,
    pub end: &'static str,
}

#[derive(Template)]
#[template(path = "denunciation/register.html", config = "frontend/askama.toml")]
pub struct RegisterPage {
    pub page: Page,
    pub form: DenunciationForm,
    pub errors: FormErrors,
    pub channels: Vec<Choice>,
    pub offices: Vec<Choice>,
    pub origins: Vec<Choice>,
    pub fields: Vec<Choice>,
    pub photos: Vec<FileRow>,
    /// The offices that cannot take denunciations yet, with why.
    pub not_ready: Vec<String>,
    pub max_files: usize,
    pub max_size: String,
}
