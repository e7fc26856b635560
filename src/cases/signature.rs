//! Complaints that await their signature (chờ ký): the signed copies their senders uploaded, as staff see
//! them.

use chrono::NaiveDate;
use entity::attachment;
use law::complaint;
use law::procedure::Event;

use super::page::{Loaded, case_href, size_text};
use super::view::FileRow;
use crate::clock::date_in_vietnam;
use crate::web::context::Ctx;

/// Whether a fact says that the signed copy was received.
pub fn is_confirmation(event: &Event) -> bool {
    matches!(event, Event::Complaint(complaint::Event::Signed { .. }))
}

/// Whether a file is a signed copy that was uploaded: one that awaits its confirmation belongs to no fact, one
/// that was confirmed to the fact that did.
fn is_signed_copy(loaded: &Loaded, file: &attachment::Model) -> bool {
    let confirmed = loaded.history.iter().find(|fact| is_confirmation(&fact.event));
    file.event_seq.is_none_or(|seq| confirmed.is_some_and(|fact| fact.seq == seq))
}

/// The files of a case; a signed copy says so, and since when it is there.
pub fn file_rows(ctx: &Ctx, loaded: &Loaded, files: &[attachment::Model]) -> Vec<FileRow> {
    let row = |file: &attachment::Model| FileRow {
        href: format!("{}/files/{}", case_href(loaded.row.id), file.id),
        name: file.name.clone(),
        size: size_text(file.size),
        note: is_signed_copy(loaded, file).then(|| {
            let day = ctx.lang.weekday_date(date_in_vietnam(file.created_at));
            ctx.lang.ta("signed-copy-uploaded-on", &[("day", day)])
        }),
    };
    files.iter().map(row).collect()
}

/// The copies somebody must look at, while the signature is awaited.
pub fn copies<'f>(
    loaded: &Loaded,
    files: &'f [attachment::Model],
) -> impl Iterator<Item = &'f attachment::Model> {
    let is_awaited = loaded.state.awaits_signature();
    files.iter().filter(move |file| is_awaited && file.event_seq.is_none())
}

/// The day on which the signed copy came in, if it was uploaded: the first one counts until the office says
/// that another is the one that is signed.
pub fn uploaded_on(loaded: &Loaded, files: &[attachment::Model]) -> Option<NaiveDate> {
    copies(loaded, files).map(|file| date_in_vietnam(file.created_at)).min()
}
