//! The parts of the overview, each a function of its own.

use chrono::{Days, NaiveDate};
use law::procedure::Kind;

use super::followed;
use super::store::{self, week_before};
use super::{Figure, Line, Looking, Section};
use crate::accounts;
use crate::cases::search::{Filters, Frame};
use crate::cases::worklist::{self, ListedCase};
use crate::error::AppError;
use crate::escalation;
use crate::mail::dead_store;
use crate::reception;

/// Lines of a section; the rest is behind its link.
pub(super) const SHOWN: usize = 10;

/// All parts, in the order they are shown.
///
/// # Errors
/// The database cannot be read.
pub async fn all(looking: &Looking<'_>) -> Result<Vec<Section>, AppError> {
    Ok(vec![
        overdue(looking).await?,
        due_this_week(looking).await?,
        receptions(looking).await?,
        followed::dialogues(looking).await?,
        followed::commitments(looking).await?,
        followed::prolonged(looking).await?,
        escalated(looking, false).await?,
        escalated(looking, true).await?,
        undeliverable(looking).await?,
    ])
}

/// Open, overdue, received, resolved, share in time; against seven days before.
///
/// # Errors
/// The database cannot be read.
pub async fn figures(looking: &Looking<'_>) -> Result<Vec<Figure>, AppError> {
    let (db, today) = (looking.app.db.read(), looking.today);
    let actor = looking.actor.for_figures();
    let before = today - Days::new(7);
    let weeks = [week_before(today), week_before(before)];
    let overdue_on = |day: NaiveDate| Filters {
        overdue: "yes".to_owned(),
        overdue_on: day.to_string(),
        ..Filters::default()
    };
    let received = weeks.map(|(from, to)| Filters {
        received_from: from.to_string(),
        received_to: to.to_string(),
        ..Filters::default()
    });
    let resolved = weeks.map(|(from, to)| Filters {
        resolved_from: from.to_string(),
        resolved_to: to.to_string(),
        ..Filters::default()
    });
    let on_time = resolved.clone().map(|all| Filters { on_time: "yes".to_owned(), ..all });
    let late = resolved.clone().map(|all| Filters { on_time: "no".to_owned(), ..all });
    let counts = async |filters: &[Filters; 2]| -> Result<[u64; 2], AppError> {
        let now = store::count(db, &actor, &filters[0], today).await?;
        Ok([now, store::count(db, &actor, &filters[1], today).await?])
    };
    let open =
        [store::count_open(db, &actor, today).await?, store::count_open(db, &actor, before).await?];
    let overdue = [overdue_on(today), overdue_on(before)];
    let open_filter = Filters { urgency: "open".to_owned(), ..Filters::default() };
    let mut figures = vec![figure(looking, "open", open, &open_filter)];
    for (code, filters) in [("overdue", &overdue), ("received", &received), ("resolved", &resolved)]
    {
        figures.push(figure(looking, code, counts(filters).await?, &filters[0]));
    }
    let share = [counts(&on_time).await?, counts(&late).await?];
    figures.push(share_figure(looking, share, &on_time[0]));
    Ok(figures)
}

fn figure(looking: &Looking<'_>, code: &str, [now, before]: [u64; 2], filters: &Filters) -> Figure {
    let change = i64::try_from(now).unwrap_or(0) - i64::try_from(before).unwrap_or(0);
    Figure {
        label: looking.lang.t(&format!("overview-figure-{code}")),
        value: now.to_string(),
        trend: trend(looking, change, "overview-trend"),
        href: filters.href(),
    }
}

/// How many of a hundred were resolved in time; nothing where none was resolved.
fn share(on_time: u64, late: u64) -> Option<i64> {
    let all = on_time + late;
    (all > 0).then(|| i64::try_from((on_time * 200 + all) / (all * 2)).unwrap_or(0))
}

fn share_figure(looking: &Looking<'_>, counts: [[u64; 2]; 2], filters: &Filters) -> Figure {
    let [on_time, late] = counts;
    let (now, before) = (share(on_time[0], late[0]), share(on_time[1], late[1]));
    let change = now.zip(before).map(|(now, before)| now - before);
    Figure {
        label: looking.lang.t("overview-figure-on-time"),
        value: now.map_or_else(|| "–".to_owned(), |share| format!("{share}%")),
        trend: match change {
            Some(change) => trend(looking, change, "overview-trend-points"),
            None => looking.lang.t("overview-trend-none"),
        },
        href: filters.href(),
    }
}

fn trend(looking: &Looking<'_>, change: i64, key: &str) -> String {
    if change == 0 {
        return looking.lang.t("overview-trend-same");
    }
    looking.lang.ta(key, &[("change", format!("{change:+}"))])
}

async fn cases(
    looking: &Looking<'_>,
    urgency: &str,
    soon: NaiveDate,
) -> Result<(u64, Vec<Line>), AppError> {
    let db = looking.app.db.read();
    let filters = Filters { urgency: urgency.to_owned(), ..Filters::default() };
    let frame = Frame { today: looking.today, soon, is_broad: false };
    let tally = worklist::tally(db, looking.actor, &filters, &frame).await?;
    let mut found = worklist::find(db, looking.actor, &filters, &frame, &tally).await?;
    found.truncate(SHOWN);
    let people = found.iter().filter_map(|case| case.assignee_id).collect();
    let names = accounts::store::names(db, people).await?;
    let line = |case: &ListedCase| {
        let name = case.assignee_id.and_then(|id| names.get(&id).cloned());
        case_line(looking, case, name)
    };
    Ok((tally.of(urgency), found.iter().map(line).collect()))
}

fn case_line(looking: &Looking<'_>, case: &ListedCase, name: Option<String>) -> Line {
    let lang = looking.lang;
    let rule = case.next_due_rule.as_deref().unwrap_or_default();
    let due = case.next_due_on.unwrap_or(looking.today);
    let days = (due - looking.today).num_days();
    let how = match days {
        0 => lang.t("due-today"),
        1.. => lang.ta("days-left", &[("n", days.to_string())]),
        _ => lang.ta("days-late", &[("n", (-days).to_string())]),
    };
    let said = [
        ("how", how),
        ("why", lang.t(&format!("rule-{rule}"))),
        ("who", name.unwrap_or_else(|| lang.t("overview-nobody-assigned"))),
    ];
    Line {
        what: titled(case.kind == Kind::Denunciation.code(), &case.number, &case.subject),
        detail: lang.ta("overview-case", &said),
        href: format!("/cases/{}", case.id),
    }
}

/// Of a denunciation the number is all that is shown.
pub(super) fn titled(is_denunciation: bool, number: &str, subject: &str) -> String {
    if is_denunciation { number.to_owned() } else { format!("{number} · {subject}") }
}

/// Overdue cases, the oldest first, with who answers for them.
async fn overdue(looking: &Looking<'_>) -> Result<Section, AppError> {
    let (total, lines) = cases(looking, "overdue", looking.today).await?;
    Ok(section(looking, "overdue", total, lines, "/cases?urgency=overdue"))
}

/// Due until Sunday.
async fn due_this_week(looking: &Looking<'_>) -> Result<Section, AppError> {
    let (total, lines) = cases(looking, "due-soon", looking.week().1).await?;
    Ok(section(looking, "due", total, lines, "/cases?urgency=due-soon"))
}

/// Reception days of this week.
async fn receptions(looking: &Looking<'_>) -> Result<Section, AppError> {
    let (db, lang) = (looking.app.db.read(), looking.lang);
    let days = reception::store::between(db, &looking.actor.unit_ids, looking.week()).await?;
    let names = accounts::store::names(db, days.iter().map(|day| day.host_id).collect()).await?;
    let units = looking.app.units();
    let total = u64::try_from(days.len()).unwrap_or(0);
    let line = |day: &entity::reception_day::Model| Line {
        what: format!("{}, {}–{}", lang.weekday_date(day.held_on), day.from_time, day.to_time),
        detail: lang.ta(
            "overview-reception",
            &[
                ("host", names.get(&day.host_id).cloned().unwrap_or_default()),
                ("unit", units.name(day.unit_id).unwrap_or_default()),
                ("stage", lang.t(&format!("reception-stage-{}", day.stage))),
            ],
        ),
        href: format!("/receptions/{}", day.id),
    };
    let lines = days.iter().take(SHOWN).map(line).collect();
    Ok(section(looking, "receptions", total, lines, "/receptions"))
}

/// What went up, or of what nobody could be told.
async fn escalated(looking: &Looking<'_>, only_unheard: bool) -> Result<Section, AppError> {
    let (db, lang) = (looking.app.db.read(), looking.lang);
    let total = escalation::store::count(db, looking.actor, only_unheard).await?;
    let limit = u64::try_from(SHOWN).unwrap_or(10);
    let found = escalation::store::list(db, looking.actor, only_unheard, 0, limit).await?;
    let line = |one: escalation::store::Shown| Line {
        detail: lang.ta(
            "overview-escalation",
            &[
                ("level", lang.t(&format!("escalations-level-{}", one.level))),
                ("who", one.told.unwrap_or_else(|| lang.t("escalations-no-one"))),
                ("due", lang.date(one.due_on)),
            ],
        ),
        href: format!("/cases/{}", one.case_id),
        what: one.number,
    };
    let (code, more) = match only_unheard {
        true => ("unheard", "/escalations?told=nobody"),
        false => ("escalations", "/escalations"),
    };
    Ok(section(looking, code, total, found.into_iter().map(line).collect(), more))
}

/// Addresses that take no letters, by the cases they concern.
async fn undeliverable(looking: &Looking<'_>) -> Result<Section, AppError> {
    let db = looking.app.db.read();
    let total = dead_store::count(db, looking.actor).await?;
    let found = dead_store::list(db, looking.actor).await?;
    let line =
        |(dead, letters): (entity::dead_address::Model, Vec<crate::mail::list_store::Listed>)| {
            let mut numbers: Vec<String> = letters.into_iter().map(|one| one.number).collect();
            numbers.retain(|number| !number.is_empty());
            numbers.sort();
            numbers.dedup();
            numbers.truncate(SHOWN);
            Line { what: numbers.join(", "), detail: dead.reason, href: String::new() }
        };
    let lines = found.into_iter().take(SHOWN).map(line).collect();
    Ok(section(looking, "undeliverable", total, lines, "/mail?state=undeliverable"))
}

pub(super) fn section(
    looking: &Looking<'_>,
    code: &'static str,
    total: u64,
    lines: Vec<Line>,
    more: &str,
) -> Section {
    Section {
        code,
        title: looking.lang.t(&format!("overview-{code}")),
        total,
        lines,
        empty: looking.lang.t(&format!("overview-{code}-empty")),
        more: more.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_whole_and_none_without_cases() {
        assert_eq!(share(0, 0), None);
        assert_eq!(share(2, 1), Some(67));
        assert_eq!(share(1, 1), Some(50));
        assert_eq!(share(0, 4), Some(0));
    }

    #[test]
    fn of_a_denunciation_the_number_is_all() {
        assert_eq!(titled(true, "2026/TC-000001", "Nội dung"), "2026/TC-000001");
        assert_eq!(titled(false, "2026/KN-000001", "Đất"), "2026/KN-000001 · Đất");
    }
}
