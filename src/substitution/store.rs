//! SQL of substitutions.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{account, substitution};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::error::AppError;

/// Shown on the page; older ones are history.
const SHOWN: u64 = 200;

/// Whose place somebody takes on a day: a head who is not locked. The newest counts if there are several.
///
/// # Errors
/// The database cannot be read.
pub async fn of_today(
    db: &impl ConnectionTrait,
    substitute_id: Uuid,
    today: NaiveDate,
) -> Result<Option<(substitution::Model, account::Model)>, AppError> {
    let found = substitution::Entity::find()
        .filter(substitution::Column::SubstituteId.eq(substitute_id))
        .filter(substitution::Column::FromOn.lte(today))
        .filter(substitution::Column::ToOn.gte(today))
        .filter(substitution::Column::EndedAt.is_null())
        .order_by_desc(substitution::Column::Id)
        .one(db)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let absent = account::Entity::find_by_id(row.absent_id)
        .filter(account::Column::Role.eq("chairman"))
        .filter(account::Column::LockedAt.is_null())
        .one(db)
        .await?;
    Ok(absent.map(|absent| (row, absent)))
}

/// Who takes the place of a head on a day, if somebody does who is not locked.
///
/// # Errors
/// The database cannot be read.
pub async fn for_absent(
    db: &impl ConnectionTrait,
    absent_id: Uuid,
    today: NaiveDate,
) -> Result<Option<(substitution::Model, account::Model)>, AppError> {
    let found = substitution::Entity::find()
        .filter(substitution::Column::AbsentId.eq(absent_id))
        .filter(substitution::Column::FromOn.lte(today))
        .filter(substitution::Column::ToOn.gte(today))
        .filter(substitution::Column::EndedAt.is_null())
        .order_by_desc(substitution::Column::Id)
        .one(db)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let account = account::Entity::find_by_id(row.substitute_id)
        .filter(account::Column::LockedAt.is_null())
        .one(db)
        .await?;
    Ok(account.map(|account| (row, account)))
}

/// Substitutions of some heads, newest first; of all without a list.
///
/// # Errors
/// The database cannot be read.
pub async fn of_heads(
    db: &impl ConnectionTrait,
    heads: Option<Vec<Uuid>>,
) -> Result<Vec<substitution::Model>, AppError> {
    let among = heads.map_or_else(Condition::all, |heads| {
        Condition::all().add(substitution::Column::AbsentId.is_in(heads))
    });
    let query = substitution::Entity::find().filter(among);
    Ok(query.order_by_desc(substitution::Column::Id).limit(SHOWN).all(db).await?)
}

/// Whether somebody already takes the place of a head on any of some days.
///
/// # Errors
/// The database cannot be read.
pub async fn is_taken(
    db: &impl ConnectionTrait,
    absent_id: Uuid,
    (from_on, to_on): (NaiveDate, NaiveDate),
) -> Result<bool, AppError> {
    let query = substitution::Entity::find()
        .filter(substitution::Column::AbsentId.eq(absent_id))
        .filter(substitution::Column::FromOn.lte(to_on))
        .filter(substitution::Column::ToOn.gte(from_on))
        .filter(substitution::Column::EndedAt.is_null());
    Ok(query.one(db).await?.is_some())
}

/// # Errors
/// The database refuses.
pub async fn add(
    db: &impl ConnectionTrait,
    row: substitution::ActiveModel,
) -> Result<(), AppError> {
    substitution::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Ends one of some heads' substitutions; of anybody's without a list. False if there is none to end.
///
/// # Errors
/// The database refuses.
pub async fn end(
    db: &impl ConnectionTrait,
    id: Uuid,
    heads: Option<Vec<Uuid>>,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let among = heads.map_or_else(Condition::all, |heads| {
        Condition::all().add(substitution::Column::AbsentId.is_in(heads))
    });
    let done = substitution::Entity::update_many()
        .col_expr(substitution::Column::EndedAt, Expr::value(now))
        .filter(substitution::Column::Id.eq(id))
        .filter(substitution::Column::EndedAt.is_null())
        .filter(among)
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
