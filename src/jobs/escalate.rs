//! Tells heads of what is overdue (chuyển cấp trên): in office hours, page by page, each thing once a level.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::escalation;
use law::rule::{Measure, RuleId, row_of};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::office_hours;
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::escalation::chain::{self, Chain, HEAD, LEVELS};
use crate::escalation::store::{self, After, Overdue, Wanted};
use crate::ids::new_id;
use crate::mail::letter::{Content, Letter};
use crate::notice::content::{Parts, frame};
use crate::notice::service::Recipient;
use crate::notice::staff;
use crate::web::i18n::Lang;

/// Overdue things told of in one transaction.
const PAGE: u64 = 500;

/// Cases named in one letter; the page has all of them.
const NAMED: usize = 50;

/// Where overdue things come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// Open deadlines of cases.
    Deadlines,
    /// Letters nobody has begun to process after 45 days (TD-14): a red alarm, told to the head at once.
    Unprocessed,
}

/// Tells heads of what is overdue and was not told yet; gives how many escalations there were. Outside office
/// hours nobody is told of anything.
///
/// # Errors
/// The database failed; what was told before stays.
pub async fn run(app: &App) -> Result<usize, AppError> {
    let now = app.clock.now();
    if office_hours::next(&app.calendar(), now) != now {
        return Ok(0);
    }
    let mut chain = Chain::default();
    let mut told = 0;
    for level in LEVELS {
        for source in [Source::Unprocessed, Source::Deadlines] {
            told += run_source(app, now, level, source, &mut chain).await?;
        }
        told += try_again(app, now, level, &mut chain).await?;
    }
    Ok(told)
}

/// Working days after the due day until a level is told.
fn wait(app: &App, level: i32, source: Source) -> u32 {
    match (level, source) {
        (HEAD, Source::Unprocessed) => 0,
        (HEAD, Source::Deadlines) => app.config.notice.escalate_head_working_days,
        _ => app.config.notice.escalate_superior_working_days,
    }
}

/// The period of TD-14 in days.
fn alarm_days() -> i64 {
    match row_of(RuleId::Td14).measure {
        Measure::Within(days, _) => i64::from(days),
        _ => i64::MAX,
    }
}

async fn run_source(
    app: &App,
    now: DateTime<Utc>,
    level: i32,
    source: Source,
    chain: &mut Chain,
) -> Result<usize, AppError> {
    let today = date_in_vietnam(now);
    let units = app.units();
    let has_somebody = |id: &Uuid| chain::unit_at(&units, *id, level).is_some();
    let ids: Vec<Uuid> = units.all().iter().map(|unit| unit.id).filter(has_somebody).collect();
    // So many working days are at least so many days.
    let latest = today - TimeDelta::days(i64::from(wait(app, level, source).max(1)));
    let mut after: After = None;
    let mut told = 0;
    loop {
        let (days, mut wanted) =
            (alarm_days(), Wanted { level, units: &ids, latest, after, limit: PAGE });
        let found = match source {
            Source::Deadlines => store::overdue(app.db.read(), &wanted).await?,
            Source::Unprocessed => {
                let Some(received) = latest.checked_sub_signed(TimeDelta::days(days)) else {
                    return Ok(told);
                };
                wanted.latest = received;
                let rule = RuleId::Td14.code();
                store::unprocessed(app.db.read(), &wanted, rule, days).await?
            }
        };
        let Some(last) = found.last() else { return Ok(told) };
        after = Some(match source {
            Source::Deadlines => (last.due_on, last.id),
            Source::Unprocessed => (last.due_on - TimeDelta::days(days), last.id),
        });
        let mut due = found;
        due.retain(|one| is_time(app, one, level, source, today));
        let cases = due.iter().map(|one| one.case_id).collect();
        let known = store::told(app.db.read(), level, cases).await?;
        due.retain(|one| !known.contains(&(one.case_id, one.rule.clone(), one.due_on)));
        told += tell_page(app, now, level, due, chain).await?;
    }
}

/// Whether so many working days of the unit have gone by since the due day.
fn is_time(app: &App, one: &Overdue, level: i32, source: Source, today: NaiveDate) -> bool {
    if source == Source::Unprocessed && !row_of(RuleId::Td14).valid.contains(one.due_on) {
        return false;
    }
    let rules = app.rules_of(one.unit_id);
    let working_days = wait(app, level, source);
    one.due_on < today && rules.get().calendar.add_working_days(one.due_on, working_days) <= today
}

/// Overdue things by who is told of them.
async fn by_recipient(
    app: &App,
    tx: &Tx,
    level: i32,
    found: Vec<Overdue>,
    chain: &mut Chain,
    today: NaiveDate,
) -> Result<BTreeMap<Option<Uuid>, (Recipient, Vec<Overdue>)>, AppError> {
    let units = app.units();
    let mut groups: BTreeMap<Option<Uuid>, (Recipient, Vec<Overdue>)> = BTreeMap::new();
    for one in found {
        let Some(unit) = chain::unit_at(&units, one.unit_id, level) else { continue };
        let to = chain.whom(tx, unit, one.is_denunciation(), today).await?;
        groups.entry(to.account_id).or_insert_with(|| (to, Vec::new())).1.push(one);
    }
    Ok(groups)
}

async fn tell_page(
    app: &App,
    now: DateTime<Utc>,
    level: i32,
    found: Vec<Overdue>,
    chain: &mut Chain,
) -> Result<usize, AppError> {
    if found.is_empty() {
        return Ok(0);
    }
    let today = date_in_vietnam(now);
    let tx = app.db.begin_write().await?;
    let mut told = 0;
    for (account_id, (to, cases)) in by_recipient(app, &tx, level, found, chain, today).await? {
        let with_ids: Vec<(Uuid, Overdue)> =
            cases.into_iter().map(|one| (new_id(now), one)).collect();
        let rows = with_ids.iter().map(|(id, one)| escalation::ActiveModel {
            id: Set(*id),
            case_id: Set(one.case_id),
            rule: Set(one.rule.clone()),
            due_on: Set(one.due_on),
            level: Set(level),
            account_id: Set(account_id),
            at: Set(now),
        });
        let ids = with_ids.iter().map(|(id, _)| *id).collect();
        let added = store::add(&tx, rows.collect(), ids).await?;
        let cases: Vec<Overdue> =
            with_ids.into_iter().filter(|(id, _)| added.contains(id)).map(|(_, one)| one).collect();
        told += cases.len();
        write(app, &tx, now, level, &to, &cases).await?;
    }
    tx.commit().await?;
    Ok(told)
}

/// Tells of what nobody could be told before, if somebody can now.
async fn try_again(
    app: &App,
    now: DateTime<Utc>,
    level: i32,
    chain: &mut Chain,
) -> Result<usize, AppError> {
    let today = date_in_vietnam(now);
    let mut after: After = None;
    let mut told = 0;
    loop {
        let wanted = Wanted { level, units: &[], latest: today, after, limit: PAGE };
        let found = store::of_nobody(app.db.read(), &wanted).await?;
        let Some(last) = found.last() else { return Ok(told) };
        after = Some((last.due_on, last.id));
        let tx = app.db.begin_write().await?;
        for (account_id, (to, cases)) in by_recipient(app, &tx, level, found, chain, today).await? {
            let Some(account_id) = account_id else { continue };
            let ids = cases.iter().map(|one| one.id).collect();
            store::set_told(&tx, ids, account_id, now).await?;
            told += cases.len();
            write(app, &tx, now, level, &to, &cases).await?;
        }
        tx.commit().await?;
    }
}

/// One letter to a head, of all that is new to them. Of denunciations it has the number alone.
async fn write(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    level: i32,
    to: &Recipient,
    cases: &[Overdue],
) -> Result<(), AppError> {
    let Some(first) = cases.first() else { return Ok(()) };
    let Some(account_id) = to.account_id else {
        tracing::warn!(level, count = cases.len(), "nobody to tell of what is overdue");
        return Ok(());
    };
    let key = format!("{}:{}:{}", first.case_id, first.rule, first.due_on);
    let letter = Letter {
        kind: "escalation",
        case_id: None,
        about: None,
        account_id: Some(account_id),
        to_name: to.name.clone(),
        to_address: to.address.clone(),
        postal_address: String::new(),
        content: content(app, now, level, to, cases),
        calendar: None,
        dedup_key: format!("escalation:{level}:{account_id}:{key}"),
        available_at: now,
    };
    staff::enqueue(app, tx, now, letter, None).await
}

/// What the letter to a head says.
pub fn content(
    app: &App,
    now: DateTime<Utc>,
    level: i32,
    to: &Recipient,
    cases: &[Overdue],
) -> Content {
    let lang = to.lang;
    let today = date_in_vietnam(now);
    let count = [("count", cases.len().to_string())];
    let mut parts = Parts {
        paragraphs: vec![lang.ta(&format!("mail-escalation-body-{level}"), &count)],
        facts: cases.iter().take(NAMED).map(|one| fact(lang, one, today)).collect(),
        notes: Vec::new(),
    };
    if cases.len() > NAMED {
        let more = [("count", (cases.len() - NAMED).to_string())];
        parts.notes.push(lang.ta("mail-escalation-more", &more));
    }
    let link =
        (lang.t("mail-escalation-link"), format!("{}/escalations", app.config.server.public_url));
    frame(app, lang, &to.name, lang.ta("mail-escalation-subject", &count), parts, link)
}

fn fact(lang: Lang, one: &Overdue, today: NaiveDate) -> (String, String) {
    let days = [
        ("days", (today - one.due_on).num_days().to_string()),
        ("due", lang.date(one.due_on)),
        ("what", lang.t(&format!("rule-{}", one.rule))),
    ];
    let late = lang.ta("mail-escalation-late", &days);
    match one.is_denunciation() {
        true => (one.number.clone(), late),
        false => (one.number.clone(), format!("{}. {late}", one.subject)),
    }
}
