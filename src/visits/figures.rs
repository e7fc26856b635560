//! The figures of form 01/TCD from the register. They count every visit of the units, however secret the
//! case it became, and show none.

pub mod store;

use chrono::NaiveDate;
use law::visit::{Mode, Tally, Turn, tally};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::AppError;
use crate::figures::{Days, announced_days};

/// The columns of form 01/TCD for some units and a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub tally: Tally,
    /// Column 10: publicly announced days of the head, held or not.
    pub head_days: u64,
    /// Column 16: those a delegate received on.
    pub delegate_days: u64,
    /// Not received; no column of the form.
    pub refused: u64,
}

/// Counts; `units` are those whose registers are meant, `days` the first and last day.
///
/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    units: &[Uuid],
    days: (NaiveDate, NaiveDate),
) -> Result<Figures, AppError> {
    let rows = store::counted(db, units, days).await?;
    let turn = |(matter, mode, people, is_known): store::Counted| {
        let mode = Mode::from_code(&mode)
            .ok_or_else(|| AppError::inconsistent("visits", matter, "unknown mode"))?;
        Ok(Turn { matter, mode, people: u32::try_from(people).unwrap_or(1), is_known })
    };
    let turns = rows.into_iter().map(turn).collect::<Result<Vec<_>, AppError>>()?;
    let announced = Days { from: days.0, to: days.1 };
    let (head_days, delegate_days) = announced_days(db, units, announced).await?;
    let refused = store::refused(db, units, days).await?;
    Ok(Figures { tally: tally(&turns), head_days, delegate_days, refused })
}
