//! Envelopes coming in: from a denouncer's browser, or sealed anew on the machine they are opened on.
//! They are streamed to the store; nothing here could open one.

use chrono::{DateTime, Utc};
use entity::sealed_envelope;
use envelope::{OUTLINE_MAX, Outline};
use sea_orm::ActiveValue::Set;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::keys::UnitKeys;
use super::store;
use crate::app::App;
use crate::audit::{Deed, Entry};
use crate::db::Tx;
use crate::error::AppError;
use crate::files::Incoming;
use crate::ids::new_id;
use crate::policy::Actor;

/// An envelope that lies in the store, with what can be told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub context: String,
    pub key_ids: Vec<String>,
    pub sha256: String,
    pub chunks_sha256: String,
    pub size: u64,
}

/// An envelope on its way in.
pub struct Receiving {
    incoming: Incoming,
    /// The first bytes, until they tell what they are.
    start: Vec<u8>,
    outline: Option<Outline>,
    chunks: Sha256,
    is_broken: bool,
}

/// # Errors
/// The store refuses.
pub async fn begin(app: &App, now: DateTime<Utc>) -> Result<Receiving, AppError> {
    let incoming = app.files.begin(new_id(now)).await?;
    let (start, outline) = (Vec::new(), None);
    Ok(Receiving { incoming, start, outline, chunks: Sha256::new(), is_broken: false })
}

/// Room for all files of a filing, what is said of who sent them, and the seal.
pub fn size_max(app: &App) -> u64 {
    let limits = &app.config.limits;
    let files = limits.max_file_bytes.saturating_mul(limits.max_files as u64);
    files.saturating_add(files / 1000).saturating_add(1024 * 1024)
}

impl Receiving {
    /// Adds a part. What cannot become an envelope is read on and kept no more.
    ///
    /// # Errors
    /// The store refuses.
    pub async fn write(&mut self, app: &App, part: Vec<u8>) -> Result<(), AppError> {
        if self.is_broken || self.incoming.size() + part.len() as u64 > size_max(app) {
            self.is_broken = true;
            return Ok(());
        }
        self.hash(&part);
        self.incoming.write(part).await
    }

    /// The chunks have a hash of their own, which stays when the envelope is sealed anew.
    fn hash(&mut self, part: &[u8]) {
        if self.outline.is_some() {
            self.chunks.update(part);
            return;
        }
        self.start.extend_from_slice(part);
        match Outline::read(&self.start) {
            Ok(Some(outline)) => {
                self.chunks.update(self.start.get(outline.chunks_at..).unwrap_or_default());
                self.outline = Some(outline);
                self.start = Vec::new();
            }
            Ok(None) if self.start.len() <= OUTLINE_MAX => {}
            Ok(None) | Err(_) => self.is_broken = true,
        }
    }

    /// Keeps it, if it is a whole envelope.
    ///
    /// # Errors
    /// The store refuses.
    pub async fn finish(self) -> Result<Option<Sealed>, AppError> {
        let size = self.incoming.size();
        let is_whole =
            |outline: &Outline| usize::try_from(size).is_ok_and(|size| outline.is_whole(size));
        let outline = self.outline.filter(|outline| !self.is_broken && is_whole(outline));
        let Some(outline) = outline else {
            self.incoming.abandon().await;
            return Ok(None);
        };
        let stored = self.incoming.finish().await?;
        Ok(Some(Sealed {
            context: outline.context,
            key_ids: outline.key_ids,
            sha256: stored.sha256,
            chunks_sha256: hex::encode(self.chunks.finalize()),
            size: stored.size,
        }))
    }

    pub async fn abandon(self) {
        self.incoming.abandon().await;
    }
}

/// Binds an envelope to its case, and tells of its hash: whoever puts another in its place is found.
///
/// # Errors
/// The database refuses.
pub async fn bind(
    tx: &Tx,
    case_id: Uuid,
    now: DateTime<Utc>,
    sealed: Sealed,
) -> Result<(), AppError> {
    let row = sealed_envelope::ActiveModel {
        case_id: Set(case_id),
        context: Set(sealed.context),
        sha256: Set(sealed.sha256),
        chunks_sha256: Set(sealed.chunks_sha256),
        size: Set(i64::try_from(sealed.size).unwrap_or(i64::MAX)),
        version: Set(1),
        received_at: Set(now),
        sealed_at: Set(now),
        exported_at: Set(None),
        ..Default::default()
    };
    store::add_envelope(tx, new_id(now), row, &sealed.key_ids).await
}

/// What became of an envelope that was brought back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// It replaces the one that lay here.
    Replaced,
    /// It is the one that lies here.
    Same,
    /// No case here has an envelope of this context.
    Unknown,
    /// What is inside is not what was inside.
    OtherContents,
    /// It is sealed to others than the holders of now.
    OtherHolders,
}

impl Returned {
    pub const ALL: [Self; 5] =
        [Self::Replaced, Self::Same, Self::Unknown, Self::OtherContents, Self::OtherHolders];

    pub fn key(self) -> &'static str {
        match self {
            Self::Replaced => "envelopes-returned-replaced",
            Self::Same => "envelopes-returned-same",
            Self::Unknown => "envelopes-returned-unknown",
            Self::OtherContents => "envelopes-returned-other-contents",
            Self::OtherHolders => "envelopes-returned-other-holders",
        }
    }
}

/// Puts an envelope that was sealed anew in the place of the old one, whose file is for the caller to
/// remove once the transaction stands. Only the holders may differ: the sealed chunks must be the same.
///
/// # Errors
/// The database refuses.
pub async fn replace(
    tx: &Tx,
    actor: &Actor,
    now: DateTime<Utc>,
    sealed: &Sealed,
) -> Result<(Returned, Option<(String, Entry)>), AppError> {
    let found = store::visible_by_context(tx, actor, &sealed.context).await?;
    let Some((row, case)) = found else { return Ok((Returned::Unknown, None)) };
    if row.sha256 == sealed.sha256 {
        return Ok((Returned::Same, None));
    }
    if row.chunks_sha256 != sealed.chunks_sha256 {
        return Ok((Returned::OtherContents, None));
    }
    if !UnitKeys::of_unit(tx, case.unit_id).await?.is_sealed_to_all(&sealed.key_ids) {
        return Ok((Returned::OtherHolders, None));
    }
    let new = sealed_envelope::ActiveModel {
        sha256: Set(sealed.sha256.clone()),
        size: Set(i64::try_from(sealed.size).unwrap_or(i64::MAX)),
        version: Set(row.version + 1),
        sealed_at: Set(now),
        ..Default::default()
    };
    store::replace_envelope(tx, row.id, new, &sealed.key_ids).await?;
    let told = Entry::on_case(actor, Deed::EnvelopeResealed, &case).with(&sealed.sha256);
    Ok((Returned::Replaced, Some((row.sha256, told))))
}
