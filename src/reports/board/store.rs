//! SQL of the dashboard: sums by index, in groups small enough to be read whole.

use chrono::{Days, NaiveDate};
use entity::{case, deadline, rating};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoIden, Order, Query, SelectStatement};
use sea_orm::{Condition, ConnectionTrait, DbBackend, FromQueryResult};
use uuid::Uuid;

use crate::cases::search::{self, Filters, Frame};
use crate::error::AppError;
use crate::policy::Actor;
use crate::reports::service::Asked;

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

/// Deadlines of the office in the cases a reader counts.
fn deadlines(db: &impl ConnectionTrait, actor: &Actor, asked: &Asked) -> SelectStatement {
    let (mut query, backend) = (Query::select(), db.get_database_backend());
    query.from(deadline::Entity);
    join_cases(&mut query, of_deadline(deadline::Column::CaseId), backend);
    query.cond_where(of_agency(actor, asked, backend)).to_owned()
}

fn of_agency(actor: &Actor, asked: &Asked, backend: DbBackend) -> Condition {
    counted(actor, asked, backend).add(of_deadline(deadline::Column::Duty).eq("agency"))
}

/// Those of them that were met in the period. Of one unit its cases come first on SQLite: they are fewer than all
/// deadlines of the period.
fn met(db: &impl ConnectionTrait, actor: &Actor, asked: &Asked) -> SelectStatement {
    let backend = db.get_database_backend();
    let is_of_one_unit = asked.unit.is_some() || actor.unit_ids.len() == 1;
    let mut query = match backend {
        DbBackend::Sqlite if is_of_one_unit => Query::select()
            .from(case::Entity)
            .cross_join(deadline::Entity)
            .and_where(of_deadline(deadline::Column::CaseId).eq(of_case(case::Column::Id)))
            .cond_where(of_agency(actor, asked, backend))
            .to_owned(),
        _ => deadlines(db, actor, asked),
    };
    let met_on = || of_deadline(deadline::Column::MetOn);
    query.and_where(met_on().gte(asked.from)).and_where(met_on().lte(asked.to));
    query
}

/// Past its day at the end of the period: open, or met only later. Today nothing can have been met later, and
/// without that question the index of what is open answers alone.
fn is_overdue(asked: &Asked) -> Condition {
    let day = asked.last_day();
    let open = of_deadline(deadline::Column::Ending).eq("open");
    if day == asked.today {
        return Condition::all().add(of_deadline(deadline::Column::DueOn).lt(day)).add(open);
    }
    let later = of_deadline(deadline::Column::MetOn).gt(day);
    Condition::all()
        .add(of_deadline(deadline::Column::DueOn).lt(day))
        .add(Condition::any().add(open).add(later))
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
    let mut query = met(db, actor, asked);
    let groups = [case::Column::UnitId, case::Column::Kind, case::Column::Field];
    for column in groups {
        query.column((case::Entity, column)).group_by_col((case::Entity, column));
    }
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
    let mut query = deadlines(db, actor, asked);
    query.cond_where(is_overdue(asked));
    for column in [case::Column::UnitId, case::Column::Kind, case::Column::Field] {
        query.column((case::Entity, column)).group_by_col((case::Entity, column));
    }
    query.expr_as(Expr::cust("COUNT(*)"), named("late"));
    all(db, &query).await
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
    let mut query = met(db, actor, asked);
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
    let mut query = deadlines(db, &actor.without_denunciations(), asked);
    query
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
        .cond_where(is_overdue(asked))
        .order_by((deadline::Entity, deadline::Column::DueOn), Order::Asc)
        .order_by((deadline::Entity, deadline::Column::Id), Order::Asc)
        .limit(limit);
    all(db, &query).await
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
