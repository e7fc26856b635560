//! Who on staff answers for a case, how they want to be told, and what is still open.

use chrono::NaiveDate;
use entity::{account, case, deadline, notice_preference};
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::AppError;

/// # Errors
/// The database cannot be read.
pub async fn account(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<account::Model>, AppError> {
    Ok(account::Entity::find_by_id(id).one(db).await?)
}

/// The chairman of a unit, one who can be written to before one who cannot.
///
/// # Errors
/// The database cannot be read.
pub async fn chairman(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
) -> Result<Option<account::Model>, AppError> {
    let query = account::Entity::find()
        .filter(account::Column::UnitId.eq(unit_id))
        .filter(account::Column::Role.eq("chairman"))
        .filter(account::Column::LockedAt.is_null())
        .order_by_asc(account::Column::Email.is_null())
        .order_by_asc(account::Column::Id);
    Ok(query.one(db).await?)
}

/// Heads of a unit who are not locked, those with an address first; of denunciations, those who handle them.
///
/// # Errors
/// The database cannot be read.
pub async fn heads(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
    is_denunciation: bool,
) -> Result<Vec<account::Model>, AppError> {
    let mut query = account::Entity::find()
        .filter(account::Column::UnitId.eq(unit_id))
        .filter(account::Column::Role.eq("chairman"))
        .filter(account::Column::LockedAt.is_null());
    if is_denunciation {
        query = query.filter(account::Column::HandlesDenunciations.eq(true));
    }
    let query = query
        .order_by_asc(account::Column::Email.is_null())
        .order_by_asc(account::Column::Id)
        .limit(20);
    Ok(query.all(db).await?)
}

/// Who handles denunciations at a unit and can be told of them: its head first, those with an address
/// before those without.
///
/// # Errors
/// The database cannot be read.
pub async fn denunciation_handlers(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
) -> Result<Vec<account::Model>, AppError> {
    let query = account::Entity::find()
        .filter(account::Column::UnitId.eq(unit_id))
        .filter(account::Column::HandlesDenunciations.eq(true))
        .filter(account::Column::Role.is_in(["chairman", "reception"]))
        .filter(account::Column::LockedAt.is_null())
        .order_by_asc(account::Column::Email.is_null())
        .order_by_asc(account::Column::Role)
        .order_by_asc(account::Column::Id)
        .limit(20);
    Ok(query.all(db).await?)
}

/// How somebody wants a topic, if they ever said.
///
/// # Errors
/// The database cannot be read.
pub async fn preference(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    topic: &str,
) -> Result<Option<String>, AppError> {
    let key = (account_id, topic.to_owned());
    let found = notice_preference::Entity::find_by_id(key).one(db).await?;
    Ok(found.map(|row| row.delivery))
}

/// Everything somebody said of how they want to be told: topic and delivery.
///
/// # Errors
/// The database cannot be read.
pub async fn preferences(
    db: &impl ConnectionTrait,
    account_id: Uuid,
) -> Result<Vec<(String, String)>, AppError> {
    let found = notice_preference::Entity::find()
        .filter(notice_preference::Column::AccountId.eq(account_id))
        .all(db)
        .await?;
    Ok(found.into_iter().map(|row| (row.topic, row.delivery)).collect())
}

/// # Errors
/// The database refuses.
pub async fn set_preferences(
    db: &impl ConnectionTrait,
    rows: Vec<notice_preference::ActiveModel>,
) -> Result<(), AppError> {
    use notice_preference::Column;
    let anew = OnConflict::columns([Column::AccountId, Column::Topic])
        .update_column(Column::Delivery)
        .to_owned();
    notice_preference::Entity::insert_many(rows)
        .on_conflict(anew)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// The deadlines of some cases that run: case, rule and due day. Of a closed case none does.
///
/// # Errors
/// The database cannot be read.
pub async fn open_deadlines(
    db: &impl ConnectionTrait,
    cases: Vec<Uuid>,
) -> Result<Vec<(Uuid, String, NaiveDate)>, AppError> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let open_cases = Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .cond_where(case::Column::IsOpen.eq(true))
        .to_owned();
    let found = deadline::Entity::find()
        .select_only()
        .columns([deadline::Column::CaseId, deadline::Column::Rule, deadline::Column::DueOn])
        .filter(deadline::Column::CaseId.is_in(cases))
        .filter(deadline::Column::Ending.eq("open"))
        .filter(deadline::Column::CaseId.in_subquery(open_cases))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found)
}
