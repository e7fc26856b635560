//! The page of the audit log.

use askama::Template;
use chrono::{DateTime, Utc};

use super::handler::Asked;
use crate::web::page::Page;
use crate::web::pager::Pager;

#[derive(Template)]
#[template(path = "audit/list.html", config = "frontend/askama.toml")]
pub struct AuditPage {
    pub page: Page,
    pub asked: Asked,
    pub deeds: Vec<(String, String)>,
    pub rows: Vec<AuditRow>,
    pub pager: Pager,
}

pub struct AuditRow {
    pub at: DateTime<Utc>,
    pub who: String,
    pub what: String,
    pub object: String,
    pub detail: String,
    pub chain: String,
    pub seq: i64,
}
