//! Attachments: bytes under the name of their SHA-256, streamed, never whole in memory.

use std::path::Path;

use opendal::Operator;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::AppError;

/// Where the bytes lie.
#[derive(Clone, Debug)]
pub struct FileStore(Operator);

/// A stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub sha256: String,
    pub size: u64,
}

/// A write in progress, under a name nobody looks at until it is whole.
pub struct Incoming {
    operator: Operator,
    temporary: String,
    writer: opendal::Writer,
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
}

const HEAD_BYTES: usize = 4096;

impl FileStore {
    /// # Errors
    /// The folder cannot be used.
    pub fn folder(path: &Path) -> Result<Self, AppError> {
        let root = path.to_string_lossy();
        let builder = opendal::services::Fs::default().root(&root);
        let operator = Operator::new(builder).map_err(|e| AppError::internal("file store", e))?;
        Ok(Self(operator))
    }

    /// # Errors
    /// The store refuses.
    pub async fn begin(&self, id: Uuid) -> Result<Incoming, AppError> {
        let temporary = format!("incoming/{id}");
        let writer = self.0.writer(&temporary).await.map_err(store_error)?;
        Ok(Incoming {
            operator: self.0.clone(),
            temporary,
            writer,
            hash: Sha256::new(),
            size: 0,
            head: Vec::new(),
        })
    }

    /// Removes a stored file that nothing refers to any more.
    ///
    /// # Errors
    /// The store refuses.
    pub async fn remove(&self, sha256: &str) -> Result<(), AppError> {
        self.0.delete(&place(sha256)).await.map_err(store_error)
    }

    /// Reads a stored file as a whole.
    ///
    /// # Errors
    /// The file is not there.
    pub async fn read(&self, sha256: &str) -> Result<Vec<u8>, AppError> {
        Ok(self.0.read(&place(sha256)).await.map_err(store_error)?.to_vec())
    }

    /// Opens a stored file as a stream of chunks.
    ///
    /// # Errors
    /// The file is not there.
    pub async fn stream(&self, sha256: &str) -> Result<opendal::FuturesBytesStream, AppError> {
        let reader = self.0.reader(&place(sha256)).await.map_err(store_error)?;
        reader.into_bytes_stream(..).await.map_err(store_error)
    }
}

impl Incoming {
    /// # Errors
    /// The store refuses.
    pub async fn write(&mut self, chunk: Vec<u8>) -> Result<(), AppError> {
        self.hash.update(&chunk);
        self.size += chunk.len() as u64;
        let room = HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend(chunk.iter().take(room));
        self.writer.write(chunk).await.map_err(store_error)
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// The first bytes so far.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Makes the file durable under its own hash.
    ///
    /// # Errors
    /// The store refuses.
    pub async fn finish(mut self) -> Result<Stored, AppError> {
        self.writer.close().await.map_err(store_error)?;
        let sha256 = hex::encode(self.hash.finalize());
        self.operator.rename(&self.temporary, &place(&sha256)).await.map_err(store_error)?;
        Ok(Stored { sha256, size: self.size })
    }

    /// Drops what was written so far.
    pub async fn abandon(mut self) {
        let _ = self.writer.abort().await;
        let _ = self.operator.delete(&self.temporary).await;
    }
}

/// Two levels of folders keep any one of them small.
fn place(sha256: &str) -> String {
    let (first, second) = (sha256.get(..2).unwrap_or("00"), sha256.get(2..4).unwrap_or("00"));
    format!("{first}/{second}/{sha256}")
}

fn store_error(error: opendal::Error) -> AppError {
    AppError::internal("file store", error)
}
