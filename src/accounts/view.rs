//! Pages of accounts.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::{LockForm, RegistrationForm, RoleForm, StaffForm};
use crate::cases::view::{CaseHead, DeadlineRow, Due};
use crate::web::form::FormErrors;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "accounts/registration.html", config = "frontend/askama.toml")]
pub struct RegistrationPage {
    pub page: Page,
    pub form: RegistrationForm,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "accounts/confirmation.html", config = "frontend/askama.toml")]
pub struct ConfirmationPage {
    pub page: Page,
    pub token: String,
    /// The address the link would confirm; none when it is used up or too old.
    pub address: Option<String>,
}

#[derive(Template)]
#[template(path = "accounts/my_cases.html", config = "frontend/askama.toml")]
pub struct MyCasesPage {
    pub page: Page,
    pub is_confirmed: bool,
    pub rows: Vec<OwnCase>,
    pub pager: Pager,
}

/// A line of a citizen's own list.
pub struct OwnCase {
    pub href: String,
    pub number: String,
    pub kind: String,
    pub subject: String,
    pub stage: String,
    pub received_on: NaiveDate,
    pub due: Option<Due>,
}

/// One case for the citizen it belongs to: no notes, no names of officials.
#[derive(Template)]
#[template(path = "accounts/my_case.html", config = "frontend/askama.toml")]
pub struct MyCasePage {
    pub page: Page,
    pub head: CaseHead,
    pub content: String,
    pub demand: String,
    pub deadlines: Vec<DeadlineRow>,
    pub dialogue_on: Option<NaiveDate>,
}

#[derive(Template)]
#[template(path = "accounts/password.html", config = "frontend/askama.toml")]
pub struct PasswordPage {
    pub page: Page,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "accounts/list.html", config = "frontend/askama.toml")]
pub struct AccountsPage {
    pub page: Page,
    pub q: String,
    pub rows: Vec<AccountRow>,
    pub pager: Pager,
}

pub struct AccountRow {
    pub href: String,
    pub name: String,
    pub login: String,
    pub role: String,
    pub unit: String,
    pub is_locked: bool,
}

#[derive(Template)]
#[template(path = "accounts/new.html", config = "frontend/askama.toml")]
pub struct NewAccountPage {
    pub page: Page,
    pub form: StaffForm,
    pub errors: FormErrors,
    pub roles: Vec<(String, String)>,
    pub units: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "accounts/created.html", config = "frontend/askama.toml")]
pub struct CreatedPage {
    pub page: Page,
    pub name: String,
    pub login: String,
    pub password: String,
    pub href: String,
}

#[derive(Template)]
#[template(path = "accounts/show.html", config = "frontend/askama.toml")]
pub struct AccountPage {
    pub page: Page,
    pub href: String,
    pub name: String,
    pub login: String,
    pub email: String,
    pub role: String,
    pub unit: String,
    pub is_staff: bool,
    pub is_oneself: bool,
    pub locked_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub history: Vec<HistoryLine>,
    pub roles: Vec<(String, String)>,
    pub units: Vec<(String, String)>,
    pub role_form: RoleForm,
    pub lock_form: LockForm,
    pub errors: FormErrors,
}

pub struct HistoryLine {
    pub at: DateTime<Utc>,
    pub sentence: String,
    pub reason: String,
}

/// Which part of a long list is shown.
pub struct Pager {
    pub first: u64,
    pub last: u64,
    pub total: u64,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub const PAGE_SIZE: u64 = 50;

impl Pager {
    /// `base` is the address with everything but the page, ready for `page=`.
    pub fn new(base: &str, number: u64, total: u64) -> Self {
        let offset = (number - 1) * PAGE_SIZE;
        let last = (offset + PAGE_SIZE).min(total);
        let at = |number: u64| format!("{base}page={number}");
        Self {
            first: (offset + 1).min(last),
            last,
            total,
            previous: (number > 1).then(|| at(number - 1)),
            next: (last < total).then(|| at(number + 1)),
        }
    }
}

/// The page asked for, within what there is.
pub fn page_number(raw: &str, total: u64) -> u64 {
    let last = total.div_ceil(PAGE_SIZE).max(1);
    raw.parse::<u64>().unwrap_or(1).clamp(1, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_within_what_there_is() {
        for (raw, total, number) in
            [("", 0, 1), ("0", 120, 1), ("3", 120, 3), ("9", 120, 3), ("-1", 120, 1), ("x", 1, 1)]
        {
            assert_eq!(page_number(raw, total), number, "{raw} of {total}");
        }
        let pager = Pager::new("/accounts?", 3, 120);
        assert_eq!((pager.first, pager.last), (101, 120));
        assert_eq!(pager.previous.as_deref(), Some("/accounts?page=2"));
        assert_eq!(pager.next, None);
        let none = Pager::new("/accounts?", 1, 0);
        assert_eq!((none.first, none.last, none.next), (0, 0, None));
    }
}
