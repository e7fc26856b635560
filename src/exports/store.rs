//! SQL of exports.

use chrono::{DateTime, Utc};
use entity::export::{ActiveModel, Column, Entity, Model};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::State;
use crate::db::{Tx, is_taken};
use crate::error::AppError;

/// Exports somebody is shown; older ones are forgotten soon.
const SHOWN: u64 = 50;

/// Adds an export; false if the account has one that waits or runs.
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: ActiveModel) -> Result<bool, AppError> {
    match Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What somebody asked for, newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn own(db: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<Model>, AppError> {
    let query = Entity::find().filter(Column::AccountId.eq(account_id));
    Ok(query.order_by_desc(Column::Id).limit(SHOWN).all(db).await?)
}

/// An export of somebody's own. Missing and another's look the same.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_own(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    id: Uuid,
) -> Result<Model, AppError> {
    let query = Entity::find_by_id(id).filter(Column::AccountId.eq(account_id));
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// The export that is next: one that waits, or one whose writer died; the oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn next(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Option<Model>, AppError> {
    let left = Condition::all()
        .add(Column::State.eq(State::Running.code()))
        .add(Column::LeaseUntil.lte(now));
    let is_next = Condition::any().add(Column::State.eq(State::Waiting.code())).add(left);
    Ok(Entity::find().filter(is_next).order_by_asc(Column::Id).one(db).await?)
}

/// Changes an export that is still in the state and the try it was read in; false if somebody was faster.
///
/// # Errors
/// The database refuses.
pub async fn change(tx: &Tx, as_read: &Model, row: ActiveModel) -> Result<bool, AppError> {
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(as_read.id))
        .filter(Column::State.eq(as_read.state.as_str()))
        .filter(Column::Attempts.eq(as_read.attempts))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Marks files whose time is over; they can be fetched no more.
///
/// # Errors
/// The database refuses.
pub async fn expire(tx: &Tx, now: DateTime<Utc>) -> Result<(), AppError> {
    let row = ActiveModel { state: Set(State::Expired.code().to_owned()), ..Default::default() };
    Entity::update_many()
        .set(row)
        .filter(Column::State.eq(State::Done.code()))
        .filter(Column::ExpiresAt.lte(now))
        .exec(tx)
        .await?;
    Ok(())
}

/// Deletes exports without a file that were asked for before a moment.
///
/// # Errors
/// The database refuses.
pub async fn forget(tx: &Tx, before: DateTime<Utc>) -> Result<(), AppError> {
    Entity::delete_many()
        .filter(Column::State.is_in([State::Expired.code(), State::Failed.code()]))
        .filter(Column::CreatedAt.lt(before))
        .exec(tx)
        .await?;
    Ok(())
}

/// An export by its id, for the worker.
///
/// # Errors
/// The database cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, AppError> {
    Ok(Entity::find_by_id(id).one(db).await?)
}
