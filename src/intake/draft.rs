//! Drafts (đơn đang soạn): kept in the database under a random token that only the sender's browser
//! holds.

use chrono::{DateTime, TimeDelta, Utc};
use entity::draft;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::answers::{self, Answers, Asked};
use super::store;
use crate::app::App;
use crate::audit::{self, Deed, Entry};
use crate::cases::filing::{self, NewCase};
use crate::cases::follow;
use crate::error::AppError;
use crate::ids::new_id;
use crate::secrets::random_token;
use crate::visits;
use crate::web::context::Ctx;

/// Somebody may want to look for a paper and go on the day after tomorrow.
const KEPT: TimeDelta = TimeDelta::days(3);

/// A draft as it stands.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: Uuid,
    pub answers: Answers,
    /// Set once it was filed.
    pub case_id: Option<Uuid>,
}

fn hash(app: &App, token: &str) -> String {
    app.key.token_hash("draft", token)
}

/// Begins a draft; an account is set at the counter.
///
/// # Errors
/// The database refuses.
pub async fn begin(
    app: &App,
    now: DateTime<Utc>,
    answers: &Answers,
    account_id: Option<Uuid>,
) -> Result<String, AppError> {
    let token = random_token()?;
    let row = draft::ActiveModel {
        id: Set(new_id(now)),
        token_hash: Set(hash(app, &token)),
        account_id: Set(account_id),
        data: Set(to_json(answers)?),
        created_at: Set(now),
        expires_at: Set(now + KEPT),
        case_id: Set(None),
    };
    let tx = app.db.begin_write().await?;
    store::add_draft(&tx, row).await?;
    tx.commit().await?;
    Ok(token)
}

fn to_json(answers: &Answers) -> Result<String, AppError> {
    serde_json::to_string(answers).map_err(|error| AppError::internal("draft", error))
}

/// The draft of a token; one of the counter only for the account it belongs to.
///
/// # Errors
/// The database cannot be read.
pub async fn find(
    app: &App,
    now: DateTime<Utc>,
    token: &str,
    account_id: Option<Uuid>,
) -> Result<Option<Draft>, AppError> {
    let row = store::find_draft(app.db.read(), &hash(app, token), now).await?;
    let row = row.filter(|row| row.account_id == account_id);
    row.map(loaded).transpose()
}

fn loaded(row: draft::Model) -> Result<Draft, AppError> {
    let answers = serde_json::from_str(&row.data)
        .map_err(|error| AppError::inconsistent("drafts", row.id, error))?;
    Ok(Draft { id: row.id, answers, case_id: row.case_id })
}

/// Keeps the answers of a draft that has not been filed, and the draft for another while.
///
/// # Errors
/// The database refuses.
pub async fn save(app: &App, now: DateTime<Utc>, draft: &Draft) -> Result<(), AppError> {
    let data = to_json(&draft.answers)?;
    let tx = app.db.begin_write().await?;
    store::save_answers(&tx, draft.id, data, now + KEPT).await?;
    tx.commit().await?;
    Ok(())
}

/// How a submission ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submission {
    /// Filed now, or before by the other click of a double one.
    Filed(Uuid),
    /// Something is missing; the page where, none for the very first.
    Incomplete(Option<Asked>),
    /// There is no such draft any more.
    Gone,
}

/// Files a draft, once however often it is asked.
///
/// # Errors
/// The database refuses; nothing is written then.
pub async fn submit(ctx: &Ctx, token: &str) -> Result<Submission, AppError> {
    let make = |draft: &Draft| answers::filing(ctx, &draft.answers, token);
    submit_as(ctx, token, Source::default(), make).await
}

/// Where a draft comes from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The official whose draft it is.
    pub account_id: Option<Uuid>,
    /// The visit of the register of receptions that becomes a case, as it was read.
    pub visit: Option<entity::visit::Model>,
}

impl Source {
    /// A draft of an official.
    pub fn of(account_id: Option<Uuid>) -> Self {
        Self { account_id, visit: None }
    }
}

/// The same with a filing made some other way, by the officer whose draft it is.
///
/// # Errors
/// The database refuses; nothing is written then.
pub async fn submit_as(
    ctx: &Ctx,
    token: &str,
    source: Source,
    make: impl FnOnce(&Draft) -> Result<NewCase, Option<Asked>>,
) -> Result<Submission, AppError> {
    let app = &ctx.app;
    let account_id = source.account_id;
    let tx = app.db.begin_write().await?;
    let row = store::lock_draft(&tx, &hash(app, token), ctx.now).await?;
    let Some(row) = row.filter(|row| row.account_id == account_id) else {
        tx.rollback().await?;
        return Ok(Submission::Gone);
    };
    if let Some(case_id) = row.case_id {
        tx.rollback().await?;
        return Ok(Submission::Filed(case_id));
    }
    let draft = loaded(row)?;
    let new = match make(&draft) {
        Ok(new) => new,
        Err(page) => {
            tx.rollback().await?;
            return Ok(Submission::Incomplete(page));
        }
    };
    let filing = Entry {
        unit_id: Some(new.unit_id),
        actor_id: ctx.actor.as_ref().map(|actor| actor.account_id),
        ..Entry::of(Deed::CaseFiled).with(new.kind.code())
    };
    let stored = new.denunciation.as_ref().and_then(|one| one.envelope.as_ref());
    let stored = stored.map(|sealed| {
        let of_unit = Entry { unit_id: Some(new.unit_id), ..Entry::of(Deed::EnvelopeStored) };
        of_unit.with(&sealed.sha256)
    });
    let second = new.first.and(new.follows_id).map(|first| (first, new.received_on));
    let filed = filing::file(app, &tx, ctx.now, new).await?;
    let entries = std::iter::once(filing).chain(stored);
    let mut told: Vec<Entry> =
        entries.map(|entry| Entry { object_id: Some(filed.case_id), ..entry }).collect();
    if let Some((first, on)) = second {
        told.extend(follow::lodge_second(ctx, &tx, first, on, &filed.number).await?);
    }
    if let Some(visit) = source.visit {
        let actor = ctx.actor()?;
        // Whoever joined it to another case in between was faster; nothing is filed then.
        if !visits::record::join(&tx, actor, &visit, filed.case_id, ctx.now).await? {
            return Err(AppError::Conflict(format!("visit {}", visit.id)));
        }
        told.push(Entry::by(actor, Deed::VisitChanged, Some(visit.id)).with("joined"));
    }
    store::bind_to_case(&tx, draft.id, filed.case_id).await?;
    audit::commit(app, tx, ctx.now, told).await?;
    tracing::info!(case = %filed.case_id, "filed");
    Ok(Submission::Filed(filed.case_id))
}
