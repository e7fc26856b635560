//! `/keys` and `/envelopes`: pages of those who handle denunciations, and of nobody else.

pub mod envelopes;
pub mod keys;
pub mod opening;

use uuid::Uuid;

use crate::error::AppError;
use crate::policy::{self, Actor};
use crate::web::context::Ctx;

/// Whoever carries envelopes; for everybody else there are none.
fn carrier(ctx: &Ctx) -> Result<&Actor, AppError> {
    ctx.actor().ok().filter(|actor| policy::may_carry_envelopes(actor)).ok_or(AppError::NotFound)
}

/// The reader's own unit: keys are kept for one office, not for those below it.
fn own_unit(actor: &Actor) -> Result<Uuid, AppError> {
    actor.unit_id.ok_or(AppError::NotFound)
}
