//! `gandan work`: the worker alone, beside servers started with `--without-worker`.

use tokio_util::sync::CancellationToken;

use super::open_database;
use super::serve::stop_signal;
use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::jobs::{watch, worker};
use crate::mail::Mailer;

pub async fn work(config: Config) -> anyhow::Result<()> {
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let mailer = Mailer::from_url_at_once(&config.mail_url(), config.mail.at_once)?;
    let app = app::open(config, Clock::System, db, mailer, false).await?;
    println!("Gần Dân: worker runs");
    let stop = CancellationToken::new();
    let signal = stop.clone();
    let stopped = async move {
        stop_signal().await;
        signal.cancel();
    };
    let watch = watch::run(app.clone(), stop.clone());
    tokio::join!(worker::run(app.clone(), stop), watch, stopped);
    app.db.clone().close().await;
    Ok(())
}
