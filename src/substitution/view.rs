//! The page of substitutes, with values ready to show.

use askama::Template;
use chrono::NaiveDate;

use super::handler::SubstitutionForm;
use crate::web::form::FormErrors;
use crate::web::page::Page;

pub struct Row {
    pub absent: String,
    pub substitute: String,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    pub with_denunciations: bool,
    pub reason: String,
    pub state: String,
    /// Where to end it, while it runs or lies ahead.
    pub ending: Option<String>,
}

#[derive(Template)]
#[template(path = "substitution/list.html", config = "frontend/askama.toml")]
pub struct SubstitutionsPage {
    pub page: Page,
    pub rows: Vec<Row>,
    pub form: SubstitutionForm,
    pub errors: FormErrors,
    /// Who can be away: oneself, or any head for an administrator.
    pub heads: Vec<(String, String)>,
    pub substitutes: Vec<(String, String)>,
}
