//! What every request and job shares.

use std::path::Path;
use std::sync::{Arc, RwLock};

use law::calendar::WorkCalendar;
use law::procedure::{Rules, Settings};
use migration::MigratorTrait;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::AppError;
use crate::files::FileStore;
use crate::mail::Mailer;
use crate::secrets::{self, ServerKey};
use crate::units::Units;
use crate::web::limit::RateLimits;

/// Cheap to clone: one `Arc`.
pub type App = Arc<AppState>;

pub struct AppState {
    pub db: Db,
    pub clock: Clock,
    pub config: Config,
    pub key: ServerKey,
    pub files: FileStore,
    pub mailer: Mailer,
    pub limits: RateLimits,
    pub passwords: crate::session::password::Passwords,
    pub calendar: WorkCalendar,
    pub law_settings: Settings,
    /// Made-up data: shown on every page, with the mailbox and the sign-ins.
    pub is_demo: bool,
    units: RwLock<Arc<Units>>,
}

impl AppState {
    pub fn units(&self) -> Arc<Units> {
        match self.units.read() {
            Ok(units) => Arc::clone(&units),
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    pub fn rules(&self) -> Rules<'_> {
        Rules { calendar: &self.calendar, settings: &self.law_settings }
    }

    /// Reads the units again after they were changed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn reload_units(&self) -> Result<(), AppError> {
        let units = Arc::new(Units::load(&self.db).await?);
        match self.units.write() {
            Ok(mut held) => *held = units,
            Err(poisoned) => *poisoned.into_inner() = units,
        }
        Ok(())
    }
}

/// Opens everything a server needs. Migrations must have run.
///
/// # Errors
/// A part cannot be opened, or the calendar does not cover the coming twelve months.
pub async fn open(
    config: Config,
    clock: Clock,
    db: Db,
    mailer: Mailer,
    is_demo: bool,
) -> Result<App, AppError> {
    let key = server_key(&config.data.dir)?;
    let files = FileStore::folder(&config.data.dir.join("files"))?;
    let calendar = crate::holidays::load_calendar(&db, clock.today()).await?;
    let units = RwLock::new(Arc::new(Units::load(&db).await?));
    let law_settings = Settings {
        petition_answer_working_days: config.law.petition_answer_working_days,
        warn_working_days: config.law.warn_working_days,
        ..Settings::default()
    };
    Ok(Arc::new(AppState {
        limits: RateLimits::new(&config.limits),
        passwords: crate::session::password::Passwords::new(),
        db,
        clock,
        config,
        key,
        files,
        mailer,
        calendar,
        law_settings,
        is_demo,
        units,
    }))
}

/// Runs all outstanding migrations and seeds the calendar of holidays.
///
/// # Errors
/// The database refuses.
pub async fn migrate(db: &Db) -> Result<(), AppError> {
    migration::Migrator::up(db.for_migration(), None).await?;
    crate::holidays::seed(db).await
}

/// The server's secret lies in the data folder, readable by its owner only, made on first start.
fn server_key(data_dir: &Path) -> Result<ServerKey, AppError> {
    let path = data_dir.join("server.key");
    let io = |error: std::io::Error| AppError::internal("server.key", error);
    if !path.exists() {
        std::fs::create_dir_all(data_dir).map_err(io)?;
        write_private(&path, &hex::encode(secrets::random_bytes()?)).map_err(io)?;
    }
    let text = std::fs::read_to_string(&path).map_err(io)?;
    let bytes = hex::decode(text.trim()).map_err(|e| AppError::internal("server.key", e))?;
    let bytes: [u8; 32] = bytes
        .try_into()
        .map_err(|_| AppError::internal("server.key", "must hold 32 bytes in hexadecimal"))?;
    Ok(ServerKey::new(bytes))
}

#[cfg(unix)]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(not(unix))]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::write(path, text)
}
