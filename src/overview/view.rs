//! The page of a head or leader.

use askama::Template;

use super::Overview;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "overview/show.html", config = "frontend/askama.toml")]
pub struct OverviewPage {
    pub page: Page,
    pub unit: String,
    pub overview: Overview,
}
