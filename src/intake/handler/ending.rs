//! After the filing: `GET /filing/confirmation`, `GET /filing/receipt.pdf`, `POST /filing/end`.

use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use uuid::Uuid;

use super::{DRAFT_COOKIE, expired};
use crate::cases;
use crate::documents;
use crate::error::{Answer, AppError};
use crate::intake::draft;
use crate::intake::receipt::{self, Told};
use crate::intake::view::ConfirmationPage;
use crate::web::context::{Ctx, cookie, redirect_with};
use crate::web::page::{self, Page};
use crate::web::qr::qr_svg;
use crate::web::upload::file_answer;

/// What the receipt of the filing says whose draft a cookie names; the secret derives from the token
/// in it. A draft of the counter belongs to an account.
///
/// # Errors
/// The database cannot be read.
pub async fn filed(
    ctx: &Ctx,
    jar: &CookieJar,
    name: &str,
    account_id: Option<Uuid>,
) -> Result<Option<Told>, AppError> {
    let Some(token) = jar.get(name) else { return Ok(None) };
    let found = draft::find(&ctx.app, ctx.now, token.value(), account_id).await?;
    let Some(case_id) = found.and_then(|draft| draft.case_id) else { return Ok(None) };
    let row = cases::store::get_without_scope(ctx.app.db.read(), case_id).await?;
    let secret = ctx.app.key.tracking_secret(token.value());
    receipt::told(ctx, row, &secret).await.map(Some)
}

/// # Errors
/// The database failed.
pub async fn confirmation(ctx: Ctx, jar: CookieJar) -> Answer {
    let Some(told) = filed(&ctx, &jar, DRAFT_COOKIE, None).await? else { return expired(&ctx) };
    page::ok(&confirmation_page(&ctx, told, "/filing/receipt.pdf", "/filing/end")?)
}

/// The page that shows number and secret.
///
/// # Errors
/// The address of the tracking page does not fit into a code.
pub fn confirmation_page(
    ctx: &Ctx,
    told: Told,
    pdf: &'static str,
    end: &'static str,
) -> Result<ConfirmationPage, AppError> {
    Ok(ConfirmationPage {
        page: Page::new(ctx, "filing-confirmation-title"),
        kind: ctx.lang.t(&format!("kind-{}", told.kind.code())),
        awaits_signature: told.awaits_signature,
        has_form: told.awaits_signature && documents::complaint::form(ctx).is_some(),
        has_email: told.has_email,
        qr: qr_svg(&told.tracking_url)?,
        office: told.office,
        number: told.row.number,
        secret: told.secret,
        next_steps: told.next_steps,
        tracking_url: told.tracking_url,
        files: told.files,
        pdf,
        end,
    })
}

/// # Errors
/// The receipt cannot be made, or the database failed.
pub async fn receipt_pdf(ctx: Ctx, jar: CookieJar) -> Answer {
    let told = filed(&ctx, &jar, DRAFT_COOKIE, None).await?.ok_or(AppError::NotFound)?;
    pdf_answer(&ctx, told).await
}

/// `GET /filing/complaint.pdf`: the complaint in form 01, to be signed.
///
/// # Errors
/// Nothing was filed here that is to be signed, or the letter cannot be made.
pub async fn complaint_pdf(ctx: Ctx, jar: CookieJar) -> Answer {
    let told = filed(&ctx, &jar, DRAFT_COOKIE, None).await?.ok_or(AppError::NotFound)?;
    let bytes = documents::complaint::pdf(&ctx, ctx.app.db.read(), &told.row).await?;
    Ok(file_answer(&documents::complaint::file_name(&told.row), "application/pdf", bytes, false))
}

/// The receipt as a download. Its name holds the number, not the person.
///
/// # Errors
/// The receipt cannot be made.
pub async fn pdf_answer(ctx: &Ctx, told: Told) -> Result<Response, AppError> {
    let number = [("number", told.row.number.replace('/', "-"))];
    let name = match told.awaits_signature {
        true => ctx.lang.ta("receipt-unsigned-file-name", &number),
        false => ctx.lang.ta("receipt-file-name", &number),
    };
    let bytes = receipt::pdf(ctx, told).await?;
    Ok(file_answer(&name, "application/pdf", bytes, false))
}

/// A cookie that makes the browser forget one of ours.
pub fn forgotten(ctx: &Ctx, name: &'static str) -> CookieJar {
    let mut gone = cookie(&ctx.app, name, String::new());
    gone.make_removal();
    CookieJar::new().add(gone)
}

/// Forgets the filing in this browser: on a shared computer the next one must not see it.
///
/// # Errors
/// None of its own.
pub async fn end(ctx: Ctx) -> Answer {
    let jar = forgotten(&ctx, DRAFT_COOKIE);
    Ok((jar, redirect_with(&ctx, "/", "filing-ended")).into_response())
}

/// The same for somebody who gives up: the draft is out of reach at once and deleted when it
/// expires.
///
/// # Errors
/// None of its own.
pub async fn abandon(ctx: Ctx) -> Answer {
    Ok((forgotten(&ctx, DRAFT_COOKIE), Redirect::to("/filing")).into_response())
}
