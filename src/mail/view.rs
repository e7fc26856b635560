//! Pages of letters, with values ready to show.

use askama::Template;

use crate::web::page::Page;
use crate::web::pager::Pager;

/// A letter of the reader's cases.
pub struct LetterRow {
    pub case_href: String,
    pub case_number: String,
    pub subject: String,
    pub to: String,
    pub written: String,
    /// Mark of the state: a class.
    pub mark: &'static str,
    pub state: String,
    /// When it will be tried, how often it was, or why it failed.
    pub detail: String,
    /// Where to put it back, if it failed and the reader may.
    pub retry: Option<String>,
}

/// A state to choose, with how many there are.
pub struct StateTab {
    pub href: String,
    pub label: String,
    pub count: u64,
    pub is_current: bool,
}

#[derive(Template)]
#[template(path = "mail/list.html", config = "frontend/askama.toml")]
pub struct LettersPage {
    pub page: Page,
    pub tabs: Vec<StateTab>,
    pub rows: Vec<LetterRow>,
    pub pager: Pager,
}

/// A line of a letter: words, and the address that ends it.
pub struct Line {
    pub words: String,
    pub href: Option<String>,
}

/// A letter in the trial mailbox.
pub struct DemoLetter {
    pub href: String,
    pub subject: String,
    pub to: String,
    pub date: String,
    pub lines: Vec<Line>,
    pub calendar: Option<String>,
    /// Names and values that mail programs go by.
    pub headers: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "mail/demo_list.html", config = "frontend/askama.toml")]
pub struct DemoListPage {
    pub page: Page,
    pub letters: Vec<DemoLetter>,
}

#[derive(Template)]
#[template(path = "mail/demo_show.html", config = "frontend/askama.toml")]
pub struct DemoLetterPage {
    pub page: Page,
    pub letter: DemoLetter,
}
