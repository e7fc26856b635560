//! Modes and keys of a unit: who may open what is sealed there.

use chrono::{DateTime, Utc};
use entity::sealing_key;
use envelope::{HOLDERS_MAX, HOLDERS_MIN, LockedKey, PublicKey};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Mode, store};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Actor;

/// A key somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub id: Uuid,
    pub public: PublicKey,
    /// The private key, locked, where a custodian opens on screen.
    pub locked: Option<LockedKey>,
    pub custodian_id: Option<Uuid>,
    pub added_at: DateTime<Utc>,
    /// Nothing is sealed to it any more.
    pub retired_at: Option<DateTime<Utc>>,
}

/// How a unit keeps identities, with all keys it has and had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitKeys {
    pub mode: Mode,
    pub keys: Vec<Key>,
}

impl UnitKeys {
    /// # Errors
    /// The database cannot be read, or holds no keys where it should.
    pub async fn of_unit(db: &impl ConnectionTrait, unit_id: Uuid) -> Result<Self, AppError> {
        let mode = store::mode(db, unit_id).await?;
        let rows = store::keys(db, unit_id).await?;
        Ok(Self { mode, keys: rows.into_iter().map(from_row).collect::<Result<_, _>>()? })
    }

    /// Those that are sealed to, the oldest first.
    pub fn active(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter().filter(|key| key.retired_at.is_none())
    }

    /// Whether one key can be lost without losing every identity.
    pub fn has_enough(&self) -> bool {
        self.active().count() >= HOLDERS_MIN
    }

    /// Whether denunciations are taken at all: sealed to two holders, or kept on paper alone.
    pub fn takes_denunciations(&self) -> bool {
        self.mode == Mode::None || self.has_enough()
    }

    /// Whether they are taken through the web, where an identity must be sealed.
    pub fn takes_online(&self) -> bool {
        self.mode != Mode::None && self.has_enough()
    }

    /// Whether an envelope is sealed to exactly the holders of now.
    pub fn is_sealed_to_all(&self, key_ids: &[String]) -> bool {
        let mut sealed: Vec<&str> = key_ids.iter().map(String::as_str).collect();
        let now: Vec<String> = self.active().map(|key| key.public.id()).collect();
        let mut now: Vec<&str> = now.iter().map(String::as_str).collect();
        sealed.sort_unstable();
        now.sort_unstable();
        sealed == now
    }
}

/// Units that take denunciations through the web: not those that hold no identities, and only with holders
/// enough.
///
/// # Errors
/// The database cannot be read.
pub async fn online_units(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, AppError> {
    let none = store::units_of_mode(db, Mode::None).await?;
    let holders = store::active_holders(db).await?;
    let is_ready = |(unit, count): &(Uuid, i64)| {
        usize::try_from(*count).is_ok_and(|count| count >= HOLDERS_MIN) && !none.contains(unit)
    };
    Ok(holders.into_iter().filter(is_ready).map(|(unit, _)| unit).collect())
}

fn from_row(row: sealing_key::Model) -> Result<Key, AppError> {
    let broken = |error: envelope::Error| AppError::inconsistent("sealing_keys", row.id, error);
    Ok(Key {
        id: row.id,
        public: PublicKey::from_json(&row.public_json).map_err(broken)?,
        locked: row.locked_json.as_deref().map(LockedKey::from_json).transpose().map_err(broken)?,
        custodian_id: row.custodian_id,
        added_at: row.added_at,
        retired_at: row.retired_at,
    })
}

/// Why keys are not changed; codes of the sentences beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The unit has this key, or had it.
    KnownKey,
    /// No more holders fit into an envelope.
    TooMany,
    /// Fewer than two holders would be left.
    TooFewLeft,
    /// A locked private key is kept here for a custodian alone.
    NotCustodian,
    /// The two files do not belong together.
    OtherKey,
}

impl Refused {
    pub const ALL: [Self; 5] =
        [Self::KnownKey, Self::TooMany, Self::TooFewLeft, Self::NotCustodian, Self::OtherKey];

    pub fn key(self) -> &'static str {
        match self {
            Self::KnownKey => "keys-refused-known",
            Self::TooMany => "keys-refused-too-many",
            Self::TooFewLeft => "keys-refused-too-few",
            Self::NotCustodian => "keys-refused-not-custodian",
            Self::OtherKey => "keys-refused-other-key",
        }
    }
}

/// Registers the key of a holder. A locked private key makes whoever brings it its custodian.
///
/// # Errors
/// The database refuses.
pub async fn add(
    tx: &Tx,
    actor: &Actor,
    unit_id: Uuid,
    now: DateTime<Utc>,
    public: &PublicKey,
    locked: Option<&LockedKey>,
) -> Result<Result<Uuid, Refused>, AppError> {
    let unit = UnitKeys::of_unit(tx, unit_id).await?;
    if unit.active().count() >= HOLDERS_MAX {
        return Ok(Err(Refused::TooMany));
    }
    if locked.is_some() && unit.mode != Mode::Custodian {
        return Ok(Err(Refused::NotCustodian));
    }
    if locked.is_some_and(|locked| locked.public_id() != public.id()) {
        return Ok(Err(Refused::OtherKey));
    }
    let json = |error: envelope::Error| AppError::internal("key", error);
    let id = new_id(now);
    let row = sealing_key::ActiveModel {
        id: Set(id),
        unit_id: Set(unit_id),
        key_id: Set(public.id()),
        holder: Set(public.holder.clone()),
        public_json: Set(public.to_json().map_err(json)?),
        locked_json: Set(locked.map(LockedKey::to_json).transpose().map_err(json)?),
        custodian_id: Set(locked.map(|_| actor.account_id)),
        added_by: Set(actor.account_id),
        added_at: Set(now),
        retired_by: Set(None),
        retired_at: Set(None),
    };
    Ok(if store::add_key(tx, row).await? { Ok(id) } else { Err(Refused::KnownKey) })
}

/// Nothing is sealed to the key any more. What was sealed before is sealed anew on the machine it is
/// opened on; until then the holder still opens it.
///
/// # Errors
/// `NotFound`, or the database refuses.
pub async fn retire(
    tx: &Tx,
    actor: &Actor,
    unit_id: Uuid,
    key: Uuid,
    now: DateTime<Utc>,
) -> Result<Result<(), Refused>, AppError> {
    let unit = UnitKeys::of_unit(tx, unit_id).await?;
    if !unit.active().any(|one| one.id == key) {
        return Err(AppError::NotFound);
    }
    if unit.active().count() <= HOLDERS_MIN {
        return Ok(Err(Refused::TooFewLeft));
    }
    store::retire_key(tx, key, actor.account_id, now).await?;
    Ok(Ok(()))
}
