//! Made-up answers of senders: most of those whose case was resolved, satisfied rather than not.

use chrono::{Days, NaiveDate};

use super::store;
use crate::app::App;
use crate::clock::from_vietnam;
use crate::error::AppError;
use crate::ratings::service::rate;
use crate::ratings::{Rating, Settled};

/// What was answered, in turn.
const ANSWERS: [(Settled, i32, &str); 6] = [
    (Settled::Yes, 5, "Cán bộ giải thích rõ ràng."),
    (Settled::Yes, 4, ""),
    (Settled::Partly, 3, "Còn phải chờ làm đường mới thoát được nước."),
    (Settled::Yes, 4, ""),
    (Settled::No, 2, "Tôi chưa đồng ý với kết quả."),
    (Settled::Yes, 5, ""),
];

/// # Errors
/// The database refuses.
pub async fn make(app: &App, last_day: NaiveDate) -> Result<(), AppError> {
    let tx = app.db.begin_write().await?;
    let cases = store::resolved(&tx).await?;
    for (n, row) in cases.iter().enumerate().filter(|(n, _)| n % 3 != 2) {
        let Some((settled, score, words)) = ANSWERS.get(n % ANSWERS.len()).copied() else { break };
        let resolved_on = row.resolved_on.unwrap_or(last_day);
        let on = (resolved_on + Days::new(6)).min(last_day);
        let given = Rating { settled, score, words: words.to_owned() };
        rate(&tx, row, given, (on, from_vietnam(on, 19, 30))).await?;
    }
    tx.commit().await?;
    Ok(())
}
