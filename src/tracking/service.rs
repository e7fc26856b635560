//! Opening a case by its receipt.

use chrono::{DateTime, TimeDelta, Utc};
use entity::case;
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::error::AppError;
use crate::secrets::equal_in_constant_time;
use crate::text;

/// How long a receipt once shown opens its case in this browser.
const OPEN_FOR: TimeDelta = TimeDelta::minutes(30);

/// The case of a receipt. An unknown number and a wrong secret take the same way.
///
/// # Errors
/// The database cannot be read.
pub async fn find(app: &App, number: &str, secret: &str) -> Result<Option<case::Model>, AppError> {
    let number = text::clean_line(number).to_uppercase();
    let secret: String = secret.chars().filter(char::is_ascii_digit).collect();
    let hash = app.key.secret_hash(&number, &secret);
    store::find_by_secret(app.db.read(), &number, &hash).await
}

/// What the browser holds instead of the secret: the case, an end, and our mark on both.
pub fn pass(app: &App, case_id: Uuid, now: DateTime<Utc>) -> String {
    let until = (now + OPEN_FOR).timestamp();
    let mark = mark(app, case_id, until);
    format!("{case_id}.{until}.{mark}")
}

/// The case a pass opens, if it is ours and has not ended.
pub fn read_pass(app: &App, pass: &str, now: DateTime<Utc>) -> Option<Uuid> {
    let mut parts = pass.splitn(3, '.');
    let case_id: Uuid = parts.next()?.parse().ok()?;
    let until: i64 = parts.next()?.parse().ok()?;
    let is_ours = equal_in_constant_time(parts.next()?, &mark(app, case_id, until));
    (is_ours && now.timestamp() < until).then_some(case_id)
}

fn mark(app: &App, case_id: Uuid, until: i64) -> String {
    app.key.token_hash("tracking-pass", &format!("{case_id}.{until}"))
}
