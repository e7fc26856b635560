//! SQL of reception days.

use chrono::NaiveDate;
use entity::{reception_day, reception_event, reception_task};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::db::{Tx, is_taken};
use crate::error::AppError;

/// More than a province posts for two months.
const SHOWN: u64 = 1_000;
/// Tasks on one page.
const TASKS: u64 = 20;

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

/// # Errors
/// The database refuses.
pub async fn add_tasks(tx: &Tx, rows: Vec<reception_task::ActiveModel>) -> Result<(), AppError> {
    if !rows.is_empty() {
        reception_task::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The tasks of a day, in order.
///
/// # Errors
/// The database cannot be read.
pub async fn tasks(
    db: &impl ConnectionTrait,
    day_id: Uuid,
) -> Result<Vec<reception_task::Model>, AppError> {
    let query = reception_task::Entity::find().filter(reception_task::Column::DayId.eq(day_id));
    Ok(query.order_by_asc(reception_task::Column::Position).all(db).await?)
}

/// Tasks of some units that are not done, those due first, each with its day; and how many there are.
///
/// # Errors
/// The database cannot be read.
pub async fn open_tasks(
    db: &impl ConnectionTrait,
    units: &[Uuid],
) -> Result<(Vec<(reception_task::Model, reception_day::Model)>, u64), AppError> {
    let of_units = reception_day::Entity::find()
        .select_only()
        .column(reception_day::Column::Id)
        .filter(reception_day::Column::UnitId.is_in(units.iter().copied()));
    let query = reception_task::Entity::find()
        .filter(reception_task::Column::DayId.in_subquery(of_units.into_query()))
        .filter(reception_task::Column::DoneOn.is_null());
    let count = query.clone().count(db).await?;
    let query =
        query.order_by_asc(reception_task::Column::DueOn).order_by_asc(reception_task::Column::Id);
    let tasks = query.limit(TASKS).all(db).await?;
    let ids = tasks.iter().map(|task| task.day_id);
    let days = reception_day::Entity::find().filter(reception_day::Column::Id.is_in(ids));
    let days = days.all(db).await?;
    let with_day = |task: reception_task::Model| {
        let day = days.iter().find(|day| day.id == task.day_id)?.clone();
        Some((task, day))
    };
    Ok((tasks.into_iter().filter_map(with_day).collect(), count))
}

/// Marks a task of a day as done; false if it was before, or is none.
///
/// # Errors
/// The database refuses.
pub async fn finish_task(
    tx: &Tx,
    (id, day_id): (Uuid, Uuid),
    (done_on, done_by): (NaiveDate, Uuid),
    result: String,
) -> Result<bool, AppError> {
    let done = reception_task::Entity::update_many()
        .filter(reception_task::Column::Id.eq(id))
        .filter(reception_task::Column::DayId.eq(day_id))
        .filter(reception_task::Column::DoneOn.is_null())
        .set(reception_task::ActiveModel {
            done_on: Set(Some(done_on)),
            done_by: Set(Some(done_by)),
            result: Set(result),
            ..Default::default()
        })
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}
