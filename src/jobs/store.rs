//! SQL of the jobs: deadlines to remind of, and rows nobody needs any more.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{account, attachment, case, deadline, draft, idempotency_key, outbox};
use law::deadline::Deadline;
use law::procedure::State;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::cases::deadline_store::in_time;
use crate::db::Tx;
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

/// What a change of the calendar may have moved.
#[derive(Clone, Debug)]
pub struct Touched {
    /// Cases of these units; none: of all.
    pub units: Option<Vec<Uuid>>,
    /// First and last day of the change.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// Cases with a deadline that still runs or stands still, or that ran over the changed days; by id,
/// after the last one of the page before.
///
/// # Errors
/// The database cannot be read.
pub async fn touched_cases(
    db: &impl ConnectionTrait,
    touched: &Touched,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, AppError> {
    let mut moves = Condition::any().add(deadline::Column::Ending.is_in(["open", "paused"]));
    if let Some((first, last)) = touched.days {
        // Some are counted back from an event, so the beginning may lie behind the end.
        let begins = Condition::any()
            .add(deadline::Column::StartsOn.lte(last))
            .add(deadline::Column::StrictOn.lte(last));
        let ends = Condition::any()
            .add(deadline::Column::StartsOn.gte(first))
            .add(deadline::Column::DueOn.gte(first));
        moves = moves.add(Condition::all().add(begins).add(ends));
    }
    let cases_of = Query::select()
        .column(deadline::Column::CaseId)
        .from(deadline::Entity)
        .cond_where(moves)
        .to_owned();
    let mut query = case::Entity::find()
        .select_only()
        .column(case::Column::Id)
        .filter(case::Column::Id.in_subquery(cases_of));
    if let Some(units) = &touched.units {
        query = query.filter(case::Column::UnitId.is_in(units.clone()));
    }
    if let Some(after) = after {
        query = query.filter(case::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(case::Column::Id).limit(limit).into_tuple().all(db).await?)
}

/// A case that nobody else writes until the transaction ends.
///
/// # Errors
/// The database cannot be read.
pub async fn lock_case(tx: &Tx, id: Uuid) -> Result<case::Model, AppError> {
    let query = case::Entity::find().filter(case::Column::Id.eq(id)).lock_exclusive();
    query.one(tx).await?.ok_or(AppError::NotFound)
}

/// The deadlines of a case as they were last counted.
///
/// # Errors
/// The database cannot be read.
pub async fn deadlines_of(tx: &Tx, case_id: Uuid) -> Result<Vec<deadline::Model>, AppError> {
    let query = deadline::Entity::find().filter(deadline::Column::CaseId.eq(case_id));
    Ok(query.order_by_asc(deadline::Column::Position).all(tx).await?)
}

/// Writes what the row of a case says of its deadlines, and nothing else.
///
/// # Errors
/// The database refuses.
pub async fn set_next_due(
    tx: &Tx,
    case_id: Uuid,
    state: &State,
    deadlines: &[Deadline],
) -> Result<(), AppError> {
    let next = state.first_due(deadlines);
    let row = case::ActiveModel {
        next_due_on: Set(next.map(|deadline| deadline.due_on)),
        next_due_rule: Set(next.map(|deadline| deadline.rule.id.code().to_owned())),
        in_time: Set(in_time(deadlines)),
        ..Default::default()
    };
    let done = case::Entity::update_many().set(row).filter(case::Column::Id.eq(case_id));
    done.exec(tx).await?;
    Ok(())
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

/// Keys of the letters of a kind about some things.
///
/// # Errors
/// The database cannot be read.
pub async fn letters_about(
    db: &impl ConnectionTrait,
    about: Vec<Uuid>,
    kind: &str,
) -> Result<Vec<String>, AppError> {
    let found = entity::outbox::Entity::find()
        .select_only()
        .column(entity::outbox::Column::DedupKey)
        .filter(entity::outbox::Column::AboutId.is_in(about))
        .filter(entity::outbox::Column::Kind.eq(kind))
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

/// Accounts with letters that wait for the letter of the day, after one, by id; none that is locked.
///
/// # Errors
/// The database cannot be read.
pub async fn who_waits(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<account::Model>, AppError> {
    let waiting = Query::select()
        .column(outbox::Column::AccountId)
        .from(outbox::Entity)
        .cond_where(for_digest(now))
        .to_owned();
    let mut query = account::Entity::find()
        .filter(account::Column::Id.in_subquery(waiting))
        .filter(account::Column::LockedAt.is_null());
    if let Some(after) = after {
        query = query.filter(account::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(account::Column::Id).limit(limit).all(db).await?)
}

fn for_digest(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(outbox::Column::InDigest.eq(true))
        .add(outbox::Column::SentAt.is_null())
        .add(outbox::Column::FailedAt.is_null())
        .add(outbox::Column::AvailableAt.lte(now))
}

/// What waits for somebody's letter of the day, the oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn waiting_for_digest(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<outbox::Model>, AppError> {
    let query = outbox::Entity::find()
        .filter(for_digest(now))
        .filter(outbox::Column::AccountId.eq(account_id))
        .order_by_asc(outbox::Column::CreatedAt)
        .order_by_asc(outbox::Column::Id);
    Ok(query.limit(limit).all(db).await?)
}

/// Says of letters that they are in a letter of the day.
///
/// # Errors
/// The database refuses.
pub async fn mark_collected(
    db: &impl ConnectionTrait,
    ids: Vec<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    outbox::Entity::update_many()
        .col_expr(outbox::Column::SentAt, sea_orm::sea_query::Expr::value(now))
        .filter(outbox::Column::Id.is_in(ids))
        .exec(db)
        .await?;
    Ok(())
}
