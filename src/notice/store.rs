//! What letters need to read: the case itself, unscoped, and who on staff answers for it.

use entity::{account, case};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::error::AppError;

/// The case a letter tells of. There is no reader here whose scope could be asked.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn case_of_letter(db: &impl ConnectionTrait, id: Uuid) -> Result<case::Model, AppError> {
    case::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)
}

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
