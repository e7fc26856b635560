//! Writes the lists that people asked for as files: claim, read page by page under the rights of who asked,
//! write to the disk, mark. A process that dies leaves its export to the next one after the lease; what it
//! wrote so far is thrown away.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::export;
use sea_orm::ActiveValue::Set;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::accounts;
use crate::app::App;
use crate::audit::{self, Deed, Entry};
use crate::error::AppError;
use crate::exports::listing::Source;
use crate::exports::{
    Fault, Format, KEPT, List, REMEMBERED, State, Table, Writer, Written, place, rights_of, store,
};
use crate::session;
use crate::web::context::Ctx;
use crate::web::i18n::Lang;

/// Exports a process writes at the same moment.
const AT_ONCE: usize = 2;

/// How soon an export is begun after it was asked for.
const EVERY: Duration = Duration::from_secs(2);
const TIDY_EVERY: Duration = Duration::from_secs(60);

/// How long an export is somebody's without a sign of life.
pub const LEASE: TimeDelta = TimeDelta::minutes(2);

/// How often an export is begun: one that brings the process down each time must not do so for ever.
pub const TRIES: i32 = 5;

/// Pages of rows between two signs of life: 5,000 rows.
const PAGES_PER_SIGN: u64 = 5;

/// Writes exports until `stop`. What is being written then goes back to those that wait.
pub async fn run(app: App, stop: CancellationToken) {
    let mut under_way: JoinSet<()> = JoinSet::new();
    let mut next_tidy = Instant::now();
    while !stop.is_cancelled() {
        if Instant::now() >= next_tidy {
            next_tidy = Instant::now() + TIDY_EVERY;
            if let Err(error) = tidy(&app).await {
                tracing::error!(%error, "deleting old exports failed, will be tried again");
            }
        }
        while under_way.len() < AT_ONCE {
            match claim(&app).await {
                Ok(Some(row)) => {
                    let (app, stop) = (app.clone(), stop.clone());
                    under_way.spawn(async move { carry_out(&app, row, &stop).await });
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::error!(%error, "exports could not be read, will be tried again");
                    break;
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            Some(ended) = under_way.join_next() => told(ended),
            () = tokio::time::sleep(EVERY) => {}
        }
    }
    while let Some(ended) = under_way.join_next().await {
        told(ended);
    }
}

/// One that broke keeps its lease, and is taken again after it.
fn told(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "writing an export broke");
    }
}

/// Writes what waits, one after the other; tells how many were taken.
///
/// # Errors
/// The database failed.
pub async fn write_waiting(app: &App) -> Result<usize, AppError> {
    let mut taken = 0;
    while let Some(row) = claim(app).await? {
        carry_out(app, row, &CancellationToken::new()).await;
        taken += 1;
    }
    Ok(taken)
}

/// Takes an export that waits or was left behind, and holds it for the length of a lease.
///
/// # Errors
/// The database failed.
pub async fn claim(app: &App) -> Result<Option<export::Model>, AppError> {
    let now = app.clock.now();
    let Some(row) = store::next(app.db.read(), now).await? else { return Ok(None) };
    let attempts = row.attempts + 1;
    let change = export::ActiveModel {
        state: Set(State::Running.code().to_owned()),
        attempts: Set(attempts),
        lease_until: Set(Some(now + LEASE)),
        rows_done: Set(0),
        started_at: Set(Some(now)),
        ..Default::default()
    };
    let tx = app.db.begin_write().await?;
    let is_ours = store::change(&tx, &row, change).await?;
    tx.commit().await?;
    let state = State::Running.code().to_owned();
    Ok(is_ours.then_some(export::Model { attempts, state, started_at: Some(now), ..row }))
}

/// How the writing of an export ended.
enum End {
    /// The file, how many rows it has, and its name.
    Whole {
        written: Written,
        rows: u64,
        name: String,
    },
    Fault(Fault),
    /// The process is asked to end.
    Stopped,
    /// Another process has it.
    Lost,
}

/// Writes an export that was claimed, and writes down how it ended. What fails on the way is logged, and is no
/// error of whoever calls.
pub async fn carry_out(app: &App, row: export::Model, stop: &CancellationToken) {
    let ended = write(app, &row, stop).await.unwrap_or_else(|error| {
        tracing::error!(export = %row.id, %error, "an export could not be written");
        End::Fault(Fault::Internal)
    });
    let workshop = place::workshop(&app.config.data.dir, &row);
    let cleared = on_disk(move || place::remove(&workshop)).await;
    let marked = mark(app, &row, ended).await;
    for error in [cleared.err(), marked.err()].into_iter().flatten() {
        tracing::error!(export = %row.id, %error, "an export could not be ended");
    }
}

/// The reader as they are now; none if they may not read the list any more.
async fn reader(app: &App, row: &export::Model) -> Result<Option<(Ctx, List)>, AppError> {
    let list = List::from_code(&row.list)
        .ok_or_else(|| AppError::inconsistent("exports", row.id, "unknown list"))?;
    let account = match accounts::store::get(app.db.read(), row.account_id).await {
        Ok(account) if account.locked_at.is_none() => account,
        Ok(_) | Err(AppError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let now = app.clock.now();
    let actor = session::service::actor_now(app, &account, Uuid::nil(), now).await?;
    if actor.lacks_factor || !list.access().admits(Some(actor.role)) {
        return Ok(None);
    }
    let lang = Lang::from_code(&row.language).unwrap_or_default();
    // Nothing of denunciations leaves the case pages.
    let actor = actor.without_denunciations();
    Ok(Some((Ctx::outside(app.clone(), lang, Some(actor), list.path()), list)))
}

async fn write(app: &App, row: &export::Model, stop: &CancellationToken) -> Result<End, AppError> {
    if row.attempts > TRIES {
        return Ok(End::Fault(Fault::Tries));
    }
    let Some((ctx, list)) = reader(app, row).await? else { return Ok(End::Fault(Fault::Rights)) };
    let source = match Source::open(&ctx, list, &row.filters).await {
        // A unit that is not in reach any more.
        Err(AppError::NotFound) => return Ok(End::Fault(Fault::Rights)),
        source => source?,
    };
    let begun = export::ActiveModel {
        rows_total: Set(as_number(source.count(&ctx).await?)),
        rights: Set(rights_of(ctx.actor()?)),
        ..Default::default()
    };
    if !hold(app, row, begun).await? {
        return Ok(End::Lost);
    }
    let format = Format::from_code(&row.format)
        .ok_or_else(|| AppError::inconsistent("exports", row.id, "unknown format"))?;
    let title = ctx.lang.t(&format!("export-list-{}", list.code()));
    let table = Table { title, columns: source.columns(&ctx), made_at: row.created_at };
    let (workshop, path) = (place::workshop(&app.config.data.dir, row), path_in(app, row, format));
    let begin = path.clone();
    let writer = on_disk(move || {
        place::make_private(&workshop)?;
        Writer::create(format, &begin, &table)
    });
    let (writer, rows) = match fill(app, row, stop, (&ctx, source, writer.await?)).await? {
        Ok(filled) => filled,
        Err(end) => return Ok(end),
    };
    let whole = place::file(&app.config.data.dir, row);
    let written = on_disk(move || {
        let written = writer.finish(&path)?;
        std::fs::rename(&path, &whole).map_err(|error| AppError::internal("export", error))?;
        Ok(written)
    });
    let written = written.await?;
    let day = ctx.today.format("%d-%m-%Y").to_string();
    let name = ctx.lang.ta(&format!("export-file-{}", list.code()), &[("day", day)]);
    Ok(End::Whole { written, rows, name: format!("{name}.{}", format.code()) })
}

/// Reads and writes page by page: the writer with how many rows it took, or how it was cut short.
async fn fill(
    app: &App,
    row: &export::Model,
    stop: &CancellationToken,
    (ctx, mut source, mut writer): (&Ctx, Source, Writer),
) -> Result<Result<(Writer, u64), End>, AppError> {
    let (mut rows, mut pages) = (0, 0);
    loop {
        if stop.is_cancelled() {
            return Ok(Err(End::Stopped));
        }
        let page = source.next(ctx).await?;
        if page.is_empty() {
            return Ok(Ok((writer, rows)));
        }
        rows += page.len() as u64;
        pages += 1;
        writer = on_disk(move || writer.rows(&page).map(|()| writer)).await?;
        let sign = export::ActiveModel { rows_done: Set(as_number(rows)), ..Default::default() };
        if pages % PAGES_PER_SIGN == 0 && !hold(app, row, sign).await? {
            return Ok(Err(End::Lost));
        }
    }
}

/// Where a try writes.
fn path_in(app: &App, row: &export::Model, format: Format) -> PathBuf {
    place::workshop(&app.config.data.dir, row).join(format!("list.{}", format.code()))
}

/// Writes how far it is, which is a sign of life too; false if another process has it by now.
async fn hold(
    app: &App,
    row: &export::Model,
    change: export::ActiveModel,
) -> Result<bool, AppError> {
    let lease_until = Set(Some(app.clock.now() + LEASE));
    let tx = app.db.begin_write().await?;
    let change = export::ActiveModel { lease_until, ..change };
    let is_ours = store::change(&tx, row, change).await?;
    tx.commit().await?;
    Ok(is_ours)
}

/// Writes down how it ended. A whole file is told to the audit log.
async fn mark(app: &App, row: &export::Model, ended: End) -> Result<(), AppError> {
    let now = app.clock.now();
    let over = |state: State| export::ActiveModel {
        state: Set(state.code().to_owned()),
        lease_until: Set(None),
        ..Default::default()
    };
    let (change, told) = match ended {
        End::Lost => return Ok(()),
        End::Stopped => (export::ActiveModel { rows_done: Set(0), ..over(State::Waiting) }, None),
        End::Fault(fault) => {
            let error = Set(fault.code().to_owned());
            let finished_at = Set(Some(now));
            (export::ActiveModel { error, finished_at, ..over(State::Failed) }, None)
        }
        End::Whole { written, rows, name } => {
            let told = Entry {
                unit_id: row.unit_id,
                actor_id: Some(row.account_id),
                object_id: Some(row.id),
                ..Entry::of(Deed::ExportFinished).with(&format!("{rows} {}", written.sha256))
            };
            let change = export::ActiveModel {
                rows_done: Set(as_number(rows)),
                file_name: Set(name),
                file_size: Set(as_number(written.size)),
                sha256: Set(written.sha256),
                finished_at: Set(Some(now)),
                expires_at: Set(Some(now + KEPT)),
                ..over(State::Done)
            };
            (change, Some(told))
        }
    };
    let tx = app.db.begin_write().await?;
    if store::change(&tx, row, change).await? {
        return audit::commit(app, tx, now, told.into_iter().collect()).await;
    }
    // Another process has it, and another file.
    tx.rollback().await?;
    let unwanted = place::file(&app.config.data.dir, row);
    on_disk(move || place::remove(&unwanted)).await
}

/// Deletes files whose time is over, what tries left behind, and rows nobody needs any more.
///
/// # Errors
/// The database or the disk failed.
pub async fn tidy(app: &App) -> Result<(), AppError> {
    let now: DateTime<Utc> = app.clock.now();
    let tx = app.db.begin_write().await?;
    store::expire(&tx, now).await?;
    store::forget(&tx, now - REMEMBERED).await?;
    tx.commit().await?;
    let folder = app.config.data.dir.clone();
    for (path, id) in on_disk(move || place::entries(&folder)).await? {
        let row = match id {
            Some(id) => store::find(app.db.read(), id).await?,
            None => None,
        };
        if !row.is_some_and(|row| place::is_needed(&app.config.data.dir, &path, &row)) {
            on_disk(move || place::remove(&path)).await?;
        }
    }
    Ok(())
}

/// Works with files where that may take its time.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| AppError::internal("export", error))?
}

fn as_number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
