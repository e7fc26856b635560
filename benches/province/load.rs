//! A small load loop: keep-alive connections that send one request after the other.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::data::fresh_key;
use crate::targets::Target;

/// What is asked, in turn.
#[derive(Clone)]
pub enum Requests {
    Pages(Arc<[Vec<u8>]>),
    /// A body sent to an address, each time with a new key.
    Post(&'static str, String),
}

impl Requests {
    pub fn of(&self, turn: usize) -> Vec<u8> {
        match self {
            Self::Pages(pages) => pages.get(turn % pages.len().max(1)).cloned().unwrap_or_default(),
            Self::Post(path, body) => format!(
                "POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n\
                 idempotency-key: {}\r\ncontent-length: {}\r\n\r\n{body}",
                fresh_key(),
                body.len(),
            )
            .into_bytes(),
        }
    }
}

pub fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{headers}\r\n").into_bytes()
}

#[derive(Clone, Copy)]
pub struct Run {
    pub rate: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// Processor time of client and server for one request.
    pub cpu_ms: f64,
}

impl Run {
    pub fn median(runs: &[Self]) -> Self {
        let of = |value: fn(&Self) -> f64| {
            let mut values: Vec<f64> = runs.iter().map(value).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(0.0)
        };
        Self {
            rate: of(|run| run.rate),
            p50_ms: of(|run| run.p50_ms),
            p99_ms: of(|run| run.p99_ms),
            cpu_ms: of(|run| run.cpu_ms),
        }
    }
}

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

pub async fn once(address: SocketAddr, request: &[u8]) -> anyhow::Result<Answer> {
    Connection::open(address).await?.ask(request).await
}

/// Asks over several connections for a while.
pub async fn run(target: &Target, connections: usize, duration: Duration) -> anyhow::Result<Run> {
    let mut tasks = JoinSet::new();
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(Connection::open(target.address).await?);
    }
    let (cpu, started) = (cpu_seconds()?, Instant::now());
    for (number, mut connection) in open.into_iter().enumerate() {
        let (name, requests, status) = (target.name, target.requests.clone(), target.status);
        tasks.spawn(async move {
            let mut times = Vec::new();
            // Each begins somewhere else, so that no page is asked for by all at once.
            let mut turn = number * 617;
            while started.elapsed() < duration {
                let request = requests.of(turn);
                turn += 1;
                let asked = Instant::now();
                let answer = connection.ask(&request).await?;
                times.push(asked.elapsed());
                ensure!(answer.status == status, "{name}: {}", answer.status);
            }
            Ok(times)
        });
    }
    let mut times: Vec<Duration> = Vec::new();
    while let Some(done) = tasks.join_next().await {
        times.extend(done??);
    }
    let count = times.len().max(1) as f64;
    let rate = count / started.elapsed().as_secs_f64();
    let cpu_ms = (cpu_seconds()? - cpu) * 1000.0 / count;
    times.sort();
    Ok(Run { rate, p50_ms: at(&times, 50), p99_ms: at(&times, 99), cpu_ms })
}

fn at(sorted: &[Duration], percent: usize) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get(last * percent / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

/// Processor time of this process so far: fields 14 and 15 of `/proc/self/stat`, in hundredths of a second.
fn cpu_seconds() -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The second field is a name in brackets that may hold spaces.
    let (_, rest) = stat.rsplit_once(')').context("/proc/self/stat")?;
    let ticks = rest.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
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
