//! All SQL of the outbox (hộp thư đi).

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{case, outbox};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::visible_cases;

/// Adds a letter, unless one with the same key is there.
///
/// # Errors
/// The database refuses.
pub async fn add(db: &impl ConnectionTrait, row: outbox::ActiveModel) -> Result<(), AppError> {
    let once = OnConflict::column(outbox::Column::DedupKey).do_nothing().to_owned();
    outbox::Entity::insert(row).on_conflict(once).try_insert().exec(db).await?;
    Ok(())
}

fn waiting() -> Condition {
    Condition::all().add(outbox::Column::SentAt.is_null()).add(outbox::Column::FailedAt.is_null())
}

/// Takes letters that are due and holds them for the length of a lease: whoever dies in between
/// loses them to the next worker, with the same message id.
///
/// # Errors
/// The database refuses.
pub async fn claim(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    lease: TimeDelta,
    limit: u64,
) -> Result<Vec<outbox::Model>, AppError> {
    let due = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Id)
        .filter(waiting())
        .filter(outbox::Column::ToAddress.ne(""))
        .filter(outbox::Column::AvailableAt.lte(now))
        .order_by_asc(outbox::Column::AvailableAt)
        .order_by_asc(outbox::Column::Id)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let mut claimed = outbox::Entity::update_many()
        .col_expr(outbox::Column::AvailableAt, Expr::value(now + lease))
        .col_expr(outbox::Column::Attempts, Expr::col(outbox::Column::Attempts).add(1))
        .filter(outbox::Column::Id.in_subquery(due))
        .exec_with_returning(db)
        .await?;
    claimed.sort_by_key(|row| row.id);
    Ok(claimed)
}

/// # Errors
/// The database refuses.
pub async fn mark_sent(
    db: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    outbox::Entity::update_many()
        .col_expr(outbox::Column::SentAt, Expr::value(now))
        .col_expr(outbox::Column::FailedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(outbox::Column::LastError, Expr::value(Option::<String>::None))
        .filter(outbox::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Puts a letter back until a moment, unless it has left.
///
/// # Errors
/// The database refuses.
pub async fn mark_delayed(
    db: &impl ConnectionTrait,
    id: Uuid,
    until: DateTime<Utc>,
    error: &str,
) -> Result<(), AppError> {
    outbox::Entity::update_many()
        .col_expr(outbox::Column::AvailableAt, Expr::value(until))
        .col_expr(outbox::Column::LastError, Expr::value(error))
        .filter(outbox::Column::Id.eq(id))
        .filter(outbox::Column::SentAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Gives a letter up, unless it has left.
///
/// # Errors
/// The database refuses.
pub async fn mark_failed(
    db: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
    error: &str,
) -> Result<(), AppError> {
    outbox::Entity::update_many()
        .col_expr(outbox::Column::FailedAt, Expr::value(now))
        .col_expr(outbox::Column::LastError, Expr::value(error))
        .filter(outbox::Column::Id.eq(id))
        .filter(outbox::Column::SentAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Takes back letters of some kinds that have not left: what they say is no longer so.
///
/// # Errors
/// The database refuses.
pub async fn withdraw(
    db: &impl ConnectionTrait,
    case_id: Uuid,
    kinds: &[&str],
) -> Result<(), AppError> {
    outbox::Entity::delete_many()
        .filter(outbox::Column::CaseId.eq(case_id))
        .filter(outbox::Column::Kind.is_in(kinds.iter().copied()))
        .filter(outbox::Column::SentAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Takes back letters of some kinds about a thing that have neither left nor been printed.
///
/// # Errors
/// The database refuses.
pub async fn withdraw_about(
    db: &impl ConnectionTrait,
    about_id: Uuid,
    kinds: &[&str],
) -> Result<(), AppError> {
    outbox::Entity::delete_many()
        .filter(outbox::Column::AboutId.eq(about_id))
        .filter(outbox::Column::Kind.is_in(kinds.iter().copied()))
        .filter(outbox::Column::SentAt.is_null())
        .filter(outbox::Column::PrintedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Letters of the cases somebody may see.
fn visible(actor: &Actor) -> Condition {
    let cases = Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .cond_where(visible_cases(actor))
        .to_owned();
    Condition::all().add(outbox::Column::CaseId.in_subquery(cases))
}

fn in_state(state: &str) -> Condition {
    match state {
        "failed" => Condition::all().add(outbox::Column::FailedAt.is_not_null()),
        "waiting" => waiting(),
        "sent" => Condition::all().add(outbox::Column::SentAt.is_not_null()),
        _ => Condition::all(),
    }
}

/// How many letters of the reader's cases there are in all, sent and failed.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct Tally {
    all_letters: i64,
    sent: i64,
    failed: i64,
}

impl Tally {
    /// The number in a state; a letter that is neither sent nor failed waits.
    pub fn of(&self, state: &str) -> u64 {
        let count = match state {
            "sent" => self.sent,
            "failed" => self.failed,
            "waiting" => self.all_letters - self.sent - self.failed,
            _ => self.all_letters,
        };
        u64::try_from(count).unwrap_or(0)
    }
}

/// Counts the letters of the reader's cases, in one reading.
///
/// # Errors
/// The database cannot be read.
pub async fn tally(db: &impl ConnectionTrait, actor: &Actor) -> Result<Tally, AppError> {
    // A count of a column leaves out what is NULL; no letter is both sent and failed.
    let counted = outbox::Entity::find()
        .filter(visible(actor))
        .select_only()
        .column_as(outbox::Column::Id.count(), "all_letters")
        .column_as(outbox::Column::SentAt.count(), "sent")
        .column_as(outbox::Column::FailedAt.count(), "failed")
        .into_model::<Tally>()
        .one(db)
        .await?;
    Ok(counted.unwrap_or_default())
}

/// A page of letters of the reader's cases, newest first, with the numbers of the cases.
///
/// # Errors
/// The database cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    state: &str,
    offset: u64,
    limit: u64,
) -> Result<Vec<(outbox::Model, String)>, AppError> {
    let letters = outbox::Entity::find()
        .filter(visible(actor))
        .filter(in_state(state))
        .order_by_desc(outbox::Column::CreatedAt)
        .order_by_desc(outbox::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await?;
    let ids = letters.iter().filter_map(|letter| letter.case_id);
    let numbers: Vec<(Uuid, String)> = case::Entity::find()
        .select_only()
        .column(case::Column::Id)
        .column(case::Column::Number)
        .filter(case::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let numbers: HashMap<Uuid, String> = numbers.into_iter().collect();
    let with_number = |letter: outbox::Model| {
        let number = letter.case_id.and_then(|id| numbers.get(&id).cloned());
        (letter, number.unwrap_or_default())
    };
    Ok(letters.into_iter().map(with_number).collect())
}

/// Puts a failed letter of a visible case back to be sent; false if there is none such.
///
/// # Errors
/// The database refuses.
pub async fn retry(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::FailedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(outbox::Column::AvailableAt, Expr::value(now))
        .col_expr(outbox::Column::Attempts, Expr::value(0))
        .filter(outbox::Column::Id.eq(id))
        .filter(outbox::Column::ToAddress.ne(""))
        .filter(visible(actor))
        .filter(in_state("failed"))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
