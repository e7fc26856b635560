//! Pages behind links in letters, and the change of one's address: `GET|POST /invitation`,
//! `GET|POST /email`, `GET|POST /email-change`.

use axum::http::StatusCode;
use axum_extra::extract::{Form, Query};
use entity::account;
use serde::Deserialize;

use super::{TokenForm, of_account};
use crate::accounts::email::{self, Confirmed};
use crate::accounts::form::{EmailForm, check_password};
use crate::accounts::view::{EmailChangePage, EmailPage, InvitationPage};
use crate::accounts::{invitation, store};
use crate::audit;
use crate::error::Answer;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// Shows whom the link invites and uses nothing up.
///
/// # Errors
/// The database failed.
pub async fn invitation(ctx: Ctx, Query(form): Query<TokenForm>) -> Answer {
    let account = invitation::invited(&ctx.app, &form.token, ctx.now).await?;
    invitation_page(&ctx, form.token, account, FormErrors::default())
}

fn invitation_page(
    ctx: &Ctx,
    token: String,
    account: Option<account::Model>,
    errors: FormErrors,
) -> Answer {
    let status = match (&account, errors.is_empty()) {
        (None, _) => StatusCode::GONE,
        (Some(_), true) => StatusCode::OK,
        (Some(_), false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = Page::new(ctx, "invitation-title").with_errors(!errors.is_empty());
    let person = account.map(|account| (account.display_name, account.login));
    page::html(status, &InvitationPage { page, token, person, errors })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    token: String,
    new_password: String,
}

/// # Errors
/// Too many tries, or the database failed.
pub async fn accept(ctx: Ctx, Form(form): Form<AcceptForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let Some(account) = invitation::invited(&ctx.app, &form.token, ctx.now).await? else {
        return invitation_page(&ctx, form.token, None, FormErrors::default());
    };
    let mut errors = FormErrors::default();
    let email = account.email.as_deref().unwrap_or_default();
    let of_owner = [account.login.as_str(), &account.display_name, email];
    check_password(&mut errors, "new_password", &form.new_password, &of_owner);
    if !errors.is_empty() {
        return invitation_page(&ctx, form.token, Some(account), errors);
    }
    let hash = ctx.app.passwords.hash(&form.new_password).await?;
    let tx = ctx.app.db.begin_write().await?;
    if !invitation::accept(&ctx.app, &tx, ctx.now, &form.token, &account, hash).await? {
        tx.rollback().await?;
        return invitation_page(&ctx, form.token, None, FormErrors::default());
    }
    let told = audit::Entry { object_id: Some(account.id), ..of_account(&ctx, "invited") };
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/session/new", "invitation-accepted"))
}

/// # Errors
/// The database failed.
pub async fn email(ctx: Ctx) -> Answer {
    email_page(&ctx, EmailForm::default(), FormErrors::default()).await
}

async fn email_page(ctx: &Ctx, form: EmailForm, errors: FormErrors) -> Answer {
    let account = store::get(ctx.app.db.read(), ctx.actor()?.account_id).await?;
    let page = Page::new(ctx, "email-title").with_errors(!errors.is_empty());
    let present = account.email.unwrap_or_default();
    let template = EmailPage { page, present, new_email: form.new_email, errors };
    if template.errors.is_empty() { page::ok(&template) } else { page::invalid(&template) }
}

/// Writes to both addresses. Whether the new one has an account is told nobody.
///
/// # Errors
/// Too many tries, or the database failed.
pub async fn change_email(ctx: Ctx, Form(form): Form<EmailForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let account = store::get(ctx.app.db.read(), ctx.actor()?.account_id).await?;
    let (new_email, mut errors) = form.check(account.email.as_deref());
    let hash = Some(account.password_hash.as_str());
    if errors.is_empty() && !ctx.app.passwords.fits(&form.present_password, hash).await? {
        errors.add("present_password", "error-password-wrong");
    }
    if !errors.is_empty() {
        return email_page(&ctx, form, errors).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    email::begin(&ctx.app, &tx, ctx.now, &account, new_email).await?;
    audit::commit(&ctx.app, tx, ctx.now, vec![of_account(&ctx, "email-change-begun")]).await?;
    Ok(redirect_with(&ctx, "/email", "email-letters-sent"))
}

/// # Errors
/// The database failed.
pub async fn email_change(ctx: Ctx, Query(form): Query<TokenForm>) -> Answer {
    let change = email::find(&ctx.app, &form.token, ctx.now).await?;
    change_page(&ctx, form.token, change.map(|change| change.row.new_email))
}

fn change_page(ctx: &Ctx, token: String, address: Option<String>) -> Answer {
    let status = if address.is_some() { StatusCode::OK } else { StatusCode::GONE };
    let page = Page::new(ctx, "email-title");
    page::html(status, &EmailChangePage { page, token, address })
}

/// # Errors
/// Too many tries, or the database failed.
pub async fn confirm_change(ctx: Ctx, Form(form): Form<TokenForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let Some(change) = email::find(&ctx.app, &form.token, ctx.now).await? else {
        return change_page(&ctx, form.token, None);
    };
    let tx = ctx.app.db.begin_write().await?;
    let done = email::confirm(&tx, ctx.now, &change).await?;
    let (code, flash) = match done {
        Confirmed::Waits => ("email-half-confirmed", "email-waits"),
        Confirmed::Changed => ("email-changed", "email-was-changed"),
        Confirmed::Taken => ("email-taken", "email-not-changed"),
    };
    let told = audit::Entry { object_id: Some(change.account.id), ..of_account(&ctx, code) };
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    let to = if ctx.actor.is_some() { "/email" } else { "/session/new" };
    Ok(redirect_with(&ctx, to, flash))
}
