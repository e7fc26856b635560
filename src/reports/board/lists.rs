//! What lies undone: open cases by age and stage, and overdue cases each with its reason.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Days, NaiveDate};
use law::procedure::{Event, Kind};
use uuid::Uuid;

use super::store::{self, AGES, Open, OverdueCase};
use super::{Looking, cell, count, cut, linked, numbers, sums};
use crate::accounts;
use crate::cases::kind;
use crate::cases::page::stage_text;
use crate::cases::search::Filters;
use crate::cases::store::{HistoryRow, history_rows};
use crate::error::AppError;
use crate::escalation;
use crate::reports::bars::{self, BarRow};
use crate::reports::service::{Measure, Split};
use crate::reports::view::{BarPicture, Key, Part, Reading, Row, Section, Table};

/// Overdue cases that are named; the rest is behind the link.
const SHOWN: usize = 15;

/// Deadlines read to find so many cases: one may have several.
const READ: u64 = 60;

/// Characters of a note that are shown.
const NOTE_MAX: usize = 160;

/// Cases open at the end of the period, or today.
pub async fn backlog(looking: &Looking<'_>) -> Result<(Key, Section), AppError> {
    let open = store::open(looking.app.db.read(), looking.actor, looking.asked()).await?;
    let all: u64 = open.iter().map(|one| count(one.cases)).sum();
    let oldest: u64 = open.iter().filter(|one| one.age == 4).map(|one| count(one.cases)).sum();
    let day = looking.lang.date(looking.asked().last_day());
    let said = [("n", all.to_string()), ("day", day), ("old", oldest.to_string())];
    let mut section = looking.section("backlog");
    let key = if all > 0 { "board-backlog-said" } else { "board-backlog-empty" };
    section.said.push(looking.lang.ta(key, &said));
    if all > 0 {
        if looking.asked().to < looking.asked().today {
            section.said.push(looking.t("board-backlog-stage-now"));
        }
        section.pictures.extend(ages(looking, &open));
        section.parts.push(numbers(by_age(looking, &open), true));
        section.parts.push(numbers(by_stage(looking, &open), false));
        let by_unit = by_unit(looking, &open);
        if by_unit.rows.len() > 1 {
            section.parts.push(numbers(by_unit, false));
        }
    }
    let note = looking.lang.ta("board-key-backlog-note", &said);
    Ok((looking.key("backlog", all.to_string(), note), section))
}

fn open_filters(looking: &Looking<'_>) -> Filters {
    Filters { open_on: looking.asked().last_day().to_string(), ..looking.filters() }
}

/// Open cases of an age: received between so and so many days before.
fn age_filters(looking: &Looking<'_>, age: usize) -> Filters {
    let before = |days: u64| (looking.asked().last_day() - Days::new(days)).to_string();
    let newest = match age.checked_sub(1).and_then(|age| AGES.get(age)).copied().flatten() {
        Some(days) => before(days + 1),
        None => before(0),
    };
    let oldest = AGES.get(age).copied().flatten().map(before).unwrap_or_default();
    Filters { received_from: oldest, received_to: newest, ..open_filters(looking) }
}

fn of_age(open: &[Open], age: usize) -> u64 {
    let is_so = |one: &&Open| usize::try_from(one.age) == Ok(age);
    open.iter().filter(is_so).map(|one| count(one.cases)).sum()
}

fn age_name(looking: &Looking<'_>, age: usize) -> String {
    looking.t(&format!("board-age-{age}"))
}

fn ages(looking: &Looking<'_>, open: &[Open]) -> Option<BarPicture> {
    let row = |age: usize| BarRow {
        name: age_name(looking, age),
        parts: vec![of_age(open, age)],
        text: of_age(open, age).to_string(),
    };
    Some(BarPicture {
        title: looking.t("board-chart-ages"),
        desc: looking.t("board-chart-ages-desc"),
        key: Vec::new(),
        bars: bars::draw((0..AGES.len()).map(row).collect())?,
    })
}

fn by_age(looking: &Looking<'_>, open: &[Open]) -> Table {
    let row = |age: usize| {
        let mut cells = vec![linked(of_age(open, age), &age_filters(looking, age))];
        for kind in kind::HANDLED {
            let of_kind: Vec<Open> =
                open.iter().filter(|one| one.kind == kind.code()).cloned().collect();
            let filters = Split::Kind.narrow(age_filters(looking, age), kind.code());
            cells.push(linked(of_age(&of_kind, age), &filters));
        }
        Row { name: age_name(looking, age), href: String::new(), cells }
    };
    let kinds = kind::HANDLED.iter().map(|kind| looking.t(&format!("kind-{}", kind.code())));
    Table {
        caption: looking.t("board-chart-ages"),
        first: looking.t("board-column-age"),
        columns: std::iter::once(looking.t("board-column-cases")).chain(kinds).collect(),
        rows: (0..AGES.len()).map(row).collect(),
    }
}

fn by_stage(looking: &Looking<'_>, open: &[Open]) -> Table {
    let mut stages: BTreeMap<(usize, usize), (Kind, &str, u64)> = BTreeMap::new();
    for one in open {
        let Some(kind) = Kind::from_code(&one.kind) else { continue };
        let place = law::procedure::stages(kind).iter().position(|stage| *stage == one.stage);
        let order = kind::HANDLED.iter().position(|handled| *handled == kind);
        let at = (order.unwrap_or(usize::MAX), place.unwrap_or(usize::MAX));
        stages.entry(at).or_insert((kind, &one.stage, 0)).2 += count(one.cases);
    }
    let row = |(kind, stage, cases): (Kind, &str, u64)| {
        let filters = Filters {
            kind: kind.code().to_owned(),
            stage: stage.to_owned(),
            ..open_filters(looking)
        };
        let kind_name = looking.t(&format!("kind-{}", kind.code()));
        Row {
            name: format!("{kind_name}: {}", stage_text(looking.lang, kind, stage)),
            href: String::new(),
            cells: vec![linked(cases, &filters)],
        }
    };
    Table {
        caption: looking.t("board-backlog-by-stage"),
        first: looking.t("column-stage"),
        columns: looking.columns(&["cases"]),
        rows: stages.into_values().map(row).collect(),
    }
}

fn by_unit(looking: &Looking<'_>, open: &[Open]) -> Table {
    let units = sums(
        open,
        |one| one.unit_id.to_string(),
        |one| [count(one.cases), if one.age == 4 { count(one.cases) } else { 0 }],
    );
    let row = |(unit, [cases, old]): (String, [u64; 2])| Row {
        name: unit.parse().map(|id| looking.unit_name(id)).unwrap_or_default(),
        href: String::new(),
        cells: vec![
            linked(cases, &Split::Unit.narrow(open_filters(looking), &unit)),
            linked(old, &Split::Unit.narrow(age_filters(looking, AGES.len() - 1), &unit)),
        ],
    };
    let mut rows: Vec<Row> = units.into_iter().map(row).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Table {
        caption: looking.t("board-backlog-by-unit"),
        first: looking.t("reports-column-unit"),
        columns: looking.columns(&["cases", "older"]),
        rows: cut(rows),
    }
}

/// Overdue cases, the oldest first, with who answers for them and what the file says of why.
pub async fn overdue(looking: &Looking<'_>) -> Result<(Key, Section), AppError> {
    let db = looking.app.db.read();
    let total = looking.report.total.count(Measure::Overdue);
    let mut seen = HashSet::new();
    let mut found = store::overdue(db, looking.actor, looking.asked(), READ).await?;
    found.retain(|one| seen.insert(one.case_id));
    found.truncate(SHOWN);
    let ids: Vec<Uuid> = found.iter().map(|one| one.case_id).collect();
    let mut told: HashMap<Uuid, escalation::store::Shown> = HashMap::new();
    for one in escalation::store::of_cases(db, ids).await? {
        told.insert(one.case_id, one);
    }
    let mut histories = Vec::new();
    for one in &found {
        histories.push(history_rows(db, one.case_id).await?);
    }
    let mut people: Vec<Uuid> = found.iter().filter_map(|one| one.assignee_id).collect();
    people.extend(histories.iter().flatten().filter_map(|fact| fact.actor_id));
    people.sort_unstable();
    people.dedup();
    let names = accounts::store::names(db, people).await?;
    let row = |(one, history): (&OverdueCase, &Vec<HistoryRow>)| Row {
        name: format!("{} · {}", one.number, one.subject),
        href: format!("/cases/{}", one.case_id),
        cells: vec![
            cell(looking.unit_name(one.unit_id)),
            cell(responsible(looking, one, &names)),
            cell(late(looking, one)),
            cell(reason(looking, one, history, told.get(&one.case_id), &names)),
        ],
    };
    let rows: Vec<Row> = found.iter().zip(&histories).map(row).collect();
    let day = looking.lang.date(looking.asked().last_day());
    let said = [("n", total.to_string()), ("shown", rows.len().to_string()), ("day", day)];
    let mut section = looking.section("overdue");
    let key = if total > 0 { "board-overdue-said" } else { "board-overdue-empty" };
    section.said.push(looking.lang.ta(key, &said));
    if !rows.is_empty() {
        let table = Table {
            caption: looking.t("board-overdue-table"),
            first: looking.t("board-column-case"),
            columns: looking.columns(&["unit", "responsible", "deadline", "reason"]),
            rows,
        };
        section.parts.push(Part { table, reading: Reading::Words, is_open: true });
    }
    if total > 0 {
        let all = looking.lang.ta("board-link-all-overdue", &said);
        section.links.push((looking.overdue().href(), all));
        section.links.push(("/escalations".to_owned(), looking.t("board-link-escalations")));
    }
    let note = looking.lang.ta("board-key-overdue-note", &said);
    Ok((looking.key("overdue", total.to_string(), note), section))
}

fn responsible(looking: &Looking<'_>, one: &OverdueCase, names: &HashMap<Uuid, String>) -> String {
    let name = one.assignee_id.and_then(|id| names.get(&id).cloned());
    name.unwrap_or_else(|| looking.t("overview-nobody-assigned"))
}

fn late(looking: &Looking<'_>, one: &OverdueCase) -> String {
    let days = (looking.asked().last_day() - one.due_on).num_days();
    let said = [
        ("what", looking.t(&format!("rule-{}", one.rule))),
        ("due", looking.lang.date(one.due_on)),
        ("days", days.to_string()),
    ];
    looking.lang.ta("board-overdue-late", &said)
}

/// What the file says: the last fact with its note, whether the period was made longer, who was told.
fn reason(
    looking: &Looking<'_>,
    one: &OverdueCase,
    history: &[HistoryRow],
    told: Option<&escalation::store::Shown>,
    names: &HashMap<Uuid, String>,
) -> String {
    let lang = looking.lang;
    let mut said = Vec::new();
    if let Some(fact) = history.last() {
        said.push(last_fact(looking, &one.kind, fact, names));
        if !fact.note.is_empty() {
            said.push(lang.ta("board-overdue-note", &[("note", shortened(&fact.note))]));
        }
    }
    if let Some(on) = history.iter().rev().find_map(|fact| longer_since(&fact.event)) {
        said.push(lang.ta("board-overdue-longer", &[("day", lang.date(on))]));
    }
    match told {
        None => {}
        Some(escalation::store::Shown { told: None, .. }) => {
            said.push(looking.t("board-overdue-unheard"));
        }
        Some(escalation::store::Shown { told: Some(name), at, .. }) => {
            let day = lang.date(crate::clock::date_in_vietnam(*at));
            said.push(lang.ta("board-overdue-told", &[("name", name.clone()), ("day", day)]));
        }
    }
    said.join(" ")
}

fn last_fact(
    looking: &Looking<'_>,
    kind: &str,
    fact: &HistoryRow,
    names: &HashMap<Uuid, String>,
) -> String {
    let actor = fact.actor_id.and_then(|id| names.get(&id).cloned());
    let said = [
        ("actor", actor.unwrap_or_else(|| looking.t("history-citizen"))),
        ("date", looking.lang.date(fact.event.on())),
    ];
    let sentence = looking.lang.ta(&format!("event-{kind}-{}", fact.event.code()), &said);
    looking.lang.ta("board-overdue-last", &[("what", sentence)])
}

/// The day on which the period was made longer (Nghị định 124/2020 Điều 3a; Luật Tố cáo Điều 30).
fn longer_since(event: &Event) -> Option<NaiveDate> {
    matches!(event.code(), "found-complex" | "extended").then(|| event.on())
}

fn shortened(note: &str) -> String {
    let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= NOTE_MAX {
        return line;
    }
    format!("{}…", line.chars().take(NOTE_MAX).collect::<String>().trim_end())
}
