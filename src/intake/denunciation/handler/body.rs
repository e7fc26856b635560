//! Reads a form with words, photos of the working copy and, through the web, an envelope.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use uuid::Uuid;

use crate::error::AppError;
use crate::intake::denunciation::form::DenunciationForm;
use crate::intake::{files, store};
use crate::sealing::envelopes::{self, Sealed};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::photo;
use crate::web::upload::{broken, text_of};

/// What was sent.
#[derive(Default)]
pub struct Sent {
    pub form: DenunciationForm,
    pub envelope: Option<Sealed>,
    pub photos: Vec<Photo>,
    /// A photo to be taken out again.
    pub removed: Option<Uuid>,
    /// Nothing is to be filed yet.
    pub only_files: bool,
    pub errors: FormErrors,
}

/// A photo, drawn anew.
pub struct Photo(Vec<u8>);

/// # Errors
/// The connection broke, or the store refuses.
pub async fn read(ctx: &Ctx, body: &mut Multipart) -> Result<Sent, AppError> {
    let mut sent = Sent::default();
    while let Some(field) = body.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "envelope" => sent.envelope = envelope(ctx, field).await?,
            "photos" => photo(ctx, field, &mut sent).await?,
            "remove" => sent.removed = text_of(field).await?.parse().ok(),
            "only_files" => sent.only_files = true,
            _ => sent.form.set(&name, text_of(field).await?),
        }
    }
    Ok(sent)
}

async fn envelope(ctx: &Ctx, mut field: Field<'_>) -> Result<Option<Sealed>, AppError> {
    let mut receiving = envelopes::begin(&ctx.app, ctx.now).await?;
    while let Some(part) = field.chunk().await.map_err(broken)? {
        receiving.write(&ctx.app, part.to_vec()).await?;
    }
    receiving.finish().await
}

/// Photos are bounded by the size of a file and by how many are taken, and read whole to be drawn anew.
async fn photo(ctx: &Ctx, mut field: Field<'_>, sent: &mut Sent) -> Result<(), AppError> {
    let limits = &ctx.app.config.limits;
    let mut bytes: Vec<u8> = Vec::new();
    let mut fits = sent.photos.len() < limits.max_files;
    while let Some(part) = field.chunk().await.map_err(broken)? {
        fits = fits && (bytes.len() + part.len()) as u64 <= limits.max_file_bytes;
        if fits {
            bytes.extend_from_slice(&part);
        }
    }
    if fits && bytes.is_empty() {
        return Ok(());
    }
    let drawn = if fits {
        tokio::task::spawn_blocking(move || photo::redrawn(&bytes))
            .await
            .map_err(|error| AppError::internal("photo", error))?
    } else {
        None
    };
    match drawn {
        Some(drawn) => sent.photos.push(Photo(drawn)),
        None => sent.errors.add("photos", "error-photo"),
    }
    Ok(())
}

/// Keeps the photos with the draft, under names that tell nothing.
///
/// # Errors
/// The store or the database refuses.
pub async fn keep_photos(ctx: &Ctx, draft_id: Uuid, sent: &mut Sent) -> Result<(), AppError> {
    let by = ctx.actor.as_ref().map(|actor| actor.account_id);
    let mut number = store::count_files(ctx.app.db.read(), draft_id).await?;
    for Photo(bytes) in std::mem::take(&mut sent.photos) {
        number += 1;
        let name = format!("anh-{number:02}.jpg");
        let mut receiving = files::begin(&ctx.app, ctx.now, &name).await?;
        receiving.write(&ctx.app, bytes).await?;
        if receiving.keep(&ctx.app, draft_id, by).await?.is_err() {
            sent.errors.add("photos", "error-file-too-many");
        }
    }
    Ok(())
}
