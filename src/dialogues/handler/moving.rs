//! `GET|POST /dialogues/{id}/move`: what would follow is shown before anything is done.

use axum::extract::Path;
use axum_extra::extract::{Form, Query};
use entity::{household, meeting};
use law::meeting::{MeetingKind, Stage};
use uuid::Uuid;

use super::super::act::{self, Outcome};
use super::super::choices::{self, Choices, Nature};
use super::super::form::{REASON_MAX, SettingForm};
use super::super::plan::{Setting, booking};
use super::super::view::{Consequences, MovePage};
use super::super::{rules, store};
use super::acts::{by, finish, seen};
use super::shown::{head, may_work, stretch};
use crate::accounts;
use crate::bookings::{self, clock};
use crate::campaigns;
use crate::cases;
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// Stages from which a meeting can be moved.
fn moves(meeting: &meeting::Model) -> bool {
    Stage::from_code(&meeting.stage).is_some_and(Stage::can_be_moved)
}

/// What is not given stays as it is; a meeting that is given a new hour keeps its length.
fn filled(meeting: &meeting::Model, asked: SettingForm) -> SettingForm {
    let or = |asked: String, kept: String| if asked.is_empty() { kept } else { asked };
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let length = meeting.to_minute - meeting.from_minute;
    let from = bookings::minute(&asked.from_time);
    let to = from.map_or(meeting.to_minute, |from| from + length);
    // Another room has another place.
    let is_same_room = asked.room.is_empty() || asked.room == id(meeting.room_id);
    let place = if is_same_room { meeting.place.clone() } else { String::new() };
    SettingForm {
        meeting_on: or(asked.meeting_on, meeting.held_on.to_string()),
        from_time: or(asked.from_time, clock(meeting.from_minute)),
        to_time: or(asked.to_time, clock(to)),
        room: or(asked.room, id(meeting.room_id)),
        meeting_place: or(asked.meeting_place, place),
        chair: or(asked.chair, meeting.chair_id.to_string()),
        officer: or(asked.officer, id(meeting.officer_id)),
        exception_reason: or(asked.exception_reason, meeting.exception_reason.clone()),
        version: meeting.version.to_string(),
        ..asked
    }
}

async fn nature(ctx: &Ctx, meeting: &meeting::Model) -> Result<Option<Nature>, AppError> {
    let is_group = match meeting.case_id {
        Some(id) => {
            cases::store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?.complainants > 1
        }
        None => false,
    };
    let kind = MeetingKind::from_code(&meeting.kind);
    Ok(kind.map(|kind| Nature { kind, is_group, is_sensitive: meeting.is_sensitive }))
}

async fn choices_of(ctx: &Ctx, meeting: &meeting::Model) -> Result<Choices, AppError> {
    let chair = accounts::store::get(ctx.app.db.read(), meeting.chair_id).await?;
    Ok(choices::of_unit(ctx, meeting.unit_id).await?.keeping(meeting, chair))
}

async fn household_of(
    ctx: &Ctx,
    meeting: &meeting::Model,
) -> Result<Option<household::Model>, AppError> {
    let Some(id) = meeting.household_id else { return Ok(None) };
    Ok(campaigns::store::households_of_meetings(ctx.app.db.read(), vec![id]).await?.remove(&id))
}

/// # Errors
/// It is not the reader's to move, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>, Query(asked): Query<SettingForm>) -> Answer {
    let meeting = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    if !may_work(&ctx, &meeting)? || !moves(&meeting) {
        return Err(AppError::NotFound);
    }
    let is_asked = !asked.meeting_on.is_empty() || !asked.from_time.is_empty();
    let form = filled(&meeting, asked);
    let choices = choices_of(&ctx, &meeting).await?;
    let mut errors = FormErrors::default();
    let mut consequences = None;
    if is_asked {
        let nature = nature(&ctx, &meeting).await?;
        let setting = choices::setting(&ctx, &mut errors, &form, &choices, nature);
        if let Some(setting) = setting {
            consequences = consequences_of(&ctx, &meeting, &setting, &choices, &mut errors).await?;
        }
    }
    let answer = move_page(&ctx, &meeting, (&choices, consequences), form, errors).await?;
    if answer.errors.is_empty() { page::ok(&answer) } else { page::invalid(&answer) }
}

async fn move_page(
    ctx: &Ctx,
    meeting: &meeting::Model,
    (choices, consequences): (&Choices, Option<Consequences>),
    form: SettingForm,
    errors: FormErrors,
) -> Result<MovePage, AppError> {
    Ok(MovePage {
        page: Page::new(ctx, "dialogue-move-title").with_errors(!errors.is_empty()),
        head: head(ctx, meeting).await?,
        consequences,
        rooms: choices.room_options(),
        chairs: choices.chair_options(ctx),
        officers: choices.officer_options(ctx),
        version: meeting.version,
        form,
        errors,
    })
}

/// What would follow, in sentences; none if somebody or something is taken.
async fn consequences_of(
    ctx: &Ctx,
    meeting: &meeting::Model,
    to: &Setting,
    choices: &Choices,
    errors: &mut FormErrors,
) -> Result<Option<Consequences>, AppError> {
    let db = ctx.app.db.read();
    let household = household_of(ctx, meeting).await?;
    let wanted = booking(meeting.id, meeting.household_id, to);
    let clashes = bookings::store::clashes(db, &[wanted]).await?;
    if !clashes.is_empty() {
        choices::add_clashes(errors, choices, household.as_ref(), &clashes);
        return Ok(None);
    }
    let lang = ctx.lang;
    let before = stretch(meeting);
    let mut lines = vec![lang.ta(
        "move-when",
        &[
            ("before", format!("{}, {}", before.hours(), lang.weekday_date(before.on))),
            ("after", format!("{}, {}", to.stretch.hours(), lang.weekday_date(to.stretch.on))),
        ],
    )];
    if to.place != meeting.place {
        let args = [("before", meeting.place.clone()), ("after", to.place.clone())];
        lines.push(lang.ta("move-where", &args));
    }
    lines.push(lang.t("move-no-clash"));
    if let Some(kind) = MeetingKind::from_code(&meeting.kind) {
        let notice = ctx.app.config.dialogues.notice_days;
        let latest = rules::announce_by(kind, to.stretch.on, notice);
        lines.push(lang.ta("move-notice", &[("day", lang.date(latest))]));
    }
    if meeting.announced_on.is_some() {
        let people = store::people(db, meeting.id).await?;
        let (mail, paper): (Vec<_>, Vec<_>) = people.iter().partition(|one| !one.email.is_empty());
        let args = [("mail", mail.len().to_string()), ("paper", paper.len().to_string())];
        lines.push(lang.ta("move-letters", &args));
        lines.push(lang.t("move-staff"));
    } else {
        lines.push(lang.t("move-nobody-told"));
    }
    Ok(Some(Consequences { lines }))
}

/// # Errors
/// It is not the reader's to move, somebody else changed it, or the database failed.
pub async fn record(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<SettingForm>) -> Answer {
    let meeting = seen(&ctx, id, &form.version).await?;
    if !moves(&meeting) {
        return Err(AppError::NotFound);
    }
    let choices = choices_of(&ctx, &meeting).await?;
    let mut errors = FormErrors::default();
    let nature = nature(&ctx, &meeting).await?;
    let setting = choices::setting(&ctx, &mut errors, &form, &choices, nature);
    let reason = errors.line("move_reason", &form.move_reason, true, REASON_MAX);
    let Some(setting) = setting.filter(|_| errors.is_empty()) else {
        return page::invalid(&move_page(&ctx, &meeting, (&choices, None), form, errors).await?);
    };
    if form.confirmed != "yes" {
        let seen = consequences_of(&ctx, &meeting, &setting, &choices, &mut errors).await?;
        let shown = move_page(&ctx, &meeting, (&choices, seen), form, errors).await?;
        return page::invalid(&shown);
    }
    let tx = ctx.app.db.begin_write().await?;
    let outcome = match act::move_to(&tx, by(&ctx)?, &meeting, setting, &reason).await? {
        Outcome::Clashes(clashes) => {
            tx.rollback().await?;
            let household = household_of(&ctx, &meeting).await?;
            choices::add_clashes(&mut errors, &choices, household.as_ref(), &clashes);
            let shown = move_page(&ctx, &meeting, (&choices, None), form, errors).await?;
            return page::invalid(&shown);
        }
        other => other,
    };
    match finish(&ctx, tx, outcome, &meeting, ("moved", "dialogue-moved")).await? {
        Ok(answer) => Ok(answer),
        Err(text) => {
            errors.add_with("meeting_on", "error-reception-refused", vec![("sentence", text)]);
            page::invalid(&move_page(&ctx, &meeting, (&choices, None), form, errors).await?)
        }
    }
}
