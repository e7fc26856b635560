//! Anchors: once a day the ends of all chains are written into the database and into a file beside it. A
//! chain that was cut off behind its anchor no longer fits.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use entity::audit_anchor;

use super::store;
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::error::AppError;
use crate::secrets::ServerKey;

/// The file of anchors in a data folder: a line for each, only ever added to.
pub fn file_of(data_dir: &Path) -> PathBuf {
    data_dir.join("audit-anchors.txt")
}

/// `2026-11-25 <chain> <seq> <hash> <mark>`
fn line(key: &ServerKey, anchor: &audit_anchor::Model) -> String {
    let text = format!("{} {} {} {}", anchor.day, anchor.chain, anchor.seq, anchor.hash);
    let mark = key.token_hash("audit-anchor", &text);
    format!("{text} {mark}")
}

/// Anchors every chain that has none of today yet; tells how many.
///
/// # Errors
/// The database refuses or the file cannot be written.
pub async fn run(app: &App) -> Result<usize, AppError> {
    let day = date_in_vietnam(app.clock.now());
    let known = store::anchored(app.db.read(), day).await?;
    let heads = store::heads(app.db.read()).await?;
    let anchors: Vec<audit_anchor::Model> = heads
        .into_iter()
        .filter(|head| head.seq > 0 && !known.contains(&head.chain))
        .map(|head| audit_anchor::Model { chain: head.chain, day, seq: head.seq, hash: head.hash })
        .collect();
    if anchors.is_empty() {
        return Ok(0);
    }
    let tx = app.db.begin_write().await?;
    store::add_anchors(&tx, anchors.clone()).await?;
    // Before the commit: an anchor in the file that the database lacks is harmless, not the other way.
    write(&file_of(&app.config.data.dir), &app.key, &anchors)
        .map_err(|error| AppError::internal("audit-anchors.txt", error))?;
    tx.commit().await?;
    Ok(anchors.len())
}

fn write(file: &Path, key: &ServerKey, anchors: &[audit_anchor::Model]) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
    for anchor in anchors {
        writeln!(file, "{}", line(key, anchor))?;
    }
    file.sync_all()
}

/// The anchors of the file; no file yet means none.
///
/// # Errors
/// The line that cannot be read, or was not written by this server.
pub fn read(file: &Path, key: &ServerKey) -> Result<Vec<audit_anchor::Model>, String> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error.to_string()),
    };
    let mut anchors = Vec::new();
    for (number, raw) in (1..).zip(text.lines()) {
        let anchor = parse(raw).filter(|anchor| line(key, anchor) == raw);
        anchors.push(anchor.ok_or_else(|| format!("line {number} was changed"))?);
    }
    Ok(anchors)
}

fn parse(raw: &str) -> Option<audit_anchor::Model> {
    let mut parts = raw.split(' ');
    let day: NaiveDate = parts.next()?.parse().ok()?;
    let chain = parts.next()?.parse().ok()?;
    let seq = parts.next()?.parse().ok()?;
    Some(audit_anchor::Model { day, chain, seq, hash: parts.next()?.to_owned() })
}
