//! SQL of reports: counts in groups, under the worklist's own condition.

use chrono::NaiveDate;
use entity::case;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use crate::cases::search::{self, Filters, Frame};
use crate::error::AppError;
use crate::policy::Actor;

/// How many cases of a unit, kind and field.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct GroupCount {
    pub unit_id: Uuid,
    pub kind: String,
    pub field: String,
    pub cases: i64,
}

/// The days of a resolved case.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Resolution {
    pub unit_id: Uuid,
    pub kind: String,
    pub field: String,
    pub received_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
    pub resolved_on: Option<NaiveDate>,
}

#[derive(FromQueryResult)]
struct DayCount {
    day: NaiveDate,
    cases: i64,
}

fn matching(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    today: NaiveDate,
) -> Select<case::Entity> {
    let frame = Frame { today, soon: today, is_broad: false };
    let condition =
        search::condition(&actor.for_figures(), filters, &frame, db.get_database_backend());
    case::Entity::find().filter(condition)
}

/// Cases that match, counted by unit, kind and field at once; every table is a sum of these.
///
/// # Errors
/// The database cannot be read.
pub async fn count_in_groups(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    today: NaiveDate,
) -> Result<Vec<GroupCount>, AppError> {
    let counts = matching(db, actor, filters, today)
        .select_only()
        .columns([case::Column::UnitId, case::Column::Kind, case::Column::Field])
        .column_as(Expr::cust("COUNT(*)"), "cases")
        .group_by(case::Column::UnitId)
        .group_by(case::Column::Kind)
        .group_by(case::Column::Field)
        .into_model()
        .all(db)
        .await?;
    Ok(counts)
}

/// The days of all resolved cases that match, for medians.
///
/// # Errors
/// The database cannot be read.
pub async fn resolutions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    today: NaiveDate,
) -> Result<Vec<Resolution>, AppError> {
    let rows = matching(db, actor, filters, today)
        .select_only()
        .columns([
            case::Column::UnitId,
            case::Column::Kind,
            case::Column::Field,
            case::Column::ReceivedOn,
            case::Column::AcceptedOn,
            case::Column::ResolvedOn,
        ])
        .into_model()
        .all(db)
        .await?;
    Ok(rows)
}

/// Cases that match, counted by their day of receipt.
///
/// # Errors
/// The database cannot be read.
pub async fn received_by_day(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    today: NaiveDate,
) -> Result<Vec<(NaiveDate, u64)>, AppError> {
    let rows: Vec<DayCount> = matching(db, actor, filters, today)
        .select_only()
        .column_as(case::Column::ReceivedOn, "day")
        .column_as(Expr::cust("COUNT(*)"), "cases")
        .group_by(case::Column::ReceivedOn)
        .into_model()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.day, row.cases.unsigned_abs())).collect())
}
