//! `GET|POST /substitutions`, `POST /substitutions/{id}/ending`.

use axum::extract::Path;
use axum_extra::extract::Form;
use chrono::{NaiveDate, TimeDelta};
use entity::{account, substitution};
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use super::store;
use super::view::{Row, SubstitutionsPage};
use crate::accounts;
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::policy::{Actor, Role};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// A longer absence is another appointment.
const DAYS_MAX: i64 = 90;
const REASON_MAX: usize = 500;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SubstitutionForm {
    pub absent: String,
    pub substitute: String,
    pub from_on: String,
    pub to_on: String,
    pub with_denunciations: String,
    pub substitution_reason: String,
}

/// Whose absence the reader may speak for: their own, or every head's for an administrator. Who stands in
/// for a head names no further substitute.
fn heads(actor: &Actor) -> Option<Vec<Uuid>> {
    (actor.role != Role::Admin).then(|| match actor.acts_for {
        Some(_) => Vec::new(),
        None => vec![actor.account_id],
    })
}

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx) -> Answer {
    let today = ctx.today.to_string();
    let form =
        SubstitutionForm { from_on: today.clone(), to_on: today, ..SubstitutionForm::default() };
    page::ok(&list_page(&ctx, form, FormErrors::default()).await?)
}

/// Heads whose absence the reader may speak for.
async fn absentees(ctx: &Ctx) -> Result<Vec<account::Model>, AppError> {
    let all = accounts::store::staff(ctx.app.db.read(), None, &[Role::Chairman.code()]).await?;
    let Some(heads) = heads(ctx.actor()?) else { return Ok(all) };
    Ok(all.into_iter().filter(|account| heads.contains(&account.id)).collect())
}

/// Who may take the place of one of some heads: staff of their units and of those below.
async fn substitutes(ctx: &Ctx, heads: &[account::Model]) -> Result<Vec<account::Model>, AppError> {
    let units = ctx.app.units();
    let below = heads.iter().filter_map(|head| head.unit_id).flat_map(|id| units.subtree(id));
    let roles = Role::ALL.map(|role| (role, role.code()));
    let roles: Vec<&str> =
        roles.into_iter().filter(|(role, _)| role.may_stand_in()).map(|(_, code)| code).collect();
    accounts::store::staff(ctx.app.db.read(), Some(below.collect()), &roles).await
}

async fn list_page(
    ctx: &Ctx,
    form: SubstitutionForm,
    errors: FormErrors,
) -> Result<SubstitutionsPage, AppError> {
    let db = ctx.app.db.read();
    let found = store::of_heads(db, heads(ctx.actor()?)).await?;
    let people = found.iter().flat_map(|row| [row.absent_id, row.substitute_id]).collect();
    let names = accounts::store::names(db, people).await?;
    let name = |id: &Uuid| names.get(id).cloned().unwrap_or_default();
    let row = |row: substitution::Model| {
        let is_open = row.ended_at.is_none() && ctx.today <= row.to_on;
        let state = match () {
            () if row.ended_at.is_some() => "substitution-ended",
            () if ctx.today > row.to_on => "substitution-over",
            () if ctx.today < row.from_on => "substitution-ahead",
            () => "substitution-now",
        };
        Row {
            absent: name(&row.absent_id),
            substitute: name(&row.substitute_id),
            from_on: row.from_on,
            to_on: row.to_on,
            with_denunciations: row.with_denunciations,
            reason: row.reason,
            state: ctx.lang.t(state),
            ending: is_open.then(|| format!("/substitutions/{}/ending", row.id)),
        }
    };
    let heads = absentees(ctx).await?;
    let units = ctx.app.units();
    let choice = |account: account::Model| {
        let unit = account.unit_id.and_then(|id| units.name(id)).unwrap_or_default();
        let role = ctx.lang.t(&format!("role-{}", account.role));
        (account.id.to_string(), format!("{} ({role}, {unit})", account.display_name))
    };
    let substitutes = substitutes(ctx, &heads).await?;
    Ok(SubstitutionsPage {
        page: Page::new(ctx, "substitutions-title").with_errors(!errors.is_empty()),
        rows: found.into_iter().map(row).collect(),
        substitutes: substitutes.into_iter().map(choice).collect(),
        heads: heads.into_iter().map(choice).collect(),
        form,
        errors,
    })
}

fn days(
    ctx: &Ctx,
    form: &SubstitutionForm,
    errors: &mut FormErrors,
) -> Option<(NaiveDate, NaiveDate)> {
    let from_on = errors.date("from_on", &form.from_on, true);
    let to_on = errors.date("to_on", &form.to_on, true);
    let (from_on, to_on) = from_on.zip(to_on)?;
    if from_on < ctx.today {
        errors.add("from_on", "error-days-past");
    }
    if to_on < from_on || to_on - from_on > TimeDelta::days(DAYS_MAX) {
        errors.add_with("to_on", "error-days-order", vec![("max", DAYS_MAX.to_string())]);
    }
    Some((from_on, to_on))
}

/// # Errors
/// The database failed.
pub async fn create(ctx: Ctx, Form(form): Form<SubstitutionForm>) -> Answer {
    let actor = ctx.actor()?;
    let mut errors = FormErrors::default();
    let heads = absentees(&ctx).await?;
    let one_of = |people: &[account::Model], raw: &str| {
        people.iter().find(|account| account.id.to_string() == raw).cloned()
    };
    let absent = errors.choice("absent", &form.absent, |raw| one_of(&heads, raw));
    let own: Vec<account::Model> = absent.iter().cloned().collect();
    let able = substitutes(&ctx, &own).await?;
    let substitute = errors.choice("substitute", &form.substitute, |raw| one_of(&able, raw));
    let days = days(&ctx, &form, &mut errors);
    let raw = &form.substitution_reason;
    let reason = errors.line("substitution_reason", raw, true, REASON_MAX);
    if absent.is_some() && absent == substitute {
        errors.add("substitute", "error-substitute-self");
    }
    let tx = ctx.app.db.begin_write().await?;
    let all = absent.zip(substitute).zip(days);
    if let Some(((absent, _), days)) = &all
        && store::is_taken(&tx, absent.id, *days).await?
    {
        errors.add("from_on", "error-substitution-overlap");
    }
    let Some(((absent, substitute), (from_on, to_on))) = all.filter(|_| errors.is_empty()) else {
        tx.rollback().await?;
        return page::invalid(&list_page(&ctx, form, errors).await?);
    };
    let row = substitution::ActiveModel {
        id: Set(new_id(ctx.now)),
        absent_id: Set(absent.id),
        substitute_id: Set(substitute.id),
        from_on: Set(from_on),
        to_on: Set(to_on),
        with_denunciations: Set(form.with_denunciations == "yes"),
        reason: Set(reason),
        created_by: Set(actor.account_id),
        created_at: Set(ctx.now),
        ended_at: Set(None),
    };
    store::add(&tx, row).await?;
    let told = Entry::by(actor, Deed::SubstitutionChanged, Some(substitute.id)).with("begun");
    let told = Entry { unit_id: absent.unit_id, ..told };
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/substitutions", "substitution-created"))
}

/// # Errors
/// There is none to end for the reader, or the database failed.
pub async fn end(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    if !store::end(&tx, id, heads(actor), ctx.now).await? {
        return Err(AppError::NotFound);
    }
    let told = Entry::by(actor, Deed::SubstitutionChanged, Some(id)).with("ended");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/substitutions", "substitution-was-ended"))
}
