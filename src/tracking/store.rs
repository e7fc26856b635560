//! SQL of tracking: the case behind a receipt. Holding the receipt is the right to see it, so no scope
//! is asked here.

use entity::{attachment, case};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::error::AppError;

/// The case of a number and the stored hash of its secret.
///
/// # Errors
/// The database cannot be read.
pub async fn find_by_secret(
    db: &impl ConnectionTrait,
    number: &str,
    secret_hash: &str,
) -> Result<Option<case::Model>, AppError> {
    let query = case::Entity::find()
        .filter(case::Column::Number.eq(number))
        .filter(case::Column::SecretHash.eq(secret_hash));
    Ok(query.one(db).await?)
}

/// Signed copies the sender uploaded: those that await a confirmation, or those of the fact that confirmed
/// them.
///
/// # Errors
/// The database cannot be read.
pub async fn signed_copies(
    db: &impl ConnectionTrait,
    case_id: Uuid,
    confirmed_by: Option<i32>,
) -> Result<Vec<attachment::Model>, AppError> {
    let is_of = match confirmed_by {
        Some(seq) => attachment::Column::EventSeq.eq(seq),
        None => attachment::Column::EventSeq.is_null(),
    };
    let query =
        attachment::Entity::find().filter(attachment::Column::CaseId.eq(case_id)).filter(is_of);
    Ok(query.order_by_asc(attachment::Column::Id).all(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn add_signed_copy(
    tx: &impl ConnectionTrait,
    row: attachment::ActiveModel,
) -> Result<(), AppError> {
    attachment::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What was handed in with the filing itself; papers of the office are not for this page.
///
/// # Errors
/// The database cannot be read.
pub async fn filed_files(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<attachment::Model>, AppError> {
    let query = attachment::Entity::find()
        .filter(attachment::Column::CaseId.eq(case_id))
        .filter(attachment::Column::EventSeq.eq(1));
    Ok(query.order_by_asc(attachment::Column::Id).all(db).await?)
}
