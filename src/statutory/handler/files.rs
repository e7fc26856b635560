//! The tables as XLSX and PDF, the narrative as DOCX and PDF.

use std::sync::{Arc, LazyLock};

use axum::extract::Path;
use axum::response::Response;
use chrono::NaiveDate;
use entity::statutory_report;
use papers::{Fonts, PaperError};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::super::asked::Asked;
use super::super::compute::{self, Figures};
use super::super::paper::{self, Printed};
use super::super::{life, store};
use super::{asked_of, tables};
use crate::audit::{self, Deed, Entry};
use crate::clock::date_in_vietnam;
use crate::documents::content;
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::upload::file_answer;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Parsing fonts takes longer than setting a page.
static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

/// Tables of a whole province take some 500 MB while they are set: one at a time.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// Number and day of the report the tables go with.
type Issued<'a> = Option<(&'a str, NaiveDate)>;

fn printed<'a>(
    ctx: &Ctx,
    asked: &'a Asked,
    figures: &'a Figures,
    issued: Issued<'a>,
) -> Printed<'a> {
    Printed { asked, figures, issued, today: ctx.today }
}

/// `bao-cao-Q3-2026.xlsx`, or with its days.
fn file_name(ctx: &Ctx, asked: &Asked, key: &str, ending: &str) -> String {
    let period = &asked.period;
    let which = match period.code.is_empty() {
        true => format!("{}-{}", period.from, period.to),
        false => format!("{}-{}", period.code, period.year),
    };
    let unit = ctx.app.units().get(asked.unit).map(|unit| unit.code.clone()).unwrap_or_default();
    let said = [("unit", unit), ("period", which)];
    format!("{}.{ending}", ctx.lang.ta(key, &said))
}

async fn made(
    make: impl FnOnce() -> Result<Vec<u8>, PaperError> + Send + 'static,
) -> Result<Vec<u8>, AppError> {
    let turn = ONE_AT_A_TIME.acquire().await;
    let _turn = turn.map_err(|error| AppError::internal("tables", error))?;
    let made = tokio::task::spawn_blocking(make).await;
    let made = made.map_err(|error| AppError::internal("tables", error))?;
    made.map_err(|error| AppError::internal("tables", error))
}

async fn note(ctx: &Ctx, asked: &Asked, how: &str) -> Result<(), AppError> {
    let told = Entry::by(ctx.actor()?, Deed::ReportExported, Some(asked.unit)).with(how);
    audit::note(&ctx.app, ctx.now, told).await
}

/// # Errors
/// A name cannot be written, or the log.
pub async fn xlsx(ctx: &Ctx, asked: &Asked, figures: &Figures, issued: Issued<'_>) -> Answer {
    let printed = printed(ctx, asked, figures, issued);
    let sheets = paper::sheets(&ctx.app, &printed);
    let properties = paper::properties(&ctx.app, &printed);
    let bytes = made(move || papers::sheets_xlsx(&sheets, &properties)).await?;
    note(ctx, asked, "xlsx").await?;
    Ok(file_answer(&file_name(ctx, asked, "statutory-file-tables", "xlsx"), XLSX, bytes, false))
}

/// # Errors
/// A name cannot be printed, or the log cannot be written.
pub async fn pdf(ctx: &Ctx, asked: &Asked, figures: &Figures, issued: Issued<'_>) -> Answer {
    let printed = printed(ctx, asked, figures, issued);
    let sheets = paper::sheets(&ctx.app, &printed);
    let properties = paper::properties(&ctx.app, &printed);
    let bytes = made(move || papers::sheets_pdf(&sheets, &FONTS, &properties)).await?;
    note(ctx, asked, "pdf").await?;
    let name = file_name(ctx, asked, "statutory-file-tables", "pdf");
    Ok(file_answer(&name, "application/pdf", bytes, true))
}

/// A report with what it was frozen with; a draft with what is counted now.
struct Loaded {
    row: statutory_report::Model,
    asked: Asked,
    figures: Figures,
}

impl Loaded {
    fn issued(&self) -> Issued<'_> {
        let sent = self.row.submitted_at.map(date_in_vietnam);
        sent.map(|on| (self.row.paper_number.as_str(), on))
    }
}

async fn load(ctx: &Ctx, id: Uuid) -> Result<Loaded, AppError> {
    let row = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    let asked = asked_of(&row)?;
    let figures = match life::figures_of(&row)? {
        Some(figures) => figures,
        None => compute::compute(&ctx.app, &asked).await?,
    };
    Ok(Loaded { row, asked, figures })
}

/// # Errors
/// The report is not there for this reader, or the database failed.
pub async fn report_xlsx(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let loaded = load(&ctx, id).await?;
    xlsx(&ctx, &loaded.asked, &loaded.figures, loaded.issued()).await
}

/// # Errors
/// The report is not there for this reader, or the database failed.
pub async fn report_pdf(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let loaded = load(&ctx, id).await?;
    pdf(&ctx, &loaded.asked, &loaded.figures, loaded.issued()).await
}

async fn narrative(ctx: &Ctx, loaded: &Loaded) -> Result<Arc<papers::Document>, AppError> {
    let compared = tables::compared(ctx, &loaded.asked).await?;
    let words = life::words_of(&loaded.row)?;
    let printed = printed(ctx, &loaded.asked, &loaded.figures, loaded.issued());
    let made = paper::narrative(&ctx.app, &printed, &compared, &words);
    // The circular of then has no outline here.
    made.map(Arc::new).ok_or(AppError::NotFound)
}

/// # Errors
/// The report is not there for this reader, has no narrative, or the database failed.
pub async fn narrative_docx(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let loaded = load(&ctx, id).await?;
    let bytes = content::docx(narrative(&ctx, &loaded).await?, ctx.today).await?;
    sent(&ctx, &loaded, bytes, ("docx", content::DOCX)).await
}

/// # Errors
/// The report is not there for this reader, has no narrative, or the database failed.
pub async fn narrative_pdf(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let loaded = load(&ctx, id).await?;
    let bytes = content::pdf(narrative(&ctx, &loaded).await?, ctx.today).await?;
    sent(&ctx, &loaded, bytes, ("pdf", "application/pdf")).await
}

async fn sent(
    ctx: &Ctx,
    loaded: &Loaded,
    bytes: Result<Vec<u8>, PaperError>,
    (ending, media_type): (&str, &str),
) -> Result<Response, AppError> {
    let bytes = bytes.map_err(|error| AppError::internal("narrative", error))?;
    note(ctx, &loaded.asked, ending).await?;
    let name = file_name(ctx, &loaded.asked, "statutory-file-narrative", ending);
    Ok(file_answer(&name, media_type, bytes, ending == "pdf"))
}
