//! SQL of drafts and their files.

use chrono::{DateTime, Utc};
use entity::{attachment, draft};
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use crate::error::AppError;

/// # Errors
/// The database refuses.
pub async fn add_draft(db: &impl ConnectionTrait, row: draft::ActiveModel) -> Result<(), AppError> {
    draft::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

fn live(token_hash: &str, now: DateTime<Utc>) -> Select<draft::Entity> {
    draft::Entity::find()
        .filter(draft::Column::TokenHash.eq(token_hash))
        .filter(draft::Column::ExpiresAt.gt(now))
}

/// The draft of a token that has not expired.
///
/// # Errors
/// The database cannot be read.
pub async fn find_draft(
    db: &impl ConnectionTrait,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<draft::Model>, AppError> {
    Ok(live(token_hash, now).one(db).await?)
}

/// The same, held against everybody else until the transaction ends (PostgreSQL; SQLite has one
/// writer anyway).
///
/// # Errors
/// The database cannot be read.
pub async fn lock_draft(
    db: &impl ConnectionTrait,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<draft::Model>, AppError> {
    Ok(live(token_hash, now).lock(LockType::Update).one(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn save_answers(
    db: &impl ConnectionTrait,
    id: Uuid,
    data: String,
    expires_at: DateTime<Utc>,
) -> Result<(), AppError> {
    draft::Entity::update_many()
        .col_expr(draft::Column::Data, Expr::value(data))
        .col_expr(draft::Column::ExpiresAt, Expr::value(expires_at))
        .filter(draft::Column::Id.eq(id))
        .filter(draft::Column::CaseId.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Binds a draft and its files to the case it became. The answers are in the case now.
///
/// # Errors
/// The database refuses.
pub async fn bind_to_case(
    db: &impl ConnectionTrait,
    id: Uuid,
    case_id: Uuid,
) -> Result<(), AppError> {
    draft::Entity::update_many()
        .col_expr(draft::Column::CaseId, Expr::value(case_id))
        .col_expr(draft::Column::Data, Expr::value("{}"))
        .filter(draft::Column::Id.eq(id))
        .exec(db)
        .await?;
    attachment::Entity::update_many()
        .col_expr(attachment::Column::CaseId, Expr::value(case_id))
        .col_expr(attachment::Column::EventSeq, Expr::value(1))
        .filter(attachment::Column::DraftId.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Files of a draft, oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn files(
    db: &impl ConnectionTrait,
    draft_id: Uuid,
) -> Result<Vec<attachment::Model>, AppError> {
    let query = attachment::Entity::find().filter(attachment::Column::DraftId.eq(draft_id));
    Ok(query.order_by_asc(attachment::Column::Id).all(db).await?)
}

/// # Errors
/// The database cannot be read.
pub async fn count_files(db: &impl ConnectionTrait, draft_id: Uuid) -> Result<u64, AppError> {
    let query = attachment::Entity::find().filter(attachment::Column::DraftId.eq(draft_id));
    Ok(query.count(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn add_file(
    db: &impl ConnectionTrait,
    row: attachment::ActiveModel,
) -> Result<(), AppError> {
    attachment::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Takes a file out of a draft that has not been filed.
///
/// # Errors
/// The database refuses.
pub async fn remove_file(
    db: &impl ConnectionTrait,
    draft_id: Uuid,
    id: Uuid,
) -> Result<(), AppError> {
    attachment::Entity::delete_many()
        .filter(attachment::Column::Id.eq(id))
        .filter(attachment::Column::DraftId.eq(draft_id))
        .filter(attachment::Column::CaseId.is_null())
        .exec(db)
        .await?;
    Ok(())
}
