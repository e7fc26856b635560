//! `gandan calendar`: enter the days off of a year and list them; works while the server may not start.

use std::path::PathBuf;

use anyhow::{Context, bail};
use chrono::{Datelike, NaiveDate};
use clap::Subcommand;
use uuid::Uuid;

use super::open_database;
use crate::app;
use crate::calendar::{self, NewChange, shipped, store};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::text::clean_line;
use crate::units::Units;

#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// Enter days from a CSV file with the columns date, weekday, name_vi, kind (day_off,
    /// make_up_working_day, ordinary), basis
    Import {
        file: PathBuf,
        /// The notice or decision that fixed the days
        #[arg(long)]
        basis: String,
        /// A year whose days off are all known with this file
        #[arg(long)]
        year: Option<i32>,
        /// Code of a unit the days are for; without it the whole country
        #[arg(long)]
        unit: Option<String>,
        /// Day from which the notice or decision holds; today without it
        #[arg(long)]
        effective: Option<NaiveDate>,
    },
    /// List the days in force
    List {
        /// Of one year
        #[arg(long)]
        year: Option<i32>,
    },
}

pub async fn run(config: Config, command: CalendarCommand) -> anyhow::Result<()> {
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    match command {
        CalendarCommand::Import { file, basis, year, unit, effective } => {
            let text = std::fs::read(&file).with_context(|| file.display().to_string())?;
            let days = shipped::read(&text)
                .map_err(anyhow::Error::msg)
                .with_context(|| file.display().to_string())?;
            let units = Units::load(&db).await?;
            let now = Clock::System.now();
            let new = NewChange {
                unit_id: unit.map(|code| find(&units, &code)).transpose()?,
                effective_on: effective.unwrap_or_else(|| Clock::System.today()),
                basis: clean_line(&basis),
                declares_year: year,
                days,
            };
            if new.basis.is_empty() {
                bail!("--basis must name the notice or decision");
            }
            let count = new.days.len();
            let tx = db.begin_write().await?;
            calendar::make(&tx, &units, None, now, new).await??;
            tx.commit().await?;
            println!("calendar: {count} days entered; deadlines are counted again by the worker");
        }
        CalendarCommand::List { year } => print!("{}", list(&db, year).await?),
    }
    db.close().await;
    Ok(())
}

fn find(units: &Units, code: &str) -> anyhow::Result<Uuid> {
    let found = units.all().into_iter().find(|u| u.code == code && u.valid_to.is_none());
    Ok(found.with_context(|| format!("there is no unit with code {code}"))?.id)
}

/// A line for each year, then one for each day.
async fn list(db: &Db, year: Option<i32>) -> anyhow::Result<String> {
    let units = Units::load(db).await?;
    let mut text = String::new();
    for known in store::years(db.read()).await? {
        text.push_str(&format!("{known} complete\n"));
    }
    for (unit, days) in store::entries(db.read()).await? {
        let whose = unit.and_then(|id| units.get(id)).map(|unit| format!(" [{}]", unit.code));
        let whose = whose.unwrap_or_default();
        for (day, (_, entry)) in days {
            if year.is_none_or(|year| day.year() == year) {
                let kind = entry.kind.code();
                text.push_str(&format!("{day} {kind:19} {}{whose}\n", entry.name));
            }
        }
    }
    Ok(text)
}
