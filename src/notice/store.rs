//! Who on staff answers for a case.

use entity::account;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
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
