//! What is done to a paper, each act in one transaction with its row in the history.

use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use entity::document;
use papers::{Form, PaperError};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::content::{self, Content, is_signed_off};
use super::stage::{Act, Stage};
use super::store;
use crate::app::App;
use crate::cases;
use crate::db::Tx;
use crate::error::AppError;
use crate::files::FileStore;
use crate::ids::new_id;
use crate::policy::Actor;

/// Who acts, and when.
#[derive(Clone, Copy)]
pub struct By<'a> {
    pub app: &'a App,
    pub actor: &'a Actor,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
}

/// What became of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Somebody was faster.
    Conflict,
    /// It cannot be done at this stage.
    WrongStage,
    /// What would be issued is not what was signed off.
    NotWhatWasApproved,
    /// A text cannot be printed.
    Unprintable(PaperError),
}

/// The stage of a stored paper.
///
/// # Errors
/// The row holds a stage nobody knows.
pub fn stage_of(row: &document::Model) -> Result<Stage, AppError> {
    Stage::from_code(&row.stage)
        .ok_or_else(|| AppError::inconsistent("documents", row.id, "unknown stage"))
}

/// Where a paper lies: with a case, a visit or a meeting; with both for a meeting about a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The case it is seen with.
    pub case_id: Option<Uuid>,
    pub visit_id: Option<Uuid>,
    pub meeting_id: Option<Uuid>,
    /// The fact of the case it belongs to.
    pub seq: Option<i32>,
}

impl Place {
    /// The place of a stored paper.
    pub fn of_row(row: &document::Model) -> Self {
        Self {
            case_id: row.case_id,
            visit_id: row.visit_id,
            meeting_id: row.meeting_id,
            seq: row.event_seq,
        }
    }
}

/// Begins a paper.
///
/// # Errors
/// The database refuses.
pub async fn draft(
    tx: &Tx,
    by: By<'_>,
    place: Place,
    content: &Content,
    replaces_id: Option<Uuid>,
) -> Result<Uuid, AppError> {
    let id = new_id(by.now);
    let me = by.actor.account_id;
    let source = content.form.source();
    let form_source = content.form.to_toml().map_err(|error| AppError::internal("form", error))?;
    let row = document::ActiveModel {
        id: Set(id),
        unit_id: Set(content.unit_id),
        case_id: Set(place.case_id),
        visit_id: Set(place.visit_id),
        meeting_id: Set(place.meeting_id),
        event_seq: Set(place.seq),
        form_key: Set(source.key.clone()),
        form_source: Set(form_source),
        name: Set(source.name.clone()),
        stage: Set(Stage::Draft.code().to_owned()),
        content_hash: Set(None),
        drafted_by: Set(me),
        edited_by: Set(me),
        approved_by: Set(None),
        is_bypassed: Set(false),
        number: Set(None),
        issued_on: Set(None),
        issued_content: Set(None),
        pdf_sha256: Set(None),
        replaces_id: Set(replaces_id),
        is_shown_to_sender: Set(false),
        version: Set(1),
        created_at: Set(by.now),
        changed_at: Set(by.now),
        ..content.columns()?
    };
    store::add(tx, row).await?;
    store::add_event(tx, (id, 1), (Act::Drafted, "", None), (me, by.now)).await?;
    Ok(id)
}

/// Writes an act: the stage it leads to, what else changes, and the row of its history.
async fn record(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    (act, note): (Act, &str),
    hash: Option<String>,
    changes: document::ActiveModel,
) -> Result<Outcome, AppError> {
    let signed_off = is_signed_off(&content::form_of(row)?);
    let Some(next) = act.leads_to(stage_of(row)?, signed_off) else {
        return Ok(Outcome::WrongStage);
    };
    let changes = document::ActiveModel {
        stage: Set(next.code().to_owned()),
        changed_at: Set(by.now),
        ..changes
    };
    if !store::update(tx, (row.id, row.version), changes).await? {
        return Ok(Outcome::Conflict);
    }
    // The version counts the acts, so no two have the same place in the history.
    let place = (row.id, row.version + 1);
    store::add_event(tx, place, (act, note, hash), (by.actor.account_id, by.now)).await?;
    Ok(Outcome::Done)
}

/// Changes what is written in it; a sign-off of before is void.
///
/// # Errors
/// The database refuses.
pub async fn edit(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    content: &Content,
) -> Result<Outcome, AppError> {
    let was_approved = stage_of(row)? == Stage::Approved;
    let changes = document::ActiveModel {
        edited_by: Set(by.actor.account_id),
        approved_by: Set(None),
        is_bypassed: Set(false),
        content_hash: Set(None),
        ..content.columns()?
    };
    let note = if was_approved { "voided" } else { "" };
    record(tx, by, row, (Act::Edited, note), None, changes).await
}

/// Hands it in to be signed off, if it can be printed.
///
/// # Errors
/// The database refuses.
pub async fn submit(tx: &Tx, by: By<'_>, row: &document::Model) -> Result<Outcome, AppError> {
    let content = content::of(row)?;
    if let Err(error) = made(by, &content, None).await? {
        return Ok(Outcome::Unprintable(error));
    }
    let hash = content.hash(&by.app.units(), by.today)?;
    let changes =
        document::ActiveModel { content_hash: Set(Some(hash.clone())), ..Default::default() };
    record(tx, by, row, (Act::Submitted, ""), Some(hash), changes).await
}

/// Signs off exactly what was shown: `seen` is the hash of it.
///
/// # Errors
/// The database refuses.
pub async fn approve(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    seen: &str,
) -> Result<Outcome, AppError> {
    let hash = content::of(row)?.hash(&by.app.units(), by.today)?;
    let is_the_same = hash == seen && row.content_hash.as_deref() == Some(seen);
    if !is_the_same {
        return Ok(Outcome::NotWhatWasApproved);
    }
    let changes = document::ActiveModel {
        approved_by: Set(Some(by.actor.account_id)),
        is_bypassed: Set(false),
        ..Default::default()
    };
    record(tx, by, row, (Act::Approved, ""), Some(hash), changes).await
}

/// Sends it back to be changed, with remarks.
///
/// # Errors
/// The database refuses.
pub async fn send_back(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    remarks: &str,
) -> Result<Outcome, AppError> {
    let changes = document::ActiveModel {
        approved_by: Set(None),
        is_bypassed: Set(false),
        content_hash: Set(None),
        ..Default::default()
    };
    record(tx, by, row, (Act::SentBack, remarks), None, changes).await
}

/// Signs off what one wrote oneself; the reason stays with the paper.
///
/// # Errors
/// The database refuses.
pub async fn bypass(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    reason: &str,
) -> Result<Outcome, AppError> {
    let content = content::of(row)?;
    if let Err(error) = made(by, &content, None).await? {
        return Ok(Outcome::Unprintable(error));
    }
    let hash = content.hash(&by.app.units(), by.today)?;
    let changes = document::ActiveModel {
        approved_by: Set(Some(by.actor.account_id)),
        is_bypassed: Set(true),
        content_hash: Set(Some(hash.clone())),
        ..Default::default()
    };
    record(tx, by, row, (Act::Bypassed, reason), Some(hash), changes).await
}

/// The series of numbers a paper takes one from: one for each kind of paper, unit and year.
fn series(form: &Form) -> String {
    format!("paper-{}", form.source().symbol)
}

type Made = Result<(Arc<papers::Document>, Vec<u8>), PaperError>;

/// The paper and its PDF; `numbered` as in [`Content::document`].
async fn made(
    by: By<'_>,
    content: &Content,
    numbered: super::frame::Numbered,
) -> Result<Made, AppError> {
    let day = numbered.map_or(by.today, |(_, on)| on);
    let document = content.document(&by.app.units(), numbered, by.today);
    let document = Arc::new(document.map_err(|error| AppError::internal("paper", error))?);
    let pdf = content::pdf(Arc::clone(&document), day).await?;
    Ok(pdf.map(|pdf| (document, pdf)))
}

/// Gives the number, dates and freezes the paper: from here on its bytes are kept under their SHA-256.
///
/// # Errors
/// The database or the file store refuses.
pub async fn issue(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    on: NaiveDate,
) -> Result<Outcome, AppError> {
    let content = content::of(row)?;
    let signed_off = is_signed_off(&content.form);
    if Act::Issued.leads_to(stage_of(row)?, signed_off).is_none() {
        return Ok(Outcome::WrongStage);
    }
    let hash = content.hash(&by.app.units(), by.today)?;
    if signed_off {
        let approved = store::approved_hash(tx, row.id).await?;
        if approved.as_deref() != Some(hash.as_str()) {
            return Ok(Outcome::NotWhatWasApproved);
        }
    }
    let number = match content.symbol.is_empty() {
        true => None,
        false => {
            let series = series(&content.form);
            Some(cases::store::next_number(tx, row.unit_id, &series, on.year()).await?)
        }
    };
    let (document, pdf) = match made(by, &content, Some((number, on))).await? {
        Ok(made) => made,
        Err(error) => return Ok(Outcome::Unprintable(error)),
    };
    let json = serde_json::to_string(document.as_ref());
    let changes = document::ActiveModel {
        number: Set(number),
        issued_on: Set(Some(on)),
        issued_content: Set(Some(json.map_err(|error| AppError::internal("paper", error))?)),
        pdf_sha256: Set(Some(keep(&by.app.files, by.now, pdf).await?)),
        content_hash: Set(Some(hash.clone())),
        ..Default::default()
    };
    let outcome = record(tx, by, row, (Act::Issued, ""), Some(hash), changes).await?;
    if outcome == Outcome::Done
        && let Some(old) = row.replaces_id
    {
        replace(tx, by, old).await?;
    }
    Ok(outcome)
}

/// Stores bytes under their SHA-256.
async fn keep(files: &FileStore, now: DateTime<Utc>, bytes: Vec<u8>) -> Result<String, AppError> {
    let mut incoming = files.begin(new_id(now)).await?;
    incoming.write(bytes).await?;
    Ok(incoming.finish().await?.sha256)
}

/// The paper of before gives way to the one that was just issued.
async fn replace(tx: &Tx, by: By<'_>, old: Uuid) -> Result<(), AppError> {
    let old = store::get_visible(tx, by.actor, old).await?;
    let changes = document::ActiveModel { is_shown_to_sender: Set(false), ..Default::default() };
    match record(tx, by, &old, (Act::Replaced, ""), None, changes).await? {
        // One that was replaced before stays as it is.
        Outcome::Done | Outcome::WrongStage => Ok(()),
        _ => Err(AppError::Conflict(format!("paper {}", old.id))),
    }
}

/// Takes an issued paper back; it stays readable.
///
/// # Errors
/// The database refuses.
pub async fn withdraw(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    reason: &str,
) -> Result<Outcome, AppError> {
    let changes = document::ActiveModel { is_shown_to_sender: Set(false), ..Default::default() };
    record(tx, by, row, (Act::Withdrawn, reason), None, changes).await
}

/// Gives a draft up.
///
/// # Errors
/// The database refuses.
pub async fn discard(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    reason: &str,
) -> Result<Outcome, AppError> {
    record(tx, by, row, (Act::Discarded, reason), None, document::ActiveModel::default()).await
}

/// Something that belongs to an issued paper was added: a signed copy, a service.
///
/// # Errors
/// The database refuses.
pub async fn note(
    tx: &Tx,
    by: By<'_>,
    row: &document::Model,
    (act, note): (Act, &str),
    is_shown_to_sender: bool,
) -> Result<Outcome, AppError> {
    let shown = row.is_shown_to_sender || is_shown_to_sender;
    let changes = document::ActiveModel { is_shown_to_sender: Set(shown), ..Default::default() };
    record(tx, by, row, (act, note), None, changes).await
}
