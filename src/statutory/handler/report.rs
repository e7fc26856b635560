//! `GET /statutory/reports/{id}`, `GET /statutory/reports/{id}/tables`.

use std::collections::BTreeMap;

use axum::extract::Path;
use entity::statutory_report;
use statistics::Outline;
use uuid::Uuid;

use super::super::asked::{Asked, AskedQuery};
use super::super::compute::{self, Figures};
use super::super::life::{self, Explanations, Words};
use super::super::view::{PartLine, ReportPage, TablesPage, VersionLine, WordsLine};
use super::super::{Stage, paper, store};
use super::tables::{self, cell_href, filled, hidden};
use super::{asked_of, days_text, period_name};
use crate::accounts;
use crate::error::{Answer, AppError};
use crate::policy::statutory::{prepares_reports_of, sends_reports_of};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// Cells named that moved since the figures were frozen; the rest is counted.
const MOVED_SHOWN: usize = 30;

/// A report as a reader finds it.
pub struct Loaded {
    pub row: statutory_report::Model,
    pub asked: Asked,
    pub stage: Stage,
    /// Frozen, or counted now of a draft.
    pub figures: Figures,
    pub is_frozen: bool,
}

/// # Errors
/// The report is not there for this reader, or the database failed.
pub async fn load(ctx: &Ctx, id: Uuid) -> Result<Loaded, AppError> {
    let row = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    let asked = asked_of(&row)?;
    let stage = life::stage_of(&row)?;
    let frozen = life::figures_of(&row)?;
    let is_frozen = frozen.is_some();
    let figures = match frozen {
        Some(figures) => figures,
        None => compute::compute(&ctx.app, &asked).await?,
    };
    Ok(Loaded { row, asked, stage, figures, is_frozen })
}

/// What was typed and comes back with mistakes, or with what somebody else wrote meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub errors: FormErrors,
    pub explanations: Option<Explanations>,
    /// Numbers of checks whose explanation is missing.
    pub missing: Vec<usize>,
    pub words: Option<Words>,
    pub reason: String,
    pub number: String,
    pub is_conflict: bool,
}

/// # Errors
/// The report is not there for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let loaded = load(&ctx, id).await?;
    page::ok(&report_page(&ctx, loaded, Typed::default()).await?)
}

/// The tables as they were frozen; of a draft as they are counted now.
///
/// # Errors
/// The report is not there for this reader, or the database failed.
pub async fn frozen_tables(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let loaded = load(&ctx, id).await?;
    let explanations = life::explanations_of(&loaded.row)?;
    let beside = tables::beside(&ctx, &loaded.asked).await?;
    let shown = tables::tables(&ctx, &loaded.asked, &loaded.figures, Some(&beside), &explanations);
    let base = format!("/statutory/reports/{id}");
    page::ok(&TablesPage {
        page: Page::new(&ctx, "statutory-tables-title"),
        query: AskedQuery::default(),
        units: Vec::new(),
        periods: Vec::new(),
        circulars: Vec::new(),
        errors: FormErrors::default(),
        tables: Some(shown),
        xlsx: format!("{base}/tables.xlsx"),
        pdf: format!("{base}/tables.pdf"),
        compare: String::new(),
        report: Some(base),
        may_begin: false,
        hidden: Vec::new(),
    })
}

/// # Errors
/// The database failed.
pub async fn report_page(ctx: &Ctx, loaded: Loaded, typed: Typed) -> Result<ReportPage, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let Loaded { row, asked, stage, figures, is_frozen } = loaded;
    let versions = store::versions(db, &asked).await?;
    let people = [Some(row.created_by), row.checked_by, row.submitted_by];
    let people = people.into_iter().flatten().chain(versions.iter().filter_map(|v| v.submitted_by));
    let people = accounts::store::names(db, people.collect()).await?;
    let said = |by: Option<Uuid>, at: Option<chrono::DateTime<chrono::Utc>>| match (by, at) {
        (Some(by), Some(at)) => {
            let name = people.get(&by).cloned().unwrap_or_default();
            ctx.lang.ta("statutory-by", &[("name", name), ("at", ctx.lang.moment(at))])
        }
        _ => String::new(),
    };
    let explanations =
        typed.explanations.clone().map_or_else(|| life::explanations_of(&row), Ok)?;
    let words = typed.words.clone().map_or_else(|| life::words_of(&row), Ok)?;
    let shown = tables::tables(ctx, &asked, &figures, None, &explanations);
    let mut failed = shown.failed;
    for line in &mut failed {
        line.is_missing = typed.missing.contains(&line.number);
    }
    let may_prepare = prepares_reports_of(actor, asked.unit);
    let title = ctx.lang.ta(
        "statutory-report-title",
        &[("period", shown.period.clone()), ("number", row.number.to_string())],
    );
    let compared = tables::compared(ctx, &asked).await?;
    Ok(ReportPage {
        page: Page::titled(ctx, title).with_errors(!typed.errors.is_empty()),
        base: format!("/statutory/reports/{}", row.id),
        back: format!("/statutory?unit={}", asked.unit),
        unit: shown.unit,
        period: shown.period,
        days: shown.days,
        circular: shown.circular,
        number: row.number,
        stage: stage.code(),
        version: row.version,
        reason: row.reason.clone(),
        hash: row.figures_hash.clone(),
        checked: said(row.checked_by, row.checked_at),
        sent: said(row.submitted_by, row.submitted_at),
        paper_number: row.paper_number.clone(),
        failed,
        checks: shown.checks,
        words: words_lines(&asked, &figures, &compared, &words),
        has_narrative: Outline::of(asked.circular).is_some(),
        moved: if is_frozen { moved(ctx, &asked, &figures).await? } else { Vec::new() },
        may_prepare: may_prepare && stage.is_open(),
        may_send: sends_reports_of(actor, asked.unit) && stage == Stage::Checked,
        may_correct: may_prepare && stage == Stage::Submitted,
        is_conflict: typed.is_conflict,
        typed_reason: typed.reason,
        typed_number: typed.number,
        hidden: hidden(&filled(&asked)),
        versions: versions
            .iter()
            .map(|one| version_line(ctx, one, row.id, &said))
            .collect::<Result<_, AppError>>()?,
        errors: typed.errors,
    })
}

fn version_line(
    ctx: &Ctx,
    row: &statutory_report::Model,
    shown: Uuid,
    said: &impl Fn(Option<Uuid>, Option<chrono::DateTime<chrono::Utc>>) -> String,
) -> Result<VersionLine, AppError> {
    let stage = life::stage_of(row)?;
    let sent = said(row.submitted_by, row.submitted_at);
    Ok(VersionLine {
        href: format!("/statutory/reports/{}", row.id),
        number: row.number,
        stage: stage.code(),
        reason: row.reason.clone(),
        sent: if sent.is_empty() { ctx.lang.t("statutory-not-sent") } else { sent },
        is_this: row.id == shown,
    })
}

fn words_lines(
    asked: &Asked,
    figures: &Figures,
    compared: &paper::Compared,
    words: &Words,
) -> Vec<WordsLine> {
    let Some(outline) = Outline::of(asked.circular) else { return Vec::new() };
    let mut sentences: BTreeMap<String, Vec<String>> =
        paper::sentences(asked.circular, figures, compared).into_iter().collect();
    let mut lines = Vec::new();
    for section in &outline.sections {
        for (at, item) in section.items.iter().enumerate() {
            let key = format!("{}.{}", section.no, item.no);
            let heading = format!("{}. {}", section.no, section.title);
            lines.push(WordsLine {
                heading: if at == 0 { heading } else { String::new() },
                title: match item.title.is_empty() {
                    true => String::new(),
                    false => format!("{}. {}", item.no, item.title),
                },
                sentences: sentences.remove(&key).unwrap_or_default(),
                takes_words: item.room > 0,
                words: words.get(&key).cloned().unwrap_or_default(),
                key,
            });
        }
    }
    lines
}

/// Cells that would hold another value if they were counted now: what was entered or corrected since.
async fn moved(ctx: &Ctx, asked: &Asked, frozen: &Figures) -> Result<Vec<PartLine>, AppError> {
    let now = compute::compute(&ctx.app, asked).await?;
    let mut lines = Vec::new();
    for form in &asked.circular.forms {
        for column in &form.columns {
            let was = frozen.total.value(&form.code, column.no);
            let is = now.total.value(&form.code, column.no);
            if was != is && lines.len() < MOVED_SHOWN {
                lines.push(PartLine {
                    name: format!("{}.{} {}", form.code, column.no, column.label),
                    value: format!("{} → {}", column.unit.shown(was), column.unit.shown(is)),
                    href: cell_href(asked, &form.slug(), column.no),
                });
            }
        }
    }
    Ok(lines)
}

/// The name of a report in the log: its period.
pub fn named(ctx: &Ctx, asked: &Asked) -> String {
    format!("{}, {}", period_name(ctx, asked), days_text(ctx, asked))
}
