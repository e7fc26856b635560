//! Pages of accounts.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::{DenunciationsForm, LockForm, RegistrationForm, RoleForm, StaffForm};
use crate::cases::view::Due;
use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

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
    pub is_received: bool,
    pub due: Option<Due>,
}

/// One case for the citizen it belongs to: no notes, no names of officials.
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
    /// Shown once; none where an invitation went out instead.
    pub password: Option<String>,
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
    /// Whether denunciations can be given to this account at all.
    pub may_handle: bool,
    pub handles_denunciations: bool,
    pub has_factor: bool,
    /// Whether a link to choose a new password can be sent.
    pub may_invite: bool,
    pub denunciations_form: DenunciationsForm,
    pub errors: FormErrors,
}

pub struct HistoryLine {
    pub at: DateTime<Utc>,
    pub sentence: String,
    pub reason: String,
}

#[derive(Template)]
#[template(path = "accounts/invitation.html", config = "frontend/askama.toml")]
pub struct InvitationPage {
    pub page: Page,
    pub token: String,
    /// Name and login; none when the link is used up or too old.
    pub person: Option<(String, String)>,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "accounts/email.html", config = "frontend/askama.toml")]
pub struct EmailPage {
    pub page: Page,
    pub present: String,
    pub new_email: String,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "accounts/email_change.html", config = "frontend/askama.toml")]
pub struct EmailChangePage {
    pub page: Page,
    pub token: String,
    /// The address the account is to have; none when the link is used up or too old.
    pub address: Option<String>,
}
