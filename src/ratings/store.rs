//! SQL of ratings. The case has been asked for before, by scope or by number and secret.

use entity::rating;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::db::is_taken;
use crate::error::AppError;

/// The rating of a case.
///
/// # Errors
/// The database cannot be read.
pub async fn of_case(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Option<rating::Model>, AppError> {
    Ok(rating::Entity::find().filter(rating::Column::CaseId.eq(case_id)).one(db).await?)
}

/// Adds the first answer; false if there is one already.
///
/// # Errors
/// The database refuses.
pub async fn add(db: &impl ConnectionTrait, row: rating::ActiveModel) -> Result<bool, AppError> {
    match rating::Entity::insert(row).exec_without_returning(db).await {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Changes an answer that is still as it was read; false if it was changed meanwhile.
///
/// # Errors
/// The database refuses.
pub async fn update(
    db: &impl ConnectionTrait,
    (id, version): (Uuid, i32),
    row: rating::ActiveModel,
) -> Result<bool, AppError> {
    let done = rating::Entity::update_many()
        .set(rating::ActiveModel { version: Set(version + 1), ..row })
        .filter(rating::Column::Id.eq(id))
        .filter(rating::Column::Version.eq(version))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
