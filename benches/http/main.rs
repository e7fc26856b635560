//! `cargo bench --bench http`: requests a second and latency of the pages that are asked for all day,
//! beside a bare handler on the same machine, in the same process and in turn with it.
//!
//! Runs on a SQLite file, and on PostgreSQL too if `BENCH_DATABASE_URL` names an empty database.
//! `BENCH_CASES` (10000) and `BENCH_SECONDS` (1, per run) change the size. Only ratios are worth
//! comparing between machines.

mod data;
mod load;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use entity::case;
use gandan::app::{self, App};
use gandan::clock::Clock;
use gandan::config::Config;
use gandan::db::Db;
use gandan::mail::Mailer;
use gandan::router;
use sea_orm::EntityTrait;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use uuid::Uuid;

use data::Made;
use load::{Requests, Run};

const ROUNDS: usize = 3;
const CONNECTIONS: [usize; 2] = [1, 16];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let seconds = number("BENCH_SECONDS", 1)?;
    let cases = number("BENCH_CASES", 10_000)?;
    let folder = tempfile::tempdir()?;
    let sqlite = Db::open(&Db::sqlite_url(folder.path()), None).await?;
    measure("SQLite", sqlite, folder.path(), cases, seconds).await?;
    if let Some(url) = setting("BENCH_DATABASE_URL") {
        let folder = tempfile::tempdir()?;
        let postgres = Db::open(&url, None).await.context("BENCH_DATABASE_URL")?;
        measure("PostgreSQL", postgres, folder.path(), cases, seconds).await?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a benchmark has no configuration file")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn number(name: &str, default: u64) -> anyhow::Result<u64> {
    setting(name).map_or(Ok(default), |text| text.parse().with_context(|| name.to_owned()))
}

async fn measure(
    title: &str,
    db: Db,
    folder: &std::path::Path,
    cases: u64,
    seconds: u64,
) -> anyhow::Result<()> {
    let mut config = Config::default();
    config.data.dir = folder.to_owned();
    config.server.secure_cookies = false;
    config.limits.filing_per_minute = u32::MAX;
    config.limits.sign_in_per_minute = u32::MAX;
    app::migrate(&db).await?;
    let made = data::make(&db, config.clone(), cases).await?;
    let app = app::open(config, Clock::System, db, Mailer::memory(), false).await?;
    let mut servers = JoinSet::new();
    let (ours, bare) = serve(&app, &mut servers).await?;
    let targets = targets(&app, &made, ours, bare).await?;
    for target in &targets {
        target.check().await?;
    }
    let duration = Duration::from_secs(seconds);
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); targets.len() * CONNECTIONS.len()];
    for _ in 0..ROUNDS {
        // In turn, so that what disturbs the machine disturbs all alike.
        for (slot, (target, connections)) in runs.iter_mut().zip(all(&targets)) {
            slot.push(load::run(target, connections, duration).await?);
        }
    }
    for target in &targets {
        target.check().await?;
    }
    print(title, cases, &targets, &runs);
    servers.shutdown().await;
    Ok(())
}

fn all(targets: &[Requests]) -> impl Iterator<Item = (&Requests, usize)> {
    targets.iter().flat_map(|target| CONNECTIONS.map(|connections| (target, connections)))
}

/// The application and the bare handlers, each on a port of its own.
async fn serve(
    app: &App,
    servers: &mut JoinSet<std::io::Result<()>>,
) -> anyhow::Result<(SocketAddr, SocketAddr)> {
    let bare = Router::new()
        .route("/hello", get(|| async { "hello" }))
        .route("/rows/{id}", get(row))
        .with_state(Arc::clone(app));
    let mut addresses = Vec::new();
    for router in [router::build(Arc::clone(app))?, bare] {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        addresses.push(listener.local_addr()?);
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        servers.spawn(async move { axum::serve(listener, service).await });
    }
    let [ours, bare] = addresses[..] else { anyhow::bail!("two servers") };
    Ok((ours, bare))
}

/// The least a page with data can do: one row by its key.
async fn row(State(app): State<App>, Path(id): Path<Uuid>) -> String {
    match case::Entity::find_by_id(id).one(app.db.read()).await {
        Ok(Some(row)) => format!("{} {}", row.number, row.subject),
        Ok(None) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}

async fn targets(
    app: &App,
    made: &Made,
    ours: SocketAddr,
    bare: SocketAddr,
) -> anyhow::Result<Vec<Requests>> {
    let chairman = gandan::accounts::store::get(app.db.read(), made.chairman).await?;
    let token = gandan::session::service::begin(app, &chairman, app.clock.now()).await?;
    let signed_in = format!("cookie: {}={token}\r\n", gandan::session::service::SESSION_COOKIE);
    let gets = |name, address, headers: &str, paths: Vec<String>, marker| {
        let requests = paths.into_iter().map(|path| load::get(&path, headers)).collect();
        Requests { name, address, requests, status: 200, marker, filing: None }
    };
    let ids = |path: &str| made.ids.iter().map(|id| format!("{path}/{id}")).collect::<Vec<_>>();
    let pages = (1..=40).map(|page| format!("/cases?page={page}")).collect();
    let rare = (0..500).map(|n| format!("/cases?q=ma{:05}", n * 7 % made.ids.len())).collect();
    let common = (1..=20).map(|page| format!("/cases?q=khieu%20nai&page={page}")).collect();
    let body = data::filing_body();
    Ok(vec![
        gets("bare: hello", bare, "", vec!["/hello".to_owned()], "hello"),
        gets("bare: one row by key", bare, "", ids("/rows"), "KN-"),
        gets("case page", ours, &signed_in, ids("/cases"), "<h1>"),
        gets("worklist of 50", ours, &signed_in, pages, "class=\"worklist"),
        gets("search, rare word", ours, &signed_in, rare, "class=\"worklist"),
        gets("search, common word", ours, &signed_in, common, "class=\"worklist"),
        Requests {
            name: "filing (durable)",
            address: ours,
            requests: Arc::default(),
            status: 201,
            marker: "\"number\"",
            filing: Some(body),
        },
    ])
}

fn print(title: &str, cases: u64, targets: &[Requests], runs: &[Vec<Run>]) {
    println!("\n{title}, {cases} cases, median of {ROUNDS} runs");
    println!(
        "{:<22} {:>4} {:>10} {:>9} {:>9} {:>9}",
        "", "conn", "req/s", "p50 ms", "p99 ms", "to row"
    );
    let rate = |slot: usize| runs.get(slot).map_or(0.0, |runs| median(runs, |run| run.rate));
    for (slot, (target, connections)) in all(targets).enumerate() {
        // The row by key at the same number of connections stands in the second place.
        let row = rate(CONNECTIONS.len() + slot % CONNECTIONS.len());
        let Some(runs) = runs.get(slot) else { continue };
        println!(
            "{:<22} {:>4} {:>10.0} {:>9.2} {:>9.2} {:>9.3}",
            target.name,
            connections,
            rate(slot),
            median(runs, |run| run.p50_ms),
            median(runs, |run| run.p99_ms),
            rate(slot) / row.max(1.0),
        );
    }
}

fn median(runs: &[Run], value: impl Fn(&Run) -> f64) -> f64 {
    let mut values: Vec<f64> = runs.iter().map(value).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

impl Requests {
    /// One answer must be what it should be, before and after the load.
    async fn check(&self) -> anyhow::Result<()> {
        let answer = load::once(self).await?;
        ensure!(answer.status == self.status, "{}: status {}", self.name, answer.status);
        let body = String::from_utf8_lossy(&answer.body);
        ensure!(body.contains(self.marker), "{}: no {} in {body}", self.name, self.marker);
        Ok(())
    }
}
