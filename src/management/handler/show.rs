//! `GET /management/{id}`: a line with all that came after it.

use axum::extract::Path;
use chrono::NaiveDate;
use entity::{management_entry as entry, management_progress as progress};
use uuid::Uuid;

use super::{day_text, number_text};
use crate::accounts::store::names;
use crate::error::{Answer, AppError};
use crate::management::form::{ConclusionForm, ProgressForm, Typed};
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
    let sent = &typed.progress_striking;
    let struck = progress.iter().find(|one| one.id.to_string() == sent.struck_progress);
    let why = struck.map(|one| one.struck_reason.clone()).unwrap_or_default();
    let finished_on = (row.finished_on, typed.completion.carried_out_on.as_str());
    let all = [
        (&typed.conclusion.version, of_conclusion(ctx, row, &typed.conclusion)),
        (&typed.progress.version, of_progress(ctx, progress, &typed.progress)),
        (&typed.completion.version, vec![days(ctx, "carried_out_on", finished_on)]),
        (
            &typed.striking.version,
            vec![texts(ctx, "struck_reason", (&row.struck_reason, &typed.striking.struck_reason))],
        ),
        (&sent.version, vec![texts(ctx, "progress_reason", (&why, &sent.progress_reason))]),
    ];
    // One form is sent at a time, with the version it was opened on.
    all.into_iter()
        .filter(|(version, _)| !version.is_empty())
        .flat_map(|(_, lines)| lines)
        .collect()
}

fn texts(ctx: &Ctx, field: &str, (theirs, yours): (&str, &str)) -> Difference {
    (ctx.lang.t(&format!("field-{field}")), theirs.to_owned(), yours.to_owned())
}

fn days(ctx: &Ctx, field: &str, (theirs, yours): (Option<NaiveDate>, &str)) -> Difference {
    let theirs = theirs.map(|on| ctx.lang.date(on)).unwrap_or_default();
    texts(ctx, field, (&theirs, &day_text(ctx, yours)))
}

fn counts(ctx: &Ctx, field: &str, (theirs, yours): (Option<i32>, &str)) -> Difference {
    let theirs = theirs.map(form::count_text).unwrap_or_default();
    texts(ctx, field, (&theirs, &number_text(yours)))
}

fn of_conclusion(ctx: &Ctx, row: &entry::Model, sent: &ConclusionForm) -> Vec<Difference> {
    let on = (row.concluded_on, sent.inspection_concluded_on.as_str());
    let number = (row.conclusion_number.as_str(), sent.conclusion_number.as_str());
    let numbers = [
        ("rec_organisations", row.rec_organisations, &sent.rec_organisations),
        ("rec_people", row.rec_people, &sent.rec_people),
        (
            "transferred_organisations",
            row.transferred_organisations,
            &sent.transferred_organisations,
        ),
        ("transferred_people", row.transferred_people, &sent.transferred_people),
    ];
    let mut all =
        vec![days(ctx, "inspection_concluded_on", on), texts(ctx, "conclusion_number", number)];
    // Numbers of a conclusion that is not there are none.
    let there = |count: i32| row.concluded_on.map(|_| count);
    all.extend(numbers.map(|(field, count, raw)| counts(ctx, field, (there(count), raw))));
    all
}

/// Beside what was written last, which is what the other one wrote.
fn of_progress(ctx: &Ctx, lines: &[progress::Model], sent: &ProgressForm) -> Vec<Difference> {
    let last = lines.iter().max_by_key(|one| (one.created_at, one.id));
    let numbers = [
        ("handled_organisations", last.map(|one| one.organisations), &sent.handled_organisations),
        ("handled_people", last.map(|one| one.people), &sent.handled_people),
        ("prosecuted_cases", last.map(|one| one.prosecuted_cases), &sent.prosecuted_cases),
        ("prosecuted_people", last.map(|one| one.prosecuted_people), &sent.prosecuted_people),
    ];
    let mut all = vec![days(ctx, "progress_on", (last.map(|one| one.on_date), &sent.progress_on))];
    all.extend(numbers.map(|(field, count, raw)| counts(ctx, field, (count, raw))));
    all
}
