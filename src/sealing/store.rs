//! SQL of sealed identities: modes, keys, envelopes, openings.

use chrono::{DateTime, Utc};
use entity::{case, envelope_holder, identity_opening, sealed_envelope, sealing_key, sealing_mode};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, TryInsertResult,
};
use uuid::Uuid;

use super::Mode;
use crate::error::AppError;
use crate::policy::Actor;
use crate::policy::scope::{is_of_case, is_of_visible_case};

/// # Errors
/// The database cannot be read, or holds a mode nobody knows.
pub async fn mode(db: &impl ConnectionTrait, unit_id: Uuid) -> Result<Mode, AppError> {
    let Some(row) = sealing_mode::Entity::find_by_id(unit_id).one(db).await? else {
        return Ok(Mode::default());
    };
    Mode::from_code(&row.mode)
        .ok_or_else(|| AppError::inconsistent("sealing_modes", unit_id, "unknown mode"))
}

/// # Errors
/// The database refuses.
pub async fn set_mode(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
    mode: Mode,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = sealing_mode::ActiveModel {
        unit_id: Set(unit_id),
        mode: Set(mode.code().to_owned()),
        changed_by: Set(by),
        changed_at: Set(now),
    };
    use sealing_mode::Column;
    let replaced = OnConflict::column(Column::UnitId)
        .update_columns([Column::Mode, Column::ChangedBy, Column::ChangedAt])
        .to_owned();
    sealing_mode::Entity::insert(row).on_conflict(replaced).exec_without_returning(db).await?;
    Ok(())
}

/// # Errors
/// The database cannot be read.
pub async fn units_of_mode(db: &impl ConnectionTrait, mode: Mode) -> Result<Vec<Uuid>, AppError> {
    let query = sealing_mode::Entity::find().filter(sealing_mode::Column::Mode.eq(mode.code()));
    Ok(query.all(db).await?.into_iter().map(|row| row.unit_id).collect())
}

/// How many keys of each unit are sealed to.
///
/// # Errors
/// The database cannot be read.
pub async fn active_holders(db: &impl ConnectionTrait) -> Result<Vec<(Uuid, i64)>, AppError> {
    let query = sealing_key::Entity::find()
        .select_only()
        .column(sealing_key::Column::UnitId)
        .column_as(sealing_key::Column::Id.count(), "holders")
        .filter(sealing_key::Column::RetiredAt.is_null())
        .group_by(sealing_key::Column::UnitId);
    Ok(query.into_tuple().all(db).await?)
}

/// All keys a unit has and had, oldest first; the format allows 16 at a time.
///
/// # Errors
/// The database cannot be read.
pub async fn keys(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
) -> Result<Vec<sealing_key::Model>, AppError> {
    let query = sealing_key::Entity::find().filter(sealing_key::Column::UnitId.eq(unit_id));
    Ok(query.order_by_asc(sealing_key::Column::Id).limit(200).all(db).await?)
}

/// Adds a key; false when the unit has it, or had it and retired it.
///
/// # Errors
/// The database refuses.
pub async fn add_key(
    db: &impl ConnectionTrait,
    row: sealing_key::ActiveModel,
) -> Result<bool, AppError> {
    use sealing_key::Column;
    let once = OnConflict::columns([Column::UnitId, Column::KeyId]).do_nothing().to_owned();
    let added = sealing_key::Entity::insert(row).on_conflict(once).try_insert().exec(db).await?;
    Ok(matches!(added, TryInsertResult::Inserted(_)))
}

/// # Errors
/// The database refuses.
pub async fn retire_key(
    db: &impl ConnectionTrait,
    id: Uuid,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sealing_key::Entity::update_many()
        .col_expr(sealing_key::Column::RetiredBy, Expr::value(by))
        .col_expr(sealing_key::Column::RetiredAt, Expr::value(now))
        .filter(sealing_key::Column::Id.eq(id))
        .filter(sealing_key::Column::RetiredAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn add_envelope(
    db: &impl ConnectionTrait,
    id: Uuid,
    row: sealed_envelope::ActiveModel,
    key_ids: &[String],
) -> Result<(), AppError> {
    let row = sealed_envelope::ActiveModel { id: Set(id), ..row };
    sealed_envelope::Entity::insert(row).exec_without_returning(db).await?;
    add_holders(db, id, key_ids).await
}

async fn add_holders(
    db: &impl ConnectionTrait,
    envelope_id: Uuid,
    key_ids: &[String],
) -> Result<(), AppError> {
    let holder = |key_id: &String| envelope_holder::ActiveModel {
        envelope_id: Set(envelope_id),
        key_id: Set(key_id.clone()),
    };
    let rows = key_ids.iter().map(holder);
    envelope_holder::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// An envelope sealed anew: another file, other holders, the same contents.
///
/// # Errors
/// The database refuses.
pub async fn replace_envelope(
    db: &impl ConnectionTrait,
    id: Uuid,
    row: sealed_envelope::ActiveModel,
    key_ids: &[String],
) -> Result<(), AppError> {
    let row = sealed_envelope::ActiveModel { id: Set(id), ..row };
    sealed_envelope::Entity::update(row).exec(db).await?;
    envelope_holder::Entity::delete_many()
        .filter(envelope_holder::Column::EnvelopeId.eq(id))
        .exec(db)
        .await?;
    add_holders(db, id, key_ids).await
}

/// # Errors
/// The database refuses.
pub async fn mark_exported(
    db: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sealed_envelope::Entity::update_many()
        .col_expr(sealed_envelope::Column::ExportedAt, Expr::value(now))
        .filter(sealed_envelope::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Envelopes of the cases somebody may see.
fn visible(actor: &Actor) -> Condition {
    let case_id = (sealed_envelope::Entity, sealed_envelope::Column::CaseId);
    Condition::all().add(is_of_visible_case(case_id, actor))
}

/// An envelope with the case it belongs to.
pub type OfCase = (sealed_envelope::Model, case::Model);

/// The envelopes of cases an actor may see, newest first, each with its case: one page of them.
///
/// # Errors
/// The database cannot be read.
pub async fn visible_envelopes(
    db: &impl ConnectionTrait,
    actor: &Actor,
    skip: u64,
    limit: u64,
) -> Result<Vec<OfCase>, AppError> {
    let rows = sealed_envelope::Entity::find()
        .filter(visible(actor))
        .order_by_desc(sealed_envelope::Column::ReceivedAt)
        .order_by_desc(sealed_envelope::Column::Id)
        .offset(skip)
        .limit(limit)
        .all(db)
        .await?;
    with_cases(db, rows).await
}

async fn with_cases(
    db: &impl ConnectionTrait,
    rows: Vec<sealed_envelope::Model>,
) -> Result<Vec<OfCase>, AppError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.case_id).collect();
    let cases = case::Entity::find().filter(case::Column::Id.is_in(ids)).all(db).await?;
    let case_of = |id| cases.iter().find(|case| case.id == id).cloned();
    let with_case = |row: sealed_envelope::Model| {
        let case = case_of(row.case_id);
        case.map(|case| (row, case))
    };
    Ok(rows.into_iter().filter_map(with_case).collect())
}

/// # Errors
/// The database cannot be read.
pub async fn count_visible(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64, AppError> {
    Ok(sealed_envelope::Entity::find().filter(visible(actor)).count(db).await?)
}

/// One envelope with its case, if the actor may see it.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn visible_envelope(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<OfCase, AppError> {
    let query = sealed_envelope::Entity::find_by_id(id).filter(visible(actor));
    let rows = query.all(db).await?;
    with_cases(db, rows).await?.pop().ok_or(AppError::NotFound)
}

/// The envelope of a context, if the actor may see its case.
///
/// # Errors
/// The database cannot be read.
pub async fn visible_by_context(
    db: &impl ConnectionTrait,
    actor: &Actor,
    context: &str,
) -> Result<Option<OfCase>, AppError> {
    let rows = sealed_envelope::Entity::find()
        .filter(sealed_envelope::Column::Context.eq(context))
        .filter(visible(actor))
        .all(db)
        .await?;
    Ok(with_cases(db, rows).await?.pop())
}

/// The envelopes of one case, oldest first. The case itself has been asked for before.
///
/// # Errors
/// The database cannot be read.
pub async fn of_case(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<sealed_envelope::Model>, AppError> {
    let query = sealed_envelope::Entity::find().filter(sealed_envelope::Column::CaseId.eq(case_id));
    Ok(query.order_by_asc(sealed_envelope::Column::Id).limit(100).all(db).await?)
}

/// Whom some envelopes are sealed to: envelope, key.
///
/// # Errors
/// The database cannot be read.
pub async fn holders(
    db: &impl ConnectionTrait,
    envelope_ids: Vec<Uuid>,
) -> Result<Vec<(Uuid, String)>, AppError> {
    let query = envelope_holder::Entity::find()
        .filter(envelope_holder::Column::EnvelopeId.is_in(envelope_ids));
    let rows = query.order_by_asc(envelope_holder::Column::KeyId).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.envelope_id, row.key_id)).collect())
}

fn of_unit(unit_id: Uuid) -> Condition {
    let case_id = (sealed_envelope::Entity, sealed_envelope::Column::CaseId);
    let is_of_unit = Condition::all().add(case::Column::UnitId.eq(unit_id));
    Condition::all().add(is_of_case(case_id, is_of_unit))
}

/// How many envelopes a unit has: a number, and nothing of what they belong to.
///
/// # Errors
/// The database cannot be read.
pub async fn count_of_unit(db: &impl ConnectionTrait, unit_id: Uuid) -> Result<u64, AppError> {
    Ok(sealed_envelope::Entity::find().filter(of_unit(unit_id)).count(db).await?)
}

/// How many of them a key opens.
///
/// # Errors
/// The database cannot be read.
pub async fn count_of_key(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
    key_id: &str,
) -> Result<u64, AppError> {
    let with_key = sealed_to(Condition::all().add(envelope_holder::Column::KeyId.eq(key_id)));
    let query = sealed_envelope::Entity::find()
        .filter(of_unit(unit_id))
        .filter(sealed_envelope::Column::Id.in_subquery(with_key));
    Ok(query.count(db).await?)
}

/// How many of them are sealed to exactly these keys.
///
/// # Errors
/// The database cannot be read.
pub async fn count_current(
    db: &impl ConnectionTrait,
    unit_id: Uuid,
    key_ids: &[String],
) -> Result<u64, AppError> {
    use envelope_holder::Column;
    let others = sealed_to(Condition::all().add(Column::KeyId.is_not_in(key_ids.to_vec())));
    let mut query = sealed_envelope::Entity::find()
        .filter(of_unit(unit_id))
        .filter(sealed_envelope::Column::Id.not_in_subquery(others));
    for key_id in key_ids {
        let with_key = sealed_to(Condition::all().add(Column::KeyId.eq(key_id.as_str())));
        query = query.filter(sealed_envelope::Column::Id.in_subquery(with_key));
    }
    Ok(query.count(db).await?)
}

/// Envelopes with a holder of a kind.
fn sealed_to(holder: Condition) -> SelectStatement {
    Query::select()
        .column(envelope_holder::Column::EnvelopeId)
        .from(envelope_holder::Entity)
        .cond_where(holder)
        .to_owned()
}

/// # Errors
/// The database refuses.
pub async fn add_opening(
    db: &impl ConnectionTrait,
    row: identity_opening::ActiveModel,
) -> Result<(), AppError> {
    identity_opening::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Who opened some envelopes, newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn openings(
    db: &impl ConnectionTrait,
    envelope_ids: Vec<Uuid>,
) -> Result<Vec<identity_opening::Model>, AppError> {
    let query = identity_opening::Entity::find()
        .filter(identity_opening::Column::EnvelopeId.is_in(envelope_ids));
    Ok(query.order_by_desc(identity_opening::Column::Id).limit(100).all(db).await?)
}
