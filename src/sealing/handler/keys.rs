//! `GET /keys`, `POST /keys`, `POST /keys/mode`, `POST /keys/{id}/retirement`.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum_extra::extract::Form;
use envelope::{LockedKey, PublicKey};
use serde::Deserialize;
use uuid::Uuid;

use super::{carrier, own_unit};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::policy::{self, Actor};
use crate::sealing::Mode;
use crate::sealing::keys::{self, Key, Refused, UnitKeys};
use crate::sealing::store;
use crate::sealing::view::{KeyRow, KeysPage};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::{broken, text_of};

/// # Errors
/// Denunciations do not exist for the reader, or the database failed.
pub async fn show(ctx: Ctx) -> Answer {
    page::ok(&keys_page(&ctx, FormErrors::default()).await?)
}

async fn keys_page(ctx: &Ctx, errors: FormErrors) -> Result<KeysPage, AppError> {
    let actor = carrier(ctx)?;
    let unit_id = own_unit(actor)?;
    let db = ctx.app.db.read();
    let unit = UnitKeys::of_unit(db, unit_id).await?;
    let may_keep = policy::may_keep_keys(actor);
    let mut rows = Vec::new();
    for key in &unit.keys {
        let opens = store::count_of_key(db, unit_id, &key.public.id()).await?;
        rows.push(key_row(key, opens, may_keep));
    }
    let named = |mode: Mode| {
        let code = mode.code();
        (code.to_owned(), ctx.lang.t(&format!("sealing-mode-{code}")))
    };
    let active: Vec<String> = unit.active().map(|key| key.public.id()).collect();
    let all = store::count_of_unit(db, unit_id).await?;
    let current = store::count_current(db, unit_id, &active).await?;
    Ok(KeysPage {
        page: Page::new(ctx, "keys-title").with_errors(!errors.is_empty()),
        errors,
        office: ctx.app.units().office(unit_id, ctx.lang).unwrap_or_default(),
        may_keep,
        is_ready: unit.takes_denunciations(),
        mode: unit.mode.code().to_owned(),
        modes: Mode::ALL.map(named).to_vec(),
        is_custodian_mode: unit.mode == Mode::Custodian,
        keys: rows,
        to_reseal: all.saturating_sub(current),
        all,
    })
}

fn key_row(key: &Key, opens: u64, may_keep: bool) -> KeyRow {
    KeyRow {
        holder: key.public.holder.clone(),
        fingerprint: in_fours(&key.public.id()),
        added_at: key.added_at,
        retired_at: key.retired_at,
        opens,
        is_kept_here: key.locked.is_some(),
        retirement: (may_keep && key.retired_at.is_none())
            .then(|| format!("/keys/{}/retirement", key.id)),
    }
}

/// `a1b2c3d4` → `a1b2 c3d4`
pub fn in_fours(id: &str) -> String {
    let letters: Vec<char> = id.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Who decides on keys and mode.
fn keeper(ctx: &Ctx) -> Result<(&Actor, Uuid), AppError> {
    let actor = carrier(ctx)?;
    if !policy::may_keep_keys(actor) {
        return Err(policy::Denied::Role.into());
    }
    Ok((actor, own_unit(actor)?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ModeForm {
    mode: String,
}

/// # Errors
/// The reader is not the head of the unit, or the database failed.
pub async fn set_mode(ctx: Ctx, Form(form): Form<ModeForm>) -> Answer {
    let (actor, unit_id) = keeper(&ctx)?;
    let mut errors = FormErrors::default();
    let Some(mode) = errors.choice("mode", &form.mode, Mode::from_code) else {
        return page::invalid(&keys_page(&ctx, errors).await?);
    };
    let tx = ctx.app.db.begin_write().await?;
    store::set_mode(&tx, unit_id, mode, actor.account_id, ctx.now).await?;
    let told = Entry::by(actor, Deed::KeysChanged, Some(unit_id)).with(mode.code());
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/keys", "keys-mode-changed"))
}

/// Takes the public key file of a holder; in custodian mode the locked private one may come with it.
///
/// # Errors
/// The reader is not the head of the unit, the body is no form with files, or the database failed.
pub async fn add(ctx: Ctx, body: Result<Multipart, MultipartRejection>) -> Answer {
    let (actor, unit_id) = keeper(&ctx)?;
    let mut body = body.map_err(|_| AppError::WrongContentType)?;
    let (mut public, mut locked) = (String::new(), String::new());
    while let Some(field) = body.next_field().await.map_err(broken)? {
        match field.name() {
            Some("public") => public = text_of(field).await.unwrap_or_default(),
            Some("locked") => locked = text_of(field).await.unwrap_or_default(),
            _ => {}
        }
    }
    let mut errors = FormErrors::default();
    let key = PublicKey::from_json(&public);
    if key.is_err() {
        errors.add("public", "error-no-public-key");
    }
    let locked = Some(locked).filter(|text| !text.trim().is_empty());
    let locked = locked.map(|text| LockedKey::from_json(&text)).transpose();
    if locked.is_err() {
        errors.add("locked", "error-no-private-key");
    }
    let (Ok(key), Ok(locked)) = (key, locked) else {
        return page::invalid(&keys_page(&ctx, errors).await?);
    };
    let tx = ctx.app.db.begin_write().await?;
    match keys::add(&tx, actor, unit_id, ctx.now, &key, locked.as_ref()).await? {
        Ok(id) => {
            let told = Entry::by(actor, Deed::KeysChanged, Some(id)).with("added");
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            Ok(redirect_with(&ctx, "/keys", "keys-added"))
        }
        Err(refused) => {
            tx.rollback().await?;
            let field = match refused {
                Refused::OtherKey | Refused::NotCustodian => "locked",
                Refused::KnownKey | Refused::TooMany | Refused::TooFewLeft => "public",
            };
            errors.add(field, refused.key());
            page::invalid(&keys_page(&ctx, errors).await?)
        }
    }
}

/// # Errors
/// The reader is not the head of the unit, there is no such key in use, or the database failed.
pub async fn retire(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let (actor, unit_id) = keeper(&ctx)?;
    let tx = ctx.app.db.begin_write().await?;
    match keys::retire(&tx, actor, unit_id, id, ctx.now).await? {
        Ok(()) => {
            let told = Entry::by(actor, Deed::KeysChanged, Some(id)).with("retired");
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            Ok(redirect_with(&ctx, "/keys", "keys-retired"))
        }
        Err(refused) => {
            tx.rollback().await?;
            let mut errors = FormErrors::default();
            errors.add("public", refused.key());
            page::invalid(&keys_page(&ctx, errors).await?)
        }
    }
}
