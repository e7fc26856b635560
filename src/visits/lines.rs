//! Visits in a line: on the page of a case, of a reception day, and of another visit about the matter.

use entity::visit;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store;
use super::view::{VisitLine, visit_href};
use crate::accounts::store::names;
use crate::error::AppError;
use crate::web::context::Ctx;

/// Visits of a case, as the reader may see them.
///
/// # Errors
/// The database cannot be read.
pub async fn of_case(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<VisitLine>, AppError> {
    lines(ctx, db, store::of_case(db, ctx.actor()?, case_id).await?).await
}

/// Visits of a reception day, as the reader may see them.
///
/// # Errors
/// The database cannot be read.
pub async fn of_day(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    day_id: Uuid,
) -> Result<Vec<VisitLine>, AppError> {
    lines(ctx, db, store::of_day(db, ctx.actor()?, day_id).await?).await
}

/// # Errors
/// The database cannot be read.
pub async fn lines(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    rows: Vec<visit::Model>,
) -> Result<Vec<VisitLine>, AppError> {
    let receivers = names(db, rows.iter().map(|row| row.received_by).collect()).await?;
    let line = |row: visit::Model| VisitLine {
        href: visit_href(row.id),
        number: number_text(&row),
        received_on: row.received_on,
        mode: ctx.lang.t(&format!("visit-mode-{}", row.mode)),
        receiver: receivers.get(&row.received_by).cloned().unwrap_or_default(),
        outcome: ctx.lang.t(&format!("visit-outcome-{}", row.outcome)),
        who: who(ctx, &row),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// `12/2026`
pub fn number_text(row: &visit::Model) -> String {
    format!("{}/{}", row.number, row.year)
}

/// Who came: of somebody who denounces, that their name is kept elsewhere.
pub fn who(ctx: &Ctx, row: &visit::Model) -> String {
    if row.kind == law::visit::Matter::Denunciation.code() {
        return ctx.lang.t("visit-protected");
    }
    match row.people {
        ..=1 => row.full_name.clone(),
        people => {
            let args = [("name", row.full_name.clone()), ("more", (people - 1).to_string())];
            ctx.lang.ta("cases-who-more", &args)
        }
    }
}
