//! SQL of papers. Every reading asks the scope of the reader.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{document, document_event, document_file, document_link, document_service};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::stage::{Act, Stage};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::Actor;
use crate::policy::scope::visible_documents;

/// Papers of one case, visit or meeting that are shown; more are not believed.
const MOST: u64 = 200;

/// A paper as an actor may see it. Missing and hidden look the same.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<document::Model, AppError> {
    let query = document::Entity::find_by_id(id).filter(visible_documents(actor));
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// What a paper belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Case(Uuid),
    Visit(Uuid),
    Meeting(Uuid),
}

impl Of {
    fn condition(self) -> Condition {
        let one = match self {
            Self::Case(id) => document::Column::CaseId.eq(id),
            Self::Visit(id) => document::Column::VisitId.eq(id),
            Self::Meeting(id) => document::Column::MeetingId.eq(id),
        };
        Condition::all().add(one)
    }
}

/// Papers of a case, visit or meeting as an actor may see them, oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: Of,
) -> Result<Vec<document::Model>, AppError> {
    let query = document::Entity::find().filter(of.condition()).filter(visible_documents(actor));
    Ok(query.order_by_asc(document::Column::Id).limit(MOST).all(db).await?)
}

/// Papers begun in the place of another one, as an actor may see them.
///
/// # Errors
/// The database cannot be read.
pub async fn replacing(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<Vec<document::Model>, AppError> {
    let query = document::Entity::find()
        .filter(document::Column::ReplacesId.eq(id))
        .filter(document::Column::Stage.ne(Stage::Discarded.code()))
        .filter(visible_documents(actor));
    Ok(query.order_by_asc(document::Column::Id).limit(20).all(db).await?)
}

/// Papers of a case that were issued and that its sender may fetch: holding the receipt is the right to.
///
/// # Errors
/// The database cannot be read.
pub async fn shown_to_sender(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<document::Model>, AppError> {
    let query = document::Entity::find()
        .filter(document::Column::CaseId.eq(case_id))
        .filter(document::Column::IsShownToSender.eq(true))
        .filter(document::Column::Stage.eq(Stage::Issued.code()));
    Ok(query.order_by_asc(document::Column::IssuedOn).limit(MOST).all(db).await?)
}

/// Which papers a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub stage: Option<Stage>,
    pub issued_on: Option<NaiveDate>,
    pub unit_id: Option<Uuid>,
}

fn listed(actor: &Actor, wanted: &Wanted) -> Select<document::Entity> {
    let mut which = visible_documents(actor);
    which = Condition::all().add(which);
    if let Some(stage) = wanted.stage {
        which = which.add(document::Column::Stage.eq(stage.code()));
    }
    if let Some(day) = wanted.issued_on {
        which = which.add(document::Column::IssuedOn.eq(day));
    }
    if let Some(unit) = wanted.unit_id {
        which = which.add(document::Column::UnitId.eq(unit));
    }
    document::Entity::find().filter(which)
}

/// # Errors
/// The database cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    wanted: &Wanted,
) -> Result<u64, AppError> {
    Ok(listed(actor, wanted).count(db).await?)
}

/// A part of a list, what waits longest first; issued ones by number.
///
/// # Errors
/// The database cannot be read.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    wanted: &Wanted,
    (offset, limit): (u64, u64),
) -> Result<Vec<document::Model>, AppError> {
    let waits = matches!(wanted.stage, Some(Stage::Draft | Stage::Submitted | Stage::Approved));
    let query = match waits {
        true => listed(actor, wanted).order_by_asc(document::Column::ChangedAt),
        false => listed(actor, wanted)
            .order_by_desc(document::Column::IssuedOn)
            .order_by_asc(document::Column::Symbol)
            .order_by_asc(document::Column::Number),
    };
    let query = query.order_by_asc(document::Column::Id);
    Ok(query.offset(offset).limit(limit).all(db).await?)
}

/// The same from the one begun last: at most `limit` before an id.
///
/// # Errors
/// The database cannot be read.
pub async fn before(
    db: &impl ConnectionTrait,
    actor: &Actor,
    wanted: &Wanted,
    id: Option<Uuid>,
    limit: u64,
) -> Result<Vec<document::Model>, AppError> {
    let is_before = Condition::all().add_option(id.map(|id| document::Column::Id.lt(id)));
    let query = listed(actor, wanted).filter(is_before).order_by_desc(document::Column::Id);
    Ok(query.limit(limit).all(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn add(tx: &Tx, row: document::ActiveModel) -> Result<(), AppError> {
    document::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Changes a paper that is still as it was read; false if somebody was faster.
///
/// # Errors
/// The database refuses.
pub async fn update(
    tx: &Tx,
    (id, version): (Uuid, i32),
    row: document::ActiveModel,
) -> Result<bool, AppError> {
    let row = document::ActiveModel { version: Set(version + 1), ..row };
    let done = document::Entity::update_many()
        .set(row)
        .filter(document::Column::Id.eq(id))
        .filter(document::Column::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// A row of the history of a paper.
///
/// # Errors
/// The database refuses.
pub async fn add_event(
    tx: &Tx,
    (document_id, seq): (Uuid, i32),
    (act, note, hash): (Act, &str, Option<String>),
    (actor_id, now): (Uuid, DateTime<Utc>),
) -> Result<(), AppError> {
    let row = document_event::ActiveModel {
        id: Set(new_id(now)),
        document_id: Set(document_id),
        seq: Set(seq),
        kind: Set(act.code().to_owned()),
        note: Set(note.to_owned()),
        content_hash: Set(hash),
        actor_id: Set(actor_id),
        at: Set(now),
    };
    document_event::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What was done to a paper, oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn events(
    db: &impl ConnectionTrait,
    document_id: Uuid,
) -> Result<Vec<document_event::Model>, AppError> {
    let query = document_event::Entity::find()
        .filter(document_event::Column::DocumentId.eq(document_id))
        .order_by_asc(document_event::Column::Seq);
    Ok(query.limit(1_000).all(db).await?)
}

/// The hash under which a paper was signed off last; none if it never was, or was changed after.
///
/// # Errors
/// The database cannot be read.
pub async fn approved_hash(
    db: &impl ConnectionTrait,
    document_id: Uuid,
) -> Result<Option<String>, AppError> {
    let deciding = [Act::Approved, Act::Bypassed, Act::Edited, Act::SentBack].map(Act::code);
    let last = document_event::Entity::find()
        .filter(document_event::Column::DocumentId.eq(document_id))
        .filter(document_event::Column::Kind.is_in(deciding))
        .order_by_desc(document_event::Column::Seq)
        .one(db)
        .await?;
    let approved = [Act::Approved.code(), Act::Bypassed.code()];
    let last = last.filter(|event| approved.contains(&event.kind.as_str()));
    Ok(last.and_then(|event| event.content_hash))
}

/// # Errors
/// The database refuses.
pub async fn add_file(tx: &Tx, row: document_file::ActiveModel) -> Result<(), AppError> {
    document_file::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Signed copies, oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn files(
    db: &impl ConnectionTrait,
    document_id: Uuid,
) -> Result<Vec<document_file::Model>, AppError> {
    let query = document_file::Entity::find()
        .filter(document_file::Column::DocumentId.eq(document_id))
        .order_by_asc(document_file::Column::Id);
    Ok(query.limit(MOST).all(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn add_service(tx: &Tx, row: document_service::ActiveModel) -> Result<(), AppError> {
    document_service::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// To whom papers went, oldest first.
///
/// # Errors
/// The database cannot be read.
pub async fn services(
    db: &impl ConnectionTrait,
    document_ids: Vec<Uuid>,
) -> Result<Vec<document_service::Model>, AppError> {
    let query = document_service::Entity::find()
        .filter(document_service::Column::DocumentId.is_in(document_ids))
        .order_by_asc(document_service::Column::Id);
    Ok(query.limit(5_000).all(db).await?)
}

/// # Errors
/// The database refuses.
pub async fn add_link(tx: &Tx, row: document_link::ActiveModel) -> Result<(), AppError> {
    document_link::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The issued paper a link leads to, if the link was not used and is not over.
///
/// # Errors
/// The database cannot be read.
pub async fn of_link(
    db: &impl ConnectionTrait,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<document::Model>, AppError> {
    let link = document_link::Entity::find()
        .filter(document_link::Column::TokenHash.eq(token_hash))
        .filter(document_link::Column::ExpiresAt.gt(now))
        .filter(document_link::Column::UsedAt.is_null())
        .one(db)
        .await?;
    let Some(link) = link else { return Ok(None) };
    let query = document::Entity::find_by_id(link.document_id)
        .filter(document::Column::Stage.eq(Stage::Issued.code()));
    Ok(query.one(db).await?)
}

/// Marks a link as used; false if it was, or is over.
///
/// # Errors
/// The database refuses.
pub async fn use_link(tx: &Tx, token_hash: &str, now: DateTime<Utc>) -> Result<bool, AppError> {
    let done = document_link::Entity::update_many()
        .col_expr(document_link::Column::UsedAt, Expr::value(now))
        .filter(document_link::Column::TokenHash.eq(token_hash))
        .filter(document_link::Column::UsedAt.is_null())
        .filter(document_link::Column::ExpiresAt.gt(now))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Where the file of a paper that goes with a letter lies, and its name; asked for letters alone, which were
/// written inside the scope of whoever sent them.
///
/// # Errors
/// The database cannot be read.
pub async fn of_letter(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<document::Model>, AppError> {
    Ok(document::Entity::find_by_id(id).one(db).await?)
}

/// Some papers that were issued, by their order, for a check of what is stored.
///
/// # Errors
/// The database cannot be read.
pub async fn frozen_after(
    db: &impl ConnectionTrait,
    after: Uuid,
    limit: u64,
) -> Result<Vec<document::Model>, AppError> {
    let query = document::Entity::find()
        .filter(document::Column::Id.gt(after))
        .filter(document::Column::PdfSha256.is_not_null())
        .order_by_asc(document::Column::Id);
    Ok(query.limit(limit).all(db).await?)
}
