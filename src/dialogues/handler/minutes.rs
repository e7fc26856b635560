//! `GET|POST /dialogues/{id}/minutes`, `POST /dialogues/{id}/minutes/signing`. Two who write at the same time
//! never lose a word of each other; what is signed is not written any more.

use axum::extract::Path;
use axum_extra::extract::Form;
use entity::{meeting, meeting_minutes, meeting_person};
use law::meeting::Stage;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::super::act;
use super::super::form::{AttendanceForm, MinutesForm, Said, TEXT_MAX, VersionForm};
use super::super::minutes::{COPIES_OF_LAW, hash, lacks};
use super::super::store;
use super::super::view::{MinutesPage, PersonRow};
use super::acts::{by, finish, seen};
use super::shown::{head, may_work, minutes_shown, person_row};
use crate::audit::{self, Deed, Entry};
use crate::bookings::{clock, minute};
use crate::commitments;
use crate::db::Tx;
use crate::error::{Answer, AppError};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// Copies nobody makes more of.
const COPIES_MAX: i32 = 50;

async fn to_write(ctx: &Ctx, id: Uuid) -> Result<meeting::Model, AppError> {
    let meeting = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    let is_open = Stage::from_code(&meeting.stage).is_some_and(Stage::takes_minutes);
    if may_work(ctx, &meeting)? && is_open { Ok(meeting) } else { Err(AppError::NotFound) }
}

/// # Errors
/// They are not the reader's to write, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let meeting = to_write(&ctx, id).await?;
    page::ok(&minutes_page(&ctx, &meeting, None, FormErrors::default()).await?)
}

fn stored_form(meeting: &meeting::Model, found: Option<&meeting_minutes::Model>) -> MinutesForm {
    let Some(found) = found else {
        return MinutesForm {
            began_at: clock(meeting.from_minute),
            copies: COPIES_OF_LAW.to_string(),
            version: "0".to_owned(),
            ..MinutesForm::default()
        };
    };
    MinutesForm {
        began_at: found.began_at.clone(),
        ended_at: found.ended_at.clone(),
        opening: found.opening.clone(),
        findings: found.findings.clone(),
        agreed_points: found.agreed_points.clone(),
        open_points: found.open_points.clone(),
        copies: found.copies.to_string(),
        was_read_back: if found.was_read_back { "yes" } else { "" }.to_owned(),
        version: found.version.to_string(),
        ..MinutesForm::default()
    }
}

/// What was typed stands over what is stored; what somebody else stored meanwhile stands beside it.
async fn minutes_page(
    ctx: &Ctx,
    meeting: &meeting::Model,
    typed: Option<MinutesForm>,
    errors: FormErrors,
) -> Result<MinutesPage, AppError> {
    let db = ctx.app.db.read();
    let found = store::minutes(db, meeting.id).await?;
    let people = store::people(db, meeting.id).await?;
    let version = found.as_ref().map_or(0, |found| found.version);
    let lacks = match &found {
        Some(found) => lacks(meeting, found, &people),
        None => Vec::new(),
    };
    let form = typed.clone().unwrap_or_else(|| stored_form(meeting, found.as_ref()));
    let is_stale = form.version != version.to_string();
    let theirs = match found {
        Some(found) if is_stale => Some(minutes_shown(ctx, meeting, found, &people).await?),
        _ => None,
    };
    let rows = people.iter().map(|one| typed_row(ctx, one, typed.as_ref())).collect();
    let choice = |code: &str| (code.to_owned(), ctx.lang.t(&format!("signature-{code}")));
    Ok(MinutesPage {
        page: Page::new(ctx, "minutes-title").with_errors(!errors.is_empty()),
        head: head(ctx, meeting).await?,
        people: rows,
        signatures: ["signed", "refused"].into_iter().map(choice).collect(),
        lacks: lacks
            .iter()
            .map(|lack| ctx.lang.t(&format!("minutes-lack-{}", lack.code())))
            .collect(),
        theirs,
        version,
        form,
        errors,
    })
}

fn typed_row(ctx: &Ctx, one: &meeting_person::Model, typed: Option<&MinutesForm>) -> PersonRow {
    let row = person_row(ctx, one, &AttendanceForm::default());
    let Some(typed) = typed else { return row };
    let Some(place) = typed.person.iter().position(|raw| *raw == row.id) else { return row };
    let at = |list: &[String]| list.get(place).cloned().unwrap_or_default();
    PersonRow {
        opinion: at(&typed.opinion),
        signature: at(&typed.signature),
        refusal_reason: at(&typed.refusal_reason),
        ..row
    }
}

/// What is written into the row of the minutes.
fn read(
    errors: &mut FormErrors,
    form: &MinutesForm,
    (saved_by, now): (Uuid, chrono::DateTime<chrono::Utc>),
) -> meeting_minutes::ActiveModel {
    let mut time = |field, raw: &str| {
        if !raw.trim().is_empty() && minute(raw).is_none() {
            errors.add(field, "error-reception-time");
        }
        minute(raw).map(clock).unwrap_or_default()
    };
    let (began_at, ended_at) = (time("began_at", &form.began_at), time("ended_at", &form.ended_at));
    let copies = form.copies.trim().parse().ok().filter(|n| (1..=COPIES_MAX).contains(n));
    if copies.is_none() {
        errors.add_with("copies", "error-copies", vec![("max", COPIES_MAX.to_string())]);
    }
    let mut text = |field, raw: &str| errors.text(field, raw, false, TEXT_MAX);
    meeting_minutes::ActiveModel {
        opening: Set(text("opening", &form.opening)),
        findings: Set(text("findings", &form.findings)),
        agreed_points: Set(text("agreed_points", &form.agreed_points)),
        open_points: Set(text("open_points", &form.open_points)),
        began_at: Set(began_at),
        ended_at: Set(ended_at),
        copies: Set(copies.unwrap_or(COPIES_OF_LAW)),
        was_read_back: Set(form.was_read_back == "yes"),
        saved_by: Set(saved_by),
        saved_at: Set(now),
        signed_on: Set(None),
        signed_hash: Set(None),
        ..Default::default()
    }
}

async fn write_said(tx: &Tx, said: Vec<Said>) -> Result<(), AppError> {
    for one in said {
        let row = meeting_person::ActiveModel {
            id: Set(one.person_id),
            opinion: Set(one.opinion),
            signature: Set(one.signature.map(str::to_owned)),
            refusal_reason: Set(one.refusal_reason),
            ..Default::default()
        };
        store::update_person(tx, row).await?;
    }
    Ok(())
}

/// # Errors
/// They are not the reader's to write, or the database failed.
pub async fn save(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<MinutesForm>) -> Answer {
    let meeting = to_write(&ctx, id).await?;
    let actor = ctx.actor()?;
    let people = store::people(ctx.app.db.read(), id).await?;
    let ids: Vec<Uuid> = people.iter().map(|one| one.id).collect();
    let mut errors = FormErrors::default();
    let said = form.said(&mut errors, &ids);
    let row = read(&mut errors, &form, (actor.account_id, ctx.now));
    let Ok(seen) = form.version.parse::<i32>() else {
        return Err(AppError::BadRequest("version".to_owned()));
    };
    if !errors.is_empty() {
        return page::invalid(&minutes_page(&ctx, &meeting, Some(form), errors).await?);
    }
    let tx = ctx.app.db.begin_write().await?;
    if !store::save_minutes(&tx, (id, seen), row).await? {
        tx.rollback().await?;
        // Both versions are shown; the person decides what of theirs is written again.
        let shown = minutes_page(&ctx, &meeting, Some(form), FormErrors::default()).await?;
        return page::html(axum::http::StatusCode::CONFLICT, &shown);
    }
    write_said(&tx, said).await?;
    let told = Entry::by(actor, Deed::DialogueChanged, Some(id)).with("minutes");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &format!("/dialogues/{id}/minutes"), "minutes-saved"))
}

/// # Errors
/// They are not the reader's to sign, somebody else changed the meeting, or the database failed.
pub async fn sign(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<VersionForm>) -> Answer {
    let meeting = to_write(&ctx, id).await?;
    let meeting = seen(&ctx, id, &meeting.version.to_string()).await?;
    let tx = ctx.app.db.begin_write().await?;
    let found = store::minutes(&tx, id).await?;
    let people = store::people(&tx, id).await?;
    let found = found.filter(|found| found.version.to_string() == form.version);
    let Some(found) = found else {
        tx.rollback().await?;
        return Err(AppError::Conflict(format!("minutes of meeting {id}")));
    };
    let lacking = lacks(&meeting, &found, &people);
    if let Some(lack) = lacking.first() {
        tx.rollback().await?;
        let mut errors = FormErrors::default();
        let sentence = ctx.lang.t(&format!("minutes-lack-{}", lack.code()));
        errors.add_with("signing", "error-reception-refused", vec![("sentence", sentence)]);
        return page::invalid(&minutes_page(&ctx, &meeting, None, errors).await?);
    }
    let signed = meeting_minutes::ActiveModel {
        signed_on: Set(Some(ctx.today)),
        signed_hash: Set(Some(hash(&meeting, &found, &people))),
        ..Default::default()
    };
    if !store::save_minutes(&tx, (id, found.version), signed).await? {
        tx.rollback().await?;
        return Err(AppError::Conflict(format!("minutes of meeting {id}")));
    }
    let open = commitments::store::open_of_meetings(&tx, vec![id]).await?;
    let outcome = act::sign(&tx, by(&ctx)?, &meeting, open.contains_key(&id)).await?;
    match finish(&ctx, tx, outcome, &meeting, ("minutes-signed", "minutes-signed")).await? {
        Ok(answer) => Ok(answer),
        Err(text) => {
            let mut errors = FormErrors::default();
            errors.add_with("signing", "error-reception-refused", vec![("sentence", text)]);
            page::invalid(&minutes_page(&ctx, &meeting, None, errors).await?)
        }
    }
}
