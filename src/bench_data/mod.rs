//! A made-up province (dữ liệu giả định để đo) of any size: the same seed and day make the same one. Histories are
//! lawful and rows are what the services would have written; they go in by the thousand, past the services, for a
//! million cases would take those an hour. Letters, files and the log of deeds are not made up.

mod course;
mod days;
mod dialogues;
mod ids;
mod offices;
mod registers;
mod rows;
mod store;
mod visits;
mod words;

use chrono::{Months, NaiveDate};

use crate::app::App;
use crate::error::AppError;

/// Of all accounts, whose names begin as their roles: `chutich.w21`, `chutich.tinh`.
pub const PASSWORD: &str = "sông Vân đo tốc độ 2026";

/// How far back the cases reach.
const MONTHS_BACK: Months = Months::new(24);
/// Cases written in one transaction.
const AT_ONCE: u64 = 2_000;
/// Parts that may wait to be written.
const WAITING: usize = 2;

#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub cases: u64,
    pub seed: u64,
    pub today: NaiveDate,
}

/// Fills an empty database; `told` hears after each part how many cases there are.
///
/// # Errors
/// There are units or cases already, or the database refuses.
pub async fn make(app: &App, size: Size, told: impl Fn(u64)) -> Result<(), AppError> {
    if !store::is_empty(app.db.read()).await? {
        let text = "the database holds units or cases; made-up data go into an empty one";
        return Err(AppError::internal("bench-data", text));
    }
    let offices = offices::make(app, size).await?;
    let calendar = app.calendar();
    let days = days::Days::new(size.today - MONTHS_BACK, size.today, &calendar)?;
    let receptions = registers::make(app, &offices, size).await?;
    let rules = app.rules();
    let maker = rows::Maker::new(size, offices, days, receptions, rules, app.key.clone());
    store::begin_bulk(&app.db).await?;
    let (parts, mut made) = tokio::sync::mpsc::channel(WAITING);
    let work = tokio::task::spawn_blocking(move || send_all(maker, size.cases, &parts));
    let mut done = 0;
    while let Some(part) = made.recv().await {
        let part: rows::Part = part?;
        done += part.count;
        store::write(&app.db, part).await?;
        told(done);
    }
    let counters = work.await.map_err(|error| AppError::internal("bench-data", error))?;
    store::write_counters(&app.db, counters).await?;
    store::end_bulk(&app.db).await
}

/// Makes part after part until all are made, one failed, or nobody takes them any more.
fn send_all(
    mut maker: rows::Maker,
    cases: u64,
    parts: &tokio::sync::mpsc::Sender<Result<rows::Part, AppError>>,
) -> rows::Counters {
    let mut next = 0;
    while next < cases {
        let last = (next + AT_ONCE).min(cases);
        let part = maker.part(next..last);
        let is_broken = part.is_err();
        if parts.blocking_send(part).is_err() || is_broken {
            break;
        }
        next = last;
    }
    maker.counters()
}
