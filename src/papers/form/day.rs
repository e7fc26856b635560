//! Days in a form are local dates of TOML (`2026-07-01`), which chrono does not read by itself.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use toml::value::{Date, Datetime};

pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, out: S) -> Result<S::Ok, S::Error> {
    let Some(day) = day else { return out.serialize_none() };
    let part = |number: u32| u8::try_from(number).map_err(S::Error::custom);
    let date = Date {
        year: u16::try_from(day.year()).map_err(S::Error::custom)?,
        month: part(day.month())?,
        day: part(day.day())?,
    };
    Datetime { date: Some(date), time: None, offset: None }.serialize(out)
}

pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<NaiveDate>, D::Error> {
    let written = Datetime::deserialize(input)?;
    let Datetime { date: Some(date), time: None, offset: None } = written else {
        return Err(D::Error::custom("expected a date alone, as 2026-07-01"));
    };
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        .map(Some)
        .ok_or_else(|| D::Error::custom("there is no such day"))
}
