//! SQL of the outbox (hộp thư đi): adding, claiming, marking. Reading it for people is `list_store`.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{letter_file, outbox};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, TryInsertResult,
};
use uuid::Uuid;

use crate::error::AppError;

/// Adds a letter; false if one with the same key is there.
///
/// # Errors
/// The database refuses.
pub async fn add(db: &impl ConnectionTrait, row: outbox::ActiveModel) -> Result<bool, AppError> {
    let once = OnConflict::column(outbox::Column::DedupKey).do_nothing().to_owned();
    let done = outbox::Entity::insert(row).on_conflict(once).try_insert().exec(db).await?;
    Ok(matches!(done, TryInsertResult::Inserted(_)))
}

/// Keeps the file of a letter until it has left.
///
/// # Errors
/// The database refuses.
pub async fn add_file(
    db: &impl ConnectionTrait,
    letter_id: Uuid,
    content: Vec<u8>,
) -> Result<(), AppError> {
    let row = letter_file::ActiveModel { letter_id: Set(letter_id), content: Set(content) };
    letter_file::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The file that goes with a letter.
///
/// # Errors
/// The database cannot be read.
pub async fn file_of(
    db: &impl ConnectionTrait,
    letter_id: Uuid,
) -> Result<Option<Vec<u8>>, AppError> {
    let row = letter_file::Entity::find_by_id(letter_id).one(db).await?;
    Ok(row.map(|row| row.content))
}

/// By e-mail, and neither sent nor given up.
fn waiting() -> Condition {
    Condition::all()
        .add(outbox::Column::SentAt.is_null())
        .add(outbox::Column::FailedAt.is_null())
        .add(outbox::Column::ToAddress.ne(""))
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
        .filter(outbox::Column::InDigest.eq(false))
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
    letter_file::Entity::delete_by_id(id).exec(db).await?;
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

/// Takes some letters back.
///
/// # Errors
/// The database refuses.
pub async fn remove(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<(), AppError> {
    if !ids.is_empty() {
        let files = letter_file::Column::LetterId.is_in(ids.iter().copied());
        letter_file::Entity::delete_many().filter(files).exec(db).await?;
        outbox::Entity::delete_many().filter(outbox::Column::Id.is_in(ids)).exec(db).await?;
    }
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
