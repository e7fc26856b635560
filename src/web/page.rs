//! The frame of every page: language, who is signed in, navigation, and how a template becomes an
//! answer.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};

use super::context::Ctx;
use super::form::FieldError;
use super::i18n::Lang;
use crate::error::AppError;
use crate::policy::access::Access;
use crate::policy::{self, Role};

/// Values the base template shows; every page struct holds one as `page`.
#[derive(Clone, Debug)]
pub struct Page {
    pub lang: Lang,
    pub title: String,
    pub office: String,
    pub path: String,
    pub person: Option<Person>,
    pub nav: Vec<NavItem>,
    pub flash: Option<String>,
    pub is_demo: bool,
    pub has_errors: bool,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    pub role: Role,
    /// Whose place they take today.
    pub acts_for: Option<String>,
}

#[derive(Clone, Debug)]
pub struct NavItem {
    pub href: &'static str,
    pub key: &'static str,
    pub is_current: bool,
}

/// Entries of the navigation and the access each needs.
const STAFF_NAV: [(&str, &str, Access); 17] = [
    ("/overview", "nav-overview", Access::Leaders),
    ("/cases", "nav-cases", Access::Cases),
    ("/documents", "nav-papers", Access::Cases),
    ("/counter/new", "nav-counter", Access::Counter),
    ("/visits", "nav-visits", Access::Visits),
    ("/receptions", "nav-receptions", Access::Cases),
    ("/management", "nav-management", Access::Management),
    ("/dialogues", "nav-dialogues", Access::Dialogues),
    ("/reports", "nav-reports", Access::Reports),
    ("/statutory", "nav-statutory", Access::Statutory),
    ("/mail", "nav-mail", Access::Cases),
    ("/calendar", "nav-calendar", Access::Staff),
    ("/substitutions", "nav-substitutions", Access::Heads),
    ("/accounts", "nav-accounts", Access::Admin),
    ("/document-forms", "nav-forms", Access::Admin),
    ("/mail/templates", "nav-templates", Access::Admin),
    ("/audit", "nav-audit", Access::Admin),
];
const PUBLIC_NAV: [(&str, &str); 7] = [
    ("/filing", "nav-filing"),
    ("/tracking", "nav-tracking"),
    ("/denunciation", "nav-denunciation"),
    ("/reception", "nav-reception"),
    ("/dialogue-announcements", "nav-announcements"),
    ("/deadlines", "nav-deadlines"),
    ("/figures", "nav-figures"),
];

impl Page {
    pub fn new(ctx: &Ctx, title_key: &str) -> Self {
        Self::titled(ctx, ctx.lang.t(title_key))
    }

    pub fn titled(ctx: &Ctx, title: String) -> Self {
        let person = ctx.actor.as_ref().map(|a| Person {
            name: a.name.clone(),
            role: a.role,
            acts_for: a.acts_for.clone(),
        });
        let office = ctx
            .actor
            .as_ref()
            .and_then(|actor| actor.unit_id)
            .and_then(|id| ctx.app.units().name(id))
            .unwrap_or_else(|| ctx.lang.t("site-place"));
        Self {
            lang: ctx.lang,
            title,
            office,
            path: ctx.path.clone(),
            nav: navigation(ctx, person.as_ref()),
            person,
            flash: ctx.flash.clone(),
            is_demo: ctx.app.is_demo,
            has_errors: false,
        }
    }

    /// Marks the title for screen readers when a form came back with mistakes.
    pub fn with_errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }

    pub fn is_staff(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.role.is_staff())
    }

    pub fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    /// A text made of a prefix and a code: `stage-` and `accepted`.
    pub fn tc(&self, prefix: &str, code: &str) -> String {
        self.lang.t(&format!("{prefix}{code}"))
    }

    pub fn t1(&self, key: &str, name: &'static str, value: impl ToString) -> String {
        self.lang.ta(key, &[(name, value.to_string())])
    }

    pub fn t2(
        &self,
        key: &str,
        name: &'static str,
        value: impl ToString,
        name2: &'static str,
        value2: impl ToString,
    ) -> String {
        self.lang.ta(key, &[(name, value.to_string()), (name2, value2.to_string())])
    }

    pub fn error(&self, error: &FieldError) -> String {
        self.lang.ta(error.key, &error.args)
    }

    pub fn date(&self, date: &NaiveDate) -> String {
        self.lang.date(*date)
    }

    pub fn weekday_date(&self, date: &NaiveDate) -> String {
        self.lang.weekday_date(*date)
    }

    pub fn moment(&self, at: &DateTime<Utc>) -> String {
        self.lang.moment(*at)
    }
}

fn navigation(ctx: &Ctx, person: Option<&Person>) -> Vec<NavItem> {
    let at = |href: &str| {
        let path = ctx.path.split('?').next().unwrap_or_default();
        path == href || path.starts_with(&format!("{href}/"))
    };
    let item = |href: &'static str, key: &'static str| NavItem { href, key, is_current: at(href) };
    match person {
        Some(person) if person.role.is_staff() => {
            let carries = ctx.actor.as_ref().is_some_and(policy::may_carry_envelopes);
            let envelopes = carries.then_some(("/envelopes", "nav-envelopes"));
            STAFF_NAV
                .iter()
                .filter(|(_, _, access)| access.admits(Some(person.role)))
                .map(|(href, key, _)| (*href, *key))
                .chain(envelopes)
                .map(|(href, key)| item(href, key))
                .collect()
        }
        Some(_) => PUBLIC_NAV
            .iter()
            .copied()
            .chain([("/my-cases", "nav-my-cases")])
            .map(|(href, key)| item(href, key))
            .collect(),
        None => PUBLIC_NAV.iter().map(|(href, key)| item(href, key)).collect(),
    }
}

/// Renders a template with a status.
///
/// # Errors
/// The template failed, which is our mistake.
pub fn html(status: StatusCode, template: &impl Template) -> Result<Response, AppError> {
    let body = template.render().map_err(|error| AppError::internal("template", error))?;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        // Pages hold personal data: no cache keeps them, not even the browser's after sign-out.
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((status, headers, body).into_response())
}

/// A page that is fine.
pub fn ok(template: &impl Template) -> Result<Response, AppError> {
    html(StatusCode::OK, template)
}

/// A form that came back with mistakes.
pub fn invalid(template: &impl Template) -> Result<Response, AppError> {
    html(StatusCode::UNPROCESSABLE_ENTITY, template)
}
