//! SQL of escalations: what is overdue and was not told at a level, read without replaying any case.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{account, case, deadline, escalation};
use law::procedure::Kind;
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, IntoIden, OnConflict, Order, Query, SelectStatement,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::visible_cases;

/// Something overdue.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Overdue {
    /// Of the deadline, or of the case itself where the period is none of its deadlines.
    pub id: Uuid,
    pub case_id: Uuid,
    pub unit_id: Uuid,
    pub kind: String,
    pub number: String,
    pub subject: String,
    pub rule: String,
    pub due_on: NaiveDate,
}

impl Overdue {
    pub fn is_denunciation(&self) -> bool {
        self.kind == Kind::Denunciation.code()
    }
}

/// Where a reading went on from: due day and id of the last one.
pub type After = Option<(NaiveDate, Uuid)>;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    pub level: i32,
    /// Units that have somebody at this level.
    pub units: &'a [Uuid],
    /// Due on this day or before.
    pub latest: NaiveDate,
    pub after: After,
    pub limit: u64,
}

fn case_col(column: case::Column) -> Expr {
    Expr::col((case::Entity, column))
}

/// What every reading gives, of which id, rule and due day.
fn select(id: Expr, rule: Expr, due_on: Expr) -> SelectStatement {
    let mut query = Query::select();
    let named = |name: &'static str| Alias::new(name).into_iden();
    query
        .expr_as(id, named("id"))
        .expr_as(case_col(case::Column::Id), named("case_id"))
        .expr_as(case_col(case::Column::UnitId), named("unit_id"))
        .expr_as(case_col(case::Column::Kind), named("kind"))
        .expr_as(case_col(case::Column::Number), named("number"))
        .expr_as(case_col(case::Column::Subject), named("subject"))
        .expr_as(rule, named("rule"))
        .expr_as(due_on, named("due_on"));
    query
}

async fn all(db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Vec<Overdue>, AppError> {
    let statement = db.get_database_backend().build(query);
    Ok(Overdue::find_by_statement(statement).all(db).await?)
}

/// Open deadlines of the office past their day, the oldest first, whether told or not: see [`told`].
///
/// # Errors
/// The database cannot be read.
pub async fn overdue(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
) -> Result<Vec<Overdue>, AppError> {
    let column = |column: deadline::Column| Expr::col((deadline::Entity, column));
    let (id, due_on) = (column(deadline::Column::Id), column(deadline::Column::DueOn));
    let rule = column(deadline::Column::Rule);
    let mut query = select(id.clone(), rule.clone(), due_on.clone());
    query
        .from(deadline::Entity)
        .inner_join(case::Entity, column(deadline::Column::CaseId).eq(case_col(case::Column::Id)))
        .and_where(column(deadline::Column::Ending).eq("open"))
        .and_where(column(deadline::Column::Duty).eq("agency"))
        .and_where(due_on.clone().lte(wanted.latest))
        .and_where(case_col(case::Column::IsOpen).eq(true))
        .and_where(case_col(case::Column::UnitId).is_in(wanted.units.iter().copied()));
    go_on(&mut query, wanted, id, due_on);
    all(db, &query).await
}

/// Letters nobody has begun to process (TD-14), received on the day of `wanted.latest` or before; their due
/// day is counted by the caller. The due day here is the day of receipt.
///
/// # Errors
/// The database cannot be read.
pub async fn unprocessed(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
    rule: &str,
    days: i64,
) -> Result<Vec<Overdue>, AppError> {
    let (id, received) = (case_col(case::Column::Id), case_col(case::Column::ReceivedOn));
    let mut query = select(id.clone(), Expr::val(rule), received.clone());
    query
        .from(case::Entity)
        .cond_where(is_unprocessed())
        .and_where(received.clone().lte(wanted.latest))
        .and_where(case_col(case::Column::UnitId).is_in(wanted.units.iter().copied()));
    go_on(&mut query, wanted, id, received);
    let mut found = all(db, &query).await?;
    for one in &mut found {
        one.due_on += chrono::TimeDelta::days(days);
    }
    Ok(found)
}

/// What was told at a level of some cases: case, rule and due day. Asked page by page beside the reading, for
/// a reading that left out what is told would be as quick as the database happens to guess.
///
/// # Errors
/// The database cannot be read.
pub async fn told(
    db: &impl ConnectionTrait,
    level: i32,
    cases: Vec<Uuid>,
) -> Result<HashSet<(Uuid, String, NaiveDate)>, AppError> {
    use escalation::Column;
    let found: Vec<(Uuid, String, NaiveDate)> = escalation::Entity::find()
        .select_only()
        .columns([Column::CaseId, Column::Rule, Column::DueOn])
        .filter(Column::CaseId.is_in(cases))
        .filter(Column::Level.eq(level))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Nobody has looked at it: the first stages of each kind.
fn is_unprocessed() -> Condition {
    let stages = Kind::ALL.iter().map(|kind| {
        let stages = law::procedure::unprocessed_stages(*kind);
        Condition::all()
            .add(case_col(case::Column::Kind).eq(kind.code()))
            .add(case_col(case::Column::Stage).is_in(stages.iter().copied()))
    });
    let any = stages.fold(Condition::any(), Condition::add);
    Condition::all().add(case_col(case::Column::IsOpen).eq(true)).add(any)
}

fn go_on(query: &mut SelectStatement, wanted: &Wanted<'_>, id: Expr, day: Expr) {
    if let Some((last_day, last)) = wanted.after {
        let same = Condition::all().add(day.clone().eq(last_day)).add(id.clone().gt(last));
        // The first condition says the same less exactly: it lets the index be entered where it goes on.
        query.and_where(day.clone().gte(last_day));
        query.cond_where(Condition::any().add(day.clone().gt(last_day)).add(same));
    }
    query.order_by_expr(day, Order::Asc).order_by_expr(id, Order::Asc).limit(wanted.limit);
}

/// Adds escalations that are not there yet; gives the ids of those that were added.
///
/// # Errors
/// The database refuses.
pub async fn add(
    db: &impl ConnectionTrait,
    rows: Vec<escalation::ActiveModel>,
    ids: Vec<Uuid>,
) -> Result<Vec<Uuid>, AppError> {
    use escalation::Column;
    let once = OnConflict::columns([Column::CaseId, Column::Rule, Column::DueOn, Column::Level])
        .do_nothing()
        .to_owned();
    escalation::Entity::insert_many(rows).on_conflict(once).exec_without_returning(db).await?;
    // Another worker may have been quicker with some of them.
    let added = escalation::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(added)
}

/// The escalations of which nobody could be told and that are still overdue.
fn unheard() -> Condition {
    Condition::all()
        .add(Expr::col((escalation::Entity, escalation::Column::AccountId)).is_null())
        .add(still_open())
}

/// Its deadline is still open, or nobody has begun to process the letter.
fn still_open() -> Condition {
    let same = |ours: deadline::Column, theirs: escalation::Column| {
        Expr::col((deadline::Entity, ours)).eq(Expr::col((escalation::Entity, theirs)))
    };
    let open = Query::select()
        .expr(Expr::val(1))
        .from(deadline::Entity)
        .and_where(same(deadline::Column::CaseId, escalation::Column::CaseId))
        .and_where(same(deadline::Column::Rule, escalation::Column::Rule))
        .and_where(same(deadline::Column::DueOn, escalation::Column::DueOn))
        .and_where(Expr::col((deadline::Entity, deadline::Column::Ending)).eq("open"))
        .to_owned();
    let alarm = law::rule::RuleId::Td14.code();
    let is_alarm = Condition::all()
        .add(Expr::col((escalation::Entity, escalation::Column::Rule)).eq(alarm))
        .add(is_unprocessed());
    Condition::all()
        .add(case_col(case::Column::IsOpen).eq(true))
        .add(Condition::any().add(Expr::exists(open)).add(is_alarm))
}

fn from_escalations() -> SelectStatement {
    let column = |column: escalation::Column| Expr::col((escalation::Entity, column));
    let mut query = select(
        column(escalation::Column::Id),
        column(escalation::Column::Rule),
        column(escalation::Column::DueOn),
    );
    query.from(escalation::Entity).inner_join(
        case::Entity,
        column(escalation::Column::CaseId).eq(case_col(case::Column::Id)),
    );
    query
}

/// Those of a level of which nobody could be told, the oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn of_nobody(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
) -> Result<Vec<Overdue>, AppError> {
    let column = |column: escalation::Column| Expr::col((escalation::Entity, column));
    let mut query = from_escalations();
    query.cond_where(unheard()).and_where(column(escalation::Column::Level).eq(wanted.level));
    go_on(&mut query, wanted, column(escalation::Column::Id), column(escalation::Column::DueOn));
    all(db, &query).await
}

/// Says who was told of some escalations of which nobody could be.
///
/// # Errors
/// The database refuses.
pub async fn set_told(
    db: &impl ConnectionTrait,
    ids: Vec<Uuid>,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    escalation::Entity::update_many()
        .col_expr(escalation::Column::AccountId, Expr::value(account_id))
        .col_expr(escalation::Column::At, Expr::value(now))
        .filter(escalation::Column::Id.is_in(ids))
        .filter(escalation::Column::AccountId.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// An escalation as people see it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Shown {
    pub case_id: Uuid,
    pub unit_id: Uuid,
    pub number: String,
    pub rule: String,
    pub due_on: NaiveDate,
    pub level: i32,
    /// Who was told; none: nobody could be.
    pub told: Option<String>,
    pub at: DateTime<Utc>,
}

fn shown_to(actor: &Actor, only_unheard: bool) -> Condition {
    let state = if only_unheard { unheard() } else { still_open() };
    Condition::all().add(visible_cases(actor)).add(state)
}

/// How many overdue things of the reader's cases went up, or of how many nobody could be told.
///
/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    only_unheard: bool,
) -> Result<u64, AppError> {
    let mut query = Query::select();
    query
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("n").into_iden())
        .from(escalation::Entity)
        .inner_join(
            case::Entity,
            Expr::col((escalation::Entity, escalation::Column::CaseId))
                .eq(case_col(case::Column::Id)),
        )
        .cond_where(shown_to(actor, only_unheard));
    let row = db.query_one_raw(db.get_database_backend().build(&query)).await?;
    let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// A page of them, the oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    only_unheard: bool,
    offset: u64,
    limit: u64,
) -> Result<Vec<Shown>, AppError> {
    let column = |column: escalation::Column| Expr::col((escalation::Entity, column));
    let mut query = shown();
    query
        .cond_where(shown_to(actor, only_unheard))
        .order_by_expr(column(escalation::Column::DueOn), Order::Asc)
        .order_by_expr(column(escalation::Column::Id), Order::Asc)
        .offset(offset)
        .limit(limit);
    let statement = db.get_database_backend().build(&query);
    Ok(Shown::find_by_statement(statement).all(db).await?)
}

/// What went up of some cases, which were asked for inside a scope, in the order of time.
///
/// # Errors
/// The database cannot be read.
pub async fn of_cases(db: &impl ConnectionTrait, cases: Vec<Uuid>) -> Result<Vec<Shown>, AppError> {
    let column = |column: escalation::Column| Expr::col((escalation::Entity, column));
    let mut query = shown();
    query
        .and_where(column(escalation::Column::CaseId).is_in(cases))
        .order_by_expr(column(escalation::Column::At), Order::Asc)
        // Several levels can be told in one round.
        .order_by_expr(column(escalation::Column::Level), Order::Asc)
        .order_by_expr(column(escalation::Column::Id), Order::Asc)
        .limit(1_000);
    let statement = db.get_database_backend().build(&query);
    Ok(Shown::find_by_statement(statement).all(db).await?)
}

/// Escalations with whom they told.
fn shown() -> SelectStatement {
    let column = |column: escalation::Column| Expr::col((escalation::Entity, column));
    let mut query = from_escalations();
    query
        .expr_as(column(escalation::Column::Level), Alias::new("level").into_iden())
        .expr_as(column(escalation::Column::At), Alias::new("at").into_iden())
        .expr_as(
            Expr::col((account::Entity, account::Column::DisplayName)),
            Alias::new("told").into_iden(),
        )
        .left_join(
            account::Entity,
            Expr::col((account::Entity, account::Column::Id))
                .eq(column(escalation::Column::AccountId)),
        );
    query
}
