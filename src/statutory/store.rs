//! SQL of statutory reports and of figures entered for them.

use std::collections::HashMap;

use entity::{case, case_event, opening_figure, statutory_report};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use statistics::{Opening, Tables};
use uuid::Uuid;

use super::Stage;
use super::asked::Asked;
use super::compute::Figures;
use crate::db::{Tx, is_taken};
use crate::error::AppError;
use crate::figures::{Days, Members};
use crate::policy::Actor;

/// More versions and periods than a unit ever has on one page.
const SHOWN: u64 = 200;

fn of_asked(asked: &Asked) -> Condition {
    use statutory_report::Column;
    Condition::all()
        .add(Column::Circular.eq(asked.circular.number.as_str()))
        .add(Column::FromOn.eq(asked.period.from))
        .add(Column::ToOn.eq(asked.period.to))
}

/// Report, its number and its tables, of units that sent one for the same days.
pub type Sent = HashMap<Uuid, (Uuid, i32, Tables)>;

/// What some units sent for the days asked for, as it is in force now.
///
/// # Errors
/// The database cannot be read, or frozen figures were changed.
pub async fn sent(
    db: &impl ConnectionTrait,
    asked: &Asked,
    units: &[Uuid],
) -> Result<Sent, AppError> {
    use statutory_report::Column;
    if units.is_empty() {
        return Ok(Sent::new());
    }
    let rows = statutory_report::Entity::find()
        .filter(of_asked(asked))
        .filter(Column::Stage.eq(Stage::Submitted.code()))
        .filter(Column::UnitId.is_in(units.iter().copied()))
        .all(db)
        .await?;
    let read = |row: statutory_report::Model| {
        let figures = Figures::thawed(row.id, &row.figures, &row.figures_hash)?;
        Ok((row.unit_id, (row.id, row.number, figures.total)))
    };
    rows.into_iter().map(read).collect()
}

/// Figures entered for the units, with the unit each was entered for: those of the whole time before if the
/// period holds it, stocks if it overlaps them.
///
/// # Errors
/// The database cannot be read.
pub async fn openings_in(
    db: &impl ConnectionTrait,
    asked: &Asked,
    rows: &[Members],
) -> Result<Vec<(Uuid, Opening)>, AppError> {
    use opening_figure::Column;
    let units = rows.iter().flat_map(Members::unit_ids);
    let Days { from, to } = asked.days();
    let flow = Condition::all()
        .add(Column::IsStock.eq(false))
        .add(Column::FromOn.gte(from))
        .add(Column::ToOn.lte(to));
    let stock = Condition::all()
        .add(Column::IsStock.eq(true))
        .add(Column::FromOn.lte(to))
        .add(Column::ToOn.gte(from));
    let rows = opening_figure::Entity::find()
        .filter(Column::Circular.eq(asked.circular.number.as_str()))
        .filter(Column::UnitId.is_in(units))
        .filter(Column::StruckAt.is_null())
        .filter(Condition::any().add(flow).add(stock))
        .all(db)
        .await?;
    let read = |row: opening_figure::Model| {
        let no = u32::try_from(row.column_no).unwrap_or(0);
        (row.unit_id, Opening { form: row.form, no, value: row.value })
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Cases with a decision on protection in a period.
///
/// # Errors
/// The database cannot be read.
pub async fn protected(
    db: &impl ConnectionTrait,
    units: &[Uuid],
    Days { from, to }: Days,
) -> Result<i64, AppError> {
    // Decisions on protection are few: each of them looks up its case, and no case is read without one.
    let is_of_units = Query::select()
        .expr(Expr::val(1))
        .from(case::Entity)
        .and_where(
            Expr::col((case::Entity, case::Column::Id))
                .eq(Expr::col((case_event::Entity, case_event::Column::CaseId))),
        )
        .and_where(case::Column::UnitId.is_in(units.iter().copied()))
        .to_owned();
    let found: Option<i64> = case_event::Entity::find()
        .select_only()
        .column_as(Expr::col(case_event::Column::CaseId).count_distinct(), "cases")
        .filter(case_event::Column::Kind.eq("protection-decided"))
        .filter(case_event::Column::OnDate.between(from, to))
        .filter(Expr::exists(is_of_units))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.unwrap_or(0))
}

/// A report of the reader's units; missing and hidden look the same.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<statutory_report::Model, AppError> {
    let query = statutory_report::Entity::find_by_id(id)
        .filter(statutory_report::Column::UnitId.is_in(actor.unit_ids.iter().copied()));
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// All versions for the days asked for, newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn versions(
    db: &impl ConnectionTrait,
    asked: &Asked,
) -> Result<Vec<statutory_report::Model>, AppError> {
    use statutory_report::Column;
    let query = statutory_report::Entity::find()
        .filter(of_asked(asked))
        .filter(Column::UnitId.eq(asked.unit))
        .order_by_desc(Column::Number);
    Ok(query.limit(SHOWN).all(db).await?)
}

/// The newest version of each report of a unit, latest period first; more than a page of them is not believed.
///
/// # Errors
/// The database cannot be read.
pub async fn of_unit(
    db: &impl ConnectionTrait,
    unit: Uuid,
) -> Result<Vec<statutory_report::Model>, AppError> {
    use statutory_report::Column;
    let query = statutory_report::Entity::find()
        .filter(Column::UnitId.eq(unit))
        .filter(Column::Stage.ne(Stage::Corrected.code()))
        .order_by_desc(Column::ToOn)
        .order_by_desc(Column::FromOn)
        .order_by_desc(Column::Number);
    Ok(query.limit(SHOWN).all(db).await?)
}

/// False if a version of this number is there already.
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: statutory_report::ActiveModel) -> Result<bool, AppError> {
    match statutory_report::Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Changes a version that is still as it was read; its number of changes rises.
///
/// # Errors
/// The database refuses.
pub async fn update(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: statutory_report::ActiveModel,
) -> Result<bool, AppError> {
    use statutory_report::Column;
    let done = statutory_report::Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::value(version + 1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// What was in force until now for the same days was corrected by a later version.
///
/// # Errors
/// The database refuses.
pub async fn set_corrected(tx: &Tx, row: &statutory_report::Model) -> Result<(), AppError> {
    use statutory_report::Column;
    statutory_report::Entity::update_many()
        .col_expr(Column::Stage, Expr::value(Stage::Corrected.code()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::UnitId.eq(row.unit_id))
        .filter(Column::Circular.eq(row.circular.as_str()))
        .filter(Column::FromOn.eq(row.from_on))
        .filter(Column::ToOn.eq(row.to_on))
        .filter(Column::Number.lt(row.number))
        .filter(Column::Stage.eq(Stage::Submitted.code()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Units that sent their report for the days.
///
/// # Errors
/// The database cannot be read.
pub async fn who_sent(
    db: &impl ConnectionTrait,
    circular: &str,
    Days { from, to }: Days,
) -> Result<Vec<Uuid>, AppError> {
    use statutory_report::Column;
    let query = statutory_report::Entity::find()
        .select_only()
        .column(Column::UnitId)
        .filter(Column::Circular.eq(circular))
        .filter(Column::FromOn.eq(from))
        .filter(Column::ToOn.eq(to))
        .filter(Column::Stage.eq(Stage::Submitted.code()));
    Ok(query.into_tuple().all(db).await?)
}

/// Figures entered for a unit, newest first, with those struck out.
///
/// # Errors
/// The database cannot be read.
pub async fn openings_of(
    db: &impl ConnectionTrait,
    unit: Uuid,
    (offset, limit): (u64, u64),
) -> Result<Vec<opening_figure::Model>, AppError> {
    use opening_figure::Column;
    let query = opening_figure::Entity::find()
        .filter(Column::UnitId.eq(unit))
        .order_by_desc(Column::CreatedAt)
        .order_by_asc(Column::Form)
        .order_by_asc(Column::ColumnNo);
    Ok(query.offset(offset).limit(limit).all(db).await?)
}

/// # Errors
/// The database cannot be read.
pub async fn count_openings(db: &impl ConnectionTrait, unit: Uuid) -> Result<u64, AppError> {
    let query = opening_figure::Entity::find().filter(opening_figure::Column::UnitId.eq(unit));
    Ok(query.count(db).await?)
}

/// False if the same page was sent before.
///
/// # Errors
/// The database refuses.
pub async fn add_openings(
    tx: &Tx,
    rows: Vec<opening_figure::ActiveModel>,
) -> Result<bool, AppError> {
    match opening_figure::Entity::insert_many(rows).exec_without_returning(tx).await {
        Ok(_) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Strikes out a figure of a unit that is not struck out.
///
/// # Errors
/// The database refuses.
pub async fn strike_opening(
    tx: &Tx,
    (id, unit): (Uuid, Uuid),
    (by, at): (Uuid, chrono::DateTime<chrono::Utc>),
    reason: &str,
) -> Result<bool, AppError> {
    use opening_figure::Column;
    let done = opening_figure::Entity::update_many()
        .col_expr(Column::StruckBy, Expr::value(by))
        .col_expr(Column::StruckAt, Expr::value(at))
        .col_expr(Column::StruckReason, Expr::value(reason))
        .filter(Column::Id.eq(id))
        .filter(Column::UnitId.eq(unit))
        .filter(Column::StruckAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}
