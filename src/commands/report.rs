//! `gandan report`: prove that what the statutory tables and the lists count is what the facts say.

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
    for unit in &found.miscounted {
        eprintln!("unit {unit}: its lists count other cases than there are");
    }
    for case in &found.astray {
        eprintln!("case {case}: its deadlines and its own row tell different things");
    }
    let (wrong, units, astray) =
        (found.differences, found.miscounted.len(), !found.astray.is_empty());
    if check && (wrong > 0 || units > 0 || astray) {
        bail!(
            "{wrong} of {} cases are counted otherwise than their facts say, and the lists of {units} units \
             count other cases than there are; `gandan report rebuild` mends them",
            found.cases
        );
    }
    match (wrong, units, astray) {
        (0, 0, false) => println!("{} cases are counted as their facts say", found.cases),
        (_, _, false) => {
            println!("{wrong} of {} cases and {units} units were counted anew", found.cases)
        }
        (_, _, true) => println!(
            "{wrong} of {} cases and {units} units were counted anew, and what deadlines repeat of all cases was \
             written anew",
            found.cases
        ),
    }
    Ok(())
}
