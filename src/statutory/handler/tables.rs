//! `GET /statutory/tables`, `/statutory/tables.xlsx`, `/statutory/tables.pdf`: the tables as the records are now.

use axum_extra::extract::Query;
use serde::Deserialize;
use statistics::{Circular, Form, Severity, Test, Unit};

use super::super::asked::{self, Asked, AskedQuery, periods_around};
use super::super::compute::{self, Basis, Figures};
use super::super::life::Explanations;
use super::super::paper::Compared;
use super::super::view::{CheckLine, ColumnLine, FormTable, Tables, TablesPage, UnitLine};
use super::super::{life, store};
use super::{circular_choices, days_text, files, period_name, unit_choices};
use crate::documents::facts::PAPER_LANG;
use crate::error::{Answer, AppError};
use crate::policy::statutory::prepares_reports_of;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// Whether the periods before are shown beside it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Compare {
    pub compare: String,
}

/// What the figures stand beside: the period just before, and the same of the year before.
pub struct Beside {
    pub before: Option<(String, Figures)>,
    pub year_ago: Option<(String, Figures)>,
}

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn show(
    ctx: Ctx,
    Query(query): Query<AskedQuery>,
    Query(compare): Query<Compare>,
) -> Answer {
    let asked = match asked::read(&query, ctx.actor()?, ctx.today)? {
        Ok(asked) => asked,
        Err(errors) => return page::invalid(&page_of(&ctx, query, errors, None, None).await?),
    };
    let figures = compute::compute(&ctx.app, &asked).await?;
    let beside = match compare.compare.as_str() {
        "yes" => Some(beside(&ctx, &asked).await?),
        _ => None,
    };
    let tables = tables(&ctx, &asked, &figures, beside.as_ref(), &Explanations::new());
    let query = filled(&asked);
    page::ok(&page_of(&ctx, query, FormErrors::default(), Some(&asked), Some(tables)).await?)
}

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn xlsx(ctx: Ctx, Query(query): Query<AskedQuery>) -> Answer {
    let asked = match asked::read(&query, ctx.actor()?, ctx.today)? {
        Ok(asked) => asked,
        Err(errors) => return page::invalid(&page_of(&ctx, query, errors, None, None).await?),
    };
    let figures = compute::compute(&ctx.app, &asked).await?;
    files::xlsx(&ctx, &asked, &figures, None).await
}

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn pdf(ctx: Ctx, Query(query): Query<AskedQuery>) -> Answer {
    let asked = match asked::read(&query, ctx.actor()?, ctx.today)? {
        Ok(asked) => asked,
        Err(errors) => return page::invalid(&page_of(&ctx, query, errors, None, None).await?),
    };
    let figures = compute::compute(&ctx.app, &asked).await?;
    files::pdf(&ctx, &asked, &figures, None).await
}

/// The question as an address asks it.
pub fn filled(asked: &Asked) -> AskedQuery {
    let is_free = asked.period.code.is_empty();
    let day = |day: chrono::NaiveDate| if is_free { day.to_string() } else { String::new() };
    AskedQuery {
        unit: asked.unit.to_string(),
        circular: asked.circular.number.clone(),
        period: asked.period.code.clone(),
        year: asked.period.year.to_string(),
        from: day(asked.period.from),
        to: day(asked.period.to),
    }
}

async fn page_of(
    ctx: &Ctx,
    query: AskedQuery,
    errors: FormErrors,
    asked: Option<&Asked>,
    tables: Option<Tables>,
) -> Result<TablesPage, AppError> {
    let of = asked.map(Asked::query).unwrap_or_default();
    let report = match asked {
        Some(asked) => store::versions(ctx.app.db.read(), asked).await?.into_iter().next(),
        None => None,
    };
    let actor = ctx.actor()?;
    let may_prepare = asked.is_some_and(|asked| prepares_reports_of(actor, asked.unit));
    let is_over = asked.is_some_and(|asked| asked.period.to < ctx.today);
    Ok(TablesPage {
        page: Page::new(ctx, "statutory-tables-title").with_errors(!errors.is_empty()),
        units: unit_choices(ctx)?,
        periods: period_choices(ctx, asked),
        circulars: circular_choices(),
        tables,
        xlsx: format!("/statutory/tables.xlsx?{of}"),
        pdf: format!("/statutory/tables.pdf?{of}"),
        compare: format!("/statutory/tables?{of}&compare=yes"),
        may_begin: may_prepare && is_over && report.is_none(),
        report: report.map(|report| format!("/statutory/reports/{}", report.id)),
        hidden: hidden(&query),
        query,
        errors,
    })
}

/// The question as hidden fields of a form.
pub fn hidden(query: &AskedQuery) -> Vec<(&'static str, String)> {
    let all = [
        ("unit", &query.unit),
        ("circular", &query.circular),
        ("period", &query.period),
        ("year", &query.year),
        ("from", &query.from),
        ("to", &query.to),
    ];
    all.into_iter().map(|(name, value)| (name, value.clone())).collect()
}

/// Periods of the circular in force, latest first; each names itself and its year.
fn period_choices(ctx: &Ctx, asked: Option<&Asked>) -> Vec<(String, String)> {
    let circular = asked.map(|asked| asked.circular).or_else(|| Circular::on(ctx.today));
    let Some(circular) = circular else { return Vec::new() };
    let unit = asked.map(|asked| asked.unit).unwrap_or_default();
    let mut periods = periods_around(circular, ctx.today);
    periods.reverse();
    let choice = |period| {
        let asked = Asked { unit, circular, period };
        let text = format!("{} ({})", period_name(ctx, &asked), days_text(ctx, &asked));
        (format!("/statutory/tables?{}", asked.query()), text)
    };
    periods.into_iter().map(choice).collect()
}

/// Reads the two periods that figures are compared with.
///
/// # Errors
/// The database cannot be read.
pub async fn beside(ctx: &Ctx, asked: &Asked) -> Result<Beside, AppError> {
    Ok(Beside {
        before: earlier(ctx, asked, asked.just_before()).await?,
        year_ago: earlier(ctx, asked, asked.a_year_before()).await?,
    })
}

/// An earlier period with its name; none where the circular of then had other columns.
async fn earlier(
    ctx: &Ctx,
    asked: &Asked,
    other: Option<Asked>,
) -> Result<Option<(String, Figures)>, AppError> {
    let is_same = |other: &Asked| {
        asked.circular.is_in_force(other.period.to) || !other.circular.is_in_force(asked.period.to)
    };
    let Some(other) = other.filter(is_same) else { return Ok(None) };
    let is_free = other.period.code.is_empty();
    let name = if is_free { days_text(ctx, &other) } else { period_name(ctx, &other) };
    Ok(Some((name, as_reported(ctx, &other).await?)))
}

/// The figures of a period as they were sent; as they are now if they were not.
///
/// # Errors
/// The database cannot be read, or frozen figures were changed.
pub async fn as_reported(ctx: &Ctx, asked: &Asked) -> Result<Figures, AppError> {
    for version in store::versions(ctx.app.db.read(), asked).await? {
        if life::stage_of(&version)? == super::super::Stage::Submitted
            && let Some(figures) = life::figures_of(&version)?
        {
            return Ok(figures);
        }
    }
    compute::compute(&ctx.app, asked).await
}

/// Everything the page of tables shows.
pub fn tables(
    ctx: &Ctx,
    asked: &Asked,
    figures: &Figures,
    beside: Option<&Beside>,
    explanations: &Explanations,
) -> Tables {
    let units = ctx.app.units();
    let findings = figures.findings(&units, asked);
    let name_of = |one: Option<&(String, Figures)>| one.map(|(name, _)| name.clone());
    let before = beside.and_then(|beside| beside.before.as_ref());
    let year_ago = beside.and_then(|beside| beside.year_ago.as_ref());
    let forms = asked.circular.forms.iter();
    Tables {
        unit: units.name(asked.unit).unwrap_or_default(),
        period: period_name(ctx, asked),
        days: days_text(ctx, asked),
        circular: asked.circular.number.clone(),
        is_in_force: asked.circular.is_in_force(asked.period.to),
        forms: forms.map(|form| form_table(asked, form, figures, before, year_ago)).collect(),
        checks: findings.len(),
        failed: findings
            .iter()
            .filter(|finding| !finding.passed)
            .map(|finding| check_line(ctx, asked, finding, explanations))
            .collect(),
        rows: if figures.rows.len() < 2 { Vec::new() } else { unit_lines(ctx, asked, figures) },
        has_comparison: beside.is_some(),
        before: name_of(before).unwrap_or_default(),
        year_ago: name_of(year_ago).unwrap_or_default(),
    }
}

fn form_table(
    asked: &Asked,
    form: &Form,
    figures: &Figures,
    before: Option<&(String, Figures)>,
    year_ago: Option<&(String, Figures)>,
) -> FormTable {
    let mut last: &[String] = &[];
    let mut lines = Vec::new();
    for column in &form.columns {
        let same = last.iter().zip(&column.groups).take_while(|(a, b)| a == b).count();
        let value = figures.total.value(&form.code, column.no);
        let of = |other: Option<&(String, Figures)>| {
            other.map(|(_, figures)| figures.total.value(&form.code, column.no))
        };
        let shown = |value: Option<i64>| value.map(|v| column.unit.shown(v)).unwrap_or_default();
        lines.push(ColumnLine {
            no: column.no,
            groups: column.groups.get(same..).unwrap_or_default().to_vec(),
            label: column.label.clone(),
            formula: column.printed.clone(),
            unit: unit_code(column.unit),
            value: column.unit.shown(value),
            href: cell_href(asked, &form.slug(), column.no),
            before: shown(of(before)),
            year_ago: shown(of(year_ago)),
            change: of(year_ago).map(|was| change(column.unit, value - was)).unwrap_or_default(),
        });
        last = &column.groups;
    }
    FormTable {
        code: form.code.clone(),
        slug: form.slug(),
        title: form.title.clone(),
        columns: lines,
        notes: form.notes.clone(),
    }
}

fn change(unit: Unit, by: i64) -> String {
    if by > 0 { format!("+{}", unit.shown(by)) } else { unit.shown(by) }
}

/// The code of a unit in texts.
pub fn unit_code(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "count",
        Unit::Money => "money",
        Unit::Land => "land",
    }
}

/// Where the records behind a column are.
pub fn cell_href(asked: &Asked, slug: &str, no: u32) -> String {
    format!("/statutory/cell?{}&form={slug}&column={no}", asked.query())
}

/// A check with what it compared and where the records are.
pub fn check_line(
    ctx: &Ctx,
    asked: &Asked,
    finding: &statistics::Finding<'_>,
    explanations: &Explanations,
) -> CheckLine {
    let check = finding.check;
    let mut columns = Vec::new();
    let text = match &check.test {
        Test::Rule(rule) => {
            for reference in rule.references() {
                let own = if reference.form.is_empty() { &check.form } else { &reference.form };
                if let Some(form) = asked.circular.form(own) {
                    let name = format!("{own}.{}", reference.no);
                    columns.push((name, cell_href(asked, &form.slug(), reference.no)));
                }
            }
            rule.text.replace("<=", "≤").replace(">=", "≥")
        }
        Test::CountedOnce => ctx.lang.t("statutory-check-once"),
        Test::NoteNumber => ctx.lang.t("statutory-check-note"),
        Test::TotalOfUnits => ctx.lang.t("statutory-check-total"),
    };
    let unit = match &check.test {
        Test::Rule(rule) => {
            let first = rule.references().next();
            let column = first.and_then(|one| {
                let own = if one.form.is_empty() { &check.form } else { &one.form };
                asked.circular.column(own, one.no)
            });
            column.map_or(Unit::Count, |column| column.unit)
        }
        _ => Unit::Count,
    };
    CheckLine {
        number: finding.number,
        form: if check.form == "all" { String::new() } else { check.form.clone() },
        text,
        severity: check.severity.code(),
        left: unit.shown(finding.left),
        right: unit.shown(finding.right),
        columns,
        explanation: explanations.get(&finding.number).cloned().unwrap_or_default(),
        needs_explanation: check.severity == Severity::Error,
        is_missing: false,
    }
}

fn unit_lines(ctx: &Ctx, asked: &Asked, figures: &Figures) -> Vec<UnitLine> {
    let line = |row: &compute::Row| UnitLine {
        name: row.name.clone(),
        basis: match row.basis {
            Basis::Own => ctx.lang.t("statutory-basis-own"),
            Basis::NotSent => ctx.lang.t("statutory-basis-not-sent"),
            Basis::Sent { number, .. } => {
                ctx.lang.ta("statutory-basis-sent", &[("number", number.to_string())])
            }
        },
        href: match row.basis {
            Basis::Sent { report, .. } => format!("/statutory/reports/{report}"),
            _ if row.unit_id == asked.unit => String::new(),
            _ => format!("/statutory/tables?{}", asked.of_unit(row.unit_id).query()),
        },
    };
    figures.rows.iter().map(line).collect()
}

/// What the narrative is compared with: the same period of the year before, else the one just before.
///
/// # Errors
/// The database cannot be read.
pub async fn compared(ctx: &Ctx, asked: &Asked) -> Result<Compared, AppError> {
    let candidates =
        [(asked.a_year_before(), "statutory-year-ago"), (asked.just_before(), "statutory-before")];
    for (other, key) in candidates {
        if let Some((_, figures)) = earlier(ctx, asked, other).await?
            && figures.total.values.values().flatten().any(|value| *value != 0)
        {
            return Ok(Some((PAPER_LANG.t(key), figures.total)));
        }
    }
    Ok(None)
}
