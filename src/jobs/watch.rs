//! Looks whether another process changed the calendar, so that pages show what holds.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;

/// Whoever writes deadlines looks for themselves; this is for reading.
const EVERY: Duration = Duration::from_secs(5);

/// Looks until `stop`.
pub async fn run(app: App, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = app.reload_calendars().await {
            tracing::error!(%error, "the calendar could not be read, the one of before is kept");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
