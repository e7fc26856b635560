//! `GET|POST /tracking`, `GET /tracking/case`, `POST /tracking/end`.

pub mod rating;
pub mod signature;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::{CookieJar, Form, Query};
use entity::case;
use law::procedure::Kind;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use uuid::Uuid;

use super::view::{AskPage, ProgressPage};
use super::{progress, service};
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::documents;
use crate::error::{Answer, AppError};
use crate::messages::{self, MessageForm};
use crate::notice;
use crate::ratings::RatingForm;
use crate::text;
use crate::web::context::{Ctx, cookie, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::file_answer;

const TRACKING_COOKIE: &str = "tracking";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TrackingForm {
    number: String,
    secret: String,
}

/// # Errors
/// The template failed.
pub async fn ask(ctx: Ctx, Query(query): Query<TrackingForm>) -> Answer {
    let number = text::clean_line(&query.number);
    let page = Page::new(&ctx, "tracking-title");
    page::ok(&AskPage { page, number, errors: FormErrors::default() })
}

/// Whatever is wrong with the pair, the answer is the same.
///
/// # Errors
/// Too many tries from one address, or the database failed.
pub async fn open(ctx: Ctx, Form(form): Form<TrackingForm>) -> Answer {
    ctx.app.limits.tracking(ctx.ip)?;
    let Some(row) = service::find(&ctx.app, &form.number, &form.secret).await? else {
        let mut errors = FormErrors::default();
        errors.add("number", "error-tracking");
        let page = Page::new(&ctx, "tracking-title").with_errors(true);
        let number = text::clean_line(&form.number).chars().take(40).collect();
        return page::invalid(&AskPage { page, number, errors });
    };
    let pass = service::pass(&ctx.app, row.id, ctx.now);
    let jar = CookieJar::new().add(cookie(&ctx.app, TRACKING_COOKIE, pass));
    Ok((jar, Redirect::to("/tracking/case")).into_response())
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx, jar: CookieJar) -> Answer {
    let Some(case_id) = opened(&ctx, &jar) else {
        return Ok(redirect_with(&ctx, "/tracking", "tracking-ended"));
    };
    page_with_message(&ctx, case_id, String::new(), FormErrors::default()).await
}

/// The case this browser has opened by number and secret.
fn opened(ctx: &Ctx, jar: &CookieJar) -> Option<Uuid> {
    service::read_pass(&ctx.app, jar.get(TRACKING_COOKIE)?.value(), ctx.now)
}

/// The case of a receipt that was shown: holding it is the right to see the case.
async fn of_receipt(db: &impl ConnectionTrait, id: Uuid) -> Result<case::Model, AppError> {
    cases::store::get_without_scope(db, id).await
}

/// What was typed into one of the page's forms and not taken, with what is wrong with it.
#[derive(Default)]
struct Typed {
    message: String,
    errors: FormErrors,
    rating: RatingForm,
    rating_errors: FormErrors,
}

/// The page of an opened case, with a message that was not taken.
///
/// # Errors
/// The database failed.
async fn page_with_message(
    ctx: &Ctx,
    case_id: Uuid,
    message: String,
    errors: FormErrors,
) -> Answer {
    page_with(ctx, case_id, Typed { message, errors, ..Typed::default() }).await
}

async fn page_with(ctx: &Ctx, case_id: Uuid, typed: Typed) -> Answer {
    let row = of_receipt(ctx.app.db.read(), case_id).await?;
    let mut progress = progress::of_case(ctx, &row).await?;
    let is_fine = typed.errors.is_empty() && typed.rating_errors.is_empty();
    if let Some(part) = progress.rating.as_mut().filter(|_| !typed.rating_errors.is_empty()) {
        part.form = typed.rating;
        part.errors = typed.rating_errors;
    }
    let page = Page::titled(ctx, row.number).with_errors(!is_fine);
    let (message, errors) = (typed.message, typed.errors);
    let template = ProgressPage { page, progress, is_own: false, message, errors };
    if is_fine { page::ok(&template) } else { page::invalid(&template) }
}

/// `GET /tracking/papers/{id}`: a paper that the office has put there for the sender.
///
/// # Errors
/// The case is not open here or has no such paper, or the file is not what was issued.
pub async fn paper(ctx: Ctx, jar: CookieJar, Path(id): Path<Uuid>) -> Answer {
    ctx.app.limits.tracking(ctx.ip)?;
    let Some(case_id) = opened(&ctx, &jar) else {
        return Ok(redirect_with(&ctx, "/tracking", "tracking-ended"));
    };
    let shown = documents::store::shown_to_sender(ctx.app.db.read(), case_id).await?;
    let found = shown.into_iter().find(|paper| paper.id == id).ok_or(AppError::NotFound)?;
    let bytes = documents::issued::pdf(&ctx.app, &found).await?;
    Ok(file_answer("van-ban.pdf", "application/pdf", bytes, false))
}

/// `POST /tracking/messages`: who denounced writes to the office. The handlers are told that there is
/// something, and not what.
///
/// # Errors
/// Too many from one address, or the database failed.
pub async fn answer(ctx: Ctx, jar: CookieJar, Form(form): Form<MessageForm>) -> Answer {
    ctx.app.limits.filing(ctx.ip)?;
    let Some(id) = opened(&ctx, &jar) else {
        return Ok(redirect_with(&ctx, "/tracking", "tracking-ended"));
    };
    let tx = ctx.app.db.begin_write().await?;
    let row = of_receipt(&tx, id).await?;
    if row.kind != Kind::Denunciation.code() {
        return Err(AppError::NotFound);
    }
    let (body, mut errors) = form.check();
    if errors.is_empty() && !messages::store::add(&tx, id, None, body, ctx.now).await? {
        errors.add("message", "error-messages-full");
    }
    if !errors.is_empty() {
        tx.rollback().await?;
        return page_with_message(&ctx, id, form.message, errors).await;
    }
    notice::sealed::answered(&ctx.app, &tx, ctx.now, &row).await?;
    let unit_id = Some(row.unit_id);
    let told = Entry { unit_id, object_id: Some(id), ..Entry::of(Deed::MessageWritten) };
    audit::commit(&ctx.app, tx, ctx.now, vec![told.with("denouncer")]).await?;
    Ok(redirect_with(&ctx, "/tracking/case", "message-sent"))
}

/// # Errors
/// None of its own.
pub async fn end(ctx: Ctx) -> Answer {
    let mut gone = cookie(&ctx.app, TRACKING_COOKIE, String::new());
    gone.make_removal();
    Ok((CookieJar::new().add(gone), redirect_with(&ctx, "/tracking", "tracking-closed"))
        .into_response())
}
