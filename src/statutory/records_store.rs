//! SQL of the records behind a figure, as far as the reader may see them.

use entity::{management_entry, reception_day, visit};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::{visible_management, visible_visits};

/// # Errors
/// The database cannot be read.
pub async fn visits(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<Uuid>,
) -> Result<Vec<visit::Model>, AppError> {
    let query = visit::Entity::find().filter(visible_visits(actor));
    Ok(query.filter(visit::Column::Id.is_in(ids)).all(db).await?)
}

/// Days on which heads receive are public where they are held.
///
/// # Errors
/// The database cannot be read.
pub async fn reception_days(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<Uuid>,
) -> Result<Vec<reception_day::Model>, AppError> {
    use reception_day::Column;
    let query = reception_day::Entity::find()
        .filter(Column::UnitId.is_in(actor.unit_ids.iter().copied()))
        .filter(Column::Id.is_in(ids));
    Ok(query.all(db).await?)
}

/// # Errors
/// The database cannot be read.
pub async fn entries(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<Uuid>,
) -> Result<Vec<management_entry::Model>, AppError> {
    let query = management_entry::Entity::find().filter(visible_management(actor));
    Ok(query.filter(management_entry::Column::Id.is_in(ids)).all(db).await?)
}
