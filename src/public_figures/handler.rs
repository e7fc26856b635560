//! `GET /figures`: figures of a year for everybody.

use std::sync::Arc;

use axum_extra::extract::Query;
use serde::Deserialize;
use uuid::Uuid;

use super::publish::{self, Published, last_ended};
use super::suppress::Shown;
use super::view::{FiguresPage, Row, Table};
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// Years back that can be asked for.
const YEARS: i32 = 10;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    year: String,
}

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let (latest, quarters) = last_ended(ctx.today);
    let raw = asked.year.trim();
    let year = if raw.is_empty() { Some(latest) } else { raw.parse::<i32>().ok() };
    let Some(year) = year.filter(|year| (latest - YEARS..=latest).contains(year)) else {
        let mut errors = FormErrors::default();
        let args = vec![("from", (latest - YEARS).to_string()), ("to", latest.to_string())];
        errors.add_with("year", "error-figures-year", args);
        return page::invalid(&FiguresPage {
            page: Page::new(&ctx, "figures-title").with_errors(true),
            year: raw.chars().take(20).collect(),
            errors,
            tables: Vec::new(),
        });
    };
    let quarters = if year == latest { quarters } else { 4 };
    let published = counted(&ctx, year, quarters).await?;
    page::ok(&FiguresPage {
        page: Page::new(&ctx, "figures-title"),
        year: year.to_string(),
        errors: FormErrors::default(),
        tables: tables(&ctx, year, &published),
    })
}

async fn counted(ctx: &Ctx, year: i32, quarters: u32) -> Result<Arc<Published>, AppError> {
    if let Some(known) = ctx.app.published.of(year, ctx.today) {
        return Ok(known);
    }
    let units = ctx.app.units();
    let taking = units.all().into_iter().filter(|unit| unit.takes_filings);
    let taking: Vec<Uuid> = taking.map(|unit| unit.id).collect();
    let counted = publish::count(ctx.app.db.read(), (year, quarters), taking).await?;
    let counted = Arc::new(counted);
    ctx.app.published.keep(year, ctx.today, Arc::clone(&counted));
    Ok(counted)
}

fn tables(ctx: &Ctx, year: i32, published: &Published) -> Vec<Table> {
    let mut columns: Vec<String> = (1..=published.quarters)
        .map(|quarter| ctx.lang.ta("figures-quarter", &[("n", quarter.to_string())]))
        .collect();
    let whole = if published.quarters == 4 { "figures-year" } else { "figures-so-far" };
    columns.push(ctx.lang.t(whole));
    let table = |code: &str, cells: Vec<Vec<String>>| Table {
        caption: ctx.lang.ta(&format!("figures-{code}"), &[("year", year.to_string())]),
        columns: columns.clone(),
        rows: rows(ctx, published, cells),
    };
    let shown = |cell: &Shown| match cell {
        Shown::Number(number) => number.to_string(),
        Shown::Small => ctx.lang.t("figures-small"),
        Shown::Withheld => ctx.lang.t("figures-withheld"),
    };
    let mut tables: Vec<Table> = Vec::new();
    for (measure, cells) in &published.tables {
        let cells = cells.iter().map(|row| row.iter().map(shown).collect()).collect();
        tables.push(table(measure.code(), cells));
    }
    let days = |cell: &Option<i64>| cell.map_or_else(|| "–".to_owned(), |days| days.to_string());
    let medians = published.medians.iter().map(|row| row.iter().map(days).collect()).collect();
    tables.push(table("median", medians));
    tables
}

/// Units by name, the sum of all last.
fn rows(ctx: &Ctx, published: &Published, cells: Vec<Vec<String>>) -> Vec<Row> {
    let units = ctx.app.units();
    let names = published.units.iter().map(|id| units.name(*id).unwrap_or_default());
    let names = names.chain([ctx.lang.t("figures-all")]);
    names.zip(cells).map(|(name, cells)| Row { name, cells }).collect()
}
