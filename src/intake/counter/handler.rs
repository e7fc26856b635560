//! `GET /counter/new`, `POST /counter`, `GET /counter/receipt`, `GET /counter/receipt.pdf`,
//! `POST /counter/end`.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::{CookieJar, Query};
use entity::visit;
use serde::Deserialize;
use uuid::Uuid;

use super::form::{self, CounterForm};
use super::view::CounterPage;
use crate::cases::field;
use crate::cases::filing::Channel;
use crate::cases::follow::{self, FirstCase};
use crate::cases::kind;
use crate::cases::page::size_text;
use crate::error::{Answer, AppError};
use crate::intake::answers::{Answers, ward_choices};
use crate::intake::draft::{self, Draft, Source, Submission};
use crate::intake::files as draft_files;
use crate::intake::handler::ending::{confirmation_page, filed, forgotten, pdf_answer};
use crate::intake::handler::files;
use crate::intake::receipt::Told;
use crate::intake::store;
use crate::intake::view::FileRow;
use crate::visits;
use crate::visits::fact::State;
use crate::web::context::{Ctx, cookie, redirect_with};
use crate::web::form::FormErrors;
use crate::web::i18n::Lang;
use crate::web::page::{self, Page};
use crate::web::upload::{ACCEPT, broken, text_of};

/// Holds the draft that was filed, so that its receipt can be shown and printed.
const COUNTER_COOKIE: &str = "counter";

/// What the page is opened for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Opened {
    /// The first case of a second complaint.
    follows: String,
    /// A visit of the register of receptions.
    visit: String,
}

/// # Errors
/// The first case or the visit is not there for this reader, or the database failed.
pub async fn new(ctx: Ctx, Query(opened): Query<Opened>) -> Answer {
    let account = ctx.actor()?.account_id;
    let draft = draft::begin(&ctx.app, ctx.now, &Answers::default(), Some(account)).await?;
    let form = CounterForm {
        draft,
        channel: Channel::Counter.code().to_owned(),
        received_on: ctx.today.to_string(),
        unit: form::own_offices(&ctx).first().map(Uuid::to_string).unwrap_or_default(),
        ..CounterForm::default()
    };
    let follows = followed(&ctx, &opened.follows).await?;
    let form = match &follows {
        Some(first) => {
            let office = ctx.app.units().office(first.row.unit_id, Lang::Vi).unwrap_or_default();
            form::prefilled(form, first, office)
        }
        None => form,
    };
    let form = match visited(&ctx, &opened.visit).await? {
        Some((row, state)) => form::from_visit(form, row.id, row.unit_id, state.written),
        None => form,
    };
    page::ok(&counter_page(&ctx, form, Vec::new(), FormErrors::default()))
}

/// The visit named by the page.
async fn visited(ctx: &Ctx, raw: &str) -> Result<Option<(visit::Model, State)>, AppError> {
    if raw.is_empty() {
        return Ok(None);
    }
    let id = raw.parse::<Uuid>().map_err(|_| AppError::NotFound)?;
    Ok(Some(visits::filing::to_be_filed(ctx, id).await?))
}

/// The first case named by the page.
async fn followed(ctx: &Ctx, raw: &str) -> Result<Option<FirstCase>, AppError> {
    if raw.is_empty() {
        return Ok(None);
    }
    let id = raw.parse::<Uuid>().map_err(|_| AppError::NotFound)?;
    Ok(Some(follow::first_case(ctx, ctx.app.db.read(), id).await?))
}

fn counter_page(
    ctx: &Ctx,
    form: CounterForm,
    files: Vec<FileRow>,
    errors: FormErrors,
) -> CounterPage {
    let units = ctx.app.units();
    let lang = ctx.lang;
    let named = |code: &str, prefix: &str| (code.to_owned(), lang.t(&format!("{prefix}{code}")));
    let limits = &ctx.app.config.limits;
    CounterPage {
        page: Page::new(ctx, "counter-title").with_errors(!errors.is_empty()),
        channels: Channel::AT_COUNTER.iter().map(|c| named(c.code(), "channel-")).collect(),
        kinds: kind::HANDLED.iter().map(|kind| named(kind.code(), "kind-")).collect(),
        takes_denunciations: ctx.actor.as_ref().is_some_and(|actor| actor.handles_denunciations()),
        offices: form::own_offices(ctx)
            .into_iter()
            .filter_map(|id| Some((id.to_string(), units.office(id, lang)?)))
            .collect(),
        first_results: ["decided", "unanswered"].map(|code| named(code, "first-was-")).to_vec(),
        wards: ward_choices(ctx),
        fields: field::choices(lang),
        form,
        errors,
        files,
        accept: ACCEPT,
        max_files: limits.max_files,
        max_size: size_text(i64::try_from(limits.max_file_bytes).unwrap_or(i64::MAX)),
    }
}

/// Keeps the files first, so that a mistake elsewhere does not lose them; then files the case.
///
/// # Errors
/// The body is no form with files, the draft is gone, or the database failed.
pub async fn create(ctx: Ctx, body: Result<Multipart, MultipartRejection>) -> Answer {
    let mut body = body.map_err(|_| AppError::WrongContentType)?;
    let account = ctx.actor()?.account_id;
    let mut form = CounterForm::default();
    let mut errors = FormErrors::default();
    let (mut removed, mut only_files) = (None, false);
    let mut draft: Option<Draft> = None;
    while let Some(field) = body.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            // The draft stands before the files in the form.
            "files" => {
                let Some(draft) = &draft else { return Err(gone()) };
                files::take(&ctx, draft.id, field, &mut errors).await?;
            }
            "remove" => removed = text_of(field).await?.parse::<Uuid>().ok(),
            "only_files" => only_files = true,
            "draft" => {
                form.draft = text_of(field).await?;
                draft = draft::find(&ctx.app, ctx.now, &form.draft, Some(account)).await?;
            }
            _ => form.set(&name, text_of(field).await?),
        }
    }
    let Some(draft) = draft else { return Err(gone()) };
    if draft.case_id.is_some() {
        return Ok(to_receipt(&ctx, &form.draft).into_response());
    }
    if let Some(id) = removed {
        draft_files::remove(&ctx.app, draft.id, &[id]).await?;
    }
    if only_files || removed.is_some() {
        let rows = file_rows(&ctx, draft.id).await?;
        let is_fine = errors.is_empty();
        let template = counter_page(&ctx, form, rows, errors);
        return if is_fine { page::ok(&template) } else { page::invalid(&template) };
    }
    submit(&ctx, form, draft, errors).await
}

async fn submit(ctx: &Ctx, form: CounterForm, draft: Draft, mut errors: FormErrors) -> Answer {
    let follows = followed(ctx, &form.follows).await?;
    let parsed = form::parse(ctx, &form, &form.draft, follows.as_ref().map(|first| &first.row));
    let new = match parsed {
        Ok(new) if errors.is_empty() => new,
        other => {
            let found = other.err().unwrap_or_default();
            errors.0.splice(0..0, found.0);
            let rows = file_rows(ctx, draft.id).await?;
            return page::invalid(&counter_page(ctx, form, rows, errors));
        }
    };
    let source = Source {
        account_id: Some(ctx.actor()?.account_id),
        visit: visited(ctx, &form.visit).await?.map(|(row, _)| row),
    };
    match draft::submit_as(ctx, &form.draft, source, |_| Ok(new)).await? {
        Submission::Filed(_) => Ok(to_receipt(ctx, &form.draft).into_response()),
        Submission::Incomplete(_) | Submission::Gone => Err(gone()),
    }
}

fn gone() -> AppError {
    AppError::BadRequest("the draft of this page is gone".to_owned())
}

fn to_receipt(ctx: &Ctx, token: &str) -> impl IntoResponse + use<> {
    let jar = CookieJar::new().add(cookie(&ctx.app, COUNTER_COOKIE, token.to_owned()));
    (jar, Redirect::to("/counter/receipt"))
}

async fn file_rows(ctx: &Ctx, draft_id: Uuid) -> Result<Vec<FileRow>, AppError> {
    let stored = store::files(ctx.app.db.read(), draft_id).await?;
    let row = |file: entity::attachment::Model| FileRow {
        size: size_text(file.size),
        removal: file.id.to_string(),
        name: file.name,
    };
    Ok(stored.into_iter().map(row).collect())
}

async fn filed_here(ctx: &Ctx, jar: &CookieJar) -> Result<Option<Told>, AppError> {
    filed(ctx, jar, COUNTER_COOKIE, Some(ctx.actor()?.account_id)).await
}

/// # Errors
/// The database failed.
pub async fn show_receipt(ctx: Ctx, jar: CookieJar) -> Answer {
    let Some(told) = filed_here(&ctx, &jar).await? else {
        return Ok(Redirect::to("/counter/new").into_response());
    };
    page::ok(&confirmation_page(&ctx, told, "/counter/receipt.pdf", "/counter/end")?)
}

/// # Errors
/// Nothing was filed here, or the receipt cannot be made.
pub async fn receipt_pdf(ctx: Ctx, jar: CookieJar) -> Answer {
    let told = filed_here(&ctx, &jar).await?.ok_or(AppError::NotFound)?;
    pdf_answer(&ctx, told).await
}

/// Forgets the receipt before the next person comes to the counter.
///
/// # Errors
/// None of its own.
pub async fn end(ctx: Ctx) -> Answer {
    let jar = forgotten(&ctx, COUNTER_COOKIE);
    Ok((jar, redirect_with(&ctx, "/counter/new", "counter-ended")).into_response())
}
