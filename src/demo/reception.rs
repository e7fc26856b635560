//! Made-up reception days: two a month for each chairman, the last month's held, the next ones posted.

use chrono::{Days, NaiveDate};
use law::reception::Event;
use uuid::Uuid;

use super::people::Ward;
use crate::app::App;
use crate::bookings;
use crate::clock::from_vietnam;
use crate::error::AppError;
use crate::reception::{plan, store};

/// Days from the last day of the data; what lies behind was held.
const DAYS: [i64; 4] = [-28, -14, 14, 28];
/// How long before its day each was planned and posted.
const AHEAD: Days = Days::new(13);
const HOURS: (&str, &str) = ("08:00", "11:30");

/// # Errors
/// The law refused a day, which is our mistake, or the database does.
pub async fn make(app: &App, wards: &[Ward], last_day: NaiveDate) -> Result<(), AppError> {
    for ward in wards {
        for offset in DAYS {
            let held_on = free_day(app, ward, last_day + chrono::TimeDelta::days(offset)).await?;
            one(app, ward, held_on, last_day).await?;
        }
    }
    Ok(())
}

/// The day itself, or the next one on which the office works.
pub fn working_day(app: &App, day: NaiveDate) -> NaiveDate {
    let calendar = app.calendar();
    day.iter_days().take(14).find(|day| calendar.is_working_day(*day)).unwrap_or(day)
}

/// A working day soon after on which the chairman is in no dialogue at these hours.
async fn free_day(app: &App, ward: &Ward, day: NaiveDate) -> Result<NaiveDate, AppError> {
    let calendar = app.calendar();
    for on in day.iter_days().take(30).filter(|day| calendar.is_working_day(*day)) {
        let wanted = plan::booking(Uuid::nil(), ward.chairman.account_id, on, HOURS);
        if bookings::store::clashes(app.db.read(), &[wanted]).await?.is_empty() {
            return Ok(on);
        }
    }
    Err(AppError::internal("demo", "a chairman has no morning free"))
}

async fn one(
    app: &App,
    ward: &Ward,
    held_on: NaiveDate,
    last_day: NaiveDate,
) -> Result<(), AppError> {
    let planned_on = (held_on - AHEAD).min(last_day);
    let at = |day| from_vietnam(day, 9, 0);
    let tx = app.db.begin_write().await?;
    let new = plan::NewDay {
        unit_id: ward.id,
        host_id: ward.chairman.account_id,
        held_on,
        from_time: HOURS.0.to_owned(),
        to_time: HOURS.1.to_owned(),
        place: format!("Phòng tiếp công dân, trụ sở {}", ward.name),
        is_online: false,
        denunciation: false,
        is_cleared: false,
    };
    let added = plan::add(&tx, &ward.reception, new, planned_on, at(planned_on)).await?;
    let plan::Planned::Done(id) = added else {
        return Err(AppError::internal("demo", "two days of one chairman on one"));
    };
    let rules = app.rules_of(ward.id);
    let mut facts = vec![(Event::Posted { on: planned_on }, None)];
    if held_on <= last_day {
        facts.push((Event::Held { on: held_on }, Some("head")));
    }
    for (event, received_by) in facts {
        let found = store::find(&tx, id, &[ward.id]).await?;
        let day = found.ok_or_else(|| AppError::internal("demo", "a reception day is missing"))?;
        let (on, fact) = (event.on(), (event, String::new()));
        let now = (&rules.get(), on, at(on));
        let more = plan::More { received_by, ..plan::More::default() };
        match plan::record(&tx, &ward.reception, &day, fact, more, now).await? {
            plan::Recorded::Done => {}
            other => return Err(AppError::internal("demo reception", format!("{other:?}"))),
        }
    }
    tx.commit().await?;
    Ok(())
}
