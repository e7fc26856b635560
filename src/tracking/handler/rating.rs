//! `POST /tracking/rating`: who sent a case says whether it was settled, and how satisfied they are.

use axum_extra::extract::{CookieJar, Form};
use law::procedure::Kind;

use super::{Typed, of_receipt, opened, page_with};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::ratings::service::{Rated, rate};
use crate::ratings::{RatingForm, is_asked_about};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;

/// # Errors
/// Too many from one address, the case is not asked about, or the database failed.
pub async fn give(ctx: Ctx, jar: CookieJar, Form(form): Form<RatingForm>) -> Answer {
    ctx.app.limits.filing(ctx.ip)?;
    let Some(id) = opened(&ctx, &jar) else {
        return Ok(redirect_with(&ctx, "/tracking", "tracking-ended"));
    };
    let tx = ctx.app.db.begin_write().await?;
    let row = of_receipt(&tx, id).await?;
    if !is_asked_about(&row) {
        return Err(AppError::NotFound);
    }
    let takes_words = row.kind != Kind::Denunciation.code();
    let outcome = match form.check(takes_words) {
        Ok(given) => rate(&tx, &row, given, (ctx.today, ctx.now)).await?,
        Err(errors) => {
            tx.rollback().await?;
            let typed = Typed { rating: form, rating_errors: errors, ..Typed::default() };
            return page_with(&ctx, id, typed).await;
        }
    };
    if outcome == Rated::TooLate {
        tx.rollback().await?;
        let mut errors = FormErrors::default();
        errors.add("settled", "error-rating-late");
        let typed = Typed { rating: form, rating_errors: errors, ..Typed::default() };
        return page_with(&ctx, id, typed).await;
    }
    // The log says that there is a rating, and not what it says.
    let unit_id = Some(row.unit_id);
    let told = Entry { unit_id, object_id: Some(id), ..Entry::of(Deed::CaseRated) };
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/tracking/case#rating", "rating-saved"))
}
