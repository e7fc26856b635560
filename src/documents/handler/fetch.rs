//! `GET|POST /paper`: a paper behind a link that opens once. The page of the link shows nothing and changes
//! nothing, so that a program that looks into letters does not spend it.

use axum::http::StatusCode;
use axum_extra::extract::{Form, Query};
use serde::Deserialize;

use super::files::{file_answer, issued_pdf};
use super::service::LINK_PURPOSE;
use crate::audit::{self, Deed, Entry};
use crate::documents::store;
use crate::documents::view::FetchPage;
use crate::error::{Answer, AppError};
use crate::web::context::Ctx;
use crate::web::page::{self, Page, html};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    token: String,
}

fn void(ctx: &Ctx) -> Answer {
    let shown = FetchPage { page: Page::new(ctx, "paper-fetch-title"), token: String::new() };
    html(StatusCode::NOT_FOUND, &shown)
}

/// # Errors
/// Too many tries from one address, or the database failed.
pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    ctx.app.limits.tracking(ctx.ip)?;
    let hash = ctx.app.key.token_hash(LINK_PURPOSE, &asked.token);
    if store::of_link(ctx.app.db.read(), &hash, ctx.now).await?.is_none() {
        return void(&ctx);
    }
    page::ok(&FetchPage { page: Page::new(&ctx, "paper-fetch-title"), token: asked.token })
}

/// # Errors
/// Too many tries from one address, the file is not what was issued, or the database failed.
pub async fn fetch(ctx: Ctx, Form(asked): Form<Asked>) -> Answer {
    ctx.app.limits.tracking(ctx.ip)?;
    let hash = ctx.app.key.token_hash(LINK_PURPOSE, &asked.token);
    let tx = ctx.app.db.begin_write().await?;
    let Some(row) = store::of_link(&tx, &hash, ctx.now).await? else {
        tx.rollback().await?;
        return void(&ctx);
    };
    // Read before the link is spent: what cannot be given is not taken away.
    let bytes = issued_pdf(&ctx, &row).await?;
    if !store::use_link(&tx, &hash, ctx.now).await? {
        tx.rollback().await?;
        return Err(AppError::Conflict(format!("paper {}", row.id)));
    }
    let unit_id = Some(row.unit_id);
    let told = Entry { unit_id, object_id: Some(row.id), ..Entry::of(Deed::FileRead) };
    audit::commit(&ctx.app, tx, ctx.now, vec![told.with("link")]).await?;
    Ok(file_answer("van-ban.pdf", "application/pdf", bytes, false))
}
