//! `POST /cases/{id}/messages`: the office writes to who denounced.

use axum::extract::Path;
use axum_extra::extract::Form;
use law::procedure::Kind;
use uuid::Uuid;

use super::{Typed, page_with};
use crate::audit::{self, Deed, Entry};
use crate::cases::page::case_href;
use crate::cases::store;
use crate::error::{Answer, AppError};
use crate::messages::{self, MessageForm};
use crate::policy::{self, Action};
use crate::web::context::{Ctx, redirect_with};

/// # Errors
/// The case is not there for the reader or not theirs to write in, or the database failed.
pub async fn write(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<MessageForm>) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    let row = store::get_visible(&tx, actor, id).await?;
    if row.kind != Kind::Denunciation.code() {
        return Err(AppError::NotFound);
    }
    policy::permit(actor, Action::Message, &store::facts_of(&row))?;
    let (body, mut errors) = form.check();
    let author = Some(actor.account_id);
    if errors.is_empty() && !messages::store::add(&tx, id, author, body, ctx.now).await? {
        errors.add("message", "error-messages-full");
    }
    if !errors.is_empty() {
        tx.rollback().await?;
        let typed = Typed { message: form.message, errors, ..Typed::default() };
        return page_with(&ctx, id, typed).await;
    }
    let told = Entry::on_case(actor, Deed::MessageWritten, &row).with("office");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("{}#messages", case_href(id)), "message-written"))
}
