//! `gandan mail bounce`: takes a report of a letter that came back, from a pipe of the mail server.

use std::io::Read;

use anyhow::{Context, bail};
use clap::Subcommand;

use super::open_database;
use crate::app;
use crate::audit::{self, Deed, Entry};
use crate::clock::Clock;
use crate::config::Config;
use crate::mail::Mailer;
use crate::mail::dead::{self, Taken};
use crate::mail::report::{self, REPORT_MAX};

#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// Read a delivery report (RFC 3464) from the standard input; anything else is passed over
    Bounce,
}

pub async fn run(config: Config, command: MailCommand) -> anyhow::Result<()> {
    match command {
        MailCommand::Bounce => bounce(config).await,
    }
}

async fn bounce(config: Config) -> anyhow::Result<()> {
    let mut raw = Vec::new();
    let longest = u64::try_from(REPORT_MAX)?;
    std::io::stdin().take(longest + 1).read_to_end(&mut raw).context("standard input")?;
    if raw.len() > REPORT_MAX {
        bail!("longer than {REPORT_MAX} bytes");
    }
    let Some(bounce) = report::read(&raw) else {
        println!("{}", Taken::Unknown.code());
        return Ok(());
    };
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let mailer = Mailer::from_url_at_once(&config.mail_url(), config.mail.at_once)?;
    let app = app::open(config, Clock::System, db, mailer, false).await?;
    let now = app.clock.now();
    let tx = app.db.begin_write().await?;
    let (taken, letter) = dead::take(&tx, now, &bounce).await?;
    let told = Entry { object_id: letter.map(|one| one.id), ..Entry::of(Deed::AddressChanged) };
    let told = (taken == Taken::Dead).then(|| told.with("dead"));
    audit::commit(&app, tx, now, told.into_iter().collect()).await?;
    app.db.clone().close().await;
    println!("{}", taken.code());
    Ok(())
}
