//! Pages of the calendar.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::ChangeForm;
use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

#[derive(Template)]
#[template(path = "calendar/show.html", config = "frontend/askama.toml")]
pub struct CalendarPage {
    pub page: Page,
    pub is_admin: bool,
    /// The day up to which everything is known.
    pub covers_to: NaiveDate,
    /// The year to be entered, when it is time.
    pub missing_year: Option<String>,
    pub years: Vec<YearChoice>,
    pub year: String,
    pub units: Vec<(String, String)>,
    pub unit: String,
    pub months: Vec<Month>,
    pub days: Vec<DayRow>,
    pub changes: Vec<ChangeRow>,
    pub pager: Pager,
}

pub struct YearChoice {
    pub year: String,
    pub is_current: bool,
}

/// A month as a grid of weeks.
pub struct Month {
    pub name: String,
    pub working_days: u32,
    pub weeks: Vec<[Option<Cell>; 7]>,
}

pub struct Cell {
    pub number: u32,
    /// `work`, `rest`, `off`, `worked`
    pub class: &'static str,
    /// What is special about the day.
    pub title: String,
}

pub struct DayRow {
    pub day: NaiveDate,
    pub kind: String,
    pub name: String,
    pub basis: String,
    pub whose: String,
    pub href: String,
}

pub struct ChangeRow {
    pub href: String,
    pub at: DateTime<Utc>,
    pub who: String,
    pub what: String,
    pub whose: String,
    pub basis: String,
    pub is_pending: bool,
}

#[derive(Template)]
#[template(path = "calendar/new.html", config = "frontend/askama.toml")]
pub struct NewChangePage {
    pub page: Page,
    pub form: ChangeForm,
    pub errors: FormErrors,
    pub units: Vec<(String, String)>,
    pub kinds: Vec<(String, String)>,
    pub years: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "calendar/change.html", config = "frontend/askama.toml")]
pub struct ChangePage {
    pub page: Page,
    pub at: DateTime<Utc>,
    pub who: String,
    pub whose: String,
    pub effective_on: NaiveDate,
    pub basis: String,
    pub declares: Option<String>,
    pub days: Vec<DayRow>,
    pub applied_at: Option<DateTime<Utc>>,
    pub cases_checked: i32,
    pub moved: u64,
    /// Whether the reader's role may see cases at all.
    pub sees_cases: bool,
    pub moves: Vec<MoveRow>,
    pub pager: Pager,
}

/// A deadline that moved.
pub struct MoveRow {
    pub href: String,
    pub number: String,
    pub rule: String,
    pub old_on: NaiveDate,
    pub new_on: NaiveDate,
}
