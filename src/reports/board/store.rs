//! SQL of the dashboard: sums by index, in groups small enough to be read whole.

use chrono::{Days, NaiveDate};
use entity::{case, deadline, rating};
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, IntoIden, Order, Query, SelectStatement, UnionType,
};
use sea_orm::{Condition, ConnectionTrait, DbBackend, FromQueryResult};
use uuid::Uuid;

use crate::cases::search::{self, Filters, Frame};
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::{counted_deadlines, visible_cases};
use crate::reports::service::Asked;
use crate::reports::store::GroupCount;

fn of_case(column: case::Column) -> Expr {
    Expr::col((case::Entity, column))
}

fn of_deadline(column: deadline::Column) -> Expr {
    Expr::col((deadline::Entity, column))
}

fn named(name: &'static str) -> sea_orm::sea_query::DynIden {
    Alias::new(name).into_iden()
}

/// The cases a reader counts, of one unit if one was asked for.
fn counted(actor: &Actor, asked: &Asked, backend: DbBackend) -> Condition {
    let unit = asked.unit.map(|id| id.to_string()).unwrap_or_default();
    let filters = Filters { unit, ..Filters::default() };
    let frame = Frame { today: asked.today, soon: asked.today, is_broad: false };
    search::condition(actor, &filters, &frame, backend)
}

/// Joins cases to what is counted of them. SQLite keeps no statistics here and would begin with all cases of a
/// unit; in a cross join it keeps to the order that is written: first what lies in the period.
pub(super) fn join_cases(query: &mut SelectStatement, case_id: Expr, backend: DbBackend) {
    let is_same = case_id.eq(of_case(case::Column::Id));
    match backend {
        DbBackend::Sqlite => query.cross_join(case::Entity).and_where(is_same),
        _ => query.inner_join(case::Entity, is_same),
    };
}

/// Deadlines of the office in the cases a reader counts; the cases themselves are not read.
fn deadlines(actor: &Actor, asked: &Asked) -> SelectStatement {
    let mut query = Query::select();
    query
        .from(deadline::Entity)
        .cond_where(counted_deadlines(actor))
        .and_where(of_deadline(deadline::Column::Duty).eq("agency"));
    if let Some(unit) = asked.unit {
        query.and_where(of_deadline(deadline::Column::UnitId).eq(unit));
    }
    query
}

/// Those of them that were met in the period.
fn met(actor: &Actor, asked: &Asked) -> SelectStatement {
    let met_on = || of_deadline(deadline::Column::MetOn);
    let mut query = deadlines(actor, asked);
    query.and_where(met_on().gte(asked.from)).and_where(met_on().lte(asked.to));
    query
}

/// Past its day at the end of the period: open, or met only later. Each has an index of its own. Today nothing can
/// have been met later.
fn overdue_by_ending(asked: &Asked) -> Vec<Condition> {
    let day = asked.last_day();
    let past = || Condition::all().add(of_deadline(deadline::Column::DueOn).lt(day));
    let open = past().add(of_deadline(deadline::Column::Ending).eq("open"));
    let later = past().add(of_deadline(deadline::Column::MetOn).gt(day));
    if day < asked.today { vec![open, later] } else { vec![open] }
}

/// How many of the counted rows are so.
fn number_of(condition: Expr) -> Expr {
    Expr::expr(Expr::case(condition, 1).finally(0)).sum()
}

fn is_kept() -> Expr {
    of_deadline(deadline::Column::MetOn).lte(of_deadline(deadline::Column::DueOn))
}

async fn all<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    query: &SelectStatement,
) -> Result<Vec<T>, AppError> {
    Ok(T::find_by_statement(db.get_database_backend().build(query)).all(db).await?)
}

/// Deadlines of a unit, kind, field and month, `2026-11`, that ended.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Ended {
    pub unit_id: Uuid,
    pub kind: String,
    pub field: String,
    pub month: String,
    pub ended: i64,
    pub kept: i64,
}

/// Deadlines that ended in the period.
///
/// # Errors
/// The database cannot be read.
pub async fn ended(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<Ended>, AppError> {
    let month = match db.get_database_backend() {
        DbBackend::Postgres => "to_char(deadlines.met_on, 'YYYY-MM')",
        _ => "substr(deadlines.met_on, 1, 7)",
    };
    let mut query = met(actor, asked);
    group(&mut query);
    query
        .expr_as(Expr::cust(month), named("month"))
        .expr_as(Expr::cust("COUNT(*)"), named("ended"))
        .expr_as(number_of(is_kept()), named("kept"))
        .add_group_by([Expr::cust(month)]);
    all(db, &query).await
}

/// Deadlines of a unit, kind and field past their day.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Late {
    pub unit_id: Uuid,
    pub kind: String,
    pub field: String,
    pub late: i64,
}

/// Deadlines past their day at the end of the period.
///
/// # Errors
/// The database cannot be read.
pub async fn late(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<Late>, AppError> {
    let mut found = Vec::new();
    for overdue in overdue_by_ending(asked) {
        let mut query = deadlines(actor, asked);
        group(&mut query);
        query.expr_as(Expr::cust("COUNT(*)"), named("late")).cond_where(overdue);
        found.extend(all(db, &query).await?);
    }
    Ok(found)
}

/// Cases of a unit, kind and field with a deadline past its day at the end of the period.
///
/// # Errors
/// The database cannot be read.
pub async fn overdue_in_groups(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<GroupCount>, AppError> {
    // A case may have several of them, of both kinds: it is one case.
    let mut cases: Option<SelectStatement> = None;
    for overdue in overdue_by_ending(asked) {
        let mut query = deadlines(actor, asked);
        query.distinct().cond_where(overdue);
        for column in [deadline::Column::CaseId].into_iter().chain(GROUP) {
            query.column((deadline::Entity, column));
        }
        cases = Some(match cases {
            Some(mut before) => before.union(UnionType::Distinct, query).to_owned(),
            None => query,
        });
    }
    let Some(cases) = cases else { return Ok(Vec::new()) };
    let mut query = Query::select();
    for column in ["unit_id", "kind", "field"] {
        query.column(Alias::new(column)).group_by_col(Alias::new(column));
    }
    query.expr_as(Expr::cust("COUNT(*)"), named("cases")).from_subquery(cases, Alias::new("late"));
    all(db, &query).await
}

/// What every table of the dashboard is a sum of.
const GROUP: [deadline::Column; 3] =
    [deadline::Column::UnitId, deadline::Column::Kind, deadline::Column::Field];

fn group(query: &mut SelectStatement) {
    for column in GROUP {
        query.column((deadline::Entity, column)).group_by_col((deadline::Entity, column));
    }
}

/// Deadlines of a rule that were met after so many days.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Took {
    pub rule: String,
    pub days: i64,
    pub met: i64,
    pub kept: i64,
}

/// How long each step took: deadlines met in the period by rule and days. Percentiles are counted from these
/// sums, so that no deadline is read by itself.
///
/// # Errors
/// The database cannot be read.
pub async fn took(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<Took>, AppError> {
    let days = match db.get_database_backend() {
        DbBackend::Postgres => "CAST(deadlines.met_on - deadlines.starts_on AS BIGINT)",
        _ => "CAST(julianday(deadlines.met_on) - julianday(deadlines.starts_on) AS INTEGER)",
    };
    let mut query = met(actor, asked);
    query
        .column((deadline::Entity, deadline::Column::Rule))
        .expr_as(Expr::cust(days), named("days"))
        .expr_as(Expr::cust("COUNT(*)"), named("met"))
        .expr_as(number_of(is_kept()), named("kept"))
        .group_by_col((deadline::Entity, deadline::Column::Rule))
        .add_group_by([Expr::cust(days)]);
    all(db, &query).await
}

/// Open cases of a unit, kind and stage, by how long ago they were received: see [`AGES`].
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Open {
    pub unit_id: Uuid,
    pub kind: String,
    pub stage: String,
    pub age: i32,
    pub cases: i64,
}

/// The most days since receipt of each age; the last has no end.
pub const AGES: [Option<u64>; 5] = [Some(10), Some(30), Some(60), Some(90), None];

/// Cases open at the end of the period, or today.
///
/// # Errors
/// The database cannot be read.
pub async fn open(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<Open>, AppError> {
    let day = asked.last_day();
    let unit = asked.unit.map(|id| id.to_string()).unwrap_or_default();
    let filters = Filters { unit, open_on: day.to_string(), ..Filters::default() };
    let frame = Frame { today: asked.today, soon: asked.today, is_broad: false };
    let condition = search::condition(actor, &filters, &frame, db.get_database_backend());
    let since = |days: u64| of_case(case::Column::ReceivedOn).gte(day - Days::new(days));
    let age = Expr::case(since(10), 0).case(since(30), 1).case(since(60), 2).case(since(90), 3);
    let mut inner = Query::select();
    for column in [case::Column::UnitId, case::Column::Kind, case::Column::Stage] {
        inner.column((case::Entity, column));
    }
    // In a query of its own: a group by an expression with values is another expression to PostgreSQL.
    inner.expr_as(age.finally(4), named("age")).from(case::Entity).cond_where(condition);
    let mut query = Query::select();
    for column in ["unit_id", "kind", "stage", "age"] {
        query.column(Alias::new(column)).group_by_col(Alias::new(column));
    }
    query.expr_as(Expr::cust("COUNT(*)"), named("cases")).from_subquery(inner, Alias::new("open"));
    all(db, &query).await
}

/// A case past a day, with that day.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OverdueCase {
    /// Of the deadline.
    pub id: Uuid,
    pub case_id: Uuid,
    pub unit_id: Uuid,
    pub kind: String,
    pub number: String,
    pub subject: String,
    pub assignee_id: Option<Uuid>,
    pub rule: String,
    pub due_on: NaiveDate,
}

/// Deadlines past their day at the end of the period, the oldest first; a case may have several of them. Read as
/// the reader, not as for figures: here cases are named.
///
/// # Errors
/// The database cannot be read.
pub async fn overdue(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
    limit: u64,
) -> Result<Vec<OverdueCase>, AppError> {
    let (actor, backend) = (actor.without_denunciations(), db.get_database_backend());
    let mut found: Vec<OverdueCase> = Vec::new();
    for overdue in overdue_by_ending(asked) {
        let mut query = overdue_cases(&actor, asked, backend);
        query.cond_where(overdue).limit(limit);
        found.extend(all(db, &query).await?);
    }
    found.sort_by_key(|one| (one.due_on, one.id));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

fn overdue_cases(actor: &Actor, asked: &Asked, backend: DbBackend) -> SelectStatement {
    let mut query = deadlines(actor, asked);
    join_cases(&mut query, of_deadline(deadline::Column::CaseId), backend);
    query
        .cond_where(visible_cases(actor))
        .column((deadline::Entity, deadline::Column::Id))
        .expr_as(of_case(case::Column::Id), named("case_id"))
        .columns([
            (case::Entity, case::Column::UnitId),
            (case::Entity, case::Column::Kind),
            (case::Entity, case::Column::Number),
            (case::Entity, case::Column::Subject),
            (case::Entity, case::Column::AssigneeId),
        ])
        .columns([
            (deadline::Entity, deadline::Column::Rule),
            (deadline::Entity, deadline::Column::DueOn),
        ])
        .order_by((deadline::Entity, deadline::Column::DueOn), Order::Asc)
        .order_by((deadline::Entity, deadline::Column::Id), Order::Asc)
        .to_owned()
}

/// Answers of senders of a unit.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Answers {
    pub unit_id: Uuid,
    pub settled: String,
    pub score: i32,
    pub answers: i64,
}

/// What senders said in the period.
///
/// # Errors
/// The database cannot be read.
pub async fn answers(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<Answers>, AppError> {
    let column = |column: rating::Column| Expr::col((rating::Entity, column));
    let mut query = Query::select();
    query
        .column((case::Entity, case::Column::UnitId))
        .columns([
            (rating::Entity, rating::Column::Settled),
            (rating::Entity, rating::Column::Score),
        ])
        .expr_as(Expr::cust("COUNT(*)"), named("answers"))
        .from(rating::Entity)
        .and_where(column(rating::Column::RatedOn).gte(asked.from))
        .and_where(column(rating::Column::RatedOn).lte(asked.to))
        .cond_where(counted(actor, asked, db.get_database_backend()))
        .group_by_col((case::Entity, case::Column::UnitId))
        .group_by_columns([
            (rating::Entity, rating::Column::Settled),
            (rating::Entity, rating::Column::Score),
        ]);
    join_cases(&mut query, column(rating::Column::CaseId), db.get_database_backend());
    all(db, &query).await
}
