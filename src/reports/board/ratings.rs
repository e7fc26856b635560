//! What senders say of how their cases ended.

use super::store;
use super::{Looking, cell, count, cut, linked, numbers, sums};
use crate::cases::search::Filters;
use crate::error::AppError;
use crate::ratings::{SATISFIED, SCORES, Settled};
use crate::reports::bars::{self, BarRow};
use crate::reports::service::{Measure, Split};
use crate::reports::view::{BarPicture, Key, Row, Section, Table};

/// A way to answer, with how many did.
struct Answer {
    code: String,
    text: String,
    answers: u64,
}

pub async fn answers(looking: &Looking<'_>) -> Result<(Key, Section), AppError> {
    let found = store::answers(looking.app.db.read(), looking.actor, looking.asked()).await?;
    let sum = |which: &dyn Fn(&store::Answers) -> bool| -> u64 {
        found.iter().filter(|one| which(one)).map(|one| count(one.answers)).sum()
    };
    let all = sum(&|_| true);
    let satisfied = sum(&|one| one.score >= SATISFIED);
    let settled = Settled::ALL.map(|one| Answer {
        code: one.code().to_owned(),
        text: looking.t(&format!("settled-{}", one.code())),
        answers: sum(&|row| row.settled == one.code()),
    });
    let scores = SCORES.map(|score| Answer {
        code: score.to_string(),
        text: looking.t(&format!("score-{score}")),
        answers: sum(&|row| row.score == score),
    });
    let said = [
        ("n", all.to_string()),
        ("share", looking.percent(satisfied, all)),
        ("settled", looking.percent(settled[0].answers, all)),
        ("resolved", looking.report.total.count(Measure::Resolved).to_string()),
    ];
    let mut section = looking.section("answers");
    let key = if all > 0 { "board-answers-said" } else { "board-answers-empty" };
    section.said.push(looking.lang.ta(key, &said));
    if all > 0 {
        section.pictures.extend(picture(looking, "settled", &settled));
        section.pictures.extend(picture(looking, "scores", &scores));
        section.parts.push(numbers(table(looking, "settled", &settled, all), true));
        section.parts.push(numbers(table(looking, "scores", &scores, all), false));
        let by_unit = by_unit(looking, &found);
        if by_unit.rows.len() > 1 {
            section.parts.push(numbers(by_unit, false));
        }
        section.links.push((filters(looking, "").href(), looking.t("board-link-answers")));
    }
    let note = looking.lang.ta("board-key-answers-note", &said);
    Ok((looking.key("answers", looking.percent(satisfied, all), note), section))
}

fn filters(looking: &Looking<'_>, rating: &str) -> Filters {
    let (rated_from, rated_to) = (looking.asked().from.to_string(), looking.asked().to.to_string());
    Filters { rated_from, rated_to, rating: rating.to_owned(), ..looking.filters() }
}

fn picture(looking: &Looking<'_>, code: &str, answers: &[Answer]) -> Option<BarPicture> {
    let row = |one: &Answer| BarRow {
        name: one.text.clone(),
        parts: vec![one.answers],
        text: one.answers.to_string(),
    };
    Some(BarPicture {
        title: looking.t(&format!("board-chart-{code}")),
        desc: looking.t("board-chart-answers-desc"),
        key: Vec::new(),
        bars: bars::draw(answers.iter().map(row).collect())?,
    })
}

fn table(looking: &Looking<'_>, code: &str, answers: &[Answer], all: u64) -> Table {
    let row = |one: &Answer| Row {
        name: one.text.clone(),
        href: String::new(),
        cells: vec![
            linked(one.answers, &filters(looking, &one.code)),
            cell(looking.percent(one.answers, all)),
        ],
    };
    Table {
        caption: looking.t(&format!("board-chart-{code}")),
        first: looking.t("board-column-answer"),
        columns: looking.columns(&["answers", "of-answers"]),
        rows: answers.iter().map(row).collect(),
    }
}

fn by_unit(looking: &Looking<'_>, found: &[store::Answers]) -> Table {
    let units = sums(
        found,
        |one| one.unit_id.to_string(),
        |one| {
            let answers = count(one.answers);
            [answers, if one.score >= SATISFIED { answers } else { 0 }]
        },
    );
    let row = |(unit, [all, satisfied]): (String, [u64; 2])| Row {
        name: unit.parse().map(|id| looking.unit_name(id)).unwrap_or_default(),
        href: String::new(),
        cells: vec![
            linked(all, &Split::Unit.narrow(filters(looking, ""), &unit)),
            cell(looking.percent(satisfied, all)),
        ],
    };
    let mut rows: Vec<Row> = units.into_iter().map(row).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Table {
        caption: looking.t("board-answers-by-unit"),
        first: looking.t("reports-column-unit"),
        columns: looking.columns(&["answers", "satisfied"]),
        rows: cut(rows),
    }
}
