//! `cargo bench --bench exports`: how much memory and time a long list takes on its way into a file.
//!
//! Of `BENCH_ROWS` cases (200000) in a SQLite file first a twentieth is exported, then all of them, each as CSV and XLSX
//! and each by a process of its own, which has done nothing before: its peak must not grow with the rows. Memory is
//! read where Linux tells it; `cargo test --bench exports` is the same without optimisation.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, ensure};
use chrono::TimeDelta;
use entity::{account, case, export};
use gandan::app::{self, App};
use gandan::bench_data::{self, Size};
use gandan::clock::Clock;
use gandan::config::Config;
use gandan::db::Db;
use gandan::ids::new_id;
use gandan::jobs::exports as job;
use gandan::mail::Mailer;
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

/// Cases of the made-up province one of which is copied.
const MADE: u64 = 200;
/// Inserted at once.
const CHUNK: u64 = 500;

/// The field of every twentieth case.
const RARE: &str = "environment";
const ONE_IN: u64 = 20;
/// That of all others.
const COMMON: &str = "land.compensation";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // A process that is to write one export is told the folder, who asks, the format and the filters.
    let told: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    if let [folder, account, format, filters] = &told[..] {
        return measure(&open(Path::new(folder)).await?, account.parse()?, format, filters).await;
    }
    let rows = rows_asked_for()?;
    let folder = tempfile::tempdir()?;
    let app = open(folder.path()).await?;
    let size = Size { cases: MADE, seed: 1, today: app.clock.today() };
    bench_data::make(&app, size, |_| {}).await?;
    let (like, chairman) = office(&app).await?;
    add(&app, like, rows).await?;
    app.db.clone().close().await;
    println!(
        "{:>9} {:>6} {:>9} {:>9} {:>11} {:>11}",
        "rows", "as", "seconds", "MB", "before MB", "peak MB"
    );
    for filters in [format!("field={RARE}"), String::new()] {
        for format in ["csv", "xlsx"] {
            let mut one = std::process::Command::new(std::env::current_exe()?);
            one.arg(folder.path()).args([&chairman.to_string(), format, &filters]);
            ensure!(one.status()?.success(), "the export as {format} failed");
        }
    }
    Ok(())
}

async fn open(folder: &Path) -> anyhow::Result<App> {
    let db = Db::open(&Db::sqlite_url(folder), None).await?;
    app::migrate(&db).await?;
    let mut config = Config::default();
    config.data.dir = folder.to_owned();
    Ok(app::open(config, Clock::System, db, Mailer::memory(), false).await?)
}

/// A petition of an office, and its chairman.
async fn office(app: &App) -> anyhow::Result<(Uuid, Uuid)> {
    let db = app.db.read();
    let petition = case::Column::Kind.eq("petition");
    let like = case::Entity::find().filter(petition).one(db).await?.context("no petition")?;
    let chairman = account::Entity::find()
        .filter(account::Column::UnitId.eq(like.unit_id))
        .filter(account::Column::Role.eq("chairman"))
        .one(db)
        .await?
        .context("no chairman")?;
    Ok((like.id, chairman.id))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark has no configuration file")]
fn rows_asked_for() -> anyhow::Result<u64> {
    std::env::var("BENCH_ROWS").map_or(Ok(200_000), |text| text.parse().context("BENCH_ROWS"))
}

/// Cases like one that was filed.
async fn add(app: &App, like: Uuid, rows: u64) -> anyhow::Result<()> {
    let like = case::Entity::find_by_id(like).one(app.db.read()).await?.context("no case")?;
    let started = app.clock.now();
    for first in (0..rows).step_by(usize::try_from(CHUNK)?) {
        let tx = app.db.begin_write().await?;
        let mut chunk = Vec::new();
        for number in first..(first + CHUNK).min(rows) {
            let at = started + TimeDelta::microseconds(i64::try_from(number)?);
            let row = case::Model {
                id: new_id(at),
                number: format!("2026/PA-{:06}", number + 900_000),
                subject: format!("{} {number}", like.subject),
                field: if number % ONE_IN == 0 { RARE } else { COMMON }.to_owned(),
                secret_hash: number.to_string(),
                ..like.clone()
            };
            chunk.push(row.into_active_model().reset_all());
        }
        case::Entity::insert_many(chunk).exec_without_returning(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// How many cases must stand in the export.
async fn matching(app: &App, account_id: Uuid, filters: &str) -> anyhow::Result<u64> {
    let account = account::Entity::find_by_id(account_id).one(app.db.read()).await?;
    let unit_id = account.context("no account")?.unit_id.context("no unit")?;
    let mut all = case::Entity::find()
        .filter(case::Column::UnitId.eq(unit_id))
        .filter(case::Column::Kind.ne("denunciation"));
    if let Some(field) = filters.strip_prefix("field=") {
        all = all.filter(case::Column::Field.eq(field));
    }
    Ok(all.count(app.db.read()).await?)
}

async fn measure(app: &App, account_id: Uuid, format: &str, filters: &str) -> anyhow::Result<()> {
    let id = new_id(app.clock.now());
    let asked = export::ActiveModel {
        id: Set(id),
        account_id: Set(account_id),
        list: Set("cases".to_owned()),
        filters: Set(filters.to_owned()),
        format: Set(format.to_owned()),
        language: Set("vi".to_owned()),
        state: Set("waiting".to_owned()),
        created_at: Set(app.clock.now()),
        ..Default::default()
    };
    let tx = app.db.begin_write().await?;
    export::Entity::insert(asked).exec_without_returning(&tx).await?;
    tx.commit().await?;
    let rows = matching(app, account_id, filters).await?;
    forget_peak();
    let (before, started) = (memory("VmRSS"), Instant::now());
    job::write_waiting(app).await?;
    let seconds = started.elapsed().as_secs_f64();
    let done = export::Entity::find_by_id(id).one(app.db.read()).await?.context("no export")?;
    ensure!(done.state == "done", "{} {}", done.state, done.error);
    ensure!(u64::try_from(done.rows_done)? == rows, "{} of {rows} rows", done.rows_done);
    let size = done.file_size / 1_000_000;
    let peak = memory("VmHWM");
    println!("{rows:>9} {format:>6} {seconds:>9.1} {size:>9} {before:>11} {peak:>11}");
    Ok(())
}

/// Lets Linux count the highest memory from now on.
fn forget_peak() {
    // Elsewhere there is nothing to forget.
    let _ = std::fs::write(Path::new("/proc/self/clear_refs"), "5");
}

/// A line of `/proc/self/status`, in MB; 0 where there is none.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
