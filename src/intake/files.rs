//! Files of a draft: streamed to the store, taken by what they are.

use chrono::{DateTime, Utc};
use entity::attachment;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::error::AppError;
use crate::files::Incoming;
use crate::ids::new_id;
use crate::web::upload::{self, FileRefusal};

/// Takes files out of a draft that has not been filed.
///
/// # Errors
/// The database refuses.
pub async fn remove(app: &App, draft_id: Uuid, ids: &[Uuid]) -> Result<(), AppError> {
    let tx = app.db.begin_write().await?;
    for id in ids {
        store::remove_file(&tx, draft_id, *id).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A file on its way in.
pub struct Receiving {
    name: String,
    incoming: Incoming,
}

/// Opens the store for a file.
///
/// # Errors
/// The store refuses.
pub async fn begin(app: &App, now: DateTime<Utc>, name: &str) -> Result<Receiving, AppError> {
    let incoming = app.files.begin(new_id(now)).await?;
    Ok(Receiving { name: upload::file_name(name), incoming })
}

impl Receiving {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Adds a part of the file, unless it has become too large.
    ///
    /// # Errors
    /// The store refuses.
    pub async fn write(&mut self, app: &App, chunk: Vec<u8>) -> Result<bool, AppError> {
        if self.incoming.size() + chunk.len() as u64 > app.config.limits.max_file_bytes {
            return Ok(false);
        }
        self.incoming.write(chunk).await?;
        Ok(true)
    }

    pub async fn abandon(self) {
        self.incoming.abandon().await;
    }

    /// Keeps the file with the draft, if it is of a kind we take and there is room for it.
    ///
    /// # Errors
    /// The store or the database refuses.
    pub async fn keep(
        self,
        app: &App,
        draft_id: Uuid,
        uploaded_by: Option<Uuid>,
    ) -> Result<Result<(), FileRefusal>, AppError> {
        let media_type = match upload::media_type(self.incoming.head()) {
            Ok(media_type) => media_type,
            Err(refusal) => {
                self.incoming.abandon().await;
                return Ok(Err(refusal));
            }
        };
        let stored = self.incoming.finish().await?;
        // Not the time of the request: files of one request stay in their order.
        let now = app.clock.now();
        let tx = app.db.begin_write().await?;
        if store::count_files(&tx, draft_id).await? >= app.config.limits.max_files as u64 {
            tx.rollback().await?;
            return Ok(Err(FileRefusal::TooMany));
        }
        let row = attachment::ActiveModel {
            id: Set(new_id(now)),
            case_id: Set(None),
            draft_id: Set(Some(draft_id)),
            event_seq: Set(None),
            name: Set(self.name),
            media_type: Set(media_type.to_owned()),
            size: Set(i64::try_from(stored.size).unwrap_or(i64::MAX)),
            sha256: Set(stored.sha256),
            uploaded_by: Set(uploaded_by),
            created_at: Set(now),
        };
        store::add_file(&tx, row).await?;
        tx.commit().await?;
        Ok(Ok(()))
    }
}
