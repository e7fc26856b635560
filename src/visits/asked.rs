//! Which part of the register somebody asks for.

use chrono::{Datelike, Days, NaiveDate};
use law::visit::Matter;
use uuid::Uuid;

use super::store::Asked;
use super::view::Filters;
use crate::error::AppError;
use crate::policy::Actor;
use crate::web::form::FormErrors;

/// A year, and the day it began on.
const DAYS_MAX: u64 = 366;
/// Words of a search.
const WORDS_MAX: usize = 8;

/// What is asked for: this month where no days are given.
///
/// # Errors
/// The unit is not in reach.
pub fn asked(
    actor: &Actor,
    today: NaiveDate,
    filters: &Filters,
) -> Result<Result<Asked, FormErrors>, AppError> {
    let mut errors = FormErrors::default();
    let from = errors.date("from", &filters.from, false);
    let to = errors.date("to", &filters.to, false);
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| to.with_day(1).unwrap_or(to));
    if errors.is_empty() && (to < from || to > from + Days::new(DAYS_MAX)) {
        errors.add("to", "error-visits-days");
    }
    let unit = match filters.unit.as_str() {
        "" => None,
        raw => {
            let known = raw.parse::<Uuid>().ok().filter(|id| actor.unit_ids.contains(id));
            Some(known.ok_or(AppError::NotFound)?)
        }
    };
    if !errors.is_empty() {
        return Ok(Err(errors));
    }
    let folded = crate::text::fold(&filters.q);
    let words = folded.split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX);
    let kind = Matter::from_code(&filters.kind).map(Matter::code).unwrap_or_default();
    Ok(Ok(Asked {
        days: (from, to),
        unit,
        words: words.map(str::to_owned).collect(),
        kind: kind.to_owned(),
    }))
}
