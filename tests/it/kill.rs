//! The real binary, killed at random moments while people file: nothing that was confirmed is lost,
//! nothing is there twice, no number is skipped, and each filing has exactly one letter.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use entity::{case, case_event, deadline, outbox};
use gandan::app;
use gandan::db::Db;
use sea_orm::{EntityTrait, QueryOrder};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

use crate::support::{database_of_tests, people};

const FILINGS: usize = 200;
const KILLS: usize = 8;
const CONNECTIONS: usize = 4;

/// What is still to be filed, and what was confirmed under which key.
#[derive(Default)]
struct Work {
    waiting: VecDeque<usize>,
    confirmed: BTreeMap<usize, String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_keeps_what_it_confirmed() {
    let data = tempfile::tempdir().unwrap();
    let url = database_of_tests(data.path()).await;
    let db = Db::open(&url, None).await.unwrap();
    app::migrate(&db).await.unwrap();
    people::add(&db).await;
    db.close().await;

    let work =
        Arc::new(Mutex::new(Work { waiting: (0..FILINGS).collect(), confirmed: BTreeMap::new() }));
    for round in 0..=KILLS {
        // About as many each time; the last round files what is left.
        let goal = FILINGS * (round + 1) / (KILLS + 1);
        let (mut server, address) = start(data.path(), &url).await;
        let mut clients = JoinSet::new();
        for _ in 0..CONNECTIONS {
            clients.spawn(file_until(Arc::clone(&work), goal, address));
        }
        // The first who reaches the goal pulls the plug; the others are in the middle of it. In the
        // last round all finish, but the letters do not.
        let to_wait_for = if round < KILLS { 1 } else { CONNECTIONS };
        for _ in 0..to_wait_for {
            clients.join_next().await.unwrap().unwrap();
        }
        server.start_kill().unwrap();
        server.wait().await.unwrap();
        while let Some(done) = clients.join_next().await {
            done.unwrap();
        }
    }
    let work = Arc::try_unwrap(work).ok().unwrap().into_inner().unwrap();
    assert_eq!(work.confirmed.len(), FILINGS, "everything was confirmed in the end");
    check(&url, &data.path().join("mail"), &work.confirmed).await;
}

/// Starts the server and reads its address from the line it prints.
async fn start(data: &Path, url: &str) -> (Child, SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gandan"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .env("GANDAN_DATABASE__URL", url)
        .env("GANDAN_LIMITS__FILING_PER_MINUTE", "1000000")
        .env("GANDAN_LOG__FILTER", "error")
        .current_dir(data)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let address = line.split("http://").nth(1).unwrap().trim_end_matches('/');
    (child, address.parse().unwrap())
}

/// Files one after the other until `goal` filings are confirmed or the server is gone. A filing
/// without an answer goes back and is sent again under the same key.
async fn file_until(work: Arc<Mutex<Work>>, goal: usize, address: SocketAddr) {
    loop {
        let number = {
            let mut work = work.lock().unwrap();
            if work.confirmed.len() >= goal {
                return;
            }
            work.waiting.pop_front()
        };
        // The others hold the rest.
        let Some(number) = number else { return };
        let answer = send(address, number).await;
        let mut work = work.lock().unwrap();
        match answer {
            Some(confirmed) => {
                work.confirmed.insert(number, confirmed);
            }
            None => {
                work.waiting.push_front(number);
                return;
            }
        }
    }
}

/// The number of the case, if a whole answer came.
async fn send(address: SocketAddr, number: usize) -> Option<String> {
    let body = serde_json::json!({
        "kind": "petition",
        "unit": "06811",
        "field": "land.compensation",
        "subject": format!("Đơn thử {number}"),
        "content": "Nội dung giả định.",
        "demand": "Đề nghị xem xét lại.",
        "contested_act": "Quyết định thu hồi đất",
        "parties": [{
            "role": "complainant",
            "full_name": format!("Người thử {number}"),
            "email": format!("nguoi{number}@congdan.example"),
            "address": "Số 1",
        }],
    })
    .to_string();
    let request = format!(
        "POST /api/v1/cases HTTP/1.1\r\nhost: gandan.test\r\nconnection: close\r\n\
         content-type: application/json\r\nidempotency-key: kill-test-{number:010}\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let answer = String::from_utf8(answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    assert!(head.starts_with("HTTP/1.1 201"), "{answer}");
    let filed: serde_json::Value = serde_json::from_str(body).ok()?;
    Some(filed["number"].as_str()?.to_owned())
}

async fn check(url: &str, mail: &Path, confirmed: &BTreeMap<usize, String>) {
    let db = Db::open(url, None).await.unwrap();
    let cases = case::Entity::find().order_by_asc(case::Column::Number).all(db.read()).await;
    let cases = cases.unwrap();
    let numbers: Vec<_> = cases.iter().map(|case| case.number.clone()).collect();
    let year = &numbers[0][..4];
    let gap_free: Vec<_> = (1..=FILINGS).map(|n| format!("{year}/PA-{n:06}")).collect();
    assert_eq!(numbers, gap_free, "every filing once, no number skipped");
    for (number, told) in confirmed {
        let case = cases.iter().find(|case| case.number == *told).unwrap();
        assert_eq!(case.subject, format!("Đơn thử {number}"), "the number that was confirmed");
    }

    let facts = case_event::Entity::find().all(db.read()).await.unwrap();
    let facts: Vec<_> = facts.iter().map(|fact| (fact.case_id, fact.seq)).collect();
    let deadlines = deadline::Entity::find().all(db.read()).await.unwrap();
    let letters = outbox::Entity::find().all(db.read()).await.unwrap();
    for case in &cases {
        let own = facts.iter().filter(|(id, _)| *id == case.id).collect::<Vec<_>>();
        assert_eq!(own, [&(case.id, 1)], "{}", case.number);
        assert_eq!(deadlines.iter().filter(|d| d.case_id == case.id).count(), 1);
        let of_case = letters.iter().filter(|letter| letter.case_id == Some(case.id));
        assert_eq!(of_case.count(), 1, "{}", case.number);
    }
    assert_eq!(letters.len(), cases.len());

    let known: BTreeSet<_> = letters.iter().map(|letter| letter.message_id.clone()).collect();
    let mut delivered = BTreeSet::new();
    for entry in std::fs::read_dir(mail).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "eml") {
            continue;
        }
        let raw = std::fs::read(&path).unwrap();
        let letter = mail_parser::MessageParser::default().parse(&raw).unwrap();
        let id = letter.message_id().unwrap().to_owned();
        assert!(known.iter().any(|known| known.trim_matches(['<', '>']) == id), "{id}");
        assert!(delivered.insert(id), "delivered twice: {}", path.display());
    }
    for letter in &letters {
        assert!(letter.failed_at.is_none(), "{:?}", letter.last_error);
        if letter.sent_at.is_some() {
            let id = letter.message_id.trim_matches(['<', '>']);
            assert!(delivered.contains(id), "marked as sent but not delivered: {id}");
        }
    }
    db.close().await;
}
