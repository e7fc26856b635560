//! A reader's cases from the newest on, part by part: for programs and for files of any length.

use entity::case;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

use super::count_store::{self, Counted};
use super::search::{Filters, Frame, condition, condition_from_newest};
use super::worklist::ListedCase;
use crate::error::AppError;
use crate::policy::Actor;

/// How the newest are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// All that match are read and the newest of them taken: for few.
    Sorted,
    /// All cases there are are read from the newest on, until enough of them match: for many.
    Walked,
}

/// The quicker way to so many at a time. Sorting reads all that match, walking as many cases as lie between so many
/// that match; PostgreSQL chooses for itself.
///
/// # Errors
/// The database cannot be read.
pub async fn way(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    limit: u64,
) -> Result<Way, AppError> {
    let backend = db.get_database_backend();
    if backend == DbBackend::Postgres {
        return Ok(Way::Sorted);
    }
    if !filters.q.is_empty() {
        // Words have an index of their own, but for those that stand nearly everywhere.
        return Ok(if frame.is_broad { Way::Walked } else { Way::Sorted });
    }
    let newest: Option<Option<i64>> = case::Entity::find()
        .select_only()
        .expr(Expr::cust("MAX(row_no)"))
        .into_tuple()
        .one(db)
        .await?;
    let all = newest.flatten().unwrap_or(0).unsigned_abs();
    let most = (all * limit).isqrt();
    let matching = match Counted::of(actor, filters) {
        Some(counted) => {
            count_store::all_and_open(db, actor, filters, frame, &counted).await?.0.unsigned_abs()
        }
        None => up_to(db, actor, filters, frame, most + 1).await?,
    };
    Ok(if matching > most { Way::Walked } else { Way::Sorted })
}

/// How many match, counted no further than so many.
async fn up_to(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    frame: &Frame,
    most: u64,
) -> Result<u64, AppError> {
    let some = case::Entity::find()
        .filter(condition(actor, filters, frame, db.get_database_backend()))
        .select_only()
        .expr(Expr::cust("1"))
        .limit(most)
        .into_query();
    let count = Query::select().expr(Expr::cust("COUNT(*)")).from_subquery(some, "some").to_owned();
    let row = db.query_one(&count).await?;
    let number: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(number.unsigned_abs())
}

/// A part of the reader's cases, newest first: at most `limit` of those before an id.
///
/// # Errors
/// The database cannot be read.
pub async fn before(
    db: &impl ConnectionTrait,
    (actor, filters, frame): (&Actor, &Filters, &Frame),
    way: Way,
    id: Option<Uuid>,
    limit: u64,
) -> Result<Vec<ListedCase>, AppError> {
    let backend = db.get_database_backend();
    let which = match way {
        Way::Sorted => condition(actor, filters, frame, backend),
        Way::Walked => condition_from_newest(actor, filters, frame, backend),
    };
    let mut query = case::Entity::find().filter(which);
    if let Some(id) = id {
        query = query.filter(case::Column::Id.lt(id));
    }
    let query = query.order_by_desc(case::Column::Id).limit(limit);
    Ok(query.into_partial_model().all(db).await?)
}
