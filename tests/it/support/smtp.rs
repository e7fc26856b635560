//! A mail server that says what it is told to, and keeps what it accepted.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Letters that were accepted, and the answers to give to the next sign-ins and recipients; 250 when
/// none is left.
#[derive(Clone, Default)]
pub struct Sink {
    pub accepted: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<Vec<&'static str>>>,
}

impl Sink {
    #[expect(clippy::disallowed_methods, reason = "the sink lives as long as the test")]
    pub async fn start(answers: &[&'static str]) -> (Self, SocketAddr) {
        let sink = Self::default();
        sink.answers.lock().unwrap().extend(answers.iter().rev());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serving.clone().serve(stream));
            }
        });
        (sink, address)
    }

    /// Bounded by the connection: the client ends it.
    async fn serve(self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 sink\r\n").await?;
        let mut line = String::new();
        while stream.read_line(&mut line).await? > 0 {
            let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            let answer = match verb.as_str() {
                "EHLO" => "250-sink\r\n250-AUTH PLAIN\r\n250 8BITMIME",
                "AUTH" | "RCPT" => self.answers.lock().unwrap().pop().unwrap_or("250 ok"),
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
            if verb == "DATA" {
                let mut letter = String::new();
                while !letter.ends_with("\r\n.\r\n") {
                    stream.read_line(&mut letter).await?;
                }
                self.accepted.lock().unwrap().push(letter);
                stream.write_all(b"250 kept\r\n").await?;
            }
            line.clear();
        }
        Ok(())
    }
}
