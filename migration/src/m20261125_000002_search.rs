//! The search index over `cases.folded`: FTS5 on SQLite, a generated `tsvector` on PostgreSQL.
//!
//! The folded text is made in Rust (marks removed, đ→d), so both indexes see plain ASCII words. On
//! SQLite the text with its marks is indexed beside it: it says which matches are exact.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// External content: the words live in `cases` alone, the index only points at the row.
const SQLITE: [&str; 4] = [
    "CREATE VIRTUAL TABLE case_search USING fts5(folded, search_text, content='cases', \
     content_rowid='row_no', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER cases_search_insert AFTER INSERT ON cases BEGIN \
     INSERT INTO case_search(rowid, folded, search_text) \
     VALUES (new.row_no, new.folded, new.search_text); END",
    "CREATE TRIGGER cases_search_delete AFTER DELETE ON cases BEGIN \
     INSERT INTO case_search(case_search, rowid, folded, search_text) \
     VALUES ('delete', old.row_no, old.folded, old.search_text); END",
    "CREATE TRIGGER cases_search_update AFTER UPDATE OF folded, search_text ON cases BEGIN \
     INSERT INTO case_search(case_search, rowid, folded, search_text) \
     VALUES ('delete', old.row_no, old.folded, old.search_text); \
     INSERT INTO case_search(rowid, folded, search_text) \
     VALUES (new.row_no, new.folded, new.search_text); END",
];

const POSTGRES: [&str; 2] = [
    "ALTER TABLE cases ADD COLUMN search_vector tsvector \
     GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED",
    "CREATE INDEX cases_search ON cases USING gin (search_vector)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let db = m.get_connection();
        let statements: &[&str] = match m.get_database_backend() {
            DbBackend::Sqlite => &SQLITE,
            DbBackend::Postgres => &POSTGRES,
            other => return Err(DbErr::Migration(format!("{other:?} is not supported"))),
        };
        for statement in statements {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
