//! Letters of meetings: to everybody invited, by mail with a calendar entry or on paper, and to the chair
//! and the officer.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::{account, meeting, meeting_person};
use law::meeting::{MeetingKind, Stage};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::ics::{self, Words};
use super::plan::PersonRole;
use super::store;
use crate::accounts;
use crate::app::App;
use crate::bookings::clock;
use crate::campaigns;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::jobs::office_hours;
use crate::mail;
use crate::mail::letter::{About, Content, Letter, host_of};
use crate::notice;
use crate::text::clean_line;
use crate::web::i18n::Lang;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    Invited,
    Moved,
    Cancelled,
    EnteredInError,
    /// The day before.
    Reminder,
    /// Somebody else chairs or prepares it now; it takes place all the same.
    HandedOver,
}

impl Occasion {
    pub const ALL: [Self; 6] = [
        Self::Invited,
        Self::Moved,
        Self::Cancelled,
        Self::EnteredInError,
        Self::Reminder,
        Self::HandedOver,
    ];

    /// Kind of the letter; its texts are `mail-<code>-subject` and `mail-<code>-body`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "meeting-invited",
            Self::Moved => "meeting-moved",
            Self::Cancelled => "meeting-cancelled",
            Self::EnteredInError => "meeting-entered-in-error",
            Self::Reminder => "meeting-reminder",
            Self::HandedOver => "meeting-handed-over",
        }
    }

    /// Whether the entry leaves the reader's calendar.
    fn is_end(self) -> bool {
        matches!(self, Self::Cancelled | Self::EnteredInError | Self::HandedOver)
    }
}

/// How the keys of the letters of an occasion begin; a meeting that moves has others.
pub fn key_of(occasion: Occasion, meeting: &meeting::Model) -> String {
    format!("{}:{}:{}", occasion.code(), meeting.id, meeting.sequence)
}

/// Takes back letters that have not left: what they say is no longer so.
///
/// # Errors
/// The database refuses.
pub async fn withdraw(tx: &Tx, meeting_id: Uuid) -> Result<(), AppError> {
    let kinds = Occasion::ALL.map(Occasion::code);
    mail::store::withdraw_about(tx, meeting_id, &kinds).await
}

/// Somebody a letter goes to.
struct Reader {
    /// Of the person or the account.
    id: Uuid,
    account_id: Option<Uuid>,
    name: String,
    email: String,
    address: String,
    lang: Lang,
}

/// Tells everybody invited, and the chair and the officer.
///
/// # Errors
/// The database refuses.
pub async fn tell(
    tx: &Tx,
    (app, now): (&App, DateTime<Utc>),
    meeting: &meeting::Model,
    occasion: Occasion,
    reason: &str,
) -> Result<(), AppError> {
    let people = store::people(tx, meeting.id).await?;
    let lang = language_of(tx, meeting).await?;
    let chair = accounts::store::get(tx, meeting.chair_id).await?;
    let told = Told { app, meeting, occasion, reason, chair: &chair.display_name };
    for person in people {
        let is_paper = person.email.is_empty();
        // A reminder on paper would come too late.
        if is_paper && occasion == Occasion::Reminder {
            continue;
        }
        if occasion == Occasion::Invited {
            mark_told(tx, person.id, is_paper).await?;
        }
        let is_household = person.role == PersonRole::Household.code();
        let reader = of_person(person, if is_household { lang } else { Lang::default() });
        enqueue(tx, &told, reader, now, now).await?;
    }
    for id in [Some(meeting.chair_id), meeting.officer_id].into_iter().flatten() {
        tell_staff(tx, &told, id, now).await?;
    }
    Ok(())
}

/// The language of a household.
///
/// # Errors
/// The database cannot be read.
pub async fn language_of(tx: &Tx, meeting: &meeting::Model) -> Result<Lang, AppError> {
    let Some(id) = meeting.household_id else { return Ok(Lang::default()) };
    let found = campaigns::store::households_of_meetings(tx, vec![id]).await?;
    Ok(found.get(&id).and_then(|one| Lang::from_code(&one.language)).unwrap_or_default())
}

/// Whoever chaired or prepared a meeting and no longer does is told that it is none of theirs.
///
/// # Errors
/// The database refuses.
pub async fn tell_former_staff(
    tx: &Tx,
    (app, now): (&App, DateTime<Utc>),
    before: &meeting::Model,
    after: &meeting::Model,
) -> Result<(), AppError> {
    let now_in = [Some(after.chair_id), after.officer_id];
    let chair = accounts::store::get(tx, after.chair_id).await?;
    let occasion = Occasion::HandedOver;
    let meeting = &meeting::Model { sequence: after.sequence, ..before.clone() };
    let told = Told { app, meeting, occasion, reason: "", chair: &chair.display_name };
    let former = [Some(before.chair_id), before.officer_id].into_iter().flatten();
    for id in former.filter(|id| !now_in.contains(&Some(*id))) {
        tell_staff(tx, &told, id, now).await?;
    }
    Ok(())
}

async fn mark_told(tx: &Tx, person_id: Uuid, is_paper: bool) -> Result<(), AppError> {
    let way = if is_paper { "paper" } else { "mail" };
    let row = meeting_person::ActiveModel {
        id: Set(person_id),
        told_by: Set(Some(way.to_owned())),
        ..Default::default()
    };
    store::update_person(tx, row).await
}

fn of_person(person: meeting_person::Model, lang: Lang) -> Reader {
    Reader {
        id: person.id,
        account_id: None,
        name: person.full_name,
        email: person.email,
        address: person.address,
        lang,
    }
}

/// Staff are written to in office hours; without an address their calendar tells them.
async fn tell_staff(
    tx: &Tx,
    told: &Told<'_>,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let account: account::Model = accounts::store::get(tx, id).await?;
    let email = account.email.filter(|_| account.locked_at.is_none()).unwrap_or_default();
    if email.is_empty() {
        return Ok(());
    }
    let reader = Reader {
        id,
        account_id: Some(id),
        name: account.display_name,
        email,
        address: String::new(),
        lang: Lang::from_code(&account.language).unwrap_or_default(),
    };
    enqueue(tx, told, reader, now, office_hours::next(&told.app.calendar(), now)).await
}

/// A meeting as its letters tell of it.
struct Told<'a> {
    app: &'a App,
    meeting: &'a meeting::Model,
    occasion: Occasion,
    reason: &'a str,
    chair: &'a str,
}

async fn enqueue(
    tx: &Tx,
    told: &Told<'_>,
    to: Reader,
    now: DateTime<Utc>,
    available_at: DateTime<Utc>,
) -> Result<(), AppError> {
    let (meeting, occasion) = (told.meeting, told.occasion);
    let content = content(told, &to);
    let calendar = (!to.email.is_empty() && occasion != Occasion::Reminder).then(|| {
        let words = Words {
            summary: &content.subject,
            description: &content.paragraphs.join("\n"),
            host: host_of(&told.app.config.server.public_url),
        };
        let entry = ics::entry(meeting, &words, occasion.is_end(), now);
        ics::letter(entry, occasion.is_end(), &told.app.config.mail.from_address, &to.email)
    });
    let dedup_key = format!("{}:{}", key_of(occasion, meeting), to.id);
    let letter = Letter {
        kind: occasion.code(),
        // Of a case it is seen by whoever sees the case.
        case_id: meeting.case_id,
        about: Some(About { unit_id: meeting.unit_id, id: meeting.id }),
        account_id: to.account_id,
        to_name: to.name,
        to_address: to.email,
        postal_address: to.address,
        content,
        calendar,
        dedup_key,
        available_at,
    };
    match letter.account_id {
        Some(_) => notice::staff::enqueue(told.app, tx, now, letter, None).await,
        None => mail::letter::enqueue(told.app, tx, now, letter).await,
    }
}

fn content(told: &Told<'_>, to: &Reader) -> Content {
    let (lang, meeting, code) = (to.lang, told.meeting, told.occasion.code());
    let units = told.app.units();
    let said = [
        ("title", meeting.title.clone()),
        ("office", units.office(meeting.unit_id, lang).unwrap_or_default()),
        ("day", lang.date(meeting.held_on)),
    ];
    let when = format!(
        "{}–{}, {}",
        clock(meeting.from_minute),
        clock(meeting.to_minute),
        lang.weekday_date(meeting.held_on)
    );
    let mut facts = vec![
        (lang.t("dialogue-when"), when),
        (lang.t("dialogue-place"), meeting.place.clone()),
        (lang.t("dialogue-chair"), told.chair.to_owned()),
    ];
    if let (Occasion::Moved, Some(was_on)) = (told.occasion, meeting.was_on) {
        facts.push((lang.t("dialogue-was-on"), lang.weekday_date(was_on)));
    }
    if !told.occasion.is_end() && !meeting.agenda.is_empty() {
        facts.push((lang.t("dialogue-agenda"), meeting.agenda.clone()));
    }
    if !told.reason.is_empty() {
        facts.push((lang.t("dialogue-reason"), told.reason.to_owned()));
    }
    let is_of_law =
        MeetingKind::from_code(&meeting.kind).is_some_and(MeetingKind::is_of_complaints_law);
    let note = match (to.account_id, told.occasion.is_end()) {
        (None, false) if is_of_law => Some("mail-dialogue-invited-absence"),
        (None, false) => Some("mail-meeting-absence"),
        _ => None,
    };
    let url = &told.app.config.server.public_url;
    let link = to
        .account_id
        .map(|_| (lang.t("mail-open-meeting"), format!("{url}/dialogues/{}", meeting.id)));
    Content {
        lang,
        subject: lang.ta(&format!("mail-{code}-subject"), &said),
        greeting: lang.ta("mail-greeting", &[("name", clean_line(&to.name))]),
        paragraphs: vec![lang.ta(&format!("mail-{code}-body"), &said)],
        facts,
        link,
        notes: note.map(|key| lang.t(key)).into_iter().collect(),
        ending: crate::mail::letter::ending(lang, &told.app.config),
    }
}

/// The letter of an occasion with made-up data, as people invited get it.
pub fn sample(
    app: &App,
    now: DateTime<Utc>,
    occasion: Occasion,
    lang: Lang,
    name: &str,
) -> Content {
    let today = date_in_vietnam(now);
    let unit = app.units().taking_filings(today).first().map(|unit| unit.id);
    let meeting = meeting::Model {
        unit_id: unit.unwrap_or_default(),
        ..made_up(lang, today + Days::new(10), now)
    };
    let reason = match occasion {
        Occasion::Moved | Occasion::Cancelled | Occasion::EnteredInError => {
            lang.t("sample-meeting-reason")
        }
        Occasion::Invited | Occasion::Reminder | Occasion::HandedOver => String::new(),
    };
    let chair = lang.t("sample-meeting-chair");
    let told = Told { app, meeting: &meeting, occasion, reason: &reason, chair: &chair };
    let reader = Reader {
        id: Uuid::nil(),
        account_id: None,
        name: name.to_owned(),
        email: String::new(),
        address: String::new(),
        lang,
    };
    content(&told, &reader)
}

/// A meeting that never was, on a day.
fn made_up(lang: Lang, held_on: NaiveDate, now: DateTime<Utc>) -> meeting::Model {
    meeting::Model {
        id: Uuid::nil(),
        unit_id: Uuid::nil(),
        campaign_id: None,
        household_id: None,
        case_id: None,
        kind: MeetingKind::Persuasion.code().to_owned(),
        round: 1,
        title: lang.t("sample-meeting-title"),
        agenda: lang.t("sample-meeting-agenda"),
        stage: Stage::Announced.code().to_owned(),
        held_on,
        from_minute: 480,
        to_minute: 510,
        room_id: None,
        place: lang.t("sample-meeting-place"),
        chair_id: Uuid::nil(),
        officer_id: None,
        exception_reason: String::new(),
        announced_on: Some(date_in_vietnam(now)),
        was_on: Some(held_on - Days::new(2)),
        is_public: false,
        is_sensitive: false,
        sequence: 1,
        version: 1,
        created_by: Uuid::nil(),
        created_at: now,
    }
}
