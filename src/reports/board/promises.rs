//! What came of dialogues, promises, prolonged cases and days of reception.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use law::reception::days_a_month;
use uuid::Uuid;

use super::talk_store::{self, Dialogues};
use super::times::month_name;
use super::{Looking, cell, count, numbers, some};
use crate::accounts::store::staff;
use crate::cases::search::Filters;
use crate::error::AppError;
use crate::policy::Role;
use crate::reception::plan::month_of;
use crate::reports::view::{Key, Part, Reading, Row, Section, Table};
use crate::web::errors::citation_text;

/// Months looked at for days of reception: the last of the period.
const MONTHS: u32 = 12;

/// Units that lack days of reception, named.
const SHORT: usize = 20;

/// Dialogues held, and how many ended in agreement.
pub async fn dialogues(looking: &Looking<'_>) -> Result<(Key, Section), AppError> {
    let db = looking.app.db.read();
    let rounds = talk_store::rounds(db, looking.actor, looking.asked()).await?;
    let meetings = talk_store::meetings(db, looking.actor, looking.asked()).await?;
    let (agreed, attended) = (
        some(rounds.agreed) + some(meetings.agreed),
        some(rounds.attended) + some(meetings.attended),
    );
    let all = count(rounds.all) + count(meetings.all);
    let said = [
        ("n", all.to_string()),
        ("attended", attended.to_string()),
        ("agreed", agreed.to_string()),
        ("share", looking.percent(agreed, attended)),
    ];
    let mut section = looking.section("dialogues");
    let key = if all > 0 { "board-dialogues-said" } else { "board-dialogues-empty" };
    section.said.push(looking.lang.ta(key, &said));
    if all > 0 {
        let (dialogue_from, dialogue_to) =
            (looking.asked().from.to_string(), looking.asked().to.to_string());
        let cases = Filters { dialogue_from, dialogue_to, ..looking.filters() }.href();
        let row = |code: &str, href: String, one: Dialogues| {
            let (attended, agreed) = (some(one.attended), some(one.agreed));
            let share = looking.percent(agreed, attended);
            let cells = vec![cell(one.all), cell(attended), cell(agreed), cell(share)];
            Row { name: looking.t(&format!("board-dialogues-{code}")), href, cells }
        };
        let table = Table {
            caption: looking.t("board-dialogues-table"),
            first: looking.t("board-column-where"),
            columns: looking.columns(&["held", "attended", "agreed", "of-attended"]),
            rows: vec![
                row("cases", cases, rounds),
                row("households", "/dialogues".to_owned(), meetings),
            ],
        };
        section.parts.push(numbers(table, true));
    }
    let note = looking.lang.ta("board-key-dialogues-note", &said);
    Ok((looking.key("dialogues", looking.percent(agreed, attended), note), section))
}

/// Promises whose day lies in the period.
pub async fn promises(looking: &Looking<'_>) -> Result<(Key, Section), AppError> {
    let db = looking.app.db.read();
    let found = talk_store::promises(db, looking.actor, looking.asked()).await?;
    let (all, kept) = (count(found.all), some(found.kept));
    let (kept_late, overdue) = (some(found.kept_late), some(found.overdue));
    let open = all - kept - kept_late - overdue;
    let ended = all - open;
    let said = [
        ("n", all.to_string()),
        ("kept", kept.to_string()),
        ("share", looking.percent(kept, ended)),
        ("overdue", overdue.to_string()),
    ];
    let mut section = looking.section("promises");
    let key = if all > 0 { "board-promises-said" } else { "board-promises-empty" };
    section.said.push(looking.lang.ta(key, &said));
    if all > 0 {
        let row = |code: &str, number: u64| Row {
            name: looking.t(&format!("board-promises-{code}")),
            href: String::new(),
            cells: vec![cell(number), cell(looking.percent(number, all))],
        };
        let table = Table {
            caption: looking.t("board-promises-table"),
            first: looking.t("board-column-standing"),
            columns: looking.columns(&["promises", "of-all"]),
            rows: vec![
                row("kept", kept),
                row("kept-late", kept_late),
                row("overdue", overdue),
                row("open", open),
            ],
        };
        section.parts.push(numbers(table, true));
        section.links = vec![
            ("/commitments?state=late".to_owned(), looking.t("board-link-promises-late")),
            ("/commitments?state=all".to_owned(), looking.t("board-link-promises")),
        ];
    }
    let note = looking.lang.ta("board-key-promises-note", &said);
    Ok((looking.key("promises", looking.percent(kept, ended), note), section))
}

/// Prolonged cases as they stand today.
pub async fn prolonged(looking: &Looking<'_>) -> Result<(Key, Section), AppError> {
    let db = looking.app.db.read();
    let found = talk_store::prolonged(db, looking.actor, looking.asked()).await?;
    let said = [
        ("n", found.all.to_string()),
        ("nobody", some(found.nobody).to_string()),
        ("past", some(found.past_target).to_string()),
    ];
    let mut section = looking.section("prolonged");
    let key = if found.all > 0 { "board-prolonged-said" } else { "board-prolonged-empty" };
    section.said.push(looking.lang.ta(key, &said));
    if found.all > 0 {
        section.links.push(("/prolonged".to_owned(), looking.t("board-link-prolonged")));
    }
    let note = looking.lang.ta("board-key-prolonged-note", &said);
    Ok((looking.key("prolonged", found.all.to_string(), note), section))
}

/// A unit whose head received on fewer days of a month than the law asks for.
struct Short {
    unit_id: Uuid,
    month: NaiveDate,
    days: u64,
    needed: u64,
    basis: String,
}

/// Days on which heads received citizens, against the law (TD-01b, TD-02, TD-03, TD-04).
pub async fn receptions(looking: &Looking<'_>) -> Result<(Key, Section), AppError> {
    let (months, short) = counted_months(looking).await?;
    let missing: u64 = short.iter().map(|one| one.needed - one.days).sum();
    let enough = months - short.len() as u64;
    let said = [
        ("months", months.to_string()),
        ("enough", enough.to_string()),
        ("short", short.len().to_string()),
        ("missing", missing.to_string()),
    ];
    let mut section = looking.section("receptions");
    let key = if months > 0 { "board-receptions-said" } else { "board-receptions-empty" };
    section.said.push(looking.lang.ta(key, &said));
    if !short.is_empty() {
        let row = |one: &Short| Row {
            name: looking.unit_name(one.unit_id),
            href: format!("/receptions?month={}", one.month.format("%Y-%m")),
            cells: vec![
                cell(month_name(&one.month.format("%Y-%m").to_string())),
                cell(format!("{}/{}", one.days, one.needed)),
                cell(&one.basis),
            ],
        };
        let table = Table {
            caption: looking.t("board-receptions-table"),
            first: looking.t("reports-column-unit"),
            columns: looking.columns(&["month", "days", "basis"]),
            rows: short.iter().take(SHORT).map(row).collect(),
        };
        section.parts.push(Part { table, reading: Reading::Words, is_open: true });
        if short.len() > SHORT {
            let more = [("n", (short.len() - SHORT).to_string())];
            section.said.push(looking.lang.ta("board-receptions-more", &more));
        }
    }
    section.links.push(("/receptions".to_owned(), looking.t("board-link-receptions")));
    let note = looking.lang.ta("board-key-receptions-note", &said);
    Ok((looking.key("receptions", looking.percent(enough, months), note), section))
}

/// How many months of heads were looked at, and those with too few days, the emptiest first. A month is counted
/// whole, and days still ahead count in it.
async fn counted_months(looking: &Looking<'_>) -> Result<(u64, Vec<Short>), AppError> {
    let (db, asked) = (looking.app.db.read(), looking.asked());
    let reach = looking.actor.unit_ids.iter().copied();
    let wanted = reach.filter(|id| asked.unit.is_none_or(|unit| unit == *id)).collect();
    let heads = staff(db, Some(wanted), &[Role::Chairman.code()]).await?;
    let mut units: Vec<Uuid> = heads.iter().filter_map(|head| head.unit_id).collect();
    units.sort_unstable();
    units.dedup();
    let last = month_of(asked.last_day());
    let first = month_of(asked.from).max(last - Months::new(MONTHS - 1));
    let end = (last + Months::new(1)).pred_opt().unwrap_or(last);
    let found = talk_store::receptions(db, &units, (first, end, asked.today)).await?;
    let days: BTreeMap<(Uuid, &str), u64> = found
        .iter()
        .map(|one| ((one.unit_id, one.month.as_str()), some(one.held) + some(one.ahead)))
        .collect();
    let directory = looking.app.units();
    let (mut months, mut short) = (0, Vec::new());
    for unit_id in units {
        for month in (0..MONTHS).map(|n| first + Months::new(n)).take_while(|day| *day <= last) {
            let Some((needed, basis)) = days_a_month(directory.resolver(unit_id), month) else {
                continue;
            };
            months += 1;
            let key = format!("{}-{:02}", month.year(), month.month());
            let days = days.get(&(unit_id, key.as_str())).copied().unwrap_or(0);
            let needed = u64::from(needed);
            if days < needed {
                let basis = citation_text(looking.lang, basis);
                short.push(Short { unit_id, month, days, needed, basis });
            }
        }
    }
    short.sort_by_key(|one| (one.days, std::cmp::Reverse(one.month)));
    Ok((months, short))
}
