//! The letter of the week (thư tổng hợp tuần) to heads and leaders: the overview as text. Nothing of a
//! denunciation is in it.

use chrono::{DateTime, Utc};
use entity::account;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Looking, Overview, Section, monday_of, of, store};
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::error::AppError;
use crate::mail::letter::{Content, Letter};
use crate::notice::content::{Parts, frame};
use crate::reports::form::Preset;
use crate::reports::paper;
use crate::reports::service::Asked;
use crate::session::service::actor_of;
use crate::web::i18n::Lang;

/// The key under which somebody gets one letter a week.
fn key(account_id: Uuid, now: DateTime<Utc>) -> String {
    format!("weekly:{account_id}:{}", monday_of(date_in_vietnam(now)))
}

/// Heads and leaders who can be written to, after one, by id.
///
/// # Errors
/// The database cannot be read.
pub async fn leaders(
    db: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<account::Model>, AppError> {
    store::leaders(db, after, limit).await
}

/// The letter of this week to somebody, with the dashboard as a file; none if they have it.
///
/// # Errors
/// The database cannot be read.
pub async fn letter(
    app: &App,
    now: DateTime<Utc>,
    account: &account::Model,
) -> Result<Option<(Letter, Option<Vec<u8>>)>, AppError> {
    let dedup_key = key(account.id, now);
    if store::is_written(app.db.read(), &dedup_key).await? {
        return Ok(None);
    }
    let lang = Lang::from_code(&account.language).unwrap_or_default();
    let actor = actor_of(app, account, Uuid::nil())?.without_denunciations();
    let looking = Looking::new(app, &actor, lang, now);
    let overview = of(&looking).await?;
    // A file that cannot be made keeps nobody from the letter, nor those after them.
    let file = dashboard(&looking).await;
    let file = file.inspect_err(|error| tracing::error!(%error, "no dashboard for a letter")).ok();
    let letter = Letter {
        kind: "weekly",
        case_id: None,
        about: None,
        account_id: Some(account.id),
        to_name: account.display_name.clone(),
        to_address: account.email.clone().unwrap_or_default(),
        postal_address: String::new(),
        content: content(&looking, &account.display_name, &overview, file.is_some()),
        calendar: None,
        dedup_key,
        available_at: now,
    };
    Ok(Some((letter, file)))
}

/// The dashboard of the seven days that ended yesterday, and of this month. Like the letter it has nothing of a
/// denunciation in it.
async fn dashboard(looking: &Looking<'_>) -> Result<Vec<u8>, AppError> {
    let today = looking.today;
    let period = |(from, to)| Asked { from, to, unit: None, today };
    let month = (Preset::Month.first_day(today), today);
    let periods = [period(store::week_before(today)), period(month)];
    paper::pdf(looking.app, looking.actor, &periods, today).await
}

fn content(looking: &Looking<'_>, name: &str, overview: &Overview, has_file: bool) -> Content {
    let (app, lang) = (looking.app, looking.lang);
    let (monday, sunday) = looking.week();
    let days = [("from", lang.date(monday)), ("to", lang.date(sunday))];
    let mut paragraphs = vec![lang.ta("mail-weekly-body", &days)];
    let url = &app.config.server.public_url;
    paragraphs.extend(has_file.then(|| lang.t("mail-weekly-dashboard")));
    paragraphs.extend(overview.sections.iter().map(|section| paragraph(section, url)));
    let facts = overview.figures.iter();
    let facts = facts.map(|one| (one.label.clone(), format!("{} ({})", one.value, one.trend)));
    let parts = Parts { paragraphs, facts: facts.collect(), notes: Vec::new() };
    let link = (lang.t("mail-weekly-link"), format!("{url}/overview"));
    frame(app, lang, name, lang.ta("mail-weekly-subject", &days), parts, link)
}

/// A section as lines of text.
fn paragraph(section: &Section, url: &str) -> String {
    let mut lines = vec![format!("{}: {}", section.title, section.total)];
    if section.lines.is_empty() {
        lines.push(section.empty.clone());
    }
    for line in &section.lines {
        let parts = [line.what.as_str(), line.detail.as_str()];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        lines.push(format!("• {}", said.join(" – ")));
    }
    if section.total > u64::try_from(section.lines.len()).unwrap_or(0) && !section.more.is_empty() {
        lines.push(format!("{url}{}", section.more));
    }
    lines.join("\n")
}
