//! `cargo bench --bench province -- --cases 10000,100000,1000000`: latency, rate and processor time of the pages
//! that are asked for all day, over a made-up province of each size, beside bare handlers in the same process and
//! in turn with them. Load and server share the machine, and the processor time of a request holds both (that of
//! the PostgreSQL server not). Only ratios are worth comparing between machines.
//!
//! `--database sqlite` (default) or the address of a PostgreSQL database, which gets a schema for each size;
//! `--folder` keeps the data and takes them again.

mod data;
mod load;
mod show;
mod targets;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use gandan::app::App;
use gandan::router;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use load::Run;
use targets::Target;

const CONNECTIONS: [usize; 2] = [1, 16];

/// Measures pages over a made-up province
#[derive(Clone, Debug, Parser)]
struct Args {
    /// Sizes, smallest first
    #[arg(long, value_delimiter = ',', default_value = "10000")]
    cases: Vec<u64>,
    /// `sqlite`, or the address of a PostgreSQL database
    #[arg(long, default_value = "sqlite")]
    database: String,
    /// Where the data are kept and taken from; else they are made anew and removed
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Of one run of one target
    #[arg(long, default_value_t = 1)]
    seconds: u64,
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Only targets whose names hold this
    #[arg(long, default_value = "")]
    only: String,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

/// What was measured of a size: each target at each number of connections.
pub struct Measured {
    pub cases: u64,
    /// Name and connections, with the median of its runs.
    pub runs: Vec<(String, usize, Run)>,
    /// Name, median and longest time in ms of the tables alone.
    pub tables: Vec<(&'static str, f64, f64)>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_writer(std::io::stderr)
        .init();
    let kept = match &args.folder {
        Some(folder) => folder.clone(),
        None => tempfile::tempdir()?.keep(),
    };
    let mut all = Vec::new();
    for cases in &args.cases {
        let measured = measure(&args, &kept, *cases).await?;
        show::size(&measured);
        all.push(measured);
    }
    if args.folder.is_none() {
        std::fs::remove_dir_all(&kept)?;
    }
    show::growth(&all);
    Ok(())
}

async fn measure(args: &Args, folder: &std::path::Path, cases: u64) -> anyhow::Result<Measured> {
    let app = data::open(&args.database, folder, cases).await?;
    let mut servers = JoinSet::new();
    let (ours, bare) = serve(&app, &mut servers).await?;
    let mut targets = targets::all(&app, cases, ours, bare).await?;
    targets.retain(|target| target.name.contains(&args.only) || target.name.starts_with("bare"));
    for target in &targets {
        target.check().await?;
    }
    let tables = targets::tables_alone(&app).await?;
    let duration = Duration::from_secs(args.seconds);
    let all: Vec<(&Target, usize)> = targets
        .iter()
        .flat_map(|target| CONNECTIONS.map(|connections| (target, connections)))
        .collect();
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); all.len()];
    for _ in 0..args.rounds.max(1) {
        // In turn, so that what disturbs the machine disturbs all alike.
        for (slot, (target, connections)) in runs.iter_mut().zip(&all) {
            slot.push(load::run(target, *connections, duration).await?);
        }
    }
    for target in &targets {
        target.check_again().await?;
    }
    servers.shutdown().await;
    let of = |((target, connections), runs): (&(&Target, usize), Vec<Run>)| {
        (target.name.to_owned(), *connections, Run::median(&runs))
    };
    let runs = all.iter().zip(runs).map(of).collect();
    app.db.clone().close().await;
    Ok(Measured { cases, runs, tables })
}

/// The application and the bare handlers, each on a port of its own.
async fn serve(
    app: &App,
    servers: &mut JoinSet<std::io::Result<()>>,
) -> anyhow::Result<(SocketAddr, SocketAddr)> {
    let mut addresses = Vec::new();
    for router in [router::build(Arc::clone(app))?, data::bare(app)] {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        addresses.push(listener.local_addr()?);
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        servers.spawn(async move { axum::serve(listener, service).await });
    }
    let [ours, bare] = addresses[..] else { anyhow::bail!("two servers") };
    Ok((ours, bare))
}
