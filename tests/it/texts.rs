//! Every word of the interface is there, in both languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gandan::audit::Deed;
use gandan::cases::field;
use gandan::exports;
use gandan::management;
use gandan::policy::{Denied, Role};
use gandan::sealing;
use law::citation::Act;
use law::complaint::{self, DecisionOutcome, RefusalGround, SuspensionGround, TerminationGround};
use law::complexity::Criterion;
use law::deadline::Standing;
use law::denunciation;
use law::dialogue::{Attendance, Chair};
use law::group::Proxy;
use law::jurisdiction::{Contested, Denounced, Resolver};
use law::petition;
use law::procedure::{Kind, Step, stages};
use law::publication::Publication;
use law::refusal::Refusal;
use law::rule::{RuleId, Start, Unit};
use regex::Regex;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A message and the names of the values it shows.
type Messages = BTreeMap<String, (String, BTreeSet<String>)>;

fn messages(lang: &str) -> Messages {
    let line = Regex::new(r"^([a-zA-Z][\w-]*) =\s*(.*)$").unwrap();
    let variable = Regex::new(r"\{\s*\$(\w+)").unwrap();
    let mut all = Messages::new();
    for entry in std::fs::read_dir(root().join("frontend/locales").join(lang)).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let mut key = String::new();
        for part in text.lines() {
            if let Some(found) = line.captures(part) {
                key = found[1].to_owned();
                let before = all.insert(key.clone(), (String::new(), BTreeSet::new()));
                assert!(before.is_none(), "{lang}: {key} is there twice");
            }
            if part.starts_with('#') || key.is_empty() {
                continue;
            }
            let message = all.get_mut(&key).unwrap();
            message.0.push_str(line.captures(part).map_or(part, |c| c.get(2).unwrap().as_str()));
            message.1.extend(variable.captures_iter(part).map(|c| c[1].to_owned()));
        }
    }
    assert!(all.len() > 100);
    all
}

fn files(below: &str, extensions: &[&str]) -> Vec<String> {
    let mut folders = vec![root().join(below)];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) {
                texts.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(!texts.is_empty(), "nothing below {below}");
    texts
}

#[test]
fn both_languages_say_the_same_things() {
    let (vi, en) = (messages("vi"), messages("en"));
    let only = |a: &Messages, b: &Messages| -> Vec<String> {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect()
    };
    assert_eq!(only(&vi, &en), [] as [String; 0], "missing in English");
    assert_eq!(only(&en, &vi), [] as [String; 0], "missing in Vietnamese");
    for (key, (_, values)) in &vi {
        assert_eq!(values, &en[key].1, "{key} shows other values in English");
    }
}

#[test]
fn vietnamese_is_written_with_its_accents() {
    let bare: Vec<String> = messages("vi")
        .into_iter()
        .filter(|(_, (text, _))| {
            let words = text.split_whitespace().filter(|w| w.chars().all(char::is_alphabetic));
            words.count() >= 3 && text.is_ascii()
        })
        .map(|(key, _)| key)
        .collect();
    assert_eq!(bare, [] as [String; 0]);
}

#[test]
fn every_key_in_a_template_has_its_text() {
    let known = messages("vi");
    let expression = Regex::new(r"(?s)\{[{%].*?[}%]\}").unwrap();
    let literal = Regex::new(r#""([a-z]+(?:-[a-z0-9_]+)+)""#).unwrap();
    // Words in expressions that are no keys: values of HTML attributes the form parts take.
    let plain = [
        "current-password",
        "new-password",
        "street-address",
        "one-time-code",
        "due-soon",
        "on-track",
    ];
    let mut seen = 0;
    let mut missing = BTreeSet::new();
    for text in files("frontend/templates", &["html", "txt"]) {
        for part in expression.find_iter(&text) {
            for key in literal.captures_iter(part.as_str()).map(|c| c[1].to_owned()) {
                seen += 1;
                if !known.contains_key(&key) && !plain.contains(&key.as_str()) {
                    missing.insert(key);
                }
            }
        }
    }
    assert!(seen > 100);
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn every_key_in_the_code_has_its_text() {
    let known = messages("vi");
    let calls = [
        r#"\.ta?\(\s*"([\w-]+)""#,
        r#"Page::new\(\s*&?ctx,\s*"([\w-]+)""#,
        r#"redirect_with\([^;]*?"([a-z]+-[\w-]+)"\s*,?\s*\)"#,
        r#"\.add(?:_with)?\(\s*"\w+",\s*"(error-[\w-]+)""#,
    ]
    .map(|call| Regex::new(call).unwrap());
    let mut seen = 0;
    let mut missing = BTreeSet::new();
    for text in files("src", &["rs"]) {
        for call in &calls {
            for key in call.captures_iter(&text).map(|c| c[1].to_owned()) {
                seen += 1;
                if !known.contains_key(&key) {
                    missing.insert(key);
                }
            }
        }
    }
    assert!(seen > 50);
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn no_text_is_left_over() {
    let made_up = Regex::new(r#""((?:[a-z]+-)+)(?:\{|")"#).unwrap();
    let sources: Vec<String> = files("src", &["rs"])
        .into_iter()
        .chain(files("frontend/templates", &["html", "txt"]))
        .collect();
    let prefixes: BTreeSet<String> = sources
        .iter()
        .flat_map(|text| made_up.captures_iter(text).map(|c| c[1].to_owned()))
        .collect();
    let unused: Vec<String> = messages("vi")
        .into_keys()
        .filter(|key| {
            let is_made = prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()));
            let quoted = format!("\"{key}\"");
            !is_made && !sources.iter().any(|text| text.contains(&quoted))
        })
        .collect();
    assert_eq!(unused, [] as [String; 0]);
}

/// Codes that become keys at run time.
fn keys_of_codes() -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut add = |key: String| keys.push(key);
    for kind in Kind::ALL {
        add(format!("kind-{}", kind.code()));
        for stage in stages(*kind) {
            add(format!("stage-{}-{stage}", kind.code()));
        }
    }
    for step in Step::ALL {
        add(format!("step-{}", step.code()));
        add(format!("step-{}-help", step.code()));
    }
    for rule in RuleId::ALL {
        add(format!("rule-{}", rule.code()));
    }
    for start in Start::ALL {
        add(format!("start-{}", start.code()));
    }
    let mut plain = |prefix: &str, codes: Vec<&'static str>| {
        for code in codes {
            keys.push(format!("{prefix}{code}"));
        }
    };
    plain("days-", Unit::ALL.iter().map(|unit| unit.code()).collect());
    plain("standing-", Standing::ALL.iter().map(|standing| standing.code()).collect());
    plain("act-", Act::ALL.iter().map(|act| act.code()).collect());
    plain("", RefusalGround::ALL.iter().map(|ground| ground.code()).collect());
    plain("outcome-", DecisionOutcome::ALL.iter().map(|outcome| outcome.code()).collect());
    plain("attendance-", Attendance::ALL.iter().map(|attendance| attendance.code()).collect());
    plain("role-", Role::ALL.iter().map(|role| role.code()).collect());
    plain("refusal-", Refusal::CODES.to_vec());
    plain("resolver-", Resolver::ALL.iter().map(|one| one.code()).collect());
    plain("contested-", Contested::ALL.iter().map(|one| one.code()).collect());
    plain("criterion-", Criterion::ALL.iter().map(|one| one.code()).collect());
    plain("proxy-", Proxy::ALL.iter().map(|one| one.code()).collect());
    plain("chair-", Chair::ALL.iter().map(|one| one.code()).collect());
    plain("suspension-", SuspensionGround::ALL.iter().map(|one| one.code()).collect());
    plain("termination-", TerminationGround::ALL.iter().map(|one| one.code()).collect());
    plain("publication-", Publication::ALL.iter().map(|one| one.code()).collect());
    plain("audit-", Deed::ALL.iter().map(|deed| deed.code()).collect());
    plain("denounced-", Denounced::ALL.iter().map(|one| one.code()).collect());
    plain("origin-", denunciation::Origin::ALL.iter().map(|one| one.code()).collect());
    plain("", denunciation::MissingCondition::ALL.iter().map(|one| one.code()).collect());
    plain("set-aside-", denunciation::SetAsideReason::ALL.iter().map(|one| one.code()).collect());
    plain(
        "denunciation-suspension-",
        denunciation::SuspensionGround::ALL.iter().map(|one| one.code()).collect(),
    );
    plain(
        "denunciation-termination-",
        denunciation::TerminationGround::ALL.iter().map(|one| one.code()).collect(),
    );
    plain("goes-on-", denunciation::GoesOn::ALL.iter().map(|one| one.code()).collect());
    plain("finding-", denunciation::Finding::ALL.iter().map(|one| one.code()).collect());
    let denied = [Denied::OutOfScope, Denied::Role, Denied::NotAssigned];
    plain("denied-", denied.iter().map(|denied| denied.code()).collect());
    plain("channel-", vec!["online", "counter", "post", "oral", "api"]);
    plain("party-", vec!["complainant", "representative", "respondent"]);
    keys.extend(field::FIELDS.iter().map(|code| field::text_key(code)));
    keys.extend(
        event_codes()
            .into_iter()
            .flat_map(|(kind, code)| ["event", "told"].map(|who| format!("{who}-{kind}-{code}"))),
    );
    let other_papers = [
        "acceptance",
        "refusal",
        "transfer",
        "verification",
        "findings",
        "suspension",
        "resumption",
        "termination",
    ];
    keys.extend(other_papers.map(|code| format!("help-denunciation-{code}")));
    keys.extend(denunciation::Event::CODES.iter().map(|code| format!("event-denunciation-{code}")));
    // What is not told of a denunciation, see `tracking::progress`.
    let untold =
        ["forensic-started", "forensic-ended", "verification-reopened", "sent-to-investigators"];
    let told = denunciation::Event::CODES.iter().filter(|code| !untold.contains(code));
    keys.extend(told.map(|code| format!("told-denunciation-{code}")));
    for kind in management::Kind::ALL {
        let shared = ["kind", "help", "date", "title"];
        let number = kind.has_number().then_some("number");
        let told = shared.into_iter().chain(number);
        keys.extend(told.map(|what| format!("management-{what}-{}", kind.code())));
    }
    keys.extend(exports::List::ALL.map(|list| format!("export-list-{}", list.code())));
    keys.extend(exports::List::ALL.map(|list| format!("export-file-{}", list.code())));
    keys.extend(exports::State::ALL.map(|state| format!("export-state-{}", state.code())));
    keys.extend(exports::Fault::ALL.map(|fault| format!("export-fault-{}", fault.code())));
    keys.extend(sealing::Mode::ALL.map(|mode| format!("sealing-mode-{}", mode.code())));
    keys.extend(sealing::keys::Refused::ALL.map(|refused| refused.key().to_owned()));
    keys.extend(sealing::envelopes::Returned::ALL.map(|one| one.key().to_owned()));
    keys
}

/// The codes of all facts that are told to people.
fn event_codes() -> Vec<(&'static str, String)> {
    let complaint = complaint::Event::CODES.iter().map(|code| ("complaint", (*code).to_owned()));
    let petition = petition::Event::CODES.iter().map(|code| ("petition", (*code).to_owned()));
    complaint.chain(petition).collect()
}

#[test]
fn every_code_has_its_text() {
    let known = messages("vi");
    let missing: Vec<String> =
        keys_of_codes().into_iter().filter(|key| !known.contains_key(key)).collect();
    assert_eq!(missing, [] as [String; 0]);
}
