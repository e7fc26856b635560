//! Who on staff answers for a case.

use entity::account;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::AppError;

/// # Errors
/// The database cannot be read.
pub async fn account(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<account::Model>, AppError> {
    Ok(account::Entity::find_by_id(id).one(db).await?)
}

/// The chairman of a unit, one who can be written to before one who cannot.
///
/// # Errors
/// The database cannot be read.
pub async fn chairman(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
) -> Result<Option<account::Model>, AppError> {
    let query = account::Entity::find()
        .filter(account::Column::UnitId.eq(unit_id))
        .filter(account::Column::Role.eq("chairman"))
        .filter(account::Column::LockedAt.is_null())
        .order_by_asc(account::Column::Email.is_null())
        .order_by_asc(account::Column::Id);
    Ok(query.one(db).await?)
}

/// Who handles denunciations at a unit and can be told of them: its head first, those with an address
/// before those without.
///
/// # Errors
/// The database cannot be read.
pub async fn denunciation_handlers(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
) -> Result<Vec<account::Model>, AppError> {
    let query = account::Entity::find()
        .filter(account::Column::UnitId.eq(unit_id))
        .filter(account::Column::HandlesDenunciations.eq(true))
        .filter(account::Column::Role.is_in(["chairman", "reception"]))
        .filter(account::Column::LockedAt.is_null())
        .order_by_asc(account::Column::Email.is_null())
        .order_by_asc(account::Column::Role)
        .order_by_asc(account::Column::Id)
        .limit(20);
    Ok(query.all(db).await?)
}
