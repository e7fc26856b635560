//! What every request and job shares.

use std::path::Path;
use std::sync::{Arc, RwLock};

use chrono::NaiveDate;
use law::calendar::WorkCalendar;
use law::procedure::Settings;
use migration::MigratorTrait;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::calendar::{self, Calendars, UnitRules};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, Tx};
use crate::error::AppError;
use crate::figures;
use crate::files::FileStore;
use crate::mail::Mailer;
use crate::public_figures::Counted;
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
    pub law_settings: Settings,
    /// Public figures that were counted today.
    pub published: Counted,
    /// Made-up data: shown on every page, with the mailbox and the sign-ins.
    pub is_demo: bool,
    units: RwLock<Arc<Units>>,
    calendars: RwLock<Arc<Calendars>>,
}

/// What a lock holds; a writer that died left it whole, for it only puts in a new pointer.
fn held<T>(lock: &RwLock<Arc<T>>) -> Arc<T> {
    match lock.read() {
        Ok(held) => Arc::clone(&held),
        Err(poisoned) => Arc::clone(&poisoned.into_inner()),
    }
}

fn put<T>(lock: &RwLock<Arc<T>>, value: T) {
    match lock.write() {
        Ok(mut held) => *held = Arc::new(value),
        Err(poisoned) => *poisoned.into_inner() = Arc::new(value),
    }
}

impl AppState {
    pub fn units(&self) -> Arc<Units> {
        held(&self.units)
    }

    pub fn calendars(&self) -> Arc<Calendars> {
        held(&self.calendars)
    }

    /// The calendar where no unit has a say.
    pub fn calendar(&self) -> Arc<WorkCalendar> {
        Arc::clone(self.calendars().country())
    }

    /// What a unit counts and decides by.
    pub fn rules_of(&self, unit: Uuid) -> UnitRules {
        let calendar = Arc::clone(self.calendars().of(&self.units(), unit));
        UnitRules::new(calendar, self.law_settings)
    }

    /// The same where no unit has a say.
    pub fn rules(&self) -> UnitRules {
        UnitRules::new(self.calendar(), self.law_settings)
    }

    /// What a unit counts by, for whoever writes deadlines: the calendar cannot change before the
    /// transaction ends, and what another process changed is read first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn fresh_rules(&self, tx: &Tx, unit: Uuid) -> Result<UnitRules, AppError> {
        self.hold_calendar(tx).await?;
        Ok(self.rules_of(unit))
    }

    /// The same for many units at once.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn hold_calendar(&self, tx: &Tx) -> Result<(), AppError> {
        if calendar::store::held_version(tx).await? != self.calendars().version() {
            self.load_calendars(tx).await?;
        }
        Ok(())
    }

    /// Reads the calendar again if anybody changed it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn reload_calendars(&self) -> Result<(), AppError> {
        let db = self.db.read();
        if calendar::store::version(db).await? != self.calendars().version() {
            self.load_calendars(db).await?;
        }
        Ok(())
    }

    async fn load_calendars(&self, db: &impl ConnectionTrait) -> Result<(), AppError> {
        put(&self.calendars, calendar::store::load(db, &self.units()).await?);
        Ok(())
    }

    /// Reads the units again after they were changed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn reload_units(&self) -> Result<(), AppError> {
        put(&self.units, Units::load(&self.db).await?);
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
    let units = Units::load(&db).await?;
    let calendars = calendar::store::load(db.read(), &units).await?;
    check_calendar(&calendars, clock.today())?;
    let law_settings = config.law.settings();
    Ok(Arc::new(AppState {
        limits: RateLimits::new(&config.limits),
        passwords: crate::session::password::Passwords::new(),
        db,
        clock,
        config,
        key,
        files,
        mailer,
        law_settings,
        published: Counted::default(),
        is_demo,
        units: RwLock::new(Arc::new(units)),
        calendars: RwLock::new(Arc::new(calendars)),
    }))
}

/// Runs all outstanding migrations and seeds the calendar of holidays. Servers and workers that start
/// at once wait for one another.
///
/// # Errors
/// The database refuses.
pub async fn migrate(db: &Db) -> Result<(), AppError> {
    let alone = db.lock_schema().await?;
    migration::Migrator::up(db.for_migration(), None).await?;
    calendar::store::seed(db, Clock::System.now()).await?;
    figures::rebuild::fill(db).await?;
    Ok(alone.release().await?)
}

/// The calendar must reach a year ahead, or deadlines would be counted over days nobody knows.
fn check_calendar(calendars: &Calendars, today: NaiveDate) -> Result<(), AppError> {
    let (_, to) = calendars.covers();
    let next = calendars.next_year();
    if !calendars.is_enough(today) {
        let until = Calendars::must_reach(today);
        let text = format!(
            "ends on {to}, but must reach {until}: enter the days off of {next} with \
             `gandan calendar import FILE --year {next} --basis TEXT`"
        );
        return Err(AppError::internal("calendar", text));
    }
    if calendars.runs_out(today) {
        tracing::warn!(%to, "the calendar ends in less than fifteen months: enter the days off of {next}");
    }
    Ok(())
}

/// The server's secret lies in the data folder, readable by its owner only, made on first start. Of
/// two processes that start at once, one makes it and both read that one.
///
/// # Errors
/// It cannot be read or made.
pub fn server_key(data_dir: &Path) -> Result<ServerKey, AppError> {
    let path = data_dir.join("server.key");
    let io = |error: std::io::Error| AppError::internal("server.key", error);
    if !path.exists() {
        std::fs::create_dir_all(data_dir).map_err(io)?;
        put_once(&path, &hex::encode(secrets::random_bytes()?)).map_err(io)?;
    }
    let text = std::fs::read_to_string(&path).map_err(io)?;
    let bytes = hex::decode(text.trim()).map_err(|e| AppError::internal("server.key", e))?;
    let bytes: [u8; 32] = bytes
        .try_into()
        .map_err(|_| AppError::internal("server.key", "must hold 32 bytes in hexadecimal"))?;
    Ok(ServerKey::new(bytes))
}

/// Puts a private file in its place whole; one that is there already stays.
fn put_once(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let folder = path.parent().unwrap_or(Path::new("."));
    // Made readable by its owner only.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Err(refused) if refused.error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(refused.error)
        }
        _ => Ok(()),
    }
}
