//! `POST /documents/{id}`: what was written into a draft.

use axum::extract::Path;
use axum_extra::extract::Form;
use uuid::Uuid;

use super::show::{Typed, again, load};
use super::{by, href, told};
use crate::audit;
use crate::documents::act::{self, Outcome};
use crate::documents::form::{self, add_fill_error};
use crate::error::{Answer, AppError};
use crate::policy::documents::PaperAct;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;

/// # Errors
/// The paper is not the reader's to write, or the database failed.
pub async fn save(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Answer {
    let sent: form::Typed = sent.into_iter().collect();
    let version = sent.get("version").and_then(|raw| raw.parse::<i32>().ok());
    let version = version.ok_or_else(|| AppError::BadRequest("version".to_owned()))?;
    let tx = ctx.app.db.begin_write().await?;
    let loaded = load(&ctx, &tx, id).await?;
    loaded.permit(&ctx, PaperAct::Write)?;
    let paper = loaded.content.form.clone();
    let mut errors = FormErrors::default();
    let content = form::read(&paper, &sent, &loaded.content, &mut errors);
    if let Err(error) = content.document(&ctx.app.units(), None, ctx.today) {
        add_fill_error(&paper, &error, &mut errors);
    }
    let values = Some(form::values_of(&paper, &sent));
    if !errors.is_empty() {
        tx.rollback().await?;
        let typed = Typed { content: Some(content), values, errors, ..Typed::default() };
        return again(&ctx, id, typed).await;
    }
    let by = by(&ctx)?;
    let outcome = match loaded.row.version == version {
        true => act::edit(&tx, by, &loaded.row, &content).await?,
        false => Outcome::Conflict,
    };
    if outcome != Outcome::Done {
        tx.rollback().await?;
        // What the other one wrote is on the sheet, what was typed here stays in the fields.
        let typed = Typed { content: Some(content), values, is_conflict: true, ..Typed::default() };
        return again(&ctx, id, typed).await;
    }
    audit::commit(&ctx.app, tx, ctx.now, vec![told(&ctx, &loaded.subject, id, "edited")?]).await?;
    Ok(redirect_with(&ctx, &href(id), "paper-saved"))
}
