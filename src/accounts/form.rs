//! What people type about accounts, checked and cleaned.

use serde::Deserialize;
use uuid::Uuid;

use crate::policy::Role;
use crate::session::password::{MIN_LENGTH, is_guessable};
use crate::text;
use crate::web::form::FormErrors;

const NAME_LENGTH: usize = 100;
const LOGIN_LENGTH: usize = 60;
const REASON_LENGTH: usize = 500;
const PASSWORD_LENGTH: usize = 200;

/// A citizen who wants an account.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RegistrationForm {
    pub account_name: String,
    pub account_email: String,
    pub account_password: String,
}

pub struct Registration {
    pub name: String,
    pub email: String,
    pub password: String,
}

impl RegistrationForm {
    pub fn check(&self) -> (Registration, FormErrors) {
        let mut errors = FormErrors::default();
        let name = errors.line("account_name", &self.account_name, true, NAME_LENGTH);
        let email = errors.email("account_email", &self.account_email);
        if email.is_empty() {
            errors.add("account_email", "error-required");
        }
        let known = [name.as_str(), email.as_str()];
        check_password(&mut errors, "account_password", &self.account_password, &known);
        (Registration { name, email, password: self.account_password.clone() }, errors)
    }
}

/// Long and not what everybody tries first; marks, spaces and every script are welcome, none is asked for.
pub fn check_password(
    errors: &mut FormErrors,
    field: &'static str,
    password: &str,
    of_owner: &[&str],
) {
    let count = password.chars().count();
    if count < MIN_LENGTH {
        errors.add_with(field, "error-password-short", vec![("min", MIN_LENGTH.to_string())]);
    } else if count > PASSWORD_LENGTH {
        let args = vec![("max", PASSWORD_LENGTH.to_string()), ("count", count.to_string())];
        errors.add_with(field, "error-too-long", args);
    } else if is_guessable(password, of_owner) {
        errors.add(field, "error-password-guessable");
    }
}

/// A new password for oneself.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    pub present_password: String,
    pub new_password: String,
}

impl PasswordForm {
    /// `of_owner` is what others know of the person: the login and the name.
    pub fn check(&self, of_owner: &[&str]) -> FormErrors {
        let mut errors = FormErrors::default();
        if self.present_password.is_empty() {
            errors.add("present_password", "error-required");
        }
        check_password(&mut errors, "new_password", &self.new_password, of_owner);
        errors
    }
}

/// A new address for oneself.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct EmailForm {
    pub new_email: String,
    pub present_password: String,
}

impl EmailForm {
    pub fn check(&self, present: Option<&str>) -> (String, FormErrors) {
        let mut errors = FormErrors::default();
        let email = errors.email("new_email", &self.new_email);
        if email.is_empty() && errors.of("new_email").is_none() {
            errors.add("new_email", "error-required");
        }
        if present.is_some_and(|present| text::lower(present) == text::lower(&email)) {
            errors.add("new_email", "error-email-same");
        }
        if self.present_password.is_empty() {
            errors.add("present_password", "error-required");
        }
        (email, errors)
    }
}

/// A member of staff to be added.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct StaffForm {
    pub account_login: String,
    pub account_name: String,
    pub account_email: String,
    pub account_role: String,
    pub account_unit: String,
}

pub struct NewStaff {
    pub login: String,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    pub unit_id: Option<Uuid>,
}

impl StaffForm {
    /// `units` are those a person can belong to today.
    pub fn check(&self, units: &[Uuid]) -> (Option<NewStaff>, FormErrors) {
        let mut errors = FormErrors::default();
        let login = errors.line("account_login", &self.account_login, true, LOGIN_LENGTH);
        let login = text::lower(&login);
        if login.contains(char::is_whitespace) {
            errors.add("account_login", "error-login-space");
        }
        let name = errors.line("account_name", &self.account_name, true, NAME_LENGTH);
        let email = errors.email("account_email", &self.account_email);
        let place = check_place(&mut errors, &self.account_role, &self.account_unit, units);
        let (Some((role, unit_id)), true) = (place, errors.is_empty()) else {
            return (None, errors);
        };
        let email = (!email.is_empty()).then_some(email);
        (Some(NewStaff { login, name, email, role, unit_id }), errors)
    }
}

/// A new role for somebody, and why.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RoleForm {
    pub account_role: String,
    pub account_unit: String,
    pub role_reason: String,
}

pub struct NewRole {
    pub role: Role,
    pub unit_id: Option<Uuid>,
    pub reason: String,
}

impl RoleForm {
    pub fn check(&self, units: &[Uuid]) -> (Option<NewRole>, FormErrors) {
        let mut errors = FormErrors::default();
        let place = check_place(&mut errors, &self.account_role, &self.account_unit, units);
        let reason = errors.line("role_reason", &self.role_reason, true, REASON_LENGTH);
        let (Some((role, unit_id)), true) = (place, errors.is_empty()) else {
            return (None, errors);
        };
        (Some(NewRole { role, unit_id, reason }), errors)
    }
}

/// Why an account is locked or unlocked.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct LockForm {
    pub lock_reason: String,
}

impl LockForm {
    pub fn check(&self) -> (String, FormErrors) {
        let mut errors = FormErrors::default();
        let reason = errors.line("lock_reason", &self.lock_reason, true, REASON_LENGTH);
        (reason, errors)
    }
}

/// Whether somebody handles denunciations.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DenunciationsForm {
    /// `yes` or `no`.
    pub denunciations: String,
    pub denunciations_reason: String,
}

impl DenunciationsForm {
    pub fn check(&self) -> (Option<bool>, String, FormErrors) {
        let mut errors = FormErrors::default();
        let handles = errors.choice("denunciations", &self.denunciations, |raw| match raw {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        let raw = &self.denunciations_reason;
        let reason = errors.line("denunciations_reason", raw, true, REASON_LENGTH);
        (handles, reason, errors)
    }
}

/// A role of staff and the unit that goes with it; administrators belong to no unit.
fn check_place(
    errors: &mut FormErrors,
    role: &str,
    unit: &str,
    units: &[Uuid],
) -> Option<(Role, Option<Uuid>)> {
    let staff = |code: &str| Role::from_code(code).filter(|role| role.is_staff());
    let role = errors.choice("account_role", role, staff)?;
    if role == Role::Admin {
        return Some((role, None));
    }
    let known = |raw: &str| raw.parse::<Uuid>().ok().filter(|id| units.contains(id));
    let unit_id = errors.choice("account_unit", unit, known)?;
    Some((role, Some(unit_id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(errors: &FormErrors) -> Vec<(&'static str, &'static str)> {
        errors.0.iter().map(|error| (error.field, error.key)).collect()
    }

    #[test]
    fn a_password_is_measured_in_characters() {
        let form = |password: &str| RegistrationForm {
            account_name: "Nguyễn Văn An".to_owned(),
            account_email: "an@example.vn".to_owned(),
            account_password: password.to_owned(),
        };
        assert!(form("gỗxanhbè72").check().1.is_empty());
        let short = form("chín chữ ").check().1;
        assert_eq!(keys(&short), [("account_password", "error-password-short")]);
        let long = form(&"ă".repeat(201)).check().1;
        assert_eq!(keys(&long), [("account_password", "error-too-long")]);
    }

    #[test]
    fn staff_have_a_role_and_a_unit_of_today() {
        let unit = Uuid::from_u128(5);
        let mut form = StaffForm {
            account_login: " TiepDan3 ".to_owned(),
            account_name: "Trần Thị Tiếp".to_owned(),
            account_role: "reception".to_owned(),
            account_unit: unit.to_string(),
            ..StaffForm::default()
        };
        let staff = form.check(&[unit]).0.unwrap();
        assert_eq!(
            (staff.login.as_str(), staff.email, staff.unit_id),
            ("tiepdan3", None, Some(unit))
        );
        assert_eq!(keys(&form.check(&[]).1), [("account_unit", "error-choice")]);
        form.account_role = "citizen".to_owned();
        assert_eq!(keys(&form.check(&[unit]).1), [("account_role", "error-choice")]);
        form.account_role = "admin".to_owned();
        assert_eq!(form.check(&[unit]).0.unwrap().unit_id, None);
    }
}
