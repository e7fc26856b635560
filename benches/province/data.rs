//! The data that are measured, made or found, and the least a server can do with them.

use std::path::Path as FilePath;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime};

use anyhow::{Context, ensure};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use entity::{case, sign_in_attempt};
use gandan::app::{self, App};
use gandan::bench_data::{self, Size};
use gandan::clock::Clock;
use gandan::config::Config;
use gandan::db::Db;
use gandan::mail::Mailer;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait};
use uuid::Uuid;

/// The application over a province of a size; what is there already is taken.
pub async fn open(database: &str, folder: &FilePath, cases: u64) -> anyhow::Result<App> {
    let is_sqlite = database == "sqlite";
    let name = if is_sqlite { "sqlite" } else { "postgres" };
    let folder = folder.join(format!("{name}-{cases}"));
    std::fs::create_dir_all(&folder)?;
    let db = if is_sqlite {
        Db::open(&Db::sqlite_url(&folder), None).await?
    } else {
        let schema = format!("bench_{cases}");
        let first = Db::open(database, None).await.context("--database")?;
        let made = format!("CREATE SCHEMA IF NOT EXISTS {schema}");
        first.for_migration().execute_unprepared(&made).await?;
        first.close().await;
        Db::open(database, Some(&schema)).await?
    };
    app::migrate(&db).await?;
    let mut config = Config::default();
    config.data.dir = folder;
    config.server.secure_cookies = false;
    config.security.second_factor_roles.clear();
    config.limits.filing_per_minute = u32::MAX;
    config.limits.sign_in_per_minute = u32::MAX;
    let app = app::open(config, Clock::System, db, Mailer::memory(), false).await?;
    let found = case::Entity::find().count(app.db.read()).await?;
    if found == 0 {
        let started = Instant::now();
        let size = Size { cases, seed: 1, today: app.clock.today() };
        bench_data::make(&app, size, |_| {}).await?;
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{name}: {cases} cases made in {seconds:.1} s, {:.0} a second",
            cases as f64 / seconds
        );
    } else {
        ensure!(found >= cases, "{found} cases are here, not {cases}");
    }
    Ok(app)
}

/// Says nothing, reads one row by its key, writes one row for good.
pub fn bare(app: &App) -> Router {
    Router::new()
        .route("/hello", get(|| async { "hello" }))
        .route("/rows/{id}", get(row))
        .route("/rows", post(insert))
        .with_state(Arc::clone(app))
}

async fn row(State(app): State<App>, Path(id): Path<Uuid>) -> String {
    match case::Entity::find_by_id(id).one(app.db.read()).await {
        Ok(Some(row)) => format!("{} {}", row.number, row.subject),
        Ok(None) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}

async fn insert(State(app): State<App>) -> String {
    match insert_one(&app).await {
        Ok(()) => "written".to_owned(),
        Err(error) => error.to_string(),
    }
}

async fn insert_one(app: &App) -> anyhow::Result<()> {
    let row = sign_in_attempt::ActiveModel {
        login_hash: Set(fresh_key()),
        failures: Set(0),
        last_at: Set(app.clock.now()),
    };
    let tx = app.db.begin_write().await?;
    sign_in_attempt::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// A key nobody had, in this run or one before.
pub fn fresh_key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("bench-{}-{:09}", since.as_nanos(), COUNT.fetch_add(1, Ordering::Relaxed))
}
