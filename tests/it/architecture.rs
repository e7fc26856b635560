//! Who may know whom, read from the source itself. The rules are explained in
//! `docs/architecture.md`.

use std::path::{Path, PathBuf};

use regex::Regex;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Rust files below a folder, with their path from the root and their text without its tests.
fn sources(below: &str) -> Vec<(String, String)> {
    let mut folders = vec![root().join(below)];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                files.push(path);
            }
        }
    }
    assert!(!files.is_empty(), "no source below {below}");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let product = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        (name, product)
    };
    files.into_iter().map(read).collect()
}

/// Code lines where a pattern stands in a file that no allowed beginning or ending covers.
fn offences(below: &str, pattern: &str, allowed: &[&str]) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    let mut found = Vec::new();
    for (name, text) in sources(below) {
        if allowed.iter().any(|part| name.starts_with(part) || name.ends_with(part)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            if !is_comment && pattern.is_match(line) {
                found.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

fn dependencies(manifest: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(manifest)).unwrap();
    let table: toml::Table = text.parse().unwrap();
    table["dependencies"].as_table().unwrap().keys().cloned().collect()
}

#[test]
fn the_law_is_pure() {
    assert_eq!(dependencies("src/law/Cargo.toml"), ["chrono", "serde", "thiserror"]);
    let impure = r"Utc::now|Local::now|std::(fs|env|net|process|thread|io)|println!";
    assert_eq!(offences("src/law", impure, &[]), [] as [String; 0]);
}

#[test]
fn papers_know_nothing_of_cases_or_law() {
    for ours in ["law", "entity", "gandan", "sea-orm", "axum"] {
        assert!(!dependencies("src/papers/Cargo.toml").iter().any(|name| name == ours), "{ours}");
    }
}

/// What opens an identity runs on a machine without network: it can reach neither files nor a socket.
#[test]
fn envelopes_know_no_network_and_no_database() {
    let known = dependencies("src/envelope/Cargo.toml");
    for refused in ["tokio", "axum", "sea-orm", "opendal", "lettre", "entity", "gandan", "tracing"]
    {
        assert!(!known.iter().any(|name| name == refused), "{refused}");
    }
    assert_eq!(
        offences("src/envelope", r"std::(fs|env|net|process|io)|println!", &[]),
        [] as [String; 0]
    );
    let command = std::fs::read_to_string(root().join("src/commands/envelope.rs")).unwrap();
    let beyond =
        Regex::new(r"crate::(db|config|app|mail|secrets)|open_database|std::net|tracing").unwrap();
    assert!(!beyond.is_match(&command));
}

#[test]
fn sql_is_written_in_stores_alone() {
    // A value to be set and a connection to be passed on are no SQL.
    let words = r"sea_orm::|EntityTrait|QueryFilter|QueryOrder|QuerySelect|ColumnTrait|sea_query";
    let fine = Regex::new(r"use sea_orm::(ActiveValue::Set|ConnectionTrait);").unwrap();
    let allowed = [
        "src/entity/",
        "store.rs",
        "src/db.rs",
        "src/policy/scope.rs",
        "src/cases/search.rs",
        "src/cases/worklist.rs",
        "src/units.rs",
        "src/error.rs",
        "src/commands/",
    ];
    let found: Vec<String> =
        offences("src", words, &allowed).into_iter().filter(|line| !fine.is_match(line)).collect();
    assert_eq!(found, [] as [String; 0]);
}

/// A transaction of a person's ends with the rows of the audit log. Drafts are nobody's case yet; jobs
/// only carry out what people did, and counting again changes nothing of it; made-up data are made up.
#[test]
fn what_people_do_is_committed_with_its_audit() {
    let allowed = [
        "src/audit/",
        "src/jobs/",
        "src/demo/",
        "src/bench_data/",
        "src/commands/",
        "src/calendar/store.rs",
        "src/figures/rebuild.rs",
        "src/intake/",
        "src/session/attempts.rs",
    ];
    assert_eq!(offences("src", r"\btx\.commit\(\)", &allowed), [] as [String; 0]);
    let of_drafts = offences("src/intake", r"\btx\.commit\(\)", &[]);
    assert_eq!(of_drafts.len(), 4, "drafts and their files: {of_drafts:?}");
}

#[test]
fn the_scope_is_passed_by_where_there_is_no_reader() {
    let holders = [
        "src/cases/store.rs",
        "src/notice/service.rs",
        "src/intake/handler/ending.rs",
        "src/tracking/handler.rs",
        "src/api/store.rs",
    ];
    assert_eq!(offences("src", "get_without_scope", &holders), [] as [String; 0]);
    // One case by its id is otherwise read inside a scope: `cases::store::get_visible`.
    assert_eq!(
        offences("src", r"case::Entity::find_by_id", &["src/cases/store.rs"]),
        [] as [String; 0]
    );
}

#[test]
fn http_stays_at_the_door() {
    let allowed = [
        "src/router.rs",
        "src/web/",
        "src/error.rs",
        "src/home.rs",
        "src/api/",
        "src/session/",
        "src/commands/serve.rs",
        "handler.rs",
    ];
    let found: Vec<String> = offences("src", r"\baxum(_extra)?::", &allowed)
        .into_iter()
        .filter(|line| !line.contains("/handler/"))
        .collect();
    assert_eq!(found, [] as [String; 0]);
}

#[test]
fn routes_are_declared_in_one_file() {
    assert_eq!(offences("src", r"\.route\(|Router::new", &["src/router.rs"]), [] as [String; 0]);
}

#[test]
fn no_page_holds_a_row() {
    let views: Vec<String> = offences("src", r"entity::", &[])
        .into_iter()
        .filter(|line| line.split(':').next().is_some_and(|file| file.ends_with("view.rs")))
        .collect();
    assert_eq!(views, [] as [String; 0]);
}

#[test]
fn features_never_call_each_others_handlers() {
    let call = Regex::new(r"(?:crate::|\b)(\w+)::handler\b").unwrap();
    let mut found = Vec::new();
    for (name, text) in sources("src") {
        if name == "src/router.rs" {
            continue;
        }
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for feature in call.captures_iter(line).map(|c| c[1].to_owned()) {
                let is_own = name.starts_with(&format!("src/{feature}/"));
                if !is_own && feature != "super" {
                    found.push(format!("{name}: {}", line.trim()));
                }
            }
        }
    }
    assert_eq!(found, [] as [String; 0]);
}

#[test]
fn policy_does_not_know_who_asks_it() {
    let features =
        r"crate::(web|session|cases|accounts|reports|api|intake|counter|tracking|notice|jobs)";
    assert_eq!(offences("src/policy", features, &[]), [] as [String; 0]);
}

#[test]
fn nothing_unfinished_and_no_stray_output() {
    let words = r"\b(todo|unimplemented|dbg)!|TODO|FIXME|XXX";
    assert_eq!(offences("src", words, &[]), [] as [String; 0]);
    assert_eq!(
        offences(
            "src",
            r"\be?println!",
            &["src/commands/", "src/main.rs", "src/papers/benches/", "src/papers/examples/"]
        ),
        [] as [String; 0]
    );
    let fixture = "src/law/x.rs:1: todo!()";
    assert!(Regex::new(words).unwrap().is_match(fixture), "the rule can fail");
}
