//! `GET /prolonged`, `GET|POST /cases/{id}/prolonged`,
//! `POST /cases/{id}/prolonged/history|reviews|ending`.

use axum::extract::Path;
use axum::http::StatusCode;
use axum_extra::extract::{Form, Query};
use entity::{case, prolonged_case, prolonged_note};
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use super::form::{self, EndingForm, FlagForm, HistoryForm, ReviewForm, TEXT_MAX, Typed};
use super::view::{ListPage, NoteLine, ShowPage};
use super::{list, store};
use crate::accounts;
use crate::audit::{self, Deed, Entry};
use crate::cases;
use crate::cases::page::{case_href, note_sealed};
use crate::error::{Answer, AppError};
use crate::ids::new_id;
use crate::policy::Role;
use crate::policy::visits::{may_flag_prolonged, may_review_prolonged};
use crate::web::context::{Ctx, redirect_with};
use crate::web::form::FormErrors;
use crate::web::page::{self, Page, html};
use crate::web::pager::{PAGE_SIZE, Pager, page_number};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
}

/// # Errors
/// The database failed.
pub async fn index(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let total = store::count(db, actor, None).await?;
    let number = page_number(&asked.page, total);
    let part = ((number - 1) * PAGE_SIZE, PAGE_SIZE);
    let found = store::page(db, actor, None, part).await?;
    page::ok(&ListPage {
        page: Page::new(&ctx, "prolonged-title"),
        rows: list::rows(&ctx, db, found).await?,
        total,
        pager: Pager::new("/prolonged?", number, total),
    })
}

/// A case of the reader's, and its mark.
async fn marked(
    ctx: &Ctx,
    id: Uuid,
) -> Result<(case::Model, Option<prolonged_case::Model>), AppError> {
    let db = ctx.app.db.read();
    let row = cases::store::get_visible(db, ctx.actor()?, id).await?;
    let mark = store::of_case(db, id).await?;
    Ok((row, mark))
}

/// # Errors
/// The case is not there for this reader, or the database failed.
pub async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let (row, _) = marked(&ctx, id).await?;
    note_sealed(&ctx, &row, Deed::SealedRead).await?;
    page::ok(&mark_page(&ctx, &row, Typed::default(), FormErrors::default(), false).await?)
}

async fn mark_page(
    ctx: &Ctx,
    row: &case::Model,
    typed: Typed,
    errors: FormErrors,
    is_conflict: bool,
) -> Result<ShowPage, AppError> {
    let (db, actor) = (ctx.app.db.read(), ctx.actor()?);
    let found = store::of_case(db, row.id).await?;
    let facts = cases::store::facts_of(row);
    let notes = match &found {
        Some(mark) => store::notes(db, mark.id).await?,
        None => Vec::new(),
    };
    let people = notes.iter().map(|note| note.actor_id).collect();
    let people = accounts::store::names(db, people).await?;
    let line = |note: &prolonged_note::Model| NoteLine {
        heading: match note.period.is_empty() {
            true => String::new(),
            false => format!("{}, {}", note.period, note.level),
        },
        text: note.text.clone(),
        target_on: note.target_on,
        review_on: note.review_on,
        by: people.get(&note.actor_id).cloned().unwrap_or_default(),
        at: note.at,
    };
    let of = |kind: &str| notes.iter().filter(|note| note.kind == kind).map(line).collect();
    let is_open = found.as_ref().is_some_and(|mark| mark.ended_on.is_none());
    let may_flag = may_flag_prolonged(actor, &facts);
    let leaders = if may_flag && !is_open { leaders(ctx, row).await? } else { Vec::new() };
    let title = ctx.lang.ta("prolonged-case-title", &[("number", row.number.clone())]);
    Ok(ShowPage {
        page: Page::titled(ctx, title).with_errors(!errors.is_empty()),
        case_href: case_href(row.id),
        number: row.number.clone(),
        subject: row.subject.clone(),
        href: list::href(row.id),
        version: found.as_ref().map_or(0, |mark| mark.version),
        history: of("history"),
        reviews: of("review"),
        may_flag,
        may_review: is_open && may_review_prolonged(actor, &facts),
        leaders: leaders.into_iter().map(|one| (one.id.to_string(), one.display_name)).collect(),
        mark: match &found {
            Some(mark) => Some(list::mark(ctx, db, mark).await?),
            None => None,
        },
        typed,
        errors,
        is_conflict,
    })
}

/// Who may answer for a case: heads and leaders of its unit and of those above.
async fn leaders(ctx: &Ctx, row: &case::Model) -> Result<Vec<entity::account::Model>, AppError> {
    let units = ctx.app.units().ancestry(row.unit_id);
    let roles = [Role::Chairman.code(), Role::Leader.code()];
    accounts::store::staff(ctx.app.db.read(), Some(units), &roles).await
}

async fn invalid(ctx: &Ctx, row: &case::Model, typed: Typed, errors: FormErrors) -> Answer {
    page::invalid(&mark_page(ctx, row, typed, errors, false).await?)
}

/// Somebody was faster: the page as it is now, with what was typed still in its form.
async fn conflict(ctx: &Ctx, row: &case::Model, typed: Typed) -> Answer {
    let shown = mark_page(ctx, row, typed, FormErrors::default(), true).await?;
    html(StatusCode::CONFLICT, &shown)
}

fn told(ctx: &Ctx, row: &case::Model, detail: &str) -> Result<Vec<Entry>, AppError> {
    Ok(vec![Entry::on_case(ctx.actor()?, Deed::ProlongedChanged, row).with(detail)])
}

/// # Errors
/// The case is not the reader's to mark, or the database failed.
pub async fn flag(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<FlagForm>) -> Answer {
    let (row, mark) = marked(&ctx, id).await?;
    let actor = ctx.actor()?;
    if !may_flag_prolonged(actor, &cases::store::facts_of(&row)) {
        return Err(AppError::NotFound);
    }
    let typed = Typed { flag: form.clone(), ..Typed::default() };
    if mark.is_some_and(|mark| mark.ended_on.is_none()) {
        return conflict(&ctx, &row, typed).await;
    }
    let leaders: Vec<Uuid> = leaders(&ctx, &row).await?.iter().map(|one| one.id).collect();
    let flag = match form::flag(&ctx, &form, &leaders) {
        Ok(flag) => flag,
        Err(errors) => return invalid(&ctx, &row, typed, errors).await,
    };
    let new = prolonged_case::ActiveModel {
        id: Set(new_id(ctx.now)),
        case_id: Set(id),
        basis: Set(flag.basis),
        leader_id: Set(flag.leader_id),
        target_on: Set(flag.target_on),
        review_on: Set(flag.review_on),
        flagged_by: Set(actor.account_id),
        flagged_on: Set(ctx.today),
        ended_on: Set(None),
        end_reason: Set(String::new()),
        version: Set(1),
    };
    let tx = ctx.app.db.begin_write().await?;
    if !store::add(&tx, new).await? {
        tx.rollback().await?;
        return conflict(&ctx, &row, typed).await;
    }
    audit::commit(&ctx.app, tx, ctx.now, told(&ctx, &row, "flagged")?).await?;
    Ok(redirect_with(&ctx, &list::href(id), "prolonged-flagged"))
}

/// A mark that stands and that the reader may write on.
async fn open_mark(ctx: &Ctx, id: Uuid) -> Result<(case::Model, prolonged_case::Model), AppError> {
    let (row, mark) = marked(ctx, id).await?;
    let may = may_review_prolonged(ctx.actor()?, &cases::store::facts_of(&row));
    let mark = mark.filter(|mark| may && mark.ended_on.is_none());
    Ok((row, mark.ok_or(AppError::NotFound)?))
}

/// What is written into the mark and beside it.
struct Change {
    mark: prolonged_case::ActiveModel,
    note: Option<prolonged_note::ActiveModel>,
    detail: &'static str,
    flash: &'static str,
}

async fn change(
    ctx: &Ctx,
    (row, mark): (case::Model, prolonged_case::Model),
    (version, typed): (&str, Typed),
    change: Change,
) -> Answer {
    let version: i32 = version.parse().map_err(|_| AppError::BadRequest("version".to_owned()))?;
    let tx = ctx.app.db.begin_write().await?;
    let next = prolonged_case::ActiveModel { version: Set(mark.version + 1), ..change.mark };
    if mark.version != version || !store::update(&tx, (mark.id, version), next).await? {
        tx.rollback().await?;
        return conflict(ctx, &row, typed).await;
    }
    if let Some(note) = change.note {
        store::add_note(&tx, note).await?;
    }
    audit::commit(&ctx.app, tx, ctx.now, told(ctx, &row, change.detail)?).await?;
    Ok(redirect_with(ctx, &list::href(row.id), change.flash))
}

fn note(
    ctx: &Ctx,
    mark: &prolonged_case::Model,
    kind: &str,
    text: String,
) -> Result<prolonged_note::ActiveModel, AppError> {
    Ok(prolonged_note::ActiveModel {
        id: Set(new_id(ctx.now)),
        prolonged_id: Set(mark.id),
        kind: Set(kind.to_owned()),
        period: Set(String::new()),
        level: Set(String::new()),
        text: Set(text),
        target_on: Set(None),
        review_on: Set(None),
        on_date: Set(ctx.today),
        actor_id: Set(ctx.actor()?.account_id),
        at: Set(ctx.now),
    })
}

/// # Errors
/// There is no mark the reader may write on, or the database failed.
pub async fn add_history(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<HistoryForm>) -> Answer {
    let (row, mark) = open_mark(&ctx, id).await?;
    let typed = Typed { history: form.clone(), ..Typed::default() };
    let (period, level, text) = match form::history(&form) {
        Ok(read) => read,
        Err(errors) => return invalid(&ctx, &row, typed, errors).await,
    };
    let note = note(&ctx, &mark, "history", text)?;
    let note = prolonged_note::ActiveModel { period: Set(period), level: Set(level), ..note };
    let made = Change {
        mark: prolonged_case::ActiveModel::default(),
        note: Some(note),
        detail: "history",
        flash: "prolonged-history-added",
    };
    change(&ctx, (row, mark), (&form.version, typed), made).await
}

/// # Errors
/// There is no mark the reader may write on, or the database failed.
pub async fn review(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<ReviewForm>) -> Answer {
    let (row, mark) = open_mark(&ctx, id).await?;
    let typed = Typed { review: form.clone(), ..Typed::default() };
    let (text, target_on, review_on) = match form::review(&ctx, &form, mark.target_on) {
        Ok(read) => read,
        Err(errors) => return invalid(&ctx, &row, typed, errors).await,
    };
    let note = note(&ctx, &mark, "review", text)?;
    let made = Change {
        mark: prolonged_case::ActiveModel {
            target_on: Set(target_on),
            review_on: Set(review_on),
            ..Default::default()
        },
        note: Some(prolonged_note::ActiveModel {
            target_on: Set(Some(target_on)),
            review_on: Set(Some(review_on)),
            ..note
        }),
        detail: "reviewed",
        flash: "prolonged-reviewed",
    };
    change(&ctx, (row, mark), (&form.version, typed), made).await
}

/// The head takes the mark away, with the reason.
///
/// # Errors
/// There is no mark the reader may take away, or the database failed.
pub async fn end(ctx: Ctx, Path(id): Path<Uuid>, Form(form): Form<EndingForm>) -> Answer {
    let (row, mark) = open_mark(&ctx, id).await?;
    if !may_flag_prolonged(ctx.actor()?, &cases::store::facts_of(&row)) {
        return Err(AppError::NotFound);
    }
    let typed = Typed { ending: form.clone(), ..Typed::default() };
    let mut errors = FormErrors::default();
    let reason = errors.text("ending_reason", &form.ending_reason, true, TEXT_MAX);
    if !errors.is_empty() {
        return invalid(&ctx, &row, typed, errors).await;
    }
    let made = Change {
        mark: prolonged_case::ActiveModel {
            ended_on: Set(Some(ctx.today)),
            end_reason: Set(reason),
            ..Default::default()
        },
        note: None,
        detail: "ended",
        flash: "prolonged-ended",
    };
    change(&ctx, (row, mark), (&form.version, typed), made).await
}
