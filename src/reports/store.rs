//! SQL of reports: counts in groups, under the worklist's own condition.

use chrono::NaiveDate;
use entity::case;
use law::procedure::Kind;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait,
    Select,
};
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

/// Cases of a unit, kind and field that were resolved after so many days.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Resolved {
    pub unit_id: Uuid,
    pub kind: String,
    pub field: String,
    /// Whether within their period (KN-04, PA-04).
    pub in_time: Option<bool>,
    /// None where it cannot be told, like for a complaint that was not accepted.
    pub days: Option<i64>,
    pub cases: i64,
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

/// Resolved cases that match, by how long they took: a complaint's period runs from acceptance (KN-04), a petition's
/// from receipt (PA-04).
///
/// # Errors
/// The database cannot be read.
pub async fn resolved_in_groups(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    today: NaiveDate,
) -> Result<Vec<Resolved>, AppError> {
    let complaint = Kind::Complaint.code();
    let days = match db.get_database_backend() {
        DbBackend::Postgres => format!(
            "CAST(resolved_on - CASE WHEN kind = '{complaint}' THEN accepted_on ELSE received_on END AS BIGINT)"
        ),
        _ => format!(
            "CAST(julianday(resolved_on) - julianday(\
             CASE WHEN kind = '{complaint}' THEN accepted_on ELSE received_on END) AS INTEGER)"
        ),
    };
    let mut query = matching(db, actor, filters, today).select_only();
    for column in
        [case::Column::UnitId, case::Column::Kind, case::Column::Field, case::Column::InTime]
    {
        query = query.column(column).group_by(column);
    }
    let rows = query
        .column_as(Expr::cust(days.clone()), "days")
        .column_as(Expr::cust("COUNT(*)"), "cases")
        .group_by(Expr::cust(days))
        .into_model()
        .all(db)
        .await?;
    Ok(rows)
}

/// Cases that match, counted by a day of theirs.
///
/// # Errors
/// The database cannot be read.
pub async fn by_day(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filters: &Filters,
    (column, today): (case::Column, NaiveDate),
) -> Result<Vec<(NaiveDate, u64)>, AppError> {
    // Unit by unit, as the index stands: so nothing is sorted but the days of each.
    let of_units = matching(db, actor, filters, today)
        .select_only()
        .column_as(column, "day")
        .column_as(Expr::cust("COUNT(*)"), "cases")
        .group_by(case::Column::UnitId)
        .group_by(column)
        .into_query();
    let query = Query::select()
        .column("day")
        .expr_as(Expr::cust("CAST(SUM(cases) AS BIGINT)"), "cases")
        .from_subquery(of_units, "days")
        .group_by_col("day")
        .to_owned();
    let statement = db.get_database_backend().build(&query);
    let rows = DayCount::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.day, row.cases.unsigned_abs())).collect())
}
