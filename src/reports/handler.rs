//! `GET /reports`, `GET /reports.csv`, `GET /reports.pdf`.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;

use super::board::{self, Looking};
use super::form::{self, Preset, ReportQuery};
use super::service::{Asked, Report};
use super::view::{Figures, PresetLink, ReportPage};
use super::{paper, show as shown};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};
use crate::web::upload::{content_disposition, file_answer};

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn show(ctx: Ctx, Query(query): Query<ReportQuery>) -> Answer {
    let asked = match asked(&ctx, &query)? {
        Ok(asked) => asked,
        Err(errors) => return refuse(&ctx, &query, errors),
    };
    let report = paper::report(&ctx.app, ctx.actor()?, asked).await?;
    let looking = looking(&ctx, &report)?;
    let figures = shown::figures(&looking, board::of(&looking).await?);
    let filled =
        ReportQuery { from: asked.from.to_string(), to: asked.to.to_string(), ..query.clone() };
    page::ok(&report_page(&ctx, &query, filled, FormErrors::default(), Some(figures))?)
}

fn refuse(ctx: &Ctx, query: &ReportQuery, errors: FormErrors) -> Answer {
    page::invalid(&report_page(ctx, query, query.clone(), errors, None)?)
}

fn looking<'a>(ctx: &'a Ctx, report: &'a Report) -> Result<Looking<'a>, AppError> {
    Ok(Looking { app: &ctx.app, actor: ctx.actor()?, lang: ctx.lang, report })
}

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn export(ctx: Ctx, Query(query): Query<ReportQuery>) -> Answer {
    let asked = match asked(&ctx, &query)? {
        Ok(asked) => asked,
        Err(errors) => return refuse(&ctx, &query, errors),
    };
    let report = paper::report(&ctx.app, ctx.actor()?, asked).await?;
    audit::note(&ctx.app, ctx.now, Entry::by(ctx.actor()?, Deed::ReportExported, None)).await?;
    let looking = looking(&ctx, &report)?;
    let heading = format!("{}, {}", shown::unit(&looking), shown::period(&looking));
    let bytes = super::csv::write(&heading, &shown::tables(&looking))?;
    let mut response: Response = bytes.into_response();
    let disposition = content_disposition(&file_name(&ctx, "reports-file-name", &asked));
    let disposition = HeaderValue::from_str(&disposition)
        .map_err(|error| AppError::internal("file name", error))?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// The dashboard to print or pass on.
///
/// # Errors
/// The unit is not in reach, a text cannot be printed, or the database failed.
pub async fn pdf(ctx: Ctx, Query(query): Query<ReportQuery>) -> Answer {
    let asked = match asked(&ctx, &query)? {
        Ok(asked) => asked,
        Err(errors) => return refuse(&ctx, &query, errors),
    };
    let bytes = paper::pdf(&ctx.app, ctx.actor()?, &[asked], ctx.today).await?;
    let told = Entry::by(ctx.actor()?, Deed::ReportExported, None).with("pdf");
    audit::note(&ctx.app, ctx.now, told).await?;
    let name = file_name(&ctx, "reports-pdf-name", &asked);
    Ok(file_answer(&name, "application/pdf", bytes, false))
}

fn file_name(ctx: &Ctx, key: &str, asked: &Asked) -> String {
    let (from, to) = (asked.from.format("%d-%m-%Y"), asked.to.format("%d-%m-%Y"));
    ctx.lang.ta(key, &[("from", from.to_string()), ("to", to.to_string())])
}

/// Days and unit, or what is wrong with the days.
fn asked(ctx: &Ctx, query: &ReportQuery) -> Result<Result<Asked, FormErrors>, AppError> {
    let unit = form::unit(query, ctx.actor()?)?;
    Ok(form::days(query, ctx.today).map(|days| form::asked(days, unit, ctx.today)))
}

fn report_page(
    ctx: &Ctx,
    asked: &ReportQuery,
    query: ReportQuery,
    errors: FormErrors,
    figures: Option<Figures>,
) -> Result<ReportPage, AppError> {
    let units = ctx.app.units();
    let units = shown::units_in_reach(units.all(), &ctx.actor()?.unit_ids);
    let has_dates = !asked.from.is_empty() || !asked.to.is_empty();
    let current = if asked.period.is_empty() { Preset::Year.code() } else { &asked.period };
    let preset = |preset: Preset| PresetLink {
        href: shown::href("/reports", &[("period", preset.code()), ("unit", &asked.unit)]),
        label: ctx.lang.t(&format!("reports-period-{}", preset.code())),
        is_current: !has_dates && current == preset.code(),
    };
    Ok(ReportPage {
        page: Page::new(ctx, "reports-title").with_errors(!errors.is_empty()),
        presets: Preset::ALL.map(preset).into(),
        units: units.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        query,
        errors,
        figures,
    })
}
