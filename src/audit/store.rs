//! SQL of the audit log.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{audit_anchor, audit_event, audit_head};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::chain::BEGINNING;
use crate::db::Tx;
use crate::error::AppError;

/// The end of a chain, which nobody else adds to before this transaction ends.
///
/// # Errors
/// The database refuses.
pub async fn lock_head(tx: &Tx, chain: Uuid) -> Result<audit_head::Model, AppError> {
    if let Some(head) = audit_head::Entity::find_by_id(chain).lock_exclusive().one(tx).await? {
        return Ok(head);
    }
    let begun =
        audit_head::ActiveModel { chain: Set(chain), seq: Set(0), hash: Set(BEGINNING.to_owned()) };
    let once = OnConflict::column(audit_head::Column::Chain).do_nothing().to_owned();
    audit_head::Entity::insert(begun)
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    let head = audit_head::Entity::find_by_id(chain).lock_exclusive().one(tx).await?;
    head.ok_or_else(|| AppError::inconsistent("audit_heads", chain, "no end of the chain"))
}

/// Adds a row and moves the end of its chain.
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: audit_event::Model) -> Result<(), AppError> {
    let head = audit_head::ActiveModel {
        chain: Set(row.chain),
        seq: Set(row.seq),
        hash: Set(row.hash.clone()),
    };
    audit_event::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    audit_head::Entity::update(head).exec(tx).await?;
    Ok(())
}

/// The ends of all chains.
///
/// # Errors
/// The database cannot be read.
pub async fn heads(db: &impl ConnectionTrait) -> Result<Vec<audit_head::Model>, AppError> {
    Ok(audit_head::Entity::find().order_by_asc(audit_head::Column::Chain).all(db).await?)
}

/// Chains that have rows, whatever their ends say.
///
/// # Errors
/// The database cannot be read.
pub async fn chains(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, AppError> {
    let chains = audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::Chain)
        .distinct()
        .order_by_asc(audit_event::Column::Chain)
        .into_tuple()
        .all(db)
        .await?;
    Ok(chains)
}

/// A part of a chain, after a row.
///
/// # Errors
/// The database cannot be read.
pub async fn part(
    db: &impl ConnectionTrait,
    chain: Uuid,
    after: i64,
    limit: u64,
) -> Result<Vec<audit_event::Model>, AppError> {
    let rows = audit_event::Entity::find()
        .filter(audit_event::Column::Chain.eq(chain))
        .filter(audit_event::Column::Seq.gt(after))
        .order_by_asc(audit_event::Column::Seq)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows)
}

/// # Errors
/// The database cannot be read.
pub async fn anchors(db: &impl ConnectionTrait) -> Result<Vec<audit_anchor::Model>, AppError> {
    let query = audit_anchor::Entity::find().order_by_asc(audit_anchor::Column::Day);
    Ok(query.order_by_asc(audit_anchor::Column::Chain).all(db).await?)
}

/// Chains that have an anchor of a day.
///
/// # Errors
/// The database cannot be read.
pub async fn anchored(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Uuid>, AppError> {
    let query = audit_anchor::Entity::find().filter(audit_anchor::Column::Day.eq(day));
    Ok(query.all(db).await?.into_iter().map(|anchor| anchor.chain).collect())
}

/// # Errors
/// The database refuses.
pub async fn add_anchors(tx: &Tx, rows: Vec<audit_anchor::Model>) -> Result<(), AppError> {
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        audit_anchor::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// What of the log is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub deed: Option<&'static str>,
    pub actor_id: Option<Uuid>,
    pub object_id: Option<Uuid>,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
}

/// A page of the log, newest first, and how many rows there are in all.
///
/// # Errors
/// The database cannot be read.
pub async fn find(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    offset: u64,
    limit: u64,
) -> Result<(Vec<audit_event::Model>, u64), AppError> {
    use audit_event::Column as C;
    let condition = Condition::all()
        .add_option(wanted.deed.map(|deed| C::Deed.eq(deed)))
        .add_option(wanted.actor_id.map(|id| C::ActorId.eq(id)))
        .add_option(wanted.object_id.map(|id| C::ObjectId.eq(id)))
        .add_option(wanted.from.map(|from| C::At.gte(from)))
        .add_option(wanted.to.map(|to| C::At.lt(to)));
    let query = audit_event::Entity::find().filter(condition);
    let total = query.clone().count(db).await?;
    let ordered = query.order_by_desc(C::At).order_by_desc(C::Chain).order_by_desc(C::Seq);
    Ok((ordered.offset(offset).limit(limit).all(db).await?, total))
}

/// The ids of accounts by what people type to sign in.
///
/// # Errors
/// The database cannot be read.
pub async fn account_of(db: &impl ConnectionTrait, login: &str) -> Result<Option<Uuid>, AppError> {
    let query = entity::account::Entity::find().filter(entity::account::Column::Login.eq(login));
    Ok(query.one(db).await?.map(|account| account.id))
}
