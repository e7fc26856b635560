//! SQL of commitments.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{commitment, commitment_event};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::Stage;
use crate::db::Tx;
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::visible_commitments;

/// Promises of one meeting; more are not believed.
pub const OF_MEETING_MAX: u64 = 100;

/// # Errors
/// The database refuses.
pub async fn add(
    tx: &Tx,
    row: commitment::ActiveModel,
    event: commitment_event::ActiveModel,
) -> Result<(), AppError> {
    commitment::Entity::insert(row).exec_without_returning(tx).await?;
    commitment_event::Entity::insert(event).exec_without_returning(tx).await?;
    Ok(())
}

/// A promise as an actor may see it. Missing and hidden look the same.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<commitment::Model, AppError> {
    let query = commitment::Entity::find_by_id(id).filter(visible_commitments(actor));
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// The promise a household answers by its link; the link is void once it answered.
///
/// # Errors
/// The database cannot be read.
pub async fn of_link(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<commitment::Model>, AppError> {
    let query =
        commitment::Entity::find().filter(commitment::COLUMN.answer_hash.eq(hash.to_owned()));
    Ok(query.one(db).await?)
}

/// Promises of a meeting by their day.
///
/// # Errors
/// The database cannot be read.
pub async fn of_meeting(
    db: &impl ConnectionTrait,
    meeting_id: Uuid,
) -> Result<Vec<commitment::Model>, AppError> {
    let query = commitment::Entity::find().filter(commitment::Column::MeetingId.eq(meeting_id));
    Ok(in_order(query).limit(OF_MEETING_MAX).all(db).await?)
}

/// How many promises of some meetings are still to be kept.
///
/// # Errors
/// The database cannot be read.
pub async fn open_of_meetings(
    db: &impl ConnectionTrait,
    meetings: Vec<Uuid>,
) -> Result<HashMap<Uuid, i64>, AppError> {
    let rows: Vec<(Uuid, i64)> = commitment::Entity::find()
        .select_only()
        .column(commitment::Column::MeetingId)
        .column_as(commitment::Column::Id.count(), "promises")
        .filter(commitment::Column::MeetingId.is_in(meetings))
        .filter(is_running())
        .group_by(commitment::Column::MeetingId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

fn is_running() -> sea_orm::sea_query::SimpleExpr {
    commitment::Column::Stage.is_in([Stage::Open.code(), Stage::Done.code()])
}

/// What a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Still to be kept or confirmed.
    Running,
    /// To be done, and its day has passed.
    Late,
    /// Confirmed or taken back.
    Ended,
    All,
}

impl Listed {
    pub const ALL: [Self; 4] = [Self::Running, Self::Late, Self::Ended, Self::All];

    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Late => "late",
            Self::Ended => "ended",
            Self::All => "all",
        }
    }
}

fn listed(actor: &Actor, which: Listed, today: NaiveDate) -> sea_orm::Select<commitment::Entity> {
    use commitment::Column;
    let query = commitment::Entity::find().filter(visible_commitments(actor));
    match which {
        Listed::Running => query.filter(is_running()),
        Listed::Late => {
            query.filter(Column::Stage.eq(Stage::Open.code())).filter(Column::DueOn.lt(today))
        }
        Listed::Ended => {
            query.filter(Column::Stage.is_in([Stage::Confirmed.code(), Stage::Withdrawn.code()]))
        }
        Listed::All => query,
    }
}

/// A part of a list by day: at most `limit` after a promise.
///
/// # Errors
/// The database cannot be read.
pub async fn after(
    db: &impl ConnectionTrait,
    actor: &Actor,
    (which, today): (Listed, NaiveDate),
    place: Option<(NaiveDate, Uuid)>,
    limit: u64,
) -> Result<Vec<commitment::Model>, AppError> {
    use commitment::Column;
    let here = Expr::tuple([Column::DueOn, Column::Id].map(|c| c.into_expr()));
    let is_after =
        place.map(|(due_on, id)| here.gt(Expr::tuple([Expr::value(due_on), Expr::value(id)])));
    let query = listed(actor, which, today).filter(Condition::all().add_option(is_after));
    Ok(in_order(query).limit(limit).all(db).await?)
}

/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    which: Listed,
    today: NaiveDate,
) -> Result<u64, AppError> {
    Ok(listed(actor, which, today).count(db).await?)
}

/// A page of promises, the earliest day first.
///
/// # Errors
/// The database cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    (which, today): (Listed, NaiveDate),
    (offset, limit): (u64, u64),
) -> Result<Vec<commitment::Model>, AppError> {
    let query = in_order(listed(actor, which, today));
    Ok(query.offset(offset).limit(limit).all(db).await?)
}

/// Promises to be done by a day, whoever sees them: for reminders. After the last one of the page before.
///
/// # Errors
/// The database cannot be read.
pub async fn due(
    db: &impl ConnectionTrait,
    by: NaiveDate,
    after: Option<(NaiveDate, Uuid)>,
    limit: u64,
) -> Result<Vec<commitment::Model>, AppError> {
    use commitment::Column;
    let mut query = commitment::Entity::find()
        .filter(Column::Stage.eq(Stage::Open.code()))
        .filter(Column::DueOn.lte(by));
    if let Some((day, id)) = after {
        let same_day = Condition::all().add(Column::DueOn.eq(day)).add(Column::Id.gt(id));
        query = query.filter(Condition::any().add(Column::DueOn.gt(day)).add(same_day));
    }
    Ok(in_order(query).limit(limit).all(db).await?)
}

fn in_order(query: sea_orm::Select<commitment::Entity>) -> sea_orm::Select<commitment::Entity> {
    query.order_by_asc(commitment::Column::DueOn).order_by_asc(commitment::Column::Id)
}

/// Changes a promise that is still as it was read, and adds the fact.
///
/// # Errors
/// The database refuses.
pub async fn update(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: commitment::ActiveModel,
    event: commitment_event::ActiveModel,
) -> Result<bool, AppError> {
    let done = commitment::Entity::update_many()
        .set(commitment::ActiveModel { version: Set(version + 1), ..row })
        .filter(commitment::Column::Id.eq(id))
        .filter(commitment::Column::Version.eq(version))
        .exec(tx)
        .await?;
    if done.rows_affected != 1 {
        return Ok(false);
    }
    commitment_event::Entity::insert(event).exec_without_returning(tx).await?;
    Ok(true)
}

/// # Errors
/// The database cannot be read.
pub async fn events(
    db: &impl ConnectionTrait,
    commitment_id: Uuid,
) -> Result<Vec<commitment_event::Model>, AppError> {
    let query = commitment_event::Entity::find()
        .filter(commitment_event::Column::CommitmentId.eq(commitment_id));
    Ok(query.order_by_asc(commitment_event::Column::Seq).limit(500).all(db).await?)
}

/// The meeting of a promise, without asking a scope: who sees the promise sees of which meeting it is.
///
/// # Errors
/// The row is missing, or the database cannot be read.
pub async fn meeting_of(
    db: &impl ConnectionTrait,
    commitment: &commitment::Model,
) -> Result<entity::meeting::Model, AppError> {
    let found = entity::meeting::Entity::find_by_id(commitment.meeting_id).one(db).await?;
    found.ok_or_else(|| AppError::inconsistent("commitments", commitment.id, "no meeting"))
}

/// Titles of some meetings, without asking a scope, as above.
///
/// # Errors
/// The database cannot be read.
pub async fn titles(
    db: &impl ConnectionTrait,
    meetings: Vec<Uuid>,
) -> Result<HashMap<Uuid, String>, AppError> {
    use entity::meeting::{Column, Entity};
    let rows = Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::Title)
        .filter(Column::Id.is_in(meetings));
    let rows: Vec<(Uuid, String)> = rows.into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}
