//! SQL of the letters as people see them: those of the cases they may see, and those of their units.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{case, outbox};
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::is_of_visible_case;

/// Letters of the cases somebody may see; what a unit writes about a meeting or a visit, for those who work
/// there.
pub(super) fn visible(actor: &Actor) -> Condition {
    let case_id = (outbox::Entity, outbox::Column::CaseId);
    let of_cases = Condition::any().add(is_of_visible_case(case_id, actor));
    if !actor.role.may_stand_in() {
        return of_cases;
    }
    let of_units = Condition::all()
        .add(outbox::Column::CaseId.is_null())
        .add(outbox::Column::UnitId.is_in(actor.unit_ids.clone()));
    of_cases.add(of_units)
}

/// On paper, waiting to be printed.
pub(super) fn to_print() -> Condition {
    Condition::all()
        .add(outbox::Column::ToAddress.eq(""))
        .add(outbox::Column::PostalAddress.ne(""))
        .add(outbox::Column::PrintedAt.is_null())
        .add(outbox::Column::FailedAt.is_null())
}

fn in_state(state: &str) -> Condition {
    let all = Condition::all();
    match state {
        "failed" => all.add(outbox::Column::FailedAt.is_not_null()),
        "waiting" => all
            .add(outbox::Column::ToAddress.ne(""))
            .add(outbox::Column::SentAt.is_null())
            .add(outbox::Column::FailedAt.is_null()),
        "sent" => all.add(outbox::Column::SentAt.is_not_null()),
        "paper" => to_print(),
        "printed" => all.add(outbox::Column::PrintedAt.is_not_null()),
        _ => all,
    }
}

/// How many of the reader's letters there are in all and in each state.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct Tally {
    all_letters: i64,
    waiting: Option<i64>,
    sent: Option<i64>,
    failed: Option<i64>,
    paper: Option<i64>,
    printed: Option<i64>,
}

impl Tally {
    /// The number in a state.
    pub fn of(&self, state: &str) -> u64 {
        let count = match state {
            "sent" => self.sent,
            "failed" => self.failed,
            "waiting" => self.waiting,
            "paper" => self.paper,
            "printed" => self.printed,
            _ => Some(self.all_letters),
        };
        u64::try_from(count.unwrap_or(0)).unwrap_or(0)
    }
}

/// Counts the reader's letters, in one reading.
///
/// # Errors
/// The database cannot be read.
pub async fn tally(db: &impl ConnectionTrait, actor: &Actor) -> Result<Tally, AppError> {
    let number_of = |state| {
        let when: SimpleExpr = in_state(state).into();
        Expr::expr(Expr::case(when, 1).finally(0)).sum()
    };
    let counted = outbox::Entity::find()
        .filter(visible(actor))
        .select_only()
        .column_as(outbox::Column::Id.count(), "all_letters")
        .column_as(number_of("waiting"), "waiting")
        .column_as(number_of("sent"), "sent")
        .column_as(number_of("failed"), "failed")
        .column_as(number_of("paper"), "paper")
        .column_as(number_of("printed"), "printed")
        .into_model::<Tally>()
        .one(db)
        .await?;
    Ok(counted.unwrap_or_default())
}

/// A letter with its case: number and unit; of a letter of a unit, that unit.
#[derive(Clone, Debug)]
pub struct Listed {
    pub letter: outbox::Model,
    /// Empty if it tells of no case.
    pub number: String,
    pub unit_id: Option<Uuid>,
}

/// A page of the reader's letters, newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    state: &str,
    offset: u64,
    limit: u64,
) -> Result<Vec<Listed>, AppError> {
    let letters = outbox::Entity::find()
        .filter(visible(actor))
        .filter(in_state(state))
        .order_by_desc(outbox::Column::CreatedAt)
        .order_by_desc(outbox::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await?;
    with_cases(db, letters).await
}

/// Puts number and unit of its case to each letter.
pub(super) async fn with_cases(
    db: &impl ConnectionTrait,
    letters: Vec<outbox::Model>,
) -> Result<Vec<Listed>, AppError> {
    let ids = letters.iter().filter_map(|letter| letter.case_id);
    let found: Vec<(Uuid, String, Uuid)> = case::Entity::find()
        .select_only()
        .columns([case::Column::Id, case::Column::Number, case::Column::UnitId])
        .filter(case::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let cases: HashMap<Uuid, (String, Uuid)> =
        found.into_iter().map(|(id, number, unit)| (id, (number, unit))).collect();
    let listed = |letter: outbox::Model| {
        let case = letter.case_id.and_then(|id| cases.get(&id).cloned());
        let (number, unit) = case.map(|(number, unit)| (number, Some(unit))).unwrap_or_default();
        Listed { unit_id: unit.or(letter.unit_id), number, letter }
    };
    Ok(letters.into_iter().map(listed).collect())
}

/// Puts a failed letter of the reader's back to be sent; false if there is none such.
///
/// # Errors
/// The database refuses.
pub async fn retry(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::FailedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(outbox::Column::AvailableAt, Expr::value(now))
        .col_expr(outbox::Column::Attempts, Expr::value(0))
        .filter(outbox::Column::Id.eq(id))
        .filter(outbox::Column::ToAddress.ne(""))
        .filter(visible(actor))
        .filter(in_state("failed"))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
