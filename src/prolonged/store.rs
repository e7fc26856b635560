//! SQL of prolonged cases. A mark is read inside the scope of its case.

use entity::{case, prolonged_case, prolonged_note};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use crate::db::{Tx, is_taken};
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::{is_of_case, visible_cases};

/// The mark of a case, the newest if it was marked more than once.
///
/// # Errors
/// The database cannot be read.
pub async fn of_case(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Option<prolonged_case::Model>, AppError> {
    let query = prolonged_case::Entity::find()
        .filter(prolonged_case::Column::CaseId.eq(case_id))
        .order_by_desc(prolonged_case::Column::Id);
    Ok(query.one(db).await?)
}

/// What happened and was reviewed, oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn notes(
    db: &impl ConnectionTrait,
    prolonged_id: Uuid,
) -> Result<Vec<prolonged_note::Model>, AppError> {
    let query = prolonged_note::Entity::find()
        .filter(prolonged_note::Column::ProlongedId.eq(prolonged_id))
        .order_by_asc(prolonged_note::Column::At)
        .order_by_asc(prolonged_note::Column::Id);
    Ok(query.limit(500).all(db).await?)
}

fn open(actor: &Actor, unit_id: Option<Uuid>) -> Select<prolonged_case::Entity> {
    let mut which = Condition::all().add(visible_cases(actor));
    if let Some(unit) = unit_id {
        which = which.add(case::Column::UnitId.eq(unit));
    }
    let case_id = (prolonged_case::Entity, prolonged_case::Column::CaseId);
    prolonged_case::Entity::find()
        .filter(prolonged_case::Column::EndedOn.is_null())
        .filter(is_of_case(case_id, which))
}

/// How many marks stand on cases the reader may see.
///
/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: Option<Uuid>,
) -> Result<u64, AppError> {
    Ok(open(actor, unit_id).count(db).await?)
}

/// Marks on cases the reader may see, those to be reviewed first, each with its case.
///
/// # Errors
/// The database cannot be read.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: Option<Uuid>,
    (offset, limit): (u64, u64),
) -> Result<Vec<(prolonged_case::Model, case::Model)>, AppError> {
    let query = open(actor, unit_id)
        .order_by_asc(prolonged_case::Column::ReviewOn)
        .order_by_asc(prolonged_case::Column::Id);
    let marks = query.offset(offset).limit(limit).all(db).await?;
    let ids = marks.iter().map(|mark| mark.case_id);
    let query = case::Entity::find().filter(visible_cases(actor));
    let cases = query.filter(case::Column::Id.is_in(ids)).all(db).await?;
    let with_case = |mark: prolonged_case::Model| {
        let case = cases.iter().find(|case| case.id == mark.case_id)?.clone();
        Some((mark, case))
    };
    Ok(marks.into_iter().filter_map(with_case).collect())
}

/// Marks a case; false if it is marked already.
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: prolonged_case::ActiveModel) -> Result<bool, AppError> {
    match prolonged_case::Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Changes a mark that is still as it was read; false if somebody was faster.
///
/// # Errors
/// The database refuses.
pub async fn update(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: prolonged_case::ActiveModel,
) -> Result<bool, AppError> {
    let done = prolonged_case::Entity::update_many()
        .filter(prolonged_case::Column::Id.eq(id))
        .filter(prolonged_case::Column::Version.eq(version))
        .filter(prolonged_case::Column::EndedOn.is_null())
        .set(row)
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// # Errors
/// The database refuses.
pub async fn add_note(tx: &Tx, row: prolonged_note::ActiveModel) -> Result<(), AppError> {
    prolonged_note::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
