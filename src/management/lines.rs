//! Lines of the register as pages show them.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use entity::{management_entry as entry, management_progress as progress};
use uuid::Uuid;

use super::Kind;
use super::form::count_text;
use super::view::{ProgressRow, Row};
use crate::error::AppError;
use crate::web::context::Ctx;

pub type Names = HashMap<Uuid, String>;

pub fn href(id: Uuid) -> String {
    format!("/management/{id}")
}

/// # Errors
/// The row holds a kind nobody knows.
pub fn kind_of(row: &entry::Model) -> Result<Kind, AppError> {
    Kind::from_code(&row.kind)
        .ok_or_else(|| AppError::inconsistent("management_entries", row.id, "kind"))
}

pub fn kind_text(ctx: &Ctx, kind: Kind) -> String {
    ctx.lang.t(&format!("management-kind-{}", kind.code()))
}

/// Where a line stands: text and class of the badge; none for what is simply there.
pub fn state(ctx: &Ctx, row: &entry::Model) -> Option<(String, &'static str)> {
    let (key, class) = match (row.struck_on, row.kind.as_str() == Kind::Inspection.code()) {
        (Some(_), _) => ("management-state-struck", "struck"),
        (None, false) => return None,
        (None, true) if row.finished_on.is_some() => ("management-state-carried-out", "done"),
        (None, true) if row.concluded_on.is_some() => ("management-state-concluded", "due-soon"),
        (None, true) => ("management-state-under-way", "on-track"),
    };
    Some((ctx.lang.t(key), class))
}

/// `120 người`, `3 đơn vị`.
fn size(ctx: &Ctx, row: &entry::Model, kind: Kind) -> String {
    let told = |key: &str, count: i32| ctx.lang.ta(key, &[("count", count_text(count))]);
    match kind {
        Kind::Class => told("management-people", row.people),
        Kind::Inspection => told("management-units", row.units),
        Kind::Issued | Kind::Amended | Kind::Cancelled => String::new(),
    }
}

/// A line in the list of a year.
///
/// # Errors
/// The row holds a kind nobody knows.
pub fn row(ctx: &Ctx, one: &entry::Model, year: i32, people: &Names) -> Result<Row, AppError> {
    let kind = kind_of(one)?;
    Ok(Row {
        href: href(one.id),
        on: one.on_date,
        kind: kind_text(ctx, kind),
        number: one.number.clone(),
        title: one.title.clone(),
        size: size(ctx, one, kind),
        state: state(ctx, one),
        is_struck: one.struck_on.is_some(),
        is_carried: one.on_date.year() < year,
        unit: ctx.app.units().name(one.unit_id).unwrap_or_default(),
        by: people.get(&one.created_by).cloned().unwrap_or_default(),
    })
}

/// Label and value of what was entered.
///
/// # Errors
/// The row holds a kind nobody knows.
pub fn facts(
    ctx: &Ctx,
    row: &entry::Model,
    people: &Names,
) -> Result<Vec<(String, String)>, AppError> {
    let kind = kind_of(row)?;
    let mut facts = vec![(ctx.lang.t(&date_label(kind)), ctx.lang.date(row.on_date))];
    if kind.has_number() {
        facts.push((ctx.lang.t(&number_label(kind)), row.number.clone()));
    }
    facts.push((ctx.lang.t(&title_label(kind)), row.title.clone()));
    match kind {
        Kind::Class => facts.push((ctx.lang.t("field-participants"), count_text(row.people))),
        Kind::Inspection => {
            facts.push((ctx.lang.t("field-inspected_units"), count_text(row.units)));
        }
        Kind::Issued | Kind::Amended | Kind::Cancelled => {}
    }
    let unit = ctx.app.units().office(row.unit_id, ctx.lang).unwrap_or_default();
    facts.push((ctx.lang.t("column-unit"), unit));
    let entered = written(ctx, people, Some(row.created_by), Some(row.created_at));
    facts.push((ctx.lang.t("management-entered"), entered));
    Ok(facts)
}

/// Key of what a kind calls its day.
pub fn date_label(kind: Kind) -> String {
    format!("management-date-{}", kind.code())
}

/// Key of what a kind calls its number; for those that have one.
pub fn number_label(kind: Kind) -> String {
    format!("management-number-{}", kind.code())
}

/// Key of what a kind calls its subject.
pub fn title_label(kind: Kind) -> String {
    format!("management-title-{}", kind.code())
}

/// `Trần Thị Tiếp, 14:05 25/11/2026`.
fn written(
    ctx: &Ctx,
    people: &Names,
    by: Option<Uuid>,
    at: Option<chrono::DateTime<chrono::Utc>>,
) -> String {
    let name = by.and_then(|by| people.get(&by)).cloned().unwrap_or_default();
    at.map_or(name.clone(), |at| format!("{name}, {}", ctx.lang.moment(at)))
}

/// Label and value of the conclusion; empty without one.
pub fn conclusion(ctx: &Ctx, row: &entry::Model, people: &Names) -> Vec<(String, String)> {
    let Some(on) = row.concluded_on else { return Vec::new() };
    let t = |key: &str| ctx.lang.t(key);
    vec![
        (t("field-inspection_concluded_on"), ctx.lang.date(on)),
        (t("field-conclusion_number"), row.conclusion_number.clone()),
        (t("field-rec_organisations"), count_text(row.rec_organisations)),
        (t("field-rec_people"), count_text(row.rec_people)),
        (t("field-transferred_organisations"), count_text(row.transferred_organisations)),
        (t("field-transferred_people"), count_text(row.transferred_people)),
        (t("management-entered"), written(ctx, people, row.conclusion_by, row.conclusion_at)),
    ]
}

/// When it was carried out wholly, and who wrote that down.
pub fn finished(ctx: &Ctx, row: &entry::Model, people: &Names) -> Option<String> {
    let on = row.finished_on?;
    let by = written(ctx, people, row.finish_by, row.finish_at);
    let args = [("day", ctx.lang.date(on)), ("by", by)];
    Some(ctx.lang.ta("management-carried-out-on", &args))
}

/// When, by whom and why something was struck out.
pub fn struck(
    ctx: &Ctx,
    people: &Names,
    (on, by, reason): (Option<NaiveDate>, Option<Uuid>, &str),
) -> Option<String> {
    let name = by.and_then(|by| people.get(&by)).cloned().unwrap_or_default();
    let args = [("day", ctx.lang.date(on?)), ("by", name), ("reason", reason.to_owned())];
    Some(ctx.lang.ta("management-struck-by", &args))
}

pub fn progress_row(ctx: &Ctx, line: &progress::Model, people: &Names) -> ProgressRow {
    let why = (line.struck_on, line.struck_by, line.struck_reason.as_str());
    ProgressRow {
        on: line.on_date,
        counts: counts(line).map(count_text),
        by: written(ctx, people, Some(line.created_by), Some(line.created_at)),
        struck: struck(ctx, people, why),
    }
}

fn counts(line: &progress::Model) -> [i32; 4] {
    [line.organisations, line.people, line.prosecuted_cases, line.prosecuted_people]
}

/// Sums of what is not struck out.
pub fn total(lines: &[progress::Model]) -> [String; 4] {
    let kept = lines.iter().filter(|line| line.struck_on.is_none());
    let sum = kept.map(counts).fold([0_i32; 4], |mut sum, line| {
        for (all, one) in sum.iter_mut().zip(line) {
            *all = all.saturating_add(one);
        }
        sum
    });
    sum.map(count_text)
}

/// A line of progress in a list to choose from: `25/11/2026: 1 tổ chức, 2 cá nhân, 0 vụ, 0 đối tượng`.
pub fn progress_text(ctx: &Ctx, line: &progress::Model) -> String {
    let [organisations, people, cases, persons] = counts(line).map(count_text);
    let args = [
        ("day", ctx.lang.date(line.on_date)),
        ("organisations", organisations),
        ("people", people),
        ("cases", cases),
        ("persons", persons),
    ];
    ctx.lang.ta("management-progress-line", &args)
}
