//! A visit becomes a case: what is known of it goes to the form of the counter, so that nobody types it twice.

use entity::visit;
use law::visit::Outcome;
use uuid::Uuid;

use super::fact::State;
use super::store;
use crate::error::AppError;
use crate::policy::visits::keeps_register_of;
use crate::web::context::Ctx;

/// A visit of the reader's register that can become a case: it is none yet, was received, and is no
/// denunciation, whose register holds no name.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn to_be_filed(ctx: &Ctx, id: Uuid) -> Result<(visit::Model, State), AppError> {
    let actor = ctx.actor()?;
    let row = store::get_visible(ctx.app.db.read(), actor, id).await?;
    let state = State::of(&row)?;
    let is_own = keeps_register_of(actor) == Some(row.unit_id);
    let is_received = state.outcome().is_some_and(|outcome| outcome != Outcome::Refused);
    if !is_own || !is_received || row.case_id.is_some() || state.written.is_denunciation() {
        return Err(AppError::NotFound);
    }
    Ok((row, state))
}
