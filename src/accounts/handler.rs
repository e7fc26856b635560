//! Registration, confirmation, a citizen's own cases, and the password of everybody.

pub mod admin;
pub mod links;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::{Form, Query};
use serde::Deserialize;
use uuid::Uuid;

use super::form::{PasswordForm, RegistrationForm};
use super::service::{self, NewCitizen};
use super::store;
use super::view::{ConfirmationPage, MyCasesPage, OwnCase, PasswordPage, RegistrationPage};
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::error::{Answer, AppError};
use crate::policy::Role;
use crate::tracking::progress;
use crate::tracking::view::ProgressPage;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

/// `GET /registration`
///
/// # Errors
/// The template failed.
pub async fn registration(ctx: Ctx) -> Answer {
    registration_page(&ctx, RegistrationForm::default(), FormErrors::default())
}

fn registration_page(ctx: &Ctx, mut form: RegistrationForm, errors: FormErrors) -> Answer {
    form.account_password.clear();
    let failed = !errors.is_empty();
    let page = Page::new(ctx, "account-registration-title").with_errors(failed);
    let template = RegistrationPage { page, form, errors };
    if failed { page::invalid(&template) } else { page::ok(&template) }
}

/// `POST /registration`: a known and a new address get the same answer.
///
/// # Errors
/// Too many tries, or the database failed.
pub async fn register(ctx: Ctx, Form(form): Form<RegistrationForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let (new, errors) = form.check();
    if !errors.is_empty() {
        return registration_page(&ctx, form, errors);
    }
    let password_hash = ctx.app.passwords.hash(&new.password).await?;
    let citizen = NewCitizen { name: new.name, email: new.email, password_hash, lang: ctx.lang };
    let tx = ctx.app.db.begin_write().await?;
    service::register(&ctx.app, &tx, ctx.now, citizen).await?;
    audit::commit(&ctx.app, tx, ctx.now, vec![of_account(&ctx, "registered")]).await?;
    Ok(redirect_with(&ctx, "/session/new", "account-letter-sent"))
}

/// What somebody did with their own account; nobody is named who is not signed in.
fn of_account(ctx: &Ctx, what: &str) -> Entry {
    let actor_id = ctx.actor.as_ref().map(|actor| actor.account_id);
    Entry { actor_id, object_id: actor_id, ..Entry::of(Deed::AccountChanged).with(what) }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TokenForm {
    pub token: String,
}

/// `GET /email-confirmation`: shows what would be confirmed and uses nothing up.
///
/// # Errors
/// The database failed.
pub async fn confirmation(ctx: Ctx, Query(form): Query<TokenForm>) -> Answer {
    let address = service::address_to_confirm(&ctx.app, &form.token, ctx.now).await?;
    confirmation_page(&ctx, form.token, address)
}

fn confirmation_page(ctx: &Ctx, token: String, address: Option<String>) -> Answer {
    let status = if address.is_some() { StatusCode::OK } else { StatusCode::GONE };
    let page = Page::new(ctx, "account-confirmation-title");
    page::html(status, &ConfirmationPage { page, token, address })
}

/// `POST /email-confirmation`
///
/// # Errors
/// Too many tries, or the database failed.
pub async fn confirm(ctx: Ctx, Form(form): Form<TokenForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let tx = ctx.app.db.begin_write().await?;
    let confirmed = service::confirm(&ctx.app, &tx, ctx.now, &form.token).await?;
    if !confirmed {
        tx.rollback().await?;
        return confirmation_page(&ctx, form.token, None);
    }
    audit::commit(&ctx.app, tx, ctx.now, vec![of_account(&ctx, "email-confirmed")]).await?;
    let is_citizen = ctx.actor.as_ref().is_some_and(|actor| actor.role == Role::Citizen);
    let to = if is_citizen { "/my-cases" } else { "/session/new" };
    Ok(redirect_with(&ctx, to, "account-confirmed"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    pub q: String,
    pub page: String,
}

/// `GET /my-cases`: nothing is shown before the address is confirmed.
///
/// # Errors
/// The database failed.
pub async fn my_cases(ctx: Ctx, Query(query): Query<ListQuery>) -> Answer {
    let actor = ctx.actor()?;
    let is_confirmed = service::is_confirmed(&ctx.app, actor.account_id).await?;
    let db = ctx.app.db.read();
    let total = if is_confirmed { store::count_own_cases(db, actor).await? } else { 0 };
    let number = page_number(&query.page, total);
    let mut rows = Vec::new();
    if total > 0 {
        let found = store::own_cases(db, actor, (number - 1) * PAGE_SIZE, PAGE_SIZE).await?;
        for row in found {
            rows.push(own_case(&ctx, row)?);
        }
    }
    let page = Page::new(&ctx, "nav-my-cases");
    let pager = Pager::new("/my-cases?", number, total);
    page::ok(&MyCasesPage { page, is_confirmed, rows, pager })
}

fn own_case(ctx: &Ctx, row: entity::case::Model) -> Result<OwnCase, AppError> {
    let kind = cases::store::kind_of(&row)?;
    let due = row.next_due_on.map(|on| {
        cases::page::due(ctx, on, cases::page::standing_of(ctx, on, cases::page::soon(ctx)))
    });
    Ok(OwnCase {
        href: format!("/my-cases/{}", row.id),
        kind: ctx.lang.t(&format!("kind-{}", kind.code())),
        stage: cases::page::stage_text(ctx.lang, kind, &row.stage),
        number: row.number,
        subject: row.subject,
        received_on: row.received_on,
        is_received: row.is_received,
        due,
    })
}

/// `GET /my-cases/{id}`
///
/// # Errors
/// `NotFound` when it is somebody else's or the address is not confirmed.
pub async fn my_case(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    if !service::is_confirmed(&ctx.app, ctx.actor()?.account_id).await? {
        return Err(AppError::NotFound);
    }
    let row = cases::store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    let progress = progress::of_case(&ctx, &row).await?;
    page::ok(&ProgressPage {
        page: Page::titled(&ctx, row.number),
        progress,
        is_own: true,
        message: String::new(),
        errors: FormErrors::default(),
    })
}

/// `POST /my-cases/confirmation-letter`: the letter again, with a fresh link.
///
/// # Errors
/// Too many tries, or the database failed.
pub async fn send_letter_again(ctx: Ctx) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let tx = ctx.app.db.begin_write().await?;
    let account = store::get(&tx, ctx.actor()?.account_id).await?;
    if account.email_confirmed_at.is_some() {
        return Ok(Redirect::to("/my-cases").into_response());
    }
    service::send_confirmation(&ctx.app, &tx, ctx.now, &account).await?;
    audit::commit(&ctx.app, tx, ctx.now, vec![of_account(&ctx, "confirmation-sent")]).await?;
    Ok(redirect_with(&ctx, "/my-cases", "account-letter-sent-again"))
}

/// `GET /password`
///
/// # Errors
/// The template failed.
pub async fn password(ctx: Ctx) -> Answer {
    password_page(&ctx, FormErrors::default())
}

fn password_page(ctx: &Ctx, errors: FormErrors) -> Answer {
    let failed = !errors.is_empty();
    let page = Page::new(ctx, "account-password-title").with_errors(failed);
    let template = PasswordPage { page, errors };
    if failed { page::invalid(&template) } else { page::ok(&template) }
}

/// `POST /password`: ends all sessions, this one too.
///
/// # Errors
/// Too many tries, or the database failed.
pub async fn change_password(ctx: Ctx, Form(form): Form<PasswordForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let id = ctx.actor()?.account_id;
    let account = store::get(ctx.app.db.read(), id).await?;
    let email = account.email.as_deref().unwrap_or_default();
    let mut errors = form.check(&[&account.login, &account.display_name, email]);
    if errors.is_empty() {
        let hash = Some(account.password_hash.as_str());
        if !ctx.app.passwords.fits(&form.present_password, hash).await? {
            errors.add("present_password", "error-password-wrong");
        }
    }
    if !errors.is_empty() {
        return password_page(&ctx, errors);
    }
    let hash = ctx.app.passwords.hash(&form.new_password).await?;
    let tx = ctx.app.db.begin_write().await?;
    service::set_password(&tx, id, hash, ctx.now).await?;
    audit::commit(&ctx.app, tx, ctx.now, vec![of_account(&ctx, "password-changed")]).await?;
    Ok(redirect_with(&ctx, "/session/new", "account-password-changed"))
}
