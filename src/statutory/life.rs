//! The life of a report: drafted, checked, sent, corrected by a new version.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::statutory_report;
use sea_orm::ActiveValue::Set;
use statistics::Severity;
use uuid::Uuid;

use super::Stage;
use super::asked::Asked;
use super::compute::Figures;
use super::store;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Actor;

/// By number of a failed check: why it fails and is right all the same.
pub type Explanations = BTreeMap<usize, String>;
/// By item of the narrative (`II.3`): the words of who writes it.
pub type Words = BTreeMap<String, String>;

/// The stage of a stored report.
///
/// # Errors
/// The row holds one nobody knows.
pub fn stage_of(row: &statutory_report::Model) -> Result<Stage, AppError> {
    let stage = Stage::from_code(&row.stage);
    stage.ok_or_else(|| AppError::inconsistent("statutory_reports", row.id, "unknown stage"))
}

fn read<T: serde::de::DeserializeOwned + Default>(
    row: &statutory_report::Model,
    text: &str,
) -> Result<T, AppError> {
    if text.is_empty() {
        return Ok(T::default());
    }
    serde_json::from_str(text)
        .map_err(|error| AppError::inconsistent("statutory_reports", row.id, error))
}

/// # Errors
/// The row was not written by this program.
pub fn explanations_of(row: &statutory_report::Model) -> Result<Explanations, AppError> {
    read(row, &row.explanations)
}

/// # Errors
/// The row was not written by this program.
pub fn words_of(row: &statutory_report::Model) -> Result<Words, AppError> {
    read(row, &row.words)
}

/// The frozen figures of a report; none of a draft.
///
/// # Errors
/// They were changed outside this program.
pub fn figures_of(row: &statutory_report::Model) -> Result<Option<Figures>, AppError> {
    if row.figures.is_empty() {
        return Ok(None);
    }
    Figures::thawed(row.id, &row.figures, &row.figures_hash).map(Some)
}

fn json(value: &impl serde::Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::internal("report", error))
}

/// What became of beginning a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    Now(Uuid),
    /// One is being written already.
    Open(Uuid),
    /// One was sent: what corrects it needs a reason.
    NeedsReason,
}

/// Begins the first version, or one that corrects what was sent.
///
/// # Errors
/// The database refuses.
pub async fn begin(
    tx: &Tx,
    actor: &Actor,
    asked: &Asked,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Begun, AppError> {
    let last = store::versions(tx, asked).await?.into_iter().next();
    if let Some(last) = &last {
        if stage_of(last)?.is_open() {
            return Ok(Begun::Open(last.id));
        }
        if reason.is_empty() {
            return Ok(Begun::NeedsReason);
        }
    }
    let id = new_id(now);
    let row = statutory_report::ActiveModel {
        id: Set(id),
        unit_id: Set(asked.unit),
        circular: Set(asked.circular.number.clone()),
        period: Set(asked.period.code.clone()),
        year: Set(asked.period.year),
        from_on: Set(asked.period.from),
        to_on: Set(asked.period.to),
        number: Set(last.as_ref().map_or(0, |last| last.number) + 1),
        stage: Set(Stage::Draft.code().to_owned()),
        reason: Set(reason.to_owned()),
        figures: Set(String::new()),
        figures_hash: Set(String::new()),
        // What was written before is where the correction begins.
        explanations: Set(last.as_ref().map(|last| last.explanations.clone()).unwrap_or_default()),
        words: Set(last.map(|last| last.words).unwrap_or_default()),
        paper_number: Set(String::new()),
        created_by: Set(actor.account_id),
        created_at: Set(now),
        checked_by: Set(None),
        checked_at: Set(None),
        submitted_by: Set(None),
        submitted_at: Set(None),
        version: Set(1),
    };
    if store::add(tx, row).await? {
        Ok(Begun::Now(id))
    } else {
        Err(AppError::Conflict(format!("report {id}")))
    }
}

/// Writes the words of the narrative; figures that were frozen stay frozen. False if somebody was faster.
///
/// # Errors
/// The database refuses.
pub async fn write(tx: &Tx, at: (Uuid, i32), words: &Words) -> Result<bool, AppError> {
    let row = statutory_report::ActiveModel { words: Set(json(words)?), ..Default::default() };
    store::update(tx, at, row).await
}

/// Numbers of failed checks that break a rule of the form and are not explained.
pub fn unexplained(
    findings: &[statistics::Finding<'_>],
    explanations: &Explanations,
) -> Vec<usize> {
    findings
        .iter()
        .filter(|finding| !finding.passed && finding.check.severity == Severity::Error)
        .map(|finding| finding.number)
        .filter(|number| explanations.get(number).is_none_or(String::is_empty))
        .collect()
}

/// Freezes the figures of a draft. False if somebody was faster.
///
/// # Errors
/// The database refuses.
pub async fn check(
    tx: &Tx,
    (actor, now): (&Actor, DateTime<Utc>),
    at: (Uuid, i32),
    figures: &Figures,
    explanations: &Explanations,
) -> Result<bool, AppError> {
    let (text, hash) = figures.frozen()?;
    let row = statutory_report::ActiveModel {
        stage: Set(Stage::Checked.code().to_owned()),
        figures: Set(text),
        figures_hash: Set(hash),
        explanations: Set(json(explanations)?),
        checked_by: Set(Some(actor.account_id)),
        checked_at: Set(Some(now)),
        ..Default::default()
    };
    store::update(tx, at, row).await
}

/// Back to a draft, whose figures follow the records again. False if somebody was faster.
///
/// # Errors
/// The database refuses.
pub async fn reopen(tx: &Tx, at: (Uuid, i32)) -> Result<bool, AppError> {
    let row = statutory_report::ActiveModel {
        stage: Set(Stage::Draft.code().to_owned()),
        figures: Set(String::new()),
        figures_hash: Set(String::new()),
        checked_by: Set(None),
        checked_at: Set(None),
        ..Default::default()
    };
    store::update(tx, at, row).await
}

/// Sends what was checked: from now on it stays as it is, and what was sent before is corrected by it. False if
/// somebody was faster.
///
/// # Errors
/// The database refuses.
pub async fn submit(
    tx: &Tx,
    (actor, now): (&Actor, DateTime<Utc>),
    report: &statutory_report::Model,
    paper_number: &str,
) -> Result<bool, AppError> {
    store::set_corrected(tx, report).await?;
    let row = statutory_report::ActiveModel {
        stage: Set(Stage::Submitted.code().to_owned()),
        paper_number: Set(paper_number.to_owned()),
        submitted_by: Set(Some(actor.account_id)),
        submitted_at: Set(Some(now)),
        ..Default::default()
    };
    store::update(tx, (report.id, report.version), row).await
}
