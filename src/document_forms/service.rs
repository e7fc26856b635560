//! What is done to the forms of the office's own: added, changed, ended.

use chrono::{DateTime, NaiveDate, Utc};
use entity::local_form;
use papers::Form;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::form::Checked;
use super::store::{self, Changed};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;

/// Who writes, and when.
#[derive(Clone, Copy)]
pub struct By {
    pub account_id: Uuid,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stored, under this id.
    Done(Uuid),
    /// Somebody was faster.
    Conflict,
    /// Another form of this key and unit begins on this day.
    Taken,
}

/// The form a row holds.
///
/// # Errors
/// The row was not written by this program.
pub fn form_of(row: &local_form::Model) -> Result<Form, AppError> {
    Form::parse(&row.source).map_err(|error| AppError::inconsistent("local_forms", row.id, error))
}

/// A key nobody has: forms that come with the program are stood for by a copy alone, never by a name alike.
///
/// # Errors
/// The database cannot be read.
pub async fn free_key(tx: &Tx, wanted: &str) -> Result<String, AppError> {
    let mut key = wanted.to_owned();
    let mut count = 1;
    while papers::forms().iter().any(|form| form.key() == key) || store::has_key(tx, &key).await? {
        count += 1;
        key = format!("{wanted}-{count}");
    }
    Ok(key)
}

fn columns(checked: &Checked, by: By) -> Result<local_form::ActiveModel, AppError> {
    let source = checked.form.to_toml().map_err(|error| AppError::internal("form", error))?;
    let written = checked.form.source();
    Ok(local_form::ActiveModel {
        unit_id: Set(checked.unit_id),
        name: Set(written.name.clone()),
        source: Set(source),
        valid_from: Set(checked.valid_from),
        valid_to: Set(written.valid_to),
        made_by: Set(by.account_id),
        ..Default::default()
    })
}

/// Stores a new form, or a new version of one.
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, by: By, checked: &Checked) -> Result<Outcome, AppError> {
    let key = checked.form.key();
    if store::begins_on(tx, (key, checked.unit_id, checked.valid_from), None).await? {
        return Ok(Outcome::Taken);
    }
    let id = new_id(by.now);
    let row = local_form::ActiveModel {
        id: Set(id),
        form_key: Set(key.to_owned()),
        version: Set(1),
        created_at: Set(by.now),
        ..columns(checked, by)?
    };
    Ok(if store::add(tx, row).await? { Outcome::Done(id) } else { Outcome::Taken })
}

/// Changes a form. One that is in use ends when its change begins later; else the change takes its place.
/// Drafts keep the form they were begun with either way.
///
/// # Errors
/// The database refuses.
pub async fn change(
    tx: &Tx,
    by: By,
    row: &local_form::Model,
    version: i32,
    checked: &Checked,
) -> Result<Outcome, AppError> {
    let is_in_use = row.valid_from <= by.today;
    if is_in_use && checked.valid_from > row.valid_from {
        let last = checked.valid_from.pred_opt().unwrap_or(checked.valid_from);
        return match store::change(tx, (row.id, version), ended(row, last)?).await? {
            Changed::Done => add(tx, by, checked).await,
            Changed::Stale => Ok(Outcome::Conflict),
            Changed::Taken => Ok(Outcome::Taken),
        };
    }
    let place = (row.form_key.as_str(), checked.unit_id, checked.valid_from);
    if store::begins_on(tx, place, Some(row.id)).await? {
        return Ok(Outcome::Taken);
    }
    Ok(match store::change(tx, (row.id, version), columns(checked, by)?).await? {
        Changed::Done => Outcome::Done(row.id),
        Changed::Stale => Outcome::Conflict,
        Changed::Taken => Outcome::Taken,
    })
}

/// The row with its last day, unless it ended before.
fn ended(row: &local_form::Model, last: NaiveDate) -> Result<local_form::ActiveModel, AppError> {
    let last = row.valid_to.map_or(last, |day| day.min(last));
    let mut source = form_of(row)?.source().clone();
    source.valid_to = Some(last);
    let internal = |error: String| AppError::internal("form", error);
    let form = Form::check(source).map_err(|error| internal(error.to_string()))?;
    Ok(local_form::ActiveModel {
        source: Set(form.to_toml().map_err(internal)?),
        valid_to: Set(Some(last)),
        ..Default::default()
    })
}
