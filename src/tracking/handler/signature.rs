//! `GET /tracking/complaint.pdf`, `POST /tracking/signed-copy`: the sender of a complaint that awaits its
//! signature gets it in the form to be signed, and uploads the signed copy (bản có chữ ký). Whether it is one,
//! and since which day, the office says.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartRejection};
use axum_extra::extract::CookieJar;
use entity::{attachment, case};
use law::procedure::Step;
use law::refusal::Refusal;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{of_receipt, opened, page_with_message};
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::documents;
use crate::error::{Answer, AppError};
use crate::files::Stored;
use crate::ids::new_id;
use crate::notice;
use crate::tracking::store;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::photo;
use crate::web::upload::{self, FileRefusal, broken};

/// What a signed copy can be, for the `accept` attribute.
pub const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.webp";

/// A copy whose bytes lie in the store.
struct Copy {
    name: String,
    media_type: &'static str,
    stored: Stored,
}

/// # Errors
/// No case is open here that awaits its signature, or the letter cannot be made.
pub async fn complaint_pdf(ctx: Ctx, jar: CookieJar) -> Answer {
    ctx.app.limits.tracking(ctx.ip)?;
    let Some(id) = opened(&ctx, &jar) else {
        return Ok(redirect_with(&ctx, "/tracking", "tracking-ended"));
    };
    let db = ctx.app.db.read();
    let row = of_receipt(db, id).await?;
    let bytes = documents::complaint::pdf(&ctx, db, &row).await?;
    Ok(upload::file_answer(&documents::complaint::file_name(&row), "application/pdf", bytes, false))
}

/// Takes the copies that can be taken; of the others each is named with what is wrong with it.
///
/// # Errors
/// Too many from one address, the case does not await a signature (any more), the body is no form with
/// files, or the store failed.
pub async fn upload(
    ctx: Ctx,
    jar: CookieJar,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    ctx.app.limits.filing(ctx.ip)?;
    let Some(id) = opened(&ctx, &jar) else {
        return Ok(redirect_with(&ctx, "/tracking", "tracking-ended"));
    };
    check_awaits(&of_receipt(ctx.app.db.read(), id).await?)?;
    let mut body = body.map_err(|_| AppError::WrongContentType)?;
    let mut errors = FormErrors::default();
    let mut copies = Vec::new();
    while let Some(field) = body.next_field().await.map_err(broken)? {
        if field.name() == Some("signed_copy") {
            copies.extend(take(&ctx, field, &mut errors).await?);
        }
    }
    if copies.is_empty() && errors.is_empty() {
        errors.add("signed_copy", "error-signed-copy-none");
    }
    keep(&ctx, id, copies, &mut errors).await?;
    if !errors.is_empty() {
        return page_with_message(&ctx, id, String::new(), errors).await;
    }
    Ok(redirect_with(&ctx, "/tracking/case", "signed-copy-taken"))
}

fn check_awaits(row: &case::Model) -> Result<(), AppError> {
    if row.stage == law::complaint::Stage::AwaitingSignature.code() {
        return Ok(());
    }
    let stage = cases::store::kind_of(row)
        .map(law::procedure::stages)?
        .iter()
        .find(|stage| **stage == row.stage)
        .ok_or_else(|| AppError::inconsistent("cases", row.id, "unknown stage"))?;
    Err(Refusal::WrongStage { step: Step::ConfirmSignature.code(), stage }.into())
}

/// Writes the copies into the case, as many as there is room for.
async fn keep(
    ctx: &Ctx,
    id: Uuid,
    copies: Vec<Copy>,
    errors: &mut FormErrors,
) -> Result<(), AppError> {
    if copies.is_empty() {
        return Ok(());
    }
    let tx = ctx.app.db.begin_write().await?;
    // Somebody may have confirmed it while the files came in.
    let row = of_receipt(&tx, id).await?;
    check_awaits(&row)?;
    let there = store::signed_copies(&tx, id, None).await?.len();
    let room = ctx.app.config.limits.max_files.saturating_sub(there);
    for (place, copy) in copies.into_iter().enumerate() {
        if place >= room {
            refuse(ctx, errors, copy.name, FileRefusal::TooMany.key());
            continue;
        }
        // Not the time of the request: files of one request stay in their order.
        let now = ctx.app.clock.now();
        let row = attachment::ActiveModel {
            id: Set(new_id(now)),
            case_id: Set(Some(id)),
            draft_id: Set(None),
            // That of the fact that confirms the signature, once there is one.
            event_seq: Set(None),
            name: Set(copy.name),
            media_type: Set(copy.media_type.to_owned()),
            size: Set(i64::try_from(copy.stored.size).unwrap_or(i64::MAX)),
            sha256: Set(copy.stored.sha256),
            uploaded_by: Set(ctx.actor.as_ref().map(|actor| actor.account_id)),
            created_at: Set(now),
        };
        store::add_signed_copy(&tx, row).await?;
    }
    notice::uploaded::enqueue(&ctx.app, &tx, ctx.now, &row).await?;
    let unit_id = Some(row.unit_id);
    let told = Entry { unit_id, object_id: Some(id), ..Entry::of(Deed::SignedCopyUploaded) };
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await
}

/// Reads one file to its end, taken or not.
async fn take(
    ctx: &Ctx,
    mut field: Field<'_>,
    errors: &mut FormErrors,
) -> Result<Option<Copy>, AppError> {
    let raw_name = field.file_name().unwrap_or_default().to_owned();
    let name = upload::file_name(&raw_name);
    let mut bytes: Vec<u8> = Vec::new();
    let mut fits = true;
    while let Some(part) = field.chunk().await.map_err(broken)? {
        // A file that is too large is read on, or the ones after it would be lost.
        fits = fits && (bytes.len() + part.len()) as u64 <= ctx.app.config.limits.max_file_bytes;
        if fits {
            bytes.extend_from_slice(&part);
        }
    }
    // A file field left alone sends one file without name and content.
    if raw_name.is_empty() && fits && bytes.is_empty() {
        return Ok(None);
    }
    let clean = if fits { cleaned(bytes).await? } else { Err(FileRefusal::TooLarge.key()) };
    match clean {
        Ok((bytes, media_type)) => {
            let mut incoming = ctx.app.files.begin(new_id(ctx.app.clock.now())).await?;
            incoming.write(bytes).await?;
            let name = if media_type == "image/jpeg" { as_jpeg(&name) } else { name };
            Ok(Some(Copy { name, media_type, stored: incoming.finish().await? }))
        }
        Err(reason) => {
            refuse(ctx, errors, name, reason);
            Ok(None)
        }
    }
}

fn refuse(ctx: &Ctx, errors: &mut FormErrors, name: String, reason: &str) {
    let args = vec![("name", name), ("reason", ctx.lang.t(reason))];
    errors.add_with("signed_copy", "error-file-named", args);
}

/// The bytes to keep and what they are: a PDF as it is, a picture drawn anew without what the camera wrote
/// into it. Or the key of what is wrong.
async fn cleaned(
    bytes: Vec<u8>,
) -> Result<Result<(Vec<u8>, &'static str), &'static str>, AppError> {
    match upload::media_type(&bytes) {
        Ok("application/pdf") => Ok(Ok((bytes, "application/pdf"))),
        Ok("image/jpeg" | "image/png" | "image/webp") => {
            let drawn = tokio::task::spawn_blocking(move || photo::redrawn(&bytes)).await;
            let drawn = drawn.map_err(|error| AppError::internal("photo", error))?;
            Ok(drawn.map(|drawn| (drawn, "image/jpeg")).ok_or("error-signed-copy-picture"))
        }
        Ok(_) | Err(FileRefusal::NotAllowed) => Ok(Err("error-signed-copy-type")),
        Err(refusal) => Ok(Err(refusal.key())),
    }
}

/// A picture drawn anew is a JPEG, whatever it was.
fn as_jpeg(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.jpg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_by_what_it_became() {
        assert_eq!(as_jpeg("Đơn có chữ ký.png"), "Đơn có chữ ký.jpg");
        assert_eq!(as_jpeg("don"), "don.jpg");
    }
}
