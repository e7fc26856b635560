//! Made-up data (dữ liệu giả định) for a trial: the units of Uông Bí are real, every person and case
//! is not. All cases come into being through the same services as real ones.

mod dialogues;
mod keys;
mod matters;
mod papers;
mod path;
mod people;
mod plan;
mod random;
mod ratings;
mod reception;
mod store;
mod visits;
mod words;

use chrono::{Days, NaiveDate};

use crate::app::App;
use crate::clock::FixedClock;
use crate::error::AppError;

pub use keys::PASSPHRASE;
pub use people::{CITIZENS, HANDLES_DENUNCIATIONS, PASSWORD, STAFF};
pub use plan::{CASES, filing_token};

use random::Random;

/// Letters that are left for the worker to send.
const LETTERS_LEFT: u64 = 30;

/// How far back the data reach.
const DAYS_BACK: u64 = 425;

/// Fills an empty database up to yesterday, so that nothing lies ahead of the clock that follows.
/// The clock is moved through the past and left on the last of it.
///
/// # Errors
/// A service refused, which is our mistake.
pub async fn make(app: &App, clock: &FixedClock, today: NaiveDate) -> Result<(), AppError> {
    let last_day = today - Days::new(1);
    // The wards of today exist since then.
    let first_day = (today - Days::new(DAYS_BACK)).max(people::wards_since());
    let mut random = Random::new(0x6761_6e64_616e);
    clock.set(crate::clock::from_vietnam(first_day, 7, 0));
    let people = people::make(app, first_day, &mut random).await?;
    for ward in people.wards.iter().filter(|ward| ward.chairman.handles_denunciations()) {
        keys::make(app, &ward.chairman, app.clock.now()).await?;
    }
    let plans = plan::plan(app, &people, first_day, last_day, &mut random)?;
    plan::carry_out(app, clock, &people, plans).await?;
    reception::make(app, &people.wards, last_day).await?;
    visits::make(app, &people, last_day).await?;
    dialogues::make(app, &people.wards, &people.households, last_day).await?;
    papers::make(app, &people.wards, last_day).await?;
    ratings::make(app, last_day).await?;
    let tx = app.db.begin_write().await?;
    store::mark_old_letters_sent(&tx, LETTERS_LEFT).await?;
    tx.commit().await?;
    Ok(())
}
