//! `POST /statutory/reports`, `POST /statutory/reports/{id}/words|check|reopening|submission|correction`.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::Form;
use serde::Deserialize;
use uuid::Uuid;

use super::super::asked::{self, Asked, AskedQuery};
use super::super::compute;
use super::super::life::{self, Begun, Explanations, Words};
use super::super::{Stage, store};
use super::report::{self, Loaded, Typed, load, report_page};
use crate::audit::{self, Deed, Entry};
use crate::db::Tx;
use crate::error::{Answer, AppError};
use crate::policy::statutory::{prepares_reports_of, sends_reports_of};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, html};

const REASON_MAX: usize = 1_000;
const WORDS_MAX: usize = 10_000;
const NUMBER_MAX: usize = 60;
/// Items of a narrative and checks of a circular: no form has more fields.
const FIELDS_MAX: usize = 100;

/// # Errors
/// The unit is not the reader's to report for, or the database failed.
pub async fn begin(ctx: Ctx, Form(query): Form<AskedQuery>) -> Answer {
    let actor = ctx.actor()?;
    let Ok(asked) = asked::read(&query, actor, ctx.today)? else { return Err(AppError::NotFound) };
    begin_with(&ctx, &asked, "").await
}

async fn begin_with(ctx: &Ctx, asked: &Asked, reason: &str) -> Answer {
    let actor = ctx.actor()?;
    if !prepares_reports_of(actor, asked.unit) {
        return Err(AppError::NotFound);
    }
    let tx = ctx.app.db.begin_write().await?;
    match life::begin(&tx, actor, asked, reason, ctx.now).await? {
        Begun::Now(id) => {
            commit(ctx, tx, id, asked, "begun").await?;
            let to = format!("/statutory/reports/{id}");
            Ok(redirect_with(ctx, &to, "statutory-begun"))
        }
        Begun::Open(id) => {
            tx.rollback().await?;
            Ok(Redirect::to(&format!("/statutory/reports/{id}")).into_response())
        }
        Begun::NeedsReason => {
            tx.rollback().await?;
            let last = store::versions(ctx.app.db.read(), asked).await?.into_iter().next();
            let last = last.ok_or(AppError::NotFound)?;
            Ok(Redirect::to(&format!("/statutory/reports/{}#correction", last.id)).into_response())
        }
    }
}

async fn commit(ctx: &Ctx, tx: Tx, id: Uuid, asked: &Asked, what: &str) -> Result<(), AppError> {
    let mut told = Entry::by(ctx.actor()?, Deed::StatutoryReport, Some(id));
    told = told.with(&format!("{what}: {}", report::named(ctx, asked)));
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await
}

/// A report of the reader's own unit that is still to be sent.
async fn load_open(ctx: &Ctx, id: Uuid) -> Result<Loaded, AppError> {
    let loaded = load(ctx, id).await?;
    let may = prepares_reports_of(ctx.actor()?, loaded.asked.unit);
    if may && loaded.stage.is_open() { Ok(loaded) } else { Err(AppError::NotFound) }
}

async fn invalid(ctx: &Ctx, loaded: Loaded, typed: Typed) -> Answer {
    page::invalid(&report_page(ctx, loaded, typed).await?)
}

/// Somebody was faster: the report as it is now, with what was typed still in its form.
async fn conflict(ctx: &Ctx, id: Uuid, typed: Typed) -> Answer {
    let loaded = load(ctx, id).await?;
    let typed = Typed { is_conflict: true, ..typed };
    html(StatusCode::CONFLICT, &report_page(ctx, loaded, typed).await?)
}

fn done(ctx: &Ctx, id: Uuid, flash: &'static str) -> Answer {
    Ok(redirect_with(ctx, &format!("/statutory/reports/{id}"), flash))
}

/// Words of the narrative: keys of items and what was written for them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WordsForm {
    pub version: i32,
    pub key: Vec<String>,
    pub words: Vec<String>,
}

/// # Errors
/// The report is not the reader's to write, or the database failed.
pub async fn words(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<WordsForm>) -> Answer {
    let loaded = load_open(&ctx, id).await?;
    let mut errors = FormErrors::default();
    let mut words = Words::new();
    for (key, raw) in form.key.iter().zip(&form.words).take(FIELDS_MAX) {
        let text = errors.text("report_words", raw, false, WORDS_MAX);
        words.insert(key.chars().take(10).collect(), text);
    }
    let typed = Typed { words: Some(words.clone()), ..Typed::default() };
    if !errors.is_empty() {
        return invalid(&ctx, loaded, Typed { errors, ..typed }).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    if !life::write(&tx, (id, form.version), &words).await? {
        tx.rollback().await?;
        return conflict(&ctx, id, typed).await;
    }
    commit(&ctx, tx, id, &loaded.asked, "written").await?;
    done(&ctx, id, "statutory-written")
}

/// Explanations of failed checks, by their numbers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CheckForm {
    pub version: i32,
    pub check: Vec<usize>,
    pub why: Vec<String>,
}

/// Freezes the figures of a draft, if every rule of the forms holds or is explained.
///
/// # Errors
/// The report is not the reader's to check, or the database failed.
pub async fn check(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<CheckForm>) -> Answer {
    let loaded = load_open(&ctx, id).await?;
    if loaded.stage != Stage::Draft {
        return Err(AppError::NotFound);
    }
    let mut errors = FormErrors::default();
    let mut explanations = Explanations::new();
    for (number, raw) in form.check.iter().zip(&form.why).take(FIELDS_MAX) {
        let text = errors.text("why", raw, false, REASON_MAX);
        if !text.is_empty() {
            explanations.insert(*number, text);
        }
    }
    if loaded.asked.period.to >= ctx.today {
        errors.add("period", "error-period-running");
    }
    let findings = loaded.figures.findings(&ctx.app.units(), &loaded.asked);
    let missing = life::unexplained(&findings, &explanations);
    if !missing.is_empty() {
        errors.add("why", "error-unexplained");
    }
    let typed = Typed { explanations: Some(explanations.clone()), missing, ..Typed::default() };
    if !errors.is_empty() {
        return invalid(&ctx, loaded, Typed { errors, ..typed }).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    let by = (ctx.actor()?, ctx.now);
    let at = (id, form.version);
    if !life::check(&tx, by, at, &loaded.figures, &explanations).await? {
        tx.rollback().await?;
        return conflict(&ctx, id, typed).await;
    }
    commit(&ctx, tx, id, &loaded.asked, "checked").await?;
    done(&ctx, id, "statutory-checked")
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct VersionForm {
    pub version: i32,
}

/// Back to a draft.
///
/// # Errors
/// The report is not the reader's to change, or the database failed.
pub async fn reopen(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<VersionForm>) -> Answer {
    let loaded = load_open(&ctx, id).await?;
    if loaded.stage != Stage::Checked {
        return Err(AppError::NotFound);
    }
    let tx = ctx.app.db.begin_write().await?;
    if !life::reopen(&tx, (id, form.version)).await? {
        tx.rollback().await?;
        return conflict(&ctx, id, Typed::default()).await;
    }
    commit(&ctx, tx, id, &loaded.asked, "reopened").await?;
    done(&ctx, id, "statutory-reopened")
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SubmitForm {
    pub version: i32,
    pub paper_number: String,
    /// The hash of the figures that were read.
    pub hash: String,
}

/// Sends a checked report, bound to the figures that were read.
///
/// # Errors
/// The report is not the reader's to send, or the database failed.
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<SubmitForm>) -> Answer {
    let loaded = load(&ctx, id).await?;
    let actor = ctx.actor()?;
    if !sends_reports_of(actor, loaded.asked.unit) || loaded.stage != Stage::Checked {
        return Err(AppError::NotFound);
    }
    let mut errors = FormErrors::default();
    let number = errors.line("paper_number", &form.paper_number, true, NUMBER_MAX);
    let typed = Typed { number: form.paper_number.clone(), ..Typed::default() };
    if form.hash != loaded.row.figures_hash {
        return conflict(&ctx, id, typed).await;
    }
    // What was entered since the check belongs into the report, or the check was for nothing.
    let now = compute::compute(&ctx.app, &loaded.asked).await?;
    if now.total != loaded.figures.total {
        errors.add("paper_number", "error-figures-moved");
    }
    if !errors.is_empty() {
        return invalid(&ctx, loaded, Typed { errors, ..typed }).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    let report = entity::statutory_report::Model { version: form.version, ..loaded.row };
    if !life::submit(&tx, (actor, ctx.now), &report, &number).await? {
        tx.rollback().await?;
        return conflict(&ctx, id, typed).await;
    }
    commit(&ctx, tx, id, &loaded.asked, "submitted").await?;
    done(&ctx, id, "statutory-submitted")
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CorrectionForm {
    pub version_reason: String,
}

/// Begins the version that corrects a report that was sent.
///
/// # Errors
/// The report is not the reader's to correct, or the database failed.
pub async fn correct(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<CorrectionForm>) -> Answer {
    let loaded = load(&ctx, id).await?;
    let may = prepares_reports_of(ctx.actor()?, loaded.asked.unit);
    if !may || loaded.stage != Stage::Submitted {
        return Err(AppError::NotFound);
    }
    let mut errors = FormErrors::default();
    let reason = errors.text("version_reason", &form.version_reason, true, REASON_MAX);
    if !errors.is_empty() {
        let typed = Typed { errors, reason: form.version_reason, ..Typed::default() };
        return invalid(&ctx, loaded, typed).await;
    }
    let asked = loaded.asked;
    begin_with(&ctx, &asked, &reason).await
}
