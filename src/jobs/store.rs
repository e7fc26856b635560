//! SQL of the jobs: deadlines to remind of, and rows nobody needs any more.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{attachment, case, deadline, draft, idempotency_key};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::error::AppError;

/// Open deadlines of the office that are due by a day or past their strict day, oldest first, after
/// the last one of the page before.
///
/// # Errors
/// The database cannot be read.
pub async fn due_deadlines(
    db: &impl ConnectionTrait,
    by: NaiveDate,
    today: NaiveDate,
    after: Option<(NaiveDate, Uuid)>,
    limit: u64,
) -> Result<Vec<deadline::Model>, AppError> {
    let is_near = Condition::any()
        .add(deadline::Column::DueOn.lte(by))
        .add(deadline::Column::StrictOn.lte(today));
    let mut query = deadline::Entity::find()
        .filter(deadline::Column::Ending.eq("open"))
        .filter(deadline::Column::Duty.eq("agency"))
        .filter(is_near);
    if let Some((due_on, id)) = after {
        let same_day = Condition::all()
            .add(deadline::Column::DueOn.eq(due_on))
            .add(deadline::Column::Id.gt(id));
        query =
            query.filter(Condition::any().add(deadline::Column::DueOn.gt(due_on)).add(same_day));
    }
    let rows = query
        .order_by_asc(deadline::Column::DueOn)
        .order_by_asc(deadline::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows)
}

/// The open ones among some cases.
///
/// # Errors
/// The database cannot be read.
pub async fn open_cases(
    db: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<Vec<case::Model>, AppError> {
    let query = case::Entity::find()
        .filter(case::Column::Id.is_in(ids))
        .filter(case::Column::IsOpen.eq(true));
    Ok(query.all(db).await?)
}

/// Which of some keys of letters are taken.
///
/// # Errors
/// The database cannot be read.
pub async fn known_letters(
    db: &impl ConnectionTrait,
    keys: Vec<String>,
) -> Result<Vec<String>, AppError> {
    let found = entity::outbox::Entity::find()
        .select_only()
        .column(entity::outbox::Column::DedupKey)
        .filter(entity::outbox::Column::DedupKey.is_in(keys))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found)
}

/// Deletes drafts that have expired, with their unsent files, and answered keys older than a moment.
///
/// # Errors
/// The database refuses.
pub async fn delete_expired(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    keys_before: DateTime<Utc>,
) -> Result<(), AppError> {
    let expired: Vec<Uuid> = draft::Entity::find()
        .select_only()
        .column(draft::Column::Id)
        .filter(draft::Column::ExpiresAt.lte(now))
        .limit(500)
        .into_tuple()
        .all(db)
        .await?;
    attachment::Entity::delete_many()
        .filter(attachment::Column::DraftId.is_in(expired.iter().copied()))
        .filter(attachment::Column::CaseId.is_null())
        .exec(db)
        .await?;
    attachment::Entity::update_many()
        .col_expr(
            attachment::Column::DraftId,
            sea_orm::sea_query::Expr::value(Option::<Uuid>::None),
        )
        .filter(attachment::Column::DraftId.is_in(expired.iter().copied()))
        .exec(db)
        .await?;
    draft::Entity::delete_many().filter(draft::Column::Id.is_in(expired)).exec(db).await?;
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::CreatedAt.lt(keys_before))
        .exec(db)
        .await?;
    Ok(())
}
