//! Writes made-up rows, hundreds in one statement and thousands in one transaction.

use entity::{
    account, case, case_event, counter, deadline, decision_figure, dialogue, execution_figure,
    letter_figure, management_entry, management_progress, party, reception_day, reception_event,
    unit, unit_succession, visit, visit_event,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel,
    PaginatorTrait, QuerySelect,
};

use super::registers::Registers;
use super::rows::{Counters, Part};
use crate::bookings;
use crate::cases::count_store;
use crate::db::{Db, Tx};
use crate::error::AppError;

/// Rows of one statement: 36 columns of so many stay below the 32,766 values SQLite takes at once.
const AT_ONCE: usize = 200;
/// Pages of the writer while it fills SQLite, 256 MiB: an index over a million cases does not fit the 8 MiB of
/// every day, and would be read from the disk for every row.
const BULK_CACHE: &str = "PRAGMA cache_size = -262144";
const CACHE: &str = "PRAGMA cache_size = -8000";
/// Fills what a reader of PostgreSQL waits for until its own cleaner comes by.
const SETTLE: &str = "VACUUM (ANALYZE) units, accounts, cases, case_counts, parties, case_events, deadlines, \
     dialogues, letter_figures, decision_figures, execution_figures, visits, visit_events, \
     reception_days, management_entries";

/// Whether there are neither units nor cases.
///
/// # Errors
/// The database cannot be read.
pub async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, AppError> {
    let units = unit::Entity::find().limit(1).count(db).await?;
    Ok(units == 0 && case::Entity::find().limit(1).count(db).await? == 0)
}

async fn insert<A>(tx: &Tx, rows: impl IntoIterator<Item = A>) -> Result<(), AppError>
where
    A: ActiveModelTrait,
{
    let mut rows = rows.into_iter().peekable();
    // Each round takes at least one.
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(AT_ONCE).collect();
        <A::Entity as EntityTrait>::insert_many(some).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn write_offices(
    db: &Db,
    units: Vec<unit::ActiveModel>,
    successions: Vec<unit_succession::ActiveModel>,
    accounts: Vec<account::ActiveModel>,
) -> Result<(), AppError> {
    let tx = db.begin_write().await?;
    insert(&tx, units).await?;
    insert(&tx, successions).await?;
    insert(&tx, accounts).await?;
    Ok(tx.commit().await?)
}

/// # Errors
/// The database refuses.
pub async fn write_registers(db: &Db, rows: Registers) -> Result<(), AppError> {
    let tx = db.begin_write().await?;
    insert::<reception_day::ActiveModel>(&tx, rows.days).await?;
    insert::<reception_event::ActiveModel>(&tx, rows.day_events).await?;
    bookings::store::take(&tx, &rows.bookings).await?;
    insert::<management_entry::ActiveModel>(&tx, rows.entries).await?;
    insert::<management_progress::ActiveModel>(&tx, rows.progress).await?;
    Ok(tx.commit().await?)
}

/// # Errors
/// The database refuses.
pub async fn write(db: &Db, part: Part) -> Result<(), AppError> {
    let tx = db.begin_write().await?;
    insert::<case::ActiveModel>(&tx, part.cases).await?;
    insert::<party::ActiveModel>(&tx, part.parties).await?;
    insert::<case_event::ActiveModel>(&tx, part.events).await?;
    insert::<deadline::ActiveModel>(&tx, part.deadlines).await?;
    insert::<dialogue::ActiveModel>(&tx, part.dialogues).await?;
    let letters = part.letters.into_iter().map(letter_figure::Model::into_active_model);
    insert(&tx, letters).await?;
    let decisions = part.decisions.into_iter().map(decision_figure::Model::into_active_model);
    insert(&tx, decisions).await?;
    let executions = part.executions.into_iter().map(execution_figure::Model::into_active_model);
    insert(&tx, executions).await?;
    insert::<visit::ActiveModel>(&tx, part.visits).await?;
    insert::<visit_event::ActiveModel>(&tx, part.visit_events).await?;
    Ok(tx.commit().await?)
}

/// The last number of each series, so that the next letter takes the next one.
///
/// # Errors
/// The database refuses.
pub async fn write_counters(db: &Db, counters: Counters) -> Result<(), AppError> {
    let row = |((unit_id, series, year), value): ((_, &str, _), _)| counter::ActiveModel {
        unit_id: Set(unit_id),
        kind: Set(series.to_owned()),
        year: Set(year),
        value: Set(value),
    };
    let tx = db.begin_write().await?;
    insert(&tx, counters.into_iter().map(row)).await?;
    count_store::put_together(&tx).await?;
    Ok(tx.commit().await?)
}

/// # Errors
/// The database refuses.
pub async fn begin_bulk(db: &Db) -> Result<(), AppError> {
    if db.backend() == DbBackend::Sqlite {
        db.for_migration().execute_unprepared(BULK_CACHE).await?;
    }
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn end_bulk(db: &Db) -> Result<(), AppError> {
    let statement = if db.backend() == DbBackend::Sqlite { CACHE } else { SETTLE };
    db.for_migration().execute_unprepared(statement).await?;
    Ok(())
}
