//! Pages of reception days, with values ready to show.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::{DayForm, Typed};
use crate::cases::view::Due;
use crate::prolonged::view::ProlongedRow;
use crate::visits::view::VisitLine;
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
    pub is_online: bool,
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
    /// When all points were connected, and whether that was too late.
    pub connected: Option<(String, bool)>,
    /// By when they are to be.
    pub connect_by: Option<String>,
    /// The last day for the technical test.
    pub test_by: Option<NaiveDate>,
    pub facts: Vec<FactRow>,
    pub version: i32,
    pub may_post: bool,
    pub may_test: bool,
    pub may_postpone: bool,
    pub may_hold: bool,
    pub may_conclude: bool,
    pub may_follow: bool,
    pub ways: Vec<(String, String)>,
    pub conclusion: String,
    pub conclusion_paper: String,
    pub tasks: Vec<TaskRow>,
    pub visits: Vec<VisitLine>,
    /// Cases that have gone on for long, which come first (TD-24).
    pub prolonged: Vec<ProlongedRow>,
    pub typed: Typed,
    pub errors: FormErrors,
}

impl DayPage {
    /// Whether the result of a task was typed and not taken.
    fn is_typed(&self, task: &TaskRow) -> bool {
        self.typed.task.as_ref().is_some_and(|(id, _)| *id == task.id)
    }

    /// What was typed as the result of a task.
    fn typed_result(&self, task: &TaskRow) -> String {
        let typed = self.typed.task.as_ref().filter(|(id, _)| *id == task.id);
        typed.map(|(_, form)| form.task_result.clone()).unwrap_or_default()
    }
}

/// What somebody is to do by the conclusion.
pub struct TaskRow {
    pub href: String,
    pub id: String,
    pub assigned_to: String,
    pub task: String,
    pub due: Due,
    pub done_on: Option<NaiveDate>,
    pub result: String,
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
