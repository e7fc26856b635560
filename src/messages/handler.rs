//! `POST /cases/{id}/messages` by the office, `POST /tracking/messages` by who denounced.

use axum::extract::Path;
use axum_extra::extract::{CookieJar, Form};
use entity::case;
use law::procedure::Kind;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use uuid::Uuid;

use super::{BODY_MAX, store};
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::cases::page::case_href;
use crate::error::{Answer, AppError};
use crate::notice;
use crate::policy::{self, Action};
use crate::tracking;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MessageForm {
    message: String,
}

/// A cleaned message, or what is wrong with it.
fn read(form: &MessageForm) -> (String, FormErrors) {
    let mut errors = FormErrors::default();
    let body = errors.text("message", &form.message, true, BODY_MAX);
    (body, errors)
}

/// Writes the message; whoever wrote it, the next page says so or what is wrong.
async fn add(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    row: &case::Model,
    author_id: Option<Uuid>,
    body: String,
    errors: &mut FormErrors,
) -> Result<(), AppError> {
    if !store::add(db, row.id, author_id, body, ctx.now).await? {
        errors.add("message", "error-messages-full");
    }
    Ok(())
}

/// The office asks or answers.
///
/// # Errors
/// The case is not there for the reader or not theirs to write in, or the database failed.
pub async fn write(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<MessageForm>) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let row = cases::store::get_visible(&tx, actor, id).await?;
    if row.kind != Kind::Denunciation.code() {
        return Err(AppError::NotFound);
    }
    policy::permit(actor, Action::Message, &cases::store::facts_of(&row))?;
    let (body, mut errors) = read(&form);
    if errors.is_empty() {
        add(&tx, &ctx, &row, Some(actor.account_id), body, &mut errors).await?;
    }
    if !errors.is_empty() {
        tx.rollback().await?;
        return cases::handler::page_with_message(&ctx, id, form.message, errors).await;
    }
    let told = Entry::on_case(actor, Deed::MessageWritten, &row).with("office");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("{}#messages", case_href(id)), "message-written"))
}

/// Who denounced answers; the handlers are told that there is something, and not what.
///
/// # Errors
/// Too many from one address, or the database failed.
pub async fn answer(ctx: Ctx, jar: CookieJar, Form(form): Form<MessageForm>) -> Answer {
    ctx.app.limits.filing(ctx.ip)?;
    let Some(id) = tracking::handler::opened(&ctx, &jar) else {
        return Ok(redirect_with(&ctx, "/tracking", "tracking-ended"));
    };
    let tx = ctx.app.db.begin_write().await?;
    let row = cases::store::get_without_scope(&tx, id).await?;
    if row.kind != Kind::Denunciation.code() {
        return Err(AppError::NotFound);
    }
    let (body, mut errors) = read(&form);
    if errors.is_empty() {
        add(&tx, &ctx, &row, None, body, &mut errors).await?;
    }
    if !errors.is_empty() {
        tx.rollback().await?;
        return tracking::handler::page_with_message(&ctx, id, form.message, errors).await;
    }
    notice::sealed::answered(&ctx.app, &tx, ctx.now, &row).await?;
    let by_nobody = Entry { unit_id: Some(row.unit_id), ..Entry::of(Deed::MessageWritten) };
    let told = Entry { object_id: Some(row.id), ..by_nobody }.with("denouncer");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/tracking/case", "message-sent"))
}
