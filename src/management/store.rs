//! SQL of the register of management work.

use chrono::{Datelike, NaiveDate};
use entity::{management_entry as entry, management_progress as progress};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::Kind;
use crate::db::{Tx, is_taken};
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::visible_management;

/// More than an inspection ever has.
const PROGRESS_SHOWN: u64 = 500;

/// Which lines of the register are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub year: i32,
    /// One kind; none means all.
    pub kind: Option<Kind>,
    /// One unit; none means all in the reader's reach.
    pub unit: Option<Uuid>,
}

/// First and last day of a year.
fn days(year: i32) -> (NaiveDate, NaiveDate) {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    (day(1, 1), day(12, 31))
}

/// Lines of the year, and inspections carried over into it: begun before and, at its start, neither struck out nor
/// carried out (columns 6 and 13 of form 06/QLKNTC count those again).
fn condition(actor: &Actor, asked: &Asked) -> Condition {
    use entry::Column;
    let (first, last) = days(asked.year);
    let unfinished =
        Condition::any().add(Column::FinishedOn.is_null()).add(Column::FinishedOn.gte(first));
    let carried = Condition::all()
        .add(Column::Kind.eq(Kind::Inspection.code()))
        .add(Column::OnDate.lt(first))
        .add(Column::StruckOn.is_null())
        .add(unfinished);
    let days = Condition::any().add(Column::OnDate.between(first, last)).add(carried);
    let mut all = Condition::all().add(visible_management(actor)).add(days);
    if let Some(unit) = asked.unit {
        all = all.add(Column::UnitId.eq(unit));
    }
    if let Some(kind) = asked.kind {
        all = all.add(Column::Kind.eq(kind.code()));
    }
    all
}

/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<u64, AppError> {
    Ok(entry::Entity::find().filter(condition(actor, asked)).count(db).await?)
}

/// A part of the register, newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
    (offset, limit): (u64, u64),
) -> Result<Vec<entry::Model>, AppError> {
    let query = entry::Entity::find()
        .filter(condition(actor, asked))
        .order_by_desc(entry::Column::OnDate)
        .order_by_desc(entry::Column::Id);
    Ok(query.offset(offset).limit(limit).all(db).await?)
}

/// The year of the oldest line a reader may see.
///
/// # Errors
/// The database cannot be read.
pub async fn first_year(db: &impl ConnectionTrait, actor: &Actor) -> Result<Option<i32>, AppError> {
    let query = entry::Entity::find()
        .filter(visible_management(actor))
        .order_by_asc(entry::Column::OnDate)
        .select_only()
        .column(entry::Column::OnDate);
    let first: Option<NaiveDate> = query.into_tuple().one(db).await?;
    Ok(first.map(|day| day.year()))
}

/// A line as an actor may see it. Missing and hidden look the same.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<entry::Model, AppError> {
    let query = entry::Entity::find_by_id(id).filter(visible_management(actor));
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// What was done to carry a conclusion out, oldest first, with what was struck out.
///
/// # Errors
/// The database cannot be read.
pub async fn progress(
    db: &impl ConnectionTrait,
    entry_id: Uuid,
) -> Result<Vec<progress::Model>, AppError> {
    let query = progress::Entity::find()
        .filter(progress::Column::EntryId.eq(entry_id))
        .order_by_asc(progress::Column::OnDate)
        .order_by_asc(progress::Column::Id);
    Ok(query.limit(PROGRESS_SHOWN).all(db).await?)
}

/// The line that was entered in the place of one that was struck out.
///
/// # Errors
/// The database cannot be read.
pub async fn replacement_of(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Uuid>, AppError> {
    let query = entry::Entity::find().select_only().column(entry::Column::Id);
    Ok(query.filter(entry::Column::ReplacesId.eq(id)).into_tuple().one(db).await?)
}

/// The id of the line a page was already entered as.
///
/// # Errors
/// The database cannot be read.
pub async fn entered_as(db: &impl ConnectionTrait, token: &str) -> Result<Option<Uuid>, AppError> {
    let query = entry::Entity::find().select_only().column(entry::Column::Id);
    Ok(query.filter(entry::Column::Token.eq(token)).into_tuple().one(db).await?)
}

/// False if the page, the number on that day, or the line it replaces was entered before.
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: entry::ActiveModel) -> Result<bool, AppError> {
    match entry::Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Changes a line that is still as it was read and not struck out; false if somebody was faster.
///
/// # Errors
/// The database refuses.
pub async fn update(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: entry::ActiveModel,
) -> Result<bool, AppError> {
    let done = entry::Entity::update_many()
        .filter(entry::Column::Id.eq(id))
        .filter(entry::Column::Version.eq(version))
        .filter(entry::Column::StruckOn.is_null())
        .set(row)
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// # Errors
/// The database refuses.
pub async fn add_progress(tx: &Tx, row: progress::ActiveModel) -> Result<(), AppError> {
    progress::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Strikes a line of progress out; false if it is already, or is not one of that inspection.
///
/// # Errors
/// The database refuses.
pub async fn strike_progress(
    tx: &Tx,
    (id, entry_id): (Uuid, Uuid),
    row: progress::ActiveModel,
) -> Result<bool, AppError> {
    let done = progress::Entity::update_many()
        .filter(progress::Column::Id.eq(id))
        .filter(progress::Column::EntryId.eq(entry_id))
        .filter(progress::Column::StruckOn.is_null())
        .set(row)
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}
