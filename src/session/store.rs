//! Sessions and the accounts behind them.

use chrono::{DateTime, Utc};
use entity::{account, recovery_code, session, sign_in_attempt};
use sea_orm::sea_query::{Expr, ExprTrait, Func, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::AppError;

/// A session that has not ended, with its account.
pub struct LiveSession {
    pub session: session::Model,
    pub account: account::Model,
}

/// # Errors
/// The database cannot be read.
pub async fn find_live(
    db: &impl ConnectionTrait,
    session_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<LiveSession>, AppError> {
    let of_account = session::Entity::belongs_to(account::Entity)
        .from(session::Column::AccountId)
        .to(account::Column::Id)
        .into();
    let found = session::Entity::find_by_id(session_id)
        .select_also(account::Entity)
        .join(JoinType::InnerJoin, of_account)
        .one(db)
        .await?;
    let Some((session, Some(account))) = found else { return Ok(None) };
    let is_over = session.ended_at.is_some() || session.expires_at <= now;
    let is_live = !is_over && account.locked_at.is_none();
    Ok(is_live.then_some(LiveSession { session, account }))
}

/// # Errors
/// The database refuses.
pub async fn add(db: &impl ConnectionTrait, row: session::ActiveModel) -> Result<(), AppError> {
    session::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// The database refuses.
pub async fn end(
    db: &impl ConnectionTrait,
    session_id: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    end_where(db, session::Column::Id.eq(session_id), reason, now).await?;
    Ok(())
}

/// Ends all sessions of an account: role changed, locked.
///
/// # Errors
/// The database refuses.
pub async fn end_all(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    end_where(db, session::Column::AccountId.eq(account_id), reason, now).await?;
    Ok(())
}

/// Sessions of an account that have not ended, the newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn live_of(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<session::Model>, AppError> {
    let query = session::Entity::find()
        .filter(session::Column::AccountId.eq(account_id))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .order_by_desc(session::Column::CreatedAt)
        .order_by_desc(session::Column::Id);
    Ok(query.limit(limit).all(db).await?)
}

/// Ends a live session of an account; tells whether there was one.
///
/// # Errors
/// The database refuses.
pub async fn end_own(
    tx: &Tx,
    account_id: Uuid,
    session_id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let own = session::Column::AccountId.eq(account_id).and(session::Column::Id.eq(session_id));
    Ok(end_where(tx, own, "elsewhere", now).await? > 0)
}

/// Ends all sessions of an account but one.
///
/// # Errors
/// The database refuses.
pub async fn end_others(
    tx: &Tx,
    account_id: Uuid,
    but: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let others = session::Column::AccountId.eq(account_id).and(session::Column::Id.ne(but));
    end_where(tx, others, "elsewhere", now).await?;
    Ok(())
}

/// Ends those of them that have not ended, and tells how many.
async fn end_where(
    db: &impl ConnectionTrait,
    which: sea_orm::sea_query::SimpleExpr,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<u64, AppError> {
    let change = session::ActiveModel {
        ended_at: Set(Some(now)),
        ended_reason: Set(Some(reason.to_owned())),
        ..Default::default()
    };
    let ended = session::Entity::update_many()
        .set(change)
        .filter(which)
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(ended.rows_affected)
}

/// # Errors
/// The database cannot be read.
pub async fn find_account_by_login(
    db: &impl ConnectionTrait,
    login: &str,
) -> Result<Option<account::Model>, AppError> {
    let found = account::Entity::find().filter(account::Column::Login.eq(login)).one(db).await?;
    Ok(found)
}

/// Failed sign-ins under a name, which nobody else counts before the transaction ends.
///
/// # Errors
/// The database cannot be read.
pub async fn lock_attempts(
    tx: &Tx,
    login_hash: &str,
) -> Result<Option<sign_in_attempt::Model>, AppError> {
    let query = sign_in_attempt::Entity::find_by_id(login_hash.to_owned()).lock_exclusive();
    Ok(query.one(tx).await?)
}

/// # Errors
/// The database refuses.
pub async fn put_attempts(tx: &Tx, row: sign_in_attempt::ActiveModel) -> Result<(), AppError> {
    use sign_in_attempt::Column::{Failures, LastAt, LoginHash};
    let newest = OnConflict::column(LoginHash).update_columns([Failures, LastAt]).to_owned();
    sign_in_attempt::Entity::insert(row).on_conflict(newest).exec_without_returning(tx).await?;
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn delete_attempts(tx: &Tx, login_hash: &str) -> Result<(), AppError> {
    sign_in_attempt::Entity::delete_by_id(login_hash.to_owned()).exec(tx).await?;
    Ok(())
}

/// Forgets the failures before a moment.
///
/// # Errors
/// The database refuses.
pub async fn delete_old_attempts(tx: &Tx, before: DateTime<Utc>) -> Result<(), AppError> {
    let old = sign_in_attempt::Column::LastAt.lt(before);
    sign_in_attempt::Entity::delete_many().filter(old).exec(tx).await?;
    Ok(())
}

/// # Errors
/// The database cannot be read.
pub async fn find_account(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<account::Model>, AppError> {
    Ok(account::Entity::find_by_id(id).one(db).await?)
}

/// Puts a secret of a second factor in place of what there was.
///
/// # Errors
/// The database refuses.
pub async fn set_factor(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    sealed: Option<String>,
    confirmed_at: Option<DateTime<Utc>>,
) -> Result<(), AppError> {
    let row = account::ActiveModel {
        id: Set(account_id),
        factor_secret: Set(sealed),
        factor_confirmed_at: Set(confirmed_at),
        factor_step: Set(0),
        ..Default::default()
    };
    account::Entity::update(row).exec(db).await?;
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn confirm_factor(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = account::ActiveModel {
        id: Set(account_id),
        factor_confirmed_at: Set(Some(now)),
        ..Default::default()
    };
    account::Entity::update(row).exec(db).await?;
    Ok(())
}

/// No second factor any more, and no codes for when it is lost.
///
/// # Errors
/// The database refuses.
pub async fn clear_factor(db: &impl ConnectionTrait, account_id: Uuid) -> Result<(), AppError> {
    set_factor(db, account_id, None, None).await?;
    set_recovery_codes(db, account_id, Vec::new()).await
}

/// Uses up a step of time; false when it, or a later one, was used before.
///
/// # Errors
/// The database refuses.
pub async fn use_factor_step(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    step: i64,
) -> Result<bool, AppError> {
    let done = account::Entity::update_many()
        .col_expr(account::Column::FactorStep, Expr::value(step))
        .filter(account::Column::Id.eq(account_id))
        .filter(account::Column::FactorStep.lt(step))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Puts codes in place of those of before.
///
/// # Errors
/// The database refuses.
pub async fn set_recovery_codes(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    rows: Vec<recovery_code::ActiveModel>,
) -> Result<(), AppError> {
    let own = recovery_code::Column::AccountId.eq(account_id);
    recovery_code::Entity::delete_many().filter(own).exec(db).await?;
    if !rows.is_empty() {
        recovery_code::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Uses up a code; false when there is none such.
///
/// # Errors
/// The database refuses.
pub async fn use_recovery_code(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    code_hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let done = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(now))
        .filter(recovery_code::Column::AccountId.eq(account_id))
        .filter(recovery_code::Column::CodeHash.eq(code_hash))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// How many codes are left.
///
/// # Errors
/// The database cannot be read.
pub async fn count_recovery_codes(
    db: &impl ConnectionTrait,
    account_id: Uuid,
) -> Result<u64, AppError> {
    let query = recovery_code::Entity::find()
        .filter(recovery_code::Column::AccountId.eq(account_id))
        .filter(recovery_code::Column::UsedAt.is_null());
    Ok(query.count(db).await?)
}

/// Staff who are not locked and have an address, however it is written; two at most, for more are as little
/// use as two.
///
/// # Errors
/// The database cannot be read.
pub async fn staff_of_address(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Vec<account::Model>, AppError> {
    let lower = Expr::expr(Func::lower(Expr::col(account::Column::Email)));
    let query = account::Entity::find()
        .filter(lower.eq(email.to_lowercase()))
        .filter(account::Column::Role.ne("citizen"))
        .filter(account::Column::LockedAt.is_null())
        .limit(2);
    Ok(query.all(db).await?)
}
