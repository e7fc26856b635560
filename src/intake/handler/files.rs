//! Files of a draft: `GET|POST /filing/files`, `POST /filing/files/{id}/removal`.

use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use uuid::Uuid;

use super::{expired, open_draft, rail};
use crate::cases::page::size_text;
use crate::error::{Answer, AppError};
use crate::intake::draft::Draft;
use crate::intake::view::{FileRow, FilesPage};
use crate::intake::{files, store};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::{ACCEPT, FileRefusal, broken};

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx, jar: CookieJar) -> Answer {
    let Some(draft) = open_draft(&ctx, &jar).await? else { return expired(&ctx) };
    page::ok(&files_page(&ctx, &draft, FormErrors::default()).await?)
}

async fn files_page(ctx: &Ctx, draft: &Draft, errors: FormErrors) -> Result<FilesPage, AppError> {
    let kind = draft.answers.kind();
    let stored = store::files(ctx.app.db.read(), draft.id).await?;
    let limits = &ctx.app.config.limits;
    Ok(FilesPage {
        page: Page::new(ctx, "filing-files-title").with_errors(!errors.is_empty()),
        rail: rail(ctx, kind, "files"),
        back: "/filing/demand".to_owned(),
        files: stored
            .into_iter()
            .map(|file| FileRow {
                size: size_text(file.size),
                removal: format!("/filing/files/{}/removal", file.id),
                name: file.name,
            })
            .collect(),
        errors,
        accept: ACCEPT,
        max_files: limits.max_files,
        max_size: size_text(i64::try_from(limits.max_file_bytes).unwrap_or(i64::MAX)),
    })
}

/// Takes the files that can be taken; of the others each is named with what is wrong with it.
///
/// # Errors
/// The body is no form with files, is too large, or the store failed.
pub async fn add(ctx: Ctx, jar: CookieJar, body: Result<Multipart, MultipartRejection>) -> Answer {
    let Some(draft) = open_draft(&ctx, &jar).await? else { return expired(&ctx) };
    let mut body = body.map_err(|_| AppError::WrongContentType)?;
    let mut errors = FormErrors::default();
    let mut goes_on = false;
    while let Some(field) = body.next_field().await.map_err(broken)? {
        if field.name() == Some("files") {
            take(&ctx, draft.id, field, &mut errors).await?;
        } else if field.name() == Some("next") {
            goes_on = true;
        }
    }
    if !errors.is_empty() {
        return page::invalid(&files_page(&ctx, &draft, errors).await?);
    }
    let to = if goes_on { "/filing/check" } else { "/filing/files" };
    Ok(Redirect::to(to).into_response())
}

/// Reads one file to its end, taken or not.
///
/// # Errors
/// The connection broke, or the store failed.
pub async fn take(
    ctx: &Ctx,
    draft_id: Uuid,
    mut field: Field<'_>,
    errors: &mut FormErrors,
) -> Result<(), AppError> {
    let raw_name = field.file_name().unwrap_or_default().to_owned();
    let mut receiving = files::begin(&ctx.app, ctx.now, &raw_name).await?;
    let name = receiving.name().to_owned();
    let (mut fits, mut is_empty) = (true, true);
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        is_empty = is_empty && chunk.is_empty();
        // A file that is too large is read on, or the ones after it would be lost.
        fits = fits && receiving.write(&ctx.app, chunk.to_vec()).await?;
    }
    // A file field left alone sends one file without name and content.
    if raw_name.is_empty() && is_empty {
        receiving.abandon().await;
        return Ok(());
    }
    let refusal = if fits {
        let by = ctx.actor.as_ref().map(|actor| actor.account_id);
        receiving.keep(&ctx.app, draft_id, by).await?.err()
    } else {
        receiving.abandon().await;
        Some(FileRefusal::TooLarge)
    };
    if let Some(refusal) = refusal {
        let reason = ctx.lang.t(refusal.key());
        errors.add_with("files", "error-file-named", vec![("name", name), ("reason", reason)]);
    }
    Ok(())
}

/// # Errors
/// The database failed.
pub async fn remove(ctx: Ctx, jar: CookieJar, Path(id): Path<String>) -> Answer {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let Some(draft) = open_draft(&ctx, &jar).await? else { return expired(&ctx) };
    files::remove(&ctx.app, draft.id, &[id]).await?;
    Ok(Redirect::to("/filing/files").into_response())
}
