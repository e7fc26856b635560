//! Letters about denunciations, to those who handle them and to nobody else. They say that there is
//! something and where to look, never what or from whom: whoever reads the mailbox learns nothing.

use chrono::{DateTime, Utc};
use entity::case;
use law::procedure::Notice;

use super::service::{Recipient, letter, recipient};
use super::{content, staff, store};
use crate::app::App;
use crate::db::Tx;
use crate::error::AppError;
use crate::jobs::office_hours;

/// The letters of a fact: to all handlers when it came in, to the officer it is given to.
///
/// # Errors
/// The database refuses.
pub async fn enqueue(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    row: &case::Model,
    seq: i32,
    notice: Notice,
) -> Result<(), AppError> {
    let key = format!("{}:{}:{seq}", notice.code(), row.id);
    match notice {
        Notice::Filed => {
            let handlers = store::denunciation_handlers(tx, row.unit_id).await?;
            let all = handlers.into_iter().map(|account| recipient(Some(account))).collect();
            write(app, tx, now, row, "sealed-filed", &key, all).await
        }
        Notice::Assigned => {
            let assignee = match row.assignee_id {
                Some(id) => store::account(tx, id).await?,
                None => None,
            };
            write(app, tx, now, row, "sealed-assigned", &key, vec![recipient(assignee)]).await
        }
        _ => Ok(()),
    }
}

/// Who denounced has written.
///
/// # Errors
/// The database refuses.
pub async fn answered(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    row: &case::Model,
) -> Result<(), AppError> {
    let key = format!("sealed-answered:{}:{}", row.id, now.timestamp_millis());
    let to = responsible(tx, row).await?;
    write(app, tx, now, row, "sealed-answered", &key, vec![to]).await
}

/// Who answers for a denunciation: the officer it is assigned to, else a handler of its unit; nobody to
/// whom it does not exist.
///
/// # Errors
/// The database cannot be read.
pub async fn responsible(tx: &Tx, row: &case::Model) -> Result<Recipient, AppError> {
    if let Some(id) = row.assignee_id {
        let officer = recipient(store::account(tx, id).await?);
        if !officer.address.is_empty() {
            return Ok(officer);
        }
    }
    let handlers = store::denunciation_handlers(tx, row.unit_id).await?;
    Ok(recipient(handlers.into_iter().next()))
}

async fn write(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    row: &case::Model,
    kind: &'static str,
    key: &str,
    to: Vec<Recipient>,
) -> Result<(), AppError> {
    let available_at = office_hours::next(&app.calendar(), now);
    for recipient in to {
        let content = content::of_sealed(app, row, kind, recipient.lang, &recipient.name);
        let letter = letter(row, kind, &recipient, content, key, available_at);
        staff::enqueue(app, tx, now, letter, None).await?;
    }
    Ok(())
}
