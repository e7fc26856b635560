//! The application in memory: real router, real migrations, a clock that stands still.

pub mod build;
pub mod client;
pub mod history;
pub mod people;
pub mod sealed;
pub mod smtp;
pub mod talks;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use gandan::app::{self, App};
use gandan::clock::{Clock, FixedClock};
use gandan::config::Config;
use gandan::db::Db;
use gandan::jobs::{outbox, sweep};
use gandan::mail::Mailer;
use gandan::router;
use mail_parser::{MessageParser, MimeHeaders};
use sea_orm::ConnectionTrait;

use client::Client;

/// Wednesday, 25/11/2026, 09:00 in Vietnam: a working day after a day off.
pub const START: &str = "2026-11-25T02:00:00Z";

pub struct TestApp {
    pub app: App,
    pub clock: FixedClock,
    router: axum::Router,
    _data: tempfile::TempDir,
}

impl TestApp {
    /// A fresh application with its units and people.
    pub async fn spawn() -> Self {
        let data = tempfile::tempdir().unwrap();
        let config = test_config(&data);
        Self::spawn_with(config, data).await
    }

    /// A fresh application without units and people.
    pub async fn spawn_empty() -> Self {
        let data = tempfile::tempdir().unwrap();
        let config = test_config(&data);
        let db = open_database(data.path()).await;
        app::migrate(&db).await.unwrap();
        Self::open(config, data, db).await
    }

    pub async fn spawn_with(config: Config, data: tempfile::TempDir) -> Self {
        let db = open_database(data.path()).await;
        app::migrate(&db).await.unwrap();
        people::add(&db).await;
        Self::open(config, data, db).await
    }

    /// A fresh application on a database that lies in files, or on a server.
    pub async fn spawn_on(url: &str, data: tempfile::TempDir) -> Self {
        let config = test_config(&data);
        let db = Db::open(url, None).await.unwrap();
        app::migrate(&db).await.unwrap();
        people::add(&db).await;
        Self::open(config, data, db).await
    }

    /// The folder of the database, if it is SQLite's, and of the attachments.
    pub fn data_dir(&self) -> &std::path::Path {
        &self.app.config.data.dir
    }

    async fn open(config: Config, data: tempfile::TempDir, db: Db) -> Self {
        Self::open_with(config, data, db, Mailer::memory(), false).await
    }

    pub async fn open_with(
        config: Config,
        data: tempfile::TempDir,
        db: Db,
        mailer: Mailer,
        is_demo: bool,
    ) -> Self {
        let clock = FixedClock::at(START.parse().unwrap());
        let app = app::open(config, Clock::Fixed(clock.clone()), db, mailer, is_demo);
        let app = app.await.unwrap();
        let router = router::build(Arc::clone(&app)).unwrap();
        Self { app, clock, router, _data: data }
    }

    /// A fresh application with its people, and letters going where the test wants.
    pub async fn spawn_mailing(mailer: Mailer, is_demo: bool) -> Self {
        let data = tempfile::tempdir().unwrap();
        let config = test_config(&data);
        let db = open_database(data.path()).await;
        app::migrate(&db).await.unwrap();
        people::add(&db).await;
        Self::open_with(config, data, db, mailer, is_demo).await
    }

    /// The same with settings of the test's own.
    pub async fn spawn_mailing_with(
        config: Config,
        data: tempfile::TempDir,
        mailer: Mailer,
    ) -> Self {
        let db = open_database(data.path()).await;
        app::migrate(&db).await.unwrap();
        people::add(&db).await;
        Self::open_with(config, data, db, mailer, false).await
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// One of the people of `people::LOGINS`, signed in.
    pub async fn signed_in(&self, login: &str) -> Client {
        let client = self.stranger();
        let answer =
            client.post("/session", &[("login", login), ("password", people::PASSWORD)]).await;
        assert_eq!(answer.status, 303, "sign-in of {login}: {}", answer.body);
        client
    }

    /// How many files lie in the store, half-written ones too.
    pub fn stored_files(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
            let paths = entries.map(|entry| entry.unwrap().path());
            paths.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(&self.app.config.data.dir.join("files"))
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    pub fn advance_days(&self, days: i64) {
        self.clock.advance(TimeDelta::days(days));
    }

    /// Runs the worker's jobs until nothing is due.
    pub async fn run_jobs(&self) {
        sweep::remind_all(&self.app).await.unwrap();
        for _ in 0..1000 {
            if outbox::send_due(&self.app).await.unwrap() == 0 {
                return;
            }
        }
        panic!("the outbox does not become empty");
    }

    /// Letters handed to the mailer so far, read back, in the order they left.
    pub fn letters(&self) -> Vec<ReadLetter> {
        match &self.app.mailer {
            Mailer::Memory(letters) => {
                letters.lock().unwrap().iter().map(|raw| ReadLetter::of(raw)).collect()
            }
            Mailer::Smtp(_) | Mailer::Folder(_) => panic!("this test keeps no mail in memory"),
        }
    }
}

/// A letter as its reader's mail program shows it.
#[derive(Clone, Debug)]
pub struct ReadLetter {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub calendar: Option<String>,
    pub raw: String,
}

impl ReadLetter {
    pub fn of(raw: &[u8]) -> Self {
        let message = MessageParser::default().parse(raw).unwrap();
        let to = message.to().unwrap().first().unwrap();
        let calendar = message.parts.iter().find(|part| {
            part.content_type().is_some_and(|kind| kind.subtype() == Some("calendar"))
        });
        Self {
            to: to.address().unwrap().to_owned(),
            subject: message.subject().unwrap().to_owned(),
            text: message.body_text(0).unwrap().replace("\r\n", "\n"),
            html: message.body_html(0).unwrap().replace("\r\n", "\n"),
            calendar: calendar.map(|part| part.text_contents().unwrap().replace("\r\n ", "")),
            raw: String::from_utf8(raw.to_vec()).unwrap(),
        }
    }

    /// A header as it travels.
    pub fn header(&self, name: &str) -> &str {
        let mark = format!("\r\n{name}: ");
        let head = self.raw.split("\r\n\r\n").next().unwrap_or_default();
        let rest = head.split_once(&mark).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split("\r\n").next()).unwrap_or_default()
    }
}

pub fn test_config(data: &tempfile::TempDir) -> Config {
    let mut config = Config::default();
    config.data.dir = data.path().to_owned();
    config.server.public_url = "http://gandan.test".to_owned();
    config.server.secure_cookies = false;
    config.security.second_factor_roles.clear();
    config.limits.tracking_per_minute = 1000;
    config.limits.sign_in_per_minute = 100_000;
    config.limits.filing_per_minute = 1000;
    config
}

/// The address of an empty database that outlives one process: a schema of its own on PostgreSQL,
/// else a SQLite file.
#[expect(clippy::disallowed_methods, reason = "which database is chosen by whoever runs the tests")]
pub async fn database_of_tests(data: &std::path::Path) -> String {
    match std::env::var("TEST_DATABASE_URL") {
        Ok(url) => format!("{url}?options[search_path]={}", create_schema(&url).await),
        Err(_) => Db::sqlite_url(data),
    }
}

async fn create_schema(url: &str) -> String {
    let schema = format!("t{}", hex::encode(&gandan::secrets::random_bytes().unwrap()[..8]));
    let plain = Db::open(url, None).await.unwrap();
    let create = format!("CREATE SCHEMA {schema}");
    plain.for_migration().execute_unprepared(&create).await.unwrap();
    plain.close().await;
    schema
}

#[expect(clippy::disallowed_methods, reason = "which database is chosen by whoever runs the tests")]
async fn open_database(data: &std::path::Path) -> Db {
    if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
        let schema = create_schema(&url).await;
        return Db::open(&url, Some(&schema)).await.unwrap();
    }
    match std::env::var("TEST_DATABASE").as_deref() {
        Ok("sqlite-file") => Db::open(&Db::sqlite_url(data), None).await.unwrap(),
        Ok(other) => panic!("TEST_DATABASE={other} is not known; use sqlite-file"),
        Err(_) => Db::open("sqlite::memory:", None).await.unwrap(),
    }
}
