//! The page of escalations, with values ready to show.

use askama::Template;

use crate::web::page::Page;
use crate::web::pager::Pager;

pub struct Row {
    pub href: String,
    pub number: String,
    pub unit: String,
    /// Which period, with its due day and how many days it is over.
    pub rule: String,
    pub late: String,
    pub level: String,
    /// Who was told and when; none: nobody could be.
    pub told: Option<String>,
}

/// A part of the list to choose.
pub struct Tab {
    pub href: &'static str,
    pub label: String,
    pub count: u64,
    pub is_current: bool,
}

#[derive(Template)]
#[template(path = "escalation/list.html", config = "frontend/askama.toml")]
pub struct EscalationsPage {
    pub page: Page,
    pub tabs: Vec<Tab>,
    pub rows: Vec<Row>,
    pub pager: Pager,
}
