//! `gandan serve`: the web server, with the worker in the same process unless told otherwise.

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::open_database;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::jobs::{watch, worker};
use crate::mail::Mailer;
use crate::{app, router, web};

pub async fn serve(config: Config, with_worker: bool) -> anyhow::Result<()> {
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let mailer = Mailer::from_url_at_once(&config.mail_url(), config.mail.at_once)?;
    let listener = listen(&config).await?;
    let app = app::open(config, Clock::System, db, mailer, false).await?;
    println!("Gần Dân: http://{}/", listener.local_addr()?);
    run(app, listener, with_worker).await
}

pub async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    let address = config.server.listen;
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}

/// Serves until SIGTERM or Ctrl-C, then lets open requests and the running job finish.
pub async fn run(app: App, listener: TcpListener, with_worker: bool) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let watch = spawn(watch::run(app.clone(), stop.clone()));
    let worker = with_worker.then(|| spawn(worker::run(app.clone(), stop.clone())));
    let router = router::build(app.clone())?;
    let signal = stop.clone();
    let asked_to_end = spawn(async move {
        stop_signal().await;
        signal.cancel();
    });
    web::serve::run(listener, router, stop.clone()).await;
    asked_to_end.abort();
    if let Some(worker) = worker {
        worker.await.context("worker")?;
    }
    watch.await.context("watch")?;
    app.db.clone().close().await;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "what is begun is awaited before the process ends")]
fn spawn(job: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(job)
}

/// Resolves when the process is asked to end.
pub async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
