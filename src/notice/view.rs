//! The page of what somebody wants to be told.

use askama::Template;

use crate::web::form::FormErrors;
use crate::web::page::Page;

/// One topic with what can be chosen.
pub struct SettingRow {
    pub name: &'static str,
    /// Keys of texts.
    pub label: String,
    pub hint: &'static str,
    pub options: Vec<(String, String)>,
    pub value: String,
}

#[derive(Template)]
#[template(path = "notice/settings.html", config = "frontend/askama.toml")]
pub struct SettingsPage {
    pub page: Page,
    pub rows: Vec<SettingRow>,
    pub errors: FormErrors,
}

/// A kind of letter in every language: language, subject, text.
pub struct TemplateRow {
    pub kind: String,
    pub title: String,
    pub letters: Vec<(&'static str, String, String)>,
}

#[derive(Template)]
#[template(path = "notice/templates.html", config = "frontend/askama.toml")]
pub struct TemplatesPage {
    pub page: Page,
    pub rows: Vec<TemplateRow>,
}
