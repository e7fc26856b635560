//! `gandan audit`: prove that the log is whole, and give it to whoever may ask for it.

use anyhow::{Context, bail};
use clap::Subcommand;

use super::open_database;
use crate::app::{self, server_key};
use crate::audit::{anchor, store, verify};
use crate::config::Config;
use crate::db::Db;
use crate::units::Units;

/// Rows read at once.
const PART: u64 = 1000;

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check every row of every chain against the one before, its end and its anchors
    Verify,
    /// Print the log as CSV: unit, place in its chain, moment, account, deed, object, detail
    Export,
}

pub async fn run(config: Config, command: AuditCommand) -> anyhow::Result<()> {
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let result = match command {
        AuditCommand::Verify => check(&config, &db).await,
        AuditCommand::Export => export(&db).await,
    };
    db.close().await;
    result
}

async fn check(config: &Config, db: &Db) -> anyhow::Result<()> {
    let key = server_key(&config.data.dir)?;
    let file = anchor::file_of(&config.data.dir);
    let anchors = anchor::read(&file, &key)
        .map_err(anyhow::Error::msg)
        .with_context(|| file.display().to_string())?;
    match verify::verify(db.read(), &key, &anchors).await? {
        Ok(rows) => {
            println!("audit log is whole: {rows} rows, {} anchors in the file", anchors.len());
            Ok(())
        }
        Err(broken) => bail!("audit log is broken: {broken}"),
    }
}

async fn export(db: &Db) -> anyhow::Result<()> {
    let units = Units::load(db).await?;
    let mut out = csv::Writer::from_writer(std::io::stdout());
    out.write_record(["unit", "row", "at", "account", "deed", "object", "detail", "hash"])?;
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    for chain in store::chains(db.read()).await? {
        let unit = units.get(chain).map(|unit| unit.code.clone()).unwrap_or_default();
        let mut after = 0;
        loop {
            let part = store::part(db.read(), chain, after, PART).await?;
            let Some(last) = part.last() else { break };
            after = last.seq;
            for row in part {
                out.write_record([
                    unit.clone(),
                    row.seq.to_string(),
                    row.at.to_rfc3339(),
                    id(row.actor_id),
                    row.deed,
                    id(row.object_id),
                    row.detail,
                    row.hash,
                ])?;
            }
        }
    }
    out.flush()?;
    Ok(())
}
