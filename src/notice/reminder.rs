//! Reminders (thư nhắc): whom, of which deadline, and whether that one is still open when the letter leaves.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{case, outbox};
use law::deadline::Deadline;
use law::procedure::Kind;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::preference::{self, Topic};
use super::service::{Recipient, letter, responsible};
use super::{content, sealed, staff, store};
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::jobs::office_hours;
use crate::mail;
use crate::mail::letter::Letter;

/// Kinds of letters that remind of a deadline.
const REMINDERS: [&str; 2] = ["due-soon", "overdue"];

fn kind_of(is_overdue: bool) -> &'static str {
    if is_overdue { REMINDERS[1] } else { REMINDERS[0] }
}

/// The key under which a reminder is sent once.
pub fn key(is_overdue: bool, case_id: Uuid, rule: &str, due_on: NaiveDate) -> String {
    let kind = kind_of(is_overdue);
    format!("{kind}:{case_id}:{rule}:{due_on}")
}

/// Who is reminded of a case; none if they want no reminders of what is not late yet.
///
/// # Errors
/// The database cannot be read.
pub async fn whom(
    tx: &Tx,
    row: &case::Model,
    is_overdue: bool,
) -> Result<Option<Recipient>, AppError> {
    let to = if row.kind == Kind::Denunciation.code() {
        sealed::responsible(tx, row).await?
    } else {
        responsible(tx, row).await?
    };
    let topic = if is_overdue { Topic::Overdue } else { Topic::DueSoon };
    let is_wanted = match to.account_id {
        Some(account) => preference::of(tx, account, topic).await? != preference::Delivery::None,
        None => true,
    };
    Ok(is_wanted.then_some(to))
}

/// Reminds whoever answers for a case of a deadline. The due day is part of the key: a deadline that
/// moved is a new letter, the same one is reminded of once.
///
/// # Errors
/// The database refuses.
pub async fn remind(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    row: &case::Model,
    deadline: &Deadline,
    to: &Recipient,
) -> Result<(), AppError> {
    let is_overdue = deadline.is_late(date_in_vietnam(now));
    let rule = deadline.rule.id.code();
    if to.address.is_empty() {
        tracing::warn!(case = %row.id, rule, "nobody to remind of a deadline");
    }
    let content = content::of_reminder(app, row, deadline, is_overdue, to.lang, &to.name);
    let available_at = office_hours::next(&app.calendar(), now);
    let letter = letter(row, kind_of(is_overdue), to, content, "", available_at);
    let dedup_key = key(is_overdue, row.id, rule, deadline.due_on);
    let made_for = Some((rule.to_owned(), deadline.due_on));
    staff::enqueue(app, tx, now, Letter { dedup_key, ..letter }, made_for).await
}

/// Takes back reminders that have not left: a new fact has changed what is due.
///
/// # Errors
/// The database refuses.
pub async fn withdraw(tx: &Tx, case_id: Uuid) -> Result<(), AppError> {
    mail::store::withdraw(tx, case_id, &REMINDERS).await
}

/// Letters about to leave: those to send, and reminders of deadlines that are not open any more.
///
/// # Errors
/// The database cannot be read.
pub async fn sort_out(
    db: &impl ConnectionTrait,
    letters: Vec<outbox::Model>,
) -> Result<(Vec<outbox::Model>, Vec<outbox::Model>), AppError> {
    let reminded = letters.iter().filter(|letter| letter.deadline_due_on.is_some());
    let cases: Vec<Uuid> = reminded.filter_map(|letter| letter.case_id).collect();
    let open: HashSet<(Uuid, String, NaiveDate)> =
        store::open_deadlines(db, cases).await?.into_iter().collect();
    let holds = |letter: &outbox::Model| match made_for(letter) {
        Some(deadline) => open.contains(&deadline),
        None => true,
    };
    Ok(letters.into_iter().partition(holds))
}

fn made_for(letter: &outbox::Model) -> Option<(Uuid, String, NaiveDate)> {
    Some((letter.case_id?, letter.deadline_rule.clone()?, letter.deadline_due_on?))
}
