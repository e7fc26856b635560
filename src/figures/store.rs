//! Rows of figures: written with the facts they follow from, read to be compared with them.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{case, case_event, decision_figure, execution_figure, letter_figure, party};
use law::procedure::{Event, Kind};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::NEVER;
use super::derive::{CaseFigures, figures, level};
use super::members::area_kept;
use crate::error::AppError;

/// The rows of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    pub letter: Option<letter_figure::Model>,
    pub decisions: Vec<decision_figure::Model>,
    pub executions: Vec<execution_figure::Model>,
}

/// What of a case its rows hold beside its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub case_id: Uuid,
    pub unit_id: Uuid,
    pub kind: Kind,
    pub field: String,
    /// As `members::area` gives it; empty where it may not be kept.
    pub area: String,
    /// The day this case began to stand for a letter that was taken for another kind first.
    pub taken_over_on: Option<NaiveDate>,
}

impl About {
    /// Of a stored case; `group` is the residential group of its first complainant, `taken_over_on` as
    /// [`taken_over_on`] tells it.
    ///
    /// # Errors
    /// The row holds a kind nobody knows.
    pub fn of(
        row: &case::Model,
        group: &str,
        taken_over_on: Option<NaiveDate>,
    ) -> Result<Self, AppError> {
        let kind = Kind::from_code(&row.kind)
            .ok_or_else(|| AppError::inconsistent("cases", row.id, "unknown kind"))?;
        Ok(Self {
            case_id: row.id,
            unit_id: row.unit_id,
            kind,
            field: row.field.clone(),
            area: area_kept(kind, group),
            taken_over_on,
        })
    }
}

/// The rows that follow from the facts of a case.
pub fn rows(about: &About, facts: &[Event]) -> Rows {
    let CaseFigures { letter, decisions, executions } = figures(facts);
    let Some(letter) = letter else { return Rows::default() };
    let never = |day: Option<NaiveDate>| day.unwrap_or(NEVER);
    let handling = |result: Option<(NaiveDate, super::derive::Handling)>| {
        let (on, handling) = result.unzip();
        (never(on), handling.map_or("", super::derive::Handling::code).to_owned())
    };
    let (processed_on, handled) = handling(letter.processed);
    let (changed_on, changed_to) = handling(letter.changed);
    let amount = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    Rows {
        letter: Some(letter_figure::Model {
            case_id: about.case_id,
            unit_id: about.unit_id,
            area: about.area.clone(),
            kind: about.kind.code().to_owned(),
            level: level(letter.is_second).to_owned(),
            field: about.field.clone(),
            received_on: letter.received_on,
            begins_on: about.taken_over_on.unwrap_or(letter.received_on).max(letter.received_on),
            ends_on: never(letter.ends_on),
            processed_on,
            handling: handled,
            changed_on,
            changed_to,
            accepted_on: never(letter.accepted_on),
            refused_on: never(letter.refused_on),
            stopped_on: never(letter.stopped_on),
            resolved_on: never(letter.resolved_on),
        }),
        decisions: decisions
            .iter()
            .map(|decision| decision_figure::Model {
                case_id: about.case_id,
                seq: decision.seq,
                unit_id: about.unit_id,
                area: about.area.clone(),
                kind: about.kind.code().to_owned(),
                level: level(letter.is_second).to_owned(),
                outcome: decision.outcome.to_owned(),
                issued_on: decision.issued_on,
                left_on: never(decision.left_on),
                executed_on: never(decision.executed_on),
                state_money: amount(decision.recommended.state_money),
                state_land: amount(decision.recommended.state_land),
                returned_money: amount(decision.recommended.returned_money),
                returned_land: amount(decision.recommended.returned_land),
                returned_organisations: amount(decision.recommended.returned_organisations),
                returned_people: amount(decision.recommended.returned_people),
                handled_organisations: amount(decision.recommended.handled_organisations),
                handled_people: amount(decision.recommended.handled_people),
                handled_officials: amount(decision.recommended.handled_officials),
                transferred_cases: amount(decision.recommended.transferred_cases),
                transferred_people: amount(decision.recommended.transferred_people),
                transferred_officials: amount(decision.recommended.transferred_officials),
            })
            .collect(),
        executions: executions
            .iter()
            .map(|execution| execution_figure::Model {
                case_id: about.case_id,
                seq: execution.seq,
                decision_seq: execution.decision_seq,
                unit_id: about.unit_id,
                area: about.area.clone(),
                kind: about.kind.code().to_owned(),
                on_date: execution.on,
                state_money: amount(execution.executed.state_money),
                state_land: amount(execution.executed.state_land),
                returned_money: amount(execution.executed.returned_money),
                returned_land: amount(execution.executed.returned_land),
                handled_organisations: amount(execution.executed.handled_organisations),
                handled_people: amount(execution.executed.handled_people),
                handled_officials: amount(execution.executed.handled_officials),
                prosecuted_cases: amount(execution.executed.prosecuted_cases),
                prosecuted_people: amount(execution.executed.prosecuted_people),
                prosecuted_officials: amount(execution.executed.prosecuted_officials),
            })
            .collect(),
    }
}

/// Writes what a fact changed; rows that stay as they are, are not touched.
///
/// # Errors
/// The database refuses.
pub async fn put(tx: &impl ConnectionTrait, before: &Rows, after: &Rows) -> Result<(), AppError> {
    match (&before.letter, &after.letter) {
        (None, Some(letter)) => {
            let row = letter.clone().into_active_model();
            letter_figure::Entity::insert(row).exec_without_returning(tx).await?;
        }
        (Some(old), Some(new)) if old != new => {
            new.clone().into_active_model().reset_all().update(tx).await?;
        }
        (Some(old), None) => {
            letter_figure::Entity::delete_by_id(old.case_id).exec(tx).await?;
        }
        _ => {}
    }
    for old in before.decisions.iter().filter(|old| !after.decisions.contains(old)) {
        decision_figure::Entity::delete_by_id((old.case_id, old.seq)).exec(tx).await?;
    }
    let new = after.decisions.iter().filter(|new| !before.decisions.contains(new));
    let new: Vec<_> = new.map(|row| row.clone().into_active_model()).collect();
    if !new.is_empty() {
        decision_figure::Entity::insert_many(new).exec_without_returning(tx).await?;
    }
    for old in before.executions.iter().filter(|old| !after.executions.contains(old)) {
        execution_figure::Entity::delete_by_id((old.case_id, old.seq)).exec(tx).await?;
    }
    let new = after.executions.iter().filter(|new| !before.executions.contains(new));
    let new: Vec<_> = new.map(|row| row.clone().into_active_model()).collect();
    if !new.is_empty() {
        execution_figure::Entity::insert_many(new).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The residential group of the first complainant of a case; empty without one.
///
/// # Errors
/// The database cannot be read.
pub async fn group_of(db: &impl ConnectionTrait, case_id: Uuid) -> Result<String, AppError> {
    Ok(groups_of(db, vec![case_id]).await?.remove(&case_id).unwrap_or_default())
}

/// The day on which the case that one follows was found to be a letter of another kind: from then on it stands for
/// that letter. None for what follows otherwise, as a second complaint, which is a letter of its own.
///
/// # Errors
/// The database cannot be read.
pub async fn taken_over_on(
    db: &impl ConnectionTrait,
    follows: Option<Uuid>,
) -> Result<Option<NaiveDate>, AppError> {
    let Some(follows) = follows else { return Ok(None) };
    Ok(reclassified(db, vec![follows]).await?.remove(&follows))
}

/// The days on which some cases were found to be letters of another kind, of those that were.
async fn reclassified(
    db: &impl ConnectionTrait,
    case_ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, NaiveDate>, AppError> {
    let found: Vec<(Uuid, NaiveDate)> = case_event::Entity::find()
        .select_only()
        .columns([case_event::Column::CaseId, case_event::Column::OnDate])
        .filter(case_event::Column::CaseId.is_in(case_ids))
        .filter(case_event::Column::Kind.eq("reclassified"))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

async fn groups_of(
    db: &impl ConnectionTrait,
    case_ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, String>, AppError> {
    let found: Vec<(Uuid, String)> = party::Entity::find()
        .select_only()
        .columns([party::Column::CaseId, party::Column::ResidentialGroup])
        .filter(party::Column::CaseId.is_in(case_ids))
        .filter(party::Column::Position.eq(0))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// The rows that are stored of some cases.
///
/// # Errors
/// The database cannot be read.
pub async fn stored(
    db: &impl ConnectionTrait,
    case_ids: &[Uuid],
) -> Result<HashMap<Uuid, Rows>, AppError> {
    let ids = || case_ids.iter().copied();
    let mut found: HashMap<Uuid, Rows> = HashMap::new();
    let letters = letter_figure::Entity::find()
        .filter(letter_figure::Column::CaseId.is_in(ids()))
        .all(db)
        .await?;
    for row in letters {
        let case_id = row.case_id;
        found.entry(case_id).or_default().letter = Some(row);
    }
    let decisions = decision_figure::Entity::find()
        .filter(decision_figure::Column::CaseId.is_in(ids()))
        .order_by_asc(decision_figure::Column::Seq)
        .all(db)
        .await?;
    for row in decisions {
        found.entry(row.case_id).or_default().decisions.push(row);
    }
    let executions = execution_figure::Entity::find()
        .filter(execution_figure::Column::CaseId.is_in(ids()))
        .order_by_asc(execution_figure::Column::Seq)
        .all(db)
        .await?;
    for row in executions {
        found.entry(row.case_id).or_default().executions.push(row);
    }
    Ok(found)
}

/// A part of all cases in the order of their ids, each with the rows that its facts ask for.
///
/// # Errors
/// A fact cannot be read, or the database fails.
pub async fn recounted(
    db: &impl ConnectionTrait,
    after: Uuid,
    limit: u64,
) -> Result<Vec<(Uuid, Rows)>, AppError> {
    let cases = case::Entity::find()
        .filter(case::Column::Id.gt(after))
        .order_by_asc(case::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    let ids: Vec<Uuid> = cases.iter().map(|row| row.id).collect();
    let groups = groups_of(db, ids.clone()).await?;
    let followed = cases.iter().filter_map(|row| row.follows_id).collect();
    let taken_over = reclassified(db, followed).await?;
    let events: Vec<(Uuid, Uuid, String)> = case_event::Entity::find()
        .select_only()
        .columns([case_event::Column::Id, case_event::Column::CaseId, case_event::Column::Data])
        .filter(case_event::Column::CaseId.is_in(ids))
        .order_by_asc(case_event::Column::CaseId)
        .order_by_asc(case_event::Column::Seq)
        .into_tuple()
        .all(db)
        .await?;
    let mut facts: HashMap<Uuid, Vec<Event>> = HashMap::new();
    for (id, case_id, data) in events {
        let event = serde_json::from_str(&data)
            .map_err(|error| AppError::inconsistent("case_events", id, error))?;
        facts.entry(case_id).or_default().push(event);
    }
    let none = Vec::new();
    let mut found = Vec::new();
    for case in &cases {
        let group = groups.get(&case.id).map_or("", String::as_str);
        let day = case.follows_id.and_then(|followed| taken_over.get(&followed).copied());
        let about = About::of(case, group, day)?;
        found.push((case.id, rows(&about, facts.get(&case.id).unwrap_or(&none))));
    }
    Ok(found)
}

/// Whether there are cases and nothing counted of any: the program was brought to this version just now.
///
/// # Errors
/// The database cannot be read.
pub async fn was_never_counted(db: &impl ConnectionTrait) -> Result<bool, AppError> {
    let received = case::Entity::find().filter(case::Column::IsReceived.eq(true)).limit(1);
    Ok(received.count(db).await? > 0
        && letter_figure::Entity::find().limit(1).count(db).await? == 0)
}
