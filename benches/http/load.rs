//! A small load loop: keep-alive connections that send one request after the other.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// What to ask, in turn.
#[derive(Clone)]
pub struct Requests {
    pub name: &'static str,
    pub address: SocketAddr,
    pub requests: std::sync::Arc<[Vec<u8>]>,
    pub status: u16,
    /// A part of every right answer.
    pub marker: &'static str,
    /// The body of a filing, sent with a new key each time instead of `requests`.
    pub filing: Option<String>,
}

#[derive(Clone, Copy)]
pub struct Run {
    pub rate: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

pub fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{headers}\r\n").into_bytes()
}

/// Keys of filings, new in each run of the program.
static FILINGS: AtomicU64 = AtomicU64::new(0);

impl Requests {
    fn request(&self, turn: usize) -> Vec<u8> {
        let Some(body) = &self.filing else {
            let at = turn % self.requests.len().max(1);
            return self.requests.get(at).cloned().unwrap_or_default();
        };
        let key = FILINGS.fetch_add(1, Ordering::Relaxed);
        let length = body.len();
        format!(
            "POST /api/v1/cases HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n\
             idempotency-key: bench-filing-{key:012}\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }
}

pub async fn once(target: &Requests) -> anyhow::Result<Answer> {
    Connection::open(target.address).await?.ask(&target.request(0)).await
}

/// Asks over several connections for a while.
pub async fn run(target: &Requests, connections: usize, duration: Duration) -> anyhow::Result<Run> {
    let mut tasks = JoinSet::new();
    let started = Instant::now();
    for number in 0..connections {
        let mut connection = Connection::open(target.address).await?;
        let requests = target.clone();
        tasks.spawn(async move {
            let mut times = Vec::new();
            // Each begins somewhere else, so that no page is asked for by all at once.
            let mut turn = number * 617;
            while started.elapsed() < duration {
                let request = requests.request(turn);
                turn += 1;
                let asked = Instant::now();
                let answer = connection.ask(&request).await?;
                times.push(asked.elapsed());
                ensure!(answer.status == requests.status, "{}: {}", requests.name, answer.status);
            }
            Ok(times)
        });
    }
    let mut times: Vec<Duration> = Vec::new();
    while let Some(done) = tasks.join_next().await {
        times.extend(done??);
    }
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    times.sort();
    Ok(Run { rate, p50_ms: at(&times, 50), p99_ms: at(&times, 99) })
}

fn at(sorted: &[Duration], percent: usize) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get(last * percent / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::new() })
    }

    async fn ask(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head_end = loop {
            if let Some(end) = self.buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break end + 4;
            }
            self.read_more().await?;
        };
        let head = self.buffer.get(..head_end).unwrap_or_default();
        let head = std::str::from_utf8(head).context("head of the answer")?.to_ascii_lowercase();
        let status = head.get(9..12).unwrap_or_default().parse().context("status")?;
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .context("content-length")?;
        let whole = head_end + length.trim().parse::<usize>()?;
        while self.buffer.len() < whole {
            self.read_more().await?;
        }
        let body = self.buffer.get(head_end..whole).unwrap_or_default().to_vec();
        Ok(Answer { status, body })
    }

    async fn read_more(&mut self) -> anyhow::Result<()> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        ensure!(read > 0, "the server closed the connection");
        Ok(())
    }
}
