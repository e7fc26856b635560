//! Days off and worked Saturdays 2023–2027 (ngày nghỉ, ngày làm bù), seeded from official notices.

use chrono::NaiveDate;
use entity::calendar_day;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::db::Db;
use crate::error::AppError;

/// Each row names the notice or decision that fixed the day.
const HOLIDAYS: &str = include_str!("data/holidays.csv");

/// Kind of a Saturday worked in exchange for a day off.
pub const WORKED: &str = "make_up_working_day";

/// Adds the days that are not there yet; a day an administrator changed stays as it is.
///
/// # Errors
/// The file in the program is broken, or the database refuses.
pub async fn seed(db: &Db) -> Result<(), AppError> {
    let mut days = Vec::new();
    for record in csv::Reader::from_reader(HOLIDAYS.as_bytes()).deserialize() {
        let (day, _weekday, name, kind, basis): (NaiveDate, String, String, String, String) =
            record.map_err(|error| AppError::internal("holidays.csv", error))?;
        days.push(calendar_day::ActiveModel {
            day: Set(day),
            kind: Set(kind),
            name: Set(name),
            basis: Set(basis),
        });
    }
    let tx = db.begin_write().await?;
    calendar_day::Entity::insert_many(days)
        .on_conflict(OnConflict::column(calendar_day::Column::Day).do_nothing().to_owned())
        .try_insert()
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
