//! SQL of the deadlines of a case, and what figures need of them: what a deadline repeats of its case, and what a case
//! says of the deadline of its resolution.

use chrono::{DateTime, Utc};
use entity::{case, deadline};
use law::deadline::{Deadline, Ending};
use law::rule::RuleId;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;

/// Whether a case was resolved within its period (KN-04, PA-04), by all its deadlines; none while it is not resolved.
pub fn in_time(deadlines: &[Deadline]) -> Option<bool> {
    let of_resolution = |one: &&Deadline| matches!(one.rule.id, RuleId::Kn04 | RuleId::Pa04);
    let kept = deadlines.iter().filter(of_resolution).filter_map(|one| match one.ending {
        Ending::Met(day) => Some(day <= one.due_on),
        Ending::Open | Ending::Paused(_) | Ending::Lapsed => None,
    });
    kept.reduce(|all, one| all && one)
}

/// What deadlines and dialogues repeat of their case, so that figures are counted without reading cases.
#[derive(Clone, Copy, Debug)]
pub struct Repeated<'a> {
    pub case_id: Uuid,
    pub unit_id: Uuid,
    pub kind: &'a str,
    pub field: &'a str,
    pub confidentiality: &'a str,
}

impl<'a> Repeated<'a> {
    pub fn of(row: &'a case::Model) -> Self {
        Self {
            case_id: row.id,
            unit_id: row.unit_id,
            kind: &row.kind,
            field: &row.field,
            confidentiality: &row.confidentiality,
        }
    }
}

/// Writes the deadlines that follow from all facts; those of before are replaced.
///
/// # Errors
/// The database refuses.
pub async fn set_deadlines(
    tx: &impl ConnectionTrait,
    of: Repeated<'_>,
    deadlines: &[Deadline],
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let old = deadline::Entity::delete_many().filter(deadline::COLUMN.case_id.eq(of.case_id));
    old.exec(tx).await?;
    let rows = (0..)
        .zip(deadlines)
        .map(|(position, deadline)| deadline_row(new_id(now), (of, position), deadline));
    // A complaint that awaits its signature has none.
    if !deadlines.is_empty() {
        deadline::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// A deadline as it is stored, by its place among those of its case.
pub fn deadline_row(
    id: Uuid,
    (of, position): (Repeated<'_>, i32),
    deadline: &Deadline,
) -> deadline::ActiveModel {
    deadline::ActiveModel {
        id: Set(id),
        case_id: Set(of.case_id),
        position: Set(position),
        rule: Set(deadline.rule.id.code().to_owned()),
        days: Set(i32::try_from(deadline.rule.count).unwrap_or(i32::MAX)),
        day_unit: Set(deadline.rule.unit.code().to_owned()),
        duty: Set(deadline.rule.duty.code().to_owned()),
        starts_on: Set(deadline.starts_on),
        strict_on: Set(deadline.strict_on),
        due_on: Set(deadline.due_on),
        ending: Set(deadline.ending.code().to_owned()),
        met_on: Set(match deadline.ending {
            Ending::Met(day) => Some(day),
            Ending::Open | Ending::Paused(_) | Ending::Lapsed => None,
        }),
        unit_id: Set(of.unit_id),
        kind: Set(of.kind.to_owned()),
        field: Set(of.field.to_owned()),
        confidentiality: Set(of.confidentiality.to_owned()),
    }
}

/// Cases whose deadlines repeat something else than the case says, or that say something else of their resolution
/// than its deadline.
const ASTRAY: &str = "SELECT d.case_id FROM deadlines d JOIN cases c ON c.id = d.case_id \
     WHERE d.unit_id <> c.unit_id OR d.kind <> c.kind OR d.field <> c.field \
     OR d.confidentiality <> c.confidentiality \
     UNION SELECT d.case_id FROM dialogues d JOIN cases c ON c.id = d.case_id \
     WHERE d.unit_id <> c.unit_id OR d.kind <> c.kind OR d.field <> c.field \
     OR d.confidentiality <> c.confidentiality \
     UNION SELECT c.id FROM cases c LEFT JOIN (\
     SELECT case_id, MAX(CASE WHEN met_on > due_on THEN 1 ELSE 0 END) AS late FROM deadlines \
     WHERE rule IN ('KN-04', 'PA-04') AND met_on IS NOT NULL GROUP BY case_id) AS d ON d.case_id = c.id \
     WHERE COALESCE(1 - d.late, -1) <> COALESCE(CAST(c.in_time AS INTEGER), -1)";

/// The first cases that [`Repeated`] and `in_time` tell falsely; none, unless rows were changed past the database's
/// own rules.
///
/// # Errors
/// The database cannot be read.
pub async fn astray(db: &impl ConnectionTrait, limit: usize) -> Result<Vec<Uuid>, AppError> {
    let text = format!("{ASTRAY} LIMIT {limit}");
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), text)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Writes anew what deadlines repeat of their cases, and what cases say of their resolution.
///
/// # Errors
/// The database refuses.
pub async fn repeat_anew(tx: &Tx) -> Result<(), AppError> {
    let truth = match tx.get_database_backend() {
        DbBackend::Postgres => "BOOL_AND(d.met_on <= d.due_on)",
        _ => "MIN(d.met_on <= d.due_on)",
    };
    let of_resolution =
        "d.case_id = cases.id AND d.rule IN ('KN-04', 'PA-04') AND d.met_on IS NOT NULL";
    for text in [
        "UPDATE deadlines SET (unit_id, kind, field, confidentiality) = (SELECT c.unit_id, c.kind, c.field, \
         c.confidentiality FROM cases c WHERE c.id = deadlines.case_id)"
            .to_owned(),
        "UPDATE dialogues SET (unit_id, kind, field, confidentiality) = (SELECT c.unit_id, c.kind, c.field, \
         c.confidentiality FROM cases c WHERE c.id = dialogues.case_id)"
            .to_owned(),
        format!("UPDATE cases SET in_time = (SELECT {truth} FROM deadlines d WHERE {of_resolution})"),
    ] {
        tx.execute_unprepared(&text).await?;
    }
    Ok(())
}
