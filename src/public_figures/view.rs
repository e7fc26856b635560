//! The page of public figures.

use askama::Template;

use crate::web::form::FormErrors;
use crate::web::page::Page;

pub struct Row {
    pub name: String,
    pub cells: Vec<String>,
}

pub struct Table {
    pub caption: String,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "public_figures/show.html", config = "frontend/askama.toml")]
pub struct FiguresPage {
    pub page: Page,
    /// As it was typed, or the year that is shown.
    pub year: String,
    pub errors: FormErrors,
    /// None where the year was not one.
    pub tables: Vec<Table>,
}
