//! SQL of the dashboard beside the deadlines: dialogues, promises, prolonged cases, days of reception.

use chrono::NaiveDate;
use entity::{
    account, case, commitment, dialogue, meeting, meeting_minutes, prolonged_case, reception_day,
};
use law::dialogue::Attendance;
use law::meeting::Stage;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoColumnRef, IntoIden, Query, SelectStatement};
use sea_orm::{Condition, ConnectionTrait, DbBackend, FromQueryResult};
use uuid::Uuid;

use super::store::join_cases;
use crate::commitments::Stage as Promise;
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::{
    counted_dialogues, visible_cases, visible_commitments, visible_meetings,
};
use crate::reports::service::Asked;
use crate::reports::store::GroupCount;

fn named(name: &'static str) -> sea_orm::sea_query::DynIden {
    Alias::new(name).into_iden()
}

/// How many of the counted rows are so; none if there is no row.
fn number_of(condition: Condition) -> Expr {
    Expr::expr(Expr::case(condition, 1).finally(0)).sum()
}

fn col(column: impl IntoColumnRef) -> Expr {
    Expr::col(column)
}

async fn one<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    query: &SelectStatement,
) -> Result<Option<T>, AppError> {
    Ok(T::find_by_statement(db.get_database_backend().build(query)).one(db).await?)
}

fn in_unit(query: &mut SelectStatement, unit_id: Expr, asked: &Asked) {
    if let Some(unit) = asked.unit {
        query.and_where(unit_id.eq(unit));
    }
}

/// Dialogues that took place, and what came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Dialogues {
    /// Held, whoever came.
    pub all: i64,
    /// Those who were invited came.
    pub attended: Option<i64>,
    pub agreed: Option<i64>,
}

/// Rounds of dialogue in cases (DT-01), held in the period.
///
/// # Errors
/// The database cannot be read.
pub async fn rounds(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Dialogues, AppError> {
    use dialogue::{Column, Entity};
    let present = col((Entity, Column::Attendance)).eq(Attendance::Present.code());
    let agreed = col((Entity, Column::IsAgreed)).eq(true);
    let mut query = Query::select();
    query
        .expr_as(Expr::cust("COUNT(*)"), named("all"))
        .expr_as(number_of(Condition::all().add(present)), named("attended"))
        .expr_as(number_of(Condition::all().add(agreed)), named("agreed"))
        .from(Entity)
        .and_where(col((Entity, Column::State)).eq("held"))
        .and_where(col((Entity, Column::HeldOn)).between(asked.from, asked.to))
        .cond_where(counted_dialogues(actor));
    in_unit(&mut query, col((Entity, Column::UnitId)), asked);
    Ok(one(db, &query).await?.unwrap_or_default())
}

/// Cases of a unit, kind and field with a dialogue in the period.
///
/// # Errors
/// The database cannot be read.
pub async fn with_dialogue_in_groups(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<GroupCount>, AppError> {
    use dialogue::{Column, Entity};
    let mut query = Query::select();
    for column in [Column::UnitId, Column::Kind, Column::Field] {
        query.column((Entity, column)).group_by_col((Entity, column));
    }
    query
        .expr_as(col((Entity, Column::CaseId)).count_distinct(), named("cases"))
        .from(Entity)
        .and_where(col((Entity, Column::State)).eq("held"))
        .and_where(col((Entity, Column::HeldOn)).between(asked.from, asked.to))
        .cond_where(counted_dialogues(actor));
    in_unit(&mut query, col((Entity, Column::UnitId)), asked);
    let statement = db.get_database_backend().build(&query);
    Ok(GroupCount::find_by_statement(statement).all(db).await?)
}

/// Meetings with households and others of the period. Agreed: the signed minutes have points agreed and none
/// left open.
///
/// # Errors
/// The database cannot be read.
pub async fn meetings(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Dialogues, AppError> {
    use meeting::{Column, Entity};
    use meeting_minutes::{Column as Minutes, Entity as MinutesTable};
    let came = [Stage::Held, Stage::MinutesSigned, Stage::Following, Stage::Closed];
    let absent = [Stage::AbsentExcused, Stage::AbsentUnexcused];
    let stage = || col((Entity, Column::Stage));
    let attended = stage().is_in(came.map(|stage| stage.code()));
    let minutes = |column| col((MinutesTable, column));
    let agreed = Condition::all()
        .add(minutes(Minutes::SignedOn).is_not_null())
        .add(minutes(Minutes::AgreedPoints).ne(""))
        .add(minutes(Minutes::OpenPoints).eq(""));
    let mut query = Query::select();
    query
        .expr_as(Expr::cust("COUNT(*)"), named("all"))
        .expr_as(number_of(Condition::all().add(attended)), named("attended"))
        .expr_as(number_of(agreed), named("agreed"))
        .from(Entity)
        .left_join(
            MinutesTable,
            col((MinutesTable, Minutes::MeetingId)).eq(col((Entity, Column::Id))),
        )
        .and_where(stage().is_in(came.into_iter().chain(absent).map(|stage| stage.code())))
        .and_where(col((Entity, Column::HeldOn)).between(asked.from, asked.to))
        .cond_where(visible_meetings(actor));
    in_unit(&mut query, col((Entity, Column::UnitId)), asked);
    Ok(one(db, &query).await?.unwrap_or_default())
}

/// Promises whose day lies in the period, without those taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Promises {
    pub all: i64,
    pub kept: Option<i64>,
    pub kept_late: Option<i64>,
    /// Not done, and past their day.
    pub overdue: Option<i64>,
}

/// # Errors
/// The database cannot be read.
pub async fn promises(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Promises, AppError> {
    use commitment::{Column, Entity};
    let stage = || col((Entity, Column::Stage));
    let done = || {
        let stages = [Promise::Done.code(), Promise::Confirmed.code()];
        Condition::all().add(stage().is_in(stages))
    };
    let (done_on, due_on) = (|| col((Entity, Column::DoneOn)), || col((Entity, Column::DueOn)));
    let overdue =
        Condition::all().add(stage().eq(Promise::Open.code())).add(due_on().lt(asked.last_day()));
    let mut query = Query::select();
    query
        .expr_as(Expr::cust("COUNT(*)"), named("all"))
        .expr_as(number_of(done().add(done_on().lte(due_on()))), named("kept"))
        .expr_as(number_of(done().add(done_on().gt(due_on()))), named("kept_late"))
        .expr_as(number_of(overdue), named("overdue"))
        .from(Entity)
        .and_where(stage().ne(Promise::Withdrawn.code()))
        .and_where(due_on().between(asked.from, asked.to))
        .cond_where(visible_commitments(actor));
    in_unit(&mut query, col((Entity, Column::UnitId)), asked);
    Ok(one(db, &query).await?.unwrap_or_default())
}

/// Prolonged cases that are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Prolonged {
    pub all: i64,
    /// Nobody answers for them: the account of who did is closed.
    pub nobody: Option<i64>,
    /// Past the day by which they should have been solved.
    pub past_target: Option<i64>,
}

/// # Errors
/// The database cannot be read.
pub async fn prolonged(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked: &Asked,
) -> Result<Prolonged, AppError> {
    use prolonged_case::{Column, Entity};
    let locked = col((account::Entity, account::Column::LockedAt)).is_not_null();
    let past = col((Entity, Column::TargetOn)).lt(asked.today);
    let mut query = Query::select();
    query
        .expr_as(Expr::cust("COUNT(*)"), named("all"))
        .expr_as(number_of(Condition::all().add(locked)), named("nobody"))
        .expr_as(number_of(Condition::all().add(past)), named("past_target"))
        .from(Entity)
        .inner_join(
            account::Entity,
            col((Entity, Column::LeaderId)).eq(col((account::Entity, account::Column::Id))),
        )
        .and_where(col((Entity, Column::EndedOn)).is_null())
        .cond_where(visible_cases(actor));
    join_cases(&mut query, col((Entity, Column::CaseId)), db.get_database_backend());
    in_unit(&mut query, col((case::Entity, case::Column::UnitId)), asked);
    Ok(one(db, &query).await?.unwrap_or_default())
}

/// Days of reception of a unit in a month, `2026-11`: held, and still ahead.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Receptions {
    pub unit_id: Uuid,
    pub month: String,
    pub held: Option<i64>,
    pub ahead: Option<i64>,
}

/// # Errors
/// The database cannot be read.
pub async fn receptions(
    db: &impl ConnectionTrait,
    units: &[Uuid],
    (from, to, today): (NaiveDate, NaiveDate, NaiveDate),
) -> Result<Vec<Receptions>, AppError> {
    use reception_day::{Column, Entity};
    let month = match db.get_database_backend() {
        DbBackend::Postgres => "to_char(held_on, 'YYYY-MM')",
        _ => "substr(held_on, 1, 7)",
    };
    let received = || col((Entity, Column::ReceivedBy));
    let held = Condition::all().add(received().is_not_null());
    let ahead =
        Condition::all().add(received().is_null()).add(col((Entity, Column::HeldOn)).gte(today));
    let mut query = Query::select();
    query
        .column((Entity, Column::UnitId))
        .expr_as(Expr::cust(month), named("month"))
        .expr_as(number_of(held), named("held"))
        .expr_as(number_of(ahead), named("ahead"))
        .from(Entity)
        .and_where(col((Entity, Column::UnitId)).is_in(units.iter().copied()))
        .and_where(col((Entity, Column::HeldOn)).between(from, to))
        .group_by_col((Entity, Column::UnitId))
        .add_group_by([Expr::cust(month)]);
    let statement = db.get_database_backend().build(&query);
    Ok(Receptions::find_by_statement(statement).all(db).await?)
}
