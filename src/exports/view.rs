//! Pages of exports, with values ready to show.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::web::page::Page;

/// A file that can be fetched.
pub struct FileShown {
    pub href: String,
    pub name: String,
    pub size: String,
    pub sha256: String,
    pub expires_at: DateTime<Utc>,
}

pub struct Row {
    pub href: String,
    /// The list with the filters it was asked for under.
    pub list_href: String,
    pub list: String,
    /// `XLSX`, `CSV`
    pub format: String,
    pub created_at: DateTime<Utc>,
    /// Code of a state.
    pub state: &'static str,
    pub rows_done: i64,
    pub rows_total: i64,
    /// Code of why there is no file.
    pub fault: Option<&'static str>,
    /// None before it is there, after it is over, and under other rights.
    pub file: Option<FileShown>,
}

impl Row {
    /// Whether there is something to wait for.
    pub fn is_under_way(&self) -> bool {
        matches!(self.state, "waiting" | "running")
    }

    /// Class of the badge.
    fn mark(&self) -> &'static str {
        match self.state {
            "done" => "done",
            "failed" => "overdue",
            "running" => "on-track",
            _ => "paused",
        }
    }
}

#[derive(Template)]
#[template(path = "exports/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    /// The export that is still under way, where another one was asked for.
    pub refused: Option<String>,
    pub rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "exports/show.html", config = "frontend/askama.toml")]
pub struct ShowPage {
    pub page: Page,
    pub row: Row,
}
