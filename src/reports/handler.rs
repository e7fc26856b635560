//! `GET /reports`, `GET /reports.csv`.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use uuid::Uuid;

use super::chart::{self, Pair};
use super::form::{self, Preset, ReportQuery};
use super::service::{self, Line, Measure, Median, Report, Split};
use super::view::{Cell, Figures, Headline, Picture, PresetLink, ReportPage, Row, Table};
use crate::audit::{self, Deed, Entry};
use crate::cases::field;
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::content_disposition;

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn show(ctx: Ctx, Query(query): Query<ReportQuery>) -> Answer {
    match report(&ctx, &query).await? {
        Ok(report) => {
            let filled = ReportQuery {
                from: report.asked.from.to_string(),
                to: report.asked.to.to_string(),
                ..query.clone()
            };
            let figures = figures(&ctx, &report);
            page::ok(&report_page(&ctx, &query, filled, FormErrors::default(), Some(figures))?)
        }
        Err(errors) => page::invalid(&report_page(&ctx, &query, query.clone(), errors, None)?),
    }
}

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn export(ctx: Ctx, Query(query): Query<ReportQuery>) -> Answer {
    let report = match report(&ctx, &query).await? {
        Ok(report) => report,
        Err(errors) => {
            return page::invalid(&report_page(&ctx, &query, query.clone(), errors, None)?);
        }
    };
    audit::note(&ctx.app, ctx.now, Entry::by(ctx.actor()?, Deed::ReportExported, None)).await?;
    let (from, to) = (report.asked.from.format("%d-%m-%Y"), report.asked.to.format("%d-%m-%Y"));
    let args = [("from", from.to_string()), ("to", to.to_string())];
    let heading = figures_heading(&ctx, &report);
    let bytes = super::csv::write(&heading, &tables(&ctx, &report))?;
    let mut response: Response = bytes.into_response();
    let disposition = content_disposition(&ctx.lang.ta("reports-file-name", &args));
    let disposition = HeaderValue::from_str(&disposition)
        .map_err(|error| AppError::internal("file name", error))?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

async fn report(ctx: &Ctx, query: &ReportQuery) -> Result<Result<Report, FormErrors>, AppError> {
    let actor = ctx.actor()?;
    let unit = form::unit(query, actor)?;
    let days = match form::days(query, ctx.today) {
        Ok(days) => days,
        Err(errors) => return Ok(Err(errors)),
    };
    let asked = form::asked(days, unit, ctx.today);
    let shown = match unit {
        Some(id) => vec![id],
        None => units_in_reach(ctx)?.into_iter().map(|(id, _)| id).collect(),
    };
    Ok(Ok(service::count(&ctx.app, actor, asked, &shown).await?))
}

/// Units of the reader that take filings, by name.
fn units_in_reach(ctx: &Ctx) -> Result<Vec<(Uuid, String)>, AppError> {
    let reach = &ctx.actor()?.unit_ids;
    let units = ctx.app.units();
    let own = units.all().into_iter().filter(|unit| unit.takes_filings && reach.contains(&unit.id));
    Ok(own.map(|unit| (unit.id, unit.name.clone())).collect())
}

fn report_page(
    ctx: &Ctx,
    asked: &ReportQuery,
    query: ReportQuery,
    errors: FormErrors,
    figures: Option<Figures>,
) -> Result<ReportPage, AppError> {
    let units = units_in_reach(ctx)?.into_iter().map(|(id, name)| (id.to_string(), name));
    let has_dates = !asked.from.is_empty() || !asked.to.is_empty();
    let current = if asked.period.is_empty() { Preset::Year.code() } else { &asked.period };
    let preset = |preset: Preset| PresetLink {
        href: reports_href("/reports", &[("period", preset.code()), ("unit", &asked.unit)]),
        label: ctx.lang.t(&format!("reports-period-{}", preset.code())),
        is_current: !has_dates && current == preset.code(),
    };
    Ok(ReportPage {
        page: Page::new(ctx, "reports-title").with_errors(!errors.is_empty()),
        presets: Preset::ALL.map(preset).into(),
        units: units.collect(),
        query,
        errors,
        figures,
    })
}

fn reports_href(path: &str, pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let given = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> =
        given.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    format!("{path}?{}", query.join("&"))
}

fn period_text(ctx: &Ctx, report: &Report) -> String {
    let (from, to) = (ctx.lang.date(report.asked.from), ctx.lang.date(report.asked.to));
    ctx.lang.ta("reports-period", &[("from", from), ("to", to)])
}

fn unit_text(ctx: &Ctx, report: &Report) -> String {
    let id = report.asked.unit.or(ctx.actor.as_ref().and_then(|actor| actor.unit_id));
    id.and_then(|id| ctx.app.units().name(id)).unwrap_or_default()
}

fn figures_heading(ctx: &Ctx, report: &Report) -> String {
    format!("{}, {}", unit_text(ctx, report), period_text(ctx, report))
}

fn figures(ctx: &Ctx, report: &Report) -> Figures {
    let asked = &report.asked;
    let unit = asked.unit.map(|id| id.to_string()).unwrap_or_default();
    let (from, to) = (asked.from.to_string(), asked.to.to_string());
    let overdue_on = ctx.lang.date(asked.to.min(asked.today));
    Figures {
        period: period_text(ctx, report),
        unit: unit_text(ctx, report),
        overdue_note: ctx.lang.ta("reports-overdue-note", &[("date", overdue_on)]),
        headlines: Measure::ALL.map(|measure| headline(ctx, report, measure)).into(),
        median: median_text(ctx, report.total.median),
        tables: tables(ctx, report),
        picture: picture(ctx, report),
        csv_href: reports_href("/reports.csv", &[("from", &from), ("to", &to), ("unit", &unit)]),
        is_empty: report.total.counts == [0; 7],
    }
}

fn headline(ctx: &Ctx, report: &Report, measure: Measure) -> Headline {
    let count = report.total.count(measure);
    Headline {
        text: count.to_string(),
        label: ctx.lang.t(&format!("reports-{}", measure.code())),
        href: measure.filters(&report.asked).href(),
        class: match measure {
            Measure::OnTime => "on-track",
            Measure::Late if count > 0 => "due-soon",
            Measure::Overdue if count > 0 => "overdue",
            _ => "",
        },
    }
}

fn median_text(ctx: &Ctx, median: Option<Median>) -> String {
    match median {
        None => ctx.lang.t("reports-no-median"),
        Some(Median(halves)) if halves % 2 == 0 => (halves / 2).to_string(),
        Some(Median(halves)) => format!("{}{}5", halves / 2, ctx.lang.t("reports-decimal-mark")),
    }
}

fn tables(ctx: &Ctx, report: &Report) -> Vec<Table> {
    let lang = ctx.lang;
    let mut columns: Vec<String> =
        Measure::ALL.iter().map(|m| lang.t(&format!("reports-{}", m.code()))).collect();
    columns.push(lang.t("reports-median"));
    let total = row(ctx, report, Split::Unit, &report.total);
    let table = |(split, lines): &(Split, Vec<Line>)| {
        let mut rows: Vec<Row> = lines.iter().map(|line| row(ctx, report, *split, line)).collect();
        if *split == Split::Unit {
            rows.sort_by(|a, b| a.name.cmp(&b.name));
        }
        Table {
            caption: lang.t(&format!("reports-by-{}", split.code())),
            first: lang.t(&format!("reports-column-{}", split.code())),
            columns: columns.clone(),
            rows,
        }
    };
    let all = Table {
        caption: lang.t("reports-total"),
        first: lang.t("reports-column-total"),
        columns: columns.clone(),
        rows: vec![total],
    };
    std::iter::once(all).chain(report.tables.iter().map(table)).collect()
}

fn row(ctx: &Ctx, report: &Report, split: Split, line: &Line) -> Row {
    let cell = |measure: &Measure| {
        let all = measure.filters(&report.asked);
        let filters = match &line.key {
            Some(key) => split.narrow(all, key),
            None => all,
        };
        Cell { text: line.count(*measure).to_string(), href: Some(filters.href()) }
    };
    let mut cells: Vec<Cell> = Measure::ALL.iter().map(cell).collect();
    cells.push(Cell { text: median_text(ctx, line.median), href: None });
    let name = match &line.key {
        Some(key) => line_name(ctx, split, key),
        None => ctx.lang.t("reports-all-cases"),
    };
    Row { name, cells }
}

fn line_name(ctx: &Ctx, split: Split, key: &str) -> String {
    match split {
        Split::Unit => {
            let id = key.parse().ok();
            id.and_then(|id| ctx.app.units().name(id)).unwrap_or_else(|| key.to_owned())
        }
        Split::Kind => ctx.lang.t(&format!("kind-{key}")),
        Split::Field => ctx.lang.t(&field::text_key(key)),
    }
}

/// By unit, or by month where there is only one.
fn picture(ctx: &Ctx, report: &Report) -> Option<Picture> {
    let by_unit = report.tables.iter().find(|(split, _)| *split == Split::Unit);
    let lines = by_unit.map(|(_, lines)| lines.as_slice()).unwrap_or_default();
    let is_one = report.asked.unit.is_some() || lines.len() < 2;
    let pairs = if is_one {
        let days = (report.asked.from, report.asked.to);
        chart::by_month(days, &report.received, &report.resolved)
    } else {
        let pair = |line: &Line| Pair {
            name: line_name(ctx, Split::Unit, line.key.as_deref().unwrap_or_default()),
            received: line.count(Measure::Received),
            resolved: line.count(Measure::Resolved),
        };
        let mut pairs: Vec<Pair> = lines.iter().map(pair).collect();
        pairs.sort_by(|a, b| a.name.cmp(&b.name));
        pairs
    };
    let which = if is_one { "month" } else { "unit" };
    Some(Picture {
        chart: chart::draw(pairs)?,
        title: ctx.lang.t(&format!("reports-chart-{which}")),
        first: ctx.lang.t(&format!("reports-column-{which}")),
    })
}
