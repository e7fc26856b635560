//! SQL of reception days.

use chrono::NaiveDate;
use entity::{reception_day, reception_event};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, SqlErr,
};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::AppError;

/// More than a province posts for two months.
const SHOWN: u64 = 1_000;

fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// False if the head receives on that day already.
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: reception_day::ActiveModel) -> Result<bool, AppError> {
    match reception_day::Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub enum Updated {
    Done,
    Taken,
    Stale,
}

/// Changes a day that is still as it was read.
///
/// # Errors
/// The database refuses.
pub async fn update(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: reception_day::ActiveModel,
) -> Result<Updated, AppError> {
    let done = reception_day::Entity::update_many()
        .filter(reception_day::Column::Id.eq(id))
        .filter(reception_day::Column::Version.eq(version))
        .set(row)
        .exec(tx)
        .await;
    match done {
        Ok(done) if done.rows_affected == 1 => Ok(Updated::Done),
        Ok(_) => Ok(Updated::Stale),
        Err(error) if is_taken(&error) => Ok(Updated::Taken),
        Err(error) => Err(error.into()),
    }
}

/// # Errors
/// The database refuses.
pub async fn add_event(tx: &Tx, row: reception_event::ActiveModel) -> Result<(), AppError> {
    reception_event::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// # Errors
/// The database cannot be read.
pub async fn events(
    db: &impl ConnectionTrait,
    day_id: Uuid,
) -> Result<Vec<reception_event::Model>, AppError> {
    let query = reception_event::Entity::find().filter(reception_event::Column::DayId.eq(day_id));
    Ok(query.order_by_asc(reception_event::Column::Seq).all(db).await?)
}

/// A day of one of some units.
///
/// # Errors
/// The database cannot be read.
pub async fn find(
    db: &impl ConnectionTrait,
    id: Uuid,
    units: &[Uuid],
) -> Result<Option<reception_day::Model>, AppError> {
    let query = reception_day::Entity::find_by_id(id)
        .filter(reception_day::Column::UnitId.is_in(units.iter().copied()));
    Ok(query.one(db).await?)
}

/// Days of some units from one day to another, in order.
///
/// # Errors
/// The database cannot be read.
pub async fn between(
    db: &impl ConnectionTrait,
    units: &[Uuid],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<reception_day::Model>, AppError> {
    let query = reception_day::Entity::find()
        .filter(reception_day::Column::UnitId.is_in(units.iter().copied()))
        .filter(reception_day::Column::HeldOn.between(from, to));
    Ok(in_order(query).all(db).await?)
}

/// Days of one head from a day on, in order.
///
/// # Errors
/// The database cannot be read.
pub async fn of_host(
    db: &impl ConnectionTrait,
    host_id: Uuid,
    from: NaiveDate,
) -> Result<Vec<reception_day::Model>, AppError> {
    let query = reception_day::Entity::find()
        .filter(reception_day::Column::HostId.eq(host_id))
        .filter(reception_day::Column::HeldOn.gte(from));
    Ok(in_order(query).all(db).await?)
}

/// What the public is told from a day on: posted days, and posted days that were put off.
///
/// # Errors
/// The database cannot be read.
pub async fn posted(
    db: &impl ConnectionTrait,
    unit: Option<Uuid>,
    from: NaiveDate,
) -> Result<Vec<reception_day::Model>, AppError> {
    use reception_day::Column;
    let of_unit =
        unit.map_or_else(Condition::all, |unit| Condition::all().add(Column::UnitId.eq(unit)));
    let stands = Condition::all().add(Column::PostedOn.is_not_null()).add(Column::HeldOn.gte(from));
    let was_put_off = Condition::all().add(Column::PostedOn.is_null()).add(Column::WasOn.gte(from));
    let query = reception_day::Entity::find()
        .filter(of_unit)
        .filter(Condition::any().add(stands).add(was_put_off));
    Ok(in_order(query).all(db).await?)
}

fn in_order(
    query: sea_orm::Select<reception_day::Entity>,
) -> sea_orm::Select<reception_day::Entity> {
    query
        .order_by_asc(reception_day::Column::HeldOn)
        .order_by_asc(reception_day::Column::FromTime)
        .order_by_asc(reception_day::Column::Id)
        .limit(SHOWN)
}
