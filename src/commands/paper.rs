//! `gandan paper`: prove that what was issued is still what is stored.

use anyhow::bail;
use clap::Subcommand;
use uuid::Uuid;

use super::open_database;
use crate::app;
use crate::config::Config;
use crate::db::Db;
use crate::documents::{issued, store};
use crate::files::FileStore;

/// Papers read at once.
const PART: u64 = 500;

#[derive(Debug, Subcommand)]
pub enum PaperCommand {
    /// Compare the stored file of every issued paper with the SHA-256 it was issued under
    Verify,
}

pub async fn run(config: Config, command: PaperCommand) -> anyhow::Result<()> {
    let PaperCommand::Verify = command;
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let files = FileStore::folder(&config.data.dir.join("files"))?;
    let result = verify(&db, &files).await;
    db.close().await;
    result
}

async fn verify(db: &Db, files: &FileStore) -> anyhow::Result<()> {
    let (mut after, mut whole, mut broken) = (Uuid::nil(), 0_u64, 0_u64);
    loop {
        let part = store::frozen_after(db.read(), after, PART).await?;
        let Some(last) = part.last() else { break };
        after = last.id;
        for row in &part {
            match issued::read(files, row).await {
                Ok(_) => whole += 1,
                Err(error) => {
                    broken += 1;
                    eprintln!("paper {} ({}): {error}", row.id, issued::number_of(row));
                }
            }
        }
    }
    if broken > 0 {
        bail!("{broken} of {} issued papers are not what was issued", whole + broken);
    }
    println!("{whole} issued papers are what was issued");
    Ok(())
}
