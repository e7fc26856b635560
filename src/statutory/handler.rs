//! `GET /statutory`: the periods of a unit with their reports.

pub mod cell;
pub mod files;
pub mod openings;
pub mod report;
pub mod steps;
pub mod tables;

use axum_extra::extract::Query;
use chrono::NaiveDate;
use entity::statutory_report;
use statistics::{Circular, Period, circulars};
use uuid::Uuid;

use super::Stage;
use super::asked::{Asked, AskedQuery, periods_around};
use super::view::{IndexPage, PeriodLine, ReportLine};
use super::{life, store};
use crate::error::{Answer, AppError};
use crate::units::Unit;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// Days before and after today whose periods are shown.
const DAYS_BACK: i64 = 400;
const DAYS_AHEAD: i64 = 100;

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn index(ctx: Ctx, Query(query): Query<AskedQuery>) -> Answer {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let unit = match query.unit.trim() {
        "" => actor.unit_id.ok_or(AppError::NotFound)?,
        raw => raw.parse().map_err(|_| AppError::NotFound)?,
    };
    if !actor.unit_ids.contains(&unit) {
        return Err(AppError::NotFound);
    }
    let circular = Circular::on(ctx.today).ok_or(AppError::NotFound)?;
    let reports = store::of_unit(db, unit).await?;
    let mut periods = periods_around(circular, ctx.today);
    periods.retain(|period| {
        let away = (period.to - ctx.today).num_days();
        circular.is_in_force(period.to) && (-DAYS_BACK..=DAYS_AHEAD).contains(&away)
    });
    periods.reverse();
    let mut lines = Vec::new();
    for period in periods {
        lines.push(period_line(&ctx, unit, circular, period, &reports)?);
    }
    page::ok(&IndexPage {
        page: Page::new(&ctx, "statutory-title"),
        unit: ctx.app.units().name(unit).unwrap_or_default(),
        units: unit_choices(&ctx)?,
        circular: circular.number.clone(),
        periods: lines,
        reports: reports
            .iter()
            .map(|report| report_line(&ctx, report))
            .collect::<Result<_, AppError>>()?,
        circulars: circular_choices(),
        openings: format!("/statutory/openings?unit={unit}"),
        query: AskedQuery { unit: unit.to_string(), ..AskedQuery::default() },
        errors: FormErrors::default(),
    })
}

fn is_of(report: &statutory_report::Model, circular: &Circular, period: &Period) -> bool {
    report.circular == circular.number && (report.from_on, report.to_on) == (period.from, period.to)
}

fn period_line(
    ctx: &Ctx,
    unit: Uuid,
    circular: &'static Circular,
    period: Period,
    reports: &[statutory_report::Model],
) -> Result<PeriodLine, AppError> {
    let report = reports.iter().find(|report| is_of(report, circular, &period));
    let asked = Asked { unit, circular, period };
    let stage = report.map(life::stage_of).transpose()?;
    let due_on = asked.due_on(&ctx.app.units());
    let is_sent = stage == Some(Stage::Submitted);
    let due_class = match due_on {
        Some(due) if !is_sent && due < ctx.today => "overdue",
        Some(due) if !is_sent && asked.period.to < ctx.today && due >= ctx.today => "due-soon",
        _ => "",
    };
    let state = match stage {
        Some(stage) => ctx.lang.t(&format!("statutory-stage-{}", stage.code())),
        None if asked.period.to >= ctx.today => ctx.lang.t("statutory-running"),
        None if due_on.is_some_and(|due| due < ctx.today) => ctx.lang.t("statutory-late"),
        None => ctx.lang.t("statutory-not-begun"),
    };
    Ok(PeriodLine {
        name: period_name(ctx, &asked),
        days: days_text(ctx, &asked),
        due: due_on.map(|due| due_text(ctx, unit, due)).unwrap_or_default(),
        due_class,
        state,
        tables: format!("/statutory/tables?{}", asked.query()),
        report: report.map(|report| format!("/statutory/reports/{}", report.id)),
    })
}

fn report_line(ctx: &Ctx, report: &statutory_report::Model) -> Result<ReportLine, AppError> {
    let asked = asked_of(report)?;
    Ok(ReportLine {
        href: format!("/statutory/reports/{}", report.id),
        name: period_name(ctx, &asked),
        days: days_text(ctx, &asked),
        number: report.number,
        stage: life::stage_of(report)?.code(),
    })
}

/// What a stored report is about.
fn asked_of(report: &statutory_report::Model) -> Result<Asked, AppError> {
    let fault = || AppError::inconsistent("statutory_reports", report.id, "unknown circular");
    let circular = Circular::numbered(&report.circular).ok_or_else(fault)?;
    let kind = circular.periods.iter().find(|kind| kind.code == report.period);
    let named = kind.and_then(|kind| kind.of_year(report.year));
    let period = named.unwrap_or_else(|| Period::free(report.from_on, report.to_on));
    Ok(Asked { unit: report.unit_id, circular, period })
}

/// The day, and the working day before it if it is none: the circular has no rule for a due day on a day off.
fn due_text(ctx: &Ctx, unit: Uuid, due: NaiveDate) -> String {
    let units = ctx.app.units();
    let calendars = ctx.app.calendars();
    let calendar = calendars.of(&units, unit);
    let day = ctx.lang.weekday_date(due);
    let last = calendar.last_working_day(due);
    if last == due {
        return day;
    }
    let before = ctx.lang.weekday_date(last);
    ctx.lang.ta("statutory-due-day-off", &[("day", day), ("before", before)])
}

/// `Quý III năm 2026`, or that the days were chosen freely.
fn period_name(ctx: &Ctx, asked: &Asked) -> String {
    if asked.period.code.is_empty() {
        return ctx.lang.t("statutory-free-period");
    }
    let name = ctx.lang.t(&format!("statutory-period-{}", asked.period.code.to_lowercase()));
    let year = asked.period.year.to_string();
    ctx.lang.ta("statutory-period-name", &[("name", name), ("year", year)])
}

fn days_text(ctx: &Ctx, asked: &Asked) -> String {
    let (from, to) = (ctx.lang.date(asked.period.from), ctx.lang.date(asked.period.to));
    ctx.lang.ta("reports-period", &[("from", from), ("to", to)])
}

/// Units of the reader that report, by name.
fn unit_choices(ctx: &Ctx) -> Result<Vec<(String, String)>, AppError> {
    let reach = &ctx.actor()?.unit_ids;
    let units = ctx.app.units();
    let own = units.all().into_iter().filter(|unit| reach.contains(&unit.id));
    let own = own.filter(|unit| Unit::reports(unit));
    Ok(own.map(|unit| (unit.id.to_string(), unit.name.clone())).collect())
}

fn circular_choices() -> Vec<(String, String)> {
    circulars().iter().rev().map(|one| (one.number.clone(), one.number.clone())).collect()
}
