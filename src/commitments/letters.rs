//! Letters about promises: to the household when something is said to be done, to staff when a day comes
//! near, has passed, or the household objects.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::{account, commitment, meeting};
use uuid::Uuid;

use super::Stage;
use crate::accounts;
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::dialogues::letters::language_of;
use crate::dialogues::plan::PersonRole;
use crate::dialogues::store::people;
use crate::error::AppError;
use crate::jobs::office_hours;
use crate::mail;
use crate::mail::letter::{About, Content, Letter};
use crate::notice;
use crate::text::clean_line;
use crate::web::i18n::Lang;

/// Kinds of letters that remind of a day.
const REMINDERS: [&str; 2] = ["commitment-due-soon", "commitment-overdue"];

/// Takes back reminders that have not left.
///
/// # Errors
/// The database refuses.
pub async fn withdraw_reminders(tx: &Tx, commitment_id: Uuid) -> Result<(), AppError> {
    mail::store::withdraw_about(tx, commitment_id, &REMINDERS).await
}

/// The key under which a day is reminded of once; a day that moved is another key.
pub fn reminder_key(is_overdue: bool, id: Uuid, due_on: NaiveDate) -> String {
    format!("{}:{id}:{due_on}", REMINDERS[usize::from(is_overdue)])
}

fn content(
    app: &App,
    (lang, name): (Lang, &str),
    (kind, title): (&str, &str),
    commitment: &commitment::Model,
    more: Vec<(String, String)>,
    link: Option<(String, String)>,
) -> Content {
    let said = [("title", title.to_owned()), ("day", lang.date(commitment.due_on))];
    let mut facts = vec![
        (lang.t("commitment-what"), commitment.what.clone()),
        (lang.t("commitment-body"), commitment.body.clone()),
        (lang.t("commitment-due"), lang.date(commitment.due_on)),
    ];
    facts.extend(more);
    Content {
        lang,
        subject: lang.ta(&format!("mail-{kind}-subject"), &said),
        greeting: lang.ta("mail-greeting", &[("name", clean_line(name))]),
        paragraphs: vec![lang.ta(&format!("mail-{kind}-body"), &said)],
        facts,
        link,
        notes: Vec::new(),
        ending: crate::mail::letter::ending(lang, &app.config),
    }
}

/// Asks the household whether it agrees that the promise was kept.
///
/// # Errors
/// The database refuses.
pub async fn ask_household(
    tx: &Tx,
    (app, now): (&App, DateTime<Utc>),
    meeting: &meeting::Model,
    commitment: &commitment::Model,
    evidence: &str,
    token: &str,
) -> Result<(), AppError> {
    let kind = "commitment-done";
    let invited = people(tx, meeting.id).await?;
    let of_household = invited.into_iter().filter(|p| p.role == PersonRole::Household.code());
    let lang = language_of(tx, meeting).await?;
    for person in of_household {
        let url = &app.config.server.public_url;
        let link = format!("{url}/commitment-answer?token={token}");
        let link = (!person.email.is_empty()).then(|| (lang.t("commitment-answer"), link));
        let evidence = vec![(lang.t("commitment-evidence"), evidence.to_owned())];
        let about = (kind, meeting.title.as_str());
        let to = (lang, person.full_name.as_str());
        let letter = Letter {
            kind,
            case_id: meeting.case_id,
            about: Some(About { unit_id: meeting.unit_id, id: commitment.id }),
            account_id: None,
            content: content(app, to, about, commitment, evidence, link),
            to_name: person.full_name.clone(),
            to_address: person.email.clone(),
            postal_address: person.address.clone(),
            calendar: None,
            dedup_key: format!("{kind}:{}:{}:{}", commitment.id, commitment.version, person.id),
            available_at: now,
        };
        mail::letter::enqueue(app, tx, now, letter).await?;
    }
    Ok(())
}

/// Tells whoever answers for the promise, and the chair, that the household does not agree.
///
/// # Errors
/// The database refuses.
pub async fn tell_objection(
    tx: &Tx,
    (app, now): (&App, DateTime<Utc>),
    meeting: &meeting::Model,
    commitment: &commitment::Model,
    objection: &str,
) -> Result<(), AppError> {
    let mut readers = vec![meeting.chair_id];
    readers.extend(commitment.responsible_id.filter(|id| *id != meeting.chair_id));
    for id in readers {
        let account = accounts::store::get(tx, id).await?;
        let key = format!("commitment-objected:{}:{}:{id}", commitment.id, commitment.version);
        let kind = "commitment-objected";
        let more = |lang: Lang| vec![(lang.t("commitment-objection"), objection.to_owned())];
        to_staff(tx, (app, now), (meeting, commitment), account, (kind, key), more).await?;
    }
    Ok(())
}

/// Reminds whoever answers for a promise, else whoever prepared or chaired the meeting, of its day.
///
/// # Errors
/// The database refuses.
pub async fn remind(
    tx: &Tx,
    (app, now): (&App, DateTime<Utc>),
    meeting: &meeting::Model,
    commitment: &commitment::Model,
    is_overdue: bool,
) -> Result<(), AppError> {
    let id = commitment.responsible_id.or(meeting.officer_id).unwrap_or(meeting.chair_id);
    let account = accounts::store::get(tx, id).await?;
    let key = reminder_key(is_overdue, commitment.id, commitment.due_on);
    let kind = REMINDERS[usize::from(is_overdue)];
    to_staff(tx, (app, now), (meeting, commitment), account, (kind, key), |_| Vec::new()).await
}

async fn to_staff(
    tx: &Tx,
    (app, now): (&App, DateTime<Utc>),
    (meeting, commitment): (&meeting::Model, &commitment::Model),
    account: account::Model,
    (kind, dedup_key): (&'static str, String),
    more: impl Fn(Lang) -> Vec<(String, String)>,
) -> Result<(), AppError> {
    let lang = Lang::from_code(&account.language).unwrap_or_default();
    let url = format!("{}/commitments/{}", app.config.server.public_url, commitment.id);
    let link = Some((lang.t("commitment-open"), url));
    let about = (kind, meeting.title.as_str());
    let to = (lang, account.display_name.as_str());
    let letter = Letter {
        kind,
        case_id: meeting.case_id,
        about: Some(About { unit_id: meeting.unit_id, id: commitment.id }),
        account_id: Some(account.id),
        content: content(app, to, about, commitment, more(lang), link),
        to_name: account.display_name.clone(),
        // Nobody can be told: the letter stays as failed, for people to see.
        to_address: account.email.filter(|_| account.locked_at.is_none()).unwrap_or_default(),
        postal_address: String::new(),
        calendar: None,
        dedup_key,
        available_at: office_hours::next(&app.calendar(), now),
    };
    notice::staff::enqueue(app, tx, now, letter, None).await
}

/// Kinds of letters about promises.
pub const KINDS: [&str; 4] = ["commitment-done", "commitment-objected", REMINDERS[0], REMINDERS[1]];

/// A letter of a kind with made-up data.
pub fn sample(app: &App, now: DateTime<Utc>, kind: &str, lang: Lang, name: &str) -> Content {
    let due_on = date_in_vietnam(now) + Days::new(3);
    let commitment = commitment::Model {
        id: Uuid::nil(),
        unit_id: Uuid::nil(),
        meeting_id: Uuid::nil(),
        body: lang.t("sample-commitment-body"),
        responsible_id: None,
        what: lang.t("sample-commitment-what"),
        due_on,
        stage: Stage::Open.code().to_owned(),
        done_on: None,
        evidence: String::new(),
        answer_hash: None,
        version: 1,
    };
    let more = match kind {
        "commitment-done" => {
            vec![(lang.t("commitment-evidence"), lang.t("sample-commitment-evidence"))]
        }
        "commitment-objected" => {
            vec![(lang.t("commitment-objection"), lang.t("sample-commitment-objection"))]
        }
        _ => Vec::new(),
    };
    let link = match kind {
        "commitment-done" => lang.t("commitment-answer"),
        _ => lang.t("commitment-open"),
    };
    let link = Some((link, format!("{}/…", app.config.server.public_url)));
    let title = lang.t("sample-meeting-title");
    content(app, (lang, name), (kind, &title), &commitment, more, link)
}
