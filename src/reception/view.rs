//! Pages of reception days, with values ready to show.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::{DayForm, HoldingForm, PostponementForm};
use crate::web::form::FormErrors;
use crate::web::page::Page;

pub struct DayRow {
    pub href: String,
    pub held_on: NaiveDate,
    pub hours: String,
    pub host: String,
    pub office: String,
    pub place: String,
    pub stage: String,
    /// Until when it must be posted, while it is not.
    pub post_by: Option<NaiveDate>,
    pub is_late: bool,
}

/// How often a head receives in a month.
pub struct HeadRow {
    pub host: String,
    pub office: String,
    pub days: u32,
    pub needed: u32,
    pub basis: String,
}

impl HeadRow {
    pub fn is_short(&self) -> bool {
        self.days < self.needed
    }
}

#[derive(Template)]
#[template(path = "reception/list.html", config = "frontend/askama.toml")]
pub struct ListPage {
    pub page: Page,
    /// `Tháng 12 năm 2026`
    pub month: String,
    pub before: String,
    pub after: String,
    pub rows: Vec<DayRow>,
    pub heads: Vec<HeadRow>,
    /// Who may be planned for by the reader; empty: nobody.
    pub hosts: Vec<(String, String)>,
    pub form: DayForm,
    pub errors: FormErrors,
}

pub struct FactRow {
    pub on: NaiveDate,
    pub what: String,
    pub reason: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

#[derive(Template)]
#[template(path = "reception/day.html", config = "frontend/askama.toml")]
pub struct DayPage {
    pub page: Page,
    pub row: DayRow,
    pub was_on: Option<NaiveDate>,
    pub received_by: Option<String>,
    pub facts: Vec<FactRow>,
    pub version: i32,
    pub may_post: bool,
    pub may_postpone: bool,
    pub may_hold: bool,
    pub ways: Vec<(String, String)>,
    pub postponement: PostponementForm,
    pub holding: HoldingForm,
    pub errors: FormErrors,
}

pub struct PostedRow {
    pub day: NaiveDate,
    pub hours: String,
    pub host: String,
    pub place: String,
    /// The day it was put off from.
    pub instead_of: Option<NaiveDate>,
    /// Put off, and the new day not posted yet.
    pub is_put_off: bool,
}

pub struct Office {
    pub name: String,
    pub ics: String,
    pub rows: Vec<PostedRow>,
}

#[derive(Template)]
#[template(path = "reception/public.html", config = "frontend/askama.toml")]
pub struct PublicPage {
    pub page: Page,
    pub offices: Vec<Office>,
}
