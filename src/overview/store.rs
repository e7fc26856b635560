//! SQL of the overview: counts under the reader's own scope.

use chrono::{Days, NaiveDate};
use entity::{account, case, outbox};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::cases::search::{Filters, Frame, condition};
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::visible_cases;

/// How many cases match some filters.
///
/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    today: NaiveDate,
) -> Result<u64, AppError> {
    let frame = Frame { today, soon: today, is_broad: false };
    let matching = condition(actor, filters, &frame, db.get_database_backend());
    Ok(case::Entity::find().filter(matching).count(db).await?)
}

/// How many cases were open at the end of a day.
///
/// # Errors
/// The database cannot be read.
pub async fn count_open(
    db: &impl ConnectionTrait,
    actor: &Actor,
    day: NaiveDate,
) -> Result<u64, AppError> {
    let still_open =
        Condition::any().add(case::Column::ClosedOn.is_null()).add(case::Column::ClosedOn.gt(day));
    let query = case::Entity::find()
        .filter(visible_cases(actor))
        .filter(case::Column::ReceivedOn.lte(day))
        .filter(still_open);
    Ok(query.count(db).await?)
}

/// Heads and leaders who can be written to, after one, by id.
///
/// # Errors
/// The database cannot be read.
pub async fn leaders(
    db: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<account::Model>, AppError> {
    let mut query = account::Entity::find()
        .filter(account::Column::Role.is_in(["chairman", "leader"]))
        .filter(account::Column::LockedAt.is_null())
        .filter(account::Column::Email.is_not_null())
        .filter(account::Column::UnitId.is_not_null());
    if let Some(after) = after {
        query = query.filter(account::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(account::Column::Id).limit(limit).all(db).await?)
}

/// Whether a letter with this key was written.
///
/// # Errors
/// The database cannot be read.
pub async fn is_written(db: &impl ConnectionTrait, key: &str) -> Result<bool, AppError> {
    let query = outbox::Entity::find().filter(outbox::Column::DedupKey.eq(key));
    Ok(query.count(db).await? > 0)
}

/// The seven days that end the day before another.
pub fn week_before(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    (day - Days::new(7), day - Days::new(1))
}
