//! Pages of filing, with values ready to show.

use askama::Template;

use super::answers::{Answers, Asked};
use crate::web::form::FormErrors;
use crate::web::page::Page;

/// A value and its shown text.
pub type Choice = (String, String);

/// A stop on the way, for the rail at the top.
pub struct Stop {
    pub href: String,
    pub label: String,
    pub is_done: bool,
    pub is_current: bool,
}

#[derive(Template)]
#[template(path = "filing/start.html", config = "frontend/askama.toml")]
pub struct StartPage {
    pub page: Page,
    pub errors: FormErrors,
    pub kind: String,
    pub kinds: Vec<Choice>,
    /// A draft this browser still holds.
    pub has_draft: bool,
}

#[derive(Template)]
#[template(path = "filing/questions.html", config = "frontend/askama.toml")]
pub struct QuestionsPage {
    pub page: Page,
    pub rail: Vec<Stop>,
    pub asked: Asked,
    pub title: String,
    pub back: String,
    pub answers: Answers,
    pub errors: FormErrors,
    pub offices: Vec<Choice>,
    pub wards: Vec<Choice>,
    pub fields: Vec<Choice>,
    /// The period to complain may be over (KN-01).
    pub may_be_late: Option<String>,
}

/// A file that was handed in.
pub struct FileRow {
    pub name: String,
    pub size: String,
    /// Where to send its removal.
    pub removal: String,
}

#[derive(Template)]
#[template(path = "filing/files.html", config = "frontend/askama.toml")]
pub struct FilesPage {
    pub page: Page,
    pub rail: Vec<Stop>,
    pub back: String,
    pub files: Vec<FileRow>,
    pub errors: FormErrors,
    pub accept: &'static str,
    pub max_files: usize,
    pub max_size: String,
}

/// Answers of one page, to look over.
pub struct Summary {
    pub title: String,
    pub href: String,
    /// Name and value.
    pub rows: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "filing/check.html", config = "frontend/askama.toml")]
pub struct CheckPage {
    pub page: Page,
    pub rail: Vec<Stop>,
    pub back: String,
    pub parts: Vec<Summary>,
    pub files: Vec<String>,
}

#[derive(Template)]
#[template(path = "filing/confirmation.html", config = "frontend/askama.toml")]
pub struct ConfirmationPage {
    pub page: Page,
    pub kind: String,
    pub office: String,
    pub number: String,
    pub secret: String,
    pub next_steps: Vec<String>,
    pub awaits_signature: bool,
    /// The complaint can be had in the form that is to be signed.
    pub has_form: bool,
    pub has_email: bool,
    pub qr: String,
    pub tracking_url: String,
    pub files: Vec<String>,
    /// Where the PDF is, and where this page ends.
    pub pdf: &'static str,
    pub end: &'static str,
}
