//! `GET /visits/print`, `GET /visits/register.pdf`, `GET /visits/register.docx`: the register as the law wants
//! it, with the numbers of identity papers. That it left the system is written into the audit log. As rows of a
//! spreadsheet it leaves by `exports`.

use std::sync::Arc;

use axum_extra::extract::Query;
use papers::{Block, Document};
use uuid::Uuid;

use crate::audit::{self, Deed, Entry};
use crate::documents::content;
use crate::documents::facts::PAPER_LANG;
use crate::documents::frame::labels;
use crate::error::{Answer, AppError};
use crate::policy::visits::keeps_register_of;
use crate::visits::asked::asked;
use crate::visits::columns;
use crate::visits::store::{self, Asked};
use crate::visits::view::{Filters, PrintPage};
use crate::web::context::Ctx;
use crate::web::page::{self, Page};
use crate::web::upload::file_answer;

/// A register of a year and more; who wants more asks twice.
const ROWS_MAX: usize = 10_000;

/// Rows that are set as pages, a few dozen of them: more would take more memory than a small server has. Who wants
/// more asks for fewer days.
const PAGES_MAX: usize = 500;

/// What is asked for; a range of days that cannot be is a mistake of the address, not of a form.
fn meant(ctx: &Ctx, filters: &Filters) -> Result<Asked, AppError> {
    let asked = asked(ctx.actor()?, ctx.today, filters)?
        .map_err(|_| AppError::BadRequest("days".to_owned()))?;
    // One register at a time: each unit numbers its own.
    let own = keeps_register_of(ctx.actor()?);
    Ok(Asked { unit: asked.unit.or(own), ..asked })
}

async fn rows(ctx: &Ctx, asked: &Asked) -> Result<(Vec<Vec<String>>, bool), AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let mut found = store::in_order(db, actor, asked, ROWS_MAX as u64 + 1).await?;
    let is_cut = found.len() > ROWS_MAX;
    found.truncate(ROWS_MAX);
    let rows = columns::rows(ctx, db, found, true).await?;
    Ok((rows.into_iter().map(|(_, _, cells)| cells).collect(), is_cut))
}

async fn note(ctx: &Ctx, how: &str) -> Result<(), AppError> {
    let told = Entry::by(ctx.actor()?, Deed::RegisterExported, None).with(how);
    audit::note(&ctx.app, ctx.now, told).await
}

/// # Errors
/// The unit is not in reach, or the database failed.
pub async fn print(ctx: Ctx, Query(filters): Query<Filters>) -> Answer {
    let asked = meant(&ctx, &filters)?;
    let (rows, is_cut) = rows(&ctx, &asked).await?;
    note(&ctx, "print").await?;
    page::ok(&PrintPage {
        page: Page::new(&ctx, "visits-print-title"),
        unit: asked.unit.and_then(|id| ctx.app.units().office(id, ctx.lang)).unwrap_or_default(),
        from: asked.days.0,
        to: asked.days.1,
        columns: columns::headings(&ctx),
        rows,
        is_cut,
    })
}

/// The register as form 03/TCD (Nghị định 154/2026/NĐ-CP): a wide table with a head on every page.
///
/// # Errors
/// The unit is not in reach, a text cannot be printed, or the database failed.
pub async fn pdf(ctx: Ctx, Query(filters): Query<Filters>) -> Answer {
    let made = register(&ctx, &filters, "pdf").await?;
    let bytes = content::pdf(made, ctx.today).await?;
    let bytes = bytes.map_err(|error| AppError::internal("register", error))?;
    Ok(file_answer(&ctx.lang.t("visits-register-pdf"), "application/pdf", bytes, false))
}

/// The same to be edited.
///
/// # Errors
/// The unit is not in reach, a text cannot be printed, or the database failed.
pub async fn docx(ctx: Ctx, Query(filters): Query<Filters>) -> Answer {
    let made = register(&ctx, &filters, "docx").await?;
    let bytes = content::docx(made, ctx.today).await?;
    let bytes = bytes.map_err(|error| AppError::internal("register", error))?;
    Ok(file_answer(&ctx.lang.t("visits-register-docx"), content::DOCX, bytes, false))
}

/// Shares of the width of the thirteen columns.
const WIDTHS: [u32; columns::COLUMNS] = [3, 6, 12, 8, 16, 6, 4, 8, 4, 8, 9, 8, 6];

fn table(rows: Vec<Vec<String>>) -> Block {
    let heading = |n| PAPER_LANG.t(&format!("visit-column-{n}"));
    let head = (1..=columns::COLUMNS).map(heading).collect();
    Block::Table { widths: WIDTHS.to_vec(), head, rows }
}

/// Says that it goes on.
fn cut() -> Block {
    let text = PAPER_LANG.ta("visits-register-cut", &[("max", PAGES_MAX.to_string())]);
    Block::Paragraph { text }
}

async fn register(ctx: &Ctx, filters: &Filters, how: &str) -> Result<Arc<Document>, AppError> {
    let asked = meant(ctx, filters)?;
    let (mut rows, _) = rows(ctx, &asked).await?;
    let is_cut = rows.len() > PAGES_MAX;
    rows.truncate(PAGES_MAX);
    note(ctx, how).await?;
    let units = ctx.app.units();
    let unit = asked.unit.and_then(|id| units.get(id));
    let office = |id: Uuid| units.office(id, PAPER_LANG).unwrap_or_default();
    let args = [("from", PAPER_LANG.date(asked.days.0)), ("to", PAPER_LANG.date(asked.days.1))];
    Ok(Arc::new(Document {
        parent_body: unit.and_then(|unit| unit.parent_id).map(office).unwrap_or_default(),
        issuing_body: unit.map(|unit| office(unit.id)).unwrap_or_default(),
        number: String::new(),
        place_and_date: String::new(),
        letter_subject: String::new(),
        title: PAPER_LANG.t("visits-register-title"),
        subject: PAPER_LANG.ta("visits-register-days", &args),
        body: std::iter::once(table(rows)).chain(is_cut.then(cut)).collect(),
        recipients: Vec::new(),
        signatures: Vec::new(),
        is_draft: false,
        is_landscape: true,
        labels: labels(),
    }))
}
