//! Puts the letters that follow from a fact, or from a deadline that comes near, into the outbox.

use chrono::{DateTime, Utc};
use entity::{account, case, party};
use law::procedure::{Kind, Notice};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::content::{self, Told};
use super::invitation::{self, Entry};
use super::{sealed, staff};
use crate::app::App;
use crate::cases::filing::PartyRole;
use crate::cases::store;
use crate::db::Tx;
use crate::error::AppError;
use crate::jobs::office_hours;
use crate::mail::letter::{Content, Letter, host_of};
use crate::web::i18n::Lang;

/// People of a group who get letters; the others are told by them.
const MAX_RECIPIENTS: usize = 5;

/// Somebody to be told. Without an e-mail address it is on paper, by post; without both nobody can be.
#[derive(Clone, Debug, Default)]
pub struct Recipient {
    pub account_id: Option<Uuid>,
    /// Who of the case it is, if a citizen.
    pub party_id: Option<Uuid>,
    pub name: String,
    pub address: String,
    pub postal_address: String,
    pub lang: Lang,
}

/// Writes the letters of a notice. Citizens without an e-mail address get theirs on paper
/// (`/mail/print`). An officer without an address is a fault that `/mail` shows.
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
        (citizens(app, tx, &row).await?, now)
    };
    for recipient in recipients {
        let content = content::of_notice(&told, notice, recipient.lang, &recipient.name)?;
        let calendar = match (notice, told.round) {
            (Notice::DialogueInvited, Some(round)) if !recipient.address.is_empty() => {
                Some(invitation::calendar(&Entry {
                    round,
                    summary: &content.subject,
                    description: &content.paragraphs.join("\n"),
                    from_address: &app.config.mail.from_address,
                    to_address: &recipient.address,
                    host: host_of(&app.config.server.public_url),
                    now,
                }))
            }
            _ => None,
        };
        let key = format!("{}:{case_id}:{event_seq}", notice.code());
        let letter = letter(&row, notice.code(), &recipient, content, &key, available_at);
        staff::enqueue(app, tx, now, Letter { calendar, ..letter }, None).await?;
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
        postal_address: to.postal_address.clone(),
        calendar: None,
        dedup_key: match to.party_id {
            Some(party) if to.address.is_empty() => format!("{key}:{party}"),
            _ => format!("{key}:{}", to.address),
        },
        available_at,
    }
}

/// The people who handed the case in and can be written to, by e-mail or by post.
pub(super) async fn citizens(
    app: &App,
    tx: &impl ConnectionTrait,
    row: &case::Model,
) -> Result<Vec<Recipient>, AppError> {
    let lang = Lang::from_code(&row.language).unwrap_or_default();
    let senders = [PartyRole::Complainant.code(), PartyRole::Representative.code()];
    let parties = store::parties(tx, row.id).await?;
    let mut recipients: Vec<Recipient> = Vec::new();
    for party in parties {
        let is_sender = senders.contains(&party.role.as_str());
        let is_known = recipients
            .iter()
            .any(|known| !known.address.is_empty() && known.address == party.email);
        let postal_address = postal_address(app, &party);
        if !is_sender || is_known || (party.email.is_empty() && postal_address.is_empty()) {
            continue;
        }
        recipients.push(Recipient {
            account_id: None,
            party_id: Some(party.id),
            name: party.full_name,
            address: party.email,
            postal_address,
            lang,
        });
    }
    recipients.truncate(MAX_RECIPIENTS);
    Ok(recipients)
}

/// House, residential group and ward; empty if the house is not known, for no letter arrives then.
fn postal_address(app: &App, party: &party::Model) -> String {
    if party.address.is_empty() {
        return String::new();
    }
    app.units().address(&party.address, &party.residential_group, party.ward_id)
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
pub(super) async fn responsible(tx: &Tx, row: &case::Model) -> Result<Recipient, AppError> {
    let officer = assignee(tx, row).await?;
    if !officer.address.is_empty() {
        return Ok(officer);
    }
    Ok(recipient(super::store::chairman(tx, row.unit_id).await?))
}

/// A member of staff, or nobody if the account is locked.
pub fn recipient(account: Option<account::Model>) -> Recipient {
    let account = account.filter(|account| account.locked_at.is_none());
    account.map_or_else(Recipient::default, |account| Recipient {
        account_id: Some(account.id),
        name: account.display_name,
        address: account.email.unwrap_or_default(),
        lang: Lang::from_code(&account.language).unwrap_or_default(),
        ..Recipient::default()
    })
}
