//! Rows that no service of the application writes: units, people, and mail of the past.

use entity::{account, case, outbox, unit, unit_succession};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use uuid::Uuid;

use crate::error::AppError;

pub async fn add_unit(db: &impl ConnectionTrait, row: unit::ActiveModel) -> Result<(), AppError> {
    unit::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

pub async fn add_succession(
    db: &impl ConnectionTrait,
    row: unit_succession::ActiveModel,
) -> Result<(), AppError> {
    unit_succession::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

pub async fn add_account(
    db: &impl ConnectionTrait,
    row: account::ActiveModel,
) -> Result<account::Model, AppError> {
    Ok(account::Entity::insert(row).exec_with_returning(db).await?)
}

/// Cases of a unit that were accepted, or answered, newest first; no denunciations.
pub async fn resolved_cases(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
    limit: u64,
) -> Result<Vec<case::Model>, AppError> {
    let complaint = case::COLUMN.kind.eq("complaint").and(case::COLUMN.accepted_on.is_not_null());
    let petition = case::COLUMN.kind.eq("petition").and(case::COLUMN.resolved_on.is_not_null());
    let query = case::Entity::find()
        .filter(case::COLUMN.unit_id.eq(unit_id))
        .filter(complaint.or(petition))
        .order_by_desc(case::COLUMN.received_on)
        .order_by_desc(case::COLUMN.id);
    Ok(query.limit(limit).all(db).await?)
}

/// Complaints and petitions that were resolved, in the order of their days.
pub async fn resolved(db: &impl ConnectionTrait) -> Result<Vec<case::Model>, AppError> {
    let query = case::Entity::find()
        .filter(case::COLUMN.resolved_on.is_not_null())
        .filter(case::COLUMN.kind.is_in(["complaint", "petition"]))
        .order_by_asc(case::COLUMN.resolved_on)
        .order_by_asc(case::COLUMN.id);
    Ok(query.all(db).await?)
}

/// Marks all letters but the newest as sent when they were written, so that the worker does not
/// flood the mailbox with a year of them.
pub async fn mark_old_letters_sent(db: &impl ConnectionTrait, keep: u64) -> Result<(), AppError> {
    let newest = outbox::Entity::find()
        .order_by_desc(outbox::Column::CreatedAt)
        .order_by_desc(outbox::Column::Id)
        .limit(keep)
        .all(db)
        .await?;
    let newest: Vec<_> = newest.into_iter().map(|row| row.id).collect();
    outbox::Entity::update_many()
        .col_expr(outbox::Column::SentAt, Expr::col(outbox::Column::CreatedAt))
        // Those on paper wait to be printed.
        .filter(outbox::Column::ToAddress.ne(""))
        .filter(outbox::Column::Id.is_not_in(newest))
        .exec(db)
        .await?;
    Ok(())
}
