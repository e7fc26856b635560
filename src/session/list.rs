//! Where one is signed in: `GET /sessions`, `POST /sessions/{id}/ending`, `POST /sessions/others/ending`.

use axum::extract::Path;
use uuid::Uuid;

use super::store;
use super::view::{SessionRow, SessionsPage};
use crate::audit::{self, Deed, Entry};
use crate::error::{Answer, AppError};
use crate::web::context::{Ctx, redirect_with};
use crate::web::page::{self, Page};

/// More than anybody has; the newest are shown.
const SHOWN: u64 = 50;

/// # Errors
/// The database cannot be read.
pub async fn show(ctx: Ctx) -> Answer {
    let actor = ctx.actor()?;
    let live = store::live_of(ctx.app.db.read(), actor.account_id, ctx.now, SHOWN).await?;
    let row = |session: entity::session::Model| SessionRow {
        began_at: session.created_at,
        ends_at: session.expires_at,
        ending: (session.id != actor.session_id)
            .then(|| format!("/sessions/{}/ending", session.id)),
    };
    let rows = live.into_iter().map(row).collect();
    page::ok(&SessionsPage { page: Page::new(&ctx, "sessions-title"), rows })
}

/// # Errors
/// It is not a live session of the reader's, or the database refuses.
pub async fn end_one(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    if !store::end_own(&tx, actor.account_id, id, ctx.now).await? {
        return Err(AppError::NotFound);
    }
    let told = Entry::by(actor, Deed::SignedOut, Some(id)).with("other-session");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/sessions", "session-ended"))
}

/// Ends all but the one that asks.
///
/// # Errors
/// The database refuses.
pub async fn end_others(ctx: Ctx) -> Answer {
    let actor = ctx.actor()?;
    let tx = ctx.app.db.begin_write().await?;
    store::end_others(&tx, actor.account_id, actor.session_id, ctx.now).await?;
    let told = Entry::by(actor, Deed::SignedOut, None).with("other-sessions");
    audit::commit(&ctx.app, tx, ctx.now, vec![told]).await?;
    Ok(redirect_with(&ctx, "/sessions", "sessions-ended"))
}
