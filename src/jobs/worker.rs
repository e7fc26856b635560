//! The worker (tiến trình nền): a loop until it is asked to stop.

use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{dialogues, digest, escalate, exports, outbox, recompute, reports, sweep};
use crate::app::App;
use crate::audit::anchor;

/// How soon a letter leaves after it was written.
const OUTBOX_EVERY: Duration = Duration::from_secs(2);
const SWEEP_EVERY: Duration = Duration::from_secs(600);
/// After a failure of the database.
const PAUSE: Duration = Duration::from_secs(10);

/// Sends letters, reminds of deadlines and writes exports until `stop`; a letter on its way is finished first.
/// A long export holds up no letter.
pub async fn run(app: App, stop: CancellationToken) {
    tokio::join!(rounds(app.clone(), stop.clone()), exports::run(app, stop));
}

async fn rounds(app: App, stop: CancellationToken) {
    let mut next_sweep = Instant::now();
    while !stop.is_cancelled() {
        if let Err(error) = recompute::run_pending(&app).await {
            tracing::error!(%error, "counting deadlines again failed, will be tried again");
        }
        if Instant::now() >= next_sweep {
            next_sweep = Instant::now() + SWEEP_EVERY;
            if let Err(error) = sweep::remind_all(&app).await {
                tracing::error!(%error, "reminding of deadlines failed, will be tried again");
            }
            if let Err(error) = dialogues::remind_meetings(&app).await {
                tracing::error!(%error, "reminding of dialogues failed, will be tried again");
            }
            if let Err(error) = dialogues::remind_commitments(&app).await {
                tracing::error!(%error, "reminding of promises failed, will be tried again");
            }
            if let Err(error) = reports::run(&app).await {
                tracing::error!(%error, "reminding of statutory reports failed, will be tried again");
            }
            if let Err(error) = escalate::run(&app).await {
                tracing::error!(%error, "telling heads of what is overdue failed, will be tried again");
            }
            if let Err(error) = digest::daily(&app).await {
                tracing::error!(%error, "letters of the day failed, will be tried again");
            }
            if let Err(error) = digest::of_the_week(&app).await {
                tracing::error!(%error, "letters of the week failed, will be tried again");
            }
            if let Err(error) = anchor::run(&app).await {
                tracing::error!(%error, "anchoring the audit log failed, will be tried again");
            }
            if let Err(error) = sweep::tidy(&app).await {
                tracing::error!(%error, "tidying up failed, will be tried again");
            }
        }
        let pause = match outbox::drain(&app, &stop).await {
            Ok(0) => OUTBOX_EVERY,
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!(%error, "sending letters failed, will be tried again");
                PAUSE
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}
