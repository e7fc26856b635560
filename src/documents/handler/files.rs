//! `GET /documents/{id}/paper.pdf|paper.docx`, `POST /documents/{id}/files`, `GET /documents/{id}/files/{file}`.

use std::sync::Arc;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use entity::{document, document_file};
use papers::Document;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::show::{Loaded, Typed, again, load, read};
use super::{by, href, told};
use crate::audit::{self, Deed};
use crate::documents::act::{self, Outcome, stage_of};
use crate::documents::catalogue::goes_to_denouncer;
use crate::documents::content;
use crate::documents::issued::{self, number_of};
use crate::documents::stage::Act;
use crate::documents::store;
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::policy::documents::PaperAct;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::upload::{self, FileRefusal, broken, file_answer};

/// Signed copies of one paper.
const FILES_MAX: usize = 20;

/// The name of the file of a paper: `05-TB-UBND.pdf`; it names nobody.
fn file_name(row: &document::Model, extension: &str) -> String {
    let number = number_of(row).replace('/', "-");
    let stem = if number.is_empty() { row.form_key.clone() } else { number };
    format!("{stem}.{extension}")
}

/// What cannot be printed is said on the page of the paper.
async fn unprintable(ctx: &Ctx, id: Uuid, error: &papers::PaperError) -> Answer {
    let warning = Some(super::acts::unprintable(ctx, error));
    again(ctx, id, Typed { warning, ..Typed::default() }).await
}

/// What the DOCX and the PDF of a draft are made of.
fn document(ctx: &Ctx, loaded: &Loaded) -> Result<Arc<Document>, AppError> {
    content::shown(&loaded.row, &loaded.content, &ctx.app.units(), ctx.today).map(Arc::new)
}

/// # Errors
/// The paper is not there for this reader, was changed where it is stored, or the database failed.
pub async fn pdf(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let loaded = read(&ctx, id, Deed::FileRead).await?;
    let name = file_name(&loaded.row, "pdf");
    if stage_of(&loaded.row)?.is_frozen() {
        let bytes = issued::pdf(&ctx.app, &loaded.row).await?;
        return Ok(file_answer(&name, "application/pdf", bytes, true));
    }
    let made = content::pdf(document(&ctx, &loaded)?, ctx.today).await?;
    match made {
        Ok(bytes) => Ok(file_answer(&name, "application/pdf", bytes, true)),
        Err(error) => unprintable(&ctx, id, &error).await,
    }
}

/// # Errors
/// The paper is not there for this reader, or the database failed.
pub async fn docx(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let loaded = read(&ctx, id, Deed::FileRead).await?;
    let day = loaded.row.issued_on.unwrap_or(ctx.today);
    let name = file_name(&loaded.row, "docx");
    match content::docx(document(&ctx, &loaded)?, day).await? {
        Ok(bytes) => Ok(file_answer(&name, content::DOCX, bytes, false)),
        Err(error) => unprintable(&ctx, id, &error).await,
    }
}

/// A file that was sent, kept in the store.
struct Kept {
    name: String,
    media_type: &'static str,
    sha256: String,
    size: u64,
}

/// Takes the first file of the body; none if none was chosen.
async fn take(
    ctx: &Ctx,
    body: &mut Multipart,
) -> Result<Option<Result<Kept, FileRefusal>>, AppError> {
    while let Some(mut field) = body.next_field().await.map_err(broken)? {
        let raw_name = field.file_name().unwrap_or_default().to_owned();
        if field.name() != Some("copy") || raw_name.is_empty() {
            continue;
        }
        let mut incoming = ctx.app.files.begin(new_id(ctx.now)).await?;
        let mut fits = true;
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            let size = incoming.size() + chunk.len() as u64;
            fits = fits && size <= ctx.app.config.limits.max_file_bytes;
            if fits {
                incoming.write(chunk.to_vec()).await?;
            }
        }
        let media_type = match upload::media_type(incoming.head()) {
            _ if !fits => Err(FileRefusal::TooLarge),
            Ok(kind) if kind == "application/pdf" || kind.starts_with("image/") => Ok(kind),
            Ok(_) => Err(FileRefusal::NotAllowed),
            Err(refusal) => Err(refusal),
        };
        return Ok(Some(match media_type {
            Ok(media_type) => {
                let stored = incoming.finish().await?;
                let (sha256, size) = (stored.sha256, stored.size);
                Ok(Kept { name: upload::file_name(&raw_name), media_type, sha256, size })
            }
            Err(refusal) => {
                incoming.abandon().await;
                Err(refusal)
            }
        }));
    }
    Ok(None)
}

/// Keeps a signed copy (a scan, a digitally signed file) beside an issued paper; none of a paper that goes to whoever
/// denounced, on which their name stands.
///
/// # Errors
/// The paper is not the reader's, the body is no form with a file, or the store failed.
pub async fn add(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    let mut body = body.map_err(|_| AppError::WrongContentType)?;
    let loaded = load(&ctx, ctx.app.db.read(), id).await?;
    loaded.permit(&ctx, PaperAct::Serve)?;
    let mut errors = FormErrors::default();
    if goes_to_denouncer(&loaded.row.form_key) {
        errors.add("copy", "error-copy-names-denouncer");
        return again(&ctx, id, Typed { errors, ..Typed::default() }).await;
    }
    let taken = match take(&ctx, &mut body).await? {
        Some(Ok(kept)) => Some(kept),
        Some(Err(refusal)) => {
            errors.add("copy", refusal.key());
            None
        }
        None => {
            errors.add("copy", "error-file-empty");
            None
        }
    };
    if store::files(ctx.app.db.read(), id).await?.len() >= FILES_MAX {
        errors.add("copy", "error-file-too-many");
    }
    let Some(kept) = taken.filter(|_| errors.is_empty()) else {
        return again(&ctx, id, Typed { errors, ..Typed::default() }).await;
    };
    let tx = ctx.app.db.begin_write().await?;
    let loaded = load(&ctx, &tx, id).await?;
    let by = by(&ctx)?;
    let outcome = act::note(&tx, by, &loaded.row, (Act::FileAdded, &kept.name), false).await?;
    if outcome != Outcome::Done {
        tx.rollback().await?;
        return again(&ctx, id, Typed { is_conflict: true, ..Typed::default() }).await;
    }
    store::add_file(&tx, row_of(&ctx, id, kept)?).await?;
    audit::commit(&ctx.app, tx, ctx.now, vec![told(&ctx, &loaded.subject, id, "file-added")?])
        .await?;
    Ok(redirect_with(&ctx, &href(id), "paper-file-added"))
}

fn row_of(
    ctx: &Ctx,
    document_id: Uuid,
    kept: Kept,
) -> Result<document_file::ActiveModel, AppError> {
    Ok(document_file::ActiveModel {
        id: Set(new_id(ctx.now)),
        document_id: Set(document_id),
        name: Set(kept.name),
        media_type: Set(kept.media_type.to_owned()),
        size: Set(i64::try_from(kept.size).unwrap_or(i64::MAX)),
        sha256: Set(kept.sha256),
        uploaded_by: Set(ctx.actor()?.account_id),
        created_at: Set(ctx.now),
    })
}

/// # Errors
/// The paper or the copy is not there for this reader.
pub async fn copy(ctx: Ctx, Path((id, file)): Path<(Uuid, Uuid)>) -> Answer {
    read(&ctx, id, Deed::FileRead).await?;
    let files = store::files(ctx.app.db.read(), id).await?;
    let found = files.into_iter().find(|one| one.id == file).ok_or(AppError::NotFound)?;
    let bytes = ctx.app.files.read(&found.sha256).await?;
    Ok(file_answer(&found.name, &found.media_type, bytes, false))
}
