//! Pages of prolonged cases, with values ready to show.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::Typed;
use crate::cases::view::{Choice, Due};
use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

/// A marked case in a list.
pub struct ProlongedRow {
    pub href: String,
    pub number: String,
    pub subject: String,
    pub unit: String,
    pub leader: String,
    pub target: Due,
    pub review: Due,
}

#[derive(Template)]
#[template(path = "prolonged/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    pub rows: Vec<ProlongedRow>,
    pub total: u64,
    pub pager: Pager,
}

/// The mark of a case.
pub struct Mark {
    pub basis: String,
    pub leader: String,
    pub flagged_on: NaiveDate,
    pub flagged_by: String,
    pub target: Due,
    pub review: Due,
    /// When it ended, and why.
    pub ended: Option<(NaiveDate, String)>,
}

pub struct NoteLine {
    /// `2019–2021, Ủy ban nhân dân tỉnh`; empty for a review.
    pub heading: String,
    pub text: String,
    pub target_on: Option<NaiveDate>,
    pub review_on: Option<NaiveDate>,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// What the page of a case says of its mark, and where it leads.
pub struct CasePart {
    pub href: String,
    pub mark: Option<Mark>,
    pub may_flag: bool,
}

#[derive(Template)]
#[template(path = "prolonged/show.html", config = "frontend/askama.toml")]
pub struct ShowPage {
    pub page: Page,
    pub case_href: String,
    pub number: String,
    pub subject: String,
    pub href: String,
    pub mark: Option<Mark>,
    pub version: i32,
    pub history: Vec<NoteLine>,
    pub reviews: Vec<NoteLine>,
    pub may_flag: bool,
    pub may_review: bool,
    pub leaders: Vec<Choice>,
    pub typed: Typed,
    pub errors: FormErrors,
    pub is_conflict: bool,
}
