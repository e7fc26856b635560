//! Administration of accounts: list, add, change roles, lock and unlock.

use axum::extract::Path;
use axum::http::StatusCode;
use axum_extra::extract::{Form, Query};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::ListQuery;
use crate::accounts::admin::{self, Refused};
use crate::accounts::form::{DenunciationsForm, LockForm, RoleForm, StaffForm};
use crate::accounts::view::{
    AccountPage, AccountRow, AccountsPage, CreatedPage, HistoryLine, NewAccountPage,
};
use crate::accounts::{invitation, store};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::policy::Role;
use crate::text;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

/// `GET /accounts`
///
/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Answer {
    let q = text::clean_line(&query.q);
    let words = text::fold(&q);
    let mut found = store::all(ctx.app.db.read()).await?;
    found.retain(|account| {
        let text = text::fold(&format!("{} {}", account.name, account.login));
        words.split(' ').all(|word| text.contains(word))
    });
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let number = page_number(&query.page, total);
    let skip = usize::try_from((number - 1) * PAGE_SIZE).unwrap_or(usize::MAX);
    let shown = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let units = ctx.app.units();
    let row = |account: store::Listed| AccountRow {
        href: format!("/accounts/{}", account.id),
        role: ctx.lang.t(&format!("role-{}", account.role)),
        unit: account.unit_id.and_then(|id| units.name(id)).unwrap_or_default(),
        name: account.name,
        login: account.login,
        is_locked: account.is_locked,
    };
    let rows = found.into_iter().skip(skip).take(shown).map(row).collect();
    let base = format!("/accounts?q={}&", utf8_percent_encode(&q, NON_ALPHANUMERIC));
    let pager = Pager::new(&base, number, total);
    page::ok(&AccountsPage { page: Page::new(&ctx, "nav-accounts"), q, rows, pager })
}

/// `GET /accounts/new`
///
/// # Errors
/// The template failed.
pub async fn new(ctx: Ctx) -> Answer {
    new_page(&ctx, StaffForm::default(), FormErrors::default())
}

fn new_page(ctx: &Ctx, form: StaffForm, errors: FormErrors) -> Answer {
    let failed = !errors.is_empty();
    let page = Page::new(ctx, "account-new-title").with_errors(failed);
    let (roles, units) = (roles(ctx), units(ctx));
    let template = NewAccountPage { page, form, errors, roles, units };
    if failed { page::invalid(&template) } else { page::ok(&template) }
}

/// `POST /accounts`: the temporary password is shown with this answer and never again.
///
/// # Errors
/// The database failed.
pub async fn create(ctx: Ctx, Form(form): Form<StaffForm>) -> Answer {
    let (new, mut errors) = form.check(&unit_ids(&ctx));
    let Some(new) = new else { return new_page(&ctx, form, errors) };
    let (name, login) = (new.name.clone(), new.login.clone());
    let is_invited = new.email.is_some();
    // Who is invited by letter chooses a password; this one nobody learns.
    let password = admin::temporary_password()?;
    let hash = ctx.app.passwords.hash(&password).await?;
    let tx = ctx.app.db.begin_write().await?;
    let Some(id) = admin::add_staff(&tx, ctx.actor()?, ctx.now, new, hash).await? else {
        errors.add("account_login", "error-login-taken");
        return new_page(&ctx, form, errors);
    };
    if is_invited {
        let account = store::get(&tx, id).await?;
        invitation::send(&ctx.app, &tx, ctx.now, &account).await?;
    }
    let told = Entry::by(ctx.actor()?, Deed::AccountChanged, Some(id)).with("created");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    let (page, href) = (Page::new(&ctx, "account-created-title"), format!("/accounts/{id}"));
    let password = (!is_invited).then_some(password);
    page::html(StatusCode::CREATED, &CreatedPage { page, name, login, password, href })
}

/// `GET /accounts/{id}`
///
/// # Errors
/// `NotFound`, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    page::ok(&account_page(&ctx, id, Typed::default(), FormErrors::default()).await?)
}

/// What was typed into one of the page's forms and not taken.
#[derive(Default)]
struct Typed {
    role: Option<RoleForm>,
    lock: LockForm,
    denunciations: DenunciationsForm,
}

async fn account_page(
    ctx: &Ctx,
    id: Uuid,
    typed: Typed,
    errors: FormErrors,
) -> Result<AccountPage, AppError> {
    let db = ctx.app.db.read();
    let account = store::get(db, id).await?;
    let line = |(event, actor): (entity::account_event::Model, String)| HistoryLine {
        at: event.at,
        sentence: ctx.lang.ta(
            &format!("account-event-{}", event.kind),
            &[("actor", actor), ("role", ctx.lang.t(&format!("role-{}", event.role)))],
        ),
        reason: event.reason,
    };
    let history = store::events(db, id).await?.into_iter().map(line).collect();
    let role_form = typed.role.unwrap_or_else(|| RoleForm {
        account_role: account.role.clone(),
        account_unit: account.unit_id.map(|id| id.to_string()).unwrap_or_default(),
        role_reason: String::new(),
    });
    let page = Page::titled(ctx, account.display_name.clone()).with_errors(!errors.is_empty());
    let may_invite = can_be_invited(&account);
    Ok(AccountPage {
        page,
        href: format!("/accounts/{id}"),
        name: account.display_name,
        login: account.login,
        email: account.email.unwrap_or_default(),
        role: ctx.lang.t(&format!("role-{}", account.role)),
        unit: account.unit_id.and_then(|id| ctx.app.units().name(id)).unwrap_or_default(),
        is_staff: account.role != Role::Citizen.code(),
        may_handle: Role::from_code(&account.role).is_some_and(Role::may_handle_denunciations),
        handles_denunciations: account.handles_denunciations,
        has_factor: account.factor_confirmed_at.is_some(),
        may_invite,
        is_oneself: ctx.actor()?.account_id == id,
        locked_at: account.locked_at,
        created_at: account.created_at,
        history,
        roles: roles(ctx),
        units: units(ctx),
        role_form,
        lock_form: typed.lock,
        denunciations_form: typed.denunciations,
        errors,
    })
}

/// `POST /accounts/{id}/role`
///
/// # Errors
/// `NotFound`, or the database failed.
pub async fn change_role(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<RoleForm>) -> Answer {
    let (new, mut errors) = form.check(&unit_ids(&ctx));
    if let Some(new) = new {
        let tx = ctx.app.db.begin_write().await?;
        match admin::change_role(&tx, ctx.actor()?, id, ctx.now, new).await? {
            Ok(()) => {
                let told = Entry::by(ctx.actor()?, Deed::AccountChanged, Some(id));
                audit::commit(&ctx.app, tx, ctx.now, vec![told.with("role-changed")]).await?;
                return Ok(redirect_with(&ctx, &format!("/accounts/{id}"), "account-role-changed"));
            }
            Err(refused) => errors.add("account_role", refused.key()),
        }
        tx.rollback().await?;
    }
    let typed = Typed { role: Some(form), ..Typed::default() };
    page::invalid(&account_page(&ctx, id, typed, errors).await?)
}

/// `POST /accounts/{id}/lock`
///
/// # Errors
/// `NotFound`, or the database failed.
pub async fn lock(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<LockForm>) -> Answer {
    set_lock(ctx, id, form, true).await
}

/// `POST /accounts/{id}/unlock`
///
/// # Errors
/// `NotFound`, or the database failed.
pub async fn unlock(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<LockForm>) -> Answer {
    set_lock(ctx, id, form, false).await
}

async fn set_lock(ctx: Ctx, id: Uuid, form: LockForm, locks: bool) -> Answer {
    let (reason, mut errors) = form.check();
    if errors.is_empty() {
        let tx = ctx.app.db.begin_write().await?;
        let actor = ctx.actor()?;
        let done: Result<(), Refused> = if locks {
            admin::lock(&tx, actor, id, ctx.now, reason).await?
        } else {
            admin::unlock(&tx, actor, id, ctx.now, reason).await?
        };
        match done {
            Ok(()) => {
                let told = Entry::by(actor, Deed::AccountChanged, Some(id));
                let told = told.with(if locks { "locked" } else { "unlocked" });
                audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
                let flash = if locks { "account-locked" } else { "account-unlocked" };
                return Ok(redirect_with(&ctx, &format!("/accounts/{id}"), flash));
            }
            Err(refused) => errors.add("lock_reason", refused.key()),
        }
        tx.rollback().await?;
    }
    let typed = Typed { lock: form, ..Typed::default() };
    page::invalid(&account_page(&ctx, id, typed, errors).await?)
}

/// `POST /accounts/{id}/denunciations`
///
/// # Errors
/// `NotFound`, or the database failed.
pub async fn set_denunciations(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(form): Form<DenunciationsForm>,
) -> Answer {
    let (handles, reason, mut errors) = form.check();
    if let Some(handles) = handles.filter(|_| errors.is_empty()) {
        let tx = ctx.app.db.begin_write().await?;
        let actor = ctx.actor()?;
        match admin::set_denunciations(&tx, actor, id, ctx.now, (handles, reason)).await? {
            Ok(()) => {
                let told = Entry::by(actor, Deed::AccountChanged, Some(id));
                let code = if handles { "denunciations-given" } else { "denunciations-taken" };
                audit::commit(&ctx.app, tx, ctx.now, vec![told.with(code)]).await?;
                let href = format!("/accounts/{id}");
                return Ok(redirect_with(&ctx, &href, "account-denunciations-changed"));
            }
            Err(refused) => errors.add("denunciations", refused.key()),
        }
        tx.rollback().await?;
    }
    let typed = Typed { denunciations: form, ..Typed::default() };
    page::invalid(&account_page(&ctx, id, typed, errors).await?)
}

/// Staff who have an address and are not locked.
fn can_be_invited(account: &entity::account::Model) -> bool {
    let is_staff = account.role != Role::Citizen.code();
    is_staff && account.email.is_some() && account.locked_at.is_none()
}

/// `POST /accounts/{id}/invitation`: a link by which the person chooses a new password. The old one holds
/// until then.
///
/// # Errors
/// `NotFound`, or the database failed.
pub async fn invite(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let tx = ctx.app.db.begin_write().await?;
    let account = store::get(&tx, id).await?;
    if !can_be_invited(&account) {
        return Err(AppError::NotFound);
    }
    invitation::send(&ctx.app, &tx, ctx.now, &account).await?;
    let told = Entry::by(ctx.actor()?, Deed::AccountChanged, Some(id)).with("invitation-sent");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("/accounts/{id}"), "invitation-sent"))
}

/// `POST /accounts/{id}/second-factor/removal`
///
/// # Errors
/// `NotFound`, or the database failed.
pub async fn reset_factor(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<LockForm>) -> Answer {
    let (reason, mut errors) = form.check();
    if errors.is_empty() {
        let tx = ctx.app.db.begin_write().await?;
        let actor = ctx.actor()?;
        match admin::reset_factor(&tx, actor, id, ctx.now, reason).await? {
            Ok(()) => {
                let told = Entry::by(actor, Deed::AccountChanged, Some(id));
                let told = told.with("second-factor-reset");
                audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
                let href = format!("/accounts/{id}");
                return Ok(redirect_with(&ctx, &href, "account-factor-reset-done"));
            }
            Err(refused) => errors.add("lock_reason", refused.key()),
        }
        tx.rollback().await?;
    }
    let typed = Typed { lock: form, ..Typed::default() };
    page::invalid(&account_page(&ctx, id, typed, errors).await?)
}

fn roles(ctx: &Ctx) -> Vec<(String, String)> {
    let text = |role: Role| (role.code().to_owned(), ctx.lang.t(&format!("role-{}", role.code())));
    Role::ALL.into_iter().filter(|role| role.is_staff()).map(text).collect()
}

/// Units of today, by name.
fn units(ctx: &Ctx) -> Vec<(String, String)> {
    let units = ctx.app.units();
    let today = units.all().into_iter().filter(|unit| unit.exists_on(ctx.today));
    today.map(|unit| (unit.id.to_string(), unit.name.clone())).collect()
}

fn unit_ids(ctx: &Ctx) -> Vec<Uuid> {
    let units = ctx.app.units();
    units.all().into_iter().filter(|unit| unit.exists_on(ctx.today)).map(|unit| unit.id).collect()
}
