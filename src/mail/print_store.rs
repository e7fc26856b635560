//! SQL of letters on paper: which wait to be printed, and that they were.

use chrono::{DateTime, Utc};
use entity::outbox;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::list_store::{Listed, to_print, visible, with_cases};
use crate::error::AppError;
use crate::policy::Actor;

/// How many of the reader's letters wait to be printed.
///
/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<u64, AppError> {
    let query = outbox::Entity::find().filter(visible(actor)).filter(to_print());
    Ok(query.filter(outbox::Column::AvailableAt.lte(now)).count(db).await?)
}

/// Those that have waited longest.
///
/// # Errors
/// The database cannot be read.
pub async fn oldest(
    db: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<Listed>, AppError> {
    let letters = outbox::Entity::find()
        .filter(visible(actor))
        .filter(to_print())
        .filter(outbox::Column::AvailableAt.lte(now))
        .order_by_asc(outbox::Column::AvailableAt)
        .order_by_asc(outbox::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    with_cases(db, letters).await
}

/// Those of some letters that wait to be printed and are the reader's, oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn chosen(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<Uuid>,
) -> Result<Vec<Listed>, AppError> {
    let letters = outbox::Entity::find()
        .filter(outbox::Column::Id.is_in(ids))
        .filter(visible(actor))
        .filter(to_print())
        .order_by_asc(outbox::Column::AvailableAt)
        .order_by_asc(outbox::Column::Id)
        .all(db)
        .await?;
    with_cases(db, letters).await
}

/// Says that letters were printed, and by whom; tells of how many.
///
/// # Errors
/// The database refuses.
pub async fn mark(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<Uuid>,
    now: DateTime<Utc>,
) -> Result<u64, AppError> {
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::PrintedAt, Expr::value(now))
        .col_expr(outbox::Column::PrintedBy, Expr::value(actor.account_id))
        .filter(outbox::Column::Id.is_in(ids))
        .filter(visible(actor))
        .filter(to_print())
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

/// Takes back that a letter was printed; false if there is none such for the reader.
///
/// # Errors
/// The database refuses.
pub async fn unmark(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<bool, AppError> {
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::PrintedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(outbox::Column::PrintedBy, Expr::value(Option::<Uuid>::None))
        .filter(outbox::Column::Id.eq(id))
        .filter(visible(actor))
        .filter(outbox::Column::PrintedAt.is_not_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
