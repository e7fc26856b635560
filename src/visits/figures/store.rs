//! SQL of the figures: every visit of the units, whoever may see it.

use chrono::NaiveDate;
use entity::visit;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::error::AppError;

/// A visit as it is counted: matter, mode, people, whether the matter was brought before the period.
pub type Counted = (Uuid, String, i32, bool);

/// The visits of some units in a period, but for those who were not received.
///
/// # Errors
/// The database cannot be read.
pub async fn counted(
    db: &impl ConnectionTrait,
    units: &[Uuid],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Counted>, AppError> {
    use visit::Column;
    let refused = law::visit::Outcome::Refused.code();
    let before = Alias::new("earlier");
    let of = |column: Column| Expr::col((before.clone(), column));
    let earlier = Query::select()
        .expr(Expr::val(1))
        .from_as(visit::Entity, before.clone())
        .and_where(of(Column::MatterId).eq(Expr::col((visit::Entity, Column::MatterId))))
        .and_where(of(Column::ReceivedOn).lt(from))
        .and_where(of(Column::Outcome).ne(refused))
        .to_owned();
    let query = visit::Entity::find()
        .select_only()
        .column(Column::MatterId)
        .column(Column::Mode)
        .column(Column::People)
        .column_as(Expr::exists(earlier), "is_known")
        .filter(Column::UnitId.is_in(units.iter().copied()))
        .filter(Column::ReceivedOn.between(from, to))
        .filter(Column::Outcome.ne(refused));
    Ok(query.into_tuple().all(db).await?)
}

/// How many were not received in a period.
///
/// # Errors
/// The database cannot be read.
pub async fn refused(
    db: &impl ConnectionTrait,
    units: &[Uuid],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<u64, AppError> {
    use visit::Column;
    let query = visit::Entity::find()
        .filter(Column::UnitId.is_in(units.iter().copied()))
        .filter(Column::ReceivedOn.between(from, to))
        .filter(Column::Outcome.eq(law::visit::Outcome::Refused.code()));
    Ok(query.count(db).await?)
}
