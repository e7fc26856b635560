//! Pages of letters, with values ready to show.

use askama::Template;

use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

/// What can be done with a letter on the list.
pub struct LetterDeed {
    pub action: String,
    pub label: String,
}

/// A letter of the reader's cases and units.
pub struct LetterRow {
    /// Empty if it tells of no case.
    pub case_href: String,
    /// The number of its case, else the name of its unit.
    pub case_number: String,
    pub subject: String,
    pub to: String,
    pub written: String,
    /// Mark of the state: a class.
    pub mark: &'static str,
    pub state: String,
    /// When it will be tried, how often it was, or why it failed.
    pub detail: String,
    /// Where to put it back, if the reader may.
    pub deed: Option<LetterDeed>,
}

/// A case, by its number.
pub struct CaseRef {
    pub href: String,
    pub number: String,
}

/// An address that takes no letters.
pub struct DeadRow {
    pub address: String,
    pub since: String,
    pub reason: String,
    pub cases: Vec<CaseRef>,
    /// Where to say that it works again, if the reader may.
    pub clearing: Option<String>,
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
    /// Letters on paper that wait to be printed.
    pub to_print: u64,
}

#[derive(Template)]
#[template(path = "mail/undeliverable.html", config = "frontend/askama.toml")]
pub struct UndeliverablePage {
    pub page: Page,
    pub tabs: Vec<StateTab>,
    pub rows: Vec<DeadRow>,
}

/// A letter on paper that waits to be printed.
pub struct PaperRow {
    pub id: String,
    pub is_chosen: bool,
    /// Why it cannot be printed, once that was tried.
    pub fault: Option<String>,
    pub case_href: String,
    pub case_number: String,
    pub subject: String,
    pub to_name: String,
    pub postal_address: String,
    pub written: String,
}

#[derive(Template)]
#[template(path = "mail/print.html", config = "frontend/askama.toml")]
pub struct PrintPage {
    pub page: Page,
    pub rows: Vec<PaperRow>,
    /// All that wait; the page shows the oldest.
    pub total: u64,
    pub may_print: bool,
    pub errors: FormErrors,
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
