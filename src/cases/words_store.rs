//! Words that are looked for in cases: by the index of words, or by reading where very many cases hold them.

use entity::case;
use sea_orm::sea_query::{BinOper, Expr, ExprTrait, Func, LikeExpr, SimpleExpr};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::error::AppError;
use crate::text;

/// From how many matches on it is quicker to walk the worklist and read each case than to fetch all that the index
/// of words names.
const BROAD: i64 = 5_000;

/// Whether the words of a question stand in very many cases, whoever may see them.
///
/// # Errors
/// The database cannot be read.
pub async fn is_broad(db: &impl ConnectionTrait, q: &str) -> Result<bool, AppError> {
    stands_in_more_than(db, q, BROAD).await
}

/// Whether more than so many cases hold the words of a question.
///
/// # Errors
/// The database cannot be read.
pub async fn stands_in_more_than(
    db: &impl ConnectionTrait,
    q: &str,
    cases: i64,
) -> Result<bool, AppError> {
    let Some(words) = search_words(q) else { return Ok(false) };
    let backend = db.get_database_backend();
    let questions = match backend {
        DbBackend::Postgres => vec![(
            "SELECT COUNT(*) FROM (SELECT 1 FROM cases \
             WHERE search_vector @@ to_tsquery('simple', $1) LIMIT $2) AS found",
            beginnings(&words),
        )],
        // Whole words first: of beginnings FTS5 gathers all matches before it gives one.
        _ => ["", "*"]
            .map(|end| {
                let text = "SELECT COUNT(*) FROM \
                     (SELECT 1 FROM case_search WHERE case_search MATCH ? LIMIT ?)";
                (text, folded_match(&words, end))
            })
            .to_vec(),
    };
    for (text, asked) in questions {
        let values = [asked.into(), (cases + 1).into()];
        let found = db.query_one_raw(Statement::from_sql_and_values(backend, text, values)).await?;
        let count = found.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
        if count.is_some_and(|count| count > cases) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The folded words of a question; at most sixteen, none longer than a word can be.
pub fn search_words(q: &str) -> Option<Vec<String>> {
    let folded = text::fold(q);
    let words: Vec<String> = folded
        .split(' ')
        .filter(|w| !w.is_empty() && w.len() <= 60)
        .take(16)
        .map(str::to_owned)
        .collect();
    (!words.is_empty()).then_some(words)
}

/// All words, each as a beginning: people type on.
pub fn matches_words(words: &[String], is_broad: bool, backend: DbBackend) -> SimpleExpr {
    if backend == DbBackend::Postgres {
        let query = beginnings(words);
        return Expr::cust_with_values("search_vector @@ to_tsquery('simple', $1)", [query]);
    }
    // The plus keeps SQLite from fetching the cases one by one.
    let plus = if is_broad { "+" } else { "" };
    Expr::cust_with_values(
        format!("{plus}cases.row_no IN (SELECT rowid FROM case_search WHERE case_search MATCH ?)"),
        [folded_match(words, "*")],
    )
}

/// In the words of PostgreSQL: every word, as a beginning.
fn beginnings(words: &[String]) -> String {
    words.iter().map(|word| format!("{word}:*")).collect::<Vec<_>>().join(" & ")
}

/// In the words of FTS5: every word in the folded text, whole or with `*` as a beginning.
fn folded_match(words: &[String], end: &str) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"{end}")).collect();
    format!("folded : ({})", words.join(" "))
}

/// Whether the words stand in a case as they were typed, one after the other, marks and all.
pub fn is_exact(q: &str, backend: DbBackend) -> Option<SimpleExpr> {
    let exact = text::lower(q);
    let words: Vec<&str> = exact
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(16)
        .collect();
    if words.is_empty() {
        return None;
    }
    if backend == DbBackend::Postgres {
        let plain = exact.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let pattern = LikeExpr::new(format!("%{plain}%")).escape('\\');
        return Some(Expr::col((case::Entity, case::Column::SearchText)).like(pattern));
    }
    let phrase: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let query = format!("search_text : ({}*)", phrase.join(" + "));
    Some(Expr::cust_with_values(
        "+cases.row_no IN (SELECT rowid FROM case_search WHERE case_search MATCH ?)",
        [query],
    ))
}

/// Whether a folded word stands in a case as a beginning, read from its text. Inside a function, of which PostgreSQL
/// expects that it holds for every other case; of the comparison alone it expects one in a hundred, and would sort
/// all cases for the few it thinks to find.
pub fn is_in_text(word: &str) -> SimpleExpr {
    let folded = Expr::col((case::Entity, case::Column::Folded));
    let is_there = Expr::val(" ").binary(BinOper::Custom("||"), folded).like(format!("% {word}%"));
    Func::coalesce([is_there, Expr::val(false)]).into()
}

/// Whether the words stand in a case as they were typed, read from its text.
pub fn is_exact_in_text(q: &str) -> SimpleExpr {
    let plain = text::lower(q).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = LikeExpr::new(format!("% {plain}%")).escape('\\');
    Expr::val(" ")
        .binary(BinOper::Custom("||"), Expr::col((case::Entity, case::Column::SearchText)))
        .like(pattern)
}

#[cfg(test)]
mod tests;
