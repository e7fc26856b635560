//! SQL of the forms that administrators have added.

use chrono::NaiveDate;
use entity::local_form;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::error::AppError;

/// Forms that are looked at; more are not believed.
const MOST: u64 = 500;

/// Forms of some units, and of all, that are used on a day.
///
/// # Errors
/// The database cannot be read.
pub async fn live_on(
    db: &impl ConnectionTrait,
    units: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<local_form::Model>, AppError> {
    let whose = Condition::any()
        .add(local_form::Column::UnitId.is_null())
        .add(local_form::Column::UnitId.is_in(units.iter().copied()));
    let still = Condition::any()
        .add(local_form::Column::ValidTo.is_null())
        .add(local_form::Column::ValidTo.gte(day));
    let query = local_form::Entity::find()
        .filter(whose)
        .filter(local_form::Column::ValidFrom.lte(day))
        .filter(still)
        .order_by_asc(local_form::Column::FormKey);
    Ok(query.limit(MOST).all(db).await?)
}
