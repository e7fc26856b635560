//! SQL of the forms of the office's own.

use chrono::NaiveDate;
use entity::local_form;
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::db::{Tx, is_taken};
use crate::error::AppError;

/// More than a province keeps.
const MOST: u64 = 500;

/// All forms by name, newest versions first.
///
/// # Errors
/// The database cannot be read.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<local_form::Model>, AppError> {
    let query = local_form::Entity::find()
        .order_by_asc(local_form::Column::Name)
        .order_by_desc(local_form::Column::ValidFrom)
        .order_by_asc(local_form::Column::Id);
    Ok(query.limit(MOST).all(db).await?)
}

/// Forms of some units, and of all, that are used on a day.
///
/// # Errors
/// The database cannot be read.
pub async fn live_on(
    db: &impl ConnectionTrait,
    units: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<local_form::Model>, AppError> {
    let whose = Condition::any()
        .add(local_form::Column::UnitId.is_null())
        .add(local_form::Column::UnitId.is_in(units.iter().copied()));
    let still = Condition::any()
        .add(local_form::Column::ValidTo.is_null())
        .add(local_form::Column::ValidTo.gte(day));
    let query = local_form::Entity::find()
        .filter(whose)
        .filter(local_form::Column::ValidFrom.lte(day))
        .filter(still)
        .order_by_asc(local_form::Column::FormKey);
    Ok(query.limit(MOST).all(db).await?)
}

/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get(db: &impl ConnectionTrait, id: Uuid) -> Result<local_form::Model, AppError> {
    local_form::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)
}

/// Whether a form of the office's own has this key.
///
/// # Errors
/// The database cannot be read.
pub async fn has_key(db: &impl ConnectionTrait, key: &str) -> Result<bool, AppError> {
    let query = local_form::Entity::find().filter(local_form::Column::FormKey.eq(key));
    Ok(query.count(db).await? > 0)
}

/// Whether another form of this key begins on this day for the same unit, or for all. Two at once are kept apart by
/// the indices of the table.
///
/// # Errors
/// The database cannot be read.
pub async fn begins_on(
    db: &impl ConnectionTrait,
    (key, unit_id, valid_from): (&str, Option<Uuid>, NaiveDate),
    besides: Option<Uuid>,
) -> Result<bool, AppError> {
    let whose = match unit_id {
        Some(id) => local_form::Column::UnitId.eq(id),
        None => local_form::Column::UnitId.is_null(),
    };
    let mut query = local_form::Entity::find()
        .filter(local_form::Column::FormKey.eq(key))
        .filter(local_form::Column::ValidFrom.eq(valid_from))
        .filter(whose);
    if let Some(id) = besides {
        query = query.filter(local_form::Column::Id.ne(id));
    }
    Ok(query.count(db).await? > 0)
}

/// False if there is such a form, see [`begins_on`].
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: local_form::ActiveModel) -> Result<bool, AppError> {
    match local_form::Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Done,
    /// The row has another version by now.
    Stale,
    /// There is such a form, see [`begins_on`].
    Taken,
}

/// Changes the row if it still has the version.
///
/// # Errors
/// The database refuses.
pub async fn change(
    tx: &Tx,
    (id, version): (Uuid, i32),
    changes: local_form::ActiveModel,
) -> Result<Changed, AppError> {
    let changes = local_form::ActiveModel { version: Set(version + 1), ..changes };
    let done: Result<_, DbErr> = local_form::Entity::update_many()
        .set(changes)
        .filter(local_form::Column::Id.eq(id))
        .filter(local_form::Column::Version.eq(version))
        .exec(tx)
        .await;
    match done {
        Ok(done) if done.rows_affected == 1 => Ok(Changed::Done),
        Ok(_) => Ok(Changed::Stale),
        Err(error) if is_taken(&error) => Ok(Changed::Taken),
        Err(error) => Err(error.into()),
    }
}
