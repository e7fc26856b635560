//! Servers and workers of one installation are started together: none may fail for it.

use std::collections::BTreeSet;
use std::sync::Barrier;

use gandan::app;
use gandan::clock::Clock;
use gandan::db::Db;
use gandan::mail::Mailer;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::task::JoinSet;

use crate::support::{TestApp, database_of_tests, test_config};

const AT_ONCE: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 6)]
async fn many_begin_on_an_empty_database() {
    let data = tempfile::tempdir().unwrap();
    let url = database_of_tests(data.path()).await;
    let mut starts = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (url, config) = (url.clone(), test_config(&data));
        starts.spawn(async move {
            let db = Db::open(&url, None).await.unwrap();
            app::migrate(&db).await.unwrap();
            let app = app::open(config, Clock::System, db, Mailer::memory(), false).await.unwrap();
            app.key.token_hash("test", "one key")
        });
    }
    let keys: BTreeSet<String> = starts.join_all().await.into_iter().collect();
    assert_eq!(keys.len(), 1, "all sign with the same key");
}

#[test]
fn one_key_is_made_however_many_begin() {
    for _ in 0..50 {
        let data = tempfile::tempdir().unwrap();
        let begin = Barrier::new(AT_ONCE);
        let keys: BTreeSet<String> = std::thread::scope(|scope| {
            let start = || {
                begin.wait();
                app::server_key(data.path()).unwrap().token_hash("test", "one key")
            };
            let threads: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(start)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(keys.len(), 1);
        assert_eq!(
            std::fs::read_dir(data.path()).unwrap().count(),
            1,
            "nothing half-written stays"
        );
    }
}

#[tokio::test]
async fn connections_are_made_as_the_program_needs_them() {
    let app = TestApp::spawn().await;
    let db = app.app.db.read();
    let (question, answer) = match app.app.db.backend() {
        DbBackend::Postgres => ("SHOW jit", "off".to_owned()),
        _ => ("SELECT CAST(foreign_keys AS TEXT) FROM pragma_foreign_keys", "1".to_owned()),
    };
    let statement = Statement::from_string(app.app.db.backend(), question);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<String>(0).unwrap(), answer, "{question}");
}
