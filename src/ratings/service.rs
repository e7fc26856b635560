//! A rating is given, or changed while it may be.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{case, rating};
use sea_orm::ActiveValue::Set;

use super::{Rating, changeable_until, is_asked_about, store};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rated {
    Done,
    /// The days in which it could be changed are over.
    TooLate,
}

/// Takes an answer to a case that is asked about.
///
/// # Errors
/// `NotFound`: the case is not asked about. `Conflict`: it was answered in another window at the same moment.
pub async fn rate(
    tx: &Tx,
    row: &case::Model,
    given: Rating,
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<Rated, AppError> {
    if !is_asked_about(row) {
        return Err(AppError::NotFound);
    }
    let before = store::of_case(tx, row.id).await?;
    if before.as_ref().is_some_and(|one| today > changeable_until(one.first_on)) {
        return Ok(Rated::TooLate);
    }
    let answer = rating::ActiveModel {
        settled: Set(given.settled.code().to_owned()),
        score: Set(given.score),
        words: Set(given.words),
        rated_on: Set(today),
        at: Set(now),
        ..Default::default()
    };
    let is_kept = match before {
        Some(one) => store::update(tx, (one.id, one.version), answer).await?,
        None => {
            let first = rating::ActiveModel {
                id: Set(new_id(now)),
                case_id: Set(row.id),
                first_on: Set(today),
                version: Set(1),
                ..answer
            };
            store::add(tx, first).await?
        }
    };
    if is_kept { Ok(Rated::Done) } else { Err(AppError::Conflict("a rating".to_owned())) }
}
