//! `GET /overview`.

use super::view::OverviewPage;
use super::{Looking, of};
use crate::error::Answer;
use crate::web::context::Ctx;
use crate::web::page::{self, Page};

/// # Errors
/// The database failed.
pub async fn show(ctx: Ctx) -> Answer {
    let actor = ctx.actor()?;
    let looking = Looking::new(&ctx.app, actor, ctx.lang, ctx.now);
    let unit = actor.unit_id.and_then(|id| ctx.app.units().name(id)).unwrap_or_default();
    page::ok(&OverviewPage {
        page: Page::new(&ctx, "overview-title"),
        unit,
        overview: of(&looking).await?,
    })
}
