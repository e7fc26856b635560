//! The commands of the binary, one file each.

mod audit;
mod bench_data;
mod calendar;
mod deadline;
mod demo;
mod envelope;
mod mail;
mod paper;
mod report;
mod serve;
mod unit;
mod user;
mod work;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::mail::Mailer;
use crate::{app, config};

/// Case tracker for citizen complaints, petitions and dialogues
#[derive(Debug, Parser)]
#[command(name = "gandan", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

/// Settings that may be given to every command.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Configuration file (TOML)
    #[arg(long, global = true, env = "GANDAN_CONFIG")]
    config: Option<PathBuf>,
    /// Address to listen on
    #[arg(long, global = true)]
    listen: Option<SocketAddr>,
    /// Data folder
    #[arg(long, global = true)]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the web server and, in the same process, the worker
    Serve {
        /// Leave mail and reminders to separate `gandan work` processes
        #[arg(long)]
        without_worker: bool,
    },
    /// Run the worker alone: mail and reminders
    Work,
    /// Serve a trial with made-up cases; data are made on first use
    Demo,
    /// Bring the database to the newest schema
    Migrate,
    /// Say what is configured and whether it works
    CheckConfig,
    /// Say by which day something is due, and by which article
    Deadline(deadline::DeadlineArgs),
    /// Prove that the log of deeds is whole, or print it
    Audit {
        #[command(subcommand)]
        command: audit::AuditCommand,
    },
    /// Enter and list days off and worked Saturdays
    Calendar {
        #[command(subcommand)]
        command: calendar::CalendarCommand,
    },
    /// Fill an empty database with a made-up province of any size, to measure with
    BenchData(bench_data::BenchDataArgs),
    /// Keys of the holders and sealed envelopes, on a machine without network
    Envelope {
        #[command(subcommand)]
        command: envelope::EnvelopeCommand,
    },
    /// Letters that came back
    Mail {
        #[command(subcommand)]
        command: mail::MailCommand,
    },
    /// Papers that were issued
    Paper {
        #[command(subcommand)]
        command: paper::PaperCommand,
    },
    /// What the statutory tables are counted from
    Report {
        #[command(subcommand)]
        command: report::ReportCommand,
    },
    /// Manage the offices of this installation
    Unit {
        #[command(subcommand)]
        command: unit::UnitCommand,
    },
    /// Manage accounts of staff
    User {
        #[command(subcommand)]
        command: user::UserCommand,
    },
}

/// Runs one command to its end.
///
/// # Errors
/// The command failed; the message says at what.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    // An offline machine has neither a configuration nor a database: whoever needs none reads none.
    let configured = || {
        let config = load(&cli.options)?;
        start_log(&config);
        anyhow::Ok(config)
    };
    match cli.command {
        Command::Serve { without_worker } => serve::serve(configured()?, !without_worker).await,
        Command::Work => work::work(configured()?).await,
        Command::Demo => demo::demo(configured()?, cli.options.data.clone()).await,
        Command::Migrate => migrate(&configured()?).await,
        Command::CheckConfig => check_config(configured()?).await,
        Command::Deadline(args) => deadline::run(configured()?, args).await,
        Command::Audit { command } => audit::run(configured()?, command).await,
        Command::Calendar { command } => calendar::run(configured()?, command).await,
        Command::BenchData(args) => bench_data::run(configured()?, args).await,
        Command::Envelope { command } => envelope::run(command),
        Command::Mail { command } => mail::run(configured()?, command).await,
        Command::Paper { command } => paper::run(configured()?, command).await,
        Command::Report { command } => report::run(configured()?, command).await,
        Command::Unit { command } => unit::run(configured()?, command).await,
        Command::User { command } => user::run(configured()?, command).await,
    }
}

fn load(options: &Options) -> anyhow::Result<Config> {
    let default_file = PathBuf::from("gandan.toml");
    let file = options.config.clone().or_else(|| default_file.exists().then_some(default_file));
    let mut config = Config::load(file.as_deref())?;
    if let Some(listen) = options.listen {
        config.server.listen = listen;
    }
    if let Some(dir) = &options.data {
        config.data.dir.clone_from(dir);
    }
    Ok(config)
}

fn start_log(config: &Config) {
    use std::io::IsTerminal;
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_new(&config.log.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second start within one process (tests) keeps the first log.
    let _ = if config.log.json { log.json().try_init() } else { log.try_init() };
}

/// Opens the database of a configuration, making the data folder if need be.
async fn open_database(config: &Config) -> anyhow::Result<Db> {
    std::fs::create_dir_all(&config.data.dir)
        .with_context(|| format!("data folder {}", config.data.dir.display()))?;
    let url = config.database_url();
    let shown = config::hide_password(&url);
    Db::open(&url, None).await.with_context(|| format!("database {shown}"))
}

async fn migrate(config: &Config) -> anyhow::Result<()> {
    let db = open_database(config).await?;
    app::migrate(&db).await?;
    db.close().await;
    println!("schema is up to date");
    Ok(())
}

async fn check_config(config: Config) -> anyhow::Result<()> {
    println!("{config:#?}");
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let mailer = Mailer::from_url_at_once(&config.mail_url(), config.mail.at_once)?;
    mailer.check().await?;
    app::open(config, Clock::System, db, mailer, false).await?;
    println!("configuration is usable: database, files, calendar and mail answer");
    Ok(())
}
