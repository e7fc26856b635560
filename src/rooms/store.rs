//! SQL of rooms.

use chrono::NaiveDate;
use entity::room;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::db::{Tx, is_taken};
use crate::error::AppError;

/// More than a province keeps.
const SHOWN: u64 = 500;

/// False if the unit has a room of that name.
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: room::ActiveModel) -> Result<bool, AppError> {
    match room::Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Rooms of some units by name, closed ones too.
///
/// # Errors
/// The database cannot be read.
pub async fn of_units(
    db: &impl ConnectionTrait,
    units: &[Uuid],
) -> Result<Vec<room::Model>, AppError> {
    let query = room::Entity::find().filter(room::Column::UnitId.is_in(units.iter().copied()));
    let query = query.order_by_asc(room::Column::Name).order_by_asc(room::Column::Id);
    Ok(query.limit(SHOWN).all(db).await?)
}

/// The rooms of a unit that can be used, by name.
///
/// # Errors
/// The database cannot be read.
pub async fn open_rooms(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
) -> Result<Vec<room::Model>, AppError> {
    let mut rooms = of_units(db, &[unit_id]).await?;
    rooms.retain(|room| room.closed_on.is_none());
    Ok(rooms)
}

/// Closes or opens a room of a unit; false if there is none such.
///
/// # Errors
/// The database refuses.
pub async fn set_closed(
    tx: &Tx,
    (id, unit_id): (Uuid, Uuid),
    closed_on: Option<NaiveDate>,
) -> Result<bool, AppError> {
    let row =
        room::ActiveModel { closed_on: sea_orm::ActiveValue::Set(closed_on), ..Default::default() };
    let done = room::Entity::update_many()
        .set(row)
        .filter(room::Column::Id.eq(id))
        .filter(room::Column::UnitId.eq(unit_id))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}
