//! `GET /statutory/cell`: what stands behind a figure, as far as the reader may see it.

use axum_extra::extract::Query;
use entity::{case, management_entry, reception_day, visit};
use serde::Deserialize;
use statistics::{Column, Count, Form, How, Source};
use std::collections::HashMap;
use uuid::Uuid;

use super::super::asked::{self, Asked, AskedQuery};
use super::super::compute::{self, Basis, Figures};
use super::super::records_store;
use super::super::view::{CellPage, PartLine, RecordLine};
use super::tables::{cell_href, unit_code};
use super::{days_text, period_name};
use crate::cases::page::case_href;
use crate::error::{Answer, AppError};
use crate::figures::{self, Record};
use crate::web::context::Ctx;
use crate::web::page::{self, Page};

/// Records on a page, and how many pages there are at most.
const PAGE: u64 = 50;
const PAGES_MAX: u64 = 2_000;

/// Which cell: form as it stands in an address, column, unit of its row, page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CellQuery {
    pub form: String,
    pub column: String,
    pub row: String,
    pub page: String,
}

struct Cell<'a> {
    asked: &'a Asked,
    form: &'a Form,
    column: &'a Column,
    figures: &'a Figures,
    /// The unit of its row; none for the whole where there are several.
    row: Option<Uuid>,
    number: u64,
}

/// # Errors
/// The unit or the column is not there for this reader, or the database failed.
pub async fn show(
    ctx: Ctx,
    Query(query): Query<AskedQuery>,
    Query(cell): Query<CellQuery>,
) -> Answer {
    let Ok(asked) = asked::read(&query, ctx.actor()?, ctx.today)? else {
        return Err(AppError::NotFound);
    };
    let form = asked.circular.forms.iter().find(|form| form.slug() == cell.form);
    let form = form.ok_or(AppError::NotFound)?;
    let column = cell.column.parse().ok().and_then(|no| form.column(no));
    let column = column.ok_or(AppError::NotFound)?;
    let figures = compute::compute(&ctx.app, &asked).await?;
    let row = match cell.row.as_str() {
        "" if figures.rows.len() == 1 => Some(asked.unit),
        "" => None,
        raw => Some(raw.parse().map_err(|_| AppError::NotFound)?),
    };
    if row.is_some_and(|unit| figures.rows.iter().all(|row| row.unit_id != unit)) {
        return Err(AppError::NotFound);
    }
    let number = cell.page.parse().unwrap_or(1).clamp(1, PAGES_MAX);
    let cell = Cell { asked: &asked, form, column, figures: &figures, row, number };
    page::ok(&cell_page(&ctx, &cell).await?)
}

async fn cell_page(ctx: &Ctx, cell: &Cell<'_>) -> Result<CellPage, AppError> {
    let Cell { asked, form, column, figures, row, number } = *cell;
    let of_row = row.and_then(|unit| figures.rows.iter().find(|row| row.unit_id == unit));
    let tables = of_row.map_or(&figures.total, |row| &row.tables);
    let sent = of_row.and_then(|row| match row.basis {
        Basis::Sent { report, .. } => Some(format!("/statutory/reports/{report}")),
        Basis::Own | Basis::NotSent => None,
    });
    let here = href(asked, form, column.no, row);
    let mut shown = CellPage {
        page: Page::titled(
            ctx,
            ctx.lang.ta(
                "statutory-cell-title",
                &[("form", form.code.clone()), ("column", column.no.to_string())],
            ),
        ),
        back: format!("/statutory/tables?{}#form-{}", asked.query(), form.slug()),
        column: column.label.clone(),
        groups: column.groups.join(", "),
        unit_name: ctx.app.units().name(row.unwrap_or(asked.unit)).unwrap_or_default(),
        days: format!("{}, {}", period_name(ctx, asked), days_text(ctx, asked)),
        value: column.unit.shown(tables.value(&form.code, column.no)),
        measure: unit_code(column.unit),
        rule: String::new(),
        parts: Vec::new(),
        parts_title: String::new(),
        records: Vec::new(),
        has_records: false,
        hidden_records: 0,
        previous: None,
        next: None,
        sent: None,
    };
    if row.is_none() {
        shown.parts_title = ctx.lang.t("statutory-parts-units");
        shown.parts = unit_parts(cell);
        return Ok(shown);
    }
    match &column.how {
        How::Sum(parts) => {
            shown.parts_title = ctx.lang.t("statutory-parts-columns");
            let part = |no: &u32| part_line(cell, &form.code, *no);
            shown.parts = parts.iter().filter_map(part).collect();
        }
        How::Same { form: other, no } => {
            shown.parts_title = ctx.lang.t("statutory-parts-columns");
            shown.parts = part_line(cell, other, *no).into_iter().collect();
        }
        How::Typed => shown.rule = ctx.lang.t("statutory-typed"),
        How::Count(_) if sent.is_some() => shown.sent = sent,
        How::Count(count) => {
            shown.rule = ctx.lang.t(&format!("statutory-source-{}", count.source.code()));
            let found = records(ctx, cell, count).await?;
            shown.next = (found.len() as u64 > PAGE && number < PAGES_MAX)
                .then(|| format!("{here}&page={}", number + 1));
            shown.previous = (number > 1).then(|| format!("{here}&page={}", number - 1));
            let found: Vec<Record> = found.into_iter().take(PAGE as usize).collect();
            shown.has_records = true;
            shown.records = lines(ctx, count, column, &found).await?;
            shown.hidden_records = shown.records.iter().filter(|line| line.href.is_none()).count();
            shown.records.retain(|line| line.href.is_some());
        }
    }
    Ok(shown)
}

fn href(asked: &Asked, form: &Form, no: u32, row: Option<Uuid>) -> String {
    let cell = cell_href(asked, &form.slug(), no);
    row.map_or(cell.clone(), |row| format!("{cell}&row={row}"))
}

/// The same column of each unit.
fn unit_parts(cell: &Cell<'_>) -> Vec<PartLine> {
    let line = |row: &compute::Row| PartLine {
        name: row.name.clone(),
        value: cell.column.unit.shown(row.tables.value(&cell.form.code, cell.column.no)),
        href: href(cell.asked, cell.form, cell.column.no, Some(row.unit_id)),
    };
    cell.figures.rows.iter().map(line).collect()
}

/// A column this one is made of.
fn part_line(cell: &Cell<'_>, code: &str, no: u32) -> Option<PartLine> {
    let form = cell.asked.circular.form(code)?;
    let column = form.column(no)?;
    let of_row = cell.figures.rows.iter().find(|row| Some(row.unit_id) == cell.row);
    let tables = of_row.map_or(&cell.figures.total, |row| &row.tables);
    let headings = column.groups.iter().chain([&column.label]);
    let name = headings.map(String::as_str).collect::<Vec<_>>().join(", ");
    Some(PartLine {
        name: format!("{code}.{no} {name}"),
        value: column.unit.shown(tables.value(code, no)),
        href: href(cell.asked, form, no, cell.row),
    })
}

/// One more than a page, so that it is known whether there are more.
async fn records(ctx: &Ctx, cell: &Cell<'_>, count: &Count) -> Result<Vec<Record>, AppError> {
    let Some(row) = cell.row else { return Ok(Vec::new()) };
    let members = compute::members_of(&ctx.app.units(), cell.asked, row);
    let members = members.ok_or(AppError::NotFound)?;
    let part = ((cell.number - 1) * PAGE, PAGE + 1);
    let open = cell.figures.counts_open_cases;
    figures::records(ctx.app.db.read(), count, &members, cell.asked.days(), open, part).await
}

/// Records as the reader may see them; what they may not open has no address.
async fn lines(
    ctx: &Ctx,
    count: &Count,
    column: &Column,
    found: &[Record],
) -> Result<Vec<RecordLine>, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let ids: Vec<Uuid> = found.iter().map(|record| record.id).collect();
    let known: HashMap<Uuid, (String, String)> = match count.source {
        Source::Letters | Source::Decisions | Source::Executions | Source::Progress => {
            let rows = crate::cases::store::visible_by_ids(db, actor, ids).await?;
            rows.into_iter()
                .map(|row: case::Model| {
                    let text = format!("{} {}", row.number, row.subject);
                    (row.id, (case_href(row.id), text))
                })
                .collect()
        }
        Source::Visits | Source::Matters => {
            let rows = records_store::visits(db, actor, ids).await?;
            rows.into_iter()
                .map(|row: visit::Model| {
                    let text = format!("{}/{} {}", row.number, row.year, row.full_name);
                    (row.id, (format!("/visits/{}", row.id), text))
                })
                .collect()
        }
        Source::Days => {
            let rows = records_store::reception_days(db, actor, ids).await?;
            rows.into_iter()
                .map(|row: reception_day::Model| {
                    let text = format!("{}–{}, {}", row.from_time, row.to_time, row.place);
                    (row.id, (format!("/receptions/{}", row.id), text))
                })
                .collect()
        }
        Source::Documents
        | Source::Classes
        | Source::Inspections
        | Source::Conclusions
        | Source::InspectionProgress => {
            let rows = records_store::entries(db, actor, ids).await?;
            rows.into_iter()
                .map(|row: management_entry::Model| {
                    let text = format!("{} {}", row.number, row.title).trim().to_owned();
                    (row.id, (format!("/management/{}", row.id), text))
                })
                .collect()
        }
    };
    let line = |record: &Record| {
        let (href, text) = known.get(&record.id).cloned().unzip();
        RecordLine {
            href,
            text: text.unwrap_or_default(),
            on: ctx.lang.date(record.on),
            amount: column.unit.shown(record.amount),
        }
    };
    Ok(found.iter().map(line).collect())
}
