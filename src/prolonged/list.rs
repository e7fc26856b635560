//! Prolonged cases as others show them: in the list, on a reception day, on the page of a case.

use chrono::NaiveDate;
use entity::{case, prolonged_case};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store;
use super::view::{CasePart, Mark, ProlongedRow};
use crate::accounts::store::names;
use crate::cases;
use crate::cases::page::{case_href, due, soon, standing_of};
use crate::cases::view::Due;
use crate::error::AppError;
use crate::policy::visits::may_flag_prolonged;
use crate::web::context::Ctx;

/// On the page of a reception day.
const FEW: u64 = 20;

pub fn href(case_id: Uuid) -> String {
    format!("{}/prolonged", case_href(case_id))
}

fn by(ctx: &Ctx, on: NaiveDate) -> Due {
    due(ctx, on, standing_of(ctx, on, soon(ctx)))
}

/// Those of one unit that the reader may see, to be given priority (TD-24).
///
/// # Errors
/// The database cannot be read.
pub async fn of_unit(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    unit_id: Uuid,
) -> Result<Vec<ProlongedRow>, AppError> {
    let found = store::page(db, ctx.actor()?, Some(unit_id), (0, FEW)).await?;
    rows(ctx, db, found).await
}

/// # Errors
/// The database cannot be read.
pub async fn rows(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    found: Vec<(prolonged_case::Model, case::Model)>,
) -> Result<Vec<ProlongedRow>, AppError> {
    let leaders = names(db, found.iter().map(|(mark, _)| mark.leader_id).collect()).await?;
    let row = |(mark, case): (prolonged_case::Model, case::Model)| ProlongedRow {
        href: href(case.id),
        number: case.number,
        subject: case.subject,
        unit: ctx.app.units().name(case.unit_id).unwrap_or_default(),
        leader: leaders.get(&mark.leader_id).cloned().unwrap_or_default(),
        target: by(ctx, mark.target_on),
        review: by(ctx, mark.review_on),
    };
    Ok(found.into_iter().map(row).collect())
}

/// # Errors
/// The database cannot be read.
pub async fn mark(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    row: &prolonged_case::Model,
) -> Result<Mark, AppError> {
    let people = names(db, vec![row.leader_id, row.flagged_by]).await?;
    let name = |id: Uuid| people.get(&id).cloned().unwrap_or_default();
    Ok(Mark {
        basis: row.basis.clone(),
        leader: name(row.leader_id),
        flagged_on: row.flagged_on,
        flagged_by: name(row.flagged_by),
        target: by(ctx, row.target_on),
        review: by(ctx, row.review_on),
        ended: row.ended_on.map(|on| (on, row.end_reason.clone())),
    })
}

/// What the page of a case says; none where there is nothing to say or do.
///
/// # Errors
/// The database cannot be read.
pub async fn on_case(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    case: &case::Model,
) -> Result<Option<CasePart>, AppError> {
    let may_flag = may_flag_prolonged(ctx.actor()?, &cases::store::facts_of(case));
    let mark = match store::of_case(db, case.id).await? {
        Some(row) => Some(mark(ctx, db, &row).await?),
        None => None,
    };
    let is_shown = mark.is_some() || may_flag;
    Ok(is_shown.then(|| CasePart { href: href(case.id), mark, may_flag }))
}
