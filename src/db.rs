//! The database: one writer and many readers on SQLite, one pool on PostgreSQL.
//!
//! Writes go through [`Db::begin_write`] only. On SQLite it begins IMMEDIATE: a deferred
//! transaction that reads and then writes dies under load with "database is locked", and the busy
//! timeout does not help it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use log::LevelFilter;
use sea_orm::sqlx::Executor;
use sea_orm::sqlx::postgres::PgPoolOptions;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, IsolationLevel, SqlErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

/// A write transaction; nothing is written unless it is committed.
pub type Tx = DatabaseTransaction;

/// Where rows live. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    /// The file of SQLite, if it has one.
    file: Option<PathBuf>,
}

/// Held while the schema changes; other processes wait for it.
pub struct SchemaLock(Held);

enum Held {
    Nothing,
    /// The lock ends with the file.
    File {
        _open: std::fs::File,
    },
    /// The lock ends with the transaction.
    Server(Tx),
}

impl SchemaLock {
    /// Lets the next one in.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn release(self) -> Result<(), DbErr> {
        match self.0 {
            Held::Nothing | Held::File { .. } => Ok(()),
            Held::Server(tx) => tx.rollback().await,
        }
    }
}

/// Readers on a SQLite file. WAL lets them read while one writes.
const SQLITE_READERS: u32 = 4;

impl Db {
    /// Opens `sqlite::memory:`, `sqlite:PATH` or `postgres://…`; `schema` is a PostgreSQL search
    /// path, for tests that share one server.
    ///
    /// # Errors
    /// The database cannot be reached or opened.
    pub async fn open(url: &str, schema: Option<&str>) -> Result<Self, DbErr> {
        if url.starts_with("postgres") {
            let mut options = quiet(url);
            options.max_connections(16).min_connections(1).map_sqlx_postgres_pool_opts(without_jit);
            if let Some(schema) = schema.map(str::to_owned) {
                // Told while connecting: what is done after it is `without_jit` alone.
                options.map_sqlx_postgres_opts(move |of| of.options([("search_path", &schema)]));
            }
            let pool = Database::connect(options).await?;
            return Ok(Self { read: pool.clone(), write: pool, file: None });
        }
        if url == "sqlite::memory:" {
            // One connection, or each would see a database of its own.
            let mut options = quiet(url);
            options.max_connections(1).min_connections(1);
            let only = Database::connect(options).await?;
            return Ok(Self { read: only.clone(), write: only, file: None });
        }
        let path = url.strip_prefix("sqlite:").unwrap_or(url);
        let file = PathBuf::from(path);
        // One after the other: SQLite begins its write-ahead log for one alone, and tells others that the database is
        // locked without waiting.
        let held = lock_file(&file).await?;
        let write = Database::connect(sqlite_file(path, 1, false)).await?;
        let read = Database::connect(sqlite_file(path, SQLITE_READERS, true)).await?;
        drop(held);
        Ok(Self { read, write, file: Some(file) })
    }

    /// The default of a data folder.
    pub fn sqlite_url(data_dir: &Path) -> String {
        format!("sqlite:{}", Self::sqlite_file(data_dir).display())
    }

    /// The file of that default.
    pub fn sqlite_file(data_dir: &Path) -> PathBuf {
        data_dir.join("gandan.sqlite")
    }

    /// For reading outside a transaction. Inside one, pass the transaction down instead: asking
    /// for a second connection there would wait for itself.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For several readings of one moment, that hold up nobody who writes.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn begin_read(&self) -> Result<Tx, DbErr> {
        let level = match self.backend() {
            DbBackend::Postgres => Some(IsolationLevel::RepeatableRead),
            _ => None,
        };
        self.read.begin_with_config(level, None).await
    }

    /// For migrations alone.
    pub fn for_migration(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Waits until no other process changes the schema, and keeps others out.
    ///
    /// # Errors
    /// The database or the file of the lock cannot be opened.
    pub async fn lock_schema(&self) -> Result<SchemaLock, DbErr> {
        if self.backend() == DbBackend::Postgres {
            let tx = self.write.begin().await?;
            // Until the end of the transaction; tests share one server, each with a schema.
            tx.execute_unprepared(
                "SELECT pg_advisory_xact_lock(hashtext('gandan ' || current_schema()))",
            )
            .await?;
            return Ok(SchemaLock(Held::Server(tx)));
        }
        match &self.file {
            Some(file) => Ok(SchemaLock(Held::File { _open: lock_file(file).await? })),
            None => Ok(SchemaLock(Held::Nothing)),
        }
    }

    /// Begins the one transaction of a command.
    ///
    /// # Errors
    /// No connection became free in time, or the database is gone.
    pub async fn begin_write(&self) -> Result<Tx, DbErr> {
        self.write
            .begin_with_options(TransactionOptions {
                isolation_level: None,
                access_mode: None,
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            })
            .await
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.read.ping().await
    }

    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Closes all connections; on SQLite this folds the write-ahead log back into the file.
    pub async fn close(self) {
        let _ = self.read.close().await;
        let _ = self.write.close().await;
    }
}

/// Statements here are short: translating one into machine code takes PostgreSQL longer than running it.
fn without_jit(pool: PgPoolOptions) -> PgPoolOptions {
    pool.after_connect(|connection, _| {
        Box::pin(async move { connection.execute("SET jit = off").await.map(|_| ()) })
    })
}

/// Waits for the lock beside the file of a database; it ends with what is returned.
async fn lock_file(database: &Path) -> Result<std::fs::File, DbErr> {
    // A file of its own: a lock on the database's would end SQLite's own locks when it is closed.
    let file = database.with_extension("lock");
    let failed = |error: std::io::Error| DbErr::Custom(format!("{}: {error}", file.display()));
    let open = std::fs::File::create(&file).map_err(failed)?;
    let locked = tokio::task::spawn_blocking(move || open.lock().map(|()| open)).await;
    locked.map_err(|error| DbErr::Custom(error.to_string()))?.map_err(failed)
}

/// Whether a write was refused because something is there already that may be there once.
pub fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

fn quiet(url: &str) -> ConnectOptions {
    // Of statements only those are logged that somebody waits for; their text, never their values.
    ConnectOptions::new(url.to_owned())
        .sqlx_logging_level(LevelFilter::Off)
        .sqlx_slow_statements_logging_settings(LevelFilter::Warn, Duration::from_secs(1))
        .acquire_timeout(Duration::from_secs(10))
        // A connection in use all the time answers; asking it before every statement would double the way.
        .test_before_acquire_if_idle_for(Duration::from_secs(10))
        .to_owned()
}

fn sqlite_file(path: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = quiet(&format!("sqlite:{path}?mode=rwc"));
    options.max_connections(connections).min_connections(1);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
            .pragma("query_only", if read_only { "1" } else { "0" })
            .pragma("cache_size", "-8000")
    });
    options
}
