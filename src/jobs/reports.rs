//! Reminds units of the reports they owe: when the figures of a period are final, on the last working day to send
//! them, and once they are late (Thông tư 06/2025/TT-TTCP, Điều 3 đến Điều 9).

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::account;
use law::calendar::WorkCalendar;
use statistics::{Circular, Period};
use uuid::Uuid;

use super::{office_hours, store};
use crate::accounts;
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::error::AppError;
use crate::figures;
use crate::mail::letter::{Content, Letter};
use crate::notice::content::{Parts, frame};
use crate::notice::staff;
use crate::policy::Role;
use crate::statutory::asked::{Asked, periods_around};
use crate::statutory::{self, paper};
use crate::units::Unit;
use crate::web::i18n::Lang;

/// Kinds of these letters.
pub const KINDS: [&str; 3] = ["report-final", "report-due", "report-late"];

/// After this many days nobody is reminded any more; the page says so all the same.
const LATE_DAYS: u64 = 7;

/// Which reminder is right on a day, for reports that ended on `end` and are due on `due`. The circular has no rule
/// for a due day on a day off: the working day before is aimed at.
pub fn kind_on(
    calendar: &WorkCalendar,
    today: NaiveDate,
    end: NaiveDate,
    due: NaiveDate,
) -> Option<&'static str> {
    match today {
        _ if today <= end || today > due + Days::new(LATE_DAYS) => None,
        _ if today > due => Some("report-late"),
        _ if today >= calendar.last_working_day(due) => Some("report-due"),
        _ => Some("report-final"),
    }
}

/// Reports of a unit that are due on the same day.
struct Owed {
    due: NaiveDate,
    kind: &'static str,
    periods: Vec<Asked>,
}

/// One round over all units, in office hours; tells how many letters were written.
///
/// # Errors
/// The database failed; what was written before stays.
pub async fn run(app: &App) -> Result<usize, AppError> {
    let now = app.clock.now();
    if office_hours::next(&app.calendar(), now) != now {
        return Ok(0);
    }
    let today = date_in_vietnam(now);
    let Some(circular) = Circular::on(today).filter(|one| one.is_in_force(today)) else {
        return Ok(0);
    };
    let mut sent = Vec::new();
    for period in periods_around(circular, today) {
        let is_asked_for = period.to < today
            && period.province_due_on.max(period.due_on)
                >= today.checked_sub_days(Days::new(LATE_DAYS));
        if is_asked_for {
            let days = figures::Days { from: period.from, to: period.to };
            let who = statutory::store::who_sent(app.db.read(), &circular.number, days).await?;
            sent.push((period, who));
        }
    }
    let units = app.units();
    let mut written = 0;
    for unit in units.all().into_iter().filter(|unit| unit.exists_on(today) && unit.reports()) {
        for owed in owed(app, circular, unit, today, &sent) {
            written += remind(app, unit, &owed, now).await?;
        }
    }
    Ok(written)
}

/// What a unit owes, of periods with those who sent their reports.
fn owed(
    app: &App,
    circular: &'static Circular,
    unit: &Unit,
    today: NaiveDate,
    sent: &[(Period, Vec<Uuid>)],
) -> Vec<Owed> {
    let units = app.units();
    let calendars = app.calendars();
    let calendar = calendars.of(&units, unit.id);
    let mut found: BTreeMap<NaiveDate, Owed> = BTreeMap::new();
    for (period, _) in sent.iter().filter(|(_, who)| !who.contains(&unit.id)) {
        let asked = Asked { unit: unit.id, circular, period: period.clone() };
        let Some(due) = asked.due_on(&units) else { continue };
        let Some(kind) = kind_on(calendar, today, period.to, due) else { continue };
        let owed = found.entry(due).or_insert(Owed { due, kind, periods: Vec::new() });
        owed.periods.push(asked);
    }
    found.into_values().collect()
}

/// Writes to the head of the unit and to those who prepare the report there; each is told once of each kind.
async fn remind(
    app: &App,
    unit: &Unit,
    owed: &Owed,
    now: DateTime<Utc>,
) -> Result<usize, AppError> {
    let roles = [Role::Chairman.code(), Role::Reception.code()];
    let people = accounts::store::staff(app.db.read(), Some(vec![unit.id]), &roles).await?;
    let key =
        |account: &account::Model| format!("{}:{}:{}:{}", owed.kind, unit.id, owed.due, account.id);
    let known = store::known_letters(app.db.read(), people.iter().map(key).collect()).await?;
    let untold: Vec<&account::Model> =
        people.iter().filter(|account| !known.contains(&key(account))).collect();
    if untold.is_empty() {
        return Ok(0);
    }
    let tx = app.db.begin_write().await?;
    for account in &untold {
        let lang = Lang::from_code(&account.language).unwrap_or_default();
        let periods: Vec<String> = owed.periods.iter().map(paper::period_name).collect();
        let letter = Letter {
            kind: owed.kind,
            case_id: None,
            about: None,
            account_id: Some(account.id),
            to_name: account.display_name.clone(),
            to_address: account.email.clone().unwrap_or_default(),
            postal_address: String::new(),
            content: content(app, owed.kind, lang, &account.display_name, (owed.due, &periods)),
            calendar: None,
            dedup_key: key(account),
            available_at: now,
        };
        staff::enqueue(app, &tx, now, letter, None).await?;
    }
    tx.commit().await?;
    Ok(untold.len())
}

/// What a reminder says.
pub fn content(
    app: &App,
    kind: &str,
    lang: Lang,
    name: &str,
    (due, periods): (NaiveDate, &[String]),
) -> Content {
    let said = [("due", lang.weekday_date(due)), ("periods", periods.join("; "))];
    let parts = Parts {
        paragraphs: vec![lang.ta(&format!("mail-{kind}-body"), &said)],
        facts: vec![
            (lang.t("mail-report-periods"), periods.join("; ")),
            (lang.t("mail-report-due-day"), lang.weekday_date(due)),
        ],
        notes: Vec::new(),
    };
    let link = (lang.t("mail-report-link"), format!("{}/statutory", app.config.server.public_url));
    frame(app, lang, name, lang.ta(&format!("mail-{kind}-subject"), &said), parts, link)
}

/// A made-up reminder, for administrators to read.
pub fn sample(app: &App, now: DateTime<Utc>, kind: &str, lang: Lang, name: &str) -> Content {
    let due = date_in_vietnam(now) + Days::new(2);
    let period = lang.t("statutory-period-q3");
    content(app, kind, lang, name, (due, &[period]))
}
