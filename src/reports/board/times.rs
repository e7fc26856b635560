//! Deadlines kept, and how long each step took.

use std::collections::BTreeMap;

use law::rule::{Measure as Rule, RuleId, row_of};

use super::percentile::Spread;
use super::store::{self, Ended, Late};
use super::{Looking, cell, count, cut, numbers, sums};
use crate::cases::field::text_key;
use crate::cases::search::Filters;
use crate::error::AppError;
use crate::reports::bars::{self, BarRow};
use crate::reports::service::Split;
use crate::reports::view::{BarPicture, Key, Row, Section, Table};

/// Months drawn; a longer period shows its last ones.
const MONTHS: usize = 24;

/// The share of deadlines that were kept, of all that ended in the period or were past their day at its end.
pub async fn in_time(looking: &Looking<'_>) -> Result<(Key, Section), AppError> {
    let db = looking.app.db.read();
    let ended = store::ended(db, looking.actor, looking.asked()).await?;
    let late = store::late(db, looking.actor, looking.asked()).await?;
    let sum = |counts: &mut dyn Iterator<Item = i64>| counts.map(count).sum::<u64>();
    let all = sum(&mut ended.iter().map(|one| one.ended));
    let kept = sum(&mut ended.iter().map(|one| one.kept));
    let open = sum(&mut late.iter().map(|one| one.late));
    let share = looking.percent(kept, all + open);
    let said = [
        ("kept", kept.to_string()),
        ("all", (all + open).to_string()),
        ("late", (all - kept).to_string()),
        ("open", open.to_string()),
    ];
    let mut section = looking.section("in-time");
    if all + open > 0 {
        section.said.push(looking.lang.ta("board-in-time-said", &said));
        section.links = vec![
            link(looking, Filters { kept: "yes".to_owned(), ..looking.met() }, "kept"),
            link(looking, Filters { kept: "no".to_owned(), ..looking.met() }, "kept-late"),
            link(looking, looking.overdue(), "overdue"),
        ];
    } else {
        section.said.push(looking.t("board-in-time-empty"));
    }
    section.pictures.extend(by_month(looking, &ended));
    for split in Split::ALL {
        let table = table(looking, split, &ended, &late);
        if split != Split::Unit || table.rows.len() > 1 {
            let is_open = section.parts.is_empty();
            section.parts.push(numbers(table, is_open));
        }
    }
    let note = looking.lang.ta("board-key-in-time-note", &said);
    Ok((looking.key("in-time", share, note), section))
}

fn link(looking: &Looking<'_>, filters: Filters, code: &str) -> (String, String) {
    (filters.href(), looking.t(&format!("board-link-{code}")))
}

fn by_month(looking: &Looking<'_>, ended: &[Ended]) -> Option<BarPicture> {
    let months = sums(ended, |one| one.month.clone(), |one| [count(one.kept), count(one.ended)]);
    if months.len() < 2 {
        return None;
    }
    let skipped = months.len().saturating_sub(MONTHS);
    let row = |(month, [kept, ended]): (String, [u64; 2])| BarRow {
        name: month_name(&month),
        parts: vec![kept, ended - kept],
        text: looking.percent(kept, ended),
    };
    Some(BarPicture {
        title: looking.t("board-chart-months"),
        desc: looking.t("board-chart-months-desc"),
        key: vec![looking.t("board-column-kept"), looking.t("board-column-kept-late")],
        bars: bars::draw(months.into_iter().skip(skipped).map(row).collect())?,
    })
}

/// `2026-11` as people write it.
pub fn month_name(month: &str) -> String {
    month
        .split_once('-')
        .map_or_else(|| month.to_owned(), |(year, month)| format!("{month}/{year}"))
}

fn table(looking: &Looking<'_>, split: Split, ended: &[Ended], late: &[Late]) -> Table {
    let key = |unit: uuid::Uuid, kind: &str, field: &str| match split {
        Split::Unit => unit.to_string(),
        Split::Kind => kind.to_owned(),
        Split::Field => field.to_owned(),
    };
    let mut lines = sums(
        ended,
        |one| key(one.unit_id, &one.kind, &one.field),
        |one| [count(one.kept), count(one.ended - one.kept), 0],
    );
    for (key, [open]) in
        sums(late, |one| key(one.unit_id, &one.kind, &one.field), |one| [count(one.late)])
    {
        lines.entry(key).or_insert([0; 3])[2] += open;
    }
    let row = |(key, [kept, late, open]): (String, [u64; 3])| {
        let name = match split {
            Split::Unit => key.parse().map(|id| looking.unit_name(id)).unwrap_or_default(),
            Split::Kind => looking.t(&format!("kind-{key}")),
            Split::Field => looking.t(&text_key(&key)),
        };
        let share = looking.percent(kept, kept + late + open);
        let cells = vec![cell(kept), cell(late), cell(open), cell(share)];
        Row { name, href: split.narrow(looking.met(), &key).href(), cells }
    };
    let mut rows: Vec<Row> = lines.into_iter().map(row).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Table {
        caption: looking.t(&format!("board-in-time-by-{}", split.code())),
        first: looking.t(&format!("reports-column-{}", split.code())),
        columns: looking.columns(&["kept", "kept-late", "late-open", "share"]),
        rows: cut(rows),
    }
}

/// Whether days from its beginning mean anything: not where it lies before an event, like the notice of a dialogue.
fn runs_forward(rule: &str) -> bool {
    let id = RuleId::ALL.iter().find(|id| id.code() == rule);
    id.is_none_or(|id| !matches!(row_of(*id).measure, Rule::Before(..)))
}

/// Median and 90th percentile of days by step.
pub async fn steps(looking: &Looking<'_>) -> Result<(Key, Section), AppError> {
    let took = store::took(looking.app.db.read(), looking.actor, looking.asked()).await?;
    let mut rules: BTreeMap<String, (Spread, u64)> = BTreeMap::new();
    for one in took.iter().filter(|one| runs_forward(&one.rule)) {
        let (spread, kept) = rules.entry(one.rule.clone()).or_default();
        spread.add(one.days, count(one.met));
        *kept += count(one.kept);
    }
    let row = |(rule, (spread, kept)): (String, (Spread, u64))| {
        let days = |percent| spread.percentile(percent).map_or("–".to_owned(), |n| n.to_string());
        let all = spread.total();
        let name = looking.t(&format!("rule-{rule}"));
        Row {
            name: format!("{name} ({rule})"),
            href: Filters { rule, ..looking.met() }.href(),
            cells: vec![
                cell(all),
                cell(days(50)),
                cell(days(90)),
                cell(looking.percent(kept, all)),
            ],
        }
    };
    let all: u64 = rules.values().map(|(spread, _)| spread.total()).sum();
    let rows: Vec<Row> = rules.into_iter().map(row).collect();
    let mut section = looking.section("steps");
    let said = if rows.is_empty() { "board-steps-empty" } else { "board-steps-said" };
    section.said.push(looking.t(said));
    if !rows.is_empty() {
        let table = Table {
            caption: looking.t("board-steps-table"),
            first: looking.t("board-column-step"),
            columns: looking.columns(&["met", "median", "ninety", "share"]),
            rows,
        };
        section.parts.push(numbers(table, true));
    }
    let median = looking.report.total.median.map(|median| median.text(looking.lang));
    let value = median.unwrap_or_else(|| "–".to_owned());
    let note = looking.lang.ta("board-key-steps-note", &[("n", all.to_string())]);
    Ok((looking.key("steps", value, note), section))
}
