//! The page of the counter, with values ready to show.

use askama::Template;

use super::form::CounterForm;
use crate::intake::view::{Choice, FileRow};
use crate::web::form::FormErrors;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "counter/new.html", config = "frontend/askama.toml")]
pub struct CounterPage {
    pub page: Page,
    pub form: CounterForm,
    pub errors: FormErrors,
    pub channels: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub offices: Vec<Choice>,
    /// Whether the reader may enter denunciations, on a page of their own.
    pub takes_denunciations: bool,
    pub first_results: Vec<(String, String)>,
    pub wards: Vec<Choice>,
    pub fields: Vec<Choice>,
    pub files: Vec<FileRow>,
    pub accept: &'static str,
    pub max_files: usize,
    pub max_size: String,
}
