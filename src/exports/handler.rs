//! `GET|POST /exports`, `GET /exports/{id}`, `GET /exports/{id}/file`: a list is asked for as a file, waited
//! for and fetched, by whoever asked for it and by nobody else.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use entity::export;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::listing::Source;
use super::view::{FileShown, ListPage, Row, ShowPage};
use super::{Fault, Format, List, State, place, rights_of, store};
use crate::audit::{self, Deed, Entry};
use crate::cases::page::size_text;
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::web::context::{Ctx, redirect_with};
use crate::web::page::{self, Page};
use crate::web::upload::content_disposition;

/// Filters of a list as they stand in its address, in bytes; more is no address.
const FILTERS_MAX: usize = 4_000;

fn href(id: Uuid) -> String {
    format!("/exports/{id}")
}

/// What a button on a list sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskForm {
    list: String,
    format: String,
    filters: String,
}

/// Asks for a list as a file.
///
/// # Errors
/// The list is not the reader's, the filters cannot be read, or the database failed.
pub async fn create(ctx: Ctx, Form(form): Form<AskForm>) -> Answer {
    let actor = ctx.actor()?;
    let list = List::from_code(&form.list);
    let list = list.ok_or_else(|| AppError::BadRequest("list".to_owned()))?;
    if !list.access().admits(Some(actor.role)) {
        return Err(AppError::NotFound);
    }
    let format = Format::from_code(&form.format);
    let format = format.ok_or_else(|| AppError::BadRequest("format".to_owned()))?;
    if form.filters.len() > FILTERS_MAX {
        return Err(AppError::BadRequest("filters".to_owned()));
    }
    Source::open(&ctx, list, &form.filters).await?;
    let id = new_id(ctx.now);
    let row = export::ActiveModel {
        id: Set(id),
        account_id: Set(actor.account_id),
        unit_id: Set(actor.unit_id),
        list: Set(list.code().to_owned()),
        filters: Set(form.filters),
        format: Set(format.code().to_owned()),
        language: Set(ctx.lang.code().to_owned()),
        state: Set(State::Waiting.code().to_owned()),
        created_at: Set(ctx.now),
        ..Default::default()
    };
    let tx = ctx.app.db.begin_write().await?;
    if !store::add(&tx, row).await? {
        tx.rollback().await?;
        return page::html(StatusCode::CONFLICT, &list_page(&ctx, true).await?);
    }
    let told = Entry::by(actor, Deed::ExportAsked, Some(id));
    let told = told.with(&format!("{} {}", list.code(), format.code()));
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, &href(id), "export-asked-for"))
}

/// # Errors
/// The database failed.
pub async fn list(ctx: Ctx) -> Answer {
    page::ok(&list_page(&ctx, false).await?)
}

async fn list_page(ctx: &Ctx, is_refused: bool) -> Result<ListPage, AppError> {
    let rows = store::own(ctx.app.db.read(), ctx.actor()?.account_id).await?;
    let rows: Vec<Row> =
        rows.into_iter().map(|row| shown(ctx, &row)).collect::<Result<_, AppError>>()?;
    let under_way = rows.iter().find(|row| row.is_under_way()).map(|row| row.href.clone());
    Ok(ListPage {
        page: Page::new(ctx, "exports-title").with_errors(is_refused),
        refused: is_refused.then_some(under_way).flatten(),
        rows,
    })
}

/// Where an export stands now, whatever the worker came to.
fn state_of(ctx: &Ctx, row: &export::Model) -> Result<State, AppError> {
    let state = State::from_code(&row.state)
        .ok_or_else(|| AppError::inconsistent("exports", row.id, "unknown state"))?;
    let is_over = row.expires_at.is_some_and(|at| at <= ctx.now);
    Ok(if state == State::Done && is_over { State::Expired } else { state })
}

fn shown(ctx: &Ctx, row: &export::Model) -> Result<Row, AppError> {
    let list = List::from_code(&row.list)
        .ok_or_else(|| AppError::inconsistent("exports", row.id, "unknown list"))?;
    let state = state_of(ctx, row)?;
    let may_fetch = state == State::Done && row.rights == rights_of(ctx.actor()?);
    let file = may_fetch.then(|| FileShown {
        href: format!("{}/file", href(row.id)),
        name: row.file_name.clone(),
        size: size_text(row.file_size),
        sha256: row.sha256.clone(),
        expires_at: row.expires_at.unwrap_or(ctx.now),
    });
    Ok(Row {
        href: href(row.id),
        list_href: list_href(list, &row.filters),
        list: ctx.lang.t(&format!("export-list-{}", list.code())),
        format: row.format.to_uppercase(),
        created_at: row.created_at,
        state: state.code(),
        rows_done: row.rows_done,
        rows_total: row.rows_total,
        fault: Fault::from_code(&row.error).map(Fault::code),
        file,
    })
}

fn list_href(list: List, filters: &str) -> String {
    match filters {
        "" => list.path().to_owned(),
        filters => format!("{}?{filters}", list.path()),
    }
}

/// # Errors
/// It is another's or not there, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let row = store::get_own(ctx.app.db.read(), ctx.actor()?.account_id, id).await?;
    page::ok(&ShowPage { page: Page::new(&ctx, "export-title"), row: shown(&ctx, &row)? })
}

/// Streams the file; that it was fetched is in the audit log before its first byte leaves.
///
/// # Errors
/// It is another's, not there or over, or was written under rights the reader has no more.
pub async fn file(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let actor = ctx.actor()?;
    let row = store::get_own(ctx.app.db.read(), actor.account_id, id).await?;
    if state_of(&ctx, &row)? != State::Done || row.rights != rights_of(actor) {
        return Err(AppError::NotFound);
    }
    let format = Format::from_code(&row.format)
        .ok_or_else(|| AppError::inconsistent("exports", row.id, "unknown format"))?;
    let file = tokio::fs::File::open(place::file(&ctx.app.config.data.dir, &row)).await;
    let file = file.map_err(|error| AppError::internal("export", error))?;
    let told = Entry::by(actor, Deed::ExportFetched, Some(id)).with(&row.sha256);
    audit::note(&ctx.app, ctx.now, told).await?;
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_LENGTH, row.file_size.to_string()),
        (header::CONTENT_DISPOSITION, content_disposition(&row.file_name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}
