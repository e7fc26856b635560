//! `gandan user create`: the first administrator, and staff where there is no administrator's page.

use anyhow::{Context, bail};
use clap::Subcommand;
use entity::account;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::open_database;
use crate::clock::Clock;
use crate::config::Config;
use crate::ids::new_id;
use crate::policy::Role;
use crate::session::password::{MIN_LENGTH, Passwords, is_guessable};
use crate::{app, text};

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Create an account; the password is read from the first line of standard input
    Create {
        /// What the person types to sign in
        #[arg(long)]
        login: String,
        /// Full name as shown
        #[arg(long)]
        name: String,
        /// reception, officer, chairman, leader or admin
        #[arg(long)]
        role: String,
        /// Code of the unit; not needed for an administrator
        #[arg(long)]
        unit: Option<String>,
        /// Address for notices
        #[arg(long)]
        email: Option<String>,
    },
}

pub async fn run(config: Config, command: UserCommand) -> anyhow::Result<()> {
    let UserCommand::Create { login, name, role, unit, email } = command;
    let role = Role::from_code(&role).filter(|role| role.is_staff());
    let Some(role) = role else {
        bail!("role must be reception, officer, chairman, leader or admin")
    };
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).context("reading the password")?;
    let password = password.trim_end_matches(['\r', '\n']);
    if password.chars().count() < MIN_LENGTH {
        bail!("the password needs at least {MIN_LENGTH} characters");
    }
    if is_guessable(password, &[&login, &name]) {
        bail!(
            "the password is one that is tried first: take several words that do not belong together"
        );
    }
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let units = crate::units::Units::load(&db).await?;
    let unit_id = match &unit {
        Some(code) => {
            let found = units.all().into_iter().find(|u| u.code == *code && u.valid_to.is_none());
            let Some(found) = found else { bail!("there is no unit with code {code}") };
            Some(found.id)
        }
        None if role == Role::Admin => None,
        None => bail!("--unit is needed for this role"),
    };
    let now = Clock::System.now();
    let row = account::ActiveModel {
        id: Set(new_id(now)),
        login: Set(text::lower(&login)),
        display_name: Set(text::clean_line(&name)),
        email: Set(email),
        email_confirmed_at: Set(None),
        password_hash: Set(Passwords::new().hash(password).await?),
        role: Set(role.code().to_owned()),
        unit_id: Set(unit_id),
        handles_denunciations: Set(false),
        factor_secret: Set(None),
        factor_confirmed_at: Set(None),
        factor_step: Set(0),
        language: Set("vi".to_owned()),
        locked_at: Set(None),
        created_at: Set(now),
    };
    let tx = db.begin_write().await?;
    if crate::session::store::find_account_by_login(&tx, &text::lower(&login)).await?.is_some() {
        bail!("there is already an account {login}");
    }
    account::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    println!("created {login} ({})", role.code());
    Ok(())
}
