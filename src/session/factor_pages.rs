//! `GET|POST /session/code`, `GET /second-factor`, `POST /second-factor/setup`, `/confirmation`,
//! `/recovery-codes`, `/removal`.

use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::{CookieJar, Form};
use entity::account;
use serde::Deserialize;

use super::factor::{self, attempts_of};
use super::handler::must_wait;
use super::service::CodeTry;
use super::view::{CodePage, FactorPage, RecoveryCodesPage};
use super::{attempts, service, store};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::home::{home_of, own_page};
use crate::policy::Role;
use crate::web::context::{Ctx, cookie, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::qr::qr_svg;

pub const PASS_COOKIE: &str = "second";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    pub code: String,
    pub next: String,
}

/// The account whose password this browser has just given.
async fn passed(ctx: &Ctx, jar: &CookieJar) -> Result<Option<account::Model>, AppError> {
    let Some(pass) = jar.get(PASS_COOKIE).map(|cookie| cookie.value().to_owned()) else {
        return Ok(None);
    };
    let Some(id) = factor::account_of_pass(&pass) else { return Ok(None) };
    let found = store::find_account(ctx.app.db.read(), id).await?;
    let is_fine = |account: &account::Model| {
        account.locked_at.is_none()
            && account.factor_confirmed_at.is_some()
            && factor::is_ours(&ctx.app, account, &pass, ctx.now)
    };
    Ok(found.filter(is_fine))
}

/// # Errors
/// The database failed.
pub async fn ask(ctx: Ctx, jar: CookieJar) -> Answer {
    if passed(&ctx, &jar).await?.is_none() {
        return Ok(redirect_with(&ctx, "/session/new", "second-factor-late"));
    }
    code_page(&ctx, FormErrors::default())
}

fn code_page(ctx: &Ctx, errors: FormErrors) -> Answer {
    let failed = !errors.is_empty();
    let page = Page::new(ctx, "second-factor-code-title").with_errors(failed);
    let template = CodePage { page, errors };
    if failed { page::invalid(&template) } else { page::ok(&template) }
}

/// Counts a try at a code before it is looked at; wrong codes make the next one wait like wrong passwords,
/// on every page that asks for one.
async fn counted(ctx: &Ctx, account: &account::Model) -> Result<Result<(), FormErrors>, AppError> {
    let waits = attempts::begin(&ctx.app, &attempts_of(account), ctx.now).await?;
    Ok(waits.map_err(|wait| must_wait("code", wait)))
}

fn wrong_code() -> FormErrors {
    let mut errors = FormErrors::default();
    errors.add("code", "error-code");
    errors
}

/// Signs in whoever gives the code after the password.
///
/// # Errors
/// Too many tries, or the database failed.
pub async fn answer(ctx: Ctx, jar: CookieJar, Form(form): Form<CodeForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let Some(account) = passed(&ctx, &jar).await? else {
        return Ok(redirect_with(&ctx, "/session/new", "second-factor-late"));
    };
    match service::try_code(&ctx.app, &account, &form.code, ctx.now).await? {
        CodeTry::Right => {}
        CodeTry::Wrong => return code_page(&ctx, wrong_code()),
        CodeTry::Wait(wait) => return code_page(&ctx, must_wait("code", wait)),
    }
    let token = service::begin(&ctx.app, &account, ctx.now).await?;
    let next = own_page(jar.get(NEXT_COOKIE).map_or("/", |cookie| cookie.value())).to_owned();
    let to = if next == "/" { home_of(Role::from_code(&account.role)) } else { next.as_str() };
    let mut jar = CookieJar::new().add(service::session_cookie(&ctx.app, token));
    for name in [PASS_COOKIE, NEXT_COOKIE] {
        let mut gone = cookie(&ctx.app, name, String::new());
        gone.make_removal();
        jar = jar.add(gone);
    }
    Ok((jar, Redirect::to(to)).into_response())
}

/// Where to go on after the code.
pub const NEXT_COOKIE: &str = "second-next";

async fn own_account(ctx: &Ctx) -> Result<account::Model, AppError> {
    let id = ctx.actor()?.account_id;
    store::find_account(ctx.app.db.read(), id).await?.ok_or(AppError::NotFound)
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx) -> Answer {
    let account = own_account(&ctx).await?;
    page::ok(&factor_page(&ctx, &account, FormErrors::default()).await?)
}

async fn factor_page(
    ctx: &Ctx,
    account: &account::Model,
    errors: FormErrors,
) -> Result<FactorPage, AppError> {
    let waiting = factor::waiting(&ctx.app, account)?;
    let left = store::count_recovery_codes(ctx.app.db.read(), account.id).await?;
    let qr = waiting.as_ref().map(|setup| qr_svg(&setup.url)).transpose()?;
    Ok(FactorPage {
        page: Page::new(ctx, "second-factor-title").with_errors(!errors.is_empty()),
        errors,
        is_on: account.factor_confirmed_at.is_some(),
        is_required: is_required(ctx, &account.role),
        left,
        secret: waiting.map(|setup| in_fours(&setup.secret)).unwrap_or_default(),
        qr: qr.unwrap_or_default(),
    })
}

fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn is_required(ctx: &Ctx, role: &str) -> bool {
    ctx.app.config.security.second_factor_roles.iter().any(|one| one == role)
}

/// Makes a secret for the app; until it is confirmed nothing changes at sign-in.
///
/// # Errors
/// The database failed.
pub async fn set_up(ctx: Ctx) -> Answer {
    let account = own_account(&ctx).await?;
    if account.factor_confirmed_at.is_none() {
        let tx = ctx.app.db.begin_write().await?;
        factor::begin(&ctx.app, &tx, &account).await?;
        audit::commit(&ctx.app, tx, ctx.now, vec![told(&ctx, "second-factor-begun")?]).await?;
    }
    Ok(Redirect::to("/second-factor").into_response())
}

fn told(ctx: &Ctx, what: &str) -> Result<Entry, AppError> {
    let actor = ctx.actor()?;
    Ok(Entry::by(actor, Deed::AccountChanged, Some(actor.account_id)).with(what))
}

/// Turns it on by a first code, and shows the codes for when the app is lost, once.
///
/// # Errors
/// Too many tries, or the database failed.
pub async fn confirm(ctx: Ctx, Form(form): Form<CodeForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let account = own_account(&ctx).await?;
    if let Err(errors) = counted(&ctx, &account).await? {
        return refused(&ctx, &account, errors).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    match factor::confirm(&ctx.app, &tx, &account, &form.code, ctx.now).await? {
        Some(codes) => {
            // They began with the password alone.
            let asking = ctx.actor()?.session_id;
            store::end_others(&tx, account.id, asking, ctx.now).await?;
            audit::commit(&ctx.app, tx, ctx.now, vec![told(&ctx, "second-factor-on")?]).await?;
            attempts::forget(&ctx.app, &attempts_of(&account)).await?;
            codes_page(&ctx, codes, true)
        }
        None => {
            tx.rollback().await?;
            refused(&ctx, &account, wrong_code()).await
        }
    }
}

fn codes_page(ctx: &Ctx, codes: Vec<String>, is_first: bool) -> Answer {
    page::ok(&RecoveryCodesPage { page: Page::new(ctx, "recovery-codes-title"), codes, is_first })
}

async fn refused(ctx: &Ctx, account: &account::Model, errors: FormErrors) -> Answer {
    page::invalid(&factor_page(ctx, account, errors).await?)
}

/// New codes for when the app is lost; the old ones are worth nothing.
///
/// # Errors
/// Too many tries, or the database failed.
pub async fn renew_codes(ctx: Ctx, Form(form): Form<CodeForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let account = own_account(&ctx).await?;
    if let Err(errors) = counted(&ctx, &account).await? {
        return refused(&ctx, &account, errors).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    let fits = account.factor_confirmed_at.is_some()
        && factor::check(&ctx.app, &tx, &account, &form.code, ctx.now).await?.is_some();
    if !fits {
        tx.rollback().await?;
        return refused(&ctx, &account, wrong_code()).await;
    }
    let codes = factor::new_recovery_codes(&ctx.app, &tx, account.id, ctx.now).await?;
    audit::commit(&ctx.app, tx, ctx.now, vec![told(&ctx, "recovery-codes-renewed")?]).await?;
    attempts::forget(&ctx.app, &attempts_of(&account)).await?;
    codes_page(&ctx, codes, false)
}

/// Turns it off by a code; not where the role requires it.
///
/// # Errors
/// Too many tries, or the database failed.
pub async fn remove(ctx: Ctx, Form(form): Form<CodeForm>) -> Answer {
    ctx.app.limits.sign_in(ctx.ip)?;
    let account = own_account(&ctx).await?;
    if is_required(&ctx, &account.role) {
        return Err(AppError::NotFound);
    }
    if let Err(errors) = counted(&ctx, &account).await? {
        return refused(&ctx, &account, errors).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    let fits = account.factor_confirmed_at.is_some()
        && factor::check(&ctx.app, &tx, &account, &form.code, ctx.now).await?.is_some();
    if !fits {
        tx.rollback().await?;
        return refused(&ctx, &account, wrong_code()).await;
    }
    store::clear_factor(&tx, account.id).await?;
    audit::commit(&ctx.app, tx, ctx.now, vec![told(&ctx, "second-factor-off")?]).await?;
    attempts::forget(&ctx.app, &attempts_of(&account)).await?;
    Ok(redirect_with(&ctx, "/second-factor", "second-factor-removed"))
}
