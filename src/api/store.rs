//! SQL of the interface: answered keys, the list by cursor, the case behind a receipt.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{deadline, idempotency_key};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::form::ListCommand;
use crate::cases::newest_store;
use crate::cases::search::Frame;
use crate::cases::store::get_without_scope;
use crate::cases::worklist::ListedCase;
use crate::error::AppError;
use crate::policy::Actor;

/// A filing that was answered under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub body_hash: String,
    pub case_id: Uuid,
    pub number: String,
}

/// # Errors
/// The database cannot be read.
pub async fn find_answered(
    db: &impl ConnectionTrait,
    key_hash: &str,
) -> Result<Option<Answered>, AppError> {
    let found = idempotency_key::Entity::find_by_id(key_hash.to_owned()).one(db).await?;
    let Some(key) = found else { return Ok(None) };
    let case = get_without_scope(db, key.case_id).await?;
    Ok(Some(Answered { body_hash: key.body_hash, case_id: case.id, number: case.number }))
}

/// Takes a key for a case; false if somebody else has taken it in the meantime.
///
/// # Errors
/// The database refuses.
pub async fn take_key(
    tx: &impl ConnectionTrait,
    key_hash: String,
    body_hash: String,
    case_id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let row = idempotency_key::ActiveModel {
        key_hash: Set(key_hash),
        body_hash: Set(body_hash),
        case_id: Set(case_id),
        created_at: Set(now),
    };
    let first_wins = OnConflict::column(idempotency_key::Column::KeyHash).do_nothing().to_owned();
    let taken = idempotency_key::Entity::insert(row)
        .on_conflict(first_wins)
        .exec_without_returning(tx)
        .await?;
    Ok(taken == 1)
}

/// A part of the reader's cases, newest first, and one more if there are more.
///
/// # Errors
/// The database cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    command: &ListCommand,
    today: NaiveDate,
) -> Result<Vec<ListedCase>, AppError> {
    let frame = Frame { today, soon: today, is_broad: false };
    let (filters, limit) = (&command.filters, command.limit + 1);
    let way = newest_store::way(db, actor, filters, &frame, limit).await?;
    newest_store::before(db, (actor, filters, &frame), way, command.before, limit).await
}

/// Deadlines of a case, in the order of the law.
///
/// # Errors
/// The database cannot be read.
pub async fn deadlines(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<deadline::Model>, AppError> {
    let query = deadline::Entity::find().filter(deadline::Column::CaseId.eq(case_id));
    Ok(query.order_by_asc(deadline::Column::Position).all(db).await?)
}
