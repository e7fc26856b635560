//! What a head or leader looks at first: five figures against last week, and what needs them. The page and
//! the letter of the week are made of the same sections; a further one is a function beside those in
//! `sections`, named in [`sections::all`].

mod followed;
pub mod handler;
mod sections;
mod store;
mod view;
pub mod weekly;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

use crate::app::App;
use crate::policy::Actor;
use crate::web::i18n::Lang;

/// Who looks, when, and in which language.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    pub app: &'a App,
    pub actor: &'a Actor,
    pub lang: Lang,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
}

impl<'a> Looking<'a> {
    pub fn new(app: &'a App, actor: &'a Actor, lang: Lang, now: DateTime<Utc>) -> Self {
        Self { app, actor, lang, now, today: crate::clock::date_in_vietnam(now) }
    }

    /// Monday and Sunday of this week.
    pub fn week(&self) -> (NaiveDate, NaiveDate) {
        let monday = monday_of(self.today);
        (monday, monday + Days::new(6))
    }
}

/// The Monday of a day's week.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// A number with how it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub label: String,
    pub value: String,
    /// `+3 so với tuần trước`
    pub trend: String,
    /// Path of the cases behind it.
    pub href: String,
}

/// One line of a section: what it is, what there is to say, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub what: String,
    pub detail: String,
    /// A path; empty if it leads nowhere.
    pub href: String,
}

/// A part of the overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// For the anchor on the page.
    pub code: &'static str,
    pub title: String,
    /// How many there are in all; the lines are the first of them.
    pub total: u64,
    pub lines: Vec<Line>,
    /// Said when there are none.
    pub empty: String,
    /// Path of the whole list; empty if there is none.
    pub more: String,
}

/// Everything a head or leader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    pub figures: Vec<Figure>,
    pub sections: Vec<Section>,
}

/// # Errors
/// The database cannot be read.
pub async fn of(looking: &Looking<'_>) -> Result<Overview, crate::error::AppError> {
    Ok(Overview {
        figures: sections::figures(looking).await?,
        sections: sections::all(looking).await?,
    })
}
