//! `POST /dialogues/{id}/announcement|attendance|cancellation|correction|closing`.

use axum::extract::Path;
use axum_extra::extract::Form;
use entity::meeting;
use uuid::Uuid;

use super::super::act::{self, By, Outcome};
use super::super::form::{AttendanceForm, REASON_MAX, ReasonForm, VersionForm};
use super::super::store;
use super::shown::{may_work, show_page};
use crate::audit::{self, Deed, Entry};
use crate::db::Tx;
use crate::error::{Answer, AppError};
use crate::web::context::{Ctx, redirect_with};
use crate::web::errors::refusal_text;
use crate::web::form::FormErrors;
use crate::web::page;

/// A meeting the reader works on, as they saw it.
///
/// # Errors
/// It is not theirs, somebody else changed it, or the database failed.
pub async fn seen(ctx: &Ctx, id: Uuid, version: &str) -> Result<meeting::Model, AppError> {
    let meeting = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    if !may_work(ctx, &meeting)? {
        return Err(AppError::NotFound);
    }
    match version.parse::<i32>() {
        Ok(version) if meeting.version == version => Ok(meeting),
        Ok(_) => Err(AppError::Conflict(format!("meeting {id}"))),
        Err(_) => Err(AppError::BadRequest("version".to_owned())),
    }
}

pub fn by(ctx: &Ctx) -> Result<By<'_>, AppError> {
    let account_id = Some(ctx.actor()?.account_id);
    Ok(By { app: &ctx.app, account_id, today: ctx.today, now: ctx.now })
}

/// Ends the transaction of an act: told and shown, or refused with the sentence beside a field.
///
/// # Errors
/// Somebody else was faster, or the database failed.
pub async fn finish(
    ctx: &Ctx,
    tx: Tx,
    outcome: Outcome,
    meeting: &meeting::Model,
    (code, flash): (&str, &'static str),
) -> Result<Result<axum::response::Response, String>, AppError> {
    let conflict = || AppError::Conflict(format!("meeting {}", meeting.id));
    match outcome {
        Outcome::Done => {
            let told = Entry::by(ctx.actor()?, Deed::DialogueChanged, Some(meeting.id)).with(code);
            audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
            Ok(Ok(redirect_with(ctx, &format!("/dialogues/{}", meeting.id), flash)))
        }
        Outcome::Refused(refusal) => {
            tx.rollback().await?;
            Ok(Err(refusal_text(ctx.lang, &refusal)))
        }
        Outcome::Short(latest) => {
            tx.rollback().await?;
            Ok(Err(short_text(ctx, latest)))
        }
        Outcome::Stale | Outcome::Clashes(_) => {
            tx.rollback().await?;
            Err(conflict())
        }
    }
}

/// Why a meeting cannot be announced any more without a reason.
pub fn short_text(ctx: &Ctx, latest: chrono::NaiveDate) -> String {
    ctx.lang.ta("dialogue-announce-short", &[("day", ctx.lang.date(latest))])
}

async fn refused(
    ctx: &Ctx,
    meeting: &meeting::Model,
    (field, sentence): (&'static str, String),
    forms: (AttendanceForm, ReasonForm),
) -> Answer {
    let mut errors = FormErrors::default();
    errors.add_with(field, "error-reception-refused", vec![("sentence", sentence)]);
    page::invalid(&show_page(ctx, meeting, forms, errors).await?)
}

/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn announce(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<VersionForm>) -> Answer {
    let meeting = seen(&ctx, id, &form.version).await?;
    let tx = ctx.app.db.begin_write().await?;
    let outcome = act::announce(&tx, by(&ctx)?, &meeting).await?;
    match finish(&ctx, tx, outcome, &meeting, ("announced", "dialogue-announced")).await? {
        Ok(answer) => Ok(answer),
        Err(text) => refused(&ctx, &meeting, ("announcement", text), Default::default()).await,
    }
}

/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn attend(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<AttendanceForm>) -> Answer {
    let meeting = seen(&ctx, id, &form.version).await?;
    let people = store::people(ctx.app.db.read(), id).await?;
    let ids: Vec<Uuid> = people.iter().map(|one| one.id).collect();
    let mut errors = FormErrors::default();
    let presences = form.read(&mut errors, &ids);
    if ctx.today < meeting.held_on {
        errors.add("presences", "error-meeting-ahead");
    }
    let attendance = act::attendance_of(&people, &presences);
    let Some(attendance) = attendance.filter(|_| errors.is_empty()) else {
        if errors.is_empty() {
            errors.add("presences", "error-attendance");
        }
        let forms = (form, ReasonForm::default());
        return page::invalid(&show_page(&ctx, &meeting, forms, errors).await?);
    };
    let tx = ctx.app.db.begin_write().await?;
    let outcome = act::hold(&tx, by(&ctx)?, &meeting, attendance, presences).await?;
    match finish(&ctx, tx, outcome, &meeting, ("held", "dialogue-held")).await? {
        Ok(answer) => Ok(answer),
        Err(text) => {
            refused(&ctx, &meeting, ("presences", text), (form, ReasonForm::default())).await
        }
    }
}

/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn cancel(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ReasonForm>) -> Answer {
    call_off(ctx, id, form, false).await
}

/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn correct(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ReasonForm>) -> Answer {
    call_off(ctx, id, form, true).await
}

async fn call_off(ctx: Ctx, id: Uuid, form: ReasonForm, is_mistake: bool) -> Answer {
    let meeting = seen(&ctx, id, &form.version).await?;
    let mut errors = FormErrors::default();
    let reason = errors.line("call_off_reason", &form.call_off_reason, true, REASON_MAX);
    if !errors.is_empty() {
        let forms = (AttendanceForm::default(), form);
        return page::invalid(&show_page(&ctx, &meeting, forms, errors).await?);
    }
    let tx = ctx.app.db.begin_write().await?;
    let outcome = act::call_off(&tx, by(&ctx)?, &meeting, is_mistake, &reason).await?;
    let told = if is_mistake {
        ("entered-in-error", "dialogue-corrected")
    } else {
        ("cancelled", "dialogue-cancelled")
    };
    match finish(&ctx, tx, outcome, &meeting, told).await? {
        Ok(answer) => Ok(answer),
        Err(text) => {
            let forms = (AttendanceForm::default(), form);
            refused(&ctx, &meeting, ("call_off_reason", text), forms).await
        }
    }
}

/// # Errors
/// It is not the reader's, somebody else changed it, or the database failed.
pub async fn close(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<VersionForm>) -> Answer {
    let meeting = seen(&ctx, id, &form.version).await?;
    let open =
        crate::commitments::store::open_of_meetings(ctx.app.db.read(), vec![meeting.id]).await?;
    if open.contains_key(&meeting.id) {
        let text = ctx.lang.t("error-meeting-open-promises");
        return refused(&ctx, &meeting, ("closing", text), Default::default()).await;
    }
    let tx = ctx.app.db.begin_write().await?;
    let outcome = act::close(&tx, by(&ctx)?, &meeting).await?;
    match finish(&ctx, tx, outcome, &meeting, ("closed", "dialogue-closed")).await? {
        Ok(answer) => Ok(answer),
        Err(text) => refused(&ctx, &meeting, ("closing", text), Default::default()).await,
    }
}
