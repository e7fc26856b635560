//! SQL of public figures: sums of all units, without a reader. Complaints and petitions alone, and nothing sealed;
//! no row of a case is read.

use chrono::NaiveDate;
use entity::case;
use law::procedure::Kind;
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, IntoIden, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use uuid::Uuid;

use crate::cases::kind;
use crate::error::AppError;
use crate::policy::Confidentiality;

/// Cases of a unit and month, `2026-11`.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Count {
    pub unit_id: Uuid,
    /// Empty where kinds are not told apart.
    pub kind: String,
    pub month: String,
    pub cases: i64,
}

/// Cases of a unit and month that took so many days.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Took {
    pub unit_id: Uuid,
    pub month: String,
    pub days: i64,
    pub cases: i64,
}

fn of_case(column: case::Column) -> Expr {
    Expr::col((case::Entity, column))
}

fn named(name: &'static str) -> sea_orm::sea_query::DynIden {
    Alias::new(name).into_iden()
}

fn month(backend: DbBackend, column: &str) -> Expr {
    Expr::cust(match backend {
        DbBackend::Postgres => format!("to_char(cases.{column}, 'YYYY-MM')"),
        _ => format!("substr(cases.{column}, 1, 7)"),
    })
}

/// Which cases: of some units, with a day in a period.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub units: &'a [Uuid],
    pub days: (NaiveDate, NaiveDate),
}

fn public(column: case::Column, wanted: Wanted<'_>) -> SelectStatement {
    let (from, to) = wanted.days;
    let mut query = Query::select();
    query
        .column((case::Entity, case::Column::UnitId))
        .from(case::Entity)
        .and_where(of_case(case::Column::UnitId).is_in(wanted.units.iter().copied()))
        .and_where(of_case(column).between(from, to))
        .and_where(of_case(case::Column::Kind).is_in(kind::HANDLED.iter().map(|kind| kind.code())))
        .and_where(of_case(case::Column::Confidentiality).ne(Confidentiality::Sealed.code()))
        .and_where(of_case(case::Column::IsReceived).eq(true))
        .group_by_col((case::Entity, case::Column::UnitId));
    query
}

async fn all<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    query: &SelectStatement,
) -> Result<Vec<T>, AppError> {
    Ok(T::find_by_statement(db.get_database_backend().build(query)).all(db).await?)
}

/// What came in, by kind.
///
/// # Errors
/// The database cannot be read.
pub async fn received(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
) -> Result<Vec<Count>, AppError> {
    let month = month(db.get_database_backend(), "received_on");
    let mut query = public(case::Column::ReceivedOn, wanted);
    query
        .column((case::Entity, case::Column::Kind))
        .expr_as(month.clone(), named("month"))
        .expr_as(Expr::cust("COUNT(*)"), named("cases"))
        .group_by_col((case::Entity, case::Column::Kind))
        .add_group_by([month]);
    all(db, &query).await
}

/// What was resolved in time (KN-04, PA-04), as the reports count it.
///
/// # Errors
/// The database cannot be read.
pub async fn on_time(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
) -> Result<Vec<Count>, AppError> {
    let month = month(db.get_database_backend(), "resolved_on");
    let mut query = public(case::Column::ResolvedOn, wanted);
    query
        .expr_as(Expr::cust("''"), named("kind"))
        .expr_as(month.clone(), named("month"))
        .expr_as(Expr::cust("COUNT(*)"), named("cases"))
        .and_where(of_case(case::Column::InTime).eq(true))
        .add_group_by([month]);
    all(db, &query).await
}

/// How long what was resolved took: complaints from acceptance (KN-04), petitions from receipt (PA-04).
///
/// # Errors
/// The database cannot be read.
pub async fn resolved(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
) -> Result<Vec<Took>, AppError> {
    let backend = db.get_database_backend();
    let month = month(backend, "resolved_on");
    let from = CaseStatement::new()
        .case(
            of_case(case::Column::Kind).eq(Expr::cust(format!("'{}'", Kind::Complaint.code()))),
            Expr::cust("COALESCE(cases.accepted_on, cases.received_on)"),
        )
        .finally(of_case(case::Column::ReceivedOn));
    let took = |text: &'static str| Expr::cust_with_exprs(text, [from.clone().into()]);
    let took = match backend {
        DbBackend::Postgres => took("CAST(cases.resolved_on - ($1) AS BIGINT)"),
        _ => took("CAST(julianday(cases.resolved_on) - julianday(?) AS INTEGER)"),
    };
    let mut query = public(case::Column::ResolvedOn, wanted);
    query
        .expr_as(month.clone(), named("month"))
        .expr_as(took.clone(), named("days"))
        .expr_as(Expr::cust("COUNT(*)"), named("cases"))
        .add_group_by([month, took]);
    all(db, &query).await
}
