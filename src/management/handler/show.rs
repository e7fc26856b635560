//! `GET /management/{id}`: a line with all that came after it.

use axum::extract::Path;
use entity::{management_entry as entry, management_progress as progress};
use uuid::Uuid;

use crate::accounts::store::names;
use crate::error::{Answer, AppError};
use crate::management::form::{ProgressForm, Typed};
use crate::management::lines::{self, Names, href, kind_of, kind_text};
use crate::management::store;
use crate::management::view::{Difference, ShowPage};
use crate::management::{Kind, form};
use crate::policy::management::keeps_management_of;
use crate::secrets::random_token;
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::page::{self, Page};

/// # Errors
/// The line is not there for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let row = store::get_visible(ctx.app.db.read(), ctx.actor()?, id).await?;
    page::ok(&entry_page(&ctx, &row, Shown::default()).await?)
}

/// What the page shows beside the line.
#[derive(Default)]
pub struct Shown {
    pub typed: Typed,
    pub errors: FormErrors,
    pub is_conflict: bool,
    pub differences: Vec<Difference>,
}

async fn people(
    ctx: &Ctx,
    row: &entry::Model,
    progress: &[progress::Model],
) -> Result<Names, AppError> {
    let mut ids = vec![row.created_by];
    ids.extend([row.conclusion_by, row.finish_by, row.struck_by].into_iter().flatten());
    ids.extend(progress.iter().map(|line| line.created_by));
    ids.extend(progress.iter().filter_map(|line| line.struck_by));
    ids.sort_unstable();
    ids.dedup();
    names(ctx.app.db.read(), ids).await
}

/// The forms as they open, with what was typed over it.
fn begun(typed: Typed) -> Result<Typed, AppError> {
    let token = match typed.progress.token.is_empty() {
        true => random_token()?,
        false => typed.progress.token,
    };
    Ok(Typed { progress: ProgressForm { token, ..typed.progress }, ..typed })
}

/// The page of a line as it is.
///
/// # Errors
/// The database failed.
pub async fn entry_page(ctx: &Ctx, row: &entry::Model, shown: Shown) -> Result<ShowPage, AppError> {
    let db = ctx.app.db.read();
    let progress = store::progress(db, row.id).await?;
    let people = people(ctx, row, &progress).await?;
    let kind = kind_of(row)?;
    let is_struck = row.struck_on.is_some();
    let may_write = keeps_management_of(ctx.actor()?) == Some(row.unit_id);
    let is_open = may_write && !is_struck;
    let is_concluded = row.concluded_on.is_some();
    let replacement = store::replacement_of(db, row.id).await?;
    let heading = match row.number.is_empty() {
        true => kind_text(ctx, kind),
        false => format!("{} {}", kind_text(ctx, kind), row.number),
    };
    let standing = progress.iter().filter(|line| line.struck_on.is_none() && is_open);
    let choice = |line: &progress::Model| (line.id.to_string(), lines::progress_text(ctx, line));
    let may_replace = may_write && is_struck && replacement.is_none();
    Ok(ShowPage {
        page: Page::titled(ctx, heading.clone()).with_errors(!shown.errors.is_empty()),
        heading,
        href: href(row.id),
        version: row.version,
        state: lines::state(ctx, row),
        facts: lines::facts(ctx, row, &people)?,
        struck: lines::struck(ctx, &people, (row.struck_on, row.struck_by, &row.struck_reason)),
        again_href: may_replace.then(|| format!("/management/new?again={}", row.id)),
        replacement_href: replacement.map(href),
        replaced_href: row.replaces_id.map(href),
        is_inspection: kind == Kind::Inspection,
        conclusion: lines::conclusion(ctx, row, &people),
        strikable: standing.map(choice).collect(),
        total: lines::total(&progress),
        progress: progress.iter().map(|one| lines::progress_row(ctx, one, &people)).collect(),
        finished: lines::finished(ctx, row, &people),
        may_conclude: is_open && kind == Kind::Inspection && !is_concluded,
        may_progress: is_open && is_concluded,
        may_complete: is_open && is_concluded && row.finished_on.is_none(),
        may_strike: is_open,
        typed: begun(shown.typed)?,
        errors: shown.errors,
        is_conflict: shown.is_conflict,
        differences: shown.differences,
    })
}

/// What was typed and could not be written, beside what stands there now; empty where nothing was typed.
pub fn differences(
    ctx: &Ctx,
    row: &entry::Model,
    progress: &[progress::Model],
    typed: &Typed,
) -> Vec<Difference> {
    let day = |on: Option<chrono::NaiveDate>| on.map(|on| ctx.lang.date(on)).unwrap_or_default();
    let count = form::count_text;
    let number = |raw: &str| super::number_text(raw);
    let yours = |raw: &str| super::day_text(ctx, raw);
    let line = |field: &str, theirs: String, yours: String| {
        (ctx.lang.t(&format!("field-{field}")), theirs, yours)
    };
    let mut all = Vec::new();
    let sent = &typed.conclusion;
    if !sent.version.is_empty() {
        let counts = [
            ("rec_organisations", row.rec_organisations, &sent.rec_organisations),
            ("rec_people", row.rec_people, &sent.rec_people),
            (
                "transferred_organisations",
                row.transferred_organisations,
                &sent.transferred_organisations,
            ),
            ("transferred_people", row.transferred_people, &sent.transferred_people),
        ];
        let on = (day(row.concluded_on), yours(&sent.inspection_concluded_on));
        all.push(line("inspection_concluded_on", on.0, on.1));
        let paper = (row.conclusion_number.clone(), sent.conclusion_number.clone());
        all.push(line("conclusion_number", paper.0, paper.1));
        all.extend(counts.map(|(field, theirs, raw)| line(field, count(theirs), number(raw))));
    }
    let sent = &typed.progress;
    if !sent.version.is_empty() {
        // What was written last is what the other one wrote.
        let last = progress.iter().max_by_key(|one| (one.created_at, one.id));
        let theirs = |of: fn(&progress::Model) -> i32| last.map(of).map(count).unwrap_or_default();
        let on = (day(last.map(|one| one.on_date)), yours(&sent.progress_on));
        all.push(line("progress_on", on.0, on.1));
        let counts = [
            ("handled_organisations", theirs(|one| one.organisations), &sent.handled_organisations),
            ("handled_people", theirs(|one| one.people), &sent.handled_people),
            ("prosecuted_cases", theirs(|one| one.prosecuted_cases), &sent.prosecuted_cases),
            ("prosecuted_people", theirs(|one| one.prosecuted_people), &sent.prosecuted_people),
        ];
        all.extend(counts.map(|(field, theirs, raw)| line(field, theirs, number(raw))));
    }
    if !typed.completion.version.is_empty() {
        let raw = &typed.completion.carried_out_on;
        all.push(line("carried_out_on", day(row.finished_on), yours(raw)));
    }
    if !typed.striking.version.is_empty() {
        let raw = typed.striking.struck_reason.clone();
        all.push(line("struck_reason", row.struck_reason.clone(), raw));
    }
    let sent = &typed.progress_striking;
    if !sent.version.is_empty() {
        let struck = progress.iter().find(|one| one.id.to_string() == sent.struck_progress);
        let theirs = struck.map(|one| one.struck_reason.clone()).unwrap_or_default();
        all.push(line("progress_reason", theirs, sent.progress_reason.clone()));
    }
    all
}
