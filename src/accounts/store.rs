//! All SQL of accounts, their one-time links and their history.

use chrono::{DateTime, Utc};
use entity::{account, account_event, case, email_change, one_time_link};
use sea_orm::sea_query::{Expr, LockType, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
};
use uuid::Uuid;

use crate::error::AppError;
use crate::policy::scope::visible_cases;
use crate::policy::{Actor, Role};

/// Adds an account; false when the login is taken.
///
/// # Errors
/// The database refuses.
pub async fn add(db: &impl ConnectionTrait, row: account::ActiveModel) -> Result<bool, AppError> {
    let free = OnConflict::column(account::Column::Login).do_nothing().to_owned();
    let done = account::Entity::insert(row).on_conflict(free).try_insert().exec(db).await?;
    Ok(matches!(done, TryInsertResult::Inserted(_)))
}

/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get(db: &impl ConnectionTrait, id: Uuid) -> Result<account::Model, AppError> {
    account::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)
}

/// # Errors
/// The database refuses.
pub async fn update(db: &impl ConnectionTrait, row: account::ActiveModel) -> Result<(), AppError> {
    account::Entity::update(row).exec(db).await?;
    Ok(())
}

/// What a list needs of an account.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: Uuid,
    pub login: String,
    pub name: String,
    pub role: String,
    pub unit_id: Option<Uuid>,
    pub is_locked: bool,
}

/// All accounts by name. They are searched in memory, where `đ` and marks fold the same way on
/// every database; there are few of them compared with cases.
///
/// # Errors
/// The database cannot be read.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Listed>, AppError> {
    let rows = account::Entity::find()
        .order_by_asc(account::Column::DisplayName)
        .order_by_asc(account::Column::Id)
        .all(db)
        .await?;
    let listed = |row: account::Model| Listed {
        id: row.id,
        login: row.login,
        name: row.display_name,
        role: row.role,
        unit_id: row.unit_id,
        is_locked: row.locked_at.is_some(),
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// The administrators who can sign in, locked until commit so that two of them cannot shut each
/// other out at the same moment.
///
/// # Errors
/// The database cannot be read.
pub async fn lock_active_admins(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, AppError> {
    let rows = account::Entity::find()
        .filter(account::Column::Role.eq(Role::Admin.code()))
        .filter(account::Column::LockedAt.is_null())
        .order_by_asc(account::Column::Id)
        .lock_exclusive()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// # Errors
/// The database refuses.
pub async fn add_event(
    db: &impl ConnectionTrait,
    row: account_event::ActiveModel,
) -> Result<(), AppError> {
    account_event::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// What was done to an account, newest first, with the name of who did it.
///
/// # Errors
/// The database cannot be read.
pub async fn events(
    db: &impl ConnectionTrait,
    account_id: Uuid,
) -> Result<Vec<(account_event::Model, String)>, AppError> {
    let rows = account_event::Entity::find()
        .filter(account_event::Column::AccountId.eq(account_id))
        .order_by_desc(account_event::Column::At)
        .all(db)
        .await?;
    let actors: Vec<Uuid> = rows.iter().map(|row| row.actor_id).collect();
    let actors = account::Entity::find().filter(account::Column::Id.is_in(actors)).all(db).await?;
    let with_name = |row: account_event::Model| {
        let actor = actors.iter().find(|actor| actor.id == row.actor_id);
        let name = actor.map(|actor| actor.display_name.clone()).unwrap_or_default();
        (row, name)
    };
    Ok(rows.into_iter().map(with_name).collect())
}

/// # Errors
/// The database refuses.
pub async fn add_link(
    db: &impl ConnectionTrait,
    row: one_time_link::ActiveModel,
) -> Result<(), AppError> {
    one_time_link::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The account of a link that can still be used.
///
/// # Errors
/// The database cannot be read.
pub async fn account_of_link(
    db: &impl ConnectionTrait,
    purpose: &str,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<account::Model>, AppError> {
    let link = one_time_link::Entity::find()
        .filter(one_time_link::Column::Purpose.eq(purpose))
        .filter(one_time_link::Column::TokenHash.eq(token_hash))
        .filter(one_time_link::Column::UsedAt.is_null())
        .filter(one_time_link::Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    let Some(link) = link else { return Ok(None) };
    Ok(account::Entity::find_by_id(link.account_id).one(db).await?)
}

/// Uses up a link; false when somebody else has, or its time is over.
///
/// # Errors
/// The database refuses.
pub async fn use_link(
    db: &impl ConnectionTrait,
    purpose: &str,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let used = one_time_link::ActiveModel { used_at: Set(Some(now)), ..Default::default() };
    let done = one_time_link::Entity::update_many()
        .set(used)
        .filter(one_time_link::Column::Purpose.eq(purpose))
        .filter(one_time_link::Column::TokenHash.eq(token_hash))
        .filter(one_time_link::Column::UsedAt.is_null())
        .filter(one_time_link::Column::ExpiresAt.gt(now))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Makes the links an account was sent before worthless.
///
/// # Errors
/// The database refuses.
pub async fn void_links(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    purpose: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let used = one_time_link::ActiveModel { used_at: Set(Some(now)), ..Default::default() };
    one_time_link::Entity::update_many()
        .set(used)
        .filter(one_time_link::Column::AccountId.eq(account_id))
        .filter(one_time_link::Column::Purpose.eq(purpose))
        .filter(one_time_link::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// # Errors
/// The database cannot be read.
pub async fn count_own_cases(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64, AppError> {
    Ok(case::Entity::find().filter(visible_cases(actor)).count(db).await?)
}

/// A page of a citizen's own cases, newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn own_cases(
    db: &impl ConnectionTrait,
    actor: &Actor,
    offset: u64,
    limit: u64,
) -> Result<Vec<case::Model>, AppError> {
    let rows = case::Entity::find()
        .filter(visible_cases(actor))
        .order_by_desc(case::Column::ReceivedOn)
        .order_by_desc(case::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows)
}

/// Names of accounts, for history.
///
/// # Errors
/// The database cannot be read.
pub async fn names(
    db: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<std::collections::HashMap<Uuid, String>, AppError> {
    if ids.is_empty() {
        return Ok(std::collections::HashMap::new());
    }
    let rows: Vec<(Uuid, String)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Staff of some units who are not locked, by name: those of these roles.
///
/// # Errors
/// The database cannot be read.
pub async fn staff(
    db: &impl ConnectionTrait,
    units: Option<Vec<Uuid>>,
    roles: &[&str],
) -> Result<Vec<account::Model>, AppError> {
    let within = units.map_or_else(Condition::all, |units| {
        Condition::all().add(account::Column::UnitId.is_in(units))
    });
    let query = account::Entity::find()
        .filter(within)
        .filter(account::Column::Role.is_in(roles.iter().copied()))
        .filter(account::Column::LockedAt.is_null())
        .order_by_asc(account::Column::DisplayName)
        .order_by_asc(account::Column::Id);
    Ok(query.limit(2_000).all(db).await?)
}

/// Staff a case of a unit can be assigned to: officers of the unit and below it.
///
/// # Errors
/// The database cannot be read.
pub async fn officers(
    db: &impl ConnectionTrait,
    unit_ids: Vec<Uuid>,
) -> Result<Vec<(Uuid, String, Option<Uuid>)>, AppError> {
    let rows = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName, account::Column::UnitId])
        .filter(account::Column::UnitId.is_in(unit_ids))
        .filter(account::Column::Role.eq("officer"))
        .filter(account::Column::LockedAt.is_null())
        .order_by_asc(account::Column::DisplayName)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

/// # Errors
/// The database refuses.
pub async fn add_email_change(
    db: &impl ConnectionTrait,
    row: email_change::ActiveModel,
) -> Result<(), AppError> {
    email_change::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Ends all changes of an account that wait.
///
/// # Errors
/// The database refuses.
pub async fn end_email_changes(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    email_change::Entity::update_many()
        .col_expr(email_change::Column::EndedAt, Expr::value(now))
        .filter(email_change::Column::AccountId.eq(account_id))
        .filter(email_change::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// The change that waits for the link of a hash, with its account, unless that is locked.
///
/// # Errors
/// The database cannot be read.
pub async fn email_change_of(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<(email_change::Model, account::Model)>, AppError> {
    let of_link = Condition::any()
        .add(email_change::Column::NewHash.eq(hash))
        .add(email_change::Column::OldHash.eq(hash));
    let found = email_change::Entity::find()
        .filter(of_link)
        .filter(email_change::Column::EndedAt.is_null())
        .filter(email_change::Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let account = account::Entity::find_by_id(row.account_id)
        .filter(account::Column::LockedAt.is_null())
        .one(db)
        .await?;
    Ok(account.map(|account| (row, account)))
}

/// A change, held against everybody else until the transaction ends.
///
/// # Errors
/// `NotFound` when it is over, or the database cannot be read.
pub async fn lock_email_change(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<email_change::Model, AppError> {
    let query = email_change::Entity::find_by_id(id)
        .filter(email_change::Column::EndedAt.is_null())
        .lock(LockType::Update);
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// # Errors
/// The database refuses.
pub async fn confirm_email_change(
    db: &impl ConnectionTrait,
    id: Uuid,
    is_new_side: bool,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let mut row = email_change::ActiveModel { id: Set(id), ..Default::default() };
    if is_new_side {
        row.new_confirmed_at = Set(Some(now));
    } else {
        row.old_confirmed_at = Set(Some(now));
    }
    email_change::Entity::update(row).exec(db).await?;
    Ok(())
}

/// # Errors
/// The database cannot be read.
pub async fn is_login_taken(db: &impl ConnectionTrait, login: &str) -> Result<bool, AppError> {
    let query = account::Entity::find().filter(account::Column::Login.eq(login));
    Ok(query.count(db).await? > 0)
}
