//! Failed sign-ins under one name make the next one wait, longer each time, wherever it comes from. The
//! wait ends by itself, so nobody can lock a colleague out for long.

use chrono::{DateTime, TimeDelta, Utc};
use entity::sign_in_attempt;
use sea_orm::ActiveValue::Set;

use super::store;
use crate::app::App;
use crate::error::AppError;

/// So many mistakes are everybody's.
const FREE: i32 = 5;
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// After so long without a failure they are forgotten.
pub const KEPT: TimeDelta = TimeDelta::days(1);

/// How long one waits after so many failures in a row.
fn wait_after(failures: i32) -> TimeDelta {
    match u32::try_from(failures - FREE) {
        Ok(further) => FIRST_WAIT
            .checked_mul(2_i32.saturating_pow(further))
            .map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT)),
        Err(_) => TimeDelta::zero(),
    }
}

fn hash(app: &App, login: &str) -> String {
    app.key.token_hash("sign-in", login)
}

/// Counts a try as failed before its password is looked at, so that many at once gain nothing.
///
/// # Errors
/// The name has to wait, the inner error for how long; or the database refuses.
pub async fn begin(
    app: &App,
    login: &str,
    now: DateTime<Utc>,
) -> Result<Result<(), TimeDelta>, AppError> {
    let tx = app.db.begin_write().await?;
    let hash = hash(app, login);
    let known = store::lock_attempts(&tx, &hash).await?.filter(|row| row.last_at > now - KEPT);
    let left = known.as_ref().map(|row| row.last_at + wait_after(row.failures) - now);
    if let Some(left) = left.filter(|left| *left > TimeDelta::zero()) {
        tx.rollback().await?;
        return Ok(Err(left));
    }
    let failures = known.map_or(0, |row| row.failures).saturating_add(1);
    let row = sign_in_attempt::ActiveModel {
        login_hash: Set(hash),
        failures: Set(failures),
        last_at: Set(now),
    };
    store::put_attempts(&tx, row).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// The password was right: nothing is held against the name any more.
///
/// # Errors
/// The database refuses.
pub async fn forget(app: &App, login: &str) -> Result<(), AppError> {
    let tx = app.db.begin_write().await?;
    store::delete_attempts(&tx, &hash(app, login)).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_waits_twice_as_long_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (0..=12).map(|n| wait_after(n).num_seconds()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(wait_after(i32::MAX), LONGEST_WAIT);
    }
}
