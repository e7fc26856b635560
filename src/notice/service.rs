//! Puts the letters that follow from a fact, or from a deadline that comes near, into the outbox.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{account, case};
use law::deadline::Deadline;
use law::procedure::{Kind, Notice};
use uuid::Uuid;

use super::content::{self, Told};
use super::invitation::{self, Entry};
use super::sealed;
use crate::app::App;
use crate::cases::filing::PartyRole;
use crate::cases::store;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::jobs::office_hours;
use crate::mail;
use crate::mail::letter::{Content, Letter, host_of};
use crate::web::i18n::Lang;

/// People of a group who get letters; the others are told by them.
const MAX_RECIPIENTS: usize = 5;

/// Kinds of letters that remind of a deadline.
const REMINDERS: [&str; 2] = ["due-soon", "overdue"];

/// Somebody to be told; an empty address means that nobody can be.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub account_id: Option<Uuid>,
    pub name: String,
    pub address: String,
    pub lang: Lang,
}

/// Writes the letters of a notice. Nothing happens if no citizen of the case has an address: most
/// people are told on paper. An officer without an address is a fault that `/mail` shows.
///
/// # Errors
/// The database refuses.
pub async fn enqueue(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    case_id: Uuid,
    event_seq: i32,
    notice: Notice,
) -> Result<(), AppError> {
    let row = store::get_without_scope(tx, case_id).await?;
    if row.kind == Kind::Denunciation.code() {
        return sealed::enqueue(app, tx, now, &row, event_seq, notice).await;
    }
    let history = store::history_rows(tx, case_id).await?;
    let state = store::state_after(case_id, history.iter().map(|fact| &fact.event))?;
    let rounds = store::dialogues(tx, case_id).await?;
    let Some(fact) = history.iter().find(|fact| fact.seq == event_seq) else {
        return Err(AppError::inconsistent(
            "case_events",
            case_id,
            "the fact to tell of is missing",
        ));
    };
    let told =
        Told { app, row: &row, kind: store::kind_of(&row)?, state, fact, round: rounds.last() };
    let (recipients, available_at) = if notice.is_for_staff() {
        (vec![assignee(tx, &row).await?], office_hours::next(&app.calendar(), now))
    } else {
        (citizens(tx, &row).await?, now)
    };
    for recipient in recipients {
        let content = content::of_notice(&told, notice, recipient.lang, &recipient.name)?;
        let calendar = match (notice, told.round) {
            (Notice::DialogueInvited, Some(round)) => Some(invitation::calendar(&Entry {
                round,
                summary: &content.subject,
                description: &content.paragraphs.join("\n"),
                from_address: &app.config.mail.from_address,
                to_address: &recipient.address,
                host: host_of(&app.config.server.public_url),
                now,
            })),
            _ => None,
        };
        let key = format!("{}:{case_id}:{event_seq}", notice.code());
        let letter = letter(&row, notice.code(), &recipient, content, &key, available_at);
        mail::letter::enqueue(app, tx, now, Letter { calendar, ..letter }).await?;
    }
    Ok(())
}

pub(super) fn letter(
    row: &case::Model,
    kind: &'static str,
    to: &Recipient,
    content: Content,
    key: &str,
    available_at: DateTime<Utc>,
) -> Letter {
    Letter {
        kind,
        case_id: Some(row.id),
        account_id: to.account_id,
        to_name: to.name.clone(),
        to_address: to.address.clone(),
        content,
        about: None,
        postal_address: String::new(),
        calendar: None,
        dedup_key: format!("{key}:{}", to.address),
        available_at,
    }
}

/// The people who handed the case in and can be written to.
async fn citizens(tx: &Tx, row: &case::Model) -> Result<Vec<Recipient>, AppError> {
    let lang = Lang::from_code(&row.language).unwrap_or_default();
    let senders = [PartyRole::Complainant.code(), PartyRole::Representative.code()];
    let parties = store::parties(tx, row.id).await?;
    let mut recipients: Vec<Recipient> = Vec::new();
    for party in parties {
        let is_known = recipients.iter().any(|known| known.address == party.email);
        if party.email.is_empty() || is_known || !senders.contains(&party.role.as_str()) {
            continue;
        }
        recipients.push(Recipient {
            account_id: None,
            name: party.full_name,
            address: party.email,
            lang,
        });
    }
    recipients.truncate(MAX_RECIPIENTS);
    Ok(recipients)
}

/// The officer a case is assigned to.
async fn assignee(tx: &Tx, row: &case::Model) -> Result<Recipient, AppError> {
    match row.assignee_id {
        Some(id) => Ok(recipient(super::store::account(tx, id).await?)),
        None => Ok(recipient(None)),
    }
}

/// Who on staff answers for a case: the officer it is assigned to; the chairman of its unit when there
/// is none, or none who can be written to.
async fn responsible(tx: &Tx, row: &case::Model) -> Result<Recipient, AppError> {
    let officer = assignee(tx, row).await?;
    if !officer.address.is_empty() {
        return Ok(officer);
    }
    Ok(recipient(super::store::chairman(tx, row.unit_id).await?))
}

/// A member of staff, or nobody if the account is locked.
pub(super) fn recipient(account: Option<account::Model>) -> Recipient {
    let account = account.filter(|account| account.locked_at.is_none());
    let nobody = Recipient {
        account_id: None,
        name: String::new(),
        address: String::new(),
        lang: Lang::default(),
    };
    account.map_or(nobody, |account| Recipient {
        account_id: Some(account.id),
        name: account.display_name,
        address: account.email.unwrap_or_default(),
        lang: Lang::from_code(&account.language).unwrap_or_default(),
    })
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
) -> Result<(), AppError> {
    let is_overdue = deadline.is_late(date_in_vietnam(now));
    let to = if row.kind == Kind::Denunciation.code() {
        sealed::responsible(tx, row).await?
    } else {
        responsible(tx, row).await?
    };
    if to.address.is_empty() {
        tracing::warn!(case = %row.id, rule = deadline.rule.id.code(), "nobody to remind of a deadline");
    }
    let kind = reminder_kind(is_overdue);
    let content = content::of_reminder(app, row, deadline, is_overdue, to.lang, &to.name);
    let key = reminder_key(is_overdue, row.id, deadline.rule.id.code(), deadline.due_on);
    let available_at = office_hours::next(&app.calendar(), now);
    let letter = Letter { dedup_key: key, ..letter(row, kind, &to, content, "", available_at) };
    mail::letter::enqueue(app, tx, now, letter).await
}

fn reminder_kind(is_overdue: bool) -> &'static str {
    if is_overdue { REMINDERS[1] } else { REMINDERS[0] }
}

/// The key under which a reminder is sent once.
pub fn reminder_key(is_overdue: bool, case_id: Uuid, rule: &str, due_on: NaiveDate) -> String {
    let kind = reminder_kind(is_overdue);
    format!("{kind}:{case_id}:{rule}:{due_on}")
}

/// Takes back reminders that have not left: a new fact has changed what is due.
///
/// # Errors
/// The database refuses.
pub async fn withdraw_reminders(tx: &Tx, case_id: Uuid) -> Result<(), AppError> {
    mail::store::withdraw(tx, case_id, &REMINDERS).await
}
