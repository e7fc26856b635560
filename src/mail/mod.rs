//! Mail: how letters leave. What they say is frozen in the outbox when the fact is written.

pub mod dead;
pub mod dead_store;
pub mod handler;
pub mod letter;
pub mod list_store;
pub mod print;
pub mod print_store;
pub mod report;
pub mod store;
pub mod view;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::error::AppError;

/// Where letters go.
#[derive(Clone)]
pub enum Mailer {
    /// A real mail server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder of `.eml` files: trial and demo.
    Folder(PathBuf),
    /// Kept in memory: tests.
    Memory(Arc<Mutex<Vec<Vec<u8>>>>),
}

/// How long a mail server may take for one letter, all its answers together. The claim of a letter
/// holds longer, so that no other worker sends it meanwhile.
pub const SEND_LIMIT: Duration = Duration::from_secs(90);

/// Replies that say that this letter, or its recipient, will never be taken (RFC 5321, RFC 7504).
/// Other refusals are about us or about the server, a wrong password for one, and pass once somebody
/// has mended them.
const FINAL_REPLIES: [u16; 7] = [501, 550, 551, 552, 553, 555, 556];

/// Whether it is worth trying again.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    #[error("{0}")]
    Transient(String),
    #[error("{0}")]
    Permanent(String),
    /// Nobody can be reached at this address.
    #[error("{0}")]
    DeadAddress(String),
}

impl Mailer {
    /// `file:FOLDER`, `smtp://…` or `smtps://…`
    ///
    /// # Errors
    /// The address cannot be read, or the folder cannot be made.
    pub fn from_url(url: &str) -> Result<Self, AppError> {
        Self::from_url_at_once(url, 8)
    }

    /// The same, with at most so many letters on their way at the same moment.
    ///
    /// # Errors
    /// The address cannot be read, or the folder cannot be made.
    pub fn from_url_at_once(url: &str, at_once: u32) -> Result<Self, AppError> {
        if let Some(folder) = url.strip_prefix("file:") {
            std::fs::create_dir_all(folder).map_err(|e| AppError::internal("mail folder", e))?;
            return Ok(Self::Folder(PathBuf::from(folder)));
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| AppError::internal("mail.url", error))?;
        Ok(Self::Smtp(transport.pool_config(PoolConfig::new().max_size(at_once)).build()))
    }

    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Whether the mail server answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn check(&self) -> Result<(), AppError> {
        match self {
            Self::Smtp(transport) => {
                let answer = transport.test_connection().await;
                let answers = answer.map_err(|error| AppError::internal("mail server", error))?;
                if answers {
                    Ok(())
                } else {
                    Err(AppError::internal("mail server", "does not answer"))
                }
            }
            Self::Folder(_) | Self::Memory(_) => Ok(()),
        }
    }

    /// Hands a letter over. `name` is stable per letter, so a repeated hand-over to a folder
    /// replaces the file instead of doubling it.
    ///
    /// # Errors
    /// The server said no, for now or for good.
    pub async fn send(&self, name: &str, letter: Message) -> Result<(), SendError> {
        match self {
            Self::Smtp(transport) => {
                match tokio::time::timeout(SEND_LIMIT, transport.send(letter)).await {
                    Ok(Ok(_)) => Ok(()),
                    Ok(Err(error)) => Err(of_server(&error)),
                    Err(_) => Err(SendError::Transient("the mail server is too slow".to_owned())),
                }
            }
            Self::Folder(folder) => write_whole(folder, name, &letter.formatted())
                .await
                .map_err(|error| SendError::Transient(error.to_string())),
            Self::Memory(letters) => {
                let mut letters =
                    letters.lock().map_err(|e| SendError::Permanent(e.to_string()))?;
                letters.push(letter.formatted());
                Ok(())
            }
        }
    }
}

fn of_server(error: &lettre::transport::smtp::Error) -> SendError {
    let Some(code) = error.status().map(u16::from).filter(|code| FINAL_REPLIES.contains(code))
    else {
        return SendError::Transient(error.to_string());
    };
    let words = error.to_string();
    if report::is_about_recipient(code, &words) {
        SendError::DeadAddress(words)
    } else {
        SendError::Permanent(words)
    }
}

/// Writes beside and renames, so that a reader never sees half a letter.
async fn write_whole(folder: &std::path::Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let beside = folder.join(format!("{name}.part"));
    tokio::fs::write(&beside, bytes).await?;
    tokio::fs::rename(&beside, folder.join(format!("{name}.eml"))).await
}
