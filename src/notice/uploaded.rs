//! The letter that somebody uploaded a signed copy: if it is accepted the periods run from that day, so it must
//! not lie unseen.

use chrono::{DateTime, NaiveDate, Utc};
use entity::case;

use super::content::{Parts, frame};
use super::service::{letter, responsible};
use super::staff;
use crate::app::App;
use crate::clock::date_in_vietnam;
use crate::db::Tx;
use crate::error::AppError;
use crate::jobs::office_hours;
use crate::mail::letter::Content;
use crate::web::i18n::Lang;

/// Its kind.
pub const KIND: &str = "signed-copy";

/// Writes it to who answers for the case, once a day however many files came.
///
/// # Errors
/// The database refuses.
pub async fn enqueue(
    app: &App,
    tx: &Tx,
    now: DateTime<Utc>,
    row: &case::Model,
) -> Result<(), AppError> {
    let to = responsible(tx, row).await?;
    let today = date_in_vietnam(now);
    let content = content(app, row, today, to.lang, &to.name);
    let key = format!("{KIND}:{}:{today}", row.id);
    let available_at = office_hours::next(&app.calendar(), now);
    let letter = letter(row, KIND, &to, content, &key, available_at);
    staff::enqueue(app, tx, now, letter, None).await
}

/// What it says.
pub fn content(app: &App, row: &case::Model, on: NaiveDate, lang: Lang, name: &str) -> Content {
    let said = [("number", row.number.clone()), ("date", lang.date(on))];
    let parts = Parts {
        paragraphs: vec![lang.ta("mail-signed-copy-body", &said)],
        facts: vec![(lang.t("column-subject"), row.subject.clone())],
        notes: Vec::new(),
    };
    let url = &app.config.server.public_url;
    let link = (lang.t("mail-open-case"), format!("{url}/cases/{}", row.id));
    frame(app, lang, name, lang.ta("mail-signed-copy-subject", &said[..1]), parts, link)
}
