//! `POST /envelopes/{id}/opening`: a custodian opens an identity on screen, with a passphrase and a reason.
//! Nothing of it is kept but who opened it, when and why.

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use entity::identity_opening;
use envelope::{Contents, Envelope, LockedKey};
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::carrier;
use super::envelopes::envelope_page;
use crate::audit::{self, Deed, Entry};
use crate::cases::page::{case_href, size_text};
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::policy::Actor;
use crate::sealing::keys::UnitKeys;
use crate::sealing::view::{OpenedPage, SealedFile};
use crate::sealing::{Mode, store};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::{content_disposition, file_name};

const REASON_MAX: usize = 500;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OpeningForm {
    reason: String,
    passphrase: String,
    /// Number of an original file; the identity without it.
    file: String,
}

/// The locked key by which the reader opens an envelope here, where the unit allows that at all.
pub(super) fn key_of<'k>(
    keys: &'k UnitKeys,
    sealed_to: &[String],
    actor: &Actor,
) -> Option<&'k LockedKey> {
    if keys.mode != Mode::Custodian {
        return None;
    }
    let own = keys.keys.iter().filter(|key| key.custodian_id == Some(actor.account_id));
    let mut fitting = own.filter(|key| sealed_to.contains(&key.public.id()));
    fitting.find_map(|key| key.locked.as_ref())
}

/// # Errors
/// The envelope is not there for the reader or not theirs to open, or the store failed.
pub async fn open(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<OpeningForm>) -> Answer {
    let actor = carrier(&ctx)?;
    // Guessing a passphrase is as slow as guessing a password.
    ctx.app.limits.sign_in(ctx.ip)?;
    let db = ctx.app.db.read();
    let (row, case) = store::visible_envelope(db, actor, id).await?;
    let keys = UnitKeys::of_unit(db, case.unit_id).await?;
    let sealed_to: Vec<String> =
        store::holders(db, vec![id]).await?.into_iter().map(|(_, key)| key).collect();
    let locked = key_of(&keys, &sealed_to, actor).ok_or(AppError::NotFound)?.clone();
    let mut errors = FormErrors::default();
    let reason = errors.text("reason", &form.reason, true, REASON_MAX);
    let bytes = ctx.app.files.read(&row.sha256).await?;
    let opened = opened(locked, Zeroizing::new(form.passphrase), bytes).await?;
    if opened.is_none() {
        errors.add("passphrase", "error-passphrase");
    }
    let Some(contents) = opened.filter(|_| errors.is_empty()) else {
        return page::invalid(&envelope_page(&ctx, id, reason, errors).await?);
    };
    let tx = ctx.app.db.begin_write().await?;
    let opening = identity_opening::ActiveModel {
        id: Set(new_id(ctx.now)),
        envelope_id: Set(id),
        account_id: Set(actor.account_id),
        reason: Set(reason.clone()),
        at: Set(ctx.now),
    };
    store::add_opening(&tx, opening).await?;
    let told = Entry::on_case(actor, Deed::IdentityOpened, &case);
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    match form.file.parse::<usize>() {
        Ok(number) => original(&contents, number),
        Err(_) => shown(&ctx, id, &case, &row.context, contents, reason),
    }
}

/// None where the passphrase is wrong or the envelope does not open: both look the same.
async fn opened(
    locked: LockedKey,
    passphrase: Zeroizing<String>,
    bytes: Vec<u8>,
) -> Result<Option<Contents>, AppError> {
    // argon2id is slow by purpose.
    tokio::task::spawn_blocking(move || {
        let key = locked.unlock(&passphrase).ok()?;
        envelope::open(&Envelope::from_bytes(&bytes).ok()?, &key).ok()
    })
    .await
    .map_err(|error| AppError::internal("opening", error))
}

fn original(contents: &Contents, number: usize) -> Answer {
    let file = contents.files.get(number.wrapping_sub(1)).ok_or(AppError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, content_disposition(&file_name(&file.name))),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, file.bytes.clone()).into_response())
}

fn shown(
    ctx: &Ctx,
    id: Uuid,
    case: &entity::case::Model,
    context: &str,
    contents: Contents,
    reason: String,
) -> Answer {
    let identity = &contents.identity;
    let file = |(number, file): (usize, &envelope::File)| SealedFile {
        number,
        name: file_name(&file.name),
        size: size_text(i64::try_from(file.bytes.len()).unwrap_or(i64::MAX)),
    };
    page::ok(&OpenedPage {
        page: Page::new(ctx, "opened-title"),
        number: case.number.clone(),
        context: context.to_owned(),
        href: format!("/envelopes/{id}"),
        case_href: case_href(case.id),
        full_name: identity.full_name.clone(),
        address: identity.address.clone(),
        contact: identity.contact.clone(),
        others: identity.others.clone(),
        protection: identity.protection.clone(),
        files: (1..).zip(&contents.files).map(file).collect(),
        reason,
    })
}
