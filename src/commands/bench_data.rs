//! `gandan bench-data`: a made-up province in an empty database, to measure with.

use std::io::Write;
use std::time::Instant;

use chrono::NaiveDate;
use clap::Args;

use super::open_database;
use crate::app;
use crate::bench_data::{self, PASSWORD, Size};
use crate::clock::Clock;
use crate::config::Config;
use crate::mail::Mailer;

#[derive(Debug, Args)]
pub struct BenchDataArgs {
    /// How many cases there will be
    #[arg(long, default_value_t = 10_000)]
    cases: u64,
    /// The same seed and day make the same data
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day before which everything happened (YYYY-MM-DD); today if not given
    #[arg(long)]
    today: Option<NaiveDate>,
}

pub async fn run(config: Config, args: BenchDataArgs) -> anyhow::Result<()> {
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let app = app::open(config, Clock::System, db.clone(), Mailer::memory(), false).await?;
    let today = args.today.unwrap_or_else(|| app.clock.today());
    let size = Size { cases: args.cases, seed: args.seed, today };
    let started = Instant::now();
    let told = |done: u64| {
        let seconds = started.elapsed().as_secs_f64().max(0.001);
        let rate = done as f64 / seconds;
        eprint!("\r{done} of {} cases, {rate:.0} a second   ", size.cases);
        // A line that cannot be shown is not worth failing for.
        let _ = std::io::stderr().flush();
    };
    bench_data::make(&app, size, told).await?;
    let seconds = started.elapsed().as_secs_f64();
    drop(app);
    db.close().await;
    eprintln!();
    println!("{} made-up cases up to {today} in {seconds:.1} s", size.cases);
    println!("sign in as chutich.tinh or chutich.w20 with the password: {PASSWORD}");
    Ok(())
}
