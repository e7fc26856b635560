//! `POST /management/{id}/conclusion|progress|progress/striking|completion|striking`: what comes after a line was
//! entered.

use axum::extract::Path;
use axum::http::StatusCode;
use axum_extra::extract::Form;
use entity::{management_entry as entry, management_progress as progress};
use uuid::Uuid;

use super::entry::TOKEN_MAX;
use super::own_unit;
use super::show::{Shown, differences, entry_page};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::management::form::{
    self, CompletionForm, ConclusionForm, ProgressForm, ProgressStrikingForm, StrikingForm, Typed,
};
use crate::management::lines::href;
use crate::management::record::{self, Act};
use crate::management::store;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, html};

/// A line of the register the reader keeps, with what was done to carry its conclusion out.
struct Own {
    row: entry::Model,
    progress: Vec<progress::Model>,
}

async fn own(ctx: &Ctx, id: Uuid) -> Result<Own, AppError> {
    let unit_id = own_unit(ctx)?;
    let db = ctx.app.db.read();
    let row = store::get_visible(db, ctx.actor()?, id).await?;
    if row.unit_id != unit_id {
        return Err(AppError::NotFound);
    }
    Ok(Own { progress: store::progress(db, id).await?, row })
}

/// What was typed, and the act it makes.
struct Sent {
    version: String,
    act: Result<Act, FormErrors>,
    typed: Typed,
    flash: &'static str,
}

async fn carry_out(ctx: &Ctx, own: Own, sent: Sent) -> Answer {
    let version: i32 =
        sent.version.parse().map_err(|_| AppError::BadRequest("version".to_owned()))?;
    let row = &own.row;
    let actor = ctx.actor()?;
    if let Ok(act) = &sent.act
        && act.stands(row, &own.progress, actor.account_id)
    {
        return Ok(redirect_with(ctx, &href(row.id), sent.flash));
    }
    if row.version != version {
        return conflict(ctx, row.id, sent).await;
    }
    let act = match &sent.act {
        Ok(act) if !act.fits(row) => return Err(AppError::NotFound),
        Ok(act) => act,
        Err(errors) => {
            let shown = Shown { typed: sent.typed, errors: errors.clone(), ..Shown::default() };
            return page::invalid(&entry_page(ctx, row, shown).await?);
        }
    };
    let tx = ctx.app.db.begin_write().await?;
    if !record::record(&tx, actor, row, act, ctx.now).await? {
        tx.rollback().await?;
        return conflict(ctx, row.id, sent).await;
    }
    let told = Entry::by(actor, Deed::ManagementChanged, Some(row.id)).with(act.code());
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(ctx, &href(row.id), sent.flash))
}

/// Somebody was faster: the line as it is now, with what was typed beside it and still in its form. Where the
/// faster one was the same page sent twice, it is done.
async fn conflict(ctx: &Ctx, id: Uuid, sent: Sent) -> Answer {
    let now = own(ctx, id).await?;
    let me = ctx.actor()?.account_id;
    if sent.act.is_ok_and(|act| act.stands(&now.row, &now.progress, me)) {
        return Ok(redirect_with(ctx, &href(id), sent.flash));
    }
    let differences = differences(ctx, &now.row, &now.progress, &sent.typed);
    let shown = Shown { typed: sent.typed, is_conflict: true, differences, ..Shown::default() };
    html(StatusCode::CONFLICT, &entry_page(ctx, &now.row, shown).await?)
}

/// # Errors
/// It is no inspection of the reader's unit without a conclusion, or the database failed.
pub async fn conclude(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ConclusionForm>) -> Answer {
    let own = own(&ctx, id).await?;
    let act = form::conclusion(&ctx, &form, own.row.on_date).map(Act::Conclude);
    let (version, flash) = (form.version.clone(), "management-concluded");
    let typed = Typed { conclusion: form, ..Typed::default() };
    carry_out(&ctx, own, Sent { version, act, typed, flash }).await
}

/// # Errors
/// It is no inspection of the reader's unit with a conclusion, or the database failed.
pub async fn progress(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ProgressForm>) -> Answer {
    let own = own(&ctx, id).await?;
    let Some(concluded_on) = own.row.concluded_on else { return Err(AppError::NotFound) };
    if form.token.is_empty() || form.token.len() > TOKEN_MAX {
        return Err(AppError::BadRequest("the token of the page".to_owned()));
    }
    let read = form::progress(&ctx, &form, (concluded_on, own.row.finished_on));
    let act = read.map(|read| Act::Progress(read, form.token.clone()));
    let (version, flash) = (form.version.clone(), "management-progress-added");
    let typed = Typed { progress: form, ..Typed::default() };
    carry_out(&ctx, own, Sent { version, act, typed, flash }).await
}

/// # Errors
/// It is no inspection of the reader's unit with a conclusion, or the database failed.
pub async fn complete(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<CompletionForm>) -> Answer {
    let own = own(&ctx, id).await?;
    let Some(concluded_on) = own.row.concluded_on else { return Err(AppError::NotFound) };
    let kept = own.progress.iter().filter(|line| line.struck_on.is_none());
    let last_on = kept.map(|line| line.on_date).fold(concluded_on, |a, b| a.max(b));
    let act = form::completion(&ctx, &form, last_on).map(Act::Complete);
    let (version, flash) = (form.version.clone(), "management-carried-out");
    let typed = Typed { completion: form, ..Typed::default() };
    carry_out(&ctx, own, Sent { version, act, typed, flash }).await
}

/// # Errors
/// It is no line of the reader's unit, or the database failed.
pub async fn strike(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<StrikingForm>) -> Answer {
    let own = own(&ctx, id).await?;
    let act = form::striking(&form).map(Act::Strike);
    let (version, flash) = (form.version.clone(), "management-struck-out");
    let typed = Typed { striking: form, ..Typed::default() };
    carry_out(&ctx, own, Sent { version, act, typed, flash }).await
}

/// # Errors
/// It is no inspection of the reader's unit with progress, or the database failed.
pub async fn strike_progress(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(form): Form<ProgressStrikingForm>,
) -> Answer {
    let own = own(&ctx, id).await?;
    let known: Vec<Uuid> = own.progress.iter().map(|line| line.id).collect();
    let read = form::progress_striking(&form, &known);
    let act = read.map(|(line, reason)| Act::StrikeProgress(line, reason));
    let (version, flash) = (form.version.clone(), "management-progress-struck-out");
    let typed = Typed { progress_striking: form, ..Typed::default() };
    carry_out(&ctx, own, Sent { version, act, typed, flash }).await
}
