//! `POST /documents/{id}/submission|approval|return|bypass|issue|withdrawal|replacement|discarding`.

use std::borrow::Cow;

use axum::extract::Path;
use axum_extra::extract::Form;
use chrono::NaiveDate;
use papers::PaperError;
use serde::Deserialize;
use uuid::Uuid;

use super::show::{Loaded, Typed, again, load};
use super::{by, href, told};
use crate::audit;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::documents::act::{self, Outcome, Place, stage_of};
use crate::documents::catalogue;
use crate::documents::content::{Content, is_signed_off};
use crate::documents::form::{NOTE_MAX, add_missing};
use crate::documents::letters;
use crate::documents::stage::{Act, Stage};
use crate::documents::view::Small;
use crate::error::{Answer, AppError};
use crate::policy::documents::PaperAct;
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;

/// What the small forms of the page send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ActForm {
    version: String,
    /// The hash of what was shown.
    hash: String,
    remarks: String,
    reason: String,
    withdrawal: String,
    issued_on: String,
}

impl ActForm {
    fn small(&self) -> Small {
        Small {
            remarks: self.remarks.clone(),
            reason: self.reason.clone(),
            withdrawal: self.withdrawal.clone(),
            issued_on: self.issued_on.clone(),
            ..Small::default()
        }
    }
}

/// Days that are usually today's.
pub fn dated(ctx: &Ctx, small: Small) -> Small {
    let or_today = |raw: String| if raw.is_empty() { ctx.today.to_string() } else { raw };
    Small { issued_on: or_today(small.issued_on), sent_on: or_today(small.sent_on), ..small }
}

/// A paper that the reader may do something with, in the transaction that does it; none if it is no longer as they
/// saw it, which [`stale`] answers.
///
/// # Errors
/// It is not there for the reader or not theirs to do this with, or the database failed.
pub(super) async fn begin(
    ctx: &Ctx,
    id: Uuid,
    act: PaperAct,
    version: &str,
) -> Result<Option<(Tx, Loaded)>, AppError> {
    let version: i32 = version.parse().map_err(|_| AppError::BadRequest("version".to_owned()))?;
    let tx = ctx.app.db.begin_write().await?;
    let loaded = load(ctx, &tx, id).await?;
    loaded.permit(ctx, act)?;
    if loaded.row.version == version {
        return Ok(Some((tx, loaded)));
    }
    tx.rollback().await?;
    Ok(None)
}

/// The paper as it is now: somebody was faster.
pub(super) async fn stale(ctx: &Ctx, id: Uuid, small: Small) -> Answer {
    again(ctx, id, Typed { is_conflict: true, small, ..Typed::default() }).await
}

/// The page again with what is wrong, after giving up what was begun.
pub(super) async fn refuse(
    ctx: &Ctx,
    tx: Tx,
    id: Uuid,
    (errors, small): (FormErrors, Small),
) -> Answer {
    tx.rollback().await?;
    again(ctx, id, Typed { errors, small, ..Typed::default() }).await
}

/// Ends an act: commits it with what the log says, or shows why it was not done.
async fn end(
    ctx: &Ctx,
    tx: Tx,
    (loaded, act): (&Loaded, Act),
    outcome: Outcome,
    small: Small,
) -> Answer {
    let id = loaded.row.id;
    let typed = match outcome {
        Outcome::Done => {
            let entry = told(ctx, &loaded.subject, id, act.code())?;
            audit::commit(&ctx.app, tx, ctx.now, vec![entry]).await?;
            tracing::info!(paper = %id, act = act.code(), account = %ctx.actor()?.account_id, "paper");
            return Ok(redirect_with(ctx, &href(id), flash(act)));
        }
        Outcome::Conflict | Outcome::WrongStage => {
            Typed { is_conflict: true, small, ..Typed::default() }
        }
        Outcome::NotWhatWasApproved => Typed {
            warning: Some(ctx.lang.t("paper-not-what-was-approved")),
            small,
            ..Typed::default()
        },
        Outcome::Unprintable(error) => {
            Typed { warning: Some(unprintable(ctx, &error)), small, ..Typed::default() }
        }
    };
    tx.rollback().await?;
    again(ctx, id, typed).await
}

fn flash(act: Act) -> &'static str {
    match act {
        Act::Submitted => "paper-submitted",
        Act::Approved => "paper-approved",
        Act::SentBack => "paper-sent-back",
        Act::Bypassed => "paper-bypassed-done",
        Act::Issued => "paper-issued",
        Act::Withdrawn => "paper-withdrawn",
        Act::Discarded => "paper-discarded",
        Act::Served => "paper-served",
        Act::FileAdded => "paper-file-added",
        Act::Drafted | Act::Edited | Act::Replaced => "paper-saved",
    }
}

/// Which text cannot be printed, in a sentence.
pub fn unprintable(ctx: &Ctx, error: &PaperError) -> String {
    match error {
        PaperError::MissingGlyph { character, .. }
        | PaperError::ForbiddenCharacter { character, .. } => {
            let shown = format!("{character} (U+{:04X})", u32::from(*character));
            ctx.lang.ta("error-paper-character", &[("character", shown)])
        }
        PaperError::TooLong { limit, .. } | PaperError::TooMany { limit, .. } => {
            ctx.lang.ta("error-paper-part-long", &[("max", limit.to_string())])
        }
        _ => ctx.lang.t("error-paper-made"),
    }
}

/// Hands it in, if nothing that the form asks for is missing.
///
/// # Errors
/// The paper is not the reader's to write, or the database failed.
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ActForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::Write, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let mut errors = FormErrors::default();
    check_whole(&loaded.content, &mut errors);
    if !errors.is_empty() {
        return refuse(&ctx, tx, id, (errors, form.small())).await;
    }
    let by = by(&ctx)?;
    let outcome = act::submit(&tx, by, &loaded.row).await?;
    if outcome == Outcome::Done {
        letters::to_sign(&tx, by, &loaded.row).await?;
    }
    end(&ctx, tx, (&loaded, Act::Submitted), outcome, form.small()).await
}

/// What a paper needs before anybody signs it: all that the form asks for, and who signs.
fn check_whole(content: &Content, errors: &mut FormErrors) {
    add_missing(content, errors);
    if is_signed_off(&content.form) && content.signing.name.is_empty() {
        errors.add("signer_name", "error-required");
    }
}

/// # Errors
/// The paper is not the reader's to sign off, or the database failed.
pub async fn approve(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ActForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::SignOff, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let by = by(&ctx)?;
    let outcome = act::approve(&tx, by, &loaded.row, &form.hash).await?;
    if outcome == Outcome::Done {
        letters::decided(&tx, by, &loaded.row, Act::Approved, "").await?;
    }
    end(&ctx, tx, (&loaded, Act::Approved), outcome, form.small()).await
}

/// # Errors
/// The paper is not the reader's to sign off, or the database failed.
pub async fn send_back(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ActForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::SignOff, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let mut errors = FormErrors::default();
    let remarks = errors.text("remarks", &form.remarks, true, NOTE_MAX);
    if !errors.is_empty() {
        return refuse(&ctx, tx, id, (errors, form.small())).await;
    }
    let by = by(&ctx)?;
    let outcome = act::send_back(&tx, by, &loaded.row, &remarks).await?;
    if outcome == Outcome::Done {
        letters::decided(&tx, by, &loaded.row, Act::SentBack, &remarks).await?;
    }
    end(&ctx, tx, (&loaded, Act::SentBack), outcome, form.small()).await
}

/// # Errors
/// The paper is not the reader's to sign off alone, or the database failed.
pub async fn bypass(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ActForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::Bypass, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let mut errors = FormErrors::default();
    check_whole(&loaded.content, &mut errors);
    let reason = errors.text("reason", &form.reason, true, NOTE_MAX);
    if !errors.is_empty() {
        return refuse(&ctx, tx, id, (errors, form.small())).await;
    }
    let by = by(&ctx)?;
    let outcome = act::bypass(&tx, by, &loaded.row, &reason).await?;
    end(&ctx, tx, (&loaded, Act::Bypassed), outcome, form.small()).await
}

/// The day a paper is issued on: not ahead, and not before it was signed off.
fn issue_day(ctx: &Ctx, loaded: &Loaded, raw: &str, errors: &mut FormErrors) -> Option<NaiveDate> {
    let on = errors.date("issued_on", raw, true)?;
    if on > ctx.today {
        errors.add("issued_on", "error-date-ahead");
    } else if on < date_in_vietnam(loaded.row.changed_at) {
        let day = ctx.lang.date(date_in_vietnam(loaded.row.changed_at));
        errors.add_with("issued_on", "error-issued-before", vec![("day", day)]);
    }
    Some(on).filter(|_| errors.is_empty())
}

/// # Errors
/// The paper is not the reader's to issue, or the database failed.
pub async fn issue(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ActForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::Issue, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let mut errors = FormErrors::default();
    check_whole(&loaded.content, &mut errors);
    let on = issue_day(&ctx, &loaded, &form.issued_on, &mut errors);
    let Some(on) = on.filter(|_| errors.is_empty()) else {
        return refuse(&ctx, tx, id, (errors, form.small())).await;
    };
    let by = by(&ctx)?;
    let outcome = act::issue(&tx, by, &loaded.row, on).await?;
    end(&ctx, tx, (&loaded, Act::Issued), outcome, form.small()).await
}

/// # Errors
/// The paper is not the reader's to take back, or the database failed.
pub async fn withdraw(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ActForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::Withdraw, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let mut errors = FormErrors::default();
    let reason = errors.text("withdrawal", &form.withdrawal, true, NOTE_MAX);
    if !errors.is_empty() {
        return refuse(&ctx, tx, id, (errors, form.small())).await;
    }
    let by = by(&ctx)?;
    let outcome = act::withdraw(&tx, by, &loaded.row, &reason).await?;
    end(&ctx, tx, (&loaded, Act::Withdrawn), outcome, form.small()).await
}

/// Begins a paper in the place of one that was issued, with all that was written there. The old one gives way
/// once the new one is issued.
///
/// # Errors
/// The paper is not the reader's to write, or the database failed.
pub async fn replace(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ActForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::Write, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let stage = stage_of(&loaded.row)?;
    if !matches!(stage, Stage::Issued | Stage::Withdrawn) {
        tx.rollback().await?;
        return stale(&ctx, id, form.small()).await;
    }
    // The form of today, if there still is one of that name.
    let unit = loaded.row.unit_id;
    let forms = catalogue::forms(&tx, &ctx.app.units(), unit, ctx.today).await?;
    let newest = forms.into_iter().find(|one| one.key() == loaded.row.form_key);
    let newest = newest.map_or_else(|| loaded.content.form.clone(), Cow::into_owned);
    let mut content = Content { form: newest, ..loaded.content.clone() };
    content.values.retain(|name, _| content.form.fields().iter().any(|field| field.name == *name));
    let by = by(&ctx)?;
    let place = Place::of_row(&loaded.row);
    let new = act::draft(&tx, by, place, &content, Some(id)).await?;
    let entry = told(&ctx, &loaded.subject, new, Act::Drafted.code())?;
    audit::commit(&ctx.app, tx, ctx.now, vec![entry]).await?;
    Ok(redirect_with(&ctx, &href(new), "paper-replacement-begun"))
}

/// # Errors
/// The paper is not the reader's to give up, or the database failed.
pub async fn discard(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ActForm>) -> Answer {
    let Some((tx, loaded)) = begin(&ctx, id, PaperAct::Write, &form.version).await? else {
        return stale(&ctx, id, form.small()).await;
    };
    let by = by(&ctx)?;
    let outcome = act::discard(&tx, by, &loaded.row, "").await?;
    end(&ctx, tx, (&loaded, Act::Discarded), outcome, form.small()).await
}
