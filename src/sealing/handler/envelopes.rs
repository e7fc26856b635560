//! `GET /envelopes`, `POST /envelopes`, `GET /envelopes/{id}`, `GET /envelopes/{id}/file`.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::header;
use axum::response::IntoResponse;
use axum_extra::extract::Query;
use serde::Deserialize;
use uuid::Uuid;

use super::carrier;
use super::keys::in_fours;
use crate::accounts;
use crate::audit::{self, Deed, Entry};
use crate::cases::page::{case_href, size_text};
use crate::error::{Answer, AppError};
use crate::policy::Actor;
use crate::sealing::envelopes::{self, Returned};
use crate::sealing::keys::UnitKeys;
use crate::sealing::store::{self, OfCase};
use crate::sealing::view::{EnvelopePage, EnvelopeRow, EnvelopesPage, OpeningLine};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};
use crate::web::upload::{broken, content_disposition, file_name};

/// Envelopes taken in one upload.
const RETURNED_MAX: usize = 200;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    page: String,
}

/// # Errors
/// Denunciations do not exist for the reader, or the database failed.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Answer {
    page::ok(&list_page(&ctx, &query.page, Vec::new(), FormErrors::default()).await?)
}

async fn list_page(
    ctx: &Ctx,
    number: &str,
    returned: Vec<(String, String)>,
    errors: FormErrors,
) -> Result<EnvelopesPage, AppError> {
    let actor = carrier(ctx)?;
    let db = ctx.app.db.read();
    let total = store::count_visible(db, actor).await?;
    let number = page_number(number, total);
    let found = store::visible_envelopes(db, actor, (number - 1) * PAGE_SIZE, PAGE_SIZE).await?;
    let holders = store::holders(db, found.iter().map(|(row, _)| row.id).collect()).await?;
    let mut units: Vec<(Uuid, UnitKeys)> = Vec::new();
    let mut rows = Vec::new();
    for (row, case) in found {
        if !units.iter().any(|(id, _)| *id == case.unit_id) {
            units.push((case.unit_id, UnitKeys::of_unit(db, case.unit_id).await?));
        }
        let keys = units.iter().find(|(id, _)| *id == case.unit_id).map(|(_, keys)| keys);
        let sealed_to: Vec<String> = holders
            .iter()
            .filter(|(envelope, _)| *envelope == row.id)
            .map(|(_, key)| key.clone())
            .collect();
        let is_current = keys.is_some_and(|keys| keys.is_sealed_to_all(&sealed_to));
        rows.push(envelope_row(&(row, case), is_current));
    }
    Ok(EnvelopesPage {
        page: Page::new(ctx, "envelopes-title").with_errors(!errors.is_empty()),
        errors,
        rows,
        pager: Pager::new("/envelopes?", number, total),
        returned,
    })
}

pub(super) fn envelope_row((row, case): &OfCase, is_current: bool) -> EnvelopeRow {
    EnvelopeRow {
        href: format!("/envelopes/{}", row.id),
        case_href: case_href(case.id),
        number: case.number.clone(),
        context: row.context.clone(),
        size: size_text(row.size),
        received_at: row.received_at,
        exported_at: row.exported_at,
        is_current,
    }
}

/// Takes back envelopes that were sealed anew, each judged for itself.
///
/// # Errors
/// Denunciations do not exist for the reader, the body is no form with files, or the store failed.
pub async fn take_back(ctx: Ctx, body: Result<Multipart, MultipartRejection>) -> Answer {
    let actor = carrier(&ctx)?;
    let mut body = body.map_err(|_| AppError::WrongContentType)?;
    let mut returned = Vec::new();
    while let Some(mut field) = body.next_field().await.map_err(broken)? {
        if field.name() != Some("envelopes") || returned.len() >= RETURNED_MAX {
            continue;
        }
        let name = file_name(field.file_name().unwrap_or_default());
        let mut receiving = envelopes::begin(&ctx.app, ctx.now).await?;
        let mut is_empty = true;
        while let Some(part) = field.chunk().await.map_err(broken)? {
            is_empty = is_empty && part.is_empty();
            receiving.write(&ctx.app, part.to_vec()).await?;
        }
        if is_empty {
            receiving.abandon().await;
            continue;
        }
        let key = match receiving.finish().await? {
            None => "error-envelope-file",
            Some(sealed) => replace(&ctx, actor, &sealed).await?.key(),
        };
        returned.push((name, ctx.lang.t(key)));
    }
    let mut errors = FormErrors::default();
    if returned.is_empty() {
        errors.add("envelopes", "error-no-files");
        return page::invalid(&list_page(&ctx, "", returned, errors).await?);
    }
    page::ok(&list_page(&ctx, "", returned, errors).await?)
}

/// The old file goes once the new one stands; if nothing was replaced, the new one goes.
async fn replace(
    ctx: &Ctx,
    actor: &Actor,
    sealed: &envelopes::Sealed,
) -> Result<Returned, AppError> {
    let tx = ctx.app.db.begin_write().await?;
    let (returned, done) = envelopes::replace(&tx, actor, ctx.now, sealed).await?;
    let gone = match done {
        Some((old, told)) => {
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            Some(old)
        }
        None => {
            tx.rollback().await?;
            (returned != Returned::Same).then(|| sealed.sha256.clone())
        }
    };
    if let Some(gone) = gone {
        ctx.app.files.remove(&gone).await?;
    }
    Ok(returned)
}

/// # Errors
/// The envelope is not there for the reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    page::ok(&envelope_page(&ctx, id, String::new(), FormErrors::default()).await?)
}

pub(super) async fn envelope_page(
    ctx: &Ctx,
    id: Uuid,
    reason: String,
    errors: FormErrors,
) -> Result<EnvelopePage, AppError> {
    let actor = carrier(ctx)?;
    let db = ctx.app.db.read();
    let found = store::visible_envelope(db, actor, id).await?;
    let keys = UnitKeys::of_unit(db, found.1.unit_id).await?;
    let sealed_to: Vec<String> =
        store::holders(db, vec![id]).await?.into_iter().map(|(_, key)| key).collect();
    let name_of = |key_id: &String| {
        let known = keys.keys.iter().find(|key| key.public.id() == *key_id);
        let holder = known.map(|key| key.public.holder.clone()).unwrap_or_default();
        format!("{holder} ({})", in_fours(key_id))
    };
    let openings = store::openings(db, vec![id]).await?;
    let names =
        accounts::store::names(db, openings.iter().map(|one| one.account_id).collect()).await?;
    let line = |one: entity::identity_opening::Model| OpeningLine {
        at: one.at,
        who: names.get(&one.account_id).cloned().unwrap_or_default(),
        reason: one.reason,
    };
    Ok(EnvelopePage {
        page: Page::titled(ctx, found.0.context.clone()).with_errors(!errors.is_empty()),
        errors,
        row: envelope_row(&found, keys.is_sealed_to_all(&sealed_to)),
        sha256: in_fours(&found.0.sha256),
        holders: sealed_to.iter().map(name_of).collect(),
        openings: openings.into_iter().map(line).collect(),
        may_open: super::opening::key_of(&keys, &sealed_to, actor).is_some(),
        reason,
    })
}

/// The envelope as a file, to be carried to the machine it is opened on. Its name tells the case and no
/// person.
///
/// # Errors
/// The envelope is not there for the reader, or the store does not have it.
pub async fn export(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let actor = carrier(&ctx)?;
    let tx = ctx.app.db.begin_write().await?;
    let (row, case) = store::visible_envelope(&tx, actor, id).await?;
    store::mark_exported(&tx, id, ctx.now).await?;
    let told = Entry::on_case(actor, Deed::EnvelopeExported, &case).with(&row.sha256);
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    let stream = ctx.app.files.stream(&row.sha256).await?;
    let name = format!("{}-v{}.envelope", row.context.replace('/', "-"), row.version);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, row.size.to_string()),
        (header::CONTENT_DISPOSITION, content_disposition(&name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, axum::body::Body::from_stream(stream)).into_response())
}
