//! Compares what is counted with the facts, and writes it anew where it differs.

use uuid::Uuid;

use super::store;
use crate::cases::{count_store, deadline_store};
use crate::db::Db;
use crate::error::AppError;

/// Cases read at once.
const PART: u64 = 500;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    pub cases: u64,
    /// Cases whose rows were not what their facts ask for; the first of them.
    pub differing: Vec<Uuid>,
    /// How many there were in all.
    pub differences: u64,
    /// Units whose cases were not as many as the lines kept of them say.
    pub miscounted: Vec<Uuid>,
    /// The first cases whose deadlines repeat something else than the case says, or that say something else of their
    /// resolution than its deadline.
    pub astray: Vec<Uuid>,
}

/// Cases that are named in the answer.
const NAMED: usize = 20;

/// Goes through all cases; with `is_check` nothing is written and nobody is held up.
///
/// # Errors
/// A fact cannot be read, or the database fails.
pub async fn rebuild(db: &Db, is_check: bool) -> Result<Rebuilt, AppError> {
    let (mut after, mut found) = (Uuid::nil(), Rebuilt::default());
    loop {
        let tx = if is_check { db.begin_read().await? } else { db.begin_write().await? };
        let part = store::recounted(&tx, after, PART).await?;
        let Some((last, _)) = part.last() else { break };
        after = *last;
        let ids: Vec<Uuid> = part.iter().map(|(id, _)| *id).collect();
        let mut stored = store::stored(&tx, &ids).await?;
        for (id, rows) in &part {
            found.cases += 1;
            let before = stored.remove(id).unwrap_or_default();
            if before == *rows {
                continue;
            }
            found.differences += 1;
            if found.differing.len() < NAMED {
                found.differing.push(*id);
            }
            if !is_check {
                store::put(&tx, &before, rows).await?;
            }
        }
        tx.commit().await?;
    }
    found.miscounted = recount_cases(db, is_check).await?;
    found.astray = repeat_cases(db, is_check).await?;
    Ok(found)
}

async fn recount_cases(db: &Db, is_check: bool) -> Result<Vec<Uuid>, AppError> {
    let miscounted = count_store::miscounted(db.read()).await?;
    if !is_check && !miscounted.is_empty() {
        let tx = db.begin_write().await?;
        count_store::count_anew(&tx).await?;
        tx.commit().await?;
    }
    Ok(miscounted)
}

async fn repeat_cases(db: &Db, is_check: bool) -> Result<Vec<Uuid>, AppError> {
    let astray = deadline_store::astray(db.read(), NAMED).await?;
    if !is_check && !astray.is_empty() {
        let tx = db.begin_write().await?;
        deadline_store::repeat_anew(&tx).await?;
        tx.commit().await?;
    }
    Ok(astray)
}

/// Counts everything once after the program was brought to this version.
///
/// # Errors
/// A fact cannot be read, or the database fails.
pub async fn fill(db: &Db) -> Result<(), AppError> {
    if store::was_never_counted(db.read()).await? {
        let found = rebuild(db, false).await?;
        tracing::info!(cases = found.cases, "counted all cases for the statutory tables");
    }
    Ok(())
}
