//! `POST /visits/{id}/answer|notice|result|joining`: what comes after the visit.

use axum::extract::Path;
use axum_extra::extract::Form;
use entity::visit;
use law::procedure::Kind;
use uuid::Uuid;

use super::entry::own_unit;
use super::show::visit_page;
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::error::{Answer, AppError};
use crate::visits::fact::{Fact, State};
use crate::visits::form::later::{
    self as form, AnswerForm, JoinForm, NoticeForm, ResultForm, Typed,
};
use crate::visits::record;
use crate::visits::store;
use crate::visits::view::visit_href;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, html};

/// A visit of the register the reader keeps.
pub async fn own_visit(ctx: &Ctx, id: Uuid) -> Result<(visit::Model, State), AppError> {
    let unit_id = own_unit(ctx)?;
    let row = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    if row.unit_id != unit_id {
        return Err(AppError::NotFound);
    }
    let state = State::of(&row)?;
    Ok((row, state))
}

/// Whether the page was opened on the visit as it is.
pub fn is_fresh(row: &visit::Model, version: &str) -> Result<bool, AppError> {
    let version: i32 = version.parse().map_err(|_| AppError::BadRequest("version".to_owned()))?;
    Ok(row.version == version)
}

/// What was typed, and the fact it makes.
struct Sent {
    version: String,
    fact: Result<Fact, FormErrors>,
    typed: Typed,
    flash: &'static str,
}

async fn add(ctx: &Ctx, row: visit::Model, sent: Sent) -> Answer {
    if !is_fresh(&row, &sent.version)? {
        return conflict(ctx, row.id, sent.typed).await;
    }
    let fact = match sent.fact {
        Ok(fact) => fact,
        Err(errors) => {
            return page::invalid(&visit_page(ctx, row, sent.typed, errors, false).await?);
        }
    };
    let actor = ctx.actor()?;
    let told = Entry::by(actor, Deed::VisitChanged, Some(row.id)).with(fact.code());
    let tx = ctx.app.db.begin_write().await?;
    if !record::record(&tx, actor, &row, (fact, String::new()), ctx.now).await? {
        tx.rollback().await?;
        return conflict(ctx, row.id, sent.typed).await;
    }
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(ctx, &visit_href(row.id), sent.flash))
}

/// Somebody was faster: the page as it is now, with what was typed still in its form.
async fn conflict(ctx: &Ctx, id: Uuid, typed: Typed) -> Answer {
    let row = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    let shown = visit_page(ctx, row, typed, FormErrors::default(), true).await?;
    html(axum::http::StatusCode::CONFLICT, &shown)
}

/// # Errors
/// The visit is not the reader's to write, or the database failed.
pub async fn answer(ctx: Ctx, Path(id): Path<Uuid>, Form(sent): Form<AnswerForm>) -> Answer {
    let (row, state) = own_visit(&ctx, id).await?;
    let owes = state.course().is_some_and(|course| course.awaits_answer());
    let fact = form::answer(&ctx, &sent, row.received_on);
    if !owes && is_fresh(&row, &sent.version)? {
        return Err(AppError::NotFound);
    }
    let typed = Typed { answer: sent.clone(), ..Typed::default() };
    add(&ctx, row, Sent { version: sent.version, fact, typed, flash: "visit-answered" }).await
}

/// # Errors
/// The visit is not the reader's to write, or the database failed.
pub async fn notice(ctx: Ctx, Path(id): Path<Uuid>, Form(sent): Form<NoticeForm>) -> Answer {
    let (row, state) = own_visit(&ctx, id).await?;
    let owes = state.course().is_some_and(|course| course.awaits_notice());
    let fact = form::notice(&ctx, &sent, row.received_on);
    if !owes && is_fresh(&row, &sent.version)? {
        return Err(AppError::NotFound);
    }
    let typed = Typed { notice: sent.clone(), ..Typed::default() };
    add(&ctx, row, Sent { version: sent.version, fact, typed, flash: "visit-noticed" }).await
}

/// # Errors
/// The visit is not the reader's to write, or the database failed.
pub async fn result(ctx: Ctx, Path(id): Path<Uuid>, Form(sent): Form<ResultForm>) -> Answer {
    let (row, _) = own_visit(&ctx, id).await?;
    let fact = form::result(&sent);
    let typed = Typed { result: sent.clone(), ..Typed::default() };
    add(&ctx, row, Sent { version: sent.version, fact, typed, flash: "visit-followed" }).await
}

/// Joins the visit, and all others about its matter, to a case that is here.
///
/// # Errors
/// The visit is not the reader's to write, or the database failed.
pub async fn join(ctx: Ctx, Path(id): Path<Uuid>, Form(sent): Form<JoinForm>) -> Answer {
    let (row, state) = own_visit(&ctx, id).await?;
    let actor = ctx.actor()?;
    let typed = Typed { join: sent.clone(), ..Typed::default() };
    if !is_fresh(&row, &sent.version)? {
        return conflict(&ctx, id, typed).await;
    }
    if row.case_id.is_some() {
        return Err(AppError::NotFound);
    }
    let mut errors = FormErrors::default();
    let number = errors.line("joined_number", &sent.joined_number, true, 40);
    let db = ctx.app.db.read();
    let case = cases::store::get_visible_by_number(db, actor, row.unit_id, &number).await?;
    // A name in this register beside a denunciation would tell who denounced.
    let is_like = |case: &entity::case::Model| {
        (case.kind == Kind::Denunciation.code()) == state.written.is_denunciation()
    };
    let Some(case) = case.filter(is_like) else {
        if errors.is_empty() {
            errors.add("joined_number", "error-visit-case");
        }
        return page::invalid(&visit_page(&ctx, row, typed, errors, false).await?);
    };
    let tx = ctx.app.db.begin_write().await?;
    if !record::join(&tx, actor, &row, case.id, ctx.now).await? {
        tx.rollback().await?;
        return conflict(&ctx, id, typed).await;
    }
    let told = Entry::by(actor, Deed::VisitChanged, Some(id)).with("joined");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &visit_href(id), "visit-joined"))
}
