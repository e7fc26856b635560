//! The `gandan` command.

use std::process::ExitCode;

use clap::Parser;
use gandan::commands::{self, Cli};

#[tokio::main]
async fn main() -> ExitCode {
    match commands::run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gandan: {error:#}");
            ExitCode::FAILURE
        }
    }
}
