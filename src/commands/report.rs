//! `gandan report`: prove that what the statutory tables count is what the facts say.

use anyhow::bail;
use clap::Subcommand;

use super::open_database;
use crate::app;
use crate::config::Config;
use crate::figures::rebuild;

#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Count all cases anew from their facts, and write what differs
    Rebuild {
        /// Write nothing; fail if anything differs
        #[arg(long)]
        check: bool,
    },
}

pub async fn run(config: Config, command: ReportCommand) -> anyhow::Result<()> {
    let ReportCommand::Rebuild { check } = command;
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let found = rebuild::rebuild(&db, check).await;
    db.close().await;
    let found = found?;
    for case in &found.differing {
        eprintln!("case {case}: what is counted is not what its facts say");
    }
    if check && found.differences > 0 {
        bail!(
            "{} of {} cases are counted otherwise than their facts say; `gandan report rebuild` mends them",
            found.differences,
            found.cases
        );
    }
    match found.differences {
        0 => println!("{} cases are counted as their facts say", found.cases),
        wrong => println!("{wrong} of {} cases were counted anew", found.cases),
    }
    Ok(())
}
