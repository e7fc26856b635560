//! SQL of messages. The case has been asked for before, by scope or by number and secret.

use chrono::{DateTime, Utc};
use entity::case_message;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{COUNT_MAX, MessageLine};
use crate::error::AppError;
use crate::ids::new_id;

/// All messages of a case, oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn of_case(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<MessageLine>, AppError> {
    let query = case_message::Entity::find().filter(case_message::Column::CaseId.eq(case_id));
    let limit = COUNT_MAX as u64;
    let rows = query.order_by_asc(case_message::Column::Seq).limit(limit).all(db).await?;
    let line = |row: case_message::Model| MessageLine {
        at: row.at,
        is_office: row.author_id.is_some(),
        body: row.body,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Adds a message; false when the case has all it may have.
///
/// # Errors
/// The database refuses.
pub async fn add(
    db: &impl ConnectionTrait,
    case_id: Uuid,
    author_id: Option<Uuid>,
    body: String,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let before = of_case(db, case_id).await?.len();
    if before >= COUNT_MAX {
        return Ok(false);
    }
    let row = case_message::ActiveModel {
        id: Set(new_id(now)),
        case_id: Set(case_id),
        seq: Set(i32::try_from(before).unwrap_or(i32::MAX - 1) + 1),
        author_id: Set(author_id),
        body: Set(body),
        at: Set(now),
    };
    case_message::Entity::insert(row).exec_without_returning(db).await?;
    Ok(true)
}
