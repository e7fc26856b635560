//! Letters that collect others: one a day to who wants it so, one a week to heads and leaders. Both leave in
//! office hours, the first time the worker looks after the office has opened.

use chrono::{DateTime, Utc};
use entity::{account, outbox};
use uuid::Uuid;

use super::{office_hours, store};
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::error::AppError;
use crate::mail;
use crate::mail::letter::{Content, Letter, Special};
use crate::notice::content::{Parts, frame};
use crate::notice::preference::{self, Delivery, Topic};
use crate::notice::{reminder, staff};
use crate::overview::weekly;
use crate::web::i18n::Lang;

/// Accounts looked at in one reading.
const PAGE: u64 = 100;

/// Letters collected into one; the rest waits for the next day.
const COLLECTED: u64 = 200;

/// Writes the letters of the day that are due; tells how many.
///
/// # Errors
/// The database failed; what was written before stays.
pub async fn daily(app: &App) -> Result<usize, AppError> {
    let now = app.clock.now();
    if office_hours::next(&app.calendar(), now) != now {
        return Ok(0);
    }
    let mut written = 0;
    let mut after: Option<Uuid> = None;
    loop {
        let accounts = store::who_waits(app.db.read(), now, after, PAGE).await?;
        let Some(last) = accounts.last() else { return Ok(written) };
        after = Some(last.id);
        for account in &accounts {
            written += usize::from(collect(app, now, account).await?);
        }
    }
}

/// Collects what waits for somebody into one letter, unless they had theirs today.
async fn collect(
    app: &App,
    now: DateTime<Utc>,
    account: &account::Model,
) -> Result<bool, AppError> {
    let dedup_key = format!("digest:{}:{}", account.id, date_in_vietnam(now));
    let tx = app.db.begin_write().await?;
    if !store::known_letters(&tx, vec![dedup_key.clone()]).await?.is_empty() {
        tx.rollback().await?;
        return Ok(false);
    }
    let waiting = store::waiting_for_digest(&tx, account.id, now, COLLECTED).await?;
    let (letters, stale) = reminder::sort_out(&tx, waiting).await?;
    mail::dead::drop_stale(&tx, &stale).await?;
    if letters.is_empty() {
        tx.commit().await?;
        return Ok(false);
    }
    store::mark_collected(&tx, letters.iter().map(|letter| letter.id).collect(), now).await?;
    let letter = Letter {
        kind: "digest",
        case_id: None,
        about: None,
        account_id: Some(account.id),
        to_name: account.display_name.clone(),
        to_address: account.email.clone().unwrap_or_default(),
        postal_address: String::new(),
        content: content(app, now, account, &letters),
        calendar: None,
        dedup_key,
        available_at: now,
    };
    mail::letter::enqueue(app, &tx, now, letter).await?;
    tx.commit().await?;
    Ok(true)
}

/// The subjects of the letters, each with the address of its case. Of a denunciation that is the number.
fn content(
    app: &App,
    now: DateTime<Utc>,
    account: &account::Model,
    letters: &[outbox::Model],
) -> Content {
    let lang = Lang::from_code(&account.language).unwrap_or_default();
    let url = &app.config.server.public_url;
    let line = |letter: &outbox::Model| match letter.case_id {
        Some(case) => format!("• {}\n{url}/cases/{case}", letter.subject),
        None => format!("• {}", letter.subject),
    };
    let said = [("count", letters.len().to_string()), ("day", lang.date(date_in_vietnam(now)))];
    let mut paragraphs = vec![lang.ta("mail-digest-body", &said)];
    paragraphs.extend(letters.iter().map(line));
    let parts = Parts { paragraphs, ..Parts::default() };
    let link = (lang.t("mail-digest-link"), format!("{url}/notification-settings"));
    frame(app, lang, &account.display_name, lang.ta("mail-digest-subject", &said), parts, link)
}

/// Writes this week's letters to heads and leaders who have none yet; tells how many.
///
/// # Errors
/// The database failed; what was written before stays.
pub async fn of_the_week(app: &App) -> Result<usize, AppError> {
    let now = app.clock.now();
    if office_hours::next(&app.calendar(), now) != now {
        return Ok(0);
    }
    let mut written = 0;
    let mut after: Option<Uuid> = None;
    loop {
        let leaders = weekly::leaders(app.db.read(), after, PAGE).await?;
        let Some(last) = leaders.last() else { return Ok(written) };
        after = Some(last.id);
        for account in &leaders {
            let wanted = preference::of(app.db.read(), account.id, Topic::Weekly).await?;
            if wanted == Delivery::None {
                continue;
            }
            let written_for = weekly::letter(app, now, account).await?;
            let Some((letter, file)) = written_for else { continue };
            let tx = app.db.begin_write().await?;
            let special = Special { file, ..Special::default() };
            staff::enqueue_special(app, &tx, now, letter, special).await?;
            tx.commit().await?;
            written += 1;
        }
    }
}
