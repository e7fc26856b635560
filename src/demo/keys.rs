//! Keys of two made-up holders, so that denunciations can be tried from the form to the opened envelope.
//! They lie beside the made-up data: real ones never lie on the machine of the server.

use chrono::{DateTime, Utc};
use envelope::PrivateKey;

use crate::app::App;
use crate::error::AppError;
use crate::policy::Actor;
use crate::sealing::keys;

/// Of all made-up keys.
pub const PASSPHRASE: &str = "uong-bi-dung-thu-khoa";
const HOLDERS: [&str; 2] = ["Chánh Văn phòng (giả định)", "Trưởng ban tiếp công dân (giả định)"];

/// Makes the keys of a ward, registers them as its chairman does and leaves the files in `demo-keys`.
///
/// # Errors
/// A file cannot be written, or the database refuses.
pub async fn make(app: &App, chairman: &Actor, now: DateTime<Utc>) -> Result<(), AppError> {
    let Some(unit_id) = chairman.unit_id else { return Ok(()) };
    let failed = |error: envelope::Error| AppError::internal("demo keys", error);
    let folder = app.config.data.dir.join("demo-keys");
    std::fs::create_dir_all(&folder).map_err(|e| AppError::internal("demo keys", e))?;
    let tx = app.db.begin_write().await?;
    for holder in HOLDERS {
        let key = PrivateKey::generate(holder).map_err(failed)?;
        let public = key.public();
        let locked = key.lock(PASSPHRASE).map_err(failed)?;
        let refused = keys::add(&tx, chairman, unit_id, now, &public, None).await?.err();
        if let Some(refused) = refused {
            return Err(AppError::internal("demo keys", refused.key()));
        }
        for (end, json) in [("public", public.to_json()), ("private", locked.to_json())] {
            let file = folder.join(format!("{}.{end}.json", public.id()));
            let json = json.map_err(failed)?;
            std::fs::write(file, json).map_err(|e| AppError::internal("demo keys", e))?;
        }
    }
    tx.commit().await?;
    Ok(())
}
