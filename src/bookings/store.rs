//! SQL of bookings.

use chrono::NaiveDate;
use entity::booking;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{Booking, Stretch};
use crate::db::Tx;
use crate::error::AppError;

/// Rows written at once; four values each, below what either database takes.
const ROWS: usize = 1_000;

/// Takes everything, or tells what of it is taken by others; then the transaction must be rolled back.
///
/// # Errors
/// The database refuses.
pub async fn take(tx: &Tx, bookings: &[Booking]) -> Result<Vec<(Uuid, Stretch)>, AppError> {
    let mut rows: Vec<(Uuid, NaiveDate, i32, Uuid)> = Vec::new();
    for one in bookings {
        for resource in &one.resources {
            let quarter = |quarter| (*resource, one.stretch.on, quarter, one.holder_id);
            rows.extend(one.stretch.quarters().map(quarter));
        }
    }
    // Everybody writes in the same order, so that nobody waits in a circle.
    rows.sort_unstable();
    let mut written = 0;
    for chunk in rows.chunks(ROWS) {
        let models = chunk.iter().map(|(resource, on, quarter, holder)| booking::ActiveModel {
            resource_id: Set(*resource),
            held_on: Set(*on),
            quarter: Set(*quarter),
            holder_id: Set(*holder),
        });
        let mut once = OnConflict::columns([
            booking::Column::ResourceId,
            booking::Column::HeldOn,
            booking::Column::Quarter,
        ]);
        let insert = booking::Entity::insert_many(models).on_conflict(once.do_nothing().to_owned());
        written += insert.exec_without_returning(tx).await?;
    }
    if usize::try_from(written).is_ok_and(|written| written == rows.len()) {
        return Ok(Vec::new());
    }
    clashes(tx, bookings).await
}

/// What of some bookings is taken by others, each resource and stretch once. Two of the same list that want
/// the same are found by [`take`].
///
/// # Errors
/// The database cannot be read.
pub async fn clashes(
    db: &impl ConnectionTrait,
    bookings: &[Booking],
) -> Result<Vec<(Uuid, Stretch)>, AppError> {
    let mut found = Vec::new();
    for one in bookings {
        let quarters = one.stretch.quarters();
        let taken: Vec<Uuid> = booking::Entity::find()
            .select_only()
            .column(booking::Column::ResourceId)
            .distinct()
            .filter(booking::Column::ResourceId.is_in(one.resources.iter().copied()))
            .filter(booking::Column::HeldOn.eq(one.stretch.on))
            .filter(booking::Column::Quarter.gte(quarters.start))
            .filter(booking::Column::Quarter.lt(quarters.end))
            .filter(booking::Column::HolderId.ne(one.holder_id))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(taken.into_iter().map(|resource| (resource, one.stretch)));
    }
    Ok(found)
}

/// Gives back what something holds.
///
/// # Errors
/// The database refuses.
pub async fn release(tx: &Tx, holder_id: Uuid) -> Result<(), AppError> {
    let held = booking::Entity::delete_many().filter(booking::Column::HolderId.eq(holder_id));
    held.exec(tx).await?;
    Ok(())
}

/// When some people and rooms are taken, from one day to another: by quarter.
///
/// # Errors
/// The database cannot be read.
pub async fn taken(
    db: &impl ConnectionTrait,
    resources: Vec<Uuid>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(Uuid, NaiveDate, i32)>, AppError> {
    let query = booking::Entity::find()
        .select_only()
        .column(booking::Column::ResourceId)
        .column(booking::Column::HeldOn)
        .column(booking::Column::Quarter)
        .filter(booking::Column::ResourceId.is_in(resources))
        .filter(booking::Column::HeldOn.between(from, to))
        .limit(500_000);
    Ok(query.into_tuple().all(db).await?)
}
