//! `GET /denunciations/new`, `POST /denunciations`, `GET /denunciations/slip`, `POST /denunciations/end`: an
//! official enters a denunciation that came in person or by post.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use law::denunciation::Origin;
use uuid::Uuid;

use super::body::{self, Sent};
use crate::cases::field;
use crate::cases::filing::Channel;
use crate::cases::page::size_text;
use crate::error::{Answer, AppError};
use crate::intake::answers::Answers;
use crate::intake::counter::form::own_offices;
use crate::intake::denunciation::form::{self, DenunciationForm};
use crate::intake::denunciation::view::{NumberPage, RegisterPage};
use crate::intake::draft::{self, Draft, Submission};
use crate::intake::handler::ending::{filed, forgotten};
use crate::intake::view::FileRow;
use crate::intake::{files, store};
use crate::policy::Actor;
use crate::sealing::keys::UnitKeys;
use crate::web::context::{Ctx, cookie, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

const SLIP_COOKIE: &str = "slip";

/// Whoever does not handle denunciations finds no such page.
fn handler(ctx: &Ctx) -> Result<&Actor, AppError> {
    ctx.actor().ok().filter(|actor| actor.handles_denunciations()).ok_or(AppError::NotFound)
}

/// # Errors
/// Denunciations do not exist for the reader, or the database failed.
pub async fn new(ctx: Ctx) -> Answer {
    let account = handler(&ctx)?.account_id;
    let draft = draft::begin(&ctx.app, ctx.now, &Answers::default(), Some(account)).await?;
    let form = DenunciationForm {
        draft,
        channel: Channel::Counter.code().to_owned(),
        received_on: ctx.today.to_string(),
        unit: own_offices(&ctx).first().map(Uuid::to_string).unwrap_or_default(),
        origin: Origin::New.code().to_owned(),
        ..DenunciationForm::default()
    };
    page::ok(&register_page(&ctx, form, Vec::new(), FormErrors::default()).await?)
}

async fn register_page(
    ctx: &Ctx,
    form: DenunciationForm,
    photos: Vec<FileRow>,
    errors: FormErrors,
) -> Result<RegisterPage, AppError> {
    let units = ctx.app.units();
    let named =
        |code: &str, prefix: &str| (code.to_owned(), ctx.lang.t(&format!("{prefix}{code}")));
    let limits = &ctx.app.config.limits;
    let (mut offices, mut not_ready) = (Vec::new(), Vec::new());
    for id in own_offices(ctx) {
        let Some(office) = units.office(id, ctx.lang) else { continue };
        if UnitKeys::of_unit(ctx.app.db.read(), id).await?.takes_denunciations() {
            offices.push((id.to_string(), office));
        } else {
            not_ready.push(office);
        }
    }
    Ok(RegisterPage {
        page: Page::new(ctx, "register-title").with_errors(!errors.is_empty()),
        channels: Channel::AT_COUNTER.iter().map(|c| named(c.code(), "channel-")).collect(),
        origins: Origin::ALL.iter().map(|one| named(one.code(), "origin-")).collect(),
        fields: field::choices(ctx.lang),
        offices,
        not_ready,
        photos,
        form,
        errors,
        max_files: limits.max_files,
        max_size: size_text(i64::try_from(limits.max_file_bytes).unwrap_or(i64::MAX)),
    })
}

fn gone() -> AppError {
    AppError::BadRequest("the draft of this page is gone".to_owned())
}

/// Keeps the photos first, so that a mistake elsewhere does not lose them; then files the case.
///
/// # Errors
/// The body is no form with files, the draft is gone, or the database failed.
pub async fn create(ctx: Ctx, body: Result<Multipart, MultipartRejection>) -> Answer {
    let account = handler(&ctx)?.account_id;
    let mut body = body.map_err(|_| AppError::WrongContentType)?;
    let mut sent = body::read(&ctx, &mut body).await?;
    if let Some(envelope) = sent.envelope.take() {
        // Nothing is sealed here: an official types no identity.
        ctx.app.files.remove(&envelope.sha256).await?;
    }
    let found = draft::find(&ctx.app, ctx.now, &sent.form.draft, Some(account)).await?;
    let draft = found.ok_or_else(gone)?;
    if draft.case_id.is_some() {
        return Ok(to_slip(&ctx, &sent.form.draft).into_response());
    }
    if let Some(id) = sent.removed {
        files::remove(&ctx.app, draft.id, &[id]).await?;
    }
    body::keep_photos(&ctx, draft.id, &mut sent).await?;
    if sent.only_files || sent.removed.is_some() {
        let is_fine = sent.errors.is_empty();
        let photos = photo_rows(&ctx, draft.id).await?;
        let template = register_page(&ctx, sent.form, photos, sent.errors).await?;
        return if is_fine { page::ok(&template) } else { page::invalid(&template) };
    }
    submit(&ctx, sent, draft).await
}

async fn submit(ctx: &Ctx, mut sent: Sent, draft: Draft) -> Answer {
    let new = match form::registered(ctx, &sent.form) {
        Ok(new) if sent.errors.is_empty() => Some(new),
        other => {
            sent.errors.0.splice(0..0, other.err().unwrap_or_default().0);
            None
        }
    };
    if let Some(new) = &new
        && !UnitKeys::of_unit(ctx.app.db.read(), new.unit_id).await?.takes_denunciations()
    {
        sent.errors.add("unit", "error-no-keys");
    }
    let Some(new) = new.filter(|_| sent.errors.is_empty()) else {
        let photos = photo_rows(ctx, draft.id).await?;
        return page::invalid(&register_page(ctx, sent.form, photos, sent.errors).await?);
    };
    let account = Some(ctx.actor()?.account_id);
    match draft::submit_as(ctx, &sent.form.draft, draft::Source::of(account), |_| Ok(new)).await? {
        Submission::Filed(_) => Ok(to_slip(ctx, &sent.form.draft).into_response()),
        Submission::Incomplete(_) | Submission::Gone => Err(gone()),
    }
}

fn to_slip(ctx: &Ctx, token: &str) -> impl IntoResponse + use<> {
    let jar = CookieJar::new().add(cookie(&ctx.app, SLIP_COOKIE, token.to_owned()));
    (jar, Redirect::to("/denunciations/slip"))
}

async fn photo_rows(ctx: &Ctx, draft_id: Uuid) -> Result<Vec<FileRow>, AppError> {
    let stored = store::files(ctx.app.db.read(), draft_id).await?;
    let row = |file: entity::attachment::Model| FileRow {
        size: size_text(file.size),
        removal: file.id.to_string(),
        name: file.name,
    };
    Ok(stored.into_iter().map(row).collect())
}

/// Number and secret, for who denounced and nobody else. It names nobody.
///
/// # Errors
/// Denunciations do not exist for the reader, or the database failed.
pub async fn slip(ctx: Ctx, jar: CookieJar) -> Answer {
    let account = handler(&ctx)?.account_id;
    let Some(told) = filed(&ctx, &jar, SLIP_COOKIE, Some(account)).await? else {
        return Ok(Redirect::to("/denunciations/new").into_response());
    };
    page::ok(&NumberPage {
        page: Page::new(&ctx, "register-filed-title"),
        office: told.office,
        number: told.row.number,
        secret: told.secret,
        context: None,
        next_steps: told.next_steps,
        end: "/denunciations/end",
    })
}

/// Forgets the slip before the next person comes.
///
/// # Errors
/// Denunciations do not exist for the reader.
pub async fn end(ctx: Ctx) -> Answer {
    handler(&ctx)?;
    let jar = forgotten(&ctx, SLIP_COOKIE);
    Ok((jar, redirect_with(&ctx, "/denunciations/new", "counter-ended")).into_response())
}
