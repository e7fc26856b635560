//! All SQL of cases but the lists: one case with its parts, and what a fact changes.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{attachment, case, case_event, confidentiality_change, counter, dialogue, party};
use law::deadline::Deadline;
use law::procedure::{self, Event, Kind, State};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::deadline_store::in_time;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::policy::scope::visible_cases;
use crate::policy::{Actor, CaseFacts, Confidentiality};

/// A case as an actor may see it. Missing and hidden look the same.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<case::Model, AppError> {
    let query = case::Entity::find_by_id(id).filter(visible_cases(actor));
    query.one(db).await?.ok_or(AppError::NotFound)
}

/// The same for writing: nobody else changes it until the transaction ends.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn lock_visible(tx: &Tx, actor: &Actor, id: Uuid) -> Result<case::Model, AppError> {
    let query = case::Entity::find_by_id(id).filter(visible_cases(actor)).lock_exclusive();
    query.one(tx).await?.ok_or(AppError::NotFound)
}

/// A case by its number, as an actor may see it. Each unit numbers for itself: that of the given unit is meant
/// first, then the newest.
///
/// # Errors
/// The database cannot be read.
pub async fn get_visible_by_number(
    db: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: Uuid,
    number: &str,
) -> Result<Option<case::Model>, AppError> {
    let query = case::Entity::find()
        .filter(visible_cases(actor))
        .filter(case::COLUMN.number.eq(number.trim().to_uppercase()))
        .order_by_desc(Expr::col(case::Column::UnitId).eq(unit_id))
        .order_by_desc(case::COLUMN.id);
    Ok(query.one(db).await?)
}

/// Cases by their ids, as an actor may see them.
///
/// # Errors
/// The database cannot be read.
pub async fn visible_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<Uuid>,
) -> Result<Vec<case::Model>, AppError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = case::Entity::find().filter(visible_cases(actor));
    Ok(query.filter(case::COLUMN.id.is_in(ids)).all(db).await?)
}

/// Cases that follow from one, as an actor may see them; more than a handful is not believed.
///
/// # Errors
/// The database cannot be read.
pub async fn visible_followers(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<Vec<case::Model>, AppError> {
    let query = case::Entity::find().filter(case::COLUMN.follows_id.eq(id));
    let query = query.filter(visible_cases(actor)).order_by_asc(case::COLUMN.id).limit(20);
    Ok(query.all(db).await?)
}

/// A case without asking a scope, because there is no reader whose scope it could be: for letters, and
/// for whoever holds the draft, the receipt or the idempotency key it came from. Nobody else may call
/// this; a test names who does.
///
/// # Errors
/// `NotFound`, or the database cannot be read.
pub async fn get_without_scope(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<case::Model, AppError> {
    case::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)
}

/// Where a case stands after some of its facts.
///
/// # Errors
/// They do not follow from each other: the rows were not written by this program.
pub fn state_after<'e>(
    case_id: Uuid,
    facts: impl IntoIterator<Item = &'e Event>,
) -> Result<State, AppError> {
    procedure::replay(facts)
        .map_err(|refusal| AppError::inconsistent("case_events", case_id, refusal))
}

pub fn facts_of(row: &case::Model) -> CaseFacts {
    CaseFacts {
        case_id: row.id,
        unit_id: row.unit_id,
        assignee_id: row.assignee_id,
        citizen_id: row.citizen_id,
        registered_by: row.registered_by,
        // What nobody can read is kept from everybody.
        confidentiality: Confidentiality::from_code(&row.confidentiality)
            .unwrap_or(Confidentiality::Sealed),
    }
}

/// Sets how secret a case is, and keeps who did and why.
///
/// # Errors
/// The database refuses.
pub async fn set_confidentiality(
    db: &impl ConnectionTrait,
    new: case::ActiveModel,
    change: confidentiality_change::ActiveModel,
) -> Result<(), AppError> {
    case::Entity::update(new).exec(db).await?;
    confidentiality_change::Entity::insert(change).exec_without_returning(db).await?;
    Ok(())
}

/// How secret a case was said to be, newest first; more than a handful is not believed.
///
/// # Errors
/// The database cannot be read.
pub async fn confidentiality_changes(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<confidentiality_change::Model>, AppError> {
    let query = confidentiality_change::Entity::find()
        .filter(confidentiality_change::COLUMN.case_id.eq(case_id))
        .order_by_desc(confidentiality_change::COLUMN.id)
        .limit(50);
    Ok(query.all(db).await?)
}

/// The kind of a stored case.
///
/// # Errors
/// The row holds a kind nobody knows.
pub fn kind_of(row: &case::Model) -> Result<Kind, AppError> {
    let kind = Kind::from_code(&row.kind);
    kind.ok_or_else(|| AppError::inconsistent("cases", row.id, "unknown kind"))
}

/// A fact with who wrote it.
#[derive(Clone, Debug)]
pub struct HistoryRow {
    pub seq: i32,
    pub event: Event,
    pub note: String,
    pub paper_number: String,
    pub actor_id: Option<Uuid>,
    /// Set for staff alone.
    pub actor_unit_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// All facts of a case in order, with their authors.
///
/// # Errors
/// A row cannot be read.
pub async fn history_rows(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<HistoryRow>, AppError> {
    let rows = case_event::Entity::find()
        .filter(case_event::COLUMN.case_id.eq(case_id))
        .order_by_asc(case_event::COLUMN.seq)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let event = serde_json::from_str(&row.data)
                .map_err(|error| AppError::inconsistent("case_events", row.id, error))?;
            Ok(HistoryRow {
                seq: row.seq,
                event,
                note: row.note,
                paper_number: row.paper_number,
                actor_id: row.actor_id,
                actor_unit_id: row.actor_unit_id,
                at: row.at,
            })
        })
        .collect()
}

/// The facts of a case in order.
///
/// # Errors
/// A row cannot be read.
pub async fn history(db: &impl ConnectionTrait, case_id: Uuid) -> Result<Vec<Event>, AppError> {
    Ok(history_rows(db, case_id).await?.into_iter().map(|row| row.event).collect())
}

/// The next number of a unit, series (a kind of case, the register) and year, without a gap: locked until commit.
///
/// # Errors
/// The database refuses.
pub async fn next_number(
    tx: &impl ConnectionTrait,
    unit_id: Uuid,
    series: &str,
    year: i32,
) -> Result<i32, AppError> {
    let first = counter::ActiveModel {
        unit_id: Set(unit_id),
        kind: Set(series.to_owned()),
        year: Set(year),
        value: Set(1),
    };
    let raise = OnConflict::columns([
        counter::Column::UnitId,
        counter::Column::Kind,
        counter::Column::Year,
    ])
    .value(counter::Column::Value, Expr::col((counter::Entity, counter::Column::Value)).add(1))
    .to_owned();
    let row = counter::Entity::insert(first).on_conflict(raise).exec_with_returning(tx).await?;
    Ok(row.value)
}

/// # Errors
/// The database refuses.
pub async fn add_case(tx: &impl ConnectionTrait, row: case::ActiveModel) -> Result<(), AppError> {
    case::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn add_parties(
    tx: &impl ConnectionTrait,
    rows: Vec<party::ActiveModel>,
) -> Result<(), AppError> {
    if !rows.is_empty() {
        party::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Who writes a fact, and what they add to it.
#[derive(Clone, Debug, Default)]
pub struct Authorship {
    pub actor_id: Option<Uuid>,
    pub actor_unit_id: Option<Uuid>,
    pub note: String,
    pub paper_number: String,
}

/// # Errors
/// The database refuses.
pub async fn add_event(
    tx: &impl ConnectionTrait,
    case_id: Uuid,
    seq: i32,
    event: &Event,
    by: Authorship,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let data = serde_json::to_string(event).map_err(|e| AppError::internal("event", e))?;
    let row = case_event::ActiveModel {
        id: Set(new_id(now)),
        case_id: Set(case_id),
        seq: Set(seq),
        kind: Set(event.code().to_owned()),
        on_date: Set(event.on()),
        data: Set(data),
        note: Set(by.note),
        paper_number: Set(by.paper_number),
        actor_id: Set(by.actor_id),
        actor_unit_id: Set(by.actor_unit_id),
        at: Set(now),
    };
    case_event::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What a fact changes in the case's own row.
#[derive(Clone, Debug)]
pub struct CaseChange<'a> {
    pub state: &'a State,
    /// All that follow from its facts.
    pub deadlines: &'a [Deadline],
    pub assignee_id: Option<Uuid>,
    pub field: Option<String>,
}

/// Writes the copy of the state, if nobody else has written since `version` was read.
///
/// # Errors
/// The database refuses.
pub async fn update_case(
    tx: &impl ConnectionTrait,
    case_id: Uuid,
    version: i32,
    change: CaseChange<'_>,
) -> Result<bool, AppError> {
    let state = change.state;
    let next_due = state.first_due(change.deadlines);
    let mut row = case::ActiveModel {
        stage: Set(state.stage_code().to_owned()),
        is_open: Set(state.is_open()),
        received_on: Set(state.received_on()),
        is_received: Set(state.is_received()),
        accepted_on: Set(state.accepted_on()),
        resolved_on: Set(state.resolved_on()),
        closed_on: Set(state.closed_on()),
        in_time: Set(in_time(change.deadlines)),
        next_due_on: Set(next_due.map(|deadline| deadline.due_on)),
        next_due_rule: Set(next_due.map(|deadline| deadline.rule.id.code().to_owned())),
        version: Set(version + 1),
        ..Default::default()
    };
    if let Some(assignee) = change.assignee_id {
        row.assignee_id = Set(Some(assignee));
    }
    if let Some(field) = change.field {
        row.field = Set(field);
    }
    let done = case::Entity::update_many()
        .set(row)
        .filter(case::COLUMN.id.eq(case_id))
        .filter(case::COLUMN.version.eq(version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// People of a case, in their order.
///
/// # Errors
/// The database cannot be read.
pub async fn parties(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<party::Model>, AppError> {
    let query = party::Entity::find().filter(party::COLUMN.case_id.eq(case_id));
    Ok(query.order_by_asc(party::COLUMN.position).all(db).await?)
}

/// The first person of each of some cases, by name.
///
/// # Errors
/// The database cannot be read.
pub async fn first_parties(
    db: &impl ConnectionTrait,
    case_ids: Vec<Uuid>,
) -> Result<std::collections::HashMap<Uuid, String>, AppError> {
    let rows: Vec<(Uuid, String)> = party::Entity::find()
        .select_only()
        .columns([party::Column::CaseId, party::Column::FullName])
        .filter(party::COLUMN.case_id.is_in(case_ids))
        .filter(party::COLUMN.position.eq(0))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Files of a case.
///
/// # Errors
/// The database cannot be read.
pub async fn attachments(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<attachment::Model>, AppError> {
    let query = attachment::Entity::find().filter(attachment::COLUMN.case_id.eq(case_id));
    Ok(query.order_by_asc(attachment::COLUMN.created_at).all(db).await?)
}

/// Which of some cases have a signed copy that was uploaded and not confirmed.
///
/// # Errors
/// The database cannot be read.
pub async fn with_signed_copy(
    db: &impl ConnectionTrait,
    case_ids: Vec<Uuid>,
) -> Result<HashSet<Uuid>, AppError> {
    if case_ids.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<Option<Uuid>> = attachment::Entity::find()
        .select_only()
        .column(attachment::Column::CaseId)
        .filter(attachment::COLUMN.case_id.is_in(case_ids))
        .filter(attachment::COLUMN.event_seq.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().flatten().collect())
}

/// Takes the copies the sender uploaded (`event_seq` is open until then) for those of the fact that
/// confirms the signature.
///
/// # Errors
/// The database refuses.
pub async fn bind_signed_copies(
    tx: &impl ConnectionTrait,
    case_id: Uuid,
    seq: i32,
) -> Result<(), AppError> {
    attachment::Entity::update_many()
        .col_expr(attachment::Column::EventSeq, Expr::value(seq))
        .filter(attachment::COLUMN.case_id.eq(case_id))
        .filter(attachment::COLUMN.event_seq.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Rounds of dialogue of a case.
///
/// # Errors
/// The database cannot be read.
pub async fn dialogues(
    db: &impl ConnectionTrait,
    case_id: Uuid,
) -> Result<Vec<dialogue::Model>, AppError> {
    let query = dialogue::Entity::find().filter(dialogue::COLUMN.case_id.eq(case_id));
    Ok(query.order_by_asc(dialogue::COLUMN.round).all(db).await?)
}

/// Rounds somebody may see from one day to another that were invited to or held, with the numbers of the
/// cases; more than a handful a day is not believed.
///
/// # Errors
/// The database cannot be read.
pub async fn visible_dialogues(
    db: &impl ConnectionTrait,
    actor: &Actor,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(dialogue::Model, String)>, AppError> {
    let rounds = dialogue::Entity::find()
        .filter(dialogue::COLUMN.held_on.between(from, to))
        .filter(dialogue::COLUMN.state.is_in(["invited", "held"]))
        .order_by_asc(dialogue::COLUMN.held_on)
        .limit(1_000)
        .all(db)
        .await?;
    let ids: Vec<Uuid> = rounds.iter().map(|round| round.case_id).collect();
    let numbers: Vec<(Uuid, String)> = case::Entity::find()
        .select_only()
        .column(case::Column::Id)
        .column(case::Column::Number)
        .filter(case::COLUMN.id.is_in(ids))
        .filter(visible_cases(actor))
        .into_tuple()
        .all(db)
        .await?;
    let number = |id: Uuid| numbers.iter().find(|(case, _)| *case == id).map(|(_, n)| n.clone());
    let rounds = rounds.into_iter();
    Ok(rounds.filter_map(|round| number(round.case_id).map(|number| (round, number))).collect())
}

/// # Errors
/// The database refuses.
pub async fn add_dialogue(
    tx: &impl ConnectionTrait,
    row: dialogue::ActiveModel,
) -> Result<(), AppError> {
    dialogue::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// # Errors
/// The database refuses.
pub async fn update_dialogue(
    tx: &impl ConnectionTrait,
    row: dialogue::ActiveModel,
) -> Result<(), AppError> {
    dialogue::Entity::update(row).exec(tx).await?;
    Ok(())
}
