//! `GET /denunciation`, `POST /denunciation/start`, `GET /denunciation/new`, `POST /denunciation/submission`,
//! `GET /denunciation/confirmation`, `POST /denunciation/end`.

mod body;
pub mod register;

use axum::Json;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{CookieJar, Form};
use law::denunciation::Origin;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use self::body::Sent;
use super::form;
use super::view::{GuidePage, NumberPage, WritePage};
use crate::cases::field;
use crate::cases::page::size_text;
use crate::error::{Answer, AppError};
use crate::intake::answers::Answers;
use crate::intake::draft::{self, Draft, Submission};
use crate::intake::handler::ending::{filed, forgotten};
use crate::intake::view::Choice;
use crate::intake::{files, store};
use crate::sealing::keys::{UnitKeys, online_units};
use crate::web::context::{Ctx, cookie, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

const DENUNCIATION_COOKIE: &str = "denunciation";

/// How to denounce, and where it can be done here.
///
/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx) -> Answer {
    guide(&ctx, String::new(), FormErrors::default()).await
}

async fn guide(ctx: &Ctx, unit: String, errors: FormErrors) -> Answer {
    let template = GuidePage {
        page: Page::new(ctx, "denunciation-title").with_errors(!errors.is_empty()),
        offices: offices(ctx).await?,
        unit,
        is_known: ctx.actor.is_some(),
        errors,
    };
    if template.errors.is_empty() { page::ok(&template) } else { page::invalid(&template) }
}

/// Offices that take filings and whose keys are enough to seal to.
async fn offices(ctx: &Ctx) -> Result<Vec<Choice>, AppError> {
    let ready = online_units(ctx.app.db.read()).await?;
    let units = ctx.app.units();
    let taking = units.taking_filings(ctx.today).into_iter().map(|unit| unit.id);
    let ready = taking.filter(|id| ready.contains(id));
    Ok(ready.filter_map(|id| Some((id.to_string(), units.office(id, ctx.lang)?))).collect())
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct StartForm {
    unit: String,
}

/// Begins a draft that holds the office and nothing else: what is written stays in the browser until it
/// is sent. Who is signed in could be known by it, and is asked to sign out first.
///
/// # Errors
/// Too many drafts from one address, or the database failed.
pub async fn start(ctx: Ctx, Form(form): Form<StartForm>) -> Answer {
    if ctx.actor.is_some() {
        return Ok(redirect_with(&ctx, "/denunciation", "denunciation-signed-in"));
    }
    let known = offices(&ctx).await?;
    if !known.iter().any(|(id, _)| *id == form.unit) {
        let mut errors = FormErrors::default();
        errors.add("unit", "error-choice");
        return guide(&ctx, form.unit, errors).await;
    }
    ctx.app.limits.filing(ctx.ip)?;
    let answers = Answers { unit: form.unit, ..Answers::default() };
    let token = draft::begin(&ctx.app, ctx.now, &answers, None).await?;
    let jar = CookieJar::new().add(cookie(&ctx.app, DENUNCIATION_COOKIE, token));
    Ok((jar, Redirect::to("/denunciation/new")).into_response())
}

/// The draft of this browser with its token and its office, if it has not been filed.
async fn open(ctx: &Ctx, jar: &CookieJar) -> Result<Option<(Draft, String, Uuid)>, AppError> {
    let Some(token) = jar.get(DENUNCIATION_COOKIE).map(|cookie| cookie.value().to_owned()) else {
        return Ok(None);
    };
    let found = draft::find(&ctx.app, ctx.now, &token, None).await?;
    let Some(draft) = found.filter(|draft| draft.case_id.is_none()) else { return Ok(None) };
    let unit = draft.answers.unit.parse::<Uuid>().ok();
    Ok(unit.map(|unit| (draft, token, unit)))
}

/// What an envelope of this draft is bound to: it tells the office, and nothing of a person.
fn context(ctx: &Ctx, unit: Uuid, token: &str) -> String {
    let code = ctx.app.units().get(unit).map(|unit| unit.code.clone()).unwrap_or_default();
    let mark: String = ctx.app.key.token_hash("envelope", token).chars().take(16).collect();
    format!("{code}/{mark}")
}

fn keys_of(unit: &UnitKeys) -> Vec<String> {
    unit.active().map(|key| key.public.to_base64()).collect()
}

/// # Errors
/// The database failed.
pub async fn write(ctx: Ctx, jar: CookieJar) -> Answer {
    let Some((_, token, unit)) = open(&ctx, &jar).await? else {
        return Ok(redirect_with(&ctx, "/denunciation", "filing-expired"));
    };
    let keys = UnitKeys::of_unit(ctx.app.db.read(), unit).await?;
    let limits = &ctx.app.config.limits;
    let origin = |origin: &Origin| {
        let code = origin.code();
        (code.to_owned(), ctx.lang.t(&format!("origin-{code}")))
    };
    page::ok(&WritePage {
        page: Page::new(&ctx, "denunciation-write-title"),
        office: ctx.app.units().office(unit, ctx.lang).unwrap_or_default(),
        context: context(&ctx, unit, &token),
        keys: keys_of(&keys).join(" "),
        origins: Origin::ALL.iter().map(origin).collect(),
        fields: field::choices(ctx.lang),
        max_files: limits.max_files,
        max_size: size_text(i64::try_from(limits.max_file_bytes).unwrap_or(i64::MAX)),
        max_bytes: limits.max_file_bytes,
    })
}

/// Files what the page's script sends, and answers it in JSON: where to go on; or what is wrong beside
/// which field; or the keys of now, if they changed while it was being written.
///
/// # Errors
/// The draft is gone, the body is no form with files, or the database failed.
pub async fn submit(
    ctx: Ctx,
    jar: CookieJar,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    let mut body = body.map_err(|_| AppError::WrongContentType)?;
    ctx.app.limits.filing(ctx.ip)?;
    let Some((draft, token, unit)) = open(&ctx, &jar).await? else {
        // Sent twice: the first has filed it.
        return Ok(Json(json!({ "href": "/denunciation/confirmation" })).into_response());
    };
    let sent = body::read(&ctx, &mut body).await?;
    let envelope = sent.envelope.clone();
    let answer = take(&ctx, sent, &draft, &token, unit).await;
    let is_kept = answer.as_ref().is_ok_and(|answer| answer.status() == StatusCode::OK);
    if let Some(envelope) = envelope.filter(|_| !is_kept) {
        ctx.app.files.remove(&envelope.sha256).await?;
    }
    answer
}

async fn take(ctx: &Ctx, mut sent: Sent, draft: &Draft, token: &str, unit: Uuid) -> Answer {
    let keys = UnitKeys::of_unit(ctx.app.db.read(), unit).await?;
    if !keys.takes_online() {
        sent.errors.add("envelope", "error-no-keys");
        return refused(ctx, &sent.errors);
    }
    let expected = context(ctx, unit, token);
    let sealed = sent.envelope.take().filter(|envelope| envelope.context == expected);
    if sealed.as_ref().is_some_and(|sealed| !keys.is_sealed_to_all(&sealed.key_ids)) {
        let told = json!({ "keys": keys_of(&keys) });
        return Ok((StatusCode::CONFLICT, Json(told)).into_response());
    }
    let new = match form::online(ctx, &sent.form, unit, sealed, token) {
        Ok(new) if sent.errors.is_empty() => new,
        other => {
            sent.errors.0.splice(0..0, other.err().unwrap_or_default().0);
            return refused(ctx, &sent.errors);
        }
    };
    clear_photos(ctx, draft.id).await?;
    body::keep_photos(ctx, draft.id, &mut sent).await?;
    if !sent.errors.is_empty() {
        return refused(ctx, &sent.errors);
    }
    match draft::submit_as(ctx, token, draft::Source::default(), |_| Ok(new)).await? {
        Submission::Filed(_) => {
            Ok(Json(json!({ "href": "/denunciation/confirmation" })).into_response())
        }
        Submission::Incomplete(_) | Submission::Gone => {
            Err(AppError::BadRequest("the draft of this page is gone".to_owned()))
        }
    }
}

/// Photos of an earlier try would be there twice.
async fn clear_photos(ctx: &Ctx, draft_id: Uuid) -> Result<(), AppError> {
    let kept = store::files(ctx.app.db.read(), draft_id).await?;
    let ids: Vec<Uuid> = kept.iter().map(|file| file.id).collect();
    files::remove(&ctx.app, draft_id, &ids).await
}

/// The sentences a page would show, for its script to put beside the fields.
fn refused(ctx: &Ctx, errors: &FormErrors) -> Answer {
    let told: Vec<_> = errors
        .0
        .iter()
        .map(
            |error| json!({ "field": error.field, "message": ctx.lang.ta(error.key, &error.args) }),
        )
        .collect();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "errors": told }))).into_response())
}

/// Number and secret, to be written down.
///
/// # Errors
/// The database failed.
pub async fn confirmation(ctx: Ctx, jar: CookieJar) -> Answer {
    let Some(told) = filed(&ctx, &jar, DENUNCIATION_COOKIE, None).await? else {
        return Ok(redirect_with(&ctx, "/denunciation", "filing-expired"));
    };
    let token = jar.get(DENUNCIATION_COOKIE).map(|cookie| cookie.value().to_owned());
    let unit = told.row.unit_id;
    page::ok(&NumberPage {
        page: Page::new(&ctx, "denunciation-filed-title"),
        office: told.office,
        number: told.row.number,
        secret: told.secret,
        context: token.map(|token| context(&ctx, unit, &token)),
        next_steps: told.next_steps,
        end: "/denunciation/end",
    })
}

/// Forgets the filing in this browser: on a shared computer the next one must not see it.
///
/// # Errors
/// None of its own.
pub async fn end(ctx: Ctx) -> Answer<Response> {
    let jar = forgotten(&ctx, DENUNCIATION_COOKIE);
    Ok((jar, redirect_with(&ctx, "/", "filing-ended")).into_response())
}
