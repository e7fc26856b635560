//! SQL of addresses that take no letters.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{dead_address, outbox};
use sea_orm::sea_query::{Expr, OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::list_store::{Listed, visible, with_cases};
use crate::error::AppError;
use crate::policy::Actor;

/// Letters looked at for the page.
const SHOWN: u64 = 1_000;

/// Those of some addresses, in lower case, that take no letters.
///
/// # Errors
/// The database cannot be read.
pub async fn among(
    db: &impl ConnectionTrait,
    addresses: Vec<String>,
) -> Result<HashMap<String, String>, AppError> {
    if addresses.is_empty() {
        return Ok(HashMap::new());
    }
    let found = dead_address::Entity::find()
        .filter(dead_address::Column::Address.is_in(addresses))
        .filter(dead_address::Column::ClearedAt.is_null())
        .all(db)
        .await?;
    Ok(found.into_iter().map(|row| (row.address, row.reason)).collect())
}

/// Adds an address; one that is there is dead anew.
///
/// # Errors
/// The database refuses.
pub async fn add(
    db: &impl ConnectionTrait,
    row: dead_address::ActiveModel,
) -> Result<(), AppError> {
    use dead_address::Column;
    let anew = OnConflict::column(Column::Address)
        .update_columns([
            Column::Since,
            Column::Reason,
            Column::LetterId,
            Column::ClearedAt,
            Column::ClearedBy,
        ])
        .to_owned();
    dead_address::Entity::insert(row).on_conflict(anew).exec_without_returning(db).await?;
    Ok(())
}

/// The letter of a `Message-ID`, as the outbox keeps it.
///
/// # Errors
/// The database cannot be read.
pub async fn by_message_id(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<outbox::Model>, AppError> {
    let query = outbox::Entity::find().filter(outbox::Column::MessageId.eq(id));
    Ok(query.one(db).await?)
}

/// The newest letter to an address.
///
/// # Errors
/// The database cannot be read.
pub async fn newest_to(
    db: &impl ConnectionTrait,
    address: &str,
) -> Result<Option<outbox::Model>, AppError> {
    let query = outbox::Entity::find()
        .filter(outbox::Column::ToAddress.is_in([address.to_owned(), address.to_lowercase()]))
        .order_by_desc(outbox::Column::Id);
    Ok(query.one(db).await?)
}

/// Makes a letter one on paper: it waits to be printed.
///
/// # Errors
/// The database refuses.
pub async fn to_paper(
    db: &impl ConnectionTrait,
    id: Uuid,
    address: &str,
    now: DateTime<Utc>,
    reason: &str,
) -> Result<(), AppError> {
    let row = outbox::ActiveModel {
        to_address: sea_orm::ActiveValue::Set(String::new()),
        available_at: sea_orm::ActiveValue::Set(now),
        ..undelivered(address, reason)
    };
    outbox::Entity::update_many().set(row).filter(outbox::Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

/// Gives a letter up, also one that had left and came back.
///
/// # Errors
/// The database refuses.
pub async fn give_up(
    db: &impl ConnectionTrait,
    id: Uuid,
    address: &str,
    now: DateTime<Utc>,
    reason: &str,
) -> Result<(), AppError> {
    let row = outbox::ActiveModel {
        failed_at: sea_orm::ActiveValue::Set(Some(now)),
        ..undelivered(address, reason)
    };
    outbox::Entity::update_many().set(row).filter(outbox::Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

fn undelivered(address: &str, reason: &str) -> outbox::ActiveModel {
    outbox::ActiveModel {
        sent_at: sea_orm::ActiveValue::Set(None),
        last_error: sea_orm::ActiveValue::Set(Some(reason.to_owned())),
        dead_address: sea_orm::ActiveValue::Set(address.to_owned()),
        ..Default::default()
    }
}

fn dead_now() -> SelectStatement {
    Query::select()
        .column(dead_address::Column::Address)
        .from(dead_address::Entity)
        .cond_where(dead_address::Column::ClearedAt.is_null())
        .to_owned()
}

/// The reader's letters that could not reach an address which is still dead.
fn unreached(actor: &Actor) -> Condition {
    Condition::all()
        .add(visible(actor))
        .add(outbox::Column::DeadAddress.ne(""))
        .add(outbox::Column::DeadAddress.in_subquery(dead_now()))
}

/// How many dead addresses concern the reader.
///
/// # Errors
/// The database cannot be read.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64, AppError> {
    let count: Option<i64> = outbox::Entity::find()
        .filter(unreached(actor))
        .select_only()
        .column_as(
            Expr::expr(sea_orm::sea_query::Func::count_distinct(Expr::col(
                outbox::Column::DeadAddress,
            ))),
            "addresses",
        )
        .into_tuple()
        .one(db)
        .await?;
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// Dead addresses that concern the reader, the newest first, with the letters they did not get.
///
/// # Errors
/// The database cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
) -> Result<Vec<(dead_address::Model, Vec<Listed>)>, AppError> {
    let letters = outbox::Entity::find()
        .filter(unreached(actor))
        .order_by_desc(outbox::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let mut by_address: HashMap<String, Vec<outbox::Model>> = HashMap::new();
    for letter in letters {
        by_address.entry(letter.dead_address.clone()).or_default().push(letter);
    }
    let dead = dead_address::Entity::find()
        .filter(dead_address::Column::Address.is_in(by_address.keys().cloned()))
        .order_by_desc(dead_address::Column::Since)
        .order_by_asc(dead_address::Column::Id)
        .all(db)
        .await?;
    let mut found = Vec::new();
    for row in dead {
        let letters = by_address.remove(&row.address).unwrap_or_default();
        found.push((row, with_cases(db, letters).await?));
    }
    Ok(found)
}

/// Says that an address works again; false if there is no such dead one that concerns the reader.
///
/// # Errors
/// The database refuses.
pub async fn clear(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let concerning = Query::select()
        .column(outbox::Column::DeadAddress)
        .from(outbox::Entity)
        .cond_where(visible(actor))
        .to_owned();
    let done = dead_address::Entity::update_many()
        .col_expr(dead_address::Column::ClearedAt, Expr::value(now))
        .col_expr(dead_address::Column::ClearedBy, Expr::value(actor.account_id))
        .filter(dead_address::Column::Id.eq(id))
        .filter(dead_address::Column::ClearedAt.is_null())
        .filter(dead_address::Column::Address.in_subquery(concerning))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
